"""The what-if in an opened fold, in Chromium, without a seal."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from invented import small_diary
from preview import look, page

from generator.rendering.diary import DiaryRenderer
from tests.unit.rendering.test_diary_script import EVENING, sync_api

CHOICES = [["на уроке", 100], ["проверочная работа", 200], ["контрольная работа", 300]]
RULES = {"borders": [[5, 450], [4, 350], [3, 250]], "band": 10, "min": 3, "left": 24, "choices": CHOICES}
CASES = {
    "Русский язык": {},
    "Английский язык": {"left": 2},
    "География": {"choices": []},
    "Математика": {"left": 0},
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shown = look("ru", EVENING)
    fragment = DiaryRenderer(shown).render(small_diary())
    before, second, after = fragment.partition('id="d-marks-2"')
    for name, more in CASES.items():
        data = html.escape(json.dumps({**RULES, **more}, ensure_ascii=False))
        article = f'<article class="subj"><h3>{name}'
        assert article in after
        after = after.replace(article, article.replace('"subj">', f'"subj" data-if="{data}">'))
    made = tmp_path_factory.mktemp("whatif") / "page.html"
    made.write_text(page(before + second + after, shown), encoding="utf-8")
    return made


@pytest.fixture
def tab(chromium: Callable[[], sync_api.Page], made: Path) -> Iterator[sync_api.Page]:
    opened = chromium()
    opened.set_viewport_size({"width": 360, "height": 800})
    faults: list[str] = []

    def note(fault: sync_api.Error) -> None:
        faults.append(str(fault))

    opened.on("pageerror", note)
    opened.goto(made.as_uri() + "#marks")
    yield opened
    opened.remove_listener("pageerror", note)
    assert faults == []


def fold(tab: sync_api.Page, name: str) -> sync_api.Locator:
    article = tab.locator("#d-marks-2 .subj").filter(has=tab.get_by_role("heading", name=name, exact=True))
    if article.locator("details:not([open])").count():
        article.locator("summary").click()
    return article.locator(".whatif")


def test_marks_are_tried_on_and_taken_off_again(tab: sync_api.Page) -> None:
    box = fold(tab, "Русский язык")
    assert box.locator("output").inner_text() == "Нажмите отметку, чтобы примерить её."
    assert [label.inner_text() for label in box.locator("label").all()] == [
        "на уроке,\u00a01", "проверочная работа,\u00a02", "контрольная работа,\u00a03",
    ]  # fmt: skip
    assert box.get_by_label("контрольная работа, 3").is_checked()
    for mark in ("5", "5", "4"):
        box.get_by_role("button", name=mark, exact=True).click()
    # the marks of the page: 4·2 3·3 5·1 4·1 4·1
    assert box.locator("output").inner_text() == "Было 3,75, станет 4,24: выходит «4»"
    assert box.locator(".is-try").all_inner_texts() == ["5\n3\n, вес 3", "5\n3\n, вес 3", "4\n3\n, вес 3"]
    box.get_by_role("button", name="5", exact=True).click()
    assert box.locator("output").inner_text() == "Было 3,75, станет 4,35: выходит «4»"
    box.get_by_label("на уроке, 1").check(force=True)
    for _ in range(2):
        box.get_by_role("button", name="5", exact=True).click()
    assert box.locator("output").inner_text() == "Было 3,75, станет 4,41: спорная, между 4 и\u00a05"
    box.get_by_role("button", name="Убрать всё").click()
    assert box.locator("output").inner_text() == "Нажмите отметку, чтобы примерить её."
    assert box.locator(".is-try").count() == 0


def test_no_more_marks_are_tried_than_there_are_lessons_left(tab: sync_api.Page) -> None:
    box = fold(tab, "Английский язык")
    five = box.get_by_role("button", name="5", exact=True)
    five.click()
    five.click()
    assert five.is_disabled()
    box.get_by_role("button", name="Убрать всё").click()
    assert five.is_enabled()


def test_without_weights_there_is_nothing_to_choose(tab: sync_api.Page) -> None:
    box = fold(tab, "География")
    assert box.locator("fieldset").count() == 0
    two = box.get_by_role("button", name="2", exact=True)
    two.click()
    assert box.locator("output").inner_text() == "Было 4,00, станет 3,00: мало отметок, 2 из 3"
    two.click()
    assert box.locator("output").inner_text() == "Было 4,00, станет 2,67: выходит «3»"
    assert box.locator(".is-try").all_inner_texts() == ["2", "2"]


def test_with_no_lesson_left_nothing_is_tried(tab: sync_api.Page) -> None:
    assert fold(tab, "Математика").count() == 0


def test_the_choice_of_one_subject_leaves_the_others_alone(tab: sync_api.Page) -> None:
    first, second = fold(tab, "Русский язык"), fold(tab, "Английский язык")
    first.get_by_label("на уроке, 1").check(force=True)
    assert second.get_by_label("контрольная работа, 3").is_checked()


def test_targets_are_large_enough_and_nothing_is_wider_than_a_phone(tab: sync_api.Page) -> None:
    box = fold(tab, "Русский язык")
    for target in box.locator(".try button, .weights label").all():
        size = target.bounding_box()
        assert size is not None
        assert size["height"] >= 44
        assert size["width"] >= 44
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
