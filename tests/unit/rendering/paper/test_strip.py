from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from markupsafe import escape

from generator.diaries.letters.lines import RemarkLine
from generator.diaries.papers.lines import ComingTest, WeekExtract
from generator.model.kinds import AbsenceKind
from generator.rendering.paper.format import STRIP
from generator.rendering.paper.strip import StripPaper
from generator.rules.forecast import Way
from generator.rules.standing import State
from tests.unit.rendering.paper.family import (
    AWKWARD,
    DRAWN,
    HEAD,
    MONDAY,
    NONE_MISSED,
    RULES,
    SUBJECTS,
    absence,
    crowded,
    mark,
    said,
    subject,
    week,
)

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def paper(look) -> StripPaper:
    return StripPaper(look, RULES)


@pytest.fixture(scope="module")
def drawn(paper) -> str:
    (piece,) = paper.pieces(DRAWN, HEAD)
    return piece


def lines_of(html: str) -> Iterator[tuple[str, str, str]]:
    """Yield subject, marks and average of every line as they are read."""
    for line in re.findall(r"<dt>(.*?)</dd>(?=</div>)", html, re.DOTALL):
        name, marks, mean = re.fullmatch(r'(.*?)</dt><dd>(.*)</dd><dd class="a">(.*)', line, re.DOTALL).groups()
        yield name, " ".join(re.sub(r"<[^>]+>", "", marks).split()), mean


def text_of(html: str) -> str:
    """Return the paragraphs of a piece in words."""
    inside = re.search(r'<div class="txt">(.*?)</div>', html, re.DOTALL)
    return re.sub(r"<[^>]+>", "", inside[1].replace("</p><p>", "\n")) if inside else ""


def test_the_drawn_strip_is_one_piece_that_says_everything(drawn):
    assert list(lines_of(drawn)) == [
        ("Русский язык", "4 4", "3,75"),
        ("Литература", "5 52", "4,75"),
        ("Математика", "5 53", "4,63"),
        ("Английский язык", "4 42", "4,43"),
        ("История", "4/5 5", "4,67"),
        ("Биология", "3 долг", "3,00"),
        ("География", "4 н", "3,75"),
        ("ИЗО", "5", "4,50"),
        ("Физра", "осв", ""),
        ("Музыка", "–", "5,00"),
    ]
    assert text_of(drawn) == (
        f"Пропуски: 2{NBSP}урока, по болезни. Опозданий: 1. Долг: биология, практическая №{NBSP}2, до{NBSP}27.11.\n"
        f"Прогноз: русск. 4, матем. 5, англи. спорная; мало отметок: биоло. "
        f"Контрольные: 24.11{NBSP}англ., 26.11{NBSP}рус."
    )


def test_shape_says_what_colour_would(drawn):
    assert "<b>5<sup>3</sup></b>" in drawn
    assert "<u>долг</u>" in drawn
    assert "<q>н</q>" in drawn


def test_the_head_names_student_class_week_school_and_the_age_of_the_data(drawn):
    head = re.search(r"<header.*?</header>", drawn, re.DOTALL)[0]
    assert "<h1>Соколова Анна</h1>" in head
    assert f"6{NBSP}«Б»" in head
    assert f"16–21{NBSP}ноября 2026" in head
    assert f"Школа №{NBSP}12. Данные на 20.11 15:40" in head


def test_the_small_print_names_borders_ground_issue_code_and_page(drawn):
    legal = re.search(r'<p class="legal">(.*?)</p>', drawn)[1]
    for text in (
        "«5» от 4,50, «4» от 3,50, «3» от 2,50.",
        "Справа средний за четверть.",
        f"В ведомости №{NBSP}12.",
        "отказ от электронной формы",
        f"Выпуск №{NBSP}1184, код проверки K7Q4\N{NON-BREAKING HYPHEN}2M9T.",
        f"Лист{NBSP}1 из{NBSP}1.",
    ):
        assert text in legal


def test_without_a_link_there_is_no_symbol(paper, drawn):
    (plain,) = paper.pieces(DRAWN, replace(HEAD, link=""))
    assert "<svg" in drawn
    assert "<svg" not in plain


