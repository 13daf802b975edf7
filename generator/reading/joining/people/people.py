"""Who is who: students named by id or by name, in several systems, joined into one person each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from generator.errors import ReadError
from generator.model.entries import PersonRef, StudentEntry
from generator.model.school import Student
from generator.model.years import REGISTER_KEY
from generator.origin import Origin
from generator.reading.joining.folding import fold_name, short_name, split_name
from generator.reading.joining.people.aliases import Aliases
from generator.reading.joining.people.known import Known, Ties, first_told_apart, may_be_one_name, told_apart
from generator.reading.joining.people.stays import Stay, stays_of

_REGISTER_ID = re.compile(r"S[1-9][0-9]*")


def is_by_name(key: str) -> bool:
    """Say whether an identity is a class and a name («tables:8А/иванов иван») and no id that a journal gave.

    What looks like a name is taken for one: next year it means somebody else.
    """
    group, _, name = key.partition(":")[2].partition("/")
    return bool(group) and any(character.isalpha() for character in name)


class People:
    """The students of the school and the keys they are found by."""

    def __init__(self, aliases: Aliases) -> None:
        """Start without anybody."""
        self.students: dict[str, Student] = {}
        self.stays: dict[str, tuple[Stay, ...]] = {}
        self._aliases = aliases
        self._found: dict[str, Known] = {}
        self._problems: list[ReadError] = []
        self._by_key: dict[str, str] = {}
        self._by_name: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._by_short: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._resolved: dict[tuple[str, PersonRef, str], str] = {}
        self._in_register: dict[str, str] = {}
        self._listed: set[tuple[str, str, str]] = set()
        self._ids: dict[tuple[str, str], str] = {}

    def add(self, system: str, entry: StudentEntry, group_id: str, class_title: str) -> None:
        """Take in a student in a class; the same id may come again, in the same class or after a transfer."""
        person = entry.person
        key = f"{system}:{person.id}" if person.id else f"{system}:{class_title}/{fold_name(person.name)}"
        old = self._found.get(key)
        if old is None:
            self._found[key] = Known(system, key, [(entry, group_id)])
            return
        if person.id:
            other = next((e for e, _ in old.entries if not may_be_one_name(e.person.name, person.name)), None)
            if other:
                self._problems.append(_other_name(entry.origin, other.origin))
        else:
            other = old.in_file(entry.origin.file)
            if other and other.origin != entry.origin:
                self._problems.append(_namesake(entry.origin, other.origin))
        old.entries.append((entry, group_id))

    def join(self) -> list[ReadError]:
        """Make one `Student` of all that are the same person, and return the problems met."""
        classes: dict[str, dict[str, dict[str, Known]]] = defaultdict(lambda: defaultdict(dict))
        ties, settled = Ties(self._found), dict[str, str]()
        for person in self._found.values():
            alias = next(filter(None, (self._alias(person.system, e.person, at) for e, at in person.entries)), "")
            if alias.startswith(REGISTER_KEY):
                # the student of the register: who that is in other journals is still told by class and name
                self._in_register[person.key] = alias
            elif alias:
                # the own identity as alias says: nobody else
                settled[person.key] = alias
                continue
            for entry, group_id in person.entries:
                # a name that is not told is nobody else's
                if name := fold_name(entry.person.name):
                    classes[group_id][name][person.key] = person
        for names in classes.values():
            for persons in self._with_short_names(names):
                self._join_namesakes(persons, ties)
        for key, target in settled.items():
            if target in self._found:
                ties.tie((target, key))
            else:
                message = f"content/aliases.csv says this student is {target}, whom no export has"
                self._problems.append(ReadError("unknown-student", message, origin=self._found[key].entry.origin))
        self._make_students(ties, {key for key, target in settled.items() if key != target})
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
        several = self._named(system, ref.name, class_id) if ref.name and not ref.id else set()
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
        several = self._named(system, ref.name, class_id)
        if len(several) != 1:
            return ""
        (only,) = several
        # Two ids of one journal are two students, whatever their name.
        return only if not ref.id or self._ids.setdefault((system, only), ref.id) == ref.id else ""

    def _named(self, system: str, name: str, class_id: str) -> set[str]:
        """Return the students of a class whom a journal may mean by a name, with or without patronymic."""
        folded = fold_name(name)
        exact = self._by_name.get((class_id, folded), set())
        short = short_name(folded)
        if short == folded:
            # A journal that lists the short name itself means just that one.
            return exact if (system, class_id, folded) in self._listed else self._by_short.get((class_id, short), exact)
        if exact:
            return exact
        return {one for one in self._by_name.get((class_id, short), ()) if not self.students[one].patronymic}

    def _alias(self, system: str, ref: PersonRef, class_id: str) -> str:
        by_id = self._aliases.find("student", system, ref.id, class_id) if ref.id else ""
        found = by_id or (self._aliases.find("student", system, ref.name, class_id) if ref.name else "")
        return f"{REGISTER_KEY}{found}" if _REGISTER_ID.fullmatch(found) else found

    def _with_short_names(self, names: Mapping[str, Mapping[str, Known]]) -> Iterator[list[Known]]:
        """Yield the persons of one class who share a name; one without a patronymic shares it with the only full one.

        A journal that lists both the full and the short name means two persons. Where two full names fit, the school
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
            if not full:
                continue
            if known & {p.system for p in persons.values()}:
                # Two persons, and a third journal that has only the short name may mean either.
                other = next(p for p in persons.values() if p.system in known)
                self._problems += [_namesake(p.entry.origin, other.entry.origin)
                                   for p in persons.values() if p.system not in known]  # fmt: skip
                # One file has the names and another of the same journal the ids: these may be two, or one.
                pairs = ((p, q) for p in persons.values() for one in full for q in names[one].values())
                self._problems += [_namesake(p.entry.origin, q.entry.origin)
                                   for p, q in pairs if p.system == q.system and not told_apart(p, q)]  # fmt: skip
                continue
            taken.add(name)
            if len(full) == 1:
                taken.add(full[0])
                yield [*names[full[0]].values(), *persons.values()]
                continue
            other = next(iter(names[full[0]].values()))
            self._problems += [_namesake(p.entry.origin, other.entry.origin) for p in persons.values()]
        yield from (list(persons.values()) for name, persons in names.items() if name not in taken)

    def _join_namesakes(self, persons: list[Known], ties: Ties) -> None:
        """Join those who share class and name, if no system knows two of them."""
        counts = Counter(person.system for person in persons)
        first, most = max(counts.items(), key=lambda each: (each[1], each[0]))
        if most == 1:
            ties.tie([person.key for person in persons])
            return
        # The journal that knows most of them tells them apart by ids; whom the others mean, nobody can say.
        strangers = [p for p in persons if p.system != first or not p.settled]
        for person in strangers:
            other = next(p for p in persons if p is not person and p.system == first)
            self._problems.append(_namesake(person.entry.origin, other.entry.origin))

    def _make_students(self, ties: Ties, renamed: Collection[str]) -> None:
        in_register: dict[str, tuple[str, Known]] = {}
        for main, persons in ties.sets(renamed):
            pair = first_told_apart(persons)
            if pair:
                self._problems.append(_made_one(pair[1].entry.origin, pair[0].entry.origin))
            for person in persons:
                known = self._in_register.get(person.key, "")
                other_main, other = in_register.setdefault(known, (main, person)) if known else (main, person)
                if other_main != main:
                    self._problems.append(_made_one(person.entry.origin, other.entry.origin))
            self._make_student(main, persons)

    def _make_student(self, main: str, persons: Sequence[Known]) -> None:
        entries = [pair for person in persons for pair in person.entries]
        stays = self.stays[main] = stays_of(entries, self._problems)
        names = [entry.person.name for entry, _ in entries]
        family, given, patronymic = split_name(max(names, key=lambda name: len(name.split()[:3])))
        known = {self._in_register[p.key] for p in persons if p.key in self._in_register}
        keys = (main, *sorted({*known, *(p.key for p in persons if p.key != main)}))
        now = stays[-1]
        self.students[main] = Student(main, keys, family, given, patronymic, now.group_id,
                                      now.begin, now.end, self._born(entries))  # fmt: skip
        self._by_key.update(dict.fromkeys(keys, main))
        self._ids.update(((p.system, main), p.entry.person.id) for p in persons if p.settled)
        for person in persons:
            for entry, group_id in person.entries:
                name = fold_name(entry.person.name)
                self._listed.add((person.system, group_id, name))
                self._by_name[group_id, name].add(main)
                # Who is told with a patronymic may be meant without it, and the other way round.
                self._by_short[group_id, short_name(name)].add(main)

    def _born(self, entries: Sequence[tuple[StudentEntry, str]]) -> date | None:
        """Return the day of birth; two of them are two students of one name, or a mistake."""
        told = [entry for entry, _ in entries if entry.birth_date]
        other = next((entry for entry in told if entry.birth_date != told[0].birth_date), None)
        if other:
            message = f"the student of this name has another birthday at {told[0].origin}"
            hint = "correct it in the journal; two students of one name are told apart in content/aliases.csv"
            self._problems.append(ReadError("contradiction", message, origin=other.origin, hint=hint))
        return told[0].birth_date if told else None


def _namesake(origin: Origin, other: Origin) -> ReadError:
    hint = "settle it in content/aliases.csv, or use an export that has the students' ids"
    message = f"a second student of this class has the name of the one at {other}"
    return ReadError("namesakes", message, origin=origin, hint=hint)


def _other_name(origin: Origin, other: Origin) -> ReadError:
    hint = "two students cannot have one id; for one who changed their name take the older export away"
    return ReadError("contradiction", f"the student of this id has another name at {other}", origin=origin, hint=hint)


def _made_one(origin: Origin, other: Origin) -> ReadError:
    message = f"content/aliases.csv makes this student and the one at {other} one person, but they are told apart"
    hint = "correct the rows of kind student: nobody can be two students of one journal"
    return ReadError("two-in-one", message, origin=origin, hint=hint)
