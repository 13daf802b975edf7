"""Our own tables as they are written: the columns that the reader knows, cells that mean the same, no formula."""

from __future__ import annotations

import os
import stat
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from generator.commands.export import MEANING
from generator.model.kinds import AbsenceKind, MarkKind
from generator.reading.cells import clean
from generator.reading.formats.tables.columns import TABLES
from generator.writing.meaning import absence_text, mark_text
from generator.writing.own_tables.columns import COLUMNS
from generator.writing.own_tables.text import cell, write_table

LEFT_OUT = {"absences": {"number"}, "term_marks": {"on"}}
"""What the joined school names by an id."""


def test_every_column_of_the_reader_is_written_in_its_order_but_for_those_that_ids_stand_for() -> None:
    known = {name: [c.field for c in table.columns] for name, table in TABLES.items()}
    wanted = {name: [c for c in known[name] if c not in LEFT_OUT.get(name, ())] for name in COLUMNS}
    assert {name: list(columns) for name, columns in COLUMNS.items()} == wanted
    # A weekly timetable has become lessons.
    assert known.keys() - COLUMNS.keys() == {"timetable"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (True, "yes"), (False, "no"), (3, "3"), (Decimal("1E+1"), "10"), (Decimal("4.50"), "4.50"),
        (date(2026, 9, 1), "2026-09-01"), (time(8, 30), "08:30"), (time(8, 30, 5), "08:30:05"),
        (datetime(2026, 9, 1, 14, 5, 33), "2026-09-01 14:05:33"), (MarkKind.DEBT, "debt"), (" а\u0000б\ud800\ufffd ", "аб"),
    ],
)  # fmt: skip
def test_a_value_is_written_as_the_reader_takes_it(value: object, text: str) -> None:
    assert cell(value) == text  # type: ignore[arg-type]  any value


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_a_text_that_would_be_a_formula_begins_with_a_space_that_the_reader_drops(start: str) -> None:
    text = f"{start}HYPERLINK(A1)"
    assert cell(text) == f" {text}"
    assert clean(cell(text)) == text


@pytest.mark.parametrize(
    ("raw", "kind", "value", "text"),
    [
        ("5", MarkKind.NUMERIC, Decimal(5), "5"), ("Five", MarkKind.NUMERIC, Decimal(5), "5"),
        ("4.5", MarkKind.NUMERIC, Decimal("4.5"), ""), (".", MarkKind.PENDING, None, "."), (".", MarkKind.DEBT, None, "долг"),
        ("5-", MarkKind.TEXT, None, "5-"), ("A", MarkKind.TEXT, None, ""), ("НА", MarkKind.NOT_ASSESSED, None, "НА"),
        ("NotExamined", MarkKind.NOT_ASSESSED, None, "н/а"), ("ok", MarkKind.PASS, None, "зачёт"),
        ("0", MarkKind.TEXT, Decimal(0), "0"),
    ],
)  # fmt: skip
def test_a_mark_keeps_its_text_if_that_means_the_same_in_our_tables(
    raw: str, kind: MarkKind, value: Decimal | None, text: str
) -> None:
    assert mark_text(MEANING.mark, raw, kind, value) == text
    if text:
        assert MEANING.mark(text)[1:] == (kind, value)  # type: ignore[index]  it is no empty cell


@pytest.mark.parametrize("kind", AbsenceKind)
@pytest.mark.parametrize("raw", ["О", "П", "Absent", "н", "б", "опоздание", "уп", "осв", "от", ""])
def test_a_reason_is_always_read_back_as_the_same(raw: str, kind: AbsenceKind) -> None:
    text = absence_text(MEANING, raw, kind)
    assert MEANING.absence(text) == (text, kind)


def test_a_table_is_for_its_owner_alone_and_one_without_rows_is_no_file(tmp_path: Path) -> None:
    assert write_table(tmp_path / "a.csv", "holidays", iter(())) == 0
    assert write_table(tmp_path / "b.csv", "holidays", [("a; б", date(2026, 9, 1), None)]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["b.csv"]
    assert (tmp_path / "b.csv").read_bytes() == '\ufefftitle;start;end\r\n"a; б";2026-09-01;\r\n'.encode()
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "b.csv").stat().st_mode) == 0o600
