from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.records import Deferral
from generator.rendering.staff.sheets.fitting import fitted_name, name_column, upright_heads
from generator.rendering.staff.sheets.term import SheetHead, TermSheets, split, spread
from generator.rendering.staff.sheets.year import YearSheets
from generator.reports.sheet import term_sheet, year_sheet
from tests.unit.reports.classroom import DAY, NOW, T1, T2, facts, final, pupil, school

HEAD = SheetHead("Школа № 12", "8А", "2026/27", NOW, NOW, "Калинкина Раиса Фёдоровна")


def sheet(count: int = 3):
    pupils = [pupil(f"Ученик{n:02d}") for n in range(count - 1)] + [pupil("Выбывший", end=T1.end - DAY)]
    told = [final(one.id, "math", "4") for one in pupils]
    return year_sheet(
        facts(school(*pupils), finals=told, deferrals=[Deferral("Ученик00", "art", "t1", date(2026, 12, 4), "")])
    )


def cells(html: str) -> list[list[str]]:
    found = re.findall(r"<tr style[^>]*>(.*?)</tr>", html, re.DOTALL)
    return [re.findall(r"<t[dh][^>]*>([^<]*)</t", row) for row in found]


def test_b5_6_the_sheet_of_a_term_has_marks_deferrals_means_and_counts(look) -> None:
    found = sheet()
    html = TermSheets(look, HEAD).document([("1 четверть", term_sheet(found, found.columns[0]))])
    body = cells(html)
    assert ["2", "Ученик00", "4", "отс", "4,00"] in body
    assert ["", "4", "2", "0", ""] in body  # who left does not count at the foot
    assert "отс: отложена, осв: освобождение, н/а: не аттестован." in html
    assert "8А класс, 1 четверть, 2026/27 учебный год" in html
    assert "size: A4 landscape" in html
    assert "Выбывший: выбыл(а) 23" in html


def test_b5_6_a_large_class_has_its_foot_on_the_last_sheet_only(look) -> None:
    found = sheet(60)
    html = TermSheets(look, HEAD).document([("1 четверть", term_sheet(found, found.columns[0]))])
    assert html.count('<section class="sheet') == 2
    assert html.count("<tfoot>") == 1
    assert "лист 2 из 2" in html


def test_b5_6_the_year_sheet_has_two_students_to_a_page_and_is_sealed_by_the_last(look) -> None:
    html = YearSheets(look, HEAD, (T1, T2)).document(sheet(5))
    assert html.count('<section class="sheet') == 4
    assert "size: A4 portrait" in html
    assert "Пронумеровано, прошнуровано и скреплено печатью" in html
    assert re.search(r">3<span class=\"fill\"></span>листов", html)
    heads = re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', html)
    assert heads[1:4] == ["1\N{NO-BREAK SPACE}ч.", "2\N{NO-BREAK SPACE}ч.", "Год"]


@given(st.integers(0, 200), st.integers(9, 40), st.integers(1, 8))
def test_students_are_shared_out_whole_and_no_sheet_is_too_full(count, room, foot) -> None:
    parts = split(count, room, room - foot)
    assert sum(parts) == count
    assert all(part <= room for part in parts)
    assert parts[-1] <= room - foot


@given(st.integers(1, 200), st.integers(1, 40))
def test_columns_are_shared_out_evenly(count, room) -> None:
    parts = spread(count, room)
    assert sum(parts) == count
    assert max(parts) <= room
    assert max(parts) - min(parts) <= 1


@pytest.mark.parametrize(
    ("room", "said"),
    [(80, "Кедрова Василиса Андреевна"), (38, "Кедрова Василиса А."), (30, "Кедрова В. А."), (5, "Кедрова В. А.")],
)
def test_a_name_gets_initials_from_its_end_and_keeps_the_family_name(room, said) -> None:
    assert fitted_name("Кедрова Василиса Андреевна", room) == said


def test_the_column_of_names_is_as_wide_as_they_need_within_bounds() -> None:
    assert name_column(["Ли Ян"]) == 40
    assert 40 < name_column(["Кедрова Василиса Андреевна Прекрасная"]) < 72
    assert name_column(["Константинопольская-Преображенская Александра-Виктория Константиновна"]) == 72


def test_a_title_that_no_height_holds_is_said_in_short() -> None:
    long = "Основы духовно-нравственной культуры народов России и истории родного края"
    heads = upright_heads([(long, "ОДНКНР"), ("Химия", "")], 7.6)
    assert heads.texts == ("ОДНКНР", "Химия")
    assert upright_heads([("Химия", "")], 7.6).height == 22
    assert upright_heads([(long, "")], 7.6).texts[0].endswith("…")
