"""The school's directory and calendar: who is in which class, what is taught by whom, when there are lessons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from generator.model.kinds import TermKind


@dataclass(frozen=True, slots=True)
class Term:
    """A teaching period, both ends inclusive; `group_ids` empty: it holds for every class."""

    id: str
    kind: TermKind
    ordinal: int
    title: str
    start: date
    end: date
    group_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days without lessons, both ends inclusive."""

    title: str
    start: date
    end: date

    def days(self) -> tuple[date, ...]:
        """Return every day of it."""
        return tuple(self.start + timedelta(days=n) for n in range((self.end - self.start).days + 1))


@dataclass(frozen=True, slots=True)
class Event:
    """A day worth knowing; `comment` may begin with a time of day. `group_ids` empty: for every class."""

    title: str
    day: date
    comment: str
    group_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bell:
    """Begin and end of the lesson with this number; `group_ids` empty: for every class."""

    ordinal: int
    start: time
    end: time
    group_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Teacher:
    """A teacher and the official contact."""

    id: str
    name: str
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject; `short` falls back to `title`."""

    id: str
    title: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A class (`parent_id` empty) or a subgroup of one; `title` as the journal writes it."""

    id: str
    title: str
    parent_id: str = ""
    grade: int | None = None
    homeroom_teacher_id: str = ""


@dataclass(frozen=True, slots=True)
class Student:
    """A student in one class.

    `id` is the identity in the exports (`<source>:<journal's id>`, or `<source>:<class>/<folded name>` where the
    journal has no ids); `keys` are all identities that belong to this person, `id` first. The register knows the
    person by any of them.
    """

    id: str
    keys: tuple[str, ...]
    family_name: str
    given_name: str
    patronymic: str
    group_id: str
    begin: date | None = None
    end: date | None = None
    birth_date: date | None = None

    @property
    def name(self) -> str:
        """Return «Фамилия Имя Отчество»."""
        return " ".join(part for part in (self.family_name, self.given_name, self.patronymic) if part)

    def sort_key(self) -> tuple[str, str, str]:
        """Return the order of class lists: family name (ё = е), given name, patronymic, case ignored."""
        folded = (p.casefold().replace("ё", "е") for p in (self.family_name, self.given_name, self.patronymic))
        family, given, patronymic = folded
        return (family, given, patronymic)


@dataclass(frozen=True, slots=True)
class Membership:
    """A student in a subgroup."""

    student_id: str
    group_id: str
    begin: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Teaching:
    """Who teaches what in which class or subgroup."""

    group_id: str
    subject_id: str
    teacher_id: str


@dataclass(frozen=True, slots=True)
class School:
    """The whole directory. Records of lessons and marks are held per class, in `GroupRecords`."""

    name: str
    year_start: date
    year_end: date
    terms: tuple[Term, ...]
    holidays: tuple[Holiday, ...]
    bells: tuple[Bell, ...]
    groups: dict[str, Group]
    students: dict[str, Student]
    teachers: dict[str, Teacher]
    subjects: dict[str, Subject]
    memberships: tuple[Membership, ...]
    teachings: tuple[Teaching, ...]
    events: tuple[Event, ...] = ()

    def classes(self) -> tuple[Group, ...]:
        """Return the classes (not the subgroups), by grade and title."""
        top = (group for group in self.groups.values() if not group.parent_id)
        return tuple(sorted(top, key=lambda g: (g.grade or 0, g.title)))

    def terms_of(self, group_id: str) -> tuple[Term, ...]:
        """Return the terms of a class in order, its own where it has some; without terms there is one: the year."""
        own = [term for term in self.terms if group_id in term.group_ids]
        chosen = own or [term for term in self.terms if not term.group_ids]
        terms = tuple(term for term in chosen if term.kind is not TermKind.YEAR)
        return terms or (Term("year", TermKind.YEAR, 1, "", self.year_start, self.year_end),)

    def bells_of(self, group_id: str) -> tuple[Bell, ...]:
        """Return the bells of a class: its own where it has some, else those of the school."""
        own = tuple(bell for bell in self.bells if group_id in bell.group_ids)
        return own or tuple(bell for bell in self.bells if not bell.group_ids)

    def students_of(self, group_id: str) -> tuple[Student, ...]:
        """Return the students of a class in the order of class lists."""
        members = (s for s in self.students.values() if s.group_id == group_id)
        return tuple(sorted(members, key=Student.sort_key))
