"""The `Directory`: which group, subject, teacher or student an export means by what it writes.

Identity: by the journal's own id; by name only inside one class; by `content/aliases.csv` where that leaves a doubt.
"""

from __future__ import annotations

from generator.model import entries as e
from generator.model.school import Group, Subject, Teacher, Term
from generator.reading.joining.folding import fold_class, fold_name
from generator.reading.joining.people.aliases import Aliases
from generator.reading.joining.people.people import People


class Directory:
    """Finds the group, subject, teacher or student that an export means; built up by `build.build_directory`."""

    def __init__(self, aliases: Aliases) -> None:
        """Start empty."""
        self.aliases = aliases
        self.groups: dict[str, Group] = {}
        self.subjects: dict[str, Subject] = {}
        self.teachers: dict[str, Teacher] = {}
        self.terms: dict[str, Term] = {}
        self.people = People(aliases)
        self.ids: dict[tuple[str, str, str], str] = {}
        self.titles: dict[tuple[str, str], str] = {}
        self._class_titles: dict[tuple[str, str], str] = {}
        self._named: dict[tuple[str, str], e.GroupEntry] = {}

    def group_id(self, system: str, ref: str) -> str:
        """Return the id of a group named by id or title, "" when there is none, or more than one of this title."""
        known = self.ids.get(("group", system, ref), self.titles.get((system, ref)))
        if known is not None:
            return known
        if ref.startswith("@"):
            student = self.people.students.get(self.people.find(system, e.PersonRef(ref[1:]), ""))
            return student.group_id if student else ""
        folded = fold_class(self.aliases.find("group", system, ref) or ref)
        return folded if folded in self.groups else ""

    def name_group(self, system: str, group_id: str, entry: e.GroupEntry) -> e.GroupEntry | None:
        """Remember how a journal names a group; ids go before titles, and a title of two groups means neither.

        Returns an earlier group of the journal that nothing tells from it. A subgroup may have several ids: OneRoster
        gives it one for every subject.
        """
        first = self._named.setdefault((system, group_id), entry)
        by_id = self.ids.setdefault(("group", system, entry.id), group_id) if entry.id else group_id
        by_title = self.titles.setdefault((system, entry.title), group_id)
        if by_title != group_id:
            self.titles[system, entry.title] = ""
        if first.id and entry.id and first.id != entry.id and not entry.parent:
            return first
        other = by_id if entry.id else by_title
        return None if other == group_id else self._named.get((system, other), entry)

    def class_title(self, system: str, group_id: str, ref: str) -> str:
        """Return how a journal itself writes the title of a class, which other exports have no part in."""
        if (system, group_id) not in self._class_titles:
            named = self._named.get((system, group_id))
            alias = (self.aliases.find("group", system, one) for one in (*(named[1:3] if named else ()), ref) if one)
            self._class_titles[system, group_id] = next(filter(None, alias), named.title if named else ref)
        return self._class_titles[system, group_id]

    def class_id(self, group_id: str) -> str:
        """Return the class that a group belongs to (itself, for a class)."""
        group = self.groups.get(group_id)
        return group.parent_id or group_id if group else ""

    def subject_id(self, system: str, ref: str) -> str:
        """Return the id of a subject; a subject that is named here first becomes one."""
        known = self.ids.get(("subject", system, ref))
        if known is not None:
            return known
        title = self.aliases.find("subject", system, ref) or ref
        folded = fold_name(title)
        self.subjects.setdefault(folded, Subject(folded, title))
        self.ids["subject", system, ref] = folded
        return folded

    def teacher_id(self, system: str, ref: str) -> str:
        """Return the id of a teacher; one that is named here first becomes one."""
        known = self.ids.get(("teacher", system, ref))
        if known is not None:
            return known
        name = self.aliases.find("teacher", system, ref) or ref
        folded = fold_name(name)
        self.teachers.setdefault(folded, Teacher(folded, name))
        self.ids["teacher", system, ref] = folded
        return folded

    def teacher_name(self, system: str, ref: str) -> str:
        """Return the name of a teacher named by id or name, as the list of teachers has it, else as written."""
        name = self.aliases.find("teacher", system, ref) or ref
        known = self.teachers.get(self.ids.get(("teacher", system, ref), fold_name(name)))
        return known.name if known else name
