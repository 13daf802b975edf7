"""Who is in which class and who teaches what: the school, courses, classes, people and their enrollments.

Written after the gradebooks of all classes, for only then it is known in which subjects a class is taught.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from generator.model.school import Group, Membership, School, Student, Teacher
from generator.writing.oneroster.bundle import Bundle, day, day_after, text
from generator.writing.oneroster.ids import Ids
from generator.writing.oneroster.sessions import Sessions
from generator.writing.oneroster.taught import Taught
from generator.writing.stays import Stays

_NO_COURSE = "Классное руководство"
_NO_NAME = "-"
"""What stands for a given or a family name that somebody doesn't have: the binding demands both."""

_SCALE = "{5:отлично},{4:хорошо},{3:удовлетворительно},{2:неудовлетворительно}"
_FIVE = 5


class Roster:
    """The directory of a school, on its way into a bundle."""

    def __init__(self, bundle: Bundle, school: School, ids: Ids, sessions: Sessions, taught: Taught) -> None:
        """Take what was found out in the gradebooks: `taught`."""
        self._bundle = bundle
        self._school = school
        self._ids = ids
        self._sessions = sessions
        self._taught = taught
        self._org = ids.of("org")
        self._stays = Stays(school)
        self._enrolled: Counter[tuple[str, str, str]] = Counter()

    def write(self, highest: int) -> None:
        """Write the whole directory; `highest` is the best mark of the school's scale."""
        self._bundle.add(
            "orgs", {"sourcedId": self._org, "name": text(self._school.name) or _NO_NAME, "type": "school"}
        )
        self._sessions.write(self._bundle)
        self._courses()
        self._classes()
        self._people()
        self._enrollments()
        if highest == _FIVE:
            self._scales()

    def _courses(self) -> None:
        row = {"schoolYearSourcedId": self._sessions.year, "orgSourcedId": self._org}
        for subject in self._school.subjects.values():
            title = text(subject.title) or subject.id
            cells = {"sourcedId": self._course(subject.id), "title": title, "subjects": _one(title)}
            self._bundle.add("courses", {**row, **cells, "metadata.short": text(subject.short)})
        if not self._school.subjects:
            self._bundle.add("courses", {**row, "sourcedId": self._course(""), "title": _NO_COURSE})

    def _classes(self) -> None:
        for group in self._school.classes():
            # The binding demands a course of a homeroom class, too; it means nothing there.
            course = self._course(next(iter(self._school.subjects), ""))
            row = {"title": text(group.title), "courseSourcedId": course, "classType": "homeroom"}
            self._class(self._taught.home(group.id), group, row)
        for group_id, subject_id in self._taught.pairs:
            group = self._school.groups[group_id]
            whole = self._school.groups[group.parent_id or group_id]
            subject = text(self._school.subjects[subject_id].title)
            subgroup = text(group.title) if group.parent_id else ""
            title = "/".join(filter(None, (text(whole.title), subject, subgroup)))
            row = {"title": title, "courseSourcedId": self._course(subject_id), "classType": "scheduled",
                   "subjects": _one(subject), "metadata.subgroup": subgroup}  # fmt: skip
            self._class(self._taught.id(group_id, subject_id), whole, row)

    def _class(self, id_: str, whole: Group, row: dict[str, str]) -> None:
        terms = ",".join(self._sessions.of_class(whole.id))
        grade = _grade(whole.grade)
        self._bundle.add(
            "classes", {"sourcedId": id_, "grades": grade, "schoolSourcedId": self._org, "termSourcedIds": terms, **row}
        )

    def _people(self) -> None:
        for teacher in self._school.teachers.values():
            self._user(self._taught.teacher(teacher.id), teacher, {"email": text(teacher.contact)}, "teacher")
        for student in self._students():
            id_, grade = self._taught.student(student.id), self._school.groups[student.group_id].grade
            self._user(id_, student, {"grades": _grade(grade)}, "student")
            if student.birth_date:
                self._bundle.add("demographics", {"sourcedId": id_, "birthDate": day(student.birth_date)})

    def _user(self, id_: str, person: Student | Teacher, more: dict[str, str], role: str) -> None:
        family, _, rest = text(person.name).partition(" ")
        given, _, middle = rest.partition(" ")
        name = {"familyName": family or _NO_NAME, "givenName": given or _NO_NAME, "middleName": middle}
        user = {"sourcedId": id_, "enabledUser": "true", "username": id_, "primaryOrgSourcedId": self._org}
        self._bundle.add("users", {**user, **name, **more})
        in_school = {"sourcedId": self._ids.of("role", id_), "userSourcedId": id_, "orgSourcedId": self._org}
        self._bundle.add("roles", {**in_school, "roleType": "primary", "role": role})

    def _enrollments(self) -> None:
        for group in self._school.classes():
            if group.homeroom_teacher_id:
                self._enroll(self._taught.home(group.id), self._taught.teacher(group.homeroom_teacher_id), "teacher",
                             {"primary": "true"})  # fmt: skip
            for stay in self._stays.of_class(group.id):
                self._enroll_student(self._taught.home(group.id), stay)
        teachers = {(one.group_id, one.subject_id, one.teacher_id): None for one in self._school.teachings}
        for group_id, subject_id, teacher_id in teachers:
            self._enroll(
                self._taught.id(group_id, subject_id), self._taught.teacher(teacher_id), "teacher", {"primary": "false"}
            )
        members: dict[str, list[Membership]] = defaultdict(list)
        for one in self._stays.members:
            members[one.group_id].append(one)
        for group_id, subject_id in self._taught.pairs:
            class_id = self._taught.id(group_id, subject_id)
            mine = dict.fromkeys((*self._stays.of_class(group_id), *members[group_id]))
            known = {one.student_id for one in mine}
            guests = (s for s in self._taught.guests(group_id, subject_id) if s not in known)
            for one in (*mine, *(Membership(student_id, group_id) for student_id in guests)):
                self._enroll_student(class_id, one)

    def _enroll_student(self, class_id: str, one: Membership) -> None:
        dates = {"beginDate": day(one.begin), "endDate": day_after(one.end)}
        self._enroll(class_id, self._taught.student(one.student_id), "student", dates)

    def _enroll(self, class_id: str, user: str, role: str, more: dict[str, str]) -> None:
        self._enrolled[class_id, user, role] += 1
        again = self._enrolled[class_id, user, role]
        id_ = self._ids.of("enrollment", class_id, user, role, *([again] if again > 1 else ()))
        cells = {"sourcedId": id_, "classSourcedId": class_id, "schoolSourcedId": self._org, "userSourcedId": user}
        self._bundle.add("enrollments", {**cells, "role": role, **more})

    def _scales(self) -> None:
        row = {"title": "Пятибалльная", "type": "five-point", "scoreScaleValue": _SCALE, "orgSourcedId": self._org}
        for group_id, subject_id in self._taught.pairs:
            class_id, course = self._taught.id(group_id, subject_id), self._course(subject_id)
            cells = {
                "sourcedId": self._ids.of("scale", class_id),
                "courseSourcedId": course,
                "classSourcedId": class_id,
            }
            self._bundle.add("scoreScales", {**row, **cells})

    def _students(self) -> Iterator[Student]:
        for group in self._school.classes():
            yield from self._school.students_of(group.id)

    def _course(self, subject_id: str) -> str:
        return self._ids.of("course", subject_id)


def _grade(grade: int | None) -> str:
    return "" if grade is None else f"{grade:02}"


def _one(title: str) -> str:
    """Return a list of one text, which may hold no comma."""
    return " ".join(title.replace(",", " ").split())
