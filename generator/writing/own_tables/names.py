"""How the tables name groups, subjects, teachers, students and lessons: as their own tables list them."""

from __future__ import annotations

from generator.model.school import Group, School

OWN = "tables:"
"""What ids of our own tables begin with in the joined school; in the tables themselves it goes without saying."""

_ESCAPED = str.maketrans({sign: f"%{ord(sign):02x}" for sign in "%|,;"})
_SEPARATORS = frozenset("|,;")


class Names:
    """The references of one export. Every name is read back as the entity it was written for."""

    def __init__(self, school: School) -> None:
        """Take the directory; subjects and teachers may be added to it meanwhile."""
        self._school = school

    def student(self, student_id: str) -> tuple[str, str]:
        """Return id and full name of a student, two empty texts for nobody."""
        if not student_id:
            return "", ""
        known = self._school.students.get(student_id)
        return self._own(student_id), known.name if known else ""

    def group(self, group_id: str) -> str:
        """Return a class by its title; a subgroup by its id, for titles of subgroups repeat from class to class."""
        group = self._school.groups[group_id]
        return group_key(group) if group.parent_id else group.title

    def groups(self, group_ids: tuple[str, ...]) -> str:
        """Return several groups in one cell."""
        return "|".join(_among(self.group(group_id), group_id) for group_id in group_ids)

    def subject(self, subject_id: str) -> str:
        """Return a subject by its title."""
        known = self._school.subjects.get(subject_id)
        return known.title if known else subject_id

    def teacher(self, teacher_id: str) -> str:
        """Return a teacher by name."""
        known = self._school.teachers.get(teacher_id)
        return known.name if known else teacher_id

    def teachers(self, teacher_ids: tuple[str, ...]) -> str:
        """Return several teachers in one cell."""
        return "|".join(_among(self.teacher(teacher_id), teacher_id) for teacher_id in teacher_ids)

    def _own(self, student_id: str) -> str:
        bare = student_id.removeprefix(OWN)
        # One of our own ids may look like another system's with the system before it: then both are written whole.
        return student_id if bare != student_id and bare in self._school.students else bare


def own(identity: str) -> str:
    """Return the id of a lesson or a work in the tables: that of another system keeps the system before it."""
    return identity.removeprefix(OWN)


def key(identity: str) -> str:
    """Return the id of a subject, teacher or group as a text that may stand among others in one cell."""
    return identity.translate(_ESCAPED)


def group_key(group: Group) -> str:
    """Return the id of a group in the table of groups."""
    return key(group.id)


def _among(name: str, identity: str) -> str:
    """Return a name if it may stand among others in one cell, else the id in its table."""
    return name if name and _SEPARATORS.isdisjoint(name) else key(identity)
