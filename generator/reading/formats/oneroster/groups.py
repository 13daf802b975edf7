"""Which class or subgroup a class of OneRoster is: a homeroom class, the whole of one in a subject, or a part of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from generator.model.entries import GroupEntry
from generator.reading.formats.oneroster.roster import Class, Enrollment, Roster
from generator.reading.joining.folding import fold_class


class Part(NamedTuple):
    """What a class of OneRoster is in one homeroom class: `group` is what entries call it, `is_whole` the whole class,
    `students` those of them who are taught there.
    """

    group: str
    home: str
    is_whole: bool
    title: str
    students: frozenset[str]


class Groups:
    """The homeroom classes and the parts of them that the other classes are.

    Without any homeroom class everybody is in the one that the settings name (`only`, "" if they don't).
    """

    def __init__(self, roster: Roster, only: str) -> None:
        """Find the homeroom classes and who is in them."""
        self._roster = roster
        self.homes = {in_class.id: in_class for in_class in roster.classes.values() if in_class.is_homeroom}
        self._by_title = {fold_class(home.title): home.id for home in self.homes.values()}
        self._homes_of: dict[str, list[Enrollment]] = defaultdict(list)
        self._only = "" if self.homes else only
        for home in self.homes:
            for enrollment in self.students(home):
                self._homes_of[enrollment.user].append(enrollment)
        self._parts: dict[str, tuple[Part, ...]] = {}

    def students(self, class_id: str) -> list[Enrollment]:
        """Return the enrollments of students in a class."""
        return [each for each in self._roster.enrollments.get(class_id, ()) if each.role == "student"]

    def has_home(self, student: str) -> bool:
        """Say whether a student's homeroom class is known."""
        return bool(self._only) or student in self._homes_of

    def parts(self, class_id: str) -> tuple[Part, ...]:
        """Return what a class is; a homeroom class is itself, one of which nothing is known is nothing."""
        if class_id not in self._parts:
            in_class = self._roster.classes.get(class_id)
            self._parts[class_id] = tuple(self._find(in_class)) if in_class else ()
        return self._parts[class_id]

    def group_of(self, class_id: str, student: str) -> str:
        """Return what entries call the class or subgroup in which a student is taught, "" if in none."""
        return next((part.group for part in self.parts(class_id) if student in part.students), "")

    def is_guest(self, part: Part, student: str) -> bool:
        """Say whether a student of a part is not and never was in its homeroom class."""
        return part.home in self.homes and all(each.class_id != part.home for each in self._homes_of.get(student, ()))

    def subgroups(self, classes: AbstractSet[str]) -> Iterator[GroupEntry]:
        """Yield the subgroups that these classes are."""
        for in_class in self._roster.classes.values():
            for part in self.parts(in_class.id) if in_class.id in classes else ():
                if not part.is_whole:
                    yield GroupEntry(in_class.origin, part.group, part.title, part.home)

    def _find(self, in_class: Class) -> Iterator[Part]:
        students = {enrollment.user for enrollment in self.students(in_class.id)}
        if in_class.is_homeroom:
            yield Part(in_class.id, in_class.id, is_whole=True, title=in_class.title, students=frozenset(students))
            return
        said = self._by_title.get(fold_class(in_class.title.partition("/")[0]), "") if "/" in in_class.title else ""
        by_home = self._by_home(students, said)
        for home, mine in by_home.items():
            whole = self._is_whole(in_class, home, mine, said)
            title = in_class.subgroup or in_class.title
            part = in_class.id if len(by_home) == 1 else f"{in_class.id}/{home}"
            yield Part(home if whole else part, home, is_whole=whole, title=title, students=frozenset(mine))

    def _by_home(self, students: set[str], said: str) -> dict[str, set[str]]:
        """Return the students by homeroom class; one who was in two is counted where most of the others are.

        A class that says in its title whose it is (`said`) may have students of other classes as well.
        """
        if said:
            return {said: students}
        homes = {s: [e.class_id for e in self._homes_of.get(s, ())] or [self._only] for s in students}
        counts = Counter(home for mine in homes.values() for home in dict.fromkeys(mine))
        found: dict[str, set[str]] = {}
        for student in sorted(students):
            home = max(homes[student], key=lambda home: (counts[home], home))
            if home:
                found.setdefault(home, set()).add(student)
        return dict(sorted(found.items()))

    def _is_whole(self, in_class: Class, home: str, students: set[str], said: str) -> bool:
        if in_class.subgroup:
            return False
        if home == said:
            return in_class.title.count("/") == 1
        if home == self._only:
            everybody = set(self._roster.users) & {e.user for c in self._roster.classes for e in self.students(c)}
            return everybody <= students
        return {enrollment.user for enrollment in self.students(home)} <= students
