"""The weekly extract: what stands on it, what is escaped, and what happens when there is too much of it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.diaries.papers.lines import PaperDay, PaperRow
from generator.errors import RenderError
from generator.model.kinds import AbsenceKind, LessonStatus
from generator.rendering.look import Look
from generator.rendering.paper.format import A4, A5, Format
from generator.rendering.paper.week.extract import WeekPaper
from generator.rendering.words import Words
from generator.rules.access import PaperReason
from tests.unit.rendering.paper.builders import (
    ANNA,
    HARD_HOMEWORK,
    HEAD,
    LONG_LETTER,
    MARKS,
    WEEK,
    cases,
    changed,
    day,
    letter,
    long_days,
    mark,
    missed,
    row,
)

NBSP = "\N{NO-BREAK SPACE}"
FORMS = (A4, A5)


@pytest.fixture(scope="module")
def paper(look: Look) -> WeekPaper:
    return WeekPaper(look, MARKS, A4)


def words_of(html: str) -> str:
    """Return what is read on a piece, with plain spaces."""
    text = re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", text).replace(NBSP, " ").split())


def test_the_drawn_week_is_one_piece_with_all_that_was_drawn(paper: WeekPaper) -> None:
    (piece,) = paper.pieces(WEEK, HEAD)
    said = words_of(piece)
    for text in (
        "Соколова Анна 6 «Б» 16–21 ноября 2026, 2-я четверть",
        "Выписка из дневника. Школа № 12, г. Верхнереченск Данные на 20.11.2026 15:40, лист 1 из 1",
        "Пропущено: 2 урока, по болезни 2. Опозданий: 1.",
        "Долг: биология, практическая № 2, до 27.11.",
        "Контрольные: вт 24.11 англ. яз., чт 26.11 рус. яз., пт 27.11 матем.",
        "русский язык 4 (3,75), литература 5 (4,75)",
        "английский язык спорная (4,43)",
        "мало отметок: биология, музыка, ИЗО, технология.",
        "Рекомендация (математика, Громов П. А.): повторить обыкновенные дроби, № 470–480.",
        "Благодарность (Орлова Т. П., 18.11): за помощь",
        "«5» от 4,50, «4» от 3,50, «3» от 2,50; положение об оценивании № 47 от 28.08.2026.",
        "Выпуск № 1184, код проверки K7Q4\N{NON-BREAKING HYPHEN}2M9T. Ответственный: Крылова Н. В.",
        "Корешок № 12, 6 «Б», Соколова Анна. С выпиской за 16–21 ноября ознакомлен(а)",
        "Классный руководитель Родитель Дата",
        "Уроков нет",
        "перенесён на ср 18, 5-й урок",
        "Мельник",
    ):
        assert text in said


@pytest.mark.parametrize(
    ("found", "drawn"),
    [
        (row(1, "Матем.", "", mark("5", "КР", weight=3, test=True)), "<b>5<sup>3</sup></b> <i>КР</i>"),
        (row(1, "Матем.", "", mark("4"), mark("5", ordinal=2)), ">4/5<"),
        (row(1, "Матем.", "", mark("4", "СР", title="а"), mark("5", "ДЗ", title="б")), "4 <i>СР</i></span> <span"),
        (row(1, "Матем.", "", mark("долг")), "<u>долг</u>"),
        (row(1, "Матем.", "", mark("·", "СР")), "<i>ждём СР</i>"),
        (missed(row(1, "Матем."), AbsenceKind.ILL), "<q>н</q> <i>бол.</i>"),
        (missed(row(1, "Матем."), AbsenceKind.ABSENT), "<q>н</q></span>"),
        (missed(row(1, "Матем."), AbsenceKind.LATE, 8), f"оп <i>8{NBSP}мин</i>"),
        (missed(row(1, "Матем."), AbsenceKind.EXEMPT), ">осв<"),
        (changed(row(1, "Физ-ра"), LessonStatus.CANCELLED), "<s>Физ-ра</s></th><td>отменён</td>"),
    ],
)
def test_meaning_is_in_words_and_shapes(paper: WeekPaper, found: PaperRow, drawn: str) -> None:
    assert drawn in paper.pieces(replace(WEEK, days=(day(0, found), *WEEK.days[1:])), HEAD)[0]


def test_changed_lessons_say_so_and_what_was_to_be(paper: WeekPaper) -> None:
    said = words_of(paper.pieces(WEEK, HEAD)[0])
    assert "Англ. яз. замена Музыка" in said
    assert "Матем. перенос чт, 6\N{NON-BREAKING HYPHEN}й" in said


def test_whatever_was_written_is_escaped(paper: WeekPaper) -> None:
    evil = "<script>\"&'"
    week = replace(
        WEEK,
        student=replace(ANNA, family_name=evil, class_title=evil),
        days=(day(0, row(1, evil, evil, mark(evil, evil), teacher=evil)), *WEEK.days[1:]),
        debts=(replace(WEEK.debts[0], what=evil),),
        remarks=(WEEK.remarks[0]._replace(text=evil, teacher=evil),),
        subjects=(replace(WEEK.subjects[0], subject=evil, short=evil),),
    )
    html = "".join(paper.pieces(week, replace(HEAD, school=evil, responsible=evil, application_no=evil)))
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 8


def test_a_recommendation_is_plain_text_without_its_markdown(paper: WeekPaper) -> None:
    body = "Повторить **дроби** &amp; [ссылка](https://example.org/a):\n\n- первое\n- второе"
    said = words_of("".join(paper.pieces(replace(WEEK, letters=(letter(body, "Дроби"),)), HEAD)))
    assert "Рекомендация (математика, Громов П. А.): Дроби. Повторить дроби &amp; ссылка: • первое • второе" in said


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", list(cases()))
def test_every_piece_says_whose_it_is_and_which(look: Look, name: str, form: Format) -> None:
    week = cases()[name]
    pieces = WeekPaper(look, MARKS, form).pieces(week, HEAD)
    for number, piece in enumerate(pieces, 1):
        said = words_of(piece)
        assert f"лист {number} из {len(pieces)}" in said
        assert "код проверки K7Q4\N{NON-BREAKING HYPHEN}2M9T" in said
        assert "16–" in said
        assert 'class="top' in piece
    assert [words_of(piece).count("ознакомлен") for piece in pieces] == [0] * (len(pieces) - 1) + [1]


@pytest.mark.parametrize("form", FORMS)
def test_no_lesson_is_lost_on_the_way_to_a_second_piece(look: Look, form: Format) -> None:
    week = replace(WEEK, days=long_days(12))
    pieces = WeekPaper(look, MARKS, form).pieces(week, HEAD)
    assert len(pieces) > 1
    assert sum(piece.count("4 <i>ДЗ</i>") for piece in pieces) == 72


def test_days_stay_in_their_order(look: Look) -> None:
    said = words_of("".join(WeekPaper(look, MARKS, A5).pieces(replace(WEEK, days=long_days(8)), HEAD)))
    places = [said.index(name) for name in ("Понедельник 16", "Вторник 17", "Среда 18", "Четверг 19", "Пятница 20")]
    assert places == sorted(places)


@pytest.mark.parametrize("form", FORMS)
def test_long_texts_are_divided_and_whole(look: Look, form: Format) -> None:
    week = cases()["long-letter"]
    said = words_of(" ".join(WeekPaper(look, MARKS, form).pieces(week, HEAD)))
    assert all(f"задание № {number}:" in said for number in range(1, LONG_LETTER.count("- ") + 1))
    assert "Рекомендация, продолжение" in said
    homework = words_of(" ".join(WeekPaper(look, MARKS, form).pieces(cases()["long-homework"], HEAD)))
    assert homework.count("вопросы;") == HARD_HOMEWORK.count("вопросы;")


def test_a_day_that_is_divided_says_that_it_goes_on(look: Look) -> None:
    said = words_of(" ".join(WeekPaper(look, MARKS, A5).pieces(cases()["long-homework"], HEAD)))
    assert "Понедельник 16, продолжение" in said


def test_an_empty_day_gets_empty_lines_and_a_holiday_its_name(paper: WeekPaper) -> None:
    assert paper.pieces(cases()["nothing"], HEAD)[0].count('<td class="m"></td>') >= 18
    said = words_of(paper.pieces(cases()["holidays"], HEAD)[0])
    assert said.count("Дополнительные весенние каникулы") == 6
    assert "Уроков нет" not in said
    assert "Пропущено" not in said


def test_what_the_journal_does_not_tell_is_said(paper: WeekPaper) -> None:
    said = words_of(paper.pieces(cases()["no-data"], HEAD)[0])
    assert (
        "Нет данных от журнала: пропуски, домашние задания, расписание, отметки, учителя, итоговые отметки, контрольные."
        in said
    )
    assert "Уроков нет" not in said
    assert "Пропущено" not in said


def test_a_first_grade_has_no_marks_and_no_borders(paper: WeekPaper) -> None:
    said = words_of(paper.pieces(cases()["first-grade"], HEAD)[0])
    assert "Отметка" not in said
    assert "Прогноз" not in said
    assert "от 4,50" not in said


def test_half_a_sheet_has_no_teachers_and_no_fold(look: Look) -> None:
    (whole,) = WeekPaper(look, MARKS, A4).pieces(WEEK, HEAD)
    half = "".join(WeekPaper(look, MARKS, A5).pieces(WEEK, HEAD))
    assert 'class="fold"' in whole
    assert "Зайцева" in whole
    assert 'class="fold"' not in half
    assert "Зайцева" not in half


@pytest.mark.parametrize("ground", [*PaperReason, "not_applied"])
def test_every_ground_is_said(paper: WeekPaper, ground: str) -> None:
    said = words_of(paper.pieces(WEEK, replace(HEAD, ground=str(ground)))[0])
    assert "Выдано на бумаге: " in said
    assert "заявление № 12 от 03.09.2026." in said
    assert ("отказ от электронной формы от 03.09.2026" in said) is (ground == "refused")


def test_a_paper_for_everybody_says_no_ground(paper: WeekPaper) -> None:
    head = replace(HEAD, ground="", application_no="", application_date=None, refusal_date=None)
    assert "Выдано" not in words_of(paper.pieces(WEEK, head)[0])


def test_the_recipient_and_the_regulation_stand_in_the_foot(paper: WeekPaper) -> None:
    said = words_of(paper.pieces(WEEK, replace(HEAD, recipient="Соколова М. И.", regulation="Положение № 3"))[0])
    assert "Положение № 3. Получатель: Соколова М. И." in said


def test_without_a_link_there_is_no_symbol(paper: WeekPaper) -> None:
    assert "<svg" not in paper.pieces(WEEK, replace(HEAD, link=""))[0]


def test_a_link_that_no_symbol_holds_is_an_error(paper: WeekPaper) -> None:
    with pytest.raises(RenderError) as caught:
        paper.pieces(WEEK, replace(HEAD, link="x" * 4000))
    assert caught.value.slug == "link-too-long"


def test_a_binder_leaves_less_room(look: Look) -> None:
    week = replace(WEEK, days=long_days(6))
    assert len(WeekPaper(look, MARKS, A4.with_binder(40)).pieces(week, HEAD)) >= 2


def test_what_no_page_can_carry_is_replaced(paper: WeekPaper) -> None:
    html = paper.pieces(replace(WEEK, student=replace(ANNA, given_name="А\x07нна")), HEAD)[0]
    assert "\x07" not in html


def test_other_words_make_other_papers(look: Look, english: Words) -> None:
    paper = WeekPaper(replace(look, words=english), MARKS, A4)
    for week in cases().values():
        assert "Issue 1184" in words_of(paper.pieces(week, HEAD)[-1])


def usual_days() -> tuple[PaperDay, ...]:
    """Return five days of six lessons with short homework, and a shorter Saturday."""
    names = ("Рус. яз.", "Матем.", "Биология", "История", "Литер.", "География")
    rows = tuple(row(place, name, "§ 9, вопросы 1–4", mark("4", "ДЗ")) for place, name in enumerate(names, 1))
    return (*(day(place, *rows) for place in range(5)), day(5, *rows[:4]))


def test_a_usual_week_of_six_days_is_one_piece_of_half_a_sheet(look: Look) -> None:
    extract = replace(WEEK, days=usual_days(), letters=(), remarks=())
    (piece,) = WeekPaper(look, MARKS, A5).pieces(extract, HEAD)
    said = words_of(piece)
    for text in ("Пропущено: 2 урока", "24.11 англ. яз.", "мало отметок: биология", "K7Q4", "Корешок № 12"):
        assert text in said
    assert "Классный руководитель" not in said


def test_texts_fill_the_columns_before_a_second_sheet_is_taken(look: Look) -> None:
    long = letter("Повторить правила и решить задания. " * 12)
    extract = replace(WEEK, days=(*usual_days()[:3], day(3), day(4), day(5)), letters=(long, long))
    (piece,) = WeekPaper(look, MARKS, A4).pieces(extract, HEAD)
    assert words_of(piece).count("Рекомендация") == 2
