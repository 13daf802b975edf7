"""The calendar's fragment: what a class shares, before a script has seen it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from invented import small_diary

from generator.diaries.calendar import NO_CALENDAR
from generator.diaries.diary import Diary
from generator.rendering.diary import DiaryRenderer


@pytest.fixture
def calendar(look):
    def view(diary: Diary) -> str:
        html = DiaryRenderer(look).render(diary)
        return html[html.index('id="d-calendar"') : html.index('id="d-more"')]

    return view


def section(html: str, start: str) -> str:
    found = html[html.index(start) :]
    return found[: found.index("</section>")]


def test_tests_and_events_stand_with_their_days_and_nothing_of_now(calendar):
    html = calendar(small_diary())
    assert '<li data-d="1124"><b>Английский язык</b> <span>Тест: слова с. 40–46</span>' in html
    assert '<li data-d="1208" data-s="ОДН">' in html
    assert '<li data-d="1126"><b>Родительское собрание 6 «Б»</b> <span>18:00, каб. 21</span>' in html
    assert not re.search(r"сегодня|завтра|past|is-today", html)


def test_a_test_of_which_nothing_is_known_is_called_one(calendar):
    assert "<b>Английский язык</b> <span>контрольная</span>" in calendar(small_diary())


def test_no_tests_and_no_data_are_not_the_same(calendar):
    empty = replace(small_diary(), calendar=NO_CALENDAR)
    assert "контрольных не запланировано" in section(calendar(empty), 'id="d-tests"')
    silent = section(calendar(replace(empty, missing=frozenset({"works"}))), 'id="d-tests"')
    assert "нет данных от журнала" in silent
    assert "не запланировано" not in silent
    assert "нет данных от журнала" in calendar(empty)


def test_it_is_one_object_for_all_with_the_same_weeks_and_calendar(look):
    renderer, diary = DiaryRenderer(look), small_diary()
    first, second = renderer.chunks(diary), renderer.chunks(replace(diary, given_name="Илья"))
    assert first[1] is second[1]
    assert renderer.chunks(replace(diary, calendar=NO_CALENDAR))[1] != first[1]
