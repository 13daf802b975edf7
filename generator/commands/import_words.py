"""The words in which a terminal is told what an export became."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from generator.reading.explaining.understood import Kind

_MANY: Mapping[Kind, tuple[str, str]] = {
    Kind.MARK: ("mark", "marks"),
    Kind.FINAL: ("final mark", "final marks"),
    Kind.ABSENCE: ("absence", "absences"),
    Kind.LESSON: ("lesson", "lessons"),
    Kind.AVERAGE: ("average", "averages"),
    Kind.STUDENT: ("student", "students"),
    Kind.CLASS: ("class", "classes"),
    Kind.SUBJECT: ("subject", "subjects"),
    Kind.DATE: ("date", "dates"),
    Kind.HEADING: ("heading", "headings"),
    Kind.CODE: ("code of the legend", "codes of the legend"),
    Kind.ERROR: ("fault", "faults"),
}
_TABLES: Mapping[str, tuple[str, str]] = {
    "school": ("school", "schools"),
    "terms": ("term", "terms"),
    "holidays": ("holidays", "holidays"),
    "bells": ("bell", "bells"),
    "events": ("event", "events"),
    "teachers": ("teacher", "teachers"),
    "groups": ("class or group", "classes and groups"),
    "members": ("member of a group", "members of groups"),
    "teaching": ("who teaches", "subjects of teachers"),
    "timetable": ("timetable", "places in the timetable"),
    "lessons": ("lesson", "lessons"),
    "subjects": ("subject", "subjects"),
    "students": ("student", "students"),
    "marks": ("mark", "marks"),
    "absences": ("absence", "absences"),
    "term_marks": ("final mark", "final marks"),
    "exams": ("exam", "exams"),
    "plan": ("plan", "plans"),
    "homework": ("homework", "homework"),
    "works": ("work", "works"),
    "remarks": ("remark", "remarks"),
    "deferrals": ("deferral", "deferrals"),
}
_FIELDS: Mapping[str, str] = {
    "number": "lesson {}",
    "timetable_number": "lesson {}",
    "bells_ordinal": "lesson {}",
    "slot": "lesson {} of this subject on the day",
    "ordinal": "mark {} for the same work",
    "weight": "weight {}",
    "is_test": "a test",
    "counts": "does not count",
    "minutes": "{} minutes",
    "average": "average {}",
    "weighted_average": "weighted average {}",
    "assigned_on": "given {}",
    "due_on": "due {}",
    "planned_on": "planned for {}",
    "begin": "from {}",
    "start": "from {}",
    "end": "to {}",
    "first_day": "from {}",
    "last_day": "to {}",
    "birth_date": "born {}",
    "until": "until {}",
    "room": "room {}",
    "cycle": "of every {} weeks",
    "weeks": "week {}",
    "homeroom_teacher": "class teacher {}",
    "parent": "of {}",
    "hours": "{} hours",
    "tests": "{} tests",
    "replaces_subject": "in place of {}",
    "replaces_teacher": "in place of {}",
    "replaces_date": "moved from {}",
    "replaces_number": "moved from lesson {}",
}
_NAMES: Mapping[str, str] = {
    "day": "date",
    "person": "student",
    "group": "class",
    "ordinal": "number",
    "first_day": "first day",
    "last_day": "last day",
    "due_on": "due",
    "assigned_on": "given",
    "is_test": "test",
    "raw": "mark",
    "parent": "class",
    "homeroom_teacher": "class teacher",
    "weighted_average": "average",
    "type_short": "type",
    "birth_date": "birth date",
    "entered_at": "entered",
    "teachers": "teacher",
    "slot": "place",
    "scope": "kind",
}
_DECIMALS = 2
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


_LINKS = frozenset({"subject", "person", "group", "term", "teacher", "teachers", "parent", "homeroom_teacher"})
"""Fields that name something by its id when the export does not tell its name."""


def kind_word(kind: Kind, what: str, count: int = 1) -> str:
    """Return the word for something that was read, in the number that `count` asks for."""
    forms = _TABLES.get(what) if kind is Kind.RECORD else _MANY.get(kind)
    return forms[count != 1] if forms else field_word(what or kind.value)


def count_word(kind: Kind, table: str, count: int) -> str:
    """Return what so many cells or records became; `table` is that of a record, "" for a part of one."""
    if kind is Kind.NOTHING:
        return "cell that is no record of its own" if count == 1 else "cells that are no record of their own"
    if kind is Kind.IGNORED:
        return "not taken over"
    if kind is Kind.RECORD and not table:
        return "more field of a record" if count == 1 else "more fields of records"
    return kind_word(kind, table, count)


def plural_word(what: str) -> str:
    """Return the word for many records of a table; what is no table speaks for itself."""
    return _TABLES[what][1] if what in _TABLES else what


def is_table(what: str) -> bool:
    """Say whether something is a table and no field."""
    return what in _TABLES


def field_word(what: str) -> str:
    """Return the word for a table or a field."""
    return _TABLES[what][0] if what in _TABLES else _NAMES.get(what, what.replace("_", " "))


def phrase(key: str, value: str) -> str:
    """Return a value in words that say what it is; a key without a sentence of its own speaks for itself."""
    if key in _LINKS and value.isdecimal():
        return f"{field_word(key)} {value}"
    return _FIELDS.get(key, "{}").format(field_value(key, value))


def field_value(key: str, value: str) -> str:
    """Return a value as a person writes it: a weekday by its name, an average with two decimals."""
    if key == "weekday" and value.isdecimal() and 0 < int(value) <= len(_WEEKDAYS):
        return _WEEKDAYS[int(value) - 1]
    if key in {"average", "weighted_average"}:
        return value if len(value.partition(".")[2]) <= _DECIMALS else f"{Decimal(value):.{_DECIMALS}f}"
    return value.replace("_", " ") if key in {"kind", "scope", "status"} else value
