from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.kinds import AbsenceKind
from generator.rendering.paper.format import A4, A5, PORTRAIT, STRIP, whole_sheet
from generator.rendering.paper.layout.fill import fill
from generator.rendering.paper.lists import ListPaper
from tests.unit.rendering.paper.family import absence, calls, delivery

NBSP = "\N{NO-BREAK SPACE}"
HEIGHTS = st.lists(st.floats(5, 40), max_size=60)


def words_of(html: str) -> str:
    """Return the texts of a piece, as they are read."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"<[^>]+>", " ", html))


def rows_of(html: str) -> int:
    return html.count("<tr style=")


@pytest.fixture(scope="module")
def paper(look) -> ListPaper:
    return ListPaper(look, PORTRAIT)


def test_the_cover_counts_papers_and_sheets(paper):
    (sheet,) = paper.delivery(delivery())
    assert f"Напечатано: 6{NBSP}выписок, 1{NBSP}листок с результатом, 3{NBSP}листа." in sheet


def test_the_cover_says_why_on_paper(paper):
    (sheet,) = paper.delivery(delivery())
    assert f"отказ от электронной формы{NBSP}– 3, нет доступа к интернету{NBSP}– 2, выбрана бумага{NBSP}– 2." in sheet


@pytest.mark.parametrize(
    ("per_sheet", "order", "said"),
    [
        (1, "stack", "Резать не нужно"),
        (2, "stack", "Верхнюю половину положите на нижнюю"),
        (3, "stack", f"по пунктиру, 2{NBSP}раза"),
        (2, "plain", "каждый лист по пунктиру"),
    ],
)
def test_the_cover_tells_how_to_cut(paper, per_sheet, order, said):
    (sheet,) = paper.delivery(replace(delivery(per_sheet=per_sheet), order=order))
    assert said in sheet


def test_a_recipient_nobody_named_is_the_legal_representative(paper):
    (sheet,) = paper.delivery(delivery(1))
    assert "законный представитель" in sheet


def test_names_are_escaped(paper):
    (sheet,) = paper.delivery(delivery(3))
    assert "Ли &#34;Мэй&#34; &lt;b&gt;&amp;" in sheet


@pytest.mark.parametrize("form", [PORTRAIT, A4, whole_sheet(STRIP.with_binder(15)), whole_sheet(A5)])
def test_forty_rows_stand_once_each_under_a_head_of_their_own(look, form):
    sheets = ListPaper(look, form).delivery(delivery(40))
    numbers = re.findall(r"<td>(\d+)</td>", "".join(sheets))
    assert [int(number) for number in numbers] == list(range(1, 41))
    for page, sheet in enumerate(sheets, 1):
        assert f"лист {page} из {len(sheets)}" in sheet
        assert sheet.count("<thead>") == 1
        assert rows_of(sheet) >= 2


def test_only_the_last_sheet_is_signed_and_only_the_first_tells_how_to_cut(paper):
    sheets = paper.delivery(delivery(40))
    assert len(sheets) > 1
    assert ["Выдал(а)" in sheet for sheet in sheets] == [False] * (len(sheets) - 1) + [True]
    assert ["Как разрезать" in sheet for sheet in sheets] == [True] + [False] * (len(sheets) - 1)


def test_rows_leave_room_to_sign(paper):
    (sheet,) = paper.delivery(delivery(3))
    assert min(float(height) for height in re.findall(r'<tr style="height:([\d.]+)mm"', sheet)) >= 9


def test_the_columns_are_as_wide_as_the_sheet(look):
    for form in (PORTRAIT, A4, PORTRAIT.with_binder(10)):
        (sheet,) = ListPaper(look, form).delivery(delivery(1))
        widths = [float(width) for width in re.findall(r'<col style="width:([\d.]+)mm"', sheet)]
        assert sum(widths) == pytest.approx(form.inner_width, abs=0.1)


def test_the_foot_names_issue_day_and_teacher(paper):
    (sheet,) = paper.delivery(delivery(1))
    assert f"Выпуск №{NBSP}1184, напечатано 20{NBSP}ноября 2026{NBSP}г. Ответственный: Крылова{NBSP}Н.{NBSP}В." in sheet
    (sheet,) = paper.delivery(replace(delivery(1), responsible=""))
    assert "Ответственный" not in sheet


def test_without_papers_the_register_says_so(paper):
    (sheet,) = paper.delivery(replace(delivery(), rows=()))
    assert "Выдавать нечего." in sheet
    assert "<table" not in sheet


def test_a_call_list_names_lessons_telephone_and_the_hour(paper):
    (sheet,) = paper.calls(calls(2))
    assert f"1{NBSP}Русский язык, 2{NBSP}Литература" in sheet
    assert f'<p class="about">Среда, 18{NBSP}ноября 2026{NBSP}г. Школа №{NBSP}12' in sheet
    assert "+7 (922) 000-00-12" in sheet
    assert f"2{NBSP}ученика отсутствовали. Семьям сообщить до 19{NBSP}ноября, 9:20." in sheet
    assert sheet.count('class="tick"') == 2


def test_a_call_list_names_a_reason_that_is_known_of_all_lessons(paper):
    ill, unknown = absence(AbsenceKind.ILL, "Химия", None), absence(AbsenceKind.ABSENT, "Музыка", 7)
    listed = calls(1)
    rows = (replace(listed.rows[0], absences=(ill,)), replace(listed.rows[0], absences=(ill, unknown)))
    (sheet,) = paper.calls(replace(listed, rows=rows))
    assert f"Химия, по{NBSP}болезни<" in sheet
    assert f"Химия, 7{NBSP}Музыка<" in sheet


def test_without_absences_nobody_is_called(paper):
    (sheet,) = paper.calls(replace(calls(), rows=()))
    assert "Сегодня звонить некому." in sheet


def test_the_lists_are_complete_in_english(look, english):
    paper = ListPaper(replace(look, words=english, school_name="School 12"), PORTRAIT)
    row = replace(delivery(1).rows[0], student="Ann")
    called = replace(calls(1).rows[0], student="Ann", absences=(absence(AbsenceKind.ABSENT, "Maths"),))
    first = paper.delivery(replace(delivery(), class_title="6", what="the week", responsible="", rows=(row,)))
    second = paper.calls(replace(calls(), class_title="6", responsible="", rows=(called,)))
    assert not re.search("[а-яё]", words_of("".join([*first, *second])).lower())


def test_the_values_show_no_recipient_and_no_telephone():
    assert "Елизавета" not in repr(delivery(2))
    assert "922" not in repr(calls(1))


@given(HEIGHTS, st.floats(40, 150), st.floats(80, 250), st.floats(0, 30))
def test_every_row_stands_on_one_sheet_in_order(heights, first, later, last):
    ranges = fill(heights, first, later, last)
    assert [index for start, end in ranges for index in range(start, end)] == list(range(len(heights)))
    assert all(end > start for start, end in ranges) or not heights


@given(HEIGHTS, st.floats(40, 150), st.floats(80, 250), st.floats(0, 30))
def test_no_sheet_is_overfull_and_the_last_has_room_for_what_ends_it(heights, first, later, last):
    ranges = fill(heights, first, later, last)
    for page, (start, end) in enumerate(ranges):
        room = first if page == 0 else later
        if page == len(ranges) - 1:
            room -= last
        assert sum(heights[start:end]) <= room + 1e-6 or end - start == 1
