"""Students who change their class within the year, and students who have lessons with another class."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import entries as e
from generator.model.records import UndatedMarks
from generator.model.school import Membership
from generator.model.undated import UndatedMark
from generator.pipeline import ClassContext, ClassTask, assemble_class, parts_by_class
from generator.reading.joining.people.stays import Stay, stays_of, within_stay
from generator.reading.reader import Export
from generator.reading.spool import Spooled, spool
from tests.unit.reading.joining.builders import LIMITS, at, directory, lesson, mark

LEFT, CAME = date(2026, 10, 9), date(2026, 10, 12)
BEFORE, AFTER = date(2026, 10, 8), date(2026, 10, 13)


def stay(group: str, begin: date | None = None, end: date | None = None, line: int = 1) -> tuple[e.StudentEntry, str]:
    return e.StudentEntry(at(line), e.PersonRef("7", "Ким Ли"), group, begin, end), group


def test_a_stay_without_an_end_ends_before_the_next_one_begins() -> None:
    problems: list = []
    found = stays_of([stay("8б", CAME), stay("8а")], problems)
    assert [(s.group_id, s.begin, s.end) for s in found] == [("8а", None, CAME - timedelta(days=1)), ("8б", CAME, None)]
    assert problems == []


@pytest.mark.parametrize("second", [stay("8б", None, None, 2), stay("8б", LEFT, None, 2)])
def test_two_classes_at_one_time_are_a_contradiction_with_both_places(second: tuple[e.StudentEntry, str]) -> None:
    problems: list = []
    stays_of([stay("8а", None, LEFT), second], problems)
    (problem,) = problems
    assert problem.slug == "contradiction"
    assert {str(problem.origin), problem.message.rpartition(" ")[2]} == {"a.csv:1", "a.csv:2"}


def test_other_days_in_one_class_are_a_contradiction_and_a_missing_day_is_none() -> None:
    problems: list = []
    (only,) = stays_of([stay("8а", CAME), stay("8а", None, AFTER, 2)], problems)
    assert (only.begin, only.end, problems) == (CAME, AFTER, [])
    stays_of([stay("8а", CAME), stay("8а", BEFORE, None, 2)], problems)
    assert [problem.slug for problem in problems] == ["contradiction"]


@given(st.lists(st.dates(date(2026, 9, 2), date(2027, 5, 1)), min_size=1, max_size=4, unique=True), st.randoms())
def test_every_day_of_the_year_lies_in_exactly_one_stay_whatever_the_order(days: list[date], random: object) -> None:
    entries = [stay("c0"), *(stay(f"c{n}", day) for n, day in enumerate(sorted(days), 1))]
    random.shuffle(entries)  # type: ignore[attr-defined]
    problems: list = []
    found = stays_of(entries, problems)
    assert problems == []
    for day in (date(2026, 9, 1), *days, *(day - timedelta(days=1) for day in days), date(2027, 5, 26)):
        assert sum(one.covers(day) for one in found) == 1


def test_a_subgroup_is_bounded_by_the_stay_in_its_class() -> None:
    stays = [Stay("8а", None, LEFT, at()), Stay("8б", CAME, None, at())]
    assert within_stay(Membership("x", "8а/1"), "8а", stays) == Membership("x", "8а/1", None, LEFT)
    assert within_stay(Membership("x", "8б/1", BEFORE), "8б", stays) == Membership("x", "8б/1", CAME)
    assert within_stay(Membership("x", "8а/1"), "8а", stays[:1]) == Membership("x", "8а/1")


class Given:
    """A reader of entries that are here already."""

    name = system = "tables"

    def __init__(self, entries: list[e.Entry]) -> None:
        self.entries = entries

    def identify(self, export: Export) -> bool:
        return bool(export.members)

    def read(self, _: Export):
        return iter(self.entries)


def assembled(tmp_path, entries: list[e.Entry], group: str):
    spooled = spool(Export("a.csv", {}), Given(entries), (), tmp_path / "spooled")
    assert isinstance(spooled, Spooled)
    school, found, problems = directory(("tables", list(spooled.directory())))
    assert problems == []
    parts, unknown = parts_by_class(school, found, [spooled])
    assert unknown == []
    context = ClassContext(school, found, LIMITS, None, 6, None, timedelta(), None, tmp_path)  # type: ignore[arg-type]
    return assemble_class(context, ClassTask(group, tuple(parts[group]), ()))


PERSON = e.PersonRef("7", "Ким Ли")
CLASSMATE = e.PersonRef("8", "Ан Бо")
MOVED: list[e.Entry] = [
    e.StudentEntry(at(1), PERSON, "8А", None, LEFT),
    e.StudentEntry(at(2), PERSON, "8Б", CAME),
    e.StudentEntry(at(3), CLASSMATE, "8А"),
    lesson("Алгебра", BEFORE, 1, group="8А"),
    lesson("Алгебра", AFTER, 1, group="8А"),
    lesson("Химия", AFTER, 1, group="8Б"),
    mark("", "Алгебра", BEFORE, "5", person=PERSON, group="8А"),
    mark("", "Алгебра", BEFORE, "3", person=CLASSMATE, group="8А"),
    mark("", "Химия", AFTER, "4", person=PERSON, group="8Б"),
]


def test_marks_follow_a_student_into_the_new_class_with_the_lessons_they_were_in(tmp_path) -> None:
    records, problems = assembled(tmp_path, MOVED, "8б")
    assert problems == []
    assert [(m.day, m.raw) for m in records.marks] == [(AFTER, "4"), (BEFORE, "5")]
    assert [x.group_id for x in records.lessons] == ["8б"]
    assert [(x.group_id, x.day) for x in records.elsewhere.lessons] == [("8а", BEFORE)]
    assert records.marks[1].lesson_id == records.elsewhere.lessons[0].id
    assert len(records.attended().lessons) == 2


def test_the_class_before_keeps_the_marks_of_those_who_stayed(tmp_path) -> None:
    records, problems = assembled(tmp_path, MOVED, "8а")
    assert problems == []
    assert [m.raw for m in records.marks] == ["3"]
    assert len(records.lessons) == 2
    assert records.elsewhere.lessons == ()


def test_marks_without_days_follow_a_student_and_stay_with_those_who_stayed(tmp_path) -> None:
    five = (UndatedMark("5", e.MarkKind.NUMERIC, Decimal(5)),)
    terms: list[e.Entry] = [e.TermEntry(at(9), "", e.TermKind.QUARTER, 1, "1 четверть", LIMITS.year_start, LEFT)]
    books = [e.UndatedMarksEntry(at(9), who, "8А", "Физика", "1 четверть", five) for who in (PERSON, CLASSMATE)]
    for group, student in (("8б", "tables:7"), ("8а", "tables:8")):
        records, problems = assembled(tmp_path, [*MOVED, *terms, *books], group)
        assert problems == []
        assert records.undated == (UndatedMarks(student, "физика", "quarter/1", five),)


def final(group: str, raw: str, line: int, file: str) -> e.TermMarkEntry:
    said = (e.FinalScope.YEAR, "", raw, e.MarkKind.NUMERIC, Decimal(raw))
    return e.TermMarkEntry(at(line, file), PERSON, group, "Алгебра", *said)


@pytest.mark.parametrize("files", [("a.csv", "b.csv"), ("a.csv", "a.csv")])
def test_a_final_mark_that_both_classes_tell_is_one_and_two_different_ones_are_a_contradiction(
    tmp_path, files: tuple[str, str]
) -> None:
    told = [final("8А", "5", 77, files[0]), final("8Б", "5", 78, files[1])]
    records, problems = assembled(tmp_path, [*MOVED, *told], "8б")
    assert ([mark.raw for mark in records.term_marks], problems) == (["5"], [])
    told[1] = final("8Б", "4", 78, files[1])
    records, problems = assembled(tmp_path, [*MOVED, *told], "8б")
    assert [(p.slug, p.origin.line) for p in problems] == [("contradiction", 78)]


def test_marks_without_days_that_both_classes_tell_are_not_counted_twice(tmp_path) -> None:
    five = (UndatedMark("5", e.MarkKind.NUMERIC, Decimal(5)),)
    term = e.TermEntry(at(9), "", e.TermKind.QUARTER, 1, "1 четверть", LIMITS.year_start, LEFT)
    books = [e.UndatedMarksEntry(at(9), PERSON, group, "Физика", "1 четверть", five) for group in ("8А", "8Б")]
    records, problems = assembled(tmp_path, [*MOVED, term, *books], "8б")
    assert (records.undated, problems) == ((UndatedMarks("tables:7", "физика", "quarter/1", five),), [])


@pytest.mark.parametrize(
    ("day", "group", "slug"),
    [(BEFORE, "8Б", "before-arrival"), (AFTER, "8А", "after-leaving"), (BEFORE, "8В", "another-class")],
)
def test_a_mark_outside_the_stay_is_a_problem_and_no_mark(tmp_path, day: date, group: str, slug: str) -> None:
    wrong = mark("", "Алгебра", day, "2", person=PERSON, group=group, origin=at(77))
    entries = [*MOVED, e.GroupEntry(at(9), "", "8В"), wrong]
    records, problems = assembled(tmp_path, entries, group.casefold())
    assert [(p.slug, p.origin.line) for p in problems] == [(slug, 77)]
    assert ("«8А», «8Б» in the list of students, «8В» here" in problems[0].message) == (slug == "another-class")
    assert "2" not in [m.raw for m in records.marks]


def test_a_group_of_two_classes_gives_lessons_and_marks_to_both(tmp_path) -> None:
    entries: list[e.Entry] = [
        e.GroupEntry(at(1), "", "Немецкий", "8А"),
        e.StudentEntry(at(2), PERSON, "8Б"),
        e.StudentEntry(at(3), CLASSMATE, "8А"),
        e.MemberEntry(at(4), PERSON, "Немецкий"),
        e.MemberEntry(at(5), CLASSMATE, "Немецкий"),
        lesson("Немецкий язык", BEFORE, 3, group="Немецкий"),
        mark("", "Немецкий язык", BEFORE, "5", person=PERSON, group="Немецкий"),
        mark("", "Немецкий язык", BEFORE, "4", person=CLASSMATE, group="Немецкий"),
    ]
    own, problems = assembled(tmp_path, entries, "8а")
    assert ([m.raw for m in own.marks], problems) == (["4"], [])
    other, _ = assembled(tmp_path, entries, "8б")
    assert [m.raw for m in other.marks] == ["5"]
    assert [x.subject_id for x in other.attended().lessons] == ["немецкий язык"]
