"""Cells that say something by where they stand: dates above marks, headings, legends, lessons without a mark."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from generator.model.entries import LessonEntry, WorkEntry
from generator.reading.explaining.meanings import fields_in, stands
from generator.reading.explaining.understood import Kind, Meaning
from generator.reading.reader import Reading

Place = tuple[int, int]
Meanings = dict[Place, list[Meaning]]
Texts = Mapping[Place, str]

_ONCE = frozenset({Kind.SUBJECT, Kind.CLASS, Kind.STUDENT, Kind.HEADING, Kind.CODE})
_NO_HEADING = frozenset({Kind.ERROR, Kind.IGNORED, Kind.HEADING, Kind.CODE, Kind.NOTHING})
_NEAR = 3
"""So many rows above what it names a heading stands at most."""
_CODE = 4
"""The longest code of a legend."""
_SEVERAL = 2
_TOLD_ONCE = "unknown-code"
"""The slug of `UnknownCodes`."""
_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.]*")
_OF_COLUMN = frozenset({"topic", "title", "type", "type_short", "weight"})
_LABELLED = {"subject": Kind.SUBJECT, "group": Kind.CLASS, "person": Kind.STUDENT, "term": Kind.RECORD}
"""Fields whose value may stand above a whole table."""


def explain_neighbours(
    texts: Texts, placed: Iterable[tuple[Place, Reading]], meanings: Meanings, codes: Collection[str]
) -> None:
    """Add to `meanings` what follows from the cells that have one; `codes` were read anywhere in the export."""
    records = list(placed)
    _same_faults(texts, meanings)
    dates = _dates_above(texts, records, meanings)
    _dates_between(texts, dates, meanings)
    labels = _beside_columns(texts, records, meanings)
    _codes(texts, codes, meanings)
    if not _field_names(texts, meanings):
        _headings(texts, meanings, labels)
    _told_before(texts, meanings)
    _labelled(texts, meanings)
    _empty_lessons(texts, dates, meanings)


def _same_faults(texts: Texts, meanings: Meanings) -> None:
    """Find the other cells with a code that is not known: readers report each such code once, where it comes first."""
    faults = {
        texts[place].casefold(): fault
        for place, found in meanings.items()
        for fault in found
        if fault.what == _TOLD_ONCE and texts.get(place)
    }
    for place, text in texts.items() if faults else ():
        fault = faults.get(text.casefold())
        if fault and all(one.kind is Kind.LESSON for one in meanings.get(place, ())):
            meanings[place].append(fault)


def _dates_above(texts: Texts, records: Iterable[tuple[Place, Reading]], meanings: Meanings) -> dict[Place, date]:
    """Find the date of a column: the nearest cell above a record of that day in which the day stands."""
    found: dict[Place, date] = {}
    for (row, column), reading in records:
        day = getattr(reading, "day", None)
        if not isinstance(day, date):
            continue
        for above in range(row - 1, -1, -1):
            place = (above, column)
            if found.get(place) == day:
                break
            text = texts.get(place)
            if text and not meanings.get(place) and (text == str(day.day) or stands(day, text)):
                found[place] = day
                meanings[place].append(_date(day))
                break
    return found


def _dates_between(texts: Texts, dates: dict[Place, date], meanings: Meanings) -> None:
    """Find the dates of columns without a record: numbers of days between those that are known."""
    rows: dict[int, list[int]] = defaultdict(list)
    for row, column in texts:
        rows[row].append(column)
    for row in sorted({row for row, _ in dates}):
        known = {column: day for (at, column), day in dates.items() if at == row}
        day = min(known.values())
        for column in sorted(rows[row]):
            place, text = (row, column), texts[row, column]
            if column in known:
                day = known[column]
            elif text.isdecimal() and not meanings.get(place):
                following = _next(day, int(text), ahead=column > min(known))
                if following:
                    day = dates[place] = following
                    meanings[place].append(_date(day))


def _next(day: date, number: int, *, ahead: bool) -> date | None:
    """Return the day with this number that is nearest to `day`, on that day or behind it, else before it."""
    step = timedelta(days=1 if ahead else -1)
    return next((found for n in range(32) if (found := day + n * step).day == number), None)


def _date(day: date) -> Meaning:
    return Meaning(Kind.DATE, "day", (("day", day.isoformat()),))


def _codes(texts: Texts, read: Collection[str], meanings: Meanings) -> None:
    """Find a legend: codes that were read elsewhere, or stand next to such ones, with a text beside them."""
    pairs = {
        (row, column)
        for (row, column), text in texts.items()
        if 0 < len(text) <= _CODE and not text.isdecimal() and not meanings.get((row, column))
        and len(texts.get((row, column + 1), "")) > _CODE and not meanings.get((row, column + 1))
    }  # fmt: skip
    queue = [place for place in pairs if texts[place].casefold() in read]
    while queue:
        row, column = queue.pop()
        if (row, column) not in pairs:
            continue
        pairs.discard((row, column))
        code = (("raw", texts[row, column]),)
        for place in ((row, column), (row, column + 1)):
            meanings[place].append(Meaning(Kind.CODE, "codes", code))
        queue += [(row - 1, column), (row + 1, column)]


def _beside_columns(texts: Texts, records: Iterable[tuple[Place, Reading]], meanings: Meanings) -> set[int]:
    """Find what stands above or below the date of a column: the topic, the kind of work, its weight; return rows."""
    rows = set()
    for (row, column), reading in records:
        if not isinstance(reading, LessonEntry | WorkEntry):
            continue
        for at in range(row - _NEAR, row + _NEAR + 1):
            text = texts.get((at, column), "")
            if not text or at == row or meanings.get((at, column)):
                continue
            field = next((name for name in fields_in(reading, text) if name in _OF_COLUMN), "")
            if field:
                rows.add(at)
                meanings[at, column].append(Meaning(Kind.RECORD, field, ((field, text),)))
    return rows


def _field_names(texts: Texts, meanings: Meanings) -> bool:
    """Say whether the first row has nothing but names of fields as programs write them, which then are its headings."""
    first = {place: text for place, text in texts.items() if place[0] == 0 and text}
    if len(first) < _SEVERAL or not all(_FIELD_NAME.fullmatch(text) for text in first.values()):
        return False
    if not any(letter.isupper() for text in first.values() for letter in text):
        return False
    for place, text in first.items():
        if not meanings.get(place):
            meanings[place].append(Meaning(Kind.HEADING, text))
    return True


def _labelled(texts: Texts, meanings: Meanings) -> None:
    """Find «Класс: 9Б» and «Предмет», «Алгебра» above a table: names that records of the table have."""
    known: dict[str, Meaning] = {}
    for found in meanings.values():
        for name, value in (pair for one in found for pair in one.said):
            if name in _LABELLED:
                known.setdefault(value.casefold(), Meaning(_LABELLED[name], name, ((name, value),)))
    taken = {row for (row, _), found in meanings.items() if found}
    for (row, column), text in texts.items():
        meant = known.get(text.rpartition(":")[2].strip().casefold()) if row not in taken else None
        if meant:
            meanings[row, column].append(meant)


def _headings(texts: Texts, meanings: Meanings, labels: Collection[int]) -> None:
    """Find what stands above the cells of one kind: the nearest text, where no cell of this kind stands above it."""
    named: dict[tuple[int, str], Meaning] = {}
    for row, column in sorted(place for place, found in meanings.items() if found):
        kind, what = meanings[row, column][0][:2]
        if kind in _NO_HEADING:
            continue
        above = next((at for at in range(row - 1, row - 1 - _NEAR, -1) if _is_filled(texts, meanings, at, column)), -1)
        text = texts.get((above, column), "")
        if above in labels or meanings.get((above, column)) or not _is_title(text):
            continue
        if not any(_is_kind(meanings, kind, at, column) for at in range(above - 1, above - 1 - _NEAR, -1)):
            found = Meaning(Kind.HEADING, what)
            meanings[above, column].append(found)
            named.setdefault((above, text), found)
    _rest_of_headings(texts, meanings)
    for (row, column), text in texts.items():
        # the same words once more in a row of headings: a column in which nothing stands yet
        if (row, text) in named and not meanings.get((row, column)):
            meanings[row, column].append(named[row, text])


def _rest_of_headings(texts: Texts, meanings: Meanings) -> None:
    """Find the headings of columns whose first value stands further below, in a row that has other headings."""
    headings = Counter(row for (row, _), found in meanings.items() if found and found[0].kind is Kind.HEADING)
    below: dict[int, list[int]] = defaultdict(list)
    for row, column in sorted(place for place, found in meanings.items() if found):
        below[column].append(row)
    for (row, column), text in texts.items():
        if headings[row] < _SEVERAL or not text or meanings.get((row, column)):
            continue
        first = next((meanings[at, column][0] for at in below[column] if at > row), None)
        if first and first.kind not in _NO_HEADING:
            meanings[row, column].append(Meaning(Kind.HEADING, first.what))


def _is_title(text: str) -> bool:
    """Say whether a text may be a heading: «Class: 8A» is a label with its value."""
    return ":" not in text and any(letter.isalpha() for letter in text)


def _is_filled(texts: Texts, meanings: Meanings, row: int, column: int) -> bool:
    return bool(texts.get((row, column)) or meanings.get((row, column)))


def _is_kind(meanings: Meanings, kind: Kind, row: int, column: int) -> bool:
    return any(found.kind is kind for found in meanings.get((row, column), ()))


def _told_before(texts: Texts, meanings: Meanings) -> None:
    """Find what says the same as a cell above or below: a subject without a mark, the class of the next student."""
    known: dict[tuple[int, str], Meaning] = {}
    for (row, column), text in texts.items():
        found = meanings.get((row, column))
        if found and found[0].kind in _ONCE:
            known.setdefault((column, text), found[0])
    for (row, column), text in texts.items():
        if text and not meanings.get((row, column)) and (column, text) in known:
            meanings[row, column].append(known[column, text])


def _empty_lessons(texts: Texts, dates: Mapping[Place, date], meanings: Meanings) -> None:
    """Find lessons without a mark: empty texts below a date, in the row of a subject."""
    by_column: dict[int, list[int]] = defaultdict(list)
    for row, column in sorted(dates):
        by_column[column].append(row)
    subjects = {
        row: dict(found[0].said).get("subject") or dict(found[0].said).get("title", "")
        for (row, _), found in meanings.items()
        if found and found[0].kind is Kind.SUBJECT
    }
    for (row, column), text in texts.items():
        if text or meanings.get((row, column)) or row not in subjects:
            continue
        above = max((at for at in by_column[column] if at < row), default=None)
        if above is not None:
            said = (("subject", subjects[row]), ("day", dates[above, column].isoformat()))
            meanings[row, column].append(Meaning(Kind.LESSON, "lessons", said))
