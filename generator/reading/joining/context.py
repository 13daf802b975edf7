"""What all records of one class are joined with: who is who, what the settings allow, what was said already."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from generator.errors import ReadError
from generator.model.entries import AbsenceEntry, MarkEntry, PersonRef
from generator.model.school import School
from generator.origin import Origin
from generator.reading.joining.calendar import late_end, outside_year
from generator.reading.joining.directory import Directory
from generator.reading.joining.people.stays import Stay
from generator.reading.joining.sources.doubles import Doubles
from generator.reading.joining.terms import find_term, same_term, taught_in
from generator.reading.joining.timetable import Timetable
from generator.reading.words.titles import quoted_class
from generator.rules.working_days import WorkingDays

OWN = "tables"
"""The system of our own tables."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the settings allow: the scale of marks, the first and last day of the school year, and its working days."""

    lowest: int
    highest: int
    year_start: date
    year_end: date
    days: WorkingDays = field(default_factory=WorkingDays)


@dataclass(slots=True)
class Told:
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
        return self._known((key, nth), origin, said)

    def once(self, origin: Origin, key: Hashable, said: object) -> bool:
        """Say whether it was told already, in whatever file: of some facts there is but one."""
        return self._known(key, origin, said)

    def _known(self, key: Hashable, origin: Origin, said: object) -> bool:
        new = (origin, said)
        old = self.facts.setdefault(key, new)
        if old is new:
            return False
        if old[1] != said:
            self.problems.append(contradiction(origin, old[0]))
        return True


@dataclass(slots=True)
class Tally:
    """How many records became part of the class, and how many another file had told: (file, table) → count."""

    joined: Counter[tuple[str, str]] = field(default_factory=Counter)
    repeated: Counter[tuple[str, str]] = field(default_factory=Counter)

    def dropped(self, file: str, table: str) -> None:
        """Count a record as repeated that was counted as joined."""
        self.joined[file, table] -= 1
        self.repeated[file, table] += 1


def contradiction(origin: Origin, other: Origin) -> ReadError:
    """Return the problem of two places that say different things of one."""
    hint = "remove the older export, or let one of them provide the table: journals.provides in site.yaml"
    return ReadError("contradiction", f"this says something else than {other}", origin=origin, hint=hint)


class Joining:
    """One class while its records are joined. `problems` and `as_of` (the newest time proved) grow meanwhile."""

    def __init__(self, school: School, directory: Directory, limits: Limits, group_id: str) -> None:
        """Start for the class `group_id`, without a timetable."""
        self.problems: list[ReadError] = []
        self.school = school
        self.directory = directory
        self.limits = limits
        self.group_id = group_id
        self.timetable = Timetable(())
        self.doubles = Doubles()
        self.as_of = datetime.combine(limits.year_start, time())
        self._members: dict[str, set[str]] = defaultdict(lambda: {group_id})
        for membership in school.memberships:
            self._members[membership.student_id].add(membership.group_id)
        self._guests = {m.student_id for m in school.memberships if directory.class_id(m.group_id) == group_id}
        self._stays: dict[str, Stay | None] = {}
        self.terms = taught_in(school.terms, group_id)

    def student(self, system: str, person: PersonRef, origin: Origin) -> str:
        """Return the student meant; nobody, or one who never was in this class or a subgroup, is a problem and ""."""
        student_id = self.directory.people.find(system, person, self.group_id)
        if not student_id:
            self.problems.append(self.directory.people.why_not(system, person, self.group_id, origin))
            return ""
        if student_id not in self._stays:
            stays = self.directory.people.stays[student_id]
            self._stays[student_id] = next((stay for stay in stays if stay.group_id == self.group_id), None)
        if self._stays[student_id] is None and student_id not in self._guests:
            self.problems.append(self._another_class(student_id, origin))
            return ""
        return student_id

    def _another_class(self, student_id: str, origin: Origin) -> ReadError:
        hint = "students of other classes need a subgroup of this one: our own table members, or an export of groups"
        groups, stays = self.school.groups, self.directory.people.stays[student_id]
        titles = (quoted_class(groups[one.group_id].title) for one in stays if one.group_id in groups)
        theirs, this = ", ".join(filter(None, titles)), quoted_class(groups[self.group_id].title)
        both = f": {theirs} in the list of students, {this} here" if theirs and this else ""
        message = f"the student is in another class, and in no subgroup of this one{both}"
        return ReadError("another-class", message, origin=origin, hint=hint)

    def was_here(self, student_id: str, day: date, origin: Origin) -> bool:
        """Say whether a student of this class (see `student`) was in it on a day; a day outside is a problem."""
        stay = self._stays[student_id]
        if stay is None or stay.covers(day):
            return True
        early = stay.begin is not None and day < stay.begin
        slug = "before-arrival" if early else "after-leaving"
        message = f"a day {'before the student came into' if early else 'after the student left'} this class"
        hint = f"the day stands at {stay.origin}; one of the two is wrong, or the mark is of another class"
        self.problems.append(ReadError(slug, message, origin=origin, hint=hint))
        return False

    def lesson(self, system: str, entry: MarkEntry | AbsenceEntry, student_id: str, subject_id: str) -> str:
        """Return the lesson of a student by the source's id, else the `slot`-th of the subject on that day, or ""."""
        by_id = self.timetable.by_id(f"{system}:{entry.lesson}") if entry.lesson else ""
        return by_id or self.timetable.find(self._members[student_id], subject_id, entry.day, entry.slot)

    def term(self, system: str, title: str, on: date | None, origin: Origin) -> str | None:
        """Return the id of a term by id, title or a day in it; an unknown one is a problem and None."""
        known = self.directory.terms.get(self.directory.ids.get(("term", system, title), "")) if title else None
        term = same_term(self.terms, known) if known else find_term(self.terms, title, on)
        if term is not None:
            return term.id
        self.no_term(origin)
        return None

    def no_term(self, origin: Origin) -> None:
        """Keep the problem of a term that is not known."""
        hint = "make content/exports/terms.csv, see docs/reference/own-tables.md#terms"
        self.problems.append(ReadError("unknown-term", "no export has this term", origin=origin, hint=hint))

    def check_scale(self, origin: Origin, raw: str, value: Decimal | None) -> None:
        """Keep the problem of a number that is no mark of this school."""
        lowest, highest = self.limits.lowest, self.limits.highest
        if value is not None and not lowest <= value <= highest:
            message = f'mark "{raw}" is not on the scale {lowest} to {highest}'
            hint = "the scale is set under marks.scale in site.yaml"
            self.problems.append(ReadError("mark-outside-scale", message, origin=origin, hint=hint))

    def year(self, *, late: bool) -> tuple[date, date]:
        """Return the first and the last day of the school year, `late`: with the rest of the year in which it ends."""
        return self.limits.year_start, late_end(self.limits.year_end) if late else self.limits.year_end

    def is_within(self, origin: Origin, day: date | None, *, late: bool = False) -> bool:
        """Say whether a day is of the school year (see `year`; None is); another is a problem."""
        start, end = self.year(late=late)
        if day is None or start <= day <= end:
            return True
        self.problems.append(outside_year(origin, day))
        return False

    def seen(self, entered_at: datetime | None, day: date | None) -> None:
        """Take a time that proves how fresh an export is: when something was entered, or the day it happened."""
        proof = entered_at or (datetime.combine(day, time()) if day else None)
        if proof and proof > self.as_of:
            self.as_of = proof
