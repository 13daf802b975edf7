from datetime import date, timedelta
from decimal import Decimal

from generator.diaries.diary import DeferredChip
from generator.diaries.papers.lines import Missed
from generator.diaries.papers.terms import ended_terms, term_sheet
from generator.model.kinds import FinalScope, MarkKind
from tests.unit.diaries.papers.invented import (
    FIRST,
    MON,
    SECOND,
    average,
    away,
    chip,
    diary,
    finals,
    marks,
    subject_marks,
    term_absences,
)

FOUR, FIVE = chip(MON, "4"), chip(MON, "5")


def test_a_term_has_ended_on_its_last_day() -> None:
    terms = (FIRST, SECOND)
    assert ended_terms(terms, FIRST.end - timedelta(days=1)) == ()
    assert ended_terms(terms, FIRST.end) == (FIRST,)
    assert ended_terms(terms, date(2027, 5, 26)) == terms


def test_columns_end_with_the_term() -> None:
    sheet = term_sheet(diary(finals=finals(("Алгебра", FOUR, FIVE, FIVE))), FIRST)
    assert [column.term for column in sheet.columns] == [FIRST]
    assert [row.cells for row in sheet.rows] == [(FOUR,)]


def test_the_last_term_brings_the_year_as_far_as_it_has_marks() -> None:
    sheet = term_sheet(diary(finals=finals(("Алгебра", FOUR, FIVE, FIVE), ("Химия", FOUR))), SECOND)
    assert [column.scope for column in sheet.columns] == [FinalScope.TERM, FinalScope.TERM, FinalScope.YEAR]
    assert [row.cells for row in sheet.rows] == [(FOUR, FIVE, FIVE), (FOUR, None, None)]
    plain = term_sheet(diary(finals=finals(("Алгебра", FOUR, FIVE))), SECOND)
    assert [column.term for column in plain.columns] == [FIRST, SECOND]


def test_a_row_has_the_average_and_the_count_of_the_marks_of_the_term() -> None:
    waiting = chip(MON, "долг", kind=MarkKind.DEBT), chip(MON, "•", kind=MarkKind.PENDING)
    found = diary(
        finals=finals(("Алгебра",), ("Химия",), ("Музыка",)),
        marks=(
            marks(subject_marks("Алгебра", FIVE, FIVE, FIVE), term=FIRST),
            marks(
                subject_marks("Алгебра", FOUR, FIVE, *waiting, average=average("4.5")),
                subject_marks("Химия", source_average=Decimal("3.1")),
            ),
        ),
    )
    rows = term_sheet(found, SECOND).rows
    assert [(row.average.value if row.average else None, row.marks) for row in rows] == [
        (Decimal("4.5"), 2), (Decimal("3.1"), 0), (None, 0),
    ]  # fmt: skip


def test_absences_are_those_of_the_term() -> None:
    found = diary(absences=(term_absences(FIRST), term_absences(SECOND, away(MON, "Химия"), days=2)))
    sheet = term_sheet(found, SECOND)
    assert (sheet.missed, sheet.days) == (Missed(9, 4, 3, 2, 0, 1), 2)
    assert term_sheet(diary(), SECOND).missed == Missed(0, 0, 0, 0, 0, 0)


def test_a_sheet_is_complete_when_every_subject_has_a_mark_or_a_deferral() -> None:
    deferred = DeferredChip(date(2027, 1, 20))
    whole = diary(finals=finals(("Алгебра", FOUR, FIVE), ("Химия", None, deferred)))
    assert term_sheet(whole, SECOND).is_complete
    assert not term_sheet(whole, FIRST).is_complete


def test_a_subject_that_is_never_marked_is_not_waited_for() -> None:
    rows = finals(("Алгебра", FOUR, FIVE), ("Разговоры о важном", None, None))
    assert term_sheet(diary(finals=rows), SECOND).is_complete
    marked = marks(subject_marks("Разговоры о важном", FIVE), term=FIRST)
    assert not term_sheet(diary(finals=rows, marks=(marked,)), SECOND).is_complete


def test_a_sheet_without_subjects_is_not_complete() -> None:
    assert not term_sheet(diary(finals=finals()), FIRST).is_complete
    assert term_sheet(diary(), FIRST).columns == ()
