"""Teachers and the school year on paper: all of it, of this student only, on as few sheets as hold it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from html import unescape

import pytest

from generator.diaries.diary import BellLine, HolidayLine, TeacherLine
from generator.rendering.look import Look
from generator.rendering.paper.packet import Packet, PacketPaper
from tests.unit.rendering.paper.family import ANNA, QUARTERS

MADE = date(2026, 9, 3)
LONG = "Мамина-Константинопольская Александрина Вильгельмовна"
LONGER = "Константинопольская-Преображенская Александрина-Серафима Вильгельмовна"
SUBJECT = "Основы духовно-нравственной культуры народов России"


def teachers(count: int, name: str = LONG) -> tuple[TeacherLine, ...]:
    """Return teachers whose names, subjects and contacts are as long as they come."""
    return tuple(
        TeacherLine(
            f"{name} {n}", f"teacher-{n}@school-0.example, приём по вторникам 15:00–16:00", (f"{SUBJECT} {n}",), n == 1
        )
        for n in range(1, count + 1)
    )


def holidays(count: int) -> tuple[HolidayLine, ...]:
    """Return holidays of a week each, one every three weeks."""
    starts = (date(2026, 10, 24) + timedelta(weeks=3 * n) for n in range(count))
    return tuple(HolidayLine(f"Каникулы {n}", day, day + timedelta(days=8)) for n, day in enumerate(starts, 1))


PACKET = Packet(
    student=ANNA,
    recipient="Соколова Ирина <i>",
    as_of=datetime(2026, 9, 2, 15, 40),
    year_start=date(2026, 9, 1),
    year_end=date(2027, 5, 26),
    teachers=(
        TeacherLine("Крылова Наталья Викторовна", "krylova@school-12.example", ("Алгебра", "Геометрия"), homeroom=True),
        TeacherLine("Ёлкин Пётр Ильич", "", ("Труд",), homeroom=False),
    ),
    terms=tuple(QUARTERS),
    holidays=(HolidayLine("Осенние каникулы", date(2026, 10, 24), date(2026, 11, 1)),),
    bells=(BellLine(1, time(8, 30), time(9, 15)), BellLine(2, time(9, 25), time(10, 10))),
)
CROWDED = replace(PACKET, teachers=teachers(18), holidays=holidays(8), bells=tuple(BellLine(n, time(8), time(9)) for n in range(1, 9)))  # fmt: skip


@pytest.fixture
def paper(look: Look) -> PacketPaper:
    return PacketPaper(replace(look, contact="канцелярия, 8-000-000-00-00"), "Положение № 7", MADE)


def shown(html: str) -> str:
    """Return the text of a sheet with single plain spaces."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).replace("\N{NO-BREAK SPACE}", " ").split())


def test_a_sheet_says_who_teaches_the_student_the_homeroom_teacher_first(paper: PacketPaper) -> None:
    (html,) = paper.pieces(PACKET)
    text = shown(html)
    assert text.startswith("Соколова Анна 6 «Б» 2026/27 учебный год")
    homeroom = "Алгебра, Геометрия, классный руководитель Крылова Наталья Викторовна krylova@school-12.example"
    assert f"{homeroom} Труд Ёлкин Пётр Ильич" in text


def test_a_homeroom_teacher_without_a_subject_is_named_as_such(paper: PacketPaper) -> None:
    (html,) = paper.pieces(replace(PACKET, teachers=(TeacherLine("Крылова Н. В.", "", (), homeroom=True),)))
    assert "Классный руководитель Крылова Н. В." in shown(html)


def test_below_stand_terms_holidays_and_bells_with_their_days_and_times(paper: PacketPaper) -> None:
    (html,) = paper.pieces(PACKET)
    text = shown(html)
    assert "1-я четверть 1 сентября – 24 октября 2-я четверть 2 ноября – 29 декабря" in text
    assert "Осенние каникулы 24 октября – 1 ноября" in text
    assert "Звонки 1-й урок 8:30 – 9:15 2-й урок 9:25 – 10:10" in text


def test_the_foot_has_regulation_recipient_day_and_whom_to_ask(paper: PacketPaper) -> None:
    (html,) = paper.pieces(PACKET)
    foot = "Вопросы по листу: канцелярия, 8-000-000-00-00 Положение № 7. Получатель: Соколова Ирина <i>."
    assert f"{foot} Напечатано 3 сентября 2026 г." in shown(html)
    assert "<i>" not in html


def test_what_is_not_known_is_left_out_and_missing_teachers_are_told(look: Look) -> None:
    bare = replace(PACKET, recipient="", teachers=(), terms=(), holidays=(), bells=())
    (html,) = PacketPaper(replace(look, contact=""), "", MADE).pieces(bare)
    assert shown(html).endswith("Учителя нет данных от журнала Напечатано 3 сентября 2026 г.")


def test_eighteen_teachers_with_long_names_are_set_closer_to_stay_on_one_sheet(paper: PacketPaper) -> None:
    (loose,) = paper.pieces(PACKET)
    (close,) = paper.pieces(CROWDED)
    assert 'class="own packet"' in loose
    assert 'class="own packet is-close"' in close


@pytest.mark.parametrize(("teaching", "free"), [(40, 8), (3, 90), (0, 90), (40, 90)])
def test_what_no_sheet_holds_goes_on_another_one_and_nothing_is_lost(
    paper: PacketPaper, teaching: int, free: int
) -> None:
    found = paper.pieces(replace(CROWDED, teachers=teachers(teaching), holidays=holidays(free)))
    text = " ".join(map(shown, found))
    assert len(found) > 1
    assert [n for n in range(1, teaching + 1) if f"{LONG} {n} " not in text] == []
    assert [n for n in range(1, free + 1) if f"Каникулы {n} " not in text] == []
    assert all(shown(html).endswith(f"Лист {n} из {len(found)}.") for n, html in enumerate(found, 1))
