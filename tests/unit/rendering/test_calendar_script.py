"""The months on the device and the file for a telephone's calendar, in Chromium; the file is read by `icalendar`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from invented import CALENDAR, small_diary

from generator.diaries.calendar import NO_CALENDAR, AgendaLine, EventLine
from generator.diaries.diary import ExamLine
from generator.model.kinds import FinalScope
from tests.unit.rendering.on_device import html_of

pytestmark = pytest.mark.ci  # tests/browsers/test_questions.py has the first look in the quick tier

PARTS = ("tests", "events", "holidays", "homework", "lessons")


def cells(tab, selector: str) -> list[str]:
    return tab.eval_on_selector_all(f".cal td{selector}", "all => all.map(e => e.firstChild.textContent)")


def test_the_running_term_is_drawn_with_tests_holidays_and_today(device):
    tab = device.visit(html_of(small_diary()), view="#calendar")
    assert tab.eval_on_selector_all(".cal .mo th", "all => all.map(e => e.textContent)") == [
        "ноябрь",
        "декабрь",
        "январь",
    ]
    assert cells(tab, ".is-test") == ["9", "12", "19", "24", "26", "27", "3", "8", "15"]
    assert cells(tab, ".hol") == ["4", "31", *map(str, range(1, 11))]
    assert cells(tab, ".is-today") == ["19"]
    assert tab.eval_on_selector_all(".cal td.is-test", "all => all[7].innerText.split('\\n')")[:3] == [
        "8",
        "ОДН",
        "ГЕО",
    ]
    assert tab.eval_on_selector_all(".cal tbody tr:not(.mo)", "all => all.every(e => e.cells.length === 7)")


def test_a_month_is_a_table_that_can_be_read_aloud(device):
    tab = device.visit(html_of(small_diary()), view="#calendar")
    table = tab.get_by_role("table", name="2-я четверть: контрольные и каникулы")
    assert table.get_by_role("columnheader").count() == 7
    assert table.get_by_role("cell", name="19 сегодня, Математика").count() == 1
    assert table.get_by_role("cell", name="4 День народного единства").count() == 1
    assert tab.get_attribute(".cal .mo th", "scope") == "rowgroup"


def test_buttons_show_other_terms_with_their_tests(device):
    tab = device.visit(html_of(small_diary()), view="#calendar")
    first = tab.get_by_role("navigation", name="Учебные периоды").get_by_role("button", name="1-я четверть")
    assert tab.locator("#d-tests li:visible").count() == 10
    first.focus()
    tab.keyboard.press("Enter")
    assert first.get_attribute("aria-current") == "true"
    assert tab.locator("#d-tests li:visible").all_inner_texts() == [
        "пт\u00a025\u00a0сен\nМатематика\nВходная контрольная работа"
    ]
    assert cells(tab, ".is-test") == ["25"]
    tab.get_by_role("button", name="3-я четверть").click()
    assert "контрольных не запланировано" in tab.inner_text("#d-tests").lower()


def test_the_next_14_days_hold_tests_and_events_and_what_is_past_is_grey(device):
    tab = device.visit(html_of(small_diary()), view="#calendar")
    days = tab.eval_on_selector_all("#d-soon .at", "all => all.map(e => e.textContent)")
    assert [day.replace("\u00a0", " ") for day in days] == [
        "чт 19 ноя",
        "вт 24 ноя",
        "чт 26 ноя",
        "чт 26 ноя",
        "пт 27 ноя",
    ]
    assert tab.locator("#d-tests .past").count() == 3
    tab.click("#d-tests a[href='#day=2026-11-19']")
    assert tab.evaluate("location.hash") == "#day=2026-11-19"


def test_a_page_without_tests_draws_its_holidays_only(device):
    diary = replace(small_diary(), calendar=NO_CALENDAR, missing=frozenset({"works"}))
    tab = device.visit(html_of(diary), view="#calendar")
    assert cells(tab, ".is-test") == []
    assert "4" in cells(tab, ".hol")
    assert "нет данных от журнала" in tab.inner_text("#d-tests").lower()
    assert not tab.is_visible("#d-soon")
    assert not tab.is_visible(".digest dt:text-is('Контрольные')")


def test_an_exam_to_come_stands_among_the_tests(device):
    exam = ExamLine(date(2027, 6, 2), "Математика", "ОГЭ", FinalScope.STATE_EXAM, None, None)
    tab = device.visit(html_of(replace(small_diary(), calendar=NO_CALENDAR, exams=(exam,))), view="#calendar")
    tab.get_by_role("button", name="4-я четверть").click()
    assert tab.inner_text("#d-tests li").startswith("ср\u00a02\u00a0июн\nМатематика")
    assert cells(tab, ".is-test") == ["2"]


def saved(tab, tmp_path: Path, *parts: str) -> bytes:
    """Choose these parts, press the button, and return the file."""
    for name, box in zip(PARTS, tab.locator("#d-ics input").all(), strict=True):
        if box.is_visible():
            box.set_checked(name in parts)
    with tab.expect_download() as download:
        tab.click("#d-ics button")
    assert download.value.suggested_filename == "Школьный календарь.ics"
    download.value.save_as(tmp_path / "a.ics")
    return (tmp_path / "a.ics").read_bytes()


def events(content: bytes) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar["version"] == "2.0"
    assert not calendar.errors
    found = calendar.walk("VEVENT")
    assert not any(event.errors for event in found)
    return found


def test_the_file_holds_what_was_chosen(device, tmp_path):
    tab = device.visit(html_of(small_diary()), view="#calendar")
    assert [box.is_checked() for box in tab.locator("#d-ics input").all()] == [True, True, True, False, False]
    tests = events(saved(tab, tmp_path, "tests"))
    assert len(tests) == len(CALENDAR.tests)
    english = next(event for event in tests if event.decoded("dtstart") == date(2026, 11, 24))
    assert str(english["summary"]) == "Английский язык: Тест: слова с. 40–46"
    assert english.decoded("dtend") == date(2026, 11, 25)
    assert english.decoded("dtstamp") == datetime(2026, 11, 19, 11, 2, tzinfo=UTC)
    holidays = {
        str(e["summary"]): (e.decoded("dtstart"), e.decoded("dtend")) for e in events(saved(tab, tmp_path, "holidays"))
    }
    assert holidays["Осенние каникулы"] == (date(2026, 10, 26), date(2026, 11, 2))
    assert {str(e["description"]) for e in events(saved(tab, tmp_path, "events"))} == {
        "9:00, стадион",
        "18:00, каб. 21",
    }


def test_lessons_stand_in_local_time_with_the_ends_of_the_bells(device, tmp_path):
    tab = device.visit(html_of(small_diary()), view="#calendar")
    lessons = events(saved(tab, tmp_path, "lessons"))
    assert len(lessons) == 11, "five of Thursday (two are off) and six of Friday"
    first = lessons[0]
    assert (first.decoded("dtstart"), first.decoded("dtend")) == (
        datetime(2026, 11, 19, 8, 30),
        datetime(2026, 11, 19, 9, 10),
    )
    assert first.decoded("dtstart").tzinfo is None
    assert (str(first["summary"]), str(first["location"])) == ("Математика", "каб.\u00a012".replace("\u00a0", " "))
    without_bells = replace(small_diary(), bells=())
    tab = device.visit(html_of(without_bells), view="#calendar")
    assert events(saved(tab, tmp_path, "lessons"))[0].decoded("duration") == timedelta(minutes=45)


def test_homework_is_due_on_its_day_and_only_what_lies_ahead(device, tmp_path):
    tab = device.visit(html_of(small_diary()), view="#calendar")
    due = events(saved(tab, tmp_path, "homework"))
    assert {event.decoded("dtstart") for event in due} == {date(2026, 11, 19), date(2026, 11, 20)}
    essay = next(event for event in due if str(event["summary"]).startswith("Литература"))
    assert "\nЧерновик и чистовик сдать в один день" in str(essay["description"])


def test_the_file_keeps_to_the_rules_of_text(device, tmp_path):
    hard = r"Тест; слова, «с. 40–46»\конец " + "🙂ё" * 60
    tests = (AgendaLine(date(2026, 11, 24), "Английский язык", "", hard),)
    comment = EventLine(date(2026, 11, 25), "Сбор", "первая строка\nвторая")
    diary = replace(small_diary(), calendar=replace(CALENDAR, tests=tests, events=(comment,)))
    content = saved(device.visit(html_of(diary), view="#calendar"), tmp_path, *PARTS)
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")
    found = {event.decoded("dtstart"): event for event in events(content) if "location" not in event}
    assert str(found[date(2026, 11, 24)]["summary"]) == f"Английский язык: {hard}"
    assert str(found[date(2026, 11, 25)]["description"]) == "первая строка\nвторая"


def test_an_item_keeps_its_uid_and_no_two_share_one(device, tmp_path):
    def uids() -> list[str]:
        return [
            str(e["uid"])
            for e in events(saved(device.visit(html_of(small_diary()), view="#calendar"), tmp_path, *PARTS))
        ]

    first = uids()
    assert len(set(first)) == len(first)
    assert uids() == first
    assert not any("a" * 32 in uid for uid in first), "the page's address stays here"


def test_nothing_chosen_is_no_file(device):
    tab = device.visit(html_of(small_diary()), view="#calendar")
    for box in tab.locator("#d-ics input").all():
        box.uncheck()
    tab.click("#d-ics button")
    tab.wait_for_timeout(100)
    assert tab.locator("body > a").count() == 0
