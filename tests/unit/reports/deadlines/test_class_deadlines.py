from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.acts import Act, ActKind, Source
from generator.model.kinds import AbsenceKind, FinalScope
from generator.model.papers import week_name
from generator.model.records import Deferral, PlanLine
from generator.reports.deadlines.given import Told
from generator.reports.deadlines.values import Matter, Tally
from generator.rules.deadlines import Verdict
from tests.unit.reports.classroom import CLASS, GIRLS, NOW, T1, final, lesson, mark, records, work
from tests.unit.reports.deadlines.radar import (
    ENTRY,
    MON,
    PROFILE,
    absence,
    at,
    empty,
    exam,
    judged,
    ledger,
    lines,
    room,
    tally,
    task,
)

DAY = timedelta(days=1)
BEFORE = (empty(at(MON, 8)), at(MON, 8))
LESSON = lesson("math", MON, 6, teacher_ids=("u",))  # it ends at 15:45


def act(kind: ActKind, student: str = "", **detail: str) -> Act:
    return Act(
        kind=kind, day=None, student_id=student, detail=detail, number=1, at=NOW, who="", source=Source.COMMAND
    )  # fmt: skip


# Absences


def test_a7_1_an_absence_is_known_within_24_hours_of_the_end_of_the_lesson() -> None:
    known = replace(records(lessons=[LESSON]), absences=(absence("А", MON),))
    sights = ledger(BEFORE, (known, at(MON, 16)))
    assert tally(judged(known, sights, published=(at(MON + DAY, 15, 45),)), Matter.ABSENCES) == Tally(met=1)
    found = judged(known, sights, published=(at(MON + DAY, 15, 46),))
    assert tally(found, Matter.ABSENCES) == Tally(broken=1)
    (line,) = lines(found, Matter.ABSENCES)
    assert (line.teacher_id, line.lesson, line.student_ids, line.seconds) == ("u", 6, ("А",), -60)


def test_a7_1_by_the_entry_clock_of_a_soft_profile_the_next_day_is_in_time() -> None:
    known = replace(records(lessons=[LESSON]), absences=(absence("А", MON, entered_at=at(MON + DAY, 23)),))
    assert tally(judged(known, profile=replace(ENTRY, reading="soft")), Matter.ABSENCES) == Tally(met=1)
    assert tally(judged(known, profile=ENTRY), Matter.ABSENCES) == Tally(broken=1)


@pytest.mark.parametrize("kind", [AbsenceKind.LATE, AbsenceKind.EXEMPT])
def test_who_was_late_or_exempt_was_not_absent(kind) -> None:
    known = replace(records(lessons=[LESSON]), absences=(absence("А", MON, kind=kind),))
    assert tally(judged(known), Matter.ABSENCES) == Tally()


# Marks of terms

END = T1.end  # Saturday 24 October
TERM = {"lessons": [lesson("math", MON)], "marks": [mark("А", "math", date(2026, 9, 7), "5")]}


def test_a6_1_a_terms_marks_are_known_two_days_after_its_end() -> None:
    known = records(**TERM, finals=[final(s, "math", "4") for s in "АБ"])
    sights = ledger((empty(at(END, 8)), at(END, 8)), (known, at(END + 2 * DAY, 20)))
    found = judged(known, sights, published=(at(END + 2 * DAY, 21),))
    assert tally(found, Matter.TERM_MARKS) == Tally(met=2, broken=1)
    (line,) = lines(found, Matter.TERM_MARKS)
    assert (line.student_ids, line.teacher_id, line.subject_id, line.detail) == (("В",), "t", "math", "1 четверть")
    assert judged(known, sights, published=(at(END + 3 * DAY, 0),)).tallies[Matter.TERM_MARKS, "t"] == Tally(broken=3)


def test_a6_1_nothing_is_expected_before_the_term_is_over() -> None:
    assert tally(judged(records(**TERM), now=at(END, 20)), Matter.TERM_MARKS) == Tally()


@pytest.mark.parametrize("told_by", ["journal", "register"])
def test_b5_5_a_deferred_mark_has_its_own_day_with_a_reminder_three_days_before(told_by) -> None:
    until = date(2026, 11, 23)
    known = records(
        **TERM,
        finals=[final(s, "math", "4") for s in "БВ"],
        deferrals=[Deferral("А", "math", "t1", until, "")] if told_by == "journal" else [],
    )
    acts = [act(ActKind.DEFERRAL, "А", subject_id="math", term_id="t1", until="2026-11-23")]
    more = {} if told_by == "journal" else {"acts": acts}
    for now, expected in (
        (at(until - 4 * DAY, 12), Tally(open=1)),
        (at(until - 3 * DAY, 12), Tally(at_risk=1)),
        (at(until, 23), Tally(at_risk=1)),
        (at(until + DAY, 0), Tally(broken=1)),
    ):
        assert tally(judged(known, now=now, **more), Matter.DEFERRALS) == expected


# Results of exams


