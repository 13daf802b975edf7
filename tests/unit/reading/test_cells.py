from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from generator.model.kinds import MarkKind
from generator.reading.cells import (
    BadCellError,
    Memo,
    clean,
    grade_of,
    parse_count,
    parse_date,
    parse_datetime,
    parse_mark,
    parse_number,
    parse_span,
    parse_time,
    quotable,
)


@pytest.mark.parametrize("text", ["", "1.9", "2026-9-1", "32.01.2026", "29.02.2026", "1/9/2026", "вчера", "2026-09-01Tx",
                                  "٠١.٠٩.٢٠٢٦", "00.00.0000"])  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadCellError):
        parse_date(text)


def test_a_year_of_two_digits_is_of_this_century() -> None:
    assert parse_date("1.9.26") == date(2026, 9, 1)


def test_a_time_with_a_zone_is_not_taken_for_a_local_one() -> None:
    assert parse_datetime("2026-09-01T10:00:00Z") is None
    assert parse_datetime("2026-09-01T10:00:00.5+03:00") is None
    assert parse_datetime("2026-09-01T10:00:00") == datetime(2026, 9, 1, 10)


@pytest.mark.parametrize("text", ["2026-09-01", "10:00", "2026-09-01T25:00:00", "2026-09-01T10:00:00.12345678"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(BadCellError):
        parse_datetime(text)


def test_times_of_a_lesson_are_read_with_any_dash() -> None:
    for dash in "-–—−":
        assert parse_span(f"8:30 {dash} 09:15") == (time(8, 30), time(9, 15))
    for bad in ("08:30", "09:15-08:30", "08:30-08:30", "24:00-25:00"):
        with pytest.raises(BadCellError):
            parse_span(bad)


def test_seconds_of_a_time_are_kept() -> None:
    assert parse_time("08:30:15") == time(8, 30, 15)


def test_numbers_have_a_comma_or_a_point() -> None:
    assert parse_number(" 4,67 ") == parse_number("4.67") == Decimal("4.67")
    assert parse_count("3.0") == 3
    for bad in ("", "1e5", "∞", "1,2,3", "- 1"):
        with pytest.raises(BadCellError):
            parse_number(bad)
    for bad in ("3,5", "-1"):
        with pytest.raises(BadCellError):
            parse_count(bad)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("5", MarkKind.NUMERIC),
        (" 100 ", MarkKind.NUMERIC),
        ("Зачёт", MarkKind.PASS),
        ("н/з", MarkKind.FAIL),
        ("НЕЗАЧ", MarkKind.FAIL),
        ("осв", MarkKind.EXEMPT),
        ("н/а", MarkKind.NOT_ASSESSED),
        ("•", MarkKind.PENDING),
        ("точка", MarkKind.PENDING),
        ("Долг", MarkKind.DEBT),
        ("4+", MarkKind.TEXT),
    ],
)
def test_the_words_of_marks(text: str, kind: MarkKind) -> None:
    assert parse_mark(text).kind is kind


def test_what_a_shaded_mark_is_worth_is_not_guessed() -> None:
    assert parse_mark("5-").value is None


@pytest.mark.parametrize("text", ["", "Н", "5/4", "5 4", "хорошо", "1000", "-1"])
def test_what_is_no_mark_is_refused(text: str) -> None:
    with pytest.raises(BadCellError):
        parse_mark(text)


def test_spaces_of_every_kind_are_one() -> None:
    assert clean(" Английский\u00a0\n язык ") == "Английский язык"


def test_the_grade_is_read_off_the_title() -> None:
    assert [grade_of(t) for t in ("8А", "10 Б", "11-В", "Кадеты", "2026", "0", "99А")] == [
        8,
        10,
        11,
        None,
        None,
        None,
        None,
    ]


@pytest.mark.parametrize("code", ["Я", "Ян", "УП", "ОСВ", "осв", "5-!", "н/п", "8А"])
def test_a_message_shows_codes(code: str) -> None:
    assert quotable(code) == f"«{code}»"


@pytest.mark.parametrize("name", ["Иванов", "Анна", "Лев", "Вася"])
def test_a_message_shows_nothing_that_may_be_a_name(name: str) -> None:
    assert name not in quotable(name)


def test_a_memo_parses_once_and_forgets_no_refusal() -> None:
    calls = []
    memo: Memo[str, int] = Memo(lambda text: calls.append(text) or int(text))
    assert [memo["1"], memo["1"]] == [1, 1]
    assert calls == ["1"]
    for _ in range(2):
        with pytest.raises(ValueError, match="invalid literal"):
            memo["x"]
