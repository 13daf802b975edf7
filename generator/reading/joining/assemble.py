"""The records of one class, joined from all exports that tell of it.

Lessons come first: marks and absences are hung on them. A source that knows lessons only as «the n-th of this
subject on this day» (Сетевой город) is joined with one that knows their place in the day. The same fact told in two
files is one fact; different things told about one place are a contradiction, with both places. Two systems that both
tell the marks of a class are refused until `journals.provides` says which one counts; only what our own tables can add
to a journal's marks may stand beside them (see `beside`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from generator.errors import ReadError
from generator.model import entries as e
from generator.model.records import Absence, GroupRecords, Lesson, Mark
from generator.model.school import School
from generator.origin import Origin
from generator.reading.joining import daily, finals
from generator.reading.joining.calendar import outside_year
from generator.reading.joining.context import OWN, Joining, Limits, Tally, Told
from generator.reading.joining.directory import Directory
from generator.reading.joining.sources.beside import absences_with_rows, marks_with_rows, may_stand_beside
from generator.reading.joining.sources.doubles import Doubles
from generator.reading.joining.timetable import Timetable, join_lessons
from generator.reading.joining.weekly import ToldDays, lessons_of
from generator.reading.spool import TABLE_OF, Record

__all__ = ["AcrossClasses", "Assembly", "Limits"]

R = TypeVar("R", bound=Record)
T = TypeVar("T")
Make = Callable[[Joining, str, R, Told], T | None]

_FROM_ONE_SYSTEM = (e.MarkEntry, e.AbsenceEntry, e.TermMarkEntry, e.HomeworkEntry, e.ExamEntry)
_LATE = frozenset({e.ExamEntry})
"""Records whose day may lie behind the last lessons."""

_FOLLOWING = frozenset({e.TermMarkEntry, e.ExamEntry, e.DeferralEntry, e.RemarkEntry, e.UndatedMarksEntry})
"""What a student's new class may tell once more after a transfer. Marks and absences are of the class of their day."""

AcrossClasses = dict[type, dict[Hashable, tuple[Origin, object]]]
"""The facts of `Told` of several classes, for each kind of entry."""

_PARTS = (
    *("lessons", "homework", "works", "marks", "absences", "term_marks"),
    *("plan", "remarks", "exams", "deferrals", "undated"),
)


