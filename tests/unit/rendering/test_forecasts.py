from __future__ import annotations

import html
import json
from dataclasses import replace
from decimal import Decimal

import pytest

from generator.diaries.diary import Choice, SubjectMarks
from generator.model.kinds import TermKind
from generator.rendering.allowlist import check_html
from generator.rendering.parts.forecasts import ForecastPart
from generator.rendering.words import Words
from generator.rules.averages import WeightedMark
from generator.rules.forecast import Course, ForecastRules, forecast
from generator.rules.standing import Borders
from tests.unit.diaries.act import MARKS

CHOICES = (Choice("Ответ на уроке", 100), Choice("Проверочная работа", 200), Choice("Контрольная работа", 300))
PLAIN: tuple[Choice, ...] = ()
NBSP = "\N{NO-BREAK SPACE}"
FIRST = "4·1 4·1 3·3 5·1 4·2"
RULES = ForecastRules(Borders(MARKS.borders, MARKS.disputed_band), 3, 50, 3)


def subject(text: str, choices: tuple[Choice, ...] = CHOICES, left: int | None = 24, held: int = 0, missed: int = 0):
    pairs = [word.split("·") for word in text.split()]
    marks = [WeightedMark(Decimal(pair[0]), Decimal(pair[1]) if pair[1:] else None) for pair in pairs]
    made = forecast(marks, RULES, Course(left, held, missed, tuple(choice.weight for choice in choices)))
    return SubjectMarks("Алгебра", (), None, None, None, None, 0, 0, made, choices)


@pytest.fixture
def part(russian: Words) -> ForecastPart:
    return ForecastPart(russian, MARKS)


def said(part: ForecastPart, found: SubjectMarks, kind: TermKind = TermKind.QUARTER) -> str:
    text = part.sentence(found, kind)
    check_html(text, "test")
    return text


@pytest.mark.parametrize(
    ("text", "label", "sentence"),
    [
        (FIRST, "сейчас «4»", "До 5: <b>четыре пятёрки</b> за контрольные или <b>двенадцать пятёрок</b> на уроке"),
        ("3·1 4·2 4·1", "сейчас «4»", "До 5: <b>две пятёрки</b> за контрольные или <b>шесть пятёрок</b> на уроке"),
        ("4·1 5·1 5·2", "сейчас «5»", "Тройка за контрольную даст 4,00"),
        ("5·3 5·3 5·3 5·3", "сейчас «5»", "Две тройки за контрольные дадут 4,33"),
        (
            "4·1 5·1 5·2 4·1 4·2",
            "спорная",
            "Между 4 и 5, решает учитель. Твёрдая 5: <b>одна пятёрка</b> за контрольную или <b>три пятёрки</b> на уроке",
        ),
        ("3·1", "мало отметок", "Отметок 1 из 3. Прогноз появится, когда их будет достаточно"),
        ("2·1 2·1 2·1", "сейчас «2»", "До 3: <b>одна пятёрка</b> на уроке"),
        ("", "", ""),
    ],
)
def test_the_forecast_is_one_calm_sentence(part: ForecastPart, text: str, label: str, sentence: str) -> None:
    found = subject(text)
    assert part.label(found) == label
    assert said(part, found) == sentence


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (TermKind.QUARTER, "этой четверти"),
        (TermKind.TRIMESTER, "этом триместре"),
        (TermKind.HALF_YEAR, "этом полугодии"),
        (TermKind.MODULE, "этом модуле"),
        (TermKind.YEAR, "этом году"),
    ],
)
def test_what_is_out_of_reach_is_said_and_not_counted(part: ForecastPart, kind: TermKind, word: str) -> None:
    assert (
        said(part, subject(FIRST, left=3), kind)
        == f"«5» в {word} уже не получится. Две тройки за контрольные дадут 3,43"
    )
    assert said(part, subject(FIRST, left=0), kind) == f"«5» в {word} уже не получится"


def test_without_weights_a_mark_is_a_mark(part: ForecastPart) -> None:
    assert said(part, subject("4 4 4", PLAIN)) == "До 5: <b>три пятёрки</b>"
    assert said(part, subject("5 5 5", PLAIN)) == "Две тройки дадут 4,20"


