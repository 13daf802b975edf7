"""The words of Дневник.ру: statuses of lessons and of attendance, kinds of period, marks."""

from __future__ import annotations

from generator.errors import ReadError
from generator.model.kinds import AbsenceKind, LessonStatus, MarkKind, TermKind
from generator.reading.cells import BadCellError, MarkText, parse_mark, parse_number, quotable
from generator.reading.payloads.items import Item

_ABSENCES = {
    # The journal's four causes are written Absent, Pass, Ill, Late in payloads and Н, П, Б, О on its pages.
    "absent": AbsenceKind.UNEXCUSED,
    "н": AbsenceKind.UNEXCUSED,
    "pass": AbsenceKind.EXCUSED,
    "п": AbsenceKind.EXCUSED,
    "ill": AbsenceKind.ILL,
    "б": AbsenceKind.ILL,
    "late": AbsenceKind.LATE,
    "о": AbsenceKind.LATE,
}
_PRESENT = {"attend", "present", "none", ""}

_PERIODS = {
    "quarter": TermKind.QUARTER,
    "trimester": TermKind.TRIMESTER,
    "semester": TermKind.HALF_YEAR,
    "halfyear": TermKind.HALF_YEAR,
    "module": TermKind.MODULE,
    "year": TermKind.YEAR,
}

_MARK_TYPES = {"markna": MarkKind.NOT_ASSESSED, "markdismiss": MarkKind.EXEMPT}


def absence_of(entry: Item) -> tuple[str, AbsenceKind] | None:
    """Return raw status and kind of a log entry; None: the student was there. A lesson not listed is one too."""
    raw = entry.text("status")
    if raw.casefold() in _PRESENT:
        return None
    kind = _ABSENCES.get(raw.casefold())
    if kind is None:
        message = f"an attendance status that is not known, {len(raw)} letters long"
        raise ReadError("unknown-code", message, origin=entry.origin("status"), hint=_TELL)
    return raw, kind


def status_of(lesson: Item) -> LessonStatus:
    """Return cancelled, or planned: no other status is known to prove that a lesson took place or was moved."""
    cancelled = lesson.text("status").casefold().startswith("cancel") or lesson.flag("isCanceled", default=False)
    return LessonStatus.CANCELLED if cancelled else LessonStatus.PLANNED


def term_kind_of(period: Item) -> TermKind:
    """Return the kind of a reporting period."""
    kind = _PERIODS.get(period.text("type").casefold())
    if kind is None:
        raise ReadError("unknown-code", "a kind of period that is not known", origin=period.origin("type"), hint=_TELL)
    return kind


def mark_of(mark: Item) -> MarkText:
    """Return what a mark says: its text as shown, and the number that the journal counts it as."""
    raw, value = mark.text("textValue", "value"), mark.text("value")
    kind = _MARK_TYPES.get(mark.text("type").casefold())
    if kind is not None:
        return MarkText(raw, kind)
    if mark.text("type").casefold() in {"markabcdf", "abcdf"}:
        return MarkText(raw, MarkKind.TEXT)
    try:
        found = parse_mark(raw)
    except BadCellError as error:
        message = f"{quotable(raw)} is no mark"
        raise ReadError("unknown-code", message, origin=mark.origin("value"), hint=_TELL) from error
    if found.kind is MarkKind.PENDING:
        # Nothing public says whether a point is a debt here or a mark to come: it is shown as it stands.
        return MarkText(raw, MarkKind.TEXT)
    if found.kind is MarkKind.TEXT:
        try:
            # «5-» is worth what the journal itself counts it as.
            return MarkText(raw, MarkKind.NUMERIC, parse_number(value))
        except BadCellError:
            return found
    return found


_TELL = "docs/reference/journals.md lists the known ones; please report this one"
