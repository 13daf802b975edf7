"""A teacher's own table as text."""

from __future__ import annotations

import pytest

from generator.reading.archives import Refusal
from generator.reading.sheets.sheet import Sheet
from generator.reading.sheets.text_grid import text_grid

ROWS = [("Журнал 8А",), ("Ученик", "1.09", "2.09"), ("Берёзкина Ая", "5", None)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_encoding_and_separator_are_told_by_the_content(encoding: str, separator: str) -> None:
    text = "".join(separator.join(cell or "" for cell in row) + "\r\n" for row in ROWS)
    assert text_grid(text.encode(encoding)) == Sheet("", ROWS)


def test_commas_in_texts_and_numbers_are_no_separators() -> None:
    found = text_grid("Имя;Ср. балл\nА, Б;4,5\nВ, Г;3,5\n".encode())
    assert isinstance(found, Sheet)
    assert found.rows == [("Имя", "Ср. балл"), ("А, Б", "4,5"), ("В, Г", "3,5")]


@pytest.mark.parametrize(
    ("content", "slug", "line"),
    [(b'a;b\n"c;d\n', "broken-quotes", 2), (b"a;b\na\0\n", "bad-encoding", 2), (b"a\n" * 60_000, "sheet-too-large", 0),
     (b"a" * 300_000, "broken-quotes", 1)],
)  # fmt: skip
def test_what_is_refused_says_why_and_where(content: bytes, slug: str, line: int) -> None:
    found = text_grid(content)
    assert isinstance(found, Refusal)
    assert (found.slug, found.line) == (slug, line)
