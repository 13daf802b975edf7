"""Which class an export of МЭШ is of, and which of its groups are subgroups: told by the names of groups.

«Алгебра 8-А» is the class 8-А, «Английский язык 8-А (1 гр.)» a subgroup of it: whatever a name says beyond subject and
class makes a subgroup, whose members are those in whose timetable it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.errors import ReadError
from generator.model.entries import GroupEntry, MemberEntry, PersonRef
from generator.origin import Origin
from generator.reading.about import NOBODY, About
from generator.reading.cells import clean, grade_of
from generator.reading.joining.folding import fold_class
from generator.reading.payloads.items import Item
from generator.reading.whom import another_class, no_class

_CLASS = re.compile(r"(?<!\w)(?:1[0-2]|[1-9])(?:[-–—]?[а-яёa-z]|\s?[-–—]?\s?[А-ЯЁA-Z])(?!\w)")
_WORDS = re.compile(r"\w+")


class GroupName(NamedTuple):
    """What a group's name says: the classes in it, and whether it says more than subject and class."""

    classes: tuple[str, ...]
    is_part: bool


def read_group_name(name: str, subject: str) -> GroupName:
    """Take the name of a group apart."""
    name, subject = clean(name), clean(subject)
    rest = name[len(subject) :] if subject and name.casefold().startswith(subject.casefold()) else name
    classes = tuple(dict.fromkeys(clean(found) for found in _CLASS.findall(rest)))
    left = [word for word in _WORDS.findall(_CLASS.sub(" ", rest)) if word.casefold() not in {"класс", "кл"}]
    return GroupName(classes, is_part=bool(left))


class Groups:
    """The class of an export (`title`, "" when it is not known) and the groups that its lessons name."""

    def __init__(self, about: About, lessons: Iterable[Item], origin: Origin) -> None:
        """Look at all lessons; `origin` is where an export without any says nothing of a class."""
        self.problems: list[ReadError] = []
        self._lessons: dict[str, Item] = {}
        self._names: dict[str, GroupName] = {}
        for lesson in lessons:
            key = lesson.id("group_id") or lesson.text("group_name")
            if key and key not in self._names:
                self._lessons[key] = lesson
                self._names[key] = read_group_name(lesson.text("group_name"), lesson.text("subject_name"))
        self.title = about.group or self._only_class()
        if not self.title:
            self.problems.append(no_class(origin))
        elif about.group:
            self._compare(about)

    def of(self, group_id: str) -> str:
        """Return the group of a lesson or homework: a subgroup's id, else the class."""
        name = self._names.get(group_id)
        return self._id(group_id, name) if name and name.is_part and self.title else self.title

    def entries(self, person: PersonRef) -> Iterator[GroupEntry | MemberEntry]:
        """Yield the subgroups, each with the student as its member."""
        for key, name in self._names.items():
            if name.is_part and self.title:
                lesson, ref = self._lessons[key], self._id(key, name)
                yield GroupEntry(lesson.origin("group_name"), ref, lesson.text("group_name"), self.title)
                if person != NOBODY:
                    yield MemberEntry(lesson.origin("group_name"), person, ref)

    def of_class(self, origin: Origin) -> GroupEntry:
        """Return the class."""
        return GroupEntry(origin, "", self.title, grade=grade_of(self.title))

    @property
    def first_part(self) -> Item | None:
        """Return a lesson of a subgroup, whose membership asks for a student; None without any."""
        return next((self._lessons[key] for key, name in self._names.items() if name.is_part), None)

    def _id(self, group_id: str, name: GroupName) -> str:
        """Return the id of a subgroup; one of several classes is a subgroup of each of them."""
        return group_id if len(name.classes) < 2 else f"{group_id}, {self.title}"

    def _only_class(self) -> str:
        """Return the one class that fits all names, or ""."""
        spelled = {fold_class(title): title for name in self._names.values() for title in reversed(name.classes)}
        sets = [{fold_class(title) for title in name.classes} for name in self._names.values() if name.classes]
        common = set.intersection(*sets) if sets else set()
        return spelled[next(iter(common))] if len(common) == 1 else ""

    def _compare(self, about: About) -> None:
        said: set[str] = set()
        for key, name in self._names.items():
            folded = {fold_class(title) for title in name.classes}
            if folded and fold_class(about.group) not in folded and not folded <= said:
                error = another_class(about, self._lessons[key].origin("group_name"), name.classes[0])
                self.problems += [error] if error else []
                said |= folded