def test_b6_1_a_result_is_known_24_hours_after_the_school_received_it() -> None:
    received = at(MON, 10)
    known = replace(records(), exams=(exam("А", "5", received),))
    sights = ledger(BEFORE, (known, at(MON, 12)))
    assert tally(judged(known, sights, published=(at(MON + DAY, 10),)), Matter.EXAM_RESULTS) == Tally(met=1)
    assert tally(judged(known, sights, published=(at(MON + DAY, 11),)), Matter.EXAM_RESULTS) == Tally(broken=1)


def test_b6_1_the_register_knows_when_results_came_and_which_no_export_has_yet() -> None:
    acts = [act(ActKind.EXAM_RECEIVED, subject_id="math", title="огэ", received_at="2026-11-09T10:00:00+03:00")]
    known = replace(records(), exams=(exam("А", "5"), exam("Б", "")))
    sights = ledger(BEFORE, (known, at(MON, 12)))
    found = judged(known, sights, published=(at(MON, 13),), acts=acts)
    assert tally(found, Matter.EXAM_RESULTS) == Tally(met=1, broken=1)
    assert [line.student_ids for line in lines(found, Matter.EXAM_RESULTS)] == [("Б",)]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ({"student": "А"}, Tally(broken=1)),
        ({"class_title": "8А"}, Tally(broken=1)),
        ({"class_title": "9Ю"}, Tally()),
        ({"student": "somebody of another class"}, Tally()),
    ],
)
def test_b6_1_results_that_came_of_an_exam_no_export_names_are_awaited(who: dict[str, str], expected: Tally) -> None:
    title = who.pop("class_title", "")
    detail = {"subject_id": "math", "title": "Пробный", "received_at": "2026-11-09T10:00:00+03:00"}
    acts = [replace(act(ActKind.EXAM_RECEIVED, **who, **detail), class_title=title)]
    known = replace(records(), exams=(exam("Б", "5", at(MON, 9)),))
    sights = ledger(BEFORE, (known, at(MON, 9)))
    more = {"published": (at(MON, 9),), "acts": acts}
    met = Tally(met=1)
    assert tally(judged(known, sights, now=at(MON + DAY, 11), **more), Matter.EXAM_RESULTS) == met + expected
    waiting = lines(judged(known, sights, now=at(MON, 11), **more), Matter.EXAM_RESULTS)
    assert [(line.detail, line.verdict) for line in waiting] == [("Пробный", Verdict.OPEN)] * expected.broken


def test_b6_1_a_column_of_exam_marks_is_an_exam_too() -> None:
    acts = [act(ActKind.EXAM_RECEIVED, "А", subject_id="math", title="ОГЭ", received_at="2026-11-09T10:00")]
    known = replace(records(), term_marks=(final("А", "math", "5", scope=FinalScope.STATE_EXAM),))
    assert tally(judged(known, acts=acts), Matter.EXAM_RESULTS) == Tally()


def test_b6_1_a_result_of_which_nobody_knows_when_it_came_proves_nothing() -> None:
    other = [act(ActKind.EXAM_RECEIVED, subject_id="chem", received_at="2026-11-09T10:00")]
    known = replace(records(), exams=(exam("А", "5"), exam("Б", "")))
    assert tally(judged(known, acts=other), Matter.EXAM_RESULTS) == Tally(unproven=1)


# Homework


def test_b2_5g_homework_is_entered_before_the_last_lesson_of_the_class_ends() -> None:
    known = replace(records(lessons=[LESSON]), homework=(task(MON, MON + 2 * DAY),))
    assert tally(judged(known, ledger(BEFORE, (known, at(MON, 15, 45)))), Matter.HOMEWORK) == Tally(met=1)
    assert tally(judged(known, ledger(BEFORE, (known, at(MON, 16)))), Matter.HOMEWORK) == Tally(unproven=1)
    other = replace(records(), as_of=at(MON, 16), homework=(task(MON, MON, subject_id="chem"),))
    late = ledger((other, at(MON, 17)), (known, at(MON, 20)))
    assert tally(judged(known, late), Matter.HOMEWORK) == Tally(broken=1)
    off = replace(PROFILE, homework="off")
    assert tally(judged(known, late, profile=off), Matter.HOMEWORK) == Tally()


def test_homework_that_does_not_say_when_it_was_given_is_not_judged() -> None:
    assert tally(judged(replace(records(), homework=(task(None, MON),))), Matter.HOMEWORK) == Tally()


def test_the_homework_of_a_day_is_held_against_the_norm_for_each_set_of_lessons() -> None:
    tasks = (task(None, MON, 100), task(None, MON, 51, group_id=GIRLS), task(None, MON, 50, student_id="Б"))
    made = room()
    with_girls = replace(made, memberships=replace_members(made, "А"))
    found = judged(replace(records(), homework=tasks), in_school=with_girls)
    assert tally(found, Matter.HOMEWORK_MINUTES) == Tally(met=2, broken=1)  # 151, 150 and 100 of 150 minutes
    (line,) = lines(found, Matter.HOMEWORK_MINUTES)
    assert (line.student_ids, line.found, line.limit, line.teacher_id) == (("А",), 151, 150, "t")


