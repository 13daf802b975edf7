"""What an export has no words for is named with its class and subject, and whether averages differ."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from generator.commands.export import ExportResult
from generator.errors import ReadError
from generator.model import entries as e
from generator.reading.formats.tables.reader import TablesReader
from generator.reading.reader import Export
from generator.writing.left_out import LeftOut, Lost, as_json, sentences
from tests.properties.drawn_schools import HERE, ZERO, joined
from tests.properties.test_export_laws import bundle_of, read_bundle, tables_of

WHO = e.PersonRef("7", "Ким Ли")
NO_WORD = "a text that our tables have no word for"
DIFFER = "  averages will differ from the journal's: marks that count in them are among what was left out"


def lost_of(folder: Path, *marks: e.MarkEntry) -> tuple[dict[str, bytes], Lost]:
    """Write a class with these marks as our own tables."""
    told = [e.GroupEntry(HERE, "", "8А"), e.StudentEntry(HERE, WHO, "8А"), *marks]
    return tables_of(joined([("dnevnikru", told)]), folder)


def mark(subject: str, day: int, raw: str, kind: e.MarkKind, value: str = "", *, counts: bool = True) -> e.MarkEntry:
    worth = Decimal(value) if value else None
    return e.MarkEntry(HERE, WHO, "8А", subject, date(2026, 9, day), raw, kind, worth, counts=counts)


def test_marks_that_are_left_out_are_named_by_class_and_subject(tmp_path: Path) -> None:
    text = e.MarkKind.TEXT
    marks = (mark("Алгебра", 1, "A", text), mark("Алгебра", 2, "B", text), mark("Физика", 1, "A", text))
    _, lost = lost_of(tmp_path, *marks)
    assert list(sentences(lost)) == [f"  left out: 3 marks ({NO_WORD})", "    8А: Алгебра 2, Физика 1"]
    assert as_json(lost)[1] == {
        "what": "marks", "why": NO_WORD, "class": "8А", "subject": "Физика", "counts": False, "count": 1,
    }  # fmt: skip
    assert next(sentences(lost)) in ExportResult(tmp_path, 1, lost=lost).sentences().splitlines()


def test_a_mark_that_counts_and_is_left_out_makes_averages_differ(tmp_path: Path) -> None:
    number = e.MarkKind.NUMERIC
    _, lost = lost_of(tmp_path, mark("Алгебра", 1, "Four", number, "4.5"))
    assert [*sentences(lost)][-1] == DIFFER
    (tmp_path / "b").mkdir()
    _, lost = lost_of(tmp_path / "b", mark("Алгебра", 1, "Four", number, "4.5", counts=False))
    assert lost == {LeftOut("marks", NO_WORD, "8А", "Алгебра"): 1}
    assert DIFFER not in sentences(lost)


def test_a_shaded_mark_stays_as_text_and_its_number_is_told_as_left_out(tmp_path: Path) -> None:
    files, lost = lost_of(tmp_path, mark("Алгебра", 1, "5-", e.MarkKind.NUMERIC, "4.5"))
    assert b";5-;" in files["marks-0.csv"]
    assert lost == {LeftOut("marks", "of a shaded mark the number; its text is there", "8А", "Алгебра", counts=True): 1}


def test_a_zero_that_counts_goes_along_with_its_value_in_both_forms(tmp_path: Path) -> None:
    zero = e.MarkEntry(HERE, WHO, "8А", "Алгебра", date(2026, 9, 1), *ZERO)
    files, lost = lost_of(tmp_path, zero)
    assert lost == {}
    school = joined([("netschool", [e.GroupEntry(HERE, "", "8А"), e.StudentEntry(HERE, WHO, "8А"), zero])])
    for told in ([*TablesReader().read(Export("x", files))], read_bundle(bundle_of(school))):
        assert not [fault for fault in told if isinstance(fault, ReadError)]
        assert [(*one[5:8], one.counts) for one in told if isinstance(one, e.MarkEntry)] == [(*ZERO, True)]
