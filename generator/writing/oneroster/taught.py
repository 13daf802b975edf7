"""The classes of a bundle: homeroom classes, and for every subject one of the class or of its subgroup."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from generator.model.school import School
from generator.writing.oneroster.ids import Ids


class Taught:
    """Which group is taught which subject, and the ids of the classes and people that follow from it."""

    def __init__(self, school: School, ids: Ids) -> None:
        """Begin with what the directory says; gradebooks add to it."""
        self._school = school
        self._ids = ids
        self._found: dict[tuple[str, str], str] = {}
        self._people: dict[tuple[str, str], str] = {}
        self._members: dict[str, set[str]] = defaultdict(set)
        self._guests: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for membership in school.memberships:
            self._members[membership.student_id].add(membership.group_id)
        for teaching in school.teachings:
            self.id(teaching.group_id, teaching.subject_id)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return group and subject of every class that is not a homeroom class, sorted."""
        return sorted(self._found)

    def id(self, group_id: str, subject_id: str) -> str:
        """Return the class in which a group is taught a subject."""
        known = self._found.get((group_id, subject_id))
        if known is None:
            known = self._found[group_id, subject_id] = self._ids.of("class", group_id, subject_id)
        return known

    def home(self, class_id: str) -> str:
        """Return a homeroom class."""
        return self._ids.of("class", class_id)

    def student(self, student_id: str) -> str:
        """Return a student."""
        return self._person("student", student_id)

    def teacher(self, teacher_id: str) -> str:
        """Return a teacher."""
        return self._person("teacher", teacher_id)

    def group_of(self, student_id: str, class_id: str, wanted: Iterable[str]) -> str:
        """Return the first wanted group that the student is in, else the class; for one who never was in the class
        any subgroup of it that they are in.
        """
        mine = self._members.get(student_id, set())
        if class_id not in mine and self._school.students[student_id].group_id != class_id:
            groups = self._school.groups
            wanted = (*wanted, *sorted(group_id for group_id in mine if groups[group_id].parent_id == class_id))
        return next((group_id for group_id in wanted if group_id in mine), class_id)

    def come(self, student_id: str, group_id: str, subject_id: str) -> None:
        """Note that a student has a result there: one who is now in another class is enrolled for it."""
        group = self._school.groups[group_id]
        if not group.parent_id and self._school.students[student_id].group_id != group_id:
            self._guests[group_id, subject_id][student_id] = None

    def guests(self, group_id: str, subject_id: str) -> list[str]:
        """Return the students who have results there and are in another class now."""
        return list(self._guests.get((group_id, subject_id), ()))

    def _person(self, kind: str, identity: str) -> str:
        known = self._people.get((kind, identity))
        if known is None:
            known = self._people[kind, identity] = self._ids.of(kind, identity)
        return known
