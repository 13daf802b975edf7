"""The personal result sheet on paper: several years on a sheet, none of it cut off."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from generator.model.kinds import FinalScope, MarkKind, TermKind
from generator.model.years import Level, PersonalSheet, YearCell, YearColumn, YearResult, YearRow
from generator.rendering.look import Look
from generator.rendering.paper.personal import FORM, PersonalPaper, personal_document
from generator.rendering.words import Words

NBSP = "\N{NO-BREAK SPACE}"
COLUMNS = (
    *(YearColumn(FinalScope.TERM, TermKind.QUARTER, n) for n in (1, 2, 3, 4)),
    YearColumn(FinalScope.YEAR),
    YearColumn(FinalScope.EXAM),
    YearColumn(FinalScope.STATE_EXAM),
    YearColumn(FinalScope.FINAL),
)
MADE = date(2027, 6, 1)


def year(first: int, rows: int, title: str = "5Б", subject: str = "Алгебра") -> YearResult:
    cells = tuple(YearCell(str(n % 4 + 2), MarkKind.NUMERIC) for n in range(len(COLUMNS)))
    return YearResult(
        "S12", f"{first}-{first + 1}", title, 5, Level.BASIC, "Ёлкина", "Зоя <i>", "",
        COLUMNS, tuple(YearRow(f"{subject} {n}", cells) for n in range(rows)),
    )  # fmt: skip


def sheet(*years: YearResult, running: str = "") -> PersonalSheet:
    return PersonalSheet("S12", years[-1].name, years, running)


def shown(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).replace(NBSP, " ").split())


def pages(look: Look, found: PersonalSheet) -> list[str]:
    return PersonalPaper(look, "Школа № 12", MADE).pieces(found)


def test_a_year_says_class_level_and_marks_by_term(look: Look) -> None:
    (page,) = pages(look, sheet(year(2026, 1)))
    text = shown(page)
    assert "2026/2027 учебный год, 5 «Б», основное общее" in text
    assert "1 ч. 2 ч. 3 ч. 4 ч. Год Экз. ГИА Итог" in text
    assert "Алгебра 0 2 3 4 5 2 3 4 5" in text
    assert "Ёлкина Зоя <i>" in text
    assert "<i>" not in page
    assert "В реестре S12." in text


def test_several_years_stand_on_one_sheet_and_the_running_one_says_so(look: Look) -> None:
    (page,) = pages(look, sheet(year(2025, 8, "4А"), year(2026, 8), running="2026-2027"))
    text = shown(page)
    assert text.index("4 «А»") < text.index("5 «Б»")
    assert text.count("Год ещё идёт") == 1
    assert text.index("Год ещё идёт") > text.index("5 «Б»")


def test_a_deferred_mark_and_a_year_without_marks_are_said_in_words(look: Look) -> None:
    deferred = YearRow("Химия", (YearCell("", None, date(2027, 9, 5)), *([None] * 7)))
    (page,) = pages(look, sheet(year(2025, 0), YearResult(**{**fields(year(2026, 0)), "rows": (deferred,)})))
    text = shown(page)
    assert "Итоговых отметок в этом году нет." in text
    assert "Химия до 05.09" in text


def fields(result: YearResult) -> dict[str, object]:
    return {name: getattr(result, name) for name in result.__slots__}


@pytest.mark.parametrize("rows", [1, 14, 40, 90])
@pytest.mark.parametrize("years", [1, 2, 5, 11])
@pytest.mark.parametrize("subject", ["Алгебра", "Основы духовно-нравственной культуры народов России, начала"])
def test_every_mark_stands_on_some_sheet_once_and_none_below_its_end(
    look: Look, rows: int, years: int, subject: str
) -> None:
    found = pages(look, sheet(*[year(2020 + n, rows, subject=subject) for n in range(years)]))
    bodies = [re.findall(r'<tr style="height:([\d.]+)mm">', page) for page in found]
    assert sum(map(len, bodies)) == rows * years
    for page, heights in zip(found, bodies, strict=True):
        heads = page.count("<h2>")
        used = 17 + 14.2 + heads * (5 + 4.8 + 8.2) + sum(float(h) + 0.15 for h in heights) + 18
        assert used <= FORM.height + 0.01
        assert page.count("<thead>") == heads


def test_a_year_that_goes_on_overleaf_has_its_heading_again(look: Look) -> None:
    first, second = pages(look, sheet(year(2026, 60)))
    assert "продолжение" not in shown(first)
    assert "2026/2027 учебный год, 5 «Б», основное общее, продолжение" in shown(second)
    assert "лист 2 из 2" in shown(second)
    assert "Ответственный" not in shown(first)
    assert "Ответственный" in shown(second)


def test_the_sheets_of_a_class_are_one_document(look: Look) -> None:
    text = personal_document(look, "Школа № 12", MADE, [sheet(year(2026, 3)), sheet(year(2026, 60))])
    assert text.count('<section class="sheet') == 3
    assert "size: A4 portrait" in text
    assert ".personal" in text


def test_it_speaks_english_too(english: Words, look: Look) -> None:
    other = Look(look.folders, english, "School", "")
    assert "School year 2026/2027, 5" in shown("".join(pages(other, sheet(year(2026, 1)))))
