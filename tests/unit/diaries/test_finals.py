from datetime import date, datetime
from decimal import Decimal

from generator.diaries.diary import DeferredChip
from generator.model import entries as e
from generator.model.kinds import FinalScope, MarkKind
from tests.unit.diaries.test_student_view import MON, WED, both
from tests.unit.reading.joining.builders import at, lesson

KIM = e.PersonRef("1")
UNTIL = date(2026, 12, 4)
DEFERRED = e.DeferralEntry(at(), KIM, "8А", "Алгебра", "1 четверть", UNTIL, "приказ № 5")
LESSON = lesson("Алгебра", MON, 1)


def final(raw: str) -> e.TermMarkEntry:
    return e.TermMarkEntry(
        at(), KIM, "8А", "Алгебра", FinalScope.TERM, "1 четверть", raw, MarkKind.NUMERIC, Decimal(raw)
    )  # fmt: skip


def test_a_deferred_mark_says_until_when_and_not_why() -> None:
    cells = both([LESSON, DEFERRED])["Ким"].finals.rows[0].cells
    assert cells[0] == DeferredChip(UNTIL)
    assert cells[1:] == (None, None)


def test_a_deferral_ends_with_the_mark() -> None:
    cell = both([LESSON, DEFERRED, final("4")])["Ким"].finals.rows[0].cells[0]
    assert cell is not None
    assert not isinstance(cell, DeferredChip)
    assert cell.text == "4"


def test_exams_stand_by_day_with_their_result_or_as_announced() -> None:
    told = e.ExamEntry(
        at(), KIM, "8А", "Алгебра", FinalScope.EXAM, "пробный", MON, "4", MarkKind.NUMERIC, Decimal(4),
        datetime(2026, 9, 15, 12, 0),
    )  # fmt: skip
    coming = e.ExamEntry(at(), KIM, "8А", "Химия", FinalScope.EXAM, "", WED, "", None, None, None)
    lines = both([LESSON, coming, told])["Ким"].exams
    assert [(line.day, line.subject, line.result.text if line.result else "") for line in lines] == [
        (MON, "Алгебра", "4"),
        (WED, "Химия", ""),
    ]
    assert lines[0].received_on == date(2026, 9, 15)
