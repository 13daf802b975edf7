"""`content/recommendations/*.md`: what a teacher recommends to one student or to a group.

Front matter: `student` (the journal's id; or the name, and then `group` is the class) or `group` alone (a class or a
subgroup, for everybody in it), `author`, `date`, `subject` (a subject of the school) and `title`; one of the last two
may be left out. Whom a file is for is never guessed: a student nobody knows, or more than one, is an error, because a
wrong guess would open a text to another family.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.errors import DiaryError, ProblemsError, ReadError
from generator.model.letters import Letter
from generator.model.school import School, Student
from generator.origin import Origin
from generator.reading.family.students import StudentDirectory
from generator.reading.joining.folding import fold_class, fold_name
from generator.reading.named_students import StudentNames
from generator.reading.texts.attachments import Files, Limits
from generator.reading.texts.front_matter import FrontMatter, decoded, read_texts, split

RECOMMENDATIONS = "content/recommendations"
_KEYS = ("title", "student", "group", "author", "date", "subject")
_BAD = "bad-letter"


@dataclass(frozen=True, slots=True)
class Draft:
    """A recommendation as it was written, not yet delivered to anybody; `places` tells where its keys stand."""

    origin: Origin
    title: str
    day: date
    author: str
    subject: str
    student: str
    group: str
    body: str = field(repr=False)
    places: tuple[tuple[str, Origin], ...] = ()

    def place(self, key: str) -> Origin:
        """Return where a key's value stands."""
        return dict(self.places)[key]


def parse_recommendation(name: str, content: bytes) -> Draft:
    """Read one recommendation; `name` is what its places are called. Raises ProblemsError with all of its faults."""
    matter, origin, body = split(name, decoded(name, content), _BAD)
    if matter is None:
        hint = "write ---, then student: or group:, author: and date:, then --- again; the text stands below"
        message = "the recommendation does not begin with a line of ---"
        raise ProblemsError([ReadError(_BAD, message, origin=Origin(name, line=1), hint=hint)])
    front = FrontMatter(matter, name, _KEYS, _BAD)
    title, subject, student, group = (front.text(key) for key in ("title", "subject", "student", "group"))
    author = front.must_be("author", "it is not said who recommends this", "write author: and the teacher's name")
    day = front.day()
    if not front.value.get("date"):
        front.fault("date", "the recommendation has no date", "write date: 2026-11-19")
    if not title and not subject:
        front.fault("title", "the recommendation has no heading", "write title: or subject:")
    if not student and not group:
        hint = "write student: with the journal's id; or student: with the name and group: with the class; or group:"
        front.fault("student", "it is not said whom the recommendation is for", hint)
    front.end()
    places = tuple((key, front.place(key)) for key in _KEYS)
    return Draft(origin, title, day or date.min, author, subject, student, group, body, places)


def read_recommendations(root: Path, school: School, limits: Limits) -> tuple[list[Letter], list[DiaryError]]:
    """Read the recommendations below a site folder, in the order of their file names, and what is wrong with them."""
    drafts, problems = read_texts(root, RECOMMENDATIONS, parse_recommendation)
    if not drafts:
        return [], problems
    desk = _Desk(school, Files(root, RECOMMENDATIONS, limits))
    letters = [desk.address(draft) for draft in drafts]
    problems += desk.problems
    return [letter for letter in letters if letter], problems


class _Desk:
    """Writes the address on every recommendation; what is wrong is gathered in `problems`."""

    def __init__(self, school: School, files: Files) -> None:
        self.problems: list[DiaryError] = []
        self._students = StudentDirectory(school)
        self._names = StudentNames(school.students.values())
        self._files = files
        self._subjects = {fold_name(text): s.title for s in school.subjects.values() for text in (s.short, s.title)}
        self._groups = groups_by_title(school)

    def address(self, draft: Draft) -> Letter | None:
        """Return the recommendation with its reader, None when there was a fault in it."""
        before = len(self.problems)
        student = self._student(draft) if draft.student else None
        group_id = "" if draft.student else self._group(draft)
        subject = self._subject(draft)
        if student or group_id:
            self.problems += _naming(draft, self._names, student)
        files, faults = self._files.attach(draft.body, draft.origin)
        self.problems += faults
        if len(self.problems) > before:
            return None
        return Letter(
            origin=draft.origin,
            title=draft.title or subject,
            day=draft.day,
            author=draft.author,
            subject=subject,
            student_id=student.id if student else "",
            group_ids=(group_id,) if group_id else (),
            body=draft.body,
            files=files,
        )

    def _student(self, draft: Draft) -> Student | None:
        place, students = draft.place("student"), self._students
        several = "write the identity instead of the name: one of {ids}"
        try:
            if not draft.group:
                hint = "without group: this must be the journal's id; with a name write the class too: group: 8А"
                return students.one(students.by_id(draft.student), place, hint, several)
            hint = "the name must be the one in the journal; of a student who has left, delete the file"
            found = students.by_name(draft.group, draft.student, draft.place("group"))
            return students.one(found, place, hint, several)
        except ReadError as problem:
            self.problems.append(problem)
            return None

    def _group(self, draft: Draft) -> str:
        found = self._groups.get(fold_class(draft.group), ())
        if len(found) == 1:
            return found[0]
        message = "more than one group has this title" if found else "there is no such class or group"
        hint = "write the class as the journal does: group: 8А"
        self.problems.append(ReadError("unknown-group", message, origin=draft.place("group"), hint=hint))
        return ""

    def _subject(self, draft: Draft) -> str:
        found = self._subjects.get(fold_name(draft.subject), "")
        if draft.subject and not found:
            hint = "write it as the journal does, or leave subject: out and write title:"
            message = "the school has no such subject"
            self.problems.append(ReadError("letter-subject", message, origin=draft.place("subject"), hint=hint))
        return found


def groups_by_title(school: School) -> dict[str, tuple[str, ...]]:
    """Return the classes and subgroups of a school by folded title."""
    found: dict[str, tuple[str, ...]] = {}
    for group in school.groups.values():
        key = fold_class(group.title)
        found[key] = (*found.get(key, ()), group.id)
    return found


def _naming(draft: Draft, names: StudentNames, reader: Student | None) -> Iterable[ReadError]:
    """Yield an error for every place where a text names a student who is not its reader.

    A recommendation that was copied for another student and kept the first one's name would show it to both families.
    """
    places = [draft.place("title")] if names.find(draft.title, reader) else []
    places += [draft.origin._replace(line=draft.origin.line + line) for line in names.find(draft.body, reader)]
    whose = "another student" if reader else "a student, and the whole group reads it"
    hint = "write it without names, or to that student only; a namesake is meant by the post or the initials"
    for place in places:
        yield ReadError("letter-names-student", f"the recommendation names {whose}", origin=place, hint=hint)
