from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.rendering.paper.exam import ExamPaper
from generator.rendering.paper.term import TermPaper
from tests.unit.rendering.paper.family import ANNA, HEAD, RULES, SUBJECTS, mark, sheet, slip

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def term(look) -> TermPaper:
    return TermPaper(look, RULES)


@pytest.fixture(scope="module")
def exam(look) -> ExamPaper:
    return ExamPaper(look)


def cells_of(html: str) -> list[list[str]]:
    """Return the texts of the rows of a table."""
    rows = re.findall(r"<tr[^>]* style=.*?</tr>", html, re.DOTALL)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]


def test_a_period_sheet_shows_marks_in_figures_and_all_else_in_words(term):
    (piece,) = term.pieces(sheet(3), HEAD)
    assert cells_of(piece) == [
        ["Русский язык", "5", f"отсрочка до{NBSP}27.11", "4,25", "7"],
        ["Литература", f"отсрочка до{NBSP}27.11", "нет аттестации", "4,25", "7"],
        ["Алгебра", "нет аттестации", "", "4,25", "7"],
    ]


def test_a_period_sheet_names_its_terms_and_what_was_missed(term):
    (piece,) = term.pieces(sheet(3), HEAD)
    assert "Табель, 2-я четверть 2026" in piece
    assert ">1-я четверть<" in piece
    assert f"<b>Пропуски:</b> 12{NBSP}уроков, по болезни{NBSP}8" in piece
    assert "<b>Полных дней:</b> 2." in piece
    assert "Данные на 30.12.2026 9:05" in piece


def test_the_year_has_a_column_of_its_own(term):
    piece = term.pieces(sheet(2, 4, year=True), HEAD)[0]
    assert ">Годовая отметка<" in piece
    assert all(len(row) == 1 + 5 + 2 for row in cells_of(piece))


def test_an_incomplete_sheet_says_so(term):
    note = "Выставлены не все отметки"
    assert note not in term.pieces(sheet(3), HEAD)[0]
    assert note in term.pieces(replace(sheet(3), is_complete=False), HEAD)[0]


def test_subjects_that_do_not_fit_go_on_a_second_piece_and_none_is_lost(term):
    pieces = term.pieces(sheet(20, 4, year=True), HEAD)
    assert len(pieces) > 1
    assert [row[0] for piece in pieces for row in cells_of(piece)] == list(SUBJECTS)
    for page, piece in enumerate(pieces, 1):
        assert "<h1>Соколова Анна</h1>" in piece
        assert f"Лист{NBSP}{page} из{NBSP}{len(pieces)}." in piece
        assert f"Выпуск №{NBSP}1184, код проверки K7Q4\N{NON-BREAKING HYPHEN}2M9T." in piece
    assert ["Подпись родителя" in piece for piece in pieces] == [False] * (len(pieces) - 1) + [True]


def test_eighteen_subjects_of_two_terms_fit_on_one_sheet(term):
    assert len(term.pieces(sheet(18), HEAD)) == 1


def test_a_sheet_without_subjects_is_still_a_sheet(term):
    (piece,) = term.pieces(sheet(0), HEAD)
    assert "<table" not in piece
    assert "Пропуски:" in piece


def test_the_columns_of_a_period_sheet_are_as_wide_as_it(look):
    from generator.rendering.paper.format import A5

    for form in (A5, A5.with_binder(15)):
        for terms in (1, 2, 4):
            piece = TermPaper(look, RULES, form).pieces(sheet(1, terms, year=True), HEAD)[0]
            widths = [float(width) for width in re.findall(r'<col style="width:([\d.]+)mm"', piece)]
            assert sum(widths) == pytest.approx(form.inner_width, abs=0.1)


def test_a_slip_tells_exam_subject_day_result_and_receipt(exam):
    (piece,) = exam.pieces(slip(result=mark("5")), HEAD)
    rows = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", piece)
    assert rows == [
        ("Экзамен", "Государственный экзамен"),
        ("Предмет", "Математика"),
        ("День экзамена", f"28{NBSP}мая 2027{NBSP}г."),
        ("Результат", "5"),
        ("Получен школой", f"9{NBSP}июня 2027{NBSP}г."),
    ]
    assert "Подпись родителя" in piece
    assert "Результат экзамена" in piece


def test_a_slip_says_pass_in_words_and_leaves_out_what_is_not_known(exam):
    line = replace(slip(), exam=slip(result=mark("зач")).exam._replace(day=None, received_on=None))
    (piece,) = exam.pieces(line, HEAD)
    assert ">зачтено<" in piece
    assert "День экзамена" not in piece
    assert "Получен школой" not in piece


def test_a_slip_without_a_result_says_that_it_is_to_come(exam):
    (piece,) = exam.pieces(slip(), HEAD)
    assert "результата ещё нет" in piece


def test_a_very_long_title_goes_on_a_second_slip_whole(exam):
    title = " ".join(f"слово{n}" for n in range(150))
    pieces = exam.pieces(slip(title, mark("5")), HEAD)
    assert len(pieces) > 1
    told = " ".join(re.findall(r"<dd>(.*?)</dd>", "".join(pieces)))
    assert title in told


def test_both_are_complete_in_english(look, english):
    theirs = replace(look, words=english)
    head = replace(HEAD, school="School 12", responsible="")
    student = replace(ANNA, family_name="Hill", given_name="Ann", class_title="6")
    rows = tuple(replace(row, subject="Maths") for row in sheet(8).rows)
    first = TermPaper(theirs, RULES).pieces(replace(sheet(1), student=student, rows=rows, is_complete=False), head)
    result = replace(slip(result=mark("зач")), student=student)
    second = ExamPaper(theirs).pieces(replace(result, exam=result.exam._replace(subject="Maths")), head)
    assert not re.search("[а-яё]", re.sub(r"<[^>]+>", "", "".join([*first, *second])).lower())
