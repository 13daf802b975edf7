from __future__ import annotations

from datetime import date, datetime

import pytest

from generator.model.kinds import LessonStatus
from generator.model.records import PlanLine, Replaced
from generator.reports.plan_fact import HoursLine, TypeHours, plan_fact
from generator.rules.statistics import Light, StatisticRules
from tests.unit.reports.classroom import (
    BOYS,
    CLASS,
    DAY,
    GIRLS,
    NOW,
    T1,
    T2,
    facts,
    lesson,
    pupil,
    school,
    weekly,
    work,
)

MON = date(2026, 9, 7)
PLANNED = LessonStatus.PLANNED


def lines(**said) -> dict[tuple[str, str, str], HoursLine]:
    found = plan_fact(facts(school(pupil("А")), **said), 6, StatisticRules())
    return {(line.group_id, line.subject_id, line.term_id): line for line in found}


def hours(term: str = "t1", subject: str = "math", group: str = CLASS, **said) -> HoursLine:
    return lines(**said)[group, subject, term]


def test_a_term_that_is_over_stands_against_its_plan() -> None:
    found = hours(lessons=weekly("math", MON, T1.end), plan=[PlanLine(CLASS, "math", "t1", 8, None)])
    assert (found.plan, found.timetable, found.held, found.coming, found.rest) == (8, 7, 7, 0, 1)
    assert (found.expected, found.deviation, found.light) == (7, -125, Light.RED)


def test_without_a_plan_there_is_no_rest_and_no_deviation() -> None:
    found = hours(lessons=weekly("math", MON, T1.end))
    assert (found.plan, found.rest, found.deviation, found.light) == (None, None, None, None)
    assert found.expected == 7


def test_a_running_term_is_judged_by_what_it_comes_to() -> None:
    lessons = weekly("math", T2.start, T2.end, status=PLANNED)
    found = hours("t2", lessons=lessons, plan=[PlanLine(CLASS, "math", "t2", 9, None)])
    assert (found.held, found.coming, found.unconfirmed) == (3, 6, 3)
    assert (found.rest, found.expected, found.deviation, found.light) == (6, 9, 0, Light.CALM)


def test_a_timetable_that_ends_early_is_continued_to_the_end_of_the_term() -> None:
    early = [*weekly("math", T2.start, date(2026, 11, 30)), *weekly("chem", date(2026, 11, 7), date(2026, 12, 5))]
    whole = hours("t2", lessons=weekly("math", T2.start, T2.end))
    found = hours("t2", lessons=early)
    assert (found.coming, found.expected) == (2, whole.expected)


def test_a_term_that_has_not_begun_comes_to_nothing_known() -> None:
    lessons = weekly("math", T2.start, T2.end, status=PLANNED)
    plan = [PlanLine(CLASS, "math", "t2", 9, None)]
    found = hours("t2", lessons=lessons, plan=plan, as_of=datetime(2026, 10, 1))
    assert (found.coming, found.expected, found.deviation, found.light) == (9, None, None, None)


def test_substituted_lessons_are_held_and_named() -> None:
    found = hours(lessons=[lesson("math", MON, status=LessonStatus.SUBSTITUTED, replaces=Replaced("math"))])
    assert (found.timetable, found.held, found.substituted, found.cancelled) == (1, 1, 1, 0)


def test_an_hour_that_another_subject_took_is_lost_to_its_own() -> None:
    took = lesson("chem", MON, status=LessonStatus.SUBSTITUTED, replaces=Replaced("math"))
    found = lines(lessons=[took])
    math, chem = found[CLASS, "math", "t1"], found[CLASS, "chem", "t1"]
    assert (math.timetable, math.held, math.cancelled) == (1, 0, 1)
    assert (chem.timetable, chem.held, chem.substituted) == (0, 1, 1)


def test_an_hour_that_the_journal_tells_as_cancelled_too_is_lost_once() -> None:
    took = lesson("chem", MON, status=LessonStatus.SUBSTITUTED, replaces=Replaced("math"))
    assert hours(lessons=[took, lesson("math", MON, status=LessonStatus.CANCELLED)]).cancelled == 1


MOVED = lesson("math", MON, status=LessonStatus.MOVED, replaces=Replaced("math", "", MON + DAY, 3))


@pytest.mark.parametrize(
    "lessons",
    [
        [MOVED],
        [MOVED, lesson("math", MON + DAY, 3, status=LessonStatus.CANCELLED)],
        [MOVED, lesson("math", MON + DAY, 3, status=LessonStatus.MOVED)],
        [MOVED, lesson("chem", MON + DAY, 3, status=LessonStatus.SUBSTITUTED, replaces=Replaced("math"))],
    ],
)
def test_a_moved_lesson_is_held_once_and_not_cancelled(lessons) -> None:
    found = hours(lessons=lessons)
    assert (found.timetable, found.held, found.moved, found.cancelled) == (1, 1, 1, 0)


def test_a_lesson_moved_from_an_unknown_hour_is_found_by_its_day() -> None:
    moved = lesson("math", MON, status=LessonStatus.MOVED, replaces=Replaced("math", "", MON + DAY, None))
    found = hours(lessons=[moved, lesson("math", MON + DAY, 3, status=LessonStatus.CANCELLED)])
    assert (found.timetable, found.moved, found.cancelled) == (1, 1, 0)


def test_a_lesson_moved_away_to_nowhere_known_is_in_the_timetable_and_not_held() -> None:
    found = hours(lessons=[lesson("math", MON, status=LessonStatus.MOVED)])
    assert (found.timetable, found.held, found.moved, found.cancelled) == (1, 0, 1, 0)


