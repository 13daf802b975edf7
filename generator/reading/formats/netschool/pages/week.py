"""The timetable of a week: a row for every day (or every lesson), numbers and lessons in lines of a cell.

`Англ.яз./2 гр. [209], Англ.яз./1 гр. [108]` are two subgroups that have their lesson at the same time, each with its
room. With the week's first day in the title these are lessons of that week, without it a timetable of every week.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from generator.errors import ReadError
from generator.model.entries import GroupEntry, LessonEntry, TimetableEntry
from generator.origin import Origin
from generator.reading.cells import BadCellError, clean, column_letter, grade_of, parse_date
from generator.reading.formats.netschool.pages.kinds import Found
from generator.reading.formats.netschool.pages.labels import Label
from generator.reading.formats.netschool.report import Said
from generator.reading.formats.netschool.subgroups import taught
from generator.reading.reader import Reading
from generator.reading.whom import another_class, another_year, no_class

_FROM = re.compile(r"расписание.*?с\s+(\d{1,2}\.\d{1,2}\.\d{2,4})", re.IGNORECASE | re.DOTALL)
_TITLE = 500
"""How many letters of a text are looked at for the week's first day."""
_DAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_LONG_DAYS = {"по": 1, "вт": 2, "ср": 3, "че": 4, "пя": 5, "су": 6, "во": 7}
_ITEM = re.compile(r"(?P<name>[^\[\]]+?)\s*(?:\[(?P<room>[^\]]*)\])?", re.DOTALL)


class _Slot(NamedTuple):
    """A place in the week: its cell, class, weekday (1 is Monday), number in the day, and what stands there."""

    origin: Origin
    group: str
    weekday: int
    number: int
    text: str


def read_week(found: Found, place: str, labels: dict[str, Label], said: Said) -> Iterator[Reading]:
    """Yield the lessons of a week's timetable."""
    monday = _monday(found)
    if isinstance(monday, str):
        yield ReadError("no-such-day", monday, origin=Origin(place, str(found.data.number), 1))
        return
    year = said.about.first_calendar_year
    if monday and year is not None and not date(year, 8, 25) <= monday <= date(year + 1, 8, 31):
        began = monday.year if monday >= date(monday.year, 8, 25) else monday.year - 1
        yield another_year(Origin(place, str(found.data.number), 1), began, year)
        return
    for slot in _slots(found, place, labels, said):
        if isinstance(slot, ReadError | GroupEntry):
            yield slot
            continue
        for text in _items(slot.text):
            yield from _lesson(slot, text, monday, said)


def _monday(found: Found) -> date | str | None:
    """Return the Monday of the week in the title, None when there is none, or what is wrong with it."""
    texts = [block for block in found.above if isinstance(block, str)]
    tables = [block.table for block in (*found.above, found.data) if not isinstance(block, str)]
    texts += [cell.text for table in tables for row in table.rows[:3] for cell in row if cell]
    day = next((match[1] for text in texts if (match := _FROM.search(text[:_TITLE]))), "")
    try:
        first = parse_date(day) if day else None
    except BadCellError as error:
        return f"expected {error.expected} in the title"
    return first - timedelta(days=first.weekday()) if first else None


def _slots(found: Found, place: str, labels: dict[str, Label], said: Said) -> Iterator[_Slot | ReadError | GroupEntry]:
    titles = [clean(cell.text).casefold() if cell else "" for cell in found.data.table.rows[0]]
    at_day = next((at for at, title in enumerate(titles) if title.startswith("день")), 0)
    at_number = next((at for at, title in enumerate(titles) if "урока" in title), 1)
    groups: dict[int, str] = {}
    for at, cell in enumerate(found.data.table.rows[0]):
        if at in {at_day, at_number} or cell is None:
            continue
        title = clean(cell.text) if grade_of(cell.text) else labels["класс"].text if "класс" in labels else ""
        groups[at] = title or said.about.group
        yield from _group(Origin(place, str(found.data.number), 1, column_letter(at)), groups[at], said)
    weekday = 0
    for row, cells in enumerate(found.data.table.rows[1:], 2):
        texts = [cell.text if cell else "" for cell in cells] + [""] * len(titles)
        origin = Origin(place, str(found.data.number), row, column_letter(at_number))
        if texts[at_day]:
            weekday = _weekday(texts[at_day])
        numbers = texts[at_number].split("\n")
        if not weekday:
            yield ReadError("bad-day", "no day of the week", origin=origin._replace(column=column_letter(at_day)))
            continue
        for at, group in groups.items():
            cell_origin = origin._replace(column=column_letter(at))
            for number, text in zip(numbers, texts[at].split("\n"), strict=False):
                if not group or text.strip() in {"", "-", "–", "—"}:
                    continue
                if re.fullmatch(r"\d{1,2}", number.strip(), re.ASCII):
                    yield _Slot(cell_origin, group, weekday, int(number), text)
                else:
                    yield ReadError("bad-value", "expected the number of a lesson", origin=origin)


def _group(origin: Origin, group: str, said: Said) -> Iterator[ReadError | GroupEntry]:
    if not group:
        yield no_class(origin)
        return
    if group not in said.groups:
        said.groups.add(group)
        yield GroupEntry(origin, "", group, grade=grade_of(group))
    error = another_class(said.about, origin, group)
    if error:
        yield error


def _weekday(text: str) -> int:
    """Return 1 for Monday in any spelling, 0 for what is no day of the week."""
    word = text.strip().casefold()[:2]
    return _DAYS.index(word) + 1 if word in _DAYS else _LONG_DAYS.get(word, 0)


def _items(text: str) -> Iterator[str]:
    """Split at the commas that stand in no brackets."""
    start = depth = 0
    for at, letter in enumerate(f"{text},"):
        depth += (letter == "[") - (letter == "]")
        if letter == "," and (depth <= 0 or at == len(text)):
            yield clean(text[start:at])
            start, depth = at + 1, 0


def _lesson(slot: _Slot, text: str, monday: date | None, said: Said) -> Iterator[Reading]:
    item = _ITEM.fullmatch(text)
    if item is None:
        hint = "a lesson is written «Предмет/группа [кабинет]», several with a comma between them"
        yield ReadError("bad-value", "expected a subject and a room", origin=slot.origin, hint=hint)
        return
    what = taught(item["name"], slot.group)
    group, subject = what.id, what.subject
    yield from said.subject(slot.origin, subject)
    if what.part and group not in said.groups:
        said.groups.add(group)
        yield what.entry(slot.origin)
    room = clean(item["room"] or "")
    if monday is None:
        yield TimetableEntry(slot.origin, "", group, subject, slot.weekday, slot.number, room=room)
        return
    day = monday + timedelta(days=slot.weekday - 1)
    key = (group, subject, day)
    said.slots[key] += 1
    yield LessonEntry(slot.origin, "", group, subject, day, slot.number, said.slots[key], room=room)
