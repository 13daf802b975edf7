"""The ledger of first sights: which build saw a thing first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from generator.model.kinds import MarkKind
from generator.rules.records.sights import NO_SIGHTS, Part, look_again, places
from tests.unit.reports.classroom import mark, records
from tests.unit.reports.deadlines.radar import absence, exam, task

DAY = timedelta(days=1)
MON = date(2026, 11, 16)
NOON = datetime(2026, 11, 16, 12, 0)
FIVE = mark("А", "math", MON, "5")
FOUR = mark("Б", "math", MON, "4")


def first_of(sights, one) -> int | None:
    return sights.first[Part.MARKS].get(places([one])[0])


def test_a_thing_keeps_the_look_that_first_saw_it():
    sights = look_again(NO_SIGHTS, records(marks=[FIVE]), NOON)
    sights = look_again(sights, records(marks=[FIVE, FOUR], as_of=NOON + DAY), NOON + DAY)
    assert (first_of(sights, FIVE), first_of(sights, FOUR)) == (0, 1)
    assert [look.built for look in sights.looks] == [NOON, NOON + DAY]


def test_a_corrected_mark_was_seen_when_it_was_there_first():
    sights = look_again(NO_SIGHTS, records(marks=[FIVE]), NOON)
    sights = look_again(sights, records(marks=[FIVE._replace(raw="4")], as_of=NOON + DAY), NOON + DAY)
    assert first_of(sights, FIVE) == 0


def test_a_place_that_waits_for_its_mark_is_seen_with_the_mark():
    waiting = FIVE._replace(raw="·", kind=MarkKind.PENDING, value=None)
    sights = look_again(NO_SIGHTS, records(marks=[waiting]), NOON)
    assert first_of(sights, FIVE) is None
    sights = look_again(sights, records(marks=[FIVE], as_of=NOON + DAY), NOON + DAY)
    assert first_of(sights, FIVE) == 1


def test_a_look_at_the_same_data_that_shows_nothing_new_is_none():
    known = records(marks=[FIVE])
    sights = look_again(NO_SIGHTS, known, NOON)
    assert look_again(sights, known, NOON + DAY) is sights
    later = look_again(sights, replace(known, as_of=known.as_of + DAY), NOON + DAY)
    assert len(later.looks) == 2


def test_a_look_tells_which_parts_had_anything_in_them():
    known = replace(records(marks=[FIVE]), absences=(absence("А", MON),), homework=(task(MON, MON + DAY),))
    assert look_again(NO_SIGHTS, known, NOON).looks[0].parts == "mah"
    assert look_again(NO_SIGHTS, replace(records(), exams=(exam("А", "5"), exam("Б", ""))), NOON).looks[0].parts == "e"


def test_two_tasks_of_one_lesson_are_two_things():
    known = replace(records(), homework=(task(MON, MON + DAY), task(MON, MON + DAY)))
    assert len(look_again(NO_SIGHTS, known, NOON).first[Part.HOMEWORK]) == 2


@given(st.lists(st.sets(st.sampled_from("АБВГ")), max_size=6))
def test_whatever_exports_leave_out_the_first_look_of_a_mark_is_the_first_that_had_it(builds):
    sights = NO_SIGHTS
    for number, students in enumerate(builds):
        at = NOON + number * DAY
        sights = look_again(sights, records(marks=[mark(s, "math", MON, "5") for s in sorted(students)], as_of=at), at)
    for student in set().union(*builds):
        expected = next(number for number, students in enumerate(builds) if student in students)
        assert first_of(sights, mark(student, "math", MON, "5")) == expected
