"""Looks, boxes «done», brothers and sisters, the family page, in Chromium, without a seal."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from invented import small_diary
from preview import START, family, look, page

from generator.rendering.diary import DiaryRenderer
from generator.rendering.family import render_family

pytestmark = pytest.mark.ci

sync_api = pytest.importorskip("playwright.sync_api")
EVENING = datetime(2026, 11, 19, 19, 0)
MORNING = datetime(2026, 11, 19, 9, 0)
VIEWS = ("week", "marks", "finals", "absences", "calendar", "more")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages")
    for name, now in (("evening", EVENING), ("morning", MORNING)):
        shown = look("ru", now)
        diary = DiaryRenderer(shown).render(small_diary())
        (made / f"{name}.html").write_text(page(diary, shown), encoding="utf-8")
        kids = page(render_family(shown, family()), shown, [diary, ""])
        (made / f"family-{name}.html").write_text(kids, encoding="utf-8")
    shown = look("ru", EVENING)
    old = replace(small_diary(), as_of=datetime(2026, 11, 9, 15, 0))
    kids = page(render_family(shown, family()), shown, [DiaryRenderer(shown).render(old), ""])
    (made / "family-old.html").write_text(kids, encoding="utf-8")
    return made


@pytest.fixture
def opened(chromium, folder: Path):
    """Return a function that opens a page, always in the same window."""
    faults: list[str] = []
    tab = chromium()

    def note(fault: sync_api.Error) -> None:
        faults.append(str(fault))

    def open_page(name: str, *, width: int = 360, motion: str = "no-preference") -> sync_api.Page:
        chromium()
        tab.set_viewport_size({"width": width, "height": 800})
        tab.emulate_media(reduced_motion=motion)
        tab.goto((folder / name.partition("#")[0]).as_uri() + "".join(name.partition("#")[1:]))
        return tab

    tab.on("pageerror", note)
    yield open_page
    tab.remove_listener("pageerror", note)
    assert faults == []


def summaries(tab: sync_api.Page) -> list[str]:
    """Return what stands about each child, when all diaries have been tried."""
    tab.wait_for_function("document.querySelector('.kid [role=status]') && !document.querySelector('.wait')")
    return tab.locator(".kid").all_inner_texts()


def test_a_family_page_says_what_is_new_and_due_for_each_child(opened):
    text = summaries(opened("family-evening.html"))[0]
    for part in (
        "Данные на 19\u00a0ноября, 15:40",
        "Последнее\n",
        "два, вес 3",
        "Завтра, пт 20\u00a0ноября",
        "Русский язык: §\u00a035, упр. 238. Подготовиться к диктанту",
        "и ещё 2",
        "вт\u00a024\nАнглийский язык, тест",
        "Долг: Биология",
    ):
        assert part in text


def test_a_family_page_counts_what_is_new_since_the_last_visit_of_a_diary(chromium):
    """Served, because nothing is kept for a file; the visit of 18 November had seen nothing yet."""
    shown, address = look("ru", EVENING), "http://new.example/f/x/"
    start = START.replace("remembered: true", "own: true, remembered: true")
    text = page(render_family(shown, family()), shown, [DiaryRenderer(shown).render(small_diary()), ""], start)
    context = chromium().context.browser.new_context()
    context.route(address, lambda route: route.fulfill(body=text, content_type="text/html; charset=utf-8"))
    tab = context.new_page()
    tab.goto(address)
    name = f"diary http://new.example/d/{'a' * 32}/index.html news"
    tab.evaluate("name => localStorage.setItem(name, JSON.stringify({day: '2026-11-18', seen: '', left: 0}))", name)
    tab.reload()
    assert re.search(r"Новое с 18\s+ноября: \d\d\n", summaries(tab)[0])
    context.close()


@pytest.mark.ci
def test_a_family_page_shows_today_until_the_last_lesson_is_over(opened):
    text = summaries(opened("family-morning.html"))[0]
    assert "Сегодня, чт 19\u00a0ноября" in text
    assert "физическая культура" in text
    assert "отменён" in text


def test_a_child_whose_diary_can_not_be_opened_keeps_the_link_and_is_said_so(opened):
    tab = opened("family-evening.html")
    assert "Сводки сейчас нет" in summaries(tab)[1]
    assert tab.locator("a.d-child").count() == 2


@pytest.mark.ci
def test_old_data_of_a_child_are_said_to_be_old(opened):
    assert "Дневник не обновлялся с 9\u00a0ноября" in summaries(opened("family-old.html"))[0]
    assert "не обновлялся" not in summaries(opened("family-evening.html"))[0]


def test_from_a_diary_one_tap_leads_to_the_same_view_of_a_brother_or_sister(opened):
    tab = opened("evening.html#marks")
    link = tab.locator(".mast .kin")
    assert link.inner_text() == "Илья"
    link.evaluate("e => { e.addEventListener('click', event => event.preventDefault()); e.click(); }")
    assert link.get_attribute("href").endswith(f"/d/{'b' * 32}/index.html#marks")


def test_a_look_is_taken_at_once_and_one_at_a_time(opened):
    tab = opened("evening.html#more")
    background = "getComputedStyle(document.body).backgroundColor"
    assert tab.get_by_label("как в телефоне").is_checked()
    tab.get_by_label("крупно, белым по чёрному").check()
    assert tab.evaluate(background) == "rgb(0, 0, 0)"
    tab.get_by_label("светлый").check()
    assert tab.evaluate(background) == "rgb(255, 255, 255)"
    assert tab.locator(".looks :checked").count() == 1
    tab.get_by_label("как в телефоне").check()
    assert tab.get_attribute("html", "data-theme") is None


def test_homework_to_come_has_a_box_and_homework_that_was_due_has_none(opened):
    tab = opened("evening.html", width=1280)
    boxes = "all => all.map(e => e.querySelectorAll('.tick').length)"
    days = tab.eval_on_selector_all(".week:not([hidden]) .day", boxes)
    assert days == [0, 0, 0, 0, 6, 0]
    box = tab.get_by_label("География: сделано")
    box.check()
    assert "is-done" in box.locator("xpath=ancestor::tr").get_attribute("class")


def test_what_was_done_is_kept_until_the_day_is_over(chromium):
    """Served, because nothing is kept for a file; `own` is what unlock.js says of an origin of its own."""
    context = chromium().context.browser.new_context(viewport={"width": 360, "height": 800}, service_workers="block")
    shown = look("ru", EVENING)
    start = START.replace("remembered: true", "own: true, remembered: true")
    text = page(DiaryRenderer(shown).render(small_diary()), shown, start=start)
    context.route("http://localhost/", lambda route: route.fulfill(body=text, content_type="text/html; charset=utf-8"))
    tab = context.new_page()
    tab.goto("http://localhost/")
    tab.evaluate("localStorage.setItem('diary  done', JSON.stringify(['2026-11-18 1']))")
    tab.reload()
    tab.get_by_label("География: сделано").check()
    tab.reload()
    assert tab.get_by_label("География: сделано").is_checked()
    assert not tab.get_by_label("Литература: сделано").is_checked()
    kept = tab.evaluate("JSON.parse(localStorage.getItem('diary  done'))")
    assert [each[:10] for each in kept] == ["2026-11-20"]
    tab.evaluate("location.hash = '#more'")
    tab.get_by_label("тёмный").check()
    assert tab.evaluate("localStorage.getItem('diary theme')") == "dark"
    context.close()


SMALL = """all => all.filter(e => e.offsetParent && !/(skip|sr)$/.test(e.className)).map(e => {
  let box = e.getBoundingClientRect(), more = getComputedStyle(e, '::before');
  const grown = more.content !== 'none' && more.position === 'absolute' ? -2 * parseFloat(more.top) : 0;
  return [Math.round(box.width + grown), Math.round(box.height + grown), e.outerHTML.slice(0, 80)];
})"""


def test_everything_that_can_be_pressed_is_large_enough_for_a_thumb(opened):
    """44 px; links inside sentences and lists 24 (WCAG 2.2, 2.5.8)."""
    tab = opened("evening.html")
    for view in VIEWS:
        tab.evaluate(f"location.hash = '#{view}'")
        tab.wait_for_selector(f"#d-{view}:not([hidden])")
        found = tab.eval_on_selector_all("button, summary, .nav a, .seg a, .terms a, .link, .tick, .looks label", SMALL)
        found = [(width, height, html) for width, height, html in found if width < 44 or height < 44]
        assert [html for width, height, html in found if "chip" not in html] == [], view
        assert [html for width, height, html in found if height < 44 or width < 32] == [], view
        links = tab.eval_on_selector_all("p a, td a, li a", SMALL)
        assert [(height, html) for _, height, html in links if height < 24] == [], view
    kids = opened("family-evening.html")
    summaries(kids)
    assert [html for _, height, html in kids.eval_on_selector_all("button, a", SMALL) if height < 44] == []


@pytest.mark.ci
@pytest.mark.parametrize(("width", "theme"), [(640, ""), (360, "contrast")])
def test_large_text_scrolls_in_one_direction_only(opened, width, theme):
    """A window of 1280 px at 200 % is 640 px wide."""
    for name in ("evening.html", "family-evening.html"):
        tab = opened(f"{name}", width=width)
        if theme:
            tab.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
        for view in VIEWS if name == "evening.html" else ("",):
            tab.evaluate(f"location.hash = '#{view}'")
            tab.wait_for_timeout(20)
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, (name, view)


@pytest.mark.ci
def test_nothing_moves_for_those_who_asked_for_that(opened):
    moving = """[...document.querySelectorAll('*')].filter(e => ['', '::before', '::after'].some(part => {
      const css = getComputedStyle(e, part || null);
      return css.animationName !== 'none' || css.transitionDuration.split(',').some(time => parseFloat(time) > 0);
    })).map(e => e.outerHTML.slice(0, 60))"""
    for name in ("evening.html#more", "family-evening.html"):
        assert opened(name, motion="reduce").evaluate(moving) == []
