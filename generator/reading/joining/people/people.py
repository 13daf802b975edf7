"""Who is who: students named by id or by name, in several systems, joined into one person each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.errors import ReadError
from generator.model.entries import PersonRef, StudentEntry
from generator.model.school import Student
from generator.model.years import REGISTER_KEY
from generator.origin import Origin
from generator.reading.joining.folding import fold_name, short_name, split_name
from generator.reading.joining.people.aliases import Aliases
from generator.reading.joining.people.stays import Stay, stays_of

_REGISTER_ID = re.compile(r"S[1-9][0-9]*")


def is_by_name(key: str) -> bool:
    """Say whether an identity is a class and a name («tables:8А/иванов иван») and no id that a journal gave.

    What looks like a name is taken for one: next year it means somebody else.
    """
    group, _, name = key.partition(":")[2].partition("/")
    return bool(group) and any(character.isalpha() for character in name)


@dataclass(slots=True)
class _Person:
    """A student as one system knows them, before the joining: with an entry for every class they were in."""

    system: str
    key: str
    entries: list[tuple[StudentEntry, str]]

    @property
    def entry(self) -> StudentEntry:
        """Return the first entry."""
        return self.entries[0][0]

    @property
    def settled(self) -> bool:
        """Say whether the system itself tells this student from namesakes."""
        return bool(self.entry.person.id)


class People:
    """The students of the school and the keys they are found by."""

    def __init__(self, aliases: Aliases) -> None:
        """Start without anybody."""
        self.students: dict[str, Student] = {}
        self.stays: dict[str, tuple[Stay, ...]] = {}
        self._aliases = aliases
        self._found: dict[str, _Person] = {}
        self._problems: list[ReadError] = []
        self._by_key: dict[str, str] = {}
        self._by_name: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._by_short: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._resolved: dict[tuple[str, PersonRef, str], str] = {}
        self._in_register: dict[str, str] = {}

    def add(self, system: str, entry: StudentEntry, group_id: str, class_title: str) -> None:
        """Take in a student in a class; the same id may come again, in the same class or after a transfer."""
        person = entry.person
        key = f"{system}:{person.id}" if person.id else f"{system}:{class_title}/{fold_name(person.name)}"
        old = self._found.get(key)
        if old is None:
            self._found[key] = _Person(system, key, [(entry, group_id)])
            return
        if not person.id and old.entry.origin.file == entry.origin.file and old.entry.origin != entry.origin:
            self._problems.append(_namesake(entry.origin, old.entry.origin))
        old.entries.append((entry, group_id))

    def join(self) -> list[ReadError]:
        """Make one `Student` of all that are the same person, and return the problems met."""
        classes: dict[str, dict[str, dict[str, _Person]]] = defaultdict(lambda: defaultdict(dict))
        owner: dict[str, str] = {}
        for person in self._found.values():
            alias = next(filter(None, (self._alias(person.system, e.person, at) for e, at in person.entries)), "")
            if alias.startswith(REGISTER_KEY):
                # the student of the register: who that is in other journals is still told by class and name
                self._in_register[person.key] = alias
                alias = ""
            if alias and alias != person.key:
                owner[person.key] = alias
            else:
                for entry, group_id in person.entries:
                    classes[group_id][fold_name(entry.person.name)][person.key] = person
        for names in classes.values():
            for persons in self._with_short_names(names):
                self._join_namesakes(persons, owner)
        for key, target in owner.items():
            if target not in self._found:
                message = f"content/aliases.csv says this student is {target}, whom no export has"
                self._problems.append(ReadError("unknown-student", message, origin=self._found[key].entry.origin))
        self._make_students(owner)
        return self._problems

    def find(self, system: str, ref: PersonRef, class_id: str) -> str:
        """Return the id of the student meant, "" when there is none or more than one."""
        asked = (system, ref, class_id)
        known = self._resolved.get(asked)
        if known is None:
            known = self._resolved[asked] = self._find(system, ref, class_id)
        return known

    def why_not(self, system: str, ref: PersonRef, class_id: str, origin: Origin) -> ReadError:
        """Return the problem with a reference that `find` could not resolve."""
        several = self._named(ref.name, class_id) if ref.name and not ref.id else set()
        if len(several) > 1:
            keys = ", ".join(sorted(several))
            hint = f"say in content/aliases.csv which of {keys} is meant (kind student, source {system})"
            return ReadError("namesakes", "two students of this class have this name", origin=origin, hint=hint)
        hint = "the student is missing in the list of students, is in another class, or is spelled differently"
        return ReadError("unknown-student", "no such student in this class", origin=origin, hint=hint)

    def _find(self, system: str, ref: PersonRef, class_id: str) -> str:
        alias = self._alias(system, ref, class_id)
        if alias:
            return self._by_key.get(alias, "")
        if ref.id:
            by_id = self._by_key.get(f"{system}:{ref.id}")
            if by_id or not ref.name:
                return by_id or ""
        several = self._named(ref.name, class_id)
        return next(iter(several)) if len(several) == 1 else ""

    def _named(self, name: str, class_id: str) -> set[str]:
        """Return the students of a class who may be meant by a name, with or without patronymic."""
        folded = fold_name(name)
        exact = self._by_name.get((class_id, folded))
        if exact:
            return exact
        short = short_name(folded)
        if short == folded:
            return self._by_short.get((class_id, short), set())
        return {one for one in self._by_name.get((class_id, short), ()) if not self.students[one].patronymic}

    def _alias(self, system: str, ref: PersonRef, class_id: str) -> str:
        by_id = self._aliases.find("student", system, ref.id) if ref.id else ""
        found = by_id or (self._aliases.find("student", system, ref.name, class_id) if ref.name else "")
        return f"{REGISTER_KEY}{found}" if _REGISTER_ID.fullmatch(found) else found

    def _with_short_names(self, names: Mapping[str, Mapping[str, _Person]]) -> Iterator[list[_Person]]:
        """Yield the persons of one class who share a name; one without a patronymic shares it with the only full one.

        A journal that knows both the full and the short name means two persons. Where two full names fit, the school
        must say which is meant.
        """
        longer: dict[str, list[str]] = defaultdict(list)
        for name in names:
            if name.count(" ") > 1:
                longer[short_name(name)].append(name)
        taken: set[str] = set()
        for name, persons in names.items():
            full = longer.get(name, ())
            known = {p.system for one in full for p in names[one].values()}
            if not full or known & {p.system for p in persons.values()}:
                continue
            taken.add(name)
            if len(full) == 1:
                taken.add(full[0])
                yield [*names[full[0]].values(), *persons.values()]
                continue
            other = next(iter(names[full[0]].values()))
            self._problems += [_namesake(p.entry.origin, other.entry.origin) for p in persons.values()]
        yield from (list(persons.values()) for name, persons in names.items() if name not in taken)

    def _join_namesakes(self, persons: list[_Person], owner: dict[str, str]) -> None:
        """Join those who share class and name, if no system knows two of them."""
        systems = [person.system for person in persons]
        if len(set(systems)) == len(systems):
            main = min(persons, key=lambda p: (not p.settled, p.key))
            owner.update({p.key: main.key for p in persons})
            return
        unsettled = [p for p in persons if not p.settled]
        owner.update({p.key: p.key for p in persons if p.settled})
        for person in unsettled:
            other = next(p for p in persons if p is not person)
            self._problems.append(_namesake(person.entry.origin, other.entry.origin))
            owner[person.key] = person.key

    def _make_students(self, owner: dict[str, str]) -> None:
        keys: dict[str, list[_Person]] = defaultdict(list)
        for key, person in self._found.items():
            keys[owner.get(key, key)].append(person)
        for main, persons in keys.items():
            if main not in self._found:
                continue
            entries = [pair for person in persons for pair in person.entries]
            stays = self.stays[main] = stays_of(entries, self._problems)
            names = [self._found[main].entry.person.name, *(entry.person.name for entry, _ in entries)]
            family, given, patronymic = split_name(max(names, key=lambda name: len(name.split()[:3])))
            known = {self._in_register[p.key] for p in persons if p.key in self._in_register}
            all_keys = (main, *sorted({*known, *(p.key for p in persons if p.key != main)}))
            born = next((entry.birth_date for entry, _ in entries if entry.birth_date), None)
            now = stays[-1]
            self.students[main] = Student(main, all_keys, family, given, patronymic, now.group_id,
                                          now.begin, now.end, born)  # fmt: skip
            self._by_key.update(dict.fromkeys(all_keys, main))
            for entry, group_id in entries:
                name = fold_name(entry.person.name)
                self._by_name[group_id, name].add(main)
                # Who is told with a patronymic may be meant without it, and the other way round.
                self._by_short[group_id, short_name(name)].add(main)


def _namesake(origin: Origin, other: Origin) -> ReadError:
    hint = "settle it in content/aliases.csv, or use an export that has the students' ids"
    message = f"a second student of this class has the name of the one at {other}"
    return ReadError("namesakes", message, origin=origin, hint=hint)