def test_what_does_not_fit_goes_on_pieces_of_the_same_student(paper):
    pieces = paper.pieces(crowded(20, debts=8), HEAD)
    assert len(pieces) > 1
    for page, piece in enumerate(pieces, 1):
        assert "<h1>Соколова Анна</h1>" in piece
        assert f"6{NBSP}«Б»" in piece
        assert f"16–21{NBSP}ноября 2026" in piece
        assert f"Выпуск №{NBSP}1184" in piece
        assert f"Лист{NBSP}{page} из{NBSP}{len(pieces)}." in piece


def test_on_several_pieces_nothing_is_lost_and_nothing_stands_twice(paper):
    extract = crowded(20, debts=8)
    pieces = paper.pieces(extract, HEAD)
    names = [name for piece in pieces for name, _, _ in lines_of(piece)]
    assert [name[:5] for name in names] == [name[:5] for name in SUBJECTS]
    text = " ".join(text_of(piece) for piece in pieces)
    assert text.count("Практическая работа") + text.count("практическая работа") == 8
    assert text.count("Контрольные:") == 1


def test_only_the_last_piece_is_signed(paper):
    pieces = paper.pieces(crowded(20, debts=8), HEAD)
    assert ["Подпись родителя" in piece for piece in pieces] == [False] * (len(pieces) - 1) + [True]
    assert ["Продолжение на следующем листке." in piece for piece in pieces] == [True] * (len(pieces) - 1) + [False]


def test_a_label_stands_again_where_its_list_goes_on(paper):
    pieces = paper.pieces(crowded(20, debts=20), HEAD)
    going_on = [piece for piece in pieces if "практическая" in piece.lower()]
    assert len(going_on) > 1
    assert all("<b>Долг:</b>" in piece for piece in going_on)


def test_many_subjects_are_set_closer_before_a_second_piece_is_taken(paper):
    (piece,) = paper.pieces(crowded(16, marks=3), HEAD)
    assert "is-tight" in piece


def test_ways_to_a_better_mark_are_told_of_low_marks_where_there_is_room(paper):
    low = said(State.FIRM, 3, (Way(2, 5, 300), Way(3, 5, 100)))
    (piece,) = paper.pieces(week((subject("Химия", (mark("3"),), forecast=low),)), HEAD)
    assert "химия 3, до 4 нужны три пятёрки." in piece
    good = said(State.FIRM, 4, (Way(3, 5, 100),))
    (piece,) = paper.pieces(week((subject("Химия", (mark("4"),), forecast=good),)), HEAD)
    assert "Прогноз:</b> химия 4." in piece


@pytest.mark.parametrize("marks", [0, 1, 12, 40])
def test_any_number_of_marks_is_shown(paper, marks):
    some = tuple(mark("5", 2, n % 6) for n in range(marks))
    (piece,) = paper.pieces(week((subject("Алгебра", some),)), HEAD)
    assert piece.count('class="k"') == marks


def test_a_long_word_in_place_of_a_mark_may_be_broken(paper):
    (piece,) = paper.pieces(week((subject("Музыка", (mark("освобождена по справке до конца четверти"),)),)), HEAD)
    assert 'class="k is-long"' in piece


def test_marks_that_do_not_count_stand_in_brackets(paper):
    (piece,) = paper.pieces(week((subject("Музыка", (mark("5")._replace(counts=False),)),)), HEAD)
    assert ">(5)<" in piece


def test_nothing_missed_is_said_in_words(paper):
    (piece,) = paper.pieces(week((), NONE_MISSED), HEAD)
    assert text_of(piece).startswith("Пропусков и опозданий нет. Долгов нет.")


def test_lateness_alone_is_no_absence(paper):
    (piece,) = paper.pieces(week((), replace(NONE_MISSED, late=2)), HEAD)
    assert text_of(piece).startswith("Пропусков нет. Опозданий: 2.")


def test_what_the_journal_does_not_tell_is_never_said_to_be_none(paper):
    missing = frozenset({"marks", "absences"})
    (piece,) = paper.pieces(replace(week(()), missing=missing), HEAD)
    assert "Нет данных от журнала: отметки, пропуски." in piece
    assert "Пропусков" not in piece
    assert "Долгов" not in piece


