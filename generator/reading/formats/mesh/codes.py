"""The words of МЭШ: kinds of answer, of term, of lesson, reasons of absence, marks."""

from __future__ import annotations

from typing import NamedTuple

from generator.model.kinds import AbsenceKind, MarkKind
from generator.reading.cells import MarkText, parse_mark, parse_number
from generator.reading.meaning import Codes, fold_code
from generator.reading.payloads.items import Item
from generator.reading.payloads.shapes import kind_by_keys, shape_of

_KINDS = (
    # In this order: periods hold marks, and a calendar of events holds homework.
    ("periods", {"periods", "start_iso", "subject_name"}),
    ("homework", {"homework_entry_id", "date_prepared_for"}),
    ("events", {"response", "start_at", "source"}),
    ("attendance", {"attendance", "days_count"}),
    ("attendance", {"attendance", "reason_id"}),
    ("schedule", {"lessons", "begin_time", "lesson_education_type"}),
    ("marks", {"is_point", "control_form_name", "values"}),
    ("reasons", {"is_parent_available", "ae_only"}),
    ("exemptions", {"subject_ids", "student_profile_id", "type"}),
)

EXTRA = {"AE", "EC"}
"""Kinds of education that are no lessons of the timetable: clubs and activities after school."""


class Health(NamedTuple):
    """How an absence that a doctor's note explains is written: nothing of the illness itself is kept."""

    raw: str
    kind: AbsenceKind


HEALTH = {
    "SICK": Health("Б", AbsenceKind.ILL),
    "SICK_WITH_INFECTION": Health("Б", AbsenceKind.ILL),
    "EXEMPT": Health("осв", AbsenceKind.EXEMPT),
}


def kind_of(content: bytes) -> str:
    """Return which answer a file is, "empty" for one without records, or ""."""
    shape = shape_of(content)
    if shape.start == "{" and shape.keys == {"payload"}:
        return "empty"
    return kind_by_keys(content, _KINDS)


def mark_text(item: Item, codes: Codes) -> MarkText | None:
    """Return what a mark says, None for one that the school's mapping passes over; raise `BadCellError` for no mark.

    One that waits for another («точка») has no number. A mark of another system than the five-point one, or a shaded
    one, is worth what the journal itself counts.
    """
    raw = item.text("value") or _value(item, "original") or _value(item, "origin")
    if item.flag("is_point", default=False):
        return MarkText(raw or ".", MarkKind.PENDING)
    meaning = codes.get(fold_code(raw)) if not raw.isdecimal() else None
    if meaning is not None:
        return MarkText(raw, meaning.mark) if meaning.mark else None
    mark = parse_mark(raw)
    if mark.kind is MarkKind.TEXT or (mark.kind is MarkKind.NUMERIC and _system(item) not in {"", "five"}):
        five = _value(item, "five")
        value = parse_number(five) if five else None
        if value is not None and value == value.to_integral_value():
            value = value.to_integral_value()
        return MarkText(mark.raw, MarkKind.TEXT if value is None else MarkKind.NUMERIC, value)
    return mark


def _value(item: Item, field: str) -> str:
    """Return a field of the first of a mark's values: in `grade`, or beside it in the older answer."""
    first = next(item.items("values"), None)
    if first is None:
        return ""
    return first.item("grade").text(field) if isinstance(first.fields.get("grade"), dict) else first.text(field)


def _system(item: Item) -> str:
    return item.text("original_grade_system_type", "grade_system_type").casefold()
