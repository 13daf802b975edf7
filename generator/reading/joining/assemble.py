"""The records of one class, joined from all exports that tell of it.

Lessons come first: marks and absences are hung on them. A source that knows lessons only as «the n-th of this
subject on this day» (Сетевой город) is joined with one that knows their place in the day. The same fact told in two
files is one fact; different things told about one place are a contradiction, with both places. Two systems that both
tell the marks of a class are refused until `journals.provides` says which one counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TypeVar

from generator.errors import ReadError
from generator.model import entries as e
from generator.model.kinds import FinalScope, MarkKind
from generator.model.records import Absence, GroupRecords, Homework, Lesson, Mark, Replaced, TermMark, Work
from generator.model.school import School
from generator.origin import Origin
from generator.reading.joining.directory import Directory
from generator.reading.joining.terms import find_term
from generator.reading.joining.timetable import Timetable, join_lessons
from generator.reading.spool import TABLE_OF, Record

R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """What the settings allow: the scale of marks, and the first and last day of the school year."""

    lowest: int
    highest: int
    year_start: date
    year_end: date


@dataclass(slots=True)
class _Told:
    """The facts of one table, each once: `key → (place, what was said)`."""

    problems: list[ReadError]
    facts: dict[Hashable, tuple[Origin, object]] = field(default_factory=dict)
    occurrences: dict[Hashable, int] = field(default_factory=dict)

    def again(self, origin: Origin, key: Hashable, said: object) -> bool:
        """Say whether another file told the same already; a difference becomes a problem.

        Within one file the same key twice means two things (two fives in one lesson), told apart by their order.
        """
        in_file = (origin.file, origin.sheet, key)
        nth = self.occurrences.get(in_file, 0)
        self.occurrences[in_file] = nth + 1
        old = self.facts.setdefault((key, nth), (origin, said))
        if old[0] is origin:
            return False
        if old[1] != said:
            message = f"this says something else than {old[0]}"
            hint = "remove the older export, or let one of them provide the table: journals.provides in site.yaml"
            self.problems.append(ReadError("contradiction", message, origin=origin, hint=hint))
        return True


class Assembly:
    """Collects the entries of one class; `records()` joins them, `problems` holds what is wrong with them."""

    def __init__(self, school: School, directory: Directory, limits: Limits, group_id: str) -> None:
        """Start empty for the class `group_id`."""
        self.problems: list[ReadError] = []
        self._school = school
        self._directory = directory
        self._limits = limits
        self._group_id = group_id
        self._members: dict[str, set[str]] = defaultdict(lambda: {group_id})
        for membership in school.memberships:
            self._members[membership.student_id].add(membership.group_id)
        self._entries: dict[type, list[tuple[str, Record]]] = defaultdict(list)
        self._timetable = Timetable(())
        self._as_of = datetime.combine(limits.year_start, time())

    def add(self, system: str, records: Iterable[Record]) -> None:
        """Take in records of one source."""
        for record in records:
            self._entries[type(record)].append((system, record))

    def records(self) -> GroupRecords:
        """Join everything that was added."""
        self._refuse_two_systems()
        self._timetable = Timetable(self._join_lessons())
        works = self._join(e.WorkEntry, self._work)
        marks = self._join(e.MarkEntry, self._mark)
        absences = self._join(e.AbsenceEntry, self._absence)
        term_marks = self._join(e.TermMarkEntry, self._term_mark)
        homework = self._join(e.HomeworkEntry, self._homework)
        lessons = self._timetable.lessons
        told = {"lessons": lessons, "homework": homework, "marks": marks, "absences": absences,
                "term_marks": term_marks}  # fmt: skip
        provides = {name for name, found in told.items() if found}
        if any(t for t in self._school.teachings if self._directory.class_id(t.group_id) == self._group_id) or any(
            lesson.teacher_ids for lesson in lessons
        ):
            provides.add("teachers")
        return GroupRecords(
            self._group_id, self._as_of, lessons, homework, works, marks, absences, term_marks, frozenset(provides)
        )

    def _refuse_two_systems(self) -> None:
        for kind in (e.MarkEntry, e.AbsenceEntry, e.TermMarkEntry, e.HomeworkEntry):
            first: dict[str, Origin] = {}
            for system, record in self._entries[kind]:
                first.setdefault(system, record.origin)
            if len(first) > 1:
                places = list(first.values())
                message = f"two systems tell the {TABLE_OF[kind]} of one class; the other at {places[0]}"
                hint = f"let one of {', '.join(sorted(first))} provide them: journals.provides in site.yaml"
                self.problems.append(ReadError("two-sources", message, origin=places[1], hint=hint))
                self._entries[kind] = []

    def _join(self, kind: type[R], make: Callable[[str, R, _Told], T | None]) -> tuple[T, ...]:
        told = _Told(self.problems)
        start, end = self._limits.year_start, self._limits.year_end
        made = []
        for system, record in self._entries[kind]:
            day = getattr(record, "day", None)
            if day is not None and not start <= day <= end:
                self.problems.append(_outside_year(record.origin, day))
                continue
            result = make(system, record, told)  # type: ignore[arg-type]  # the list under `kind` holds only these
            if result is not None:
                made.append(result)
        return tuple(made)

    def _join_lessons(self) -> list[Lesson]:
        made = self._join(e.LessonEntry, self._lesson)
        lessons, problems = join_lessons(made)
        self.problems += problems
        return lessons

    def _lesson(self, system: str, entry: e.LessonEntry, _told: _Told) -> tuple[Origin, Lesson]:
        directory = self._directory
        replaced = None
        if entry.replaces_subject or entry.replaces_date or entry.replaces_teacher:
            subject_id = directory.subject_id(system, entry.replaces_subject or entry.subject)
            replaced = Replaced(subject_id, entry.replaces_teacher, entry.replaces_date, entry.replaces_number)
        lesson = Lesson(
            id=f"{system}:{entry.id}" if entry.id else "",
            group_id=directory.group_id(system, entry.group),
            subject_id=directory.subject_id(system, entry.subject),
            day=entry.day,
            number=entry.number,
            slot=entry.slot,
            start=entry.start,
            end=entry.end,
            room=entry.room,
            teacher_ids=tuple(directory.teacher_id(system, teacher) for teacher in entry.teachers),
            topic=entry.topic,
            type=entry.type,
            status=entry.status,
            replaces=replaced,
            note=entry.note,
        )
        return entry.origin, lesson

    def _student(self, system: str, entry: e.MarkEntry | e.AbsenceEntry | e.TermMarkEntry) -> str:
        student_id = self._directory.people.find(system, entry.person, self._group_id)
        if not student_id:
            problem = self._directory.people.why_not(system, entry.person, self._group_id, entry.origin)
            self.problems.append(problem)
        return student_id

    def _lesson_of(self, system: str, entry: e.MarkEntry | e.AbsenceEntry, student_id: str, subject_id: str) -> str:
        by_id = self._timetable.by_id(f"{system}:{entry.lesson}") if entry.lesson else ""
        return by_id or self._timetable.find(self._members[student_id], subject_id, entry.day, entry.slot)

    def _seen(self, entered_at: datetime | None, day: date | None) -> None:
        proof = entered_at or (datetime.combine(day, time()) if day else None)
        if proof and proof > self._as_of:
            self._as_of = proof

    def _work(self, system: str, entry: e.WorkEntry, told: _Told) -> Work | None:
        if entry.id and told.again(entry.origin, (system, entry.id), entry[3:]):
            return None
        directory = self._directory
        subject_id = directory.subject_id(system, entry.subject)
        group_id = directory.group_id(system, entry.group)
        lesson_id = self._timetable.by_id(f"{system}:{entry.lesson}") if entry.lesson else ""
        return Work(
            id=f"{system}:{entry.id}" if entry.id else "",
            group_id=group_id,
            subject_id=subject_id,
            day=entry.day,
            title=entry.title,
            type=entry.type,
            type_short=entry.type_short,
            weight=entry.weight,
            is_test=entry.is_test,
            lesson_id=lesson_id or self._timetable.find({group_id, self._group_id}, subject_id, entry.day, 1),
        )

    def _mark(self, system: str, entry: e.MarkEntry, told: _Told) -> Mark | None:
        student_id = self._student(system, entry)
        if not student_id:
            return None
        subject_id = self._directory.subject_id(system, entry.subject)
        key = (student_id, subject_id, entry.day, entry.slot, entry.lesson, entry.work, entry.ordinal)
        if told.again(entry.origin, key, entry.raw):
            return None
        if entry.kind is MarkKind.NUMERIC and entry.value is not None:
            self._check_scale(entry)
        self._seen(entry.entered_at, entry.day)
        return Mark(
            student_id, subject_id, entry.day, entry.raw, entry.kind, entry.value, entry.ordinal,
            f"{system}:{entry.work}" if entry.work else "", self._lesson_of(system, entry, student_id, subject_id),
            entry.weight, entry.counts, entry.comment, entry.entered_at,
        )  # fmt: skip

    def _check_scale(self, entry: e.MarkEntry | e.TermMarkEntry) -> None:
        lowest, highest = self._limits.lowest, self._limits.highest
        if entry.value is not None and not lowest <= entry.value <= highest:
            message = f'mark "{entry.raw}" is not on the scale {lowest} to {highest}'
            hint = "the scale is set under marks.scale in site.yaml"
            self.problems.append(ReadError("bad-value", message, origin=entry.origin, hint=hint))

    def _absence(self, system: str, entry: e.AbsenceEntry, told: _Told) -> Absence | None:
        student_id = self._student(system, entry)
        if not student_id:
            return None
        subject_id = self._directory.subject_id(system, entry.subject)
        if told.again(entry.origin, (student_id, subject_id, entry.day, entry.slot, entry.lesson), entry.kind):
            return None
        self._seen(entry.entered_at, entry.day)
        lesson_id = self._lesson_of(system, entry, student_id, subject_id)
        return Absence(student_id, subject_id, entry.day, entry.raw, entry.kind, lesson_id, entry.minutes,
                       entry.entered_at)  # fmt: skip

    def _term_mark(self, system: str, entry: e.TermMarkEntry, told: _Told) -> TermMark | None:
        if entry.on is not None and not self._limits.year_start <= entry.on <= self._limits.year_end:
            self.problems.append(_outside_year(entry.origin, entry.on))
            return None
        student_id = self._student(system, entry)
        term_id = self._term_id(system, entry) if entry.scope is FinalScope.TERM else ""
        if not student_id or term_id is None:
            return None
        subject_id = self._directory.subject_id(system, entry.subject)
        # The same final mark stands in the term's report and in the yearly one; an empty cell says nothing.
        if entry.raw and told.again(entry.origin, (student_id, subject_id, entry.scope, term_id), entry.raw):
            return None
        if entry.kind is MarkKind.NUMERIC:
            self._check_scale(entry)
        self._seen(entry.entered_at, None)
        return TermMark(student_id, subject_id, entry.scope, term_id, entry.raw, entry.kind, entry.value,
                        entry.average, entry.weighted_average, entry.entered_at)  # fmt: skip

    def _term_id(self, system: str, entry: e.TermMarkEntry) -> str | None:
        known = self._directory.ids.get(("term", system, entry.term)) if entry.term else None
        if known is not None:
            return known
        term = find_term(self._school.terms, frozenset({self._group_id}), entry.term, entry.on)
        if term is not None:
            return term.id
        hint = "terms come from an export (our own table terms.csv, or the journal's reporting periods)"
        self.problems.append(ReadError("unknown-term", "no export has this term", origin=entry.origin, hint=hint))
        return None

    def _homework(self, system: str, entry: e.HomeworkEntry, told: _Told) -> Homework | None:
        directory = self._directory
        group_id = directory.group_id(system, entry.group)
        subject_id = directory.subject_id(system, entry.subject)
        student_id = directory.people.find(system, entry.person, self._group_id) if entry.person else ""
        if entry.person and not student_id:
            self.problems.append(directory.people.why_not(system, entry.person, self._group_id, entry.origin))
            return None
        key = (group_id, subject_id, entry.assigned_on, entry.due_on, student_id, entry.lesson)
        if told.again(entry.origin, key, entry.text):
            return None
        due_on = entry.due_on
        if due_on is None and entry.assigned_on is not None:
            # A journal that keeps only the day it was given means: for the next lesson of the subject.
            groups = {group_id, self._group_id}
            due_on = self._timetable.next_after(groups, subject_id, entry.assigned_on) or entry.assigned_on
        lesson_id = self._timetable.by_id(f"{system}:{entry.lesson}") if entry.lesson else ""
        return Homework(group_id, subject_id, entry.text, entry.assigned_on, due_on, entry.minutes, student_id,
                        lesson_id)  # fmt: skip


def _outside_year(origin: Origin, day: date) -> ReadError:
    hint = "calendar.year_start and calendar.year_end in site.yaml say when the school year is"
    message = f"the date {day:%d.%m.%Y} is outside the school year"
    return ReadError("date-outside-year", message, origin=origin, hint=hint)
