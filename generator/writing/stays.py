"""In which class a student was from when to when: the joined school keeps earlier classes among its memberships."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from generator.model.school import Membership, School, Student


class Stays:
    """The days of all students in their classes, and `members`: who is in which group beside that."""

    def __init__(self, school: School) -> None:
        """Tell stays from the other memberships of a school."""
        classes: dict[str, list[Membership]] = defaultdict(list)
        for one in school.memberships:
            if not school.groups[one.group_id].parent_id:
                classes[one.student_id].append(one)
        self._of_class: dict[str, list[Membership]] = defaultdict(list)
        told: set[Membership] = set()
        for group in school.classes():
            for student in school.students_of(group.id):
                earlier = _earlier(student, classes[student.id])
                now = Membership(student.id, student.group_id, student.begin, student.end)
                for stay in (now, *earlier):
                    self._of_class[stay.group_id].append(stay)
                # Only of those who were in several classes the stays are memberships as well.
                told.update((now, *earlier) if earlier else ())
        self.members = tuple(one for one in school.memberships if one not in told)

    def of_class(self, group_id: str) -> tuple[Membership, ...]:
        """Return who is or was in a class, both ends inclusive (None: those of the year); nobody for a subgroup."""
        return tuple(self._of_class.get(group_id, ()))


def _earlier(student: Student, classes: Iterable[Membership]) -> list[Membership]:
    """Return the stays before the present one: in every other class the longest membership, if it ends before.

    A guest of a whole class is a member of it at the same time as of the own one.
    """
    longest: dict[str, Membership] = {}
    for one in sorted(classes, key=lambda one: (one.begin or date.min, -(one.end or date.max).toordinal())):
        longest.setdefault(one.group_id, one)
    begin = student.begin
    if begin is None or student.group_id not in longest:
        return []
    return [one for one in longest.values() if one.group_id != student.group_id and one.end and one.end < begin]