class Assembly:
    """Collects the entries of one class; `records()` joins them, `problems` holds what is wrong with them, `tally` what
    became of the records of each file.
    """

    def __init__(
        self,
        school: School,
        directory: Directory,
        limits: Limits,
        group_id: str,
        *,
        tally: Tally | None = None,
        told: AcrossClasses | None = None,
    ) -> None:
        """Start empty for the class `group_id`; `told` is what other classes told of its students."""
        self._joining = Joining(school, directory, limits, group_id)
        self.problems = self._joining.problems
        self.tally = tally or Tally()
        self._told = told if told is not None else {}
        self._entries: dict[type, list[tuple[str, Record]]] = defaultdict(list)
        self._beside: dict[type, list[tuple[str, Record]]] = {}

    def add(self, system: str, records: Iterable[Record]) -> None:
        """Take in records of one source."""
        for record in records:
            self._entries[type(record)].append((system, record))

    def records(self) -> GroupRecords:
        """Join everything that was added."""
        self._put_beside()
        self._refuse_two_systems()
        joining = self._joining
        joining.doubles = Doubles(self._systems_of_several_files())
        self._add_timetable()
        told = self._join(e.LessonEntry, daily.make_lesson)
        lessons, same, problems = join_lessons(told)
        self.problems += problems
        self._count_lessons(told, lessons)
        joining.timetable = Timetable(lessons, same)
        records = GroupRecords(
            group_id=joining.group_id,
            as_of=joining.as_of,
            lessons=joining.timetable.lessons,
            works=self._join(e.WorkEntry, daily.make_work),
            marks=self._marks(),
            absences=self._absences(),
            term_marks=self._join(e.TermMarkEntry, finals.make_term_mark),
            homework=self._join(e.HomeworkEntry, daily.make_homework),
            plan=self._join(e.PlanEntry, finals.make_plan_line),
            remarks=self._join(e.RemarkEntry, daily.make_remark),
            exams=finals.without_outdated(self._join(e.ExamEntry, finals.make_exam)),
            deferrals=self._join(e.DeferralEntry, finals.make_deferral),
            provides=frozenset(),
        )
        self.problems += joining.doubles.problems()
        undated = self._made(e.UndatedMarksEntry, self._entries[e.UndatedMarksEntry], finals.make_undated)
        records = replace(records, undated=finals.without_dated(joining, undated, records.marks))
        return replace(records, as_of=joining.as_of, provides=self._provides(records))

    def _add_timetable(self) -> None:
        """Make lessons of the weekly timetable for the days of which no export tells them."""
        limits, holidays = self._joining.limits, {day for h in self._joining.school.holidays for day in h.days()}
        places = [(system, one) for system, one in self._entries[e.TimetableEntry] if isinstance(one, e.TimetableEntry)]
        if not places:
            return
        lessons = self._entries[e.LessonEntry]
        within = [place for pair in places if (place := self._within_term(*pair))]
        self.tally.joined.update((place.origin.file, TABLE_OF[e.TimetableEntry]) for _, place in within)
        lessons += lessons_of(
            within,
            (limits.year_start, limits.year_end),
            ToldDays(one for _, one in lessons if isinstance(one, e.LessonEntry)),
            lambda day: day not in holidays and limits.days.is_school_day(day),
        )

    def _within_term(self, system: str, place: e.TimetableEntry) -> tuple[str, e.TimetableEntry] | None:
        """Return a place with the days of its term as bounds; a term that nobody knows is a problem and None."""
        if not place.term:
            return system, place
        term_id = self._joining.term(system, place.term, None, place.origin)
        term = self._joining.directory.terms.get(term_id or "")
        return (system, place._replace(first_day=term.start, last_day=term.end)) if term else None

    def _provides(self, records: GroupRecords) -> frozenset[str]:
        school, class_id = self._joining.school, self._joining.directory.class_id
        has_teachers = any(class_id(teaching.group_id) == records.group_id for teaching in school.teachings)
        found = {name for name in _PARTS if getattr(records, name)}
        if has_teachers or any(lesson.teacher_ids for lesson in records.lessons):
            found.add("teachers")
        return frozenset(found)

    def _systems_of_several_files(self) -> frozenset[str]:
        """Return the journals of which more than one file tells marks or absences; our own tables are the school's."""
        told = {
            (system, one.origin.file) for kind in (e.MarkEntry, e.AbsenceEntry) for system, one in self._entries[kind]
        }
        counts = Counter(system for system, _ in told)
        return frozenset(system for system, count in counts.items() if count > 1) - {OWN}

    def _put_beside(self) -> None:
        """Lay our own rows of marks and absences aside when a journal tells them."""
        for kind in (e.MarkEntry, e.AbsenceEntry):
            entries = self._entries[kind]
            if may_stand_beside(system for system, _ in entries):
                self._beside[kind] = [pair for pair in entries if pair[0] == OWN]
                self._entries[kind] = [pair for pair in entries if pair[0] != OWN]

    def _refuse_two_systems(self) -> None:
        for kind in _FROM_ONE_SYSTEM:
            # Marks without days may be those that another journal tells with them, under another title.
            kinds = (kind, e.UndatedMarksEntry) if kind is e.MarkEntry else (kind,)
            first: dict[str, Origin] = {}
            for system, record in chain.from_iterable(self._entries[one] for one in kinds):
                first.setdefault(system, record.origin)
            if len(first) > 1:
                places = list(first.values())
                message = f"two systems tell the {TABLE_OF[kind]} of one class; the other at {places[0]}"
                hint = f"let one of {', '.join(sorted(first))} provide them: journals.provides in site.yaml"
                self.problems.append(ReadError("two-sources", message, origin=places[1], hint=hint))
                self._entries.update((one, []) for one in kinds)

    def _marks(self) -> tuple[Mark, ...]:
        journal = self._made(e.MarkEntry, self._entries[e.MarkEntry], daily.make_mark)
        if e.MarkEntry not in self._beside:
            return tuple(mark for _, mark in journal)
        return marks_with_rows(
            self._joining, journal, self._made(e.MarkEntry, self._beside[e.MarkEntry], daily.make_mark)
        )

    def _absences(self) -> tuple[Absence, ...]:
        journal = self._made(e.AbsenceEntry, self._entries[e.AbsenceEntry], daily.make_absence)
        if e.AbsenceEntry not in self._beside:
            return tuple(absence for _, absence in journal)
        rows = self._made(e.AbsenceEntry, self._beside[e.AbsenceEntry], daily.make_absence)
        return absences_with_rows(self._joining, journal, rows)

    def _count_lessons(self, told: Sequence[tuple[Origin, Lesson]], joined: Iterable[Lesson]) -> None:
        """Count the lessons that gave way to the same ones in other files."""
        left = Counter(_lesson_place(lesson) for lesson in joined)
        for origin, lesson in told:
            place = _lesson_place(lesson)
            if left[place]:
                left[place] -= 1
            else:
                self.tally.dropped(origin.file, TABLE_OF[e.LessonEntry])

    def _join(self, kind: type[R], make: Make[R, T]) -> tuple[T, ...]:
        return tuple(made for _, made in self._made(kind, self._entries[kind], make))

    def _made(self, kind: type[R], entries: Iterable[tuple[str, Record]], make: Make[R, T]) -> Iterator[tuple[R, T]]:
        problems, joining = self.problems, self._joining
        told = Told(problems, self._told.setdefault(kind, {})) if kind in _FOLLOWING else Told(problems)
        start, end = joining.year(late=kind in _LATE)
        table, joined, repeated = TABLE_OF[kind], self.tally.joined, self.tally.repeated
        for system, record in entries:
            day = getattr(record, "day", None)
            # Spelled out: there are tens of thousands of records in a class.
            if day is not None and not start <= day <= end:
                problems.append(outside_year(record.origin, day))
                continue
            before = len(problems)
            made = make(joining, system, record, told)  # type: ignore[arg-type]  # `entries` holds only this kind
            if made is not None:
                joined[record.origin.file, table] += 1
                yield record, made  # type: ignore[misc]  # as above
            elif len(problems) == before:
                repeated[record.origin.file, table] += 1


def _lesson_place(lesson: Lesson) -> tuple[object, ...]:
    return (lesson.group_id, lesson.subject_id, lesson.day, lesson.number, lesson.slot, lesson.status)
