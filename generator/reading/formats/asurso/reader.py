"""The reader of the college journal of АСУ РСО: a student's lessons by days, saved as JSON files.

The answer names neither student nor group; the settings say whose it is. The schools of the region have Сетевой город,
which is read by the reader `netschool`. Written from published names of fields, not from captured files. See
`docs/reference/journals.md`.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import ReadError
from generator.model.entries import GroupEntry, StudentEntry
from generator.reading.about import NOBODY, About
from generator.reading.formats.asurso.codes import is_diary
from generator.reading.formats.asurso.days import Days
from generator.reading.meaning import UnknownCodes
from generator.reading.payloads.items import Item
from generator.reading.payloads.members import Payload, open_payloads
from generator.reading.reader import Export, Reading
from generator.reading.whom import no_class, no_student, without_nobody


class AsursoReader:
    """Reads answers of the college journal; see the module."""

    name = "asurso"
    system = "asurso"

    def identify(self, export: Export) -> bool:
        """Claim an export in which a file begins like the answer."""
        return any(is_diary(content) for content in export.members.values())

    def read(self, export: Export) -> Iterator[Reading]:
        """Yield group and student, then what the days say."""
        payloads, problems = open_payloads(export.files(), lambda content: "days" if is_diary(content) else "")
        yield from problems
        if payloads:
            yield from without_nobody(_read(export.about, payloads))


def _read(about: About, payloads: list[Payload]) -> Iterator[Reading]:
    origin = payloads[0].origin
    if about.group:
        yield GroupEntry(origin, "", about.group)
    else:
        yield no_class(origin)
    if about.student == NOBODY:
        yield no_student(origin)
    elif about.student.name and about.group:
        yield StudentEntry(origin, about.student, about.group)
    days: list[Item] = []
    for payload in payloads:
        try:
            days += payload.records("")
        except ReadError as error:
            yield error
    unknown = UnknownCodes()
    found = Days(about.student, about.group, about.mapping.lesson_codes, unknown)
    found.look(days)
    for day in days:
        yield from found.read(day)
    yield from unknown.errors()
