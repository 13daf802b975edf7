"""What the ids of an export mean: where it has the id of a subject, a person, a class, people want to read a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from generator.model import entries as e
from generator.reading.reader import Reading

_SUBJECTS, _TEACHERS, _GROUPS, _TERMS, _PEOPLE = "subject", "teacher", "group", "term", "person"
_KIND_OF_FIELD = {
    **dict.fromkeys(("subject", "replaces_subject"), _SUBJECTS),
    **dict.fromkeys(("teacher", "teachers", "homeroom_teacher", "replaces_teacher"), _TEACHERS),
    **dict.fromkeys(("group", "groups", "parent"), _GROUPS),
    "term": _TERMS,
    "person": _PEOPLE,
}


class Names:
    """The names that the readings of one export give to its ids."""

    def __init__(self, readings: Iterable[Reading] = ()) -> None:
        """Collect them."""
        known: dict[tuple[str, str], str] = {}
        groups: dict[str, e.GroupEntry] = {}
        class_of: dict[str, str] = {}
        for reading in readings:
            if isinstance(reading, e.SubjectEntry):
                known[_SUBJECTS, reading.id] = reading.title
            elif isinstance(reading, e.TeacherEntry):
                known[_TEACHERS, reading.id] = reading.name
            elif isinstance(reading, e.TermEntry):
                known[_TERMS, reading.id] = reading.title
            elif isinstance(reading, e.GroupEntry):
                groups[reading.id] = reading
            elif isinstance(reading, e.StudentEntry):
                known[_PEOPLE, reading.person.id] = reading.person.name
                class_of[e.class_of(reading.person.id)] = reading.group
        known.update({(_GROUPS, group): title_of(found, groups) for group, found in groups.items()})
        for reference, group in class_of.items():
            known[_GROUPS, reference] = known.get((_GROUPS, group), group)
        self._known: Mapping[tuple[str, str], str] = MappingProxyType({k: v for k, v in known.items() if k[1] and v})

    def of(self, field: str, text: str) -> str:
        """Return the name behind a field's text: the text itself where it is no id, "" for a class nobody names."""
        found = self._known.get((_KIND_OF_FIELD.get(field, ""), text), "")
        if not found and text.startswith("@") and _KIND_OF_FIELD.get(field) == _GROUPS:
            return ""
        return found or text


def title_of(group: e.GroupEntry, groups: Mapping[str, e.GroupEntry]) -> str:
    """Return a title that is understood alone: «1 группа» says nothing without its class."""
    parent = groups[group.parent].title if group.parent in groups else group.parent
    return f"{group.title} ({parent})" if parent and parent not in group.title else group.title


NO_NAMES = Names()