def replace_members(made, girls: str):
    from tests.unit.reports.classroom import school

    return school(*made.students.values(), girls=girls).memberships


def test_tasks_that_say_no_minutes_are_not_guessed_at() -> None:
    known = replace(records(), homework=(task(None, MON, 30), task(None, MON), task(None, MON + DAY)))
    assert tally(judged(known), Matter.HOMEWORK_MINUTES) == Tally(unproven=3)


# Tests and forecasts


def test_b5_3_more_tests_than_a_tenth_of_the_lessons_are_too_many() -> None:
    def found(held: int, coming: int) -> Tally:
        days = [MON - 7 * n * DAY for n in range(held)] + [NOW.date() + (n + 1) * DAY for n in range(coming)]
        works = [work(f"w{n}", "math", day, "контрольная работа") for n, day in enumerate(days)]
        known = records(
            lessons=[lesson("math", day) for day in days], works=works, plan=[PlanLine(CLASS, "math", "", 34, None)]
        )
        return tally(judged(known), Matter.TESTS_SHARE)

    assert found(3, 0) == Tally(met=1)
    assert found(3, 1) == Tally(at_risk=1)
    assert found(4, 0) == Tally(broken=1)


def test_b4_1_the_forecast_is_told_every_two_weeks_and_two_weeks_before_the_term_ends() -> None:
    first = date(2026, 11, 2)
    told = {
        "А": Told(first, (date(2026, 11, 13),)),  # again by 27 November
        "Б": Told(first, ()),  # since 16 November
        "В": Told(date(2026, 11, 16), ()),  # served from then on
    }
    found = judged(records(), told=told)
    assert tally(found, Matter.FORECAST) == Tally(open=2, broken=1)
    worst = [line for line in lines(found, Matter.FORECAST) if line.verdict is Verdict.BROKEN]
    assert [(line.student_ids, line.due, line.teacher_id) for line in worst] == [
        (("Б",), datetime(2026, 11, 16, 23, 59, 59), "t")
    ]


def test_b4_1_nothing_is_owed_to_a_family_that_gets_neither_page_nor_paper() -> None:
    assert tally(judged(records()), Matter.FORECAST) == Tally()


# All together


def test_lines_are_the_worst_first_and_beyond_the_limit_only_counted() -> None:
    days = [MON + n * DAY for n in range(5)]
    known = records(marks=[mark("А", "math", day, "5") for day in days])
    found = judged(known, ledger(BEFORE, (known, at(MON, 9))), most=2)
    assert [line.day for line in lines(found, Matter.MARKS)] == days[:2]
    assert found.cut[Matter.MARKS] == 3
    assert tally(found, Matter.MARKS).total == 5


def test_the_timeline_counts_by_the_week_in_which_things_were_due() -> None:
    known = records(marks=[mark("А", "math", MON - 4 * DAY, "5"), mark("А", "math", MON, "5")])
    found = judged(known, ledger(BEFORE, (known, at(MON, 9))), published=(at(MON, 10),))
    weeks = {week: one for (matter, week), one in found.weeks.items() if matter is Matter.MARKS}
    assert weeks == {week_name(MON - DAY): Tally(broken=1), week_name(MON): Tally(met=1)}


@given(
    st.lists(
        st.tuples(st.sampled_from("АБВ"), st.integers(0, 12), st.integers(-1, 3), st.booleans()),
        max_size=12,
        unique=True,
    ),
    st.sampled_from([PROFILE, ENTRY, replace(ENTRY, reading="soft")]),
    st.lists(st.integers(0, 14), max_size=4),
)
def test_every_mark_and_absence_is_judged_once_by_teacher_and_by_week(things, profile, published) -> None:
    marks = [mark(s, "math", MON + d * DAY, "5", ordinal=n) for n, (s, d, _, _) in enumerate(things)]
    absences = tuple(absence(s, MON + d * DAY, f"l{n}") for n, (s, d, _, is_absent) in enumerate(things) if is_absent)
    known = replace(records(marks=marks), absences=absences)
    builds = [
        (replace(records(marks=[m for m, (*_, look, _) in zip(marks, things, strict=True) if look <= number]),
                 as_of=at(MON + 3 * number * DAY, 12)), at(MON + 3 * number * DAY, 13))
        for number in range(4)
    ]  # fmt: skip
    moments = tuple(sorted(datetime.combine(MON + day * DAY, time(18)) for day in published))
    found = judged(known, ledger(*builds), profile=profile, published=moments)
    for matter, count in ((Matter.MARKS, len(marks)), (Matter.ABSENCES, len(absences))):
        assert tally(found, matter).total == count
        assert sum(one.total for (kind, _), one in found.weeks.items() if kind is matter) == count
        assert sum(line.things for line in lines(found, matter)) == count - tally(found, matter).met


def test_an_exam_is_no_mark_of_a_term() -> None:
    known = records(**TERM, finals=[final("А", "math", "5", scope=FinalScope.EXAM)])
    assert tally(judged(known), Matter.TERM_MARKS).total == 3
