"""Titles that name a subgroup behind the subject: «Англ.яз./2 гр.» in a timetable, «8а/Химия/1 гр.» in a card."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.model.entries import GroupEntry
from generator.origin import Origin
from generator.reading.cells import clean

_PART = re.compile(r"\d|гр|дев|мал|юн", re.IGNORECASE)


class Taught(NamedTuple):
    """What a title names: the class ("": it names none), the subject, and the part of the class ("": all of it)."""

    group: str
    subject: str
    part: str = ""

    @property
    def id(self) -> str:
        """Return the group that is taught: the class, or the subgroup by class, subject and part."""
        return f"{self.group}/{self.subject}/{self.part}" if self.part else self.group

    def entry(self, origin: Origin) -> GroupEntry:
        """Return the subgroup."""
        return GroupEntry(origin, self.id, f"{self.subject}/{self.part}", self.group)


def taught(title: str, group: str = "") -> Taught:
    """Take «предмет» or «предмет/часть» apart, as a timetable of the class `group` writes it."""
    subject, slash, part = clean(title).rpartition("/")
    return Taught(group, subject, part) if slash and _PART.search(part) else Taught(group, clean(title))


def taught_in_class(title: str) -> Taught:
    """Take «класс/предмет» or «класс/предмет/часть» apart, as the card of an assignment writes it."""
    group, slash, rest = clean(title).partition("/")
    return taught(rest, group.strip()) if slash else Taught("", group)