def test_numbers_above_twelve_are_figures(part: ForecastPart) -> None:
    choices = (Choice("Ответ на уроке", 100),)
    marks = " ".join(["4·1"] * 21)
    assert said(part, subject(marks, choices)) == "До 5: <b>21 пятёрка</b> на уроке"
    assert said(part, subject(" ".join(["4·1"] * 13), choices)) == "До 5: <b>13 пятёрок</b> на уроке"


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("Сочинение-рассуждение", "(сочинение-рассуждение)"), ("ВПР", "(ВПР)"), ("", "(вес 1,5)"), ("Диктант", "за диктанты"),
     ("<b>", "(&lt;b&gt;)"), ("Зачёт & проект", "(зачёт &amp; проект)")],
)  # fmt: skip
def test_a_type_of_work_is_shown_as_the_journal_names_it(part: ForecastPart, kind: str, shown: str) -> None:
    text = said(part, subject("4·1.5 4·1.5 4·1.5", (Choice(kind, 150),)))
    assert text == f"До 5: <b>три пятёрки</b> {shown}"


def test_missed_lessons_are_told_with_the_marks_that_there_are(part: ForecastPart) -> None:
    warning = "Пропущено 7 уроков из 20, отметок 0: за четверть может выйти н/а"
    assert said(part, subject("", held=20, missed=7)) == warning
    few = said(part, subject("4·1", held=20, missed=21))
    assert few.endswith("достаточно. Пропущен 21 урок из 20, отметок 1: за четверть может выйти н/а")


def test_the_rule_names_borders_band_act_and_lessons_left(russian: Words) -> None:
    act = "положение об оценивании № 47 от 28.08.2026, п. 3.4"
    part = ForecastPart(russian, replace(MARKS, act=act))
    borders = "«5» от 4,50, «4» от 3,50, «3» от 2,50."
    assert part.rule(subject(FIRST), TermKind.QUARTER) == (
        f"{borders} Ближе 0,10 к границе отметка спорная. Положение об оценивании №{NBSP}47 от 28.08.2026, п. 3.4."
        " До конца четверти уроков: 24."
    )
    bare = ForecastPart(russian, replace(MARKS, act="", disputed_band=0))
    assert bare.rule(subject(FIRST, left=None), TermKind.QUARTER) == borders
    planned = replace(subject(FIRST), hours=(24, 26))
    said_of_plan = f"{borders} Проведено уроков: 24 из 26 по плану. До конца четверти уроков: 24."
    assert bare.rule(planned, TermKind.QUARTER) == said_of_plan
    assert "по плану" not in bare.rule(subject(FIRST), TermKind.QUARTER)


def test_the_what_if_begins_with_the_rules_the_lessons_left_and_the_kinds_of_work(part: ForecastPart) -> None:
    data = part.whatif_data(subject(FIRST))
    check_html(f'<p data-if="{data}">', "test")
    assert json.loads(html.unescape(data)) == {
        "borders": [[5, 450], [4, 350], [3, 250]],
        "band": 10,
        "min": 3,
        "left": 24,
        "choices": [["ответ на уроке", 100], ["проверочная работа", 200], ["контрольная работа", 300]],
    }
    assert part.whatif_data(subject(FIRST, left=0)) == ""


def test_without_a_forecast_nothing_is_said(part: ForecastPart) -> None:
    found = subject("4·1 5")
    assert found.forecast is None
    assert [part.label(found), said(part, found), part.rule(found, TermKind.QUARTER), part.whatif_data(found)] == [
        ""
    ] * 4


def test_english_says_the_same(english: Words) -> None:
    part = ForecastPart(english, MARKS)
    assert said(part, subject(FIRST)) == "For a 5: <b>four 5s</b> for tests or <b>twelve 5s</b> in class"
    assert said(part, subject("4·1 5·1 5·2")) == "A 3 for a test would give 4.00"
    assert part.label(subject(FIRST)) == "now a 4"


def test_a_mark_of_another_scale_is_named_by_its_figure(russian: Words) -> None:
    scale = ((12, 1150), (11, 1050), (10, 950))
    rules = ForecastRules(Borders(scale, 10), 1, 50, 3)
    made = forecast([WeightedMark(Decimal(11), None)], rules, Course(9))
    part = ForecastPart(russian, replace(MARKS, borders=scale))
    found = SubjectMarks("Алгебра", (), None, None, None, None, 0, 0, made, ())
    assert said(part, found) == "До 12: <b>одна отметка «12»</b>"
