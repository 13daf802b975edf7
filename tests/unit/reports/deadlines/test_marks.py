from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from generator.model.kinds import LessonStatus, MarkKind
from generator.reports.deadlines.values import Matter, Tally
from generator.rules.deadlines import Verdict, end_of
from tests.unit.reports.classroom import lesson, mark, records, work
from tests.unit.reports.deadlines.radar import ENTRY, MON, PROFILE, at, empty, judged, ledger, lines, tally

DAY = timedelta(days=1)
LESSON = lesson("math", MON, 3, teacher_ids=("u",))
MARKED = records(lessons=[LESSON], marks=[mark("А", "math", MON, "5", lesson_id="l0")])
THURSDAY = MON + 3 * DAY
BEFORE = (empty(at(MON, 8)), at(MON, 8))


def marks(*builds, **more) -> Tally:
    return tally(judged(MARKED, ledger(*builds), **more), Matter.MARKS)


def test_a5_1_a_mark_published_on_the_third_day_is_in_time() -> None:
    built = at(THURSDAY, 20)
    assert marks(BEFORE, (MARKED, built), published=(at(THURSDAY, 23, 59),)) == Tally(met=1)
    assert marks(BEFORE, (MARKED, built), published=(at(THURSDAY + DAY, 0),)) == Tally(broken=1)


def test_a5_1_a_publication_before_the_build_did_not_have_the_mark() -> None:
    assert marks(BEFORE, (MARKED, at(THURSDAY, 20)), published=(at(THURSDAY, 19),), now=at(THURSDAY, 21)) == Tally(
        at_risk=1
    )


def test_a5_1_a_mark_that_was_never_published_is_late_when_the_time_is_over() -> None:
    builds = (BEFORE, (MARKED, at(MON, 20)))
    assert marks(*builds, now=at(THURSDAY, 23)) == Tally(at_risk=1)
    assert marks(*builds, now=at(MON + DAY, 23)) == Tally(open=1)
    assert marks(*builds, now=at(THURSDAY + DAY, 0, 1)) == Tally(broken=1)


def test_a5_1_by_the_entry_clock_the_exports_own_time_counts() -> None:
    late = MARKED.marks[0]._replace(entered_at=at(THURSDAY + DAY, 9))
    known = replace(MARKED, marks=(late,))
    assert tally(judged(known, profile=ENTRY), Matter.MARKS) == Tally(broken=1)
    (line,) = lines(judged(known, profile=ENTRY), Matter.MARKS)
    assert (line.done, line.bound, line.seconds) == (end_of(THURSDAY + DAY), True, -24 * 3600)  # by the day
    known = replace(MARKED, marks=(late._replace(entered_at=at(THURSDAY, 23)),))
    assert tally(judged(known, profile=ENTRY), Matter.MARKS) == Tally(met=1)


def test_a5_1_without_a_time_of_entry_a_gap_between_two_exports_blames_nobody() -> None:
    friday = at(THURSDAY + DAY, 9)
    assert marks(BEFORE, (MARKED, friday), profile=ENTRY) == Tally(unproven=1)
    looked = (empty(friday), friday)
    assert marks(looked, (MARKED, friday + DAY), profile=ENTRY) == Tally(unproven=1)


def test_a5_1_an_export_after_the_due_time_without_the_mark_proves_that_it_was_late() -> None:
    other = records(marks=[mark("Б", "chem", MON, "5")], as_of=at(THURSDAY + DAY, 8))
    found = ledger((other, at(THURSDAY + DAY, 9)), (MARKED, at(THURSDAY + DAY, 16)))
    assert tally(judged(MARKED, found, profile=ENTRY), Matter.MARKS) == Tally(broken=1)


def test_what_the_first_look_of_all_found_there_is_not_proven_late() -> None:
    first = (MARKED, at(THURSDAY + DAY, 9))
    assert marks(first, published=(at(THURSDAY + DAY, 10),)) == Tally(unproven=1)
    assert marks((MARKED, at(THURSDAY, 9)), published=(at(THURSDAY, 10),)) == Tally(met=1)
    assert marks((MARKED, at(THURSDAY, 9)), now=at(THURSDAY + DAY, 1)) == Tally(broken=1)


