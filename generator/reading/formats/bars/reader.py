"""The reader of БАРС.Образование: answers of its web service, saved as JSON files.

Five answers are known: the diary by days, the summary of marks of a term, final marks, the class list, homework by
days. Only the class list names a class and its students; whose the others are say the settings.
Written from published names of fields, not from captured files. See `docs/reference/journals.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.errors import ReadError
from generator.reading.about import NOBODY, About
from generator.reading.formats.bars.about_class import ClassList
from generator.reading.formats.bars.codes import LESSON_CODES, kind_of
from generator.reading.formats.bars.diary import SUBJECT, Diary
from generator.reading.formats.bars.finals import Finals
from generator.reading.formats.bars.homework import HomeworkList
from generator.reading.formats.bars.told import Told
from generator.reading.meaning import UnknownCodes
from generator.reading.payloads.items import Item, items_of
from generator.reading.payloads.members import Payload, open_payloads
from generator.reading.reader import Export, Reading
from generator.reading.whom import no_student, without_nobody

_PERSONAL = {"diary", "summary", "totals"}


class BarsReader:
    """Reads answers of БАРС; see the module."""

    name = "bars"
    system = "bars"

    def identify(self, export: Export) -> bool:
        """Claim an export in which a file begins like one of the answers."""
        return any(kind_of(content) for content in export.members.values())

    def read(self, export: Export) -> Iterator[Reading]:
        """Yield what the answers say: the class first, then lessons, homework, marks, absences and final marks."""
        payloads, problems = open_payloads(export.files(), kind_of)
        yield from problems
        if payloads:
            yield from without_nobody(_read(export.about, payloads))


def _read(about: About, payloads: list[Payload]) -> Iterator[Reading]:
    found = ClassList(about, [payload for payload in payloads if payload.kind == "class"], payloads[0].origin)
    yield from found.entries()
    personal = next((payload for payload in payloads if payload.kind in _PERSONAL), None)
    if personal:
        error = no_student(personal.origin) if about.student == NOBODY else found.stranger(about.student)
        if error:
            yield error
    unknown = UnknownCodes()
    told = Told(about.student, found.title, {**LESSON_CODES, **about.mapping.lesson_codes}, unknown)
    homework, finals = HomeworkList(about.student, found.title), Finals(told, about, unknown)
    diary = Diary(told, homework)
    for payload in sorted(payloads, key=lambda payload: payload.kind != "diary"):
        try:
            if payload.kind == "diary":
                for day in payload.root.items("days"):
                    yield from diary.read(day)
            elif payload.kind == "homework":
                yield from _homework(payload, homework)
            elif payload.kind == "summary":
                yield from finals.read_summary(payload.root)
            elif payload.kind == "totals":
                yield from finals.read_totals(payload.root)
        except ReadError as error:
            yield error
    yield from homework.entries()
    yield from told.entries()
    yield from finals.entries()
    yield from unknown.errors()


def _homework(payload: Payload, homework: HomeworkList) -> Iterator[Reading]:
    for day in items_of(payload.place, "", payload.value):
        try:
            on = day.needed_day("date")
            for item in day.items("homeworks"):
                yield from _lesson_of(item, on, homework)
        except ReadError as error:
            yield error


def _lesson_of(item: Item, on: date, homework: HomeworkList) -> Iterator[Reading]:
    try:
        yield from homework.read(item, item.needed_text(*SUBJECT), on)
    except ReadError as error:
        yield error
