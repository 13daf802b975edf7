from __future__ import annotations

import pytest

from generator.printing.staff import csv_of
from generator.rendering.staff.reports.charts import Part, WeekBar, bar, timeline
from generator.rendering.staff.reports.drawing import draw_foot, draw_rows
from generator.rendering.staff.reports.figures import Figures
from generator.rendering.staff.reports.table import NOTHING, Cell, Column, Table, columns, number, table
from generator.rules.statistics import Light


@pytest.fixture(scope="session")
def figures(russian) -> Figures:
    return Figures(russian)


def one(*rows: tuple[Cell, ...]) -> Table:
    heads = (Column("who", "Кто"), Column("n", "Сколько", "number"), Column("bar", "Вид", "bar"))
    return table("t", "Таблица", heads, rows)


def test_figures_are_written_with_a_comma_a_sign_and_a_dash_for_what_is_not_known(figures) -> None:
    assert [figures.tenths(n).text for n in (923, 5, 0, -59, None)] == ["92,3", "0,5", "0,0", "−5,9", "–"]
    assert [figures.hundredths(n).text for n in (388, 400, 7, None)] == ["3,88", "4,00", "0,07", "–"]
    assert [figures.change(n, 10).text for n in (12, 0, -12)] == ["+1,2", "0,0", "−1,2"]
    assert figures.change(-5, 100).text == "−0,05"


def test_a_deviation_has_the_light_of_the_rule(figures) -> None:
    assert [
        figures.deviation(n, light).level for n, light in ((-118, Light.RED), (59, Light.AMBER), (0, Light.CALM))
    ] == [
        "error",
        "warning",
        "ok",
    ]
    assert figures.deviation(None, None) == NOTHING


def test_a_file_has_plain_numbers_no_bars_and_nothing_for_what_is_not_known() -> None:
    made = csv_of(one((Cell("Б"), number(-3), Cell("", bar=bar([Part("p", 1)]))), (Cell("А"), NOTHING, NOTHING)))
    assert made.decode("utf-8-sig").splitlines() == ["Кто;Сколько", "Б;-3", "А;"]
    assert made.startswith(b"\xef\xbb\xbf")


def test_a_cell_of_a_file_never_becomes_a_formula() -> None:
    made = csv_of(one((Cell("=cmd|'/c calc'!A1"), number(1), NOTHING), (Cell("-2+3"), number(1), NOTHING)))
    assert made.decode("utf-8-sig").splitlines()[1:] == ["'=cmd|'/c calc'!A1;1", "'-2+3;1"]


def test_texts_of_a_journal_are_escaped_wherever_they_stand() -> None:
    evil = '"><script>&'
    drawn = str(draw_rows(one((Cell(evil, evil + "2", "error", evil), number(1), NOTHING))))
    assert "<script>" not in drawn
    assert 'href="%22%3E%3Cscript%3E%26"' in drawn
    assert 'data-s="&quot;&gt;&lt;script&gt;&amp;2"' in drawn


def test_sums_are_not_among_the_rows_that_are_sorted() -> None:
    found = table("t", "", columns_of(), [(Cell("А"), number(1))], [(Cell("Вся школа"), number(1))])
    assert "Вся школа" not in draw_rows(found)
    assert "Вся школа" in draw_foot(found)


def columns_of() -> tuple[Column, ...]:
    return (Column("who", "Кто"), Column("n", "Сколько", "number"))


def test_columns_take_their_headings_from_the_words(russian, english) -> None:
    assert [column.heading for column in columns(russian, "plan:number", "term")] == ["План", "Период"]
    assert [column.kind for column in columns(english, "plan:number", "term", "due:day")] == ["number", "text", "day"]


def test_the_parts_of_a_bar_fill_it_without_gaps_and_none_lies_beyond() -> None:
    drawn = bar([Part("a", 1), Part("b", 0), Part("c", 1), Part("d", 1)])
    assert 'class="a" x="0" y=".5" width="33.33"' in drawn
    assert 'class="c" x="33.33" y=".5" width="33.34"' in drawn
    assert 'class="d" x="66.67" y=".5" width="33.33"' in drawn
    assert 'class="b"' not in drawn
    assert 'width="25"' in bar([Part("a", 1)], whole=4)
    assert "rect" not in bar([])


def test_the_timeline_has_a_bar_for_every_week_the_highest_as_high_as_the_chart() -> None:
    drawn = timeline([WeekBar("2.11", (Part("met", 4), Part("broken", 4))), WeekBar("9.11", (), is_now=True)])
    assert 'class="met" x="6" y="50" width="22" height="46"' in drawn
    assert 'class="broken" x="6" y="4" width="22" height="46"' in drawn
    assert 'class="is-now"' in drawn
    assert 'viewBox="0 0 68 114"' in drawn
    assert "&lt;" in timeline([WeekBar("<", ())])