def test_without_a_ledger_only_what_is_not_due_yet_is_said_to_be_open() -> None:
    assert marks() == Tally(unproven=1)
    assert marks(now=at(MON + DAY, 9)) == Tally(open=1)


def test_a5_1_the_later_of_lesson_and_work_starts_the_clock() -> None:
    test = work("w", "math", MON + 2 * DAY, "контрольная работа")
    known = records(works=[test], marks=[mark("А", "math", MON, "5", "w")])
    found = ledger(BEFORE, (known, at(THURSDAY + 2 * DAY, 9)))
    assert tally(judged(known, found, published=(at(THURSDAY + 2 * DAY, 10),)), Matter.MARKS) == Tally(met=1)


def test_a5_2_a_level_with_a_shorter_limit_is_held_to_it() -> None:
    shorter = replace(PROFILE, levels=(3, 2, 3))  # the class is an eighth one
    assert marks(BEFORE, (MARKED, at(THURSDAY, 9)), published=(at(THURSDAY, 10),), profile=shorter) == Tally(broken=1)


def test_the_teacher_of_the_lesson_answers_for_its_marks_and_else_who_teaches_the_subject() -> None:
    loose = mark("Б", "math", MON, "4")
    found = judged(replace(MARKED, marks=(*MARKED.marks, loose)))
    assert found.tallies[Matter.MARKS, "u"] == found.tallies[Matter.MARKS, "t"] == Tally(unproven=1)


def test_marks_of_one_lesson_are_one_line_with_their_students() -> None:
    known = replace(MARKED, marks=tuple(mark(s, "math", MON, "5", lesson_id="l0") for s in "АБВ"))
    (line,) = lines(judged(known), Matter.MARKS)
    assert (line.things, line.student_ids, line.lesson, line.day) == (3, ("А", "Б", "В"), 3, MON)


def test_a_place_that_waits_for_its_mark_is_undone_until_the_day_that_is_told() -> None:
    waiting = mark("А", "math", MON, "5", kind=MarkKind.PENDING, value=None)
    assert tally(judged(records(marks=[waiting])), Matter.MARKS) == Tally(broken=1)
    told = waiting._replace(due_on=MON + 20 * DAY)
    assert tally(judged(records(marks=[told])), Matter.MARKS) == Tally(at_risk=1)


@pytest.mark.parametrize("kind", [MarkKind.DEBT, MarkKind.EXEMPT])
def test_no_mark_is_owed_for_work_that_was_not_handed_in(kind) -> None:
    assert tally(judged(records(marks=[mark("А", "math", MON, "5", kind=kind, value=None)])), Matter.MARKS) == Tally()


def test_a_test_that_brought_nobody_a_mark_is_undone() -> None:
    held = lesson("chem", MON, 2)
    unmarked = work("w", "chem", MON, "", is_test=True, lesson_id="l0")
    known = records(lessons=[held], works=[unmarked], marks=[mark("А", "math", MON, "5")])
    found = [line for line in lines(judged(known), Matter.MARKS) if line.subject_id == "chem"]
    assert [(line.verdict, line.student_ids, line.day) for line in found] == [(Verdict.BROKEN, (), MON)]
    off = replace(known, lessons=(replace(known.lessons[0], status=LessonStatus.CANCELLED),))
    assert all(line.subject_id != "chem" for line in lines(judged(off), Matter.MARKS))
    marked = replace(known, marks=(*known.marks, mark("Б", "chem", MON, "4")))
    assert tally(judged(marked), Matter.MARKS) == Tally(unproven=2)


def test_by_the_entry_clock_a_test_is_late_only_when_the_data_reach_beyond_its_due_time() -> None:
    known = records(works=[work("w", "chem", MON, "", is_test=True)], marks=[mark("А", "math", MON, "5")])
    stale = replace(known, as_of=at(THURSDAY, 12))
    assert tally(judged(stale, profile=ENTRY), Matter.MARKS) == Tally(unproven=2)
    assert tally(judged(replace(known, as_of=datetime(2026, 11, 13, 8)), profile=ENTRY), Matter.MARKS).broken == 1
