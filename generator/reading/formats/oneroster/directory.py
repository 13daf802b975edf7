"""The directory of a bundle as entries: school, subjects, classes and subgroups, people, who teaches what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.errors import ReadError
from generator.model.entries import (
    Entry,
    GroupEntry,
    MemberEntry,
    SchoolEntry,
    StudentEntry,
    SubjectEntry,
    TeacherEntry,
    TeachingEntry,
)
from generator.origin import Origin
from generator.reading.about import About
from generator.reading.formats.oneroster.groups import Groups
from generator.reading.formats.oneroster.roster import Class, Enrollment, Roster
from generator.reading.formats.oneroster.words import grade_of_code
from generator.reading.formats.oneroster.years import Year
from generator.reading.reader import Ignored, Reading
from generator.reading.whom import another_class, another_term, no_class


class Directory:
    """The entries of a bundle's directory, without what belongs to other school years."""

    def __init__(self, roster: Roster, groups: Groups, year: Year, about: About) -> None:
        """Take what was found out of the records."""
        self._roster = roster
        self._groups = groups
        self._year = year
        self._about = about

    def read(self, *, whole: bool) -> Iterator[Reading]:
        """Yield the directory; `whole` says that no class and no enrollment is missing because of a fault."""
        yield from self._another()
        yield from self._circles()
        yield from self._schools()
        yield from self._year.read()
        yield from self._subjects()
        yield from self._people(whole=whole)
        yield from self._classes()

    def _another(self) -> Iterator[ReadError]:
        """Yield errors when the settings ask for a class or a term that the bundle does not have."""
        homes = list(self._groups.homes.values())
        terms = [self._roster.sessions[term] for term in self._year.terms]
        if homes:
            yield from filter(None, [another_class(self._about, homes[0].origin, *(home.title for home in homes))])
        if terms:
            yield from filter(None, [another_term(self._about, terms[0].origin, *(term.title for term in terms))])

    def _circles(self) -> Iterator[ReadError]:
        for records in (self._roster.orgs, self._roster.sessions):
            for id_ in in_circles({id_: record.parent for id_, record in records.items()}):
                hint = "the record that is above all others has no parentSourcedId"
                origin = records[id_].origin
                yield ReadError("parents-in-a-circle", "a record is above itself", origin=origin, hint=hint)

    def _schools(self) -> Iterator[Reading]:
        schools = dict.fromkeys(self._roster.classes[id_].school for id_ in sorted(self._year.classes))
        found = [org for id_ in schools if (org := self._roster.orgs.get(id_)) and org.type == "school"]
        for org in found:
            origin = Origin(org.origin.file, "", org.origin.line)
            yield SchoolEntry(origin, org.name) if len(found) == 1 else Ignored(origin, "schools", "one of several")

    def _subjects(self) -> Iterator[Reading]:
        taught = {self._roster.classes[id_].course for id_ in self._year.classes - set(self._groups.homes)}
        for course in self._roster.courses.values():
            if course.id in taught:
                yield SubjectEntry(course.origin, course.id, course.title, course.short)
            else:
                yield Ignored(course.origin, "courses", "taught in no class")

    def _people(self, *, whole: bool) -> Iterator[Reading]:
        enrolled: dict[str, set[str]] = {}
        for class_id in self._year.classes:
            for each in self._roster.enrollments.get(class_id, ()):
                enrolled.setdefault(each.user, set()).add(each.role)
        for user in self._roster.users.values():
            roles = enrolled.get(user.ref.id, set())
            if "teacher" in roles or user.role == "teacher":
                yield TeacherEntry(user.origin, user.ref.id, user.ref.name, user.email)
            elif "student" in roles:
                if whole and not self._groups.has_home(user.ref.id):
                    yield no_class(user.origin, "put classes of type homeroom into the bundle")
            elif user.role in {"parent", "guardian", "relative"}:
                yield Ignored(user.origin, "guardians", "the families file says who may read")
            else:
                why = "a student of no class" if user.role == "student" else "neither student nor teacher"
                yield Ignored(user.origin, "users", why)

    def _classes(self) -> Iterator[Reading]:
        for in_class in self._roster.classes.values():
            if in_class.id not in self._year.classes:
                yield Ignored(in_class.origin, "classes", "of another school year")
            elif in_class.is_homeroom:
                yield from self._homeroom(in_class)
            elif not self._groups.parts(in_class.id):
                yield Ignored(in_class.origin, "classes", "no students in it")
        yield from self._groups.subgroups(self._year.classes)
        yield from self._enrollments()

    def _homeroom(self, home: Class) -> Iterator[Reading]:
        teachers = [e for e in self._roster.enrollments.get(home.id, ()) if e.role == "teacher"]
        first = [e.user for e in teachers if e.is_primary] or [e.user for e in teachers]
        grades = [grade_of_code(code) for code in home.grades]
        if not all(known for _, known in grades):
            yield Ignored(home.origin, "grades", "not a code that is known")
        numbers = {grade for grade, _ in grades if grade}
        grade = numbers.pop() if len(numbers) == 1 else None
        yield GroupEntry(home.origin, home.id, home.title, "", grade, first[0] if len(first) == 1 else "")

    def _enrollments(self) -> Iterator[Reading]:
        told: set[str] = set()
        for class_id in sorted(self._year.classes):
            in_class = self._roster.classes[class_id]
            for each in self._roster.enrollments.get(class_id, ()):
                if each.role == "student":
                    yield from self._student(in_class, each, told)
                elif each.role == "teacher" and not in_class.is_homeroom:
                    for part in self._groups.parts(class_id):
                        yield TeachingEntry(each.origin, part.group, in_class.course, each.user)
                elif each.role != "teacher":
                    yield Ignored(each.origin, "enrollments", "neither student nor teacher")

    def _student(self, in_class: Class, each: Enrollment, told: set[str]) -> Iterator[Entry]:
        user = self._roster.users.get(each.user)
        if user is None:
            return
        begin, end = self._year.within(in_class.id, each.begin, each.end)
        born = self._roster.births.get(each.user)
        part = next((part for part in self._groups.parts(in_class.id) if each.user in part.students), None)
        if part is None:
            return
        if in_class.is_homeroom:
            yield StudentEntry(each.origin, user.ref, in_class.id, begin, end, born)
        elif not self._groups.homes and each.user not in told:
            told.add(each.user)
            yield StudentEntry(user.origin, user.ref, self._about.group, None, None, born)
        if not part.is_whole or self._groups.is_guest(part, each.user):
            yield MemberEntry(each.origin, user.ref, part.group, begin, end)


def in_circles(parents: Mapping[str, str]) -> list[str]:
    """Return of each circle the id that comes first, in the order of the records; every record is passed once."""
    walk_of: dict[str, str] = {}
    found: set[str] = set()
    for start in parents:
        id_ = start
        while id_ in parents and id_ not in walk_of:
            walk_of[id_] = start
            id_ = parents[id_]
        if walk_of.get(id_) == start:
            circle = [id_]
            while (above := parents[circle[-1]]) != id_:
                circle.append(above)
            found.add(min(circle))
    return [id_ for id_ in parents if id_ in found]
