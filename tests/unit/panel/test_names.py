from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.panel.names import plain_name


@pytest.mark.parametrize(
    "name",
    [
        "8А.xlsx",
        "Отчет об успеваемости (весь класс) 1 четверть.xlsx",
        "marks-5Б.csv",
        "a.tar.gz",
        "конспект.csv",
        "com10.csv",
    ],
)
def test_names_that_journals_give_are_kept(name: str) -> None:
    assert plain_name(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", "../../x", "..\\..\\x", "/etc/passwd", "C:\\x.csv", "C:x.csv", "a/b.csv", "//host/share"),
        *("CON", "nul.xlsx", "Aux.csv", "com1", "COM¹.csv", "lpt9.tar.gz", "CON .csv", "conin$"),
        *("x.csv ", " x.csv", "x.", ".x", "a\0b", "a\nb.csv", "a:stream.csv", "a|b", "a?b", "a*b", 'a"b'),
        *("x\u202evsc.exe", "\u200bx.csv", "x" * 121, "ж" * 121, "\ud800.csv"),
    ],
)
def test_names_that_mean_more_than_a_name_are_refused(name: str) -> None:
    assert plain_name(name) is None


@given(st.text(max_size=140))
def test_whatever_is_kept_stays_in_its_folder(name: str) -> None:
    kept = plain_name(name)
    if kept is not None:
        folder = Path("exports").resolve()
        assert (folder / kept).resolve().parent == folder
        assert plain_name(kept) == kept
