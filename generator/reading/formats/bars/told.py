"""БАРС: marks and absences as several answers of one export tell them: each is said once.

The diary and the summary tell the same marks. Where only one of them has any, those are taken; where both do and
differ, that is a contradiction, because nothing in them says which is newer.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.model.entries import AbsenceEntry, MarkEntry, PersonRef
from generator.origin import Origin
from generator.reading.formats.bars.codes import read_lesson
from generator.reading.meaning import Codes, UnknownCodes
from generator.reading.payloads.contradiction import contradiction
from generator.reading.payloads.items import Item
from generator.reading.reader import Ignored, Reading
from generator.reading.words.marks import CellText
from generator.reading.words.passed_over import code_by_mapping


class Place(NamedTuple):
    """Where a text of marks stands: the subject, the day, which lesson of it, and its number in the day if told."""

    subject: str
    day: date
    slot: int = 1
    number: int | None = None


class _Mark(NamedTuple):
    """A mark, and what for: only summaries say it."""

    entry: MarkEntry
    description: str


class Told:
    """The marks and absences of one student, by subject and day and by the file that tells them."""

    def __init__(self, person: PersonRef, group: str, codes: Codes, unknown: UnknownCodes) -> None:
        """Start without any."""
        self.person, self.group = person, group
        self._codes, self._unknown = codes, unknown
        self._marks: dict[tuple[date, str], dict[str, list[_Mark]]] = defaultdict(dict)
        self._absences: dict[tuple[date, str], dict[int, AbsenceEntry]] = defaultdict(dict)
        self.ignored: list[Ignored] = []

    def text_of(self, item: Item, field: str) -> CellText:
        """Take a field of marks and letters apart; what means nothing is kept in mind."""
        found = read_lesson(item.text(field), self._codes)
        for word in found.unknown:
            self._unknown.add(word, item.origin(field))
        self.ignored += [code_by_mapping(item.origin(field))] * found.ignored
        return found

    def add_marks(
        self, origin: Origin, text: CellText, place: Place, *, comment: str = "", description: str = ""
    ) -> None:
        """Keep the marks of one text; what the teacher wrote to the lesson stands under its first mark."""
        kept = self._marks[place.day, place.subject].setdefault(origin.file, [])
        for ordinal, (raw, kind, value) in (numbered for work in text.works for numbered in enumerate(work, 1)):
            entry = MarkEntry(
                origin, self.person, self.group, place.subject, place.day, raw, kind, value,
                slot=place.slot, ordinal=ordinal, comment=comment,
            )  # fmt: skip
            kept.append(_Mark(entry, description))
            comment = ""

    def add_absences(self, origin: Origin, text: CellText, place: Place) -> None:
        """Keep the absences of one text."""
        for raw, kind in text.absences:
            entry = AbsenceEntry(
                origin, self.person, self.group, place.subject, place.day, raw, kind, place.slot, number=place.number
            )
            self._absences[place.day, place.subject].setdefault(place.slot, entry)

    def entries(self) -> Iterator[Reading]:
        """Yield marks and absences, day by day, and where two files contradict each other."""
        for key in sorted(self._marks):
            told = [marks for marks in self._marks[key].values() if marks]
            for other in told[1:]:
                if Counter(mark.entry.raw for mark in other) != Counter(mark.entry.raw for mark in told[0]):
                    message = f"the marks of this subject on this day are other ones at {told[0][0].entry.origin}"
                    yield contradiction(message, other[0].entry.origin)
            yield from _with_descriptions(told)
        for key in sorted(self._absences):
            yield from self._absences[key].values()
        yield from self.ignored


def _with_descriptions(told: list[list[_Mark]]) -> Iterator[MarkEntry]:
    """Yield the marks of the first file, with what they are for from whichever file says it.

    It stands in the comment: marks have no ids here, so that a work of its own could not be told from others.
    """
    described: dict[str, deque[str]] = defaultdict(deque)
    for mark in (mark for marks in told for mark in marks if mark.description):
        described[mark.entry.raw].append(mark.description)
    for entry, _ in told[0] if told else ():
        description = described[entry.raw].popleft() if described[entry.raw] else ""
        yield entry._replace(comment=". ".join(filter(None, (description, entry.comment))))
