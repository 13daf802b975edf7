"""The words of Дневник.ру and its twins: statuses of lessons and of attendance, kinds of period, marks.

The twins are one program in several countries and send the same payloads. Only the letters for absences follow the
language, and the ids of one are not those of another: so each is a source of its own, and the settings say which.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from generator.model.kinds import AbsenceKind, FinalScope, LessonStatus, MarkKind, TermKind
from generator.reading.cells import BadCellError, MarkText, parse_mark, parse_number
from generator.reading.mapping.mapping import Mapping
from generator.reading.meaning import Codes, Meaning, UnknownCodes, fold_code
from generator.reading.payloads.items import Item
from generator.reading.words.terms import final_scope

_STATUSES: Codes = {
    "absent": Meaning(AbsenceKind.UNEXCUSED),
    "pass": Meaning(AbsenceKind.EXCUSED),
    "ill": Meaning(AbsenceKind.ILL),
    "late": Meaning(AbsenceKind.LATE),
    "attend": Meaning(),
    "present": Meaning(),
    "none": Meaning(),
}
"""The causes as payloads write them, in every language."""

_RUSSIAN: Codes = {
    "н": Meaning(AbsenceKind.UNEXCUSED),
    "п": Meaning(AbsenceKind.EXCUSED),
    "б": Meaning(AbsenceKind.ILL),
    "о": Meaning(AbsenceKind.LATE),
}
_KAZAKH: Codes = {
    "ж": Meaning(AbsenceKind.UNEXCUSED),
    "д": Meaning(AbsenceKind.EXCUSED),
    "а": Meaning(AbsenceKind.ILL),
    "к": Meaning(AbsenceKind.LATE),
}


class Source(NamedTuple):
    """One of the twins: its name in settings and messages, the namespace of its ids, its words for absences."""

    name: str
    system: str
    lesson_codes: Codes


DNEVNIKRU = Source("dnevnikru", "dnevnikru", {**_STATUSES, **_RUSSIAN})
KUNDELIK = Source("kundelik", "kundelik", {**_STATUSES, **_RUSSIAN, **_KAZAKH})
# Its letters in Uzbek are not known from anything public: they have to be mapped.
EMAKTAB = Source("emaktab", "emaktab", {**_STATUSES, **_RUSSIAN})
SCHOOL_PORTAL = Source("schoolportal", "schoolportal", {**_STATUSES, **_RUSSIAN})

_PERIODS = {
    "quarter": TermKind.QUARTER,
    "trimester": TermKind.TRIMESTER,
    "semester": TermKind.HALF_YEAR,
    "halfyear": TermKind.HALF_YEAR,
    "module": TermKind.MODULE,
    "year": TermKind.YEAR,
}
_MARK_TYPES = {"markna": MarkKind.NOT_ASSESSED, "markdismiss": MarkKind.EXEMPT}
_LETTERS = {"markabcdf", "abcdf"}


@dataclass(slots=True)
class Meanings:
    """What codes mean in one export: in the attendance log, among marks, among final marks; and those that don't."""

    log: Codes
    marks: Codes = field(default_factory=dict)
    finals: Codes = field(default_factory=dict)
    unknown: UnknownCodes = field(default_factory=UnknownCodes)


def meanings_of(source: Source, mapping: Mapping) -> Meanings:
    """Return the codes of a journal and over them those of the school's mapping file.

    Letters of the log are no marks: among marks only the mapping gives a letter a meaning.
    """
    return Meanings({**source.lesson_codes, **mapping.lesson_codes}, mapping.lesson_codes, mapping.final_codes)


def absence_of(entry: Item, meanings: Meanings) -> tuple[str, AbsenceKind] | None:
    """Return raw status and kind of a log entry; None: the student was there, or the status means nothing known."""
    raw = entry.text("status")
    meaning = meanings.log.get(fold_code(raw)) if raw else Meaning()
    if meaning is None:
        meanings.unknown.add(raw, entry.origin("status"))
    return (raw, meaning.absence) if meaning and meaning.absence else None


def status_of(lesson: Item) -> LessonStatus:
    """Return cancelled, or planned: no other status is known to prove that a lesson took place or was moved."""
    cancelled = lesson.text("status").casefold().startswith("cancel") or lesson.flag("isCanceled", default=False)
    return LessonStatus.CANCELLED if cancelled else LessonStatus.PLANNED


def term_kind_of(period: Item, unknown: UnknownCodes) -> TermKind | None:
    """Return the kind of a reporting period; None for an unknown one, which is remembered."""
    kind = _PERIODS.get(period.text("type").casefold())
    if kind is None:
        unknown.add(period.text("type"), period.origin("type"), "kind of period")
    return kind


def scope_of(final: Item, unknown: UnknownCodes) -> FinalScope | None:
    """Return which of the final marks a kind of work is, by the name that the mobile interface shows.

    None for an unknown one, which is remembered.
    """
    scope = final_scope(final.text("workTypeName"))
    if scope is None:
        unknown.add(final.text("workTypeName"), final.origin("workTypeName"), "kind of final mark")
    return scope


def mark_of(mark: Item, codes: Codes, unknown: UnknownCodes) -> tuple[MarkText, Meaning] | None:
    """Return what a mark says: its text as shown, and the number that the journal counts it as.

    With it comes the meaning that the mapping gives its text: an absence, or nothing that is taken over, if there is
    no kind of mark in it. None: the text means nothing known, which is remembered.
    """
    raw, value = mark.text("textValue", "value"), mark.text("value")
    told = codes.get(fold_code(raw)) if raw else None
    if told is not None:
        return MarkText(raw, told.mark or MarkKind.TEXT), told
    try:
        found = _mark_text(mark.text("type").casefold(), raw, value)
    except BadCellError:
        unknown.add(raw, mark.origin("value"))
        return None
    return found, Meaning(mark=found.kind)


def _mark_text(kind: str, raw: str, value: str) -> MarkText:
    known = MarkKind.TEXT if kind in _LETTERS else _MARK_TYPES.get(kind)
    if known:
        return MarkText(raw, known)
    found = parse_mark(raw)
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
