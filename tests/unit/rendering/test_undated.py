"""How marks without days are said on the page and on the period sheet."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from invented import TERMS, small_diary

from generator.diaries.diary import SubjectMarks, TermMarks
from generator.model.kinds import AbsenceKind, MarkKind
from generator.model.undated import UndatedMark
from generator.rendering.allowlist import check_html
from generator.rendering.diary import DiaryRenderer
from generator.rendering.paper.term import TermPaper
from tests.unit.rendering.paper.family import HEAD, RULES, SUBJECTS, sheet

FIVE = UndatedMark("5", MarkKind.NUMERIC, Decimal(5))
HEAVY = UndatedMark("4", MarkKind.NUMERIC, Decimal(4), Decimal(2))
AWAY = UndatedMark("н", None, absence=AbsenceKind.ABSENT)
LATE = UndatedMark("опоздал", None, absence=AbsenceKind.LATE)
WORDS = "дни не указаны в журнале"
EMPTY = SubjectMarks("Физика", (), None, None, None, None, 0, 0)


def page(look, *subjects: SubjectMarks, missing: frozenset[str] = frozenset()) -> str:
    first = TermMarks(TERMS[0], subjects)
    second = TermMarks(TERMS[1], (EMPTY,))
    html = DiaryRenderer(look).render(replace(small_diary(), marks=(first, second), missing=missing))
    check_html(html, "undated")
    return html


def article(look, subject: SubjectMarks) -> str:
    html = page(look, subject)
    return html[html.index("<article") : html.index("</article>")]


def text_of(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html)


def test_the_marks_stand_in_the_order_of_the_file_with_weights_letters_and_the_words(look):
    html = article(look, replace(EMPTY, undated=(FIVE, AWAY, HEAVY, LATE)))
    assert re.findall(r'class="(chip[^"]*)"', html) == [
        "chips",
        "chip m5",
        "chip is-absence",
        "chip m4",
        "chip is-absence ml",
    ]
    assert text_of(html) == f"Физика5, нПропуск, 42, вес 2, опОпоздание, {WORDS}"
    assert "Отметок пока нет" not in html
    assert '<p class="avg">' not in html


def test_no_row_is_made_of_them_from_which_the_script_would_draw_a_day_or_something_new(look):
    assert "<tr" not in article(look, replace(EMPTY, undated=(FIVE, AWAY)))


def test_beside_marks_with_days_they_stand_in_the_line_below_those(look):
    dated = small_diary().marks[1].subjects[0].marks
    html = article(look, replace(EMPTY, marks=dated, undated=(FIVE,)))
    assert '<p class="fore"><span class="chips"><span class="chip m5">5' in html
    assert '<p class="chips">' not in html


@pytest.mark.parametrize("weight", [HEAVY, FIVE])
def test_the_small_figure_is_explained_where_there_is_one(look, weight: UndatedMark):
    html = page(look, replace(EMPTY, undated=(weight,)))
    lead = re.findall(r'<p class="lead">([^<]*)</p>', html[html.index('id="d-marks-1"') :])[0]
    assert ("Цифра у отметки" in lead) is (weight is HEAVY)


def test_where_no_marks_have_days_terms_and_students_without_any_are_not_said_to_have_none(look):
    missing = frozenset({"marks", "absences", "days"})
    html = page(look, replace(EMPTY, undated=(FIVE,)), missing=missing)
    assert WORDS in html
    assert 'id="d-marks-2"' not in html
    assert "Отметок пока нет" not in html
    assert "Нет данных от журнала: дни отметок, пропуски." in html
    other = page(look, EMPTY, missing=missing)
    assert "Отметок пока нет" not in other
    assert WORDS not in other


def with_undated(count: int, marks: tuple[UndatedMark, ...], first: int = 99):
    made = sheet(count)
    return replace(
        made, rows=tuple(replace(row, undated=marks if n < first else ()) for n, row in enumerate(made.rows))
    )


def test_a_period_sheet_has_them_in_a_line_below_the_subject(look):
    (piece,) = TermPaper(look, RULES).pieces(with_undated(2, (FIVE, AWAY, HEAVY), first=1), HEAD)
    (line,) = re.findall(r'<tr class="is-below".*?</tr>', piece, re.DOTALL)
    assert text_of(line).split() == ["5", "н", "42", *WORDS.split()]
    assert "<sup>2</sup>" in line
    assert "<q>н</q>" in line
    assert piece.index(SUBJECTS[0]) < piece.index(line) < piece.index(SUBJECTS[1])


def test_a_period_sheet_with_many_of_them_goes_on_a_second_piece_and_none_is_lost(look):
    pieces = TermPaper(look, RULES).pieces(with_undated(18, (FIVE, AWAY, HEAVY) * 20), HEAD)
    assert len(pieces) > 1
    assert sum(piece.count(WORDS) for piece in pieces) == 18
