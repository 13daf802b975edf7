"""What the judges of one class share: its facts, what was handed in, who teaches what, when lessons end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time

from generator.model.records import Absence, Lesson, Mark
from generator.model.school import Membership
from generator.reports.class_facts import ClassFacts
from generator.reports.deadlines.given import Evidence, Given
from generator.reports.deadlines.judging import Judged, Tallies
from generator.reports.deadlines.values import Line, Matter


class Subject:
    """One class under judgement."""

    def __init__(self, facts: ClassFacts, given: Given) -> None:
        """Index the lessons and the teachers of the class."""
        self.facts = facts
        self.given = given
        self.now = given.now
        self.evidence = Evidence(given, facts.records.as_of)
        self.tallies = Tallies()
        self.lessons = {lesson.id: lesson for lesson in facts.records.lessons}
        bells = facts.school.bells_of(facts.group.id)
        self._begins = {bell.ordinal: bell.start for bell in bells}
        self._bells = {bell.ordinal: bell.end for bell in bells}
        self._ends = self._last_ends()
        self._teachers: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        groups = {g.id for g in facts.school.groups.values() if facts.group.id in {g.id, g.parent_id}}
        for teaching in facts.school.teachings:
            if teaching.group_id in groups:
                self._teachers[teaching.subject_id][teaching.group_id].append(teaching.teacher_id)
        self._members: defaultdict[str, list[Membership]] = defaultdict(list)
        for member in facts.school.memberships:
            if member.group_id in groups:
                self._members[member.student_id].append(member)
        self._of_student: dict[tuple[str, str], str] = {}
        self._marks_of: defaultdict[date, list[Mark]] = defaultdict(list)
        self._absences_of: defaultdict[date, list[Absence]] = defaultdict(list)

    def marks_of(self, day: date) -> Sequence[Mark]:
        """Return the marks of a day; sorted when somebody asks for the first time, for most classes have no need."""
        if not self._marks_of:
            for mark in self.facts.records.marks:
                self._marks_of[mark.day].append(mark)
        return self._marks_of[day]

    def absences_of(self, day: date) -> Sequence[Absence]:
        """Return the absences of a day."""
        if not self._absences_of:
            for absence in self.facts.records.absences:
                self._absences_of[absence.day].append(absence)
        return self._absences_of[day]

    def teacher(self, subject_id: str, lesson_id: str = "", student_id: str = "", group_id: str = "") -> str:
        """Return who answers for something: the lesson's teacher, else who teaches the subject to this group or
        student, "" where several do and nothing tells which.
        """
        lesson = self.lessons.get(lesson_id) if lesson_id else None
        if lesson:
            if lesson.teacher_ids:
                return lesson.teacher_ids[0]
            group_id = lesson.group_id
        key = (subject_id, group_id or student_id)
        found = self._of_student.get(key)
        if found is None:
            found = self._of_student[key] = self._who(subject_id, student_id, group_id)
        return found

    def end_of(self, lesson: Lesson | None) -> time | None:
        """Return when a lesson ends, None where nothing says so."""
        if lesson is None:
            return None
        return lesson.end or (self._bells.get(lesson.number) if lesson.number is not None else None)

    def start_of(self, lesson: Lesson) -> time | None:
        """Return when a lesson begins, None where nothing says so."""
        return lesson.start or (self._begins.get(lesson.number) if lesson.number is not None else None)

    def last_end(self, day: date) -> time | None:
        """Return when the last lesson of the class ends on a day, None where nothing says so."""
        return self._ends.get(day)

    def add(self, matter: Matter, teacher_id: str, judged: Judged, line: Callable[[], Line], count: int = 1) -> None:
        """Count a thing."""
        self.tallies.add(matter, teacher_id, judged, count, line)

    def met(self, matter: Matter, teacher_id: str, judged: Judged, count: int) -> None:
        """Count things that are met, which have no line."""
        self.tallies.met(matter, teacher_id, judged, count)

    def line(  # noqa: PLR0917  what every line says
        self, matter: Matter, judged: Judged, teacher_id: str, subject_id: str, day: date | None, count: int = 1
    ) -> Line:
        """Return the line of a thing; what else it says is put in with `_replace`."""
        group = self.facts.group
        verdict, due, done, bound, seconds = judged
        return Line(
            matter, verdict, group.id, group.title, teacher_id, subject_id, day, due, count,
            done=done, bound=bound, seconds=seconds,
        )  # fmt: skip

    def groups_of(self, student_id: str, day: date) -> frozenset[str]:
        """Return the class and the subgroups that a student is in on a day."""
        own = (m.group_id for m in self._members[student_id] if (m.begin or day) <= day <= (m.end or day))
        return frozenset((self.facts.group.id, *own))

    def _who(self, subject_id: str, student_id: str, group_id: str) -> str:
        taught: Mapping[str, list[str]] = self._teachers.get(subject_id, {})
        mine = {group_id} if group_id else {m.group_id for m in self._members.get(student_id, ())}
        found = [t for group, teachers in taught.items() if group in mine for t in teachers]
        found = found or taught.get(self.facts.group.id, [])
        found = found or [t for teachers in taught.values() for t in teachers]
        return found[0] if len(set(found)) == 1 else ""

    def _last_ends(self) -> dict[date, time]:
        ends: dict[date, time] = {}
        for lesson in self.facts.records.lessons:
            end = None if lesson.is_off else self.end_of(lesson)
            if end and end > ends.get(lesson.day, time.min):
                ends[lesson.day] = end
        return ends
