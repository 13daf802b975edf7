"""What a reading says, in a form that can be shown, and whether a value of it stands in a cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import lru_cache
from typing import Any

from generator.errors import ReadError
from generator.model import entries as e
from generator.reading.cells import clean
from generator.reading.explaining.names import NO_NAMES, Names
from generator.reading.explaining.understood import Kind, Meaning
from generator.reading.reader import Ignored, Reading
from generator.reading.spool import TABLE_OF

_KIND_OF: Mapping[type, Kind] = {
    e.MarkEntry: Kind.MARK,
    e.AbsenceEntry: Kind.ABSENCE,
    e.TermMarkEntry: Kind.FINAL,
    e.ExamEntry: Kind.FINAL,
    e.LessonEntry: Kind.LESSON,
    e.StudentEntry: Kind.STUDENT,
    e.GroupEntry: Kind.CLASS,
    e.SubjectEntry: Kind.SUBJECT,
}
_KIND_OF_FIELD = {
    "person": Kind.STUDENT,
    "group": Kind.CLASS,
    "subject": Kind.SUBJECT,
    "day": Kind.DATE,
    "average": Kind.AVERAGE,
    "weighted_average": Kind.AVERAGE,
}
_TELLING = ("raw", "text", "title", "name", "topic")
"""Fields whose cell stands for the whole record, the most telling first."""
_FIRST = ("raw", "kind", "title", "subject", "day", "person", "group")
"""The order in which a person wants to hear of a record; other fields come behind."""


def meaning_of(reading: Reading, names: Names = NO_NAMES) -> Meaning:
    """Return what a reading says; ids are told by the names that the export gives them."""
    if isinstance(reading, ReadError):
        return Meaning(Kind.ERROR, reading.slug, (), reading.message, reading.hint)
    if isinstance(reading, Ignored):
        return Meaning(Kind.IGNORED, reading.what, (), reading.why)
    return Meaning(_KIND_OF.get(type(reading), Kind.RECORD), TABLE_OF[type(reading)], said_by(reading, names))


def meaning_of_field(entry: e.Entry, field: str, names: Names = NO_NAMES) -> Meaning:
    """Return what a cell says in which one field of a record stands."""
    kind = _KIND_OF_FIELD.get(field, Kind.RECORD)
    if field == telling_field(entry):
        return meaning_of(entry, names)
    return Meaning(kind, field, ((field, named(field, getattr(entry, field), names)),))


def telling_field(entry: e.Entry) -> str:
    """Return the field whose cell stands for the whole record, "" when there is none."""
    if isinstance(entry, e.StudentEntry):
        return "person"
    fields = entry._fields
    return next((name for name in _TELLING if name in fields and getattr(entry, name)), "")


def said_by(entry: e.Entry, names: Names = NO_NAMES) -> tuple[tuple[str, str], ...]:
    """Return the fields of a record that say something, with their values as text."""
    defaults = entry._field_defaults
    said = {
        name: text
        for name, value in zip(entry._fields[1:], entry[1:], strict=True)
        if not (name in defaults and value == defaults[name]) and (text := named(name, value, names))
    }
    if said.get("value") == said.get("raw"):
        said.pop("value", None)
    order = [name for name in _FIRST if name in said]
    return tuple((name, said[name]) for name in (*order, *(name for name in said if name not in order)))


def named(field: str, value: object, names: Names) -> str:
    """Return a field's value as text, names in place of ids."""
    if isinstance(value, e.PersonRef):
        return value.name or names.of(field, value.id)
    if isinstance(value, tuple):
        return ", ".join(names.of(field, shown(one)) for one in value)
    return names.of(field, shown(value))


def shown(value: object) -> str:
    """Return a field's value as text in one line, "" for what says nothing."""
    if isinstance(value, e.PersonRef):
        return value.name or value.id
    if isinstance(value, tuple):
        return ", ".join(map(shown, value))
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    return "" if value is None else clean(str(value))


def fields_in(entry: e.Entry, text: str) -> Iterator[str]:
    """Yield the fields of a record whose value is what stands in a cell."""
    for name, value in zip(entry._fields[1:], entry[1:], strict=True):
        if value not in (None, "", ()) and not isinstance(value, bool) and stands(value, text):
            yield name


def stands(value: Any, text: str) -> bool:
    """Say whether a cell's text is a value: a text in any case, a number or a date however it is written."""
    if isinstance(value, Decimal | int):
        return _number(text) == value
    return text.casefold() in _spellings(value)


def text_of(value: object) -> str:
    """Return what a person sees in a cell; dates as written in Russia."""
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y}" if value.time() == time() else f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return clean(str(value))


@lru_cache(maxsize=100_000)
def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None


@lru_cache(maxsize=100_000)
def _spellings(value: Any) -> frozenset[str]:
    """Return how a value may be written, in small letters."""
    if isinstance(value, e.PersonRef):
        return frozenset({clean(value.id).casefold(), *_parts(clean(value.name).casefold())} - {""})
    if isinstance(value, tuple):
        whole = [shown(one).casefold() for one in value]
        return frozenset({*whole, ", ".join(whole), ",".join(whole)})
    if isinstance(value, date):
        forms = (f"{value:%d.%m.%Y}", f"{value:%d.%m.%y}", f"{value:%d.%m}", f"{value:%Y-%m-%d}")
        return frozenset({*forms, shown(value).casefold()})
    if isinstance(value, time):
        return frozenset({f"{value:%H:%M}", f"{value.hour}:{value:%M}"})
    return frozenset({clean(shown(value)).casefold()})


def _parts(name: str) -> Iterator[str]:
    """Yield a name and the parts of it that tables have in cells of their own: surname, given names."""
    words = name.split()
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield " ".join(words[start:end])
