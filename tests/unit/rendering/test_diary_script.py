"""What diary.js does with a page, in Chromium, without a seal. All engines open sealed pages in tests/browsers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from invented import small_diary
from preview import family, look, page, pages

from generator.rendering.diary import DiaryRenderer
from generator.rendering.family import render_family

sync_api = pytest.importorskip("playwright.sync_api")
EVENING = datetime(2026, 11, 19, 19, 0)
MORNING = datetime(2026, 11, 19, 9, 0)
VIEWS = ("week", "marks", "finals", "absences", "calendar", "more")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages")
    for name, html in pages().items():
        (made / name).write_text(html, encoding="utf-8")
    for name, now in (("evening", EVENING), ("morning", MORNING)):
        shown = look("ru", now)
        (made / f"{name}.html").write_text(page(DiaryRenderer(shown).render(small_diary()), shown), encoding="utf-8")
    (made / "kids.html").write_text(page(render_family(look(), family()), look()), encoding="utf-8")
    for name, now in (
        ("day-old", (2026, 11, 20, 16, 0)),
        ("week-old", (2026, 11, 27, 16, 0)),
        ("sunday", (2026, 11, 22)),
    ):
        shown = look("ru", datetime(*now))
        (made / f"{name}.html").write_text(page(DiaryRenderer(shown).render(small_diary()), shown), encoding="utf-8")
    return made


@pytest.fixture
def opened(chromium, folder: Path):
    """Return a function that opens a page, always in the same window."""
    faults: list[str] = []
    tab = chromium()

    def note(fault: sync_api.Error) -> None:
        faults.append(str(fault))

    def open_page(name: str, *, width: int = 360, dark: bool = False) -> sync_api.Page:
        chromium()
        tab.set_viewport_size({"width": width, "height": 800})
        tab.emulate_media(color_scheme="dark" if dark else "light")
        tab.goto((folder / name.partition("#")[0]).as_uri() + "".join(name.partition("#")[1:]))
        return tab

    tab.on("pageerror", note)
    yield open_page
    tab.remove_listener("pageerror", note)
    assert faults == []


def view(tab: sync_api.Page) -> str:
    """Return the view that is shown, once the page has followed its address: it hears of a new one a moment later."""
    tab.evaluate("new Promise(done => setTimeout(done, 30))")
    return tab.eval_on_selector(".view:not([hidden])", "e => e.id")


def week(tab: sync_api.Page) -> str:
    return tab.eval_on_selector(".week:not([hidden])", "e => e.id")


def day(tab: sync_api.Page) -> str:
    return tab.eval_on_selector(".week:not([hidden]) .day.is-current", "e => e.dataset.d")


def test_it_opens_on_today_and_after_the_last_lesson_on_the_next_school_day(opened):
    tab = opened("morning.html")
    assert (view(tab), week(tab), day(tab)) == ("d-week", "d-w2026-11-16", "2026-11-19")
    assert tab.inner_text(".day.is-current h3").startswith("Четверг, 19\u00a0ноября")
    assert "сегодня" in tab.inner_text(".day.is-current h3")
    assert day(opened("evening.html")) == "2026-11-20"


def test_a_view_has_an_address_and_the_way_back_works(opened):
    tab = opened("evening.html", width=1280)
    for name in VIEWS[1:]:
        tab.click(f'.nav a[href="#{name}"]')
        assert view(tab) == f"d-{name}"
        assert tab.eval_on_selector_all(".nav [aria-current]", "all => all.map(e => e.hash)") == [f"#{name}"]
    tab.go_back()
    assert view(tab) == "d-calendar"
    assert view(opened("evening.html#finals")) == "d-finals"


def test_on_a_phone_finals_and_absences_stand_behind_the_marks(opened):
    tab = opened("evening.html")
    assert tab.locator(".nav a:visible").count() == 4
    tab.click('.nav a[href="#marks"]')
    for name in ("finals", "absences", "marks"):
        tab.click(f'.view:not([hidden]) .seg a[href="#{name}"]')
        assert view(tab) == f"d-{name}"
        accent = "e => getComputedStyle(e).color === getComputedStyle(document.querySelector('.all')).color"
        assert tab.eval_on_selector('.nav a[href="#marks"]', accent)


def test_a_foreign_address_changes_nothing(opened):
    tab = opened("evening.html#marks")
    tab.evaluate("location.hash = '#d-main'")
    tab.wait_for_timeout(50)
    assert view(tab) == "d-marks"


def test_weeks_turn_by_buttons_by_the_list_and_by_address(opened):
    tab = opened("evening.html", width=1280)
    tab.click('[data-go="1"]')
    assert week(tab) == "d-w2026-11-23"
    assert tab.url.endswith("#week=2026-11-23")
    assert tab.is_disabled('[data-go="1"]')
    tab.click('[data-go="0"]')
    assert week(tab) == "d-w2026-11-16"
    tab.click(".title")
    tab.click('#d-weeks a[href="#week=2026-10-26"]')
    assert week(tab) == "d-w2026-10-26"
    assert not tab.is_visible("#d-weeks")
    assert tab.is_disabled('[data-go="-1"]')
    assert week(opened("evening.html#week=2026-11-02")) == "d-w2026-11-02"


def test_an_absence_leads_to_its_day(opened):
    tab = opened("evening.html#absences")
    tab.click('a[href="#day=2026-11-17"]')
    assert (view(tab), day(tab)) == ("d-week", "2026-11-17")


def test_days_are_tabs_with_arrow_keys(opened):
    tab = opened("evening.html")
    tab.focus('[role="tab"][aria-selected=true]')
    tab.keyboard.press("ArrowLeft")
    assert day(tab) == "2026-11-19"
    assert tab.evaluate("document.activeElement.textContent") == "чт19"
    assert tab.get_attribute('[role="tab"][aria-selected="true"]', "tabindex") == "0"


def test_the_shown_week_is_made_of_real_tables(opened):
    tab = opened("evening.html", width=1280)
    tables = "all => all.map(t => [t.getAttribute('role'), t.querySelectorAll('[role=columnheader]').length])"
    assert tab.eval_on_selector_all(".week:not([hidden]) table", tables) == [["table", 4]] * 5
    assert tab.get_by_role("rowheader", name="География").count() == 3
    assert tab.get_by_role("table", name="Пятница, 20\u00a0ноября").count() == 1
    assert tab.locator(".week[hidden] thead").count() == 0


@pytest.mark.parametrize(
    ("name", "shown"), [("evening", ""), ("day-old", "day"), ("week-old", "week"), ("sunday", "day"), ("morning", "")]
)
def test_old_data_are_said_to_be_old(opened, name, shown):
    tab = opened(f"{name}.html")
    notes = tab.eval_on_selector_all("[data-stale]:not([hidden])", "all => all.map(e => e.dataset.stale)")
    assert notes == ([shown] if shown else [])


def test_data_do_not_age_in_holidays(chromium, tmp_path):
    shown = look("ru", datetime(2026, 11, 1, 12, 0))
    friday = replace(small_diary(), as_of=datetime(2026, 10, 24, 15, 0))
    (tmp_path / "a.html").write_text(page(DiaryRenderer(shown).render(friday), shown), encoding="utf-8")
    tab = chromium()
    tab.goto((tmp_path / "a.html").as_uri())
    assert tab.locator("[data-stale]:not([hidden])").count() == 0


def test_marks_show_one_term_at_a_time(opened):
    tab = opened("evening.html#marks")
    assert tab.eval_on_selector_all(".term:not([hidden])", "all => all.map(e => e.id)") == ["d-marks-2"]
    tab.click('.terms a[href="#marks=1"]')
    assert tab.eval_on_selector_all(".term:not([hidden])", "all => all.map(e => e.id)") == ["d-marks-1"]
    tab.go_back()
    assert tab.get_attribute(".terms [aria-current]", "href") == "#marks=1"


def lesson_row(tab: sync_api.Page, day: str, number: int) -> sync_api.Locator:
    return tab.locator(f'.day[data-d="{day}"] tbody tr').nth(number - 1)


def test_marks_hang_in_the_rows_of_their_lessons_drawn_and_said(opened):
    tab = opened("evening.html", width=1280)
    control = lesson_row(tab, "2026-11-19", 1).locator(".mk")
    assert control.locator(".chip.m5.is-test").inner_text().startswith("53")
    said = control.locator(".sr").inner_text()
    assert said == "Математика, пять, контрольная работа: № 3, дроби, вес 3"
    assert control.locator("i").inner_text() == "КР"
    assert lesson_row(tab, "2026-11-16", 2).locator("td").nth(1).inner_text().count("Учитель: Хороший ответ") == 1
    debt = lesson_row(tab, "2026-11-17", 3)
    assert "Работа не сдана. Можно сдать до 27\u00a0ноября." in debt.inner_text()
    assert debt.locator(".chip.is-debt .sr").inner_text().startswith("Биология, долг, работа не сдана")


def test_two_marks_of_one_work_are_a_pair_and_two_works_are_not(opened):
    tab = opened("evening.html", width=1280)
    pair = lesson_row(tab, "2026-11-16", 5)
    assert pair.locator(".pair > .chip").count() == 2
    assert pair.locator(".mk").count() == 1
    apart = lesson_row(tab, "2026-11-18", 2)
    assert apart.locator(".pair").count() == 0
    assert apart.locator(".mk").count() == 2
    assert "три с минусом" in apart.locator(".mk").nth(1).inner_text()


def test_absences_have_a_bar_a_letter_and_words(opened):
    tab = opened("evening.html", width=1280)
    late, ill = lesson_row(tab, "2026-11-16", 1), lesson_row(tab, "2026-11-17", 5)
    assert late.get_attribute("class").split() == ["lesson", "is-late"]
    assert "Опоздание 8\u00a0минут" in late.inner_text()
    assert ill.get_attribute("class").split() == ["lesson", "is-absent"]
    assert "Пропуск по болезни" in ill.inner_text()
    assert ill.locator(".chip.is-absence").inner_text() == "б"


def test_homework_stands_where_it_is_due_where_it_was_given_and_for_whom(opened):
    tab = opened("evening.html", width=1280)
    assert "Подготовиться к диктанту" in lesson_row(tab, "2026-11-20", 1).inner_text()
    assert "На пт 20\u00a0ноя: §\u00a035, упр. 238" in lesson_row(tab, "2026-11-18", 4).inner_text()
    assert "Лично: Карточка №\u00a03" in lesson_row(tab, "2026-11-17", 1).inner_text()


def test_a_mark_without_a_lesson_gets_a_row_of_its_own(opened):
    tab = opened("evening.html#week=2026-11-02", width=1280)
    row = tab.locator('.day[data-d="2026-11-06"] tbody tr').last
    assert row.locator("th").inner_text() == "Русский язык"
    assert row.locator(".chip").inner_text().startswith("42")


def test_a_mark_opens_its_card_and_the_focus_comes_back(opened):
    tab = opened("evening.html#marks")
    chip = tab.locator(".term:not([hidden]) .subj").first.locator(".chip").nth(1)
    chip.click()
    card = tab.locator("dialog")
    assert card.locator("h2").inner_text() == "Русский язык"
    text = card.inner_text()
    for part in ("диктант: №", "Вес\n3", "За урок\nпн, 9\u00a0ноября"):
        assert part in text
    tab.keyboard.press("Escape")
    assert tab.locator("dialog").count() == 0
    assert chip.evaluate("e => e === document.activeElement")


def test_how_an_average_was_counted_is_a_table_with_the_average_after_each_mark(opened):
    tab = opened("evening.html#marks", width=1280)
    tab.locator(".term:not([hidden]) summary").first.click()
    fold = tab.locator(".term:not([hidden]) .fold").first
    head = fold.locator("thead th").all_inner_texts()
    assert head == ["Дата", "Работа", "Отм.", "Вес", "Итого", "Средний"]
    rows = [row.split("\t") for row in fold.locator("tbody tr").all_inner_texts()]
    assert [row[-1] for row in rows] == ["4,00", "3,40", "3,67", "3,71", "3,75"]
    assert fold.locator("tfoot").inner_text() == "30 : 8 = 3,75"
    article = tab.locator(".term:not([hidden]) .subj").first
    assert article.locator(".mini .spark path").last.get_attribute("d").count("L") == 4


def test_without_all_weights_no_average_is_made_up(opened):
    tab = opened("evening.html#marks", width=1280)
    article = tab.locator(".term:not([hidden]) .subj", has_text="Физическая культура")
    assert "Все отметки" in article.locator("summary").inner_text()
    article.locator("summary").click()
    assert article.locator("tfoot").count() == 0


def test_the_buttons_do_what_unlock_js_offers(opened):
    tab = opened("evening.html#more")
    for act in ("save", "close", "forget"):
        tab.click(f'[data-act="{act}"]')
    assert tab.evaluate("window.done") == ["save", "close", "forget"]
    assert tab.get_attribute(".all", "href") == "../../f/"
    kids = opened("kids.html")
    kids.click('[data-act="close"]')
    assert kids.evaluate("window.done") == ["close"]


@pytest.mark.long
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_scrolls_sideways(opened, width):
    for name in ("evening.html", "english.html"):
        tab = opened(name, width=width)
        for shown in VIEWS:
            tab.evaluate(f"location.hash = '#{shown}'")
            tab.wait_for_timeout(20)
            tab.eval_on_selector_all("details", "all => all.forEach(e => { e.open = true; })")
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, (name, shown)


# the sealed pages of the example school are examined in tests/browsers; here each state of the invented diary
@pytest.mark.parametrize(
    ("width", "dark"),
    [
        pytest.param(360, True, marks=pytest.mark.long),
        pytest.param(360, False, marks=pytest.mark.long),
        pytest.param(1280, True, marks=pytest.mark.long),
        pytest.param(1280, False, marks=pytest.mark.long),
    ],
)
def test_axe_finds_nothing(opened, width, dark):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for name in (*(f"evening.html#{shown}" for shown in VIEWS), "evening.html#week=2026-10-26", "kids.html"):
        tab = opened(name, width=width, dark=dark)
        tab.eval_on_selector_all("details", "all => all.forEach(e => { e.open = true; })")
        found = axe.run(tab).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"][:100]) for rule in found] == [], name


def test_targets_are_large_enough_for_a_thumb(opened):
    tab = opened("evening.html")
    for selector in (".nav a:not(.wide)", ".tabs button", ".weeknav .go", ".title"):
        boxes = tab.eval_on_selector_all(selector, "all => all.map(e => [e.offsetWidth, e.offsetHeight])")
        assert boxes
        assert all(width >= 44 and height >= 44 for width, height in boxes), selector


def test_the_open_week_is_printed_on_one_sheet(opened, tmp_path):
    tab = opened("evening.html#marks", width=1280)
    file = tmp_path / "week.pdf"
    tab.pdf(path=str(file), prefer_css_page_size=True)
    assert file.read_bytes().count(b"/Type /Page\n") == 1