def test_subgroups_have_lines_of_their_own_and_the_plan_of_the_class() -> None:
    lessons = [
        lesson("art", MON, group_id=GIRLS),
        lesson("art", MON, group_id=BOYS),
        lesson("art", MON + DAY, group_id=BOYS),
    ]
    plan = [PlanLine(CLASS, "art", "t1", 2, None), PlanLine(BOYS, "art", "t1", 1, None)]
    for told in (plan, plan[::-1]):
        found = lines(lessons=lessons, plan=told)
        assert (CLASS, "art", "t1") not in found
        girls, boys = found[GIRLS, "art", "t1"], found[BOYS, "art", "t1"]
        assert (girls.plan, girls.held, boys.plan, boys.held) == (2, 1, 1, 2)


def test_a_planned_subject_without_lessons_has_its_line() -> None:
    found = hours(plan=[PlanLine(CLASS, "math", "t1", 8, None)])
    assert (found.held, found.rest, found.deviation, found.light) == (0, 8, -1000, Light.RED)


def test_the_year_is_the_sum_of_its_terms() -> None:
    plan = [PlanLine(CLASS, "math", term, 8, 1) for term in ("t1", "t2")]
    year = hours("", lessons=[lesson("math", MON), lesson("math", T2.start)], plan=plan, as_of=datetime(2027, 1, 11))
    assert (year.plan, year.held, year.expected, year.deviation) == (16, 2, 2, -875)
    assert year.tests.planned == 2
    assert hours("", plan=plan[:1]).plan is None
    assert hours("", plan=[*plan, PlanLine(CLASS, "math", "", 20, None)]).plan == 20


def test_a_year_whose_timetable_is_not_whole_comes_to_nothing_known() -> None:
    plan = [PlanLine(CLASS, "math", "", 16, None)]
    assert hours("", lessons=weekly("math", MON, T1.end), plan=plan).deviation is None
    assert hours("", lessons=weekly("math", MON, T2.end), plan=plan).deviation is None  # the last Monday is the 28th
    whole = [*weekly("math", MON, T1.end), *weekly("math", T2.start, T2.end), lesson("math", T2.end)]
    assert hours("", lessons=whole, plan=plan).expected == len(whole)


def test_lessons_are_counted_by_their_type() -> None:
    lessons = [lesson("math", MON), lesson("math", MON + DAY, type="Лабораторная"), lesson("math", MON + 2 * DAY)]
    assert hours(lessons=lessons).types == (TypeHours("", False, 2), TypeHours("Лабораторная", False, 1))


def test_a_test_told_as_a_lesson_or_as_a_work_or_as_both_is_one_test() -> None:
    kind = "Контрольная работа"
    one = work("w", "math", MON, kind)
    for lessons, works in (
        ([lesson("math", MON, type=kind)], []),
        ([lesson("math", MON)], [one]),
        ([lesson("math", MON, type=kind)], [one]),
        ([lesson("math", MON, 1), lesson("math", MON, 2, type=kind)], [one]),
        ([lesson("math", MON, 1), lesson("math", MON, 2)], [one]),
        ([lesson("math", MON)], [work("w", "math", MON, kind, is_test=True)]),
    ):
        found = hours(lessons=lessons, works=works)
        assert found.tests.held == 1
        assert TypeHours(kind, True, 1) in found.types
        assert sum(line.held for line in found.types) == found.held == len(lessons)


def test_a_test_of_the_class_is_one_in_every_subgroup() -> None:
    lessons = [lesson("art", MON, group_id=GIRLS), lesson("art", MON, group_id=BOYS)]
    found = lines(lessons=lessons, works=[work("w", "art", MON, "Контрольная работа")])
    assert [found[group, "art", "t1"].tests.held for group in (GIRLS, BOYS)] == [1, 1]


def test_a_cancelled_lesson_was_no_test() -> None:
    off = lesson("math", MON, type="Контрольная работа", status=LessonStatus.CANCELLED)
    assert hours(lessons=[off]).tests.held == 0
    instead = hours(lessons=[off, lesson("math", MON, 2)], works=[work("w", "math", MON, "Контрольная работа")])
    assert instead.tests.held == 1


def test_tests_above_a_tenth_of_the_hours_are_too_many() -> None:
    lessons = weekly("math", T2.start, T2.end, status=PLANNED)
    works = [work(str(day), "math", day, "Контрольная работа") for day in (T2.start, T2.start + 42 * DAY)]
    plan = PlanLine(CLASS, "math", "t2", 20, 1)
    enough = hours("t2", lessons=lessons, works=works, plan=[plan]).tests
    assert (enough.held, enough.coming, enough.planned, enough.share, enough.over) == (1, 1, 1, 100, False)
    over = hours("t2", lessons=lessons, works=works).tests
    assert (over.planned, over.share, over.over) == (None, 222, True)


def test_a_journal_without_a_timetable_still_tells_what_was_held() -> None:
    found = hours("t2", lessons=[lesson("math", T2.start, None), lesson("math", T2.start + DAY, None)])
    assert (found.held, found.coming, found.expected) == (2, 0, 2)


def test_lessons_of_the_last_day_are_held_when_they_were_over() -> None:
    today = [lesson("math", NOW.date(), 1), lesson("math", NOW.date(), 6)]
    assert (hours("t2", lessons=today).held, hours("t2", lessons=today).coming) == (1, 1)