def test_a_journal_without_works_is_no_fault(paper):
    (piece,) = paper.pieces(replace(DRAWN, missing=frozenset({"works"})), HEAD)
    assert "Нет данных от журнала: контрольные." in piece


def test_first_grades_have_no_marks_and_no_borders(paper):
    (piece,) = paper.pieces(replace(DRAWN, without_marks=True, debts=()), HEAD)
    assert "В первом классе отметок не ставят" in piece
    assert "4,50" not in piece
    assert "Прогноз" not in piece
    assert list(lines_of(piece)) == []


def test_texts_of_teachers_are_named_where_there_is_no_room_for_them(paper):
    remark = RemarkLine(MONDAY, "за помощь", "praise", "", "")
    (piece,) = paper.pieces(replace(week(()), remarks=(remark, remark)), HEAD)
    assert "замечания и благодарности 2, их текст даст классный руководитель." in piece


@pytest.mark.parametrize("student", AWKWARD)
def test_every_name_stands_whole_in_the_head(paper, student):
    name = str(escape(f"{student.family_name} {student.given_name}".strip()))
    assert all(f"<h1>{name}</h1>" in piece for piece in paper.pieces(replace(DRAWN, student=student), HEAD))


def test_marks_and_absences_stand_in_the_order_of_the_days(paper):
    line = replace(
        subject("Химия", (mark("5", day=0), mark("4", day=4))), absences=(absence(AbsenceKind.UNEXCUSED, day=2),)
    )
    (piece,) = paper.pieces(week((line,)), HEAD)
    assert [marks for _, marks, _ in lines_of(piece)] == ["5 н 4"]


def test_a_binder_makes_strips_narrower_and_loses_nothing(look):
    pieces = StripPaper(look, RULES, STRIP.with_binder(15)).pieces(crowded(16, marks=8), HEAD)
    assert sum(len(list(lines_of(piece))) for piece in pieces) == 16


def test_a_strip_is_complete_in_english(look, english):
    paper = StripPaper(replace(look, words=english), RULES)
    student = replace(DRAWN.student, family_name="Hill", given_name="Ann", class_title="6")
    line = replace(subject("Maths", (mark("3"), mark("·")), forecast=said(State.FIRM, 3, (Way(3, 5, 100),))))
    missed = replace(NONE_MISSED, lessons=3, ill=1, unknown=2, late=1)
    extract = replace(week((line,), missed), student=student, tests=())
    (piece,) = paper.pieces(extract, replace(HEAD, school="School 12", responsible=""))
    assert not re.search("[а-яё]", re.sub(r"<[^>]+>", "", piece).lower())


def usual(tests: int) -> WeekExtract:
    """Return a week of 17 subjects, most of them with too few marks for a forecast, and a test on each day to come."""
    subjects = tuple(
        subject(name, (mark("4"),), forecast=said(State.FEW) if place % 3 else said(State.FIRM, 4))
        for place, name in enumerate(SUBJECTS[:17])
    )
    coming = tuple(
        ComingTest(MONDAY + timedelta(days=5 + place), name, f"{name[:5]}.", "")
        for place, name in enumerate(SUBJECTS[:tests])
    )
    return replace(week(subjects), tests=coming)


def test_a_usual_week_of_seventeen_subjects_is_one_strip(paper):
    (piece,) = paper.pieces(usual(14), HEAD)
    assert text_of(piece).count("мало отметок") == 1
    assert "позже ещё" not in text_of(piece)


def test_tests_after_the_next_week_are_counted_where_they_have_no_room(paper):
    remark = RemarkLine(MONDAY, "за помощь", "praise", "", "")
    (piece,) = paper.pieces(replace(usual(17), remarks=(remark,)), HEAD)
    assert "позже ещё 8." in text_of(piece)
    assert "мало отметок" in text_of(piece)


def test_tests_of_one_day_share_its_date(paper):
    day = date(2026, 11, 24)
    tests = (ComingTest(day, "Химия", "хим.", ""), ComingTest(day, "Физика", "физ.", ""))
    (piece,) = paper.pieces(replace(week(()), tests=tests), HEAD)
    assert f"24.11{NBSP}хим., физ." in text_of(piece)
