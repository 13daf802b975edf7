"""МЭШ: missed lessons. Their reasons are numbers; what they mean says the directory of reasons in the same export.

The timetable, the calendar and the list of absences tell of one lesson; it is missed once. Words that a parent wrote
are not taken over, as they may be about health.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.errors import ReadError
from generator.model.entries import AbsenceEntry, LessonEntry, PersonRef
from generator.model.kinds import AbsenceKind, LessonStatus
from generator.origin import Origin
from generator.reading.formats.mesh.codes import HEALTH
from generator.reading.formats.mesh.groups import Groups
from generator.reading.formats.mesh.lessons import Lessons, is_extra
from generator.reading.meaning import Codes, Meaning, UnknownCodes, fold_code
from generator.reading.payloads.contradiction import contradiction
from generator.reading.payloads.items import Item
from generator.reading.reader import Ignored, Reading
from generator.reading.words.absences import absence_in
from generator.reading.words.passed_over import code_by_mapping, extra_lessons


class Reason(NamedTuple):
    """What the directory says of a reason: its name, and the kind of absence if the name says one."""

    name: str
    kind: AbsenceKind | None


class Absences:
    """The absences of one export by lesson."""

    def __init__(self, groups: Groups, person: PersonRef, codes: Codes, unknown: UnknownCodes) -> None:
        """Start without any."""
        self._groups, self._person, self._codes, self._unknown = groups, person, codes, unknown
        self._reasons: dict[str, Reason] = {}
        self._found: dict[str, AbsenceEntry] = {}
        self._bare: dict[str, AbsenceEntry] = {}

    def add_reason(self, item: Item) -> Iterator[ReadError]:
        """Take in a reason of the directory."""
        try:
            name = item.text("name")
            self._reasons[item.needed_id("id")] = Reason(name, absence_in(name))
        except ReadError as error:
            yield error

    def add_missed(self, lessons: Lessons) -> Iterator[Reading]:
        """Take in what the timetable and the calendar call missed."""
        for item, lesson, reason in lessons.missed:
            if reason:
                yield from self._keep(lesson, reason, item.origin())
            else:
                self._keep_bare(lesson, item.origin())

    def add_day(self, day: Item, lessons: Lessons) -> Iterator[Reading]:
        """Take in a day of the list of absences."""
        try:
            on = day.needed_day("date")
            items = list(day.items("lessons"))
            if not items:
                yield Ignored(day.origin(), "absences without lessons", "the file does not say which were missed")
            if day.text("description"):
                yield Ignored(day.origin("description"), "words of a parent", "they may be about health")
        except ReadError as error:
            yield error
            return
        for item in items:
            try:
                yield from self._add_lesson(item, on, lessons)
            except ReadError as error:
                yield error

    def _add_lesson(self, item: Item, on: date, lessons: Lessons) -> Iterator[Reading]:
        if is_extra(item, self._unknown):
            yield extra_lessons(item.origin())
            return
        if item.text("description"):
            yield Ignored(item.origin("description"), "words of a parent", "they may be about health")
        subject = item.needed_text("subject_name", "the name of a subject")
        key = item.needed_id("schedule_item_id")
        lesson = lessons.found.get(key) or LessonEntry(item.origin(), key, self._groups.title, subject, on)
        reason, health = item.id("reason_id") or item.id("absence_reason_id"), item.text("health_status")
        if reason:
            yield from self._keep(lesson, reason, item.origin("reason_id"))
        elif health in HEALTH:
            self._found.setdefault(key, self._entry(lesson, *HEALTH[health], item.origin("health_status")))
        else:
            self._keep_bare(lesson, item.origin())

    def add_exemption(self, item: Item, lessons: Lessons) -> Iterator[Reading]:
        """Take in a doctor's recommendation: an exemption from subjects on a day."""
        try:
            on, health = item.needed_day("date"), HEALTH.get(item.text("type"))
            if health is None:
                self._unknown.add(item.text("type"), item.origin("type"), "kind of exemption")
            elif health.kind is AbsenceKind.ILL:
                yield Ignored(item.origin(), "sick notes", "what was missed is told by lessons and absences")
            else:
                yield from self._exempt(item, on, lessons)
        except ReadError as error:
            yield error

    def entries(self) -> Iterator[AbsenceEntry]:
        """Yield the absences, day by day."""
        yield from sorted({**self._bare, **self._found}.values(), key=lambda entry: (entry.day, entry.lesson))

    def _exempt(self, item: Item, on: date, lessons: Lessons) -> Iterator[Reading]:
        subjects = {lessons.subjects.get(subject_id, "") for subject_id in item.ids("subject_ids")}
        of_day = [
            lesson
            for lesson in lessons.of_day(on)
            if lesson.subject in subjects and lesson.status is not LessonStatus.CANCELLED
        ]
        if not of_day:
            yield Ignored(item.origin(), "exemptions", "no lesson of these subjects on this day is in the export")
        for lesson in of_day:
            if lesson.id not in self._found:
                self._found[lesson.id] = self._entry(lesson, *HEALTH["EXEMPT"], item.origin())

    def _keep(self, lesson: LessonEntry, reason_id: str, origin: Origin) -> Iterator[Reading]:
        """Keep an absence for a reason; another one for the same lesson is a contradiction."""
        name, kind = self._reasons.get(reason_id, Reason(reason_id, None))
        meaning = self._codes.get(fold_code(reason_id)) or self._codes.get(fold_code(name)) or Meaning(absence=kind)
        if meaning.absence is None and self._is_settled(reason_id, name):
            yield code_by_mapping(origin)
            return
        if meaning.absence is None:
            self._unknown.add(reason_id, origin)
            return
        entry = self._entry(lesson, name, meaning.absence, origin)
        old = self._found.setdefault(lesson.id, entry)
        if old.kind is not entry.kind:
            message = f"this lesson was missed for another reason at {old.origin}"
            yield contradiction(message, origin)

    def _keep_bare(self, lesson: LessonEntry, origin: Origin) -> None:
        """Keep that a lesson was missed, for as long as no place says why."""
        self._bare.setdefault(lesson.id, self._entry(lesson, "Н", AbsenceKind.ABSENT, origin))

    def _is_settled(self, *names: str) -> bool:
        return any(fold_code(name) in self._codes for name in names)

    def _entry(self, lesson: LessonEntry, raw: str, kind: AbsenceKind, origin: Origin) -> AbsenceEntry:
        return AbsenceEntry(origin, self._person, lesson.group, lesson.subject, lesson.day, raw, kind, lesson=lesson.id)
