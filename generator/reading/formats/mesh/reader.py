"""The reader of МЭШ: answers of the family's diary, saved as JSON files.

Nine answers are known, told by what they hold (see `codes.kind_of`). They are about one student and name neither
student nor class: the settings say whose they are, or the names of groups say the class. Answers of one student belong
into one export, a zip or a folder, because one is needed to understand another: reasons of absence, subgroups.
Written from published names of fields, not from captured files. See `docs/reference/journals.md`.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import ReadError
from generator.model.entries import StudentEntry
from generator.origin import Origin
from generator.reading.about import NOBODY
from generator.reading.formats.mesh.absences import Absences
from generator.reading.formats.mesh.codes import EXTRA, kind_of
from generator.reading.formats.mesh.groups import Groups
from generator.reading.formats.mesh.homework import HomeworkList
from generator.reading.formats.mesh.lessons import Lessons
from generator.reading.formats.mesh.marks import Marks
from generator.reading.formats.mesh.terms import Terms
from generator.reading.meaning import UnknownCodes
from generator.reading.payloads.items import Item
from generator.reading.payloads.members import Payload, open_payloads
from generator.reading.reader import Export, Ignored, Reading
from generator.reading.whom import no_student, without_nobody

_PERSONAL = {"marks", "periods", "attendance", "exemptions"}
_WRAPPERS = {"events": "response", "attendance": "attendance"}


class MeshReader:
    """Reads answers of МЭШ; see the module."""

    name = "mesh"
    system = "mesh"

    def identify(self, export: Export) -> bool:
        """Claim an export in which a file begins like one of the answers."""
        return any(kind_of(content) not in {"", "empty"} for content in export.members.values())

    def read(self, export: Export) -> Iterator[Reading]:
        """Yield what the answers say: class, student and terms first, then lessons, homework, marks and absences."""
        payloads, problems = open_payloads(export.files(), kind_of)
        yield from problems
        if payloads:
            yield from without_nobody(_Answers(export, payloads).read())


class _Answers:
    """The answers of one export, by kind."""

    def __init__(self, export: Export, payloads: list[Payload]) -> None:
        self._about = export.about
        self._payloads = payloads
        self._problems: list[ReadError] = []
        self._records = {payload.place: list(self._of(payload)) for payload in payloads}

    def _of(self, payload: Payload) -> Iterator[Item]:
        """Go through the records of an answer; that it holds none because it is something else is a problem."""
        try:
            if payload.kind == "periods" and isinstance(payload.value, dict) and "periods" in payload.value:
                yield payload.root
            else:
                yield from payload.records(_WRAPPERS.get(payload.kind, "payload"))
        except ReadError as error:
            self._problems.append(error)

    def _all(self, *kinds: str) -> Iterator[Item]:
        for payload in self._payloads:
            if payload.kind in kinds:
                yield from self._records[payload.place]

    def read(self) -> Iterator[Reading]:
        """Yield everything."""
        yield from self._problems
        for payload in self._payloads:
            if payload.kind == "empty":
                yield Ignored(payload.origin, "answers", "they hold no records")
        groups = self._groups()
        person, unknown = self._about.student, UnknownCodes()
        yield from groups.problems
        if groups.title:
            yield groups.of_class(self._payloads[0].origin)
        if person.name and groups.title:
            yield StudentEntry(self._payloads[0].origin, person, groups.title)
        codes = self._about.mapping.lesson_codes
        lessons = Lessons(groups, unknown)
        marks, absences = Marks(groups, person, codes, unknown), Absences(groups, person, codes, unknown)
        terms = Terms(self._about, groups, person, unknown)
        yield from groups.entries(person)
        for record in self._all("periods"):
            yield from terms.read(record, marks)
        yield from self._lessons(lessons)
        yield from self._homework(groups)
        for record in self._all("marks"):
            yield from marks.add(record)
        yield from marks.entries()
        yield from self._absences(absences, lessons)
        yield from unknown.errors()
        asked = self._asks_for_student(groups, lessons)
        if asked and person == NOBODY:
            yield no_student(asked)

    def _groups(self) -> Groups:
        """Return the class and the groups; they stand in lessons, whose bad places are told later."""
        named: list[Item] = []
        for item in (*self._lesson_items(), *self._all("events")):
            try:
                is_lesson = item.text("source") in {"", "PLAN"} and item.text("lesson_education_type") not in EXTRA
                item.id("group_id"), item.text("group_name"), item.text("subject_name")
            except ReadError:
                continue
            if is_lesson:
                named.append(item)
        return Groups(self._about, named, self._payloads[0].origin)

    def _lesson_items(self) -> Iterator[Item]:
        for day in self._all("schedule"):
            try:
                yield from day.items("lessons")
            except ReadError:
                continue

    def _lessons(self, lessons: Lessons) -> Iterator[Reading]:
        for day in self._all("schedule"):
            yield from lessons.add_day(day)
        for event in self._all("events"):
            yield from lessons.add_event(event)
        yield from lessons.entries()

    def _homework(self, groups: Groups) -> Iterator[Reading]:
        homework = HomeworkList(groups)
        for record in self._all("homework"):
            yield from homework.read(record)

    def _absences(self, absences: Absences, lessons: Lessons) -> Iterator[Reading]:
        for reason in self._all("reasons"):
            yield from absences.add_reason(reason)
        yield from absences.add_missed(lessons)
        for day in self._all("attendance"):
            yield from absences.add_day(day, lessons)
        exemptions = list(self._all("exemptions"))
        if len({str(exemption.fields.get("student_profile_id")) for exemption in exemptions}) > 1:
            hint = "save the answers of each student into a folder of their own"
            origin = exemptions[0].origin("student_profile_id")
            yield ReadError(
                "several-students", "the files of this export are about several students", origin=origin, hint=hint
            )
            return
        for exemption in exemptions:
            yield from absences.add_exemption(exemption, lessons)
        yield from absences.entries()

    def _asks_for_student(self, groups: Groups, lessons: Lessons) -> Origin | None:
        """Return the first place that is about a student, None when nothing is."""
        payload = next((payload for payload in self._payloads if payload.kind in _PERSONAL), None)
        if payload:
            return payload.origin
        part = groups.first_part or (lessons.missed[0].item if lessons.missed else None)
        return part.origin() if part else None
