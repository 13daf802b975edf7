from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from generator.diaries.diary import Diary, ExamLine, MarkChip
from generator.diaries.letters.lines import FileLine, LetterLine
from generator.diaries.papers.content import content_text
from generator.diaries.papers.exams import exam_slips
from generator.diaries.papers.lines import Missed
from generator.diaries.papers.terms import term_sheet
from generator.diaries.papers.week import week_extract
from generator.model.kinds import AbsenceKind, FinalScope
from generator.origin import Origin
from generator.rules.forecast import Forecast
from generator.rules.standing import State
from tests.unit.diaries.papers.invented import (
    MON,
    SECOND,
    SHORTS,
    TUE,
    average,
    away,
    chip,
    diary,
    finals,
    lesson,
    marks,
    subject_marks,
    term_absences,
)

LETTER = LetterLine(Origin("a.md"), "Дроби", MON, "Цой Я. Н.", "Алгебра", "Повторить дроби.", ())
PICTURE = FileLine("a.png", "a.png", "image/png", b"1", 5, 5)
HEAVY = chip(MON, weight=Decimal(3))
LATER = datetime(2026, 11, 22, 9, 0)


def made(mark: MarkChip = HEAVY, letter: LetterLine = LETTER, **more: object) -> Diary:
    return diary(
        {MON: [lesson("Алгебра")], TUE: [lesson("Химия")]},
        marks=(marks(subject_marks("Алгебра", mark, average=average("4.5"))),),
        absences=(term_absences(SECOND, away(TUE, "Химия", 1)),),
        letters=(letter,),
        **more,
    )


def said(found: Diary) -> str:
    return content_text(week_extract(found, MON, SHORTS))


def test_the_same_values_made_anew_say_the_same() -> None:
    assert said(made()) == said(made(letter=replace(LETTER)))


def test_neither_the_time_of_the_data_nor_a_files_place_nor_an_id_is_said() -> None:
    moved = made(letter=replace(LETTER, origin=Origin("b.md", line=7)), as_of=LATER, student_id="s2")
    assert said(moved) == said(made())


def test_when_a_mark_was_entered_is_not_said() -> None:
    assert said(made(chip(MON, weight=Decimal(3), entered_on=TUE))) == said(made())


def test_a_number_says_the_same_however_it_is_written() -> None:
    assert said(made(chip(MON, weight=Decimal("3.00")))) == said(made())
    assert content_text(Decimal(100)) == content_text(Decimal("1E+2"))


@pytest.mark.parametrize(
    "other",
    [
        made(chip(MON, "4", weight=Decimal(3))),
        made(chip(MON, weight=Decimal(30))),
        made(chip(MON, weight=Decimal(3), comment="молодец")),
        made(chip(TUE, weight=Decimal(3))),
        made(letter=replace(LETTER, body="Повторить степени.")),
        made(letter=replace(LETTER, files=(PICTURE,))),
        made(class_title="8Б"),
        made(missing=frozenset({"marks"})),
        replace(made(), absences=(term_absences(SECOND, away(TUE, "Химия", 1, AbsenceKind.LATE)),)),
        replace(made(), absences=()),
    ],
    ids=["mark", "weight", "comment", "day", "letter", "picture", "class", "missing", "late", "absence"],
)
def test_whatever_a_family_would_read_differently_is_another_text(other: Diary) -> None:
    assert said(other) != said(made())


def test_another_picture_under_the_same_name_is_another_text() -> None:
    one, two = (made(letter=replace(LETTER, files=(PICTURE._replace(content=what),))) for what in (b"1", b"2"))
    assert said(one) != said(two)


def test_none_missed_is_not_the_same_as_nothing_known() -> None:
    assert content_text(Missed(0, 0, 0, 0, 0, 0)) != content_text(())
    assert content_text(away(MON, "Химия", 0)) != content_text(away(MON, "Химия", None))


def test_fields_that_hold_nothing_and_what_only_the_page_shows_are_left_out() -> None:
    assert content_text(average("4.5")) == '{"value":"4.5","count":2}'
    assert content_text(away(MON, "Химия")) == '{"day":"2026-11-16","subject":"Химия","kind":"absent_ill"}'


def test_lessons_that_pass_by_change_a_forecast_only_by_what_they_change_in_it() -> None:
    nine, eight = (Forecast(State.FIRM, 450, 5, None, 3, 3, left, None, (), None, None) for left in (9, 8))
    assert content_text(nine) == content_text(eight) != content_text(replace(nine, mean=460))


def test_texts_cannot_run_into_each_other() -> None:
    assert content_text(("а", "б")) != content_text(("а,б",))
    assert content_text(('а","б',)) != content_text(("а", "б"))


def test_the_day_a_final_mark_was_entered_is_not_said_and_the_day_of_an_exam_is() -> None:
    one, two = (term_sheet(diary(finals=finals(("Алгебра", chip(day)))), SECOND) for day in (MON, TUE))
    assert content_text(one) == content_text(two)
    exam = ExamLine(MON, "Алгебра", "", FinalScope.EXAM, chip(MON), None)
    slips = [content_text(exam_slips(diary(exams=(exam._replace(day=day),)))[0][1]) for day in (MON, TUE)]
    assert slips[0] != slips[1]


def test_what_no_paper_is_made_of_is_refused() -> None:
    with pytest.raises(TypeError, match="no part of a paper: set"):
        content_text({date(2026, 11, 16)})
