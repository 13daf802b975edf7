"""Who is in the school, as the counter finds people: by name, by class, by the register's id.

Reading the exports takes a second or more, so a roll is kept in memory until a file or the register changes. It is
read through a cache of its own: a build that runs meanwhile is not kept waiting, and nothing is written into the site
folder.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar

from generator.commands.fingerprint import digest_everything, digest_files
from generator.commands.inputs import Inputs
from generator.commands.registers import open_register
from generator.commands.school import read_school
from generator.errors import ProblemsError, UsageError
from generator.model.school import School
from generator.panel.pages import Option
from generator.reading.joining.folding import fold_name
from generator.register.register import Register

T = TypeVar("T")


class Pupil(NamedTuple):
    """A student: the school's identity, the register's id ("": no build has seen them yet), name and class."""

    key: str
    id: str
    name: str
    class_title: str
    label: str


@dataclass(frozen=True, slots=True)
class Roll:
    """The students in the order of their classes, and the school they are from."""

    school: School = field(repr=False)
    pupils: tuple[Pupil, ...] = field(repr=False)

    def options(self) -> tuple[Option, ...]:
        """Return what a field suggests."""
        return tuple(Option(pupil.label, "") for pupil in self.pupils)

    def find(self, text: str) -> Pupil:
        """Return the student that a person typed. Raises UsageError `nobody-meant`, `several-meant`."""
        return find_one(text, {pupil.label: pupil for pupil in self.pupils}, {p.id: p for p in self.pupils if p.id})

    def by_id(self) -> Mapping[str, Pupil]:
        """Return the students whom the register knows, by its ids."""
        return {pupil.id: pupil for pupil in self.pupils if pupil.id}


def find_one(text: str, labels: Mapping[str, T], ids: Mapping[str, T]) -> T:
    """Return what is meant by a suggestion, an id, or words that only one label has.

    Raises UsageError `nobody-meant`, `several-meant`.
    """
    if text in labels:
        return labels[text]
    if text.upper() in ids:
        return ids[text.upper()]
    words = fold_name(text.replace(",", " ")).split()
    found = [value for label, value in labels.items() if words and _has(label, words)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError("several-meant", f'"{text}" may mean {len(found)} persons', hint="choose one from the list")
    raise UsageError("nobody-meant", f'nobody is found by "{text}"', hint="choose a person from the list")


def _has(label: str, words: Sequence[str]) -> bool:
    own = fold_name(label.replace(",", " ")).split()
    return all(any(part.startswith(word) for part in own) for word in words)


class Rolls:
    """The last roll of a site folder, for all threads of the panel."""

    def __init__(self, cache: Path) -> None:
        """Keep entries of exports below `cache`."""
        self._cache = cache / "rolls"
        self._lock = threading.Lock()
        self._digest = ""
        self._roll: Roll | None = None

    def roll(self, inputs: Inputs) -> Roll:
        """Return the roll as the files are now. Raises ProblemsError, RegisterError."""
        with self._lock, open_register(inputs) as register:
            digest = digest_everything(digest_files(inputs), register)
            if self._roll is None or digest != self._digest:
                self._roll = _read(inputs, register, self._cache)
                self._digest = digest
            return self._roll


def _read(inputs: Inputs, register: Register, cache: Path) -> Roll:
    loaded = read_school(inputs, cache, workers=1, quiet=True)
    if loaded.problems:
        raise ProblemsError(loaded.problems)
    students = [student for group in loaded.school.classes() for student in loaded.school.students_of(group.id)]
    known = set(register.acts.student_names())
    with register.rehearsal():
        records = register.resolve_students([(s.keys, s.name) for s in students], inputs.moment)
    groups = loaded.school.groups
    found = [(s.id, records[s.id].id, s.name, groups[s.group_id].title) for s in students]
    # Ids of students whom no build has seen were taken back with the rehearsal.
    return Roll(loaded.school, tuple(_pupils((k, i if i in known else "", n, t) for k, i, n, t in found)))


def _pupils(found: Iterable[tuple[str, str, str, str]]) -> list[Pupil]:
    people = list(found)
    counts = Counter((name, title) for _, _, name, title in people)
    return [
        Pupil(key, id_, name, title, f"{name}, {title}" + (f", {id_ or key}" if counts[name, title] > 1 else ""))
        for key, id_, name, title in people
    ]
