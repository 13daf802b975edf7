"""What our own tables may say beside a journal's marks."""

from datetime import date

from generator.model import entries as e
from generator.model.kinds import AbsenceKind, MarkKind
from tests.unit.reading.joining.builders import assembled, at, lesson, mark, student

DAY, DUE = date(2026, 9, 14), date(2026, 9, 28)
SOURCES = [("netschool", [student("Ким Ли")])]
TIMETABLE = [lesson("Алгебра", DAY, 2), lesson("Алгебра", DAY, 4)]


def joined(journal: list[e.MarkEntry], rows: list[e.MarkEntry]):
    return assembled(SOURCES, [("tables", [*TIMETABLE, *rows]), ("netschool", journal)])


def told(raw: str, line: int = 1, **more: object) -> e.MarkEntry:
    return mark("Ким Ли", "Алгебра", DAY, raw, origin=at(line, "report.xlsx"), **more)


def row(raw: str, kind: MarkKind = MarkKind.DEBT, **more: object) -> e.MarkEntry:
    value = None if kind is not MarkKind.NUMERIC else 5
    return mark("Ким Ли", "Алгебра", DAY, "5", origin=at(7, "marks.csv"), **more)._replace(
        raw=raw, kind=kind, value=value
    )


def test_a_debt_or_a_mark_to_come_stands_where_the_journal_has_nothing() -> None:
    rows = [row("долг", due_on=DUE), row("точка", MarkKind.PENDING, slot=2, due_on=DUE)]
    records, problems = joined([mark("Ким Ли", "Химия", DAY, "4")], rows)
    assert problems == []
    assert [(m.kind, m.due_on) for m in records.marks if m.due_on] == [(MarkKind.DEBT, DUE), (MarkKind.PENDING, DUE)]
    assert [m.lesson_id for m in records.marks if m.due_on] == [found.id for found in records.lessons]


def test_a_row_completes_the_open_place_of_the_journal() -> None:
    open_place = told("5")._replace(raw=".", kind=MarkKind.DEBT, value=None)
    records, problems = joined([open_place], [row("долг", due_on=DUE, comment="сдать тетрадь")])
    assert problems == []
    (found,) = records.marks
    assert (found.raw, found.kind, found.due_on, found.comment) == (".", MarkKind.DEBT, DUE, "сдать тетрадь")


def test_a_row_that_repeats_a_mark_adds_its_comment() -> None:
    rows = [row("4", MarkKind.NUMERIC, ordinal=2, comment="второй вариант")]
    records, problems = joined([told("5"), told("4", 2, ordinal=2)], rows)
    assert problems == []
    assert [(m.raw, m.comment) for m in records.marks] == [("5", ""), ("4", "второй вариант")]


def test_a_debt_that_the_journal_has_closed_is_a_contradiction_with_both_places() -> None:
    records, problems = joined([told("4", 3)], [row("долг", due_on=DUE)])
    assert [(p.slug, str(p.origin)) for p in problems] == [("contradiction", "marks.csv:7")]
    assert "report.xlsx:3" in problems[0].message
    assert [m.raw for m in records.marks] == ["4"]


def test_a_debt_beside_the_mark_of_another_work_is_told_by_its_ordinal() -> None:
    records, problems = joined([told("4")], [row("долг", due_on=DUE, ordinal=2)])
    assert problems == []
    assert [m.raw for m in records.marks] == ["4", "долг"]


def test_a_second_table_of_marks_is_one_problem_however_long_it_is() -> None:
    rows = [row("5", MarkKind.NUMERIC, slot=slot) for slot in (1, 2)]
    records, problems = joined([mark("Ким Ли", "Химия", DAY, "4")], rows)
    assert [p.slug for p in problems] == ["two-sources"]
    assert [m.raw for m in records.marks] == ["4"]


def test_our_own_marks_alone_are_the_marks() -> None:
    records, problems = assembled(SOURCES, [("tables", [row("5", MarkKind.NUMERIC), row("долг", slot=2)])])
    assert problems == []
    assert [m.raw for m in records.marks] == ["5", "долг"]


def absence(kind: AbsenceKind, file: str, minutes: int | None = None, slot: int = 1) -> e.AbsenceEntry:
    person = e.PersonRef("", "Ким Ли")
    return e.AbsenceEntry(at(5, file), person, "8А", "Алгебра", DAY, kind.value, kind, slot, minutes=minutes)


def test_a_row_adds_the_minutes_of_a_lateness() -> None:
    late = absence(AbsenceKind.LATE, "report.xlsx"), absence(AbsenceKind.UNEXCUSED, "report.xlsx", slot=2)
    records, problems = assembled(
        SOURCES, [("tables", [*TIMETABLE, absence(AbsenceKind.LATE, "absences.csv", 8)]), ("netschool", list(late))]
    )
    assert problems == []
    assert [(found.kind, found.minutes) for found in records.absences] == [
        (AbsenceKind.LATE, 8), (AbsenceKind.UNEXCUSED, None)
    ]  # fmt: skip


def test_another_reason_is_a_contradiction_and_a_further_absence_a_second_source() -> None:
    rows = [absence(AbsenceKind.ILL, "absences.csv"), absence(AbsenceKind.LATE, "absences.csv", 5, slot=2)]
    journal = [absence(AbsenceKind.LATE, "report.xlsx")]
    records, problems = assembled(SOURCES, [("tables", [*TIMETABLE, *rows]), ("netschool", journal)])
    assert sorted(problem.slug for problem in problems) == ["contradiction", "two-sources"]
    assert [found.kind for found in records.absences] == [AbsenceKind.LATE]
