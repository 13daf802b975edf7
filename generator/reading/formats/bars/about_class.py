"""БАРС: the class of an export and its students, by full name, from the answer that lists them or the settings."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import ReadError
from generator.model.entries import GroupEntry, PersonRef, StudentEntry
from generator.origin import Origin
from generator.reading.about import About
from generator.reading.cells import clean
from generator.reading.joining.folding import fold_class, fold_name
from generator.reading.payloads.items import Item
from generator.reading.payloads.members import Payload
from generator.reading.reader import Reading
from generator.reading.whom import another_class, no_class
from generator.reading.words.titles import quoted_class


class ClassList:
    """The class that an export is of (`title`, "" when it is not known) and the students that it lists."""

    def __init__(self, about: About, lists: list[Payload], origin: Origin) -> None:
        """Look at the lists; what they say is yielded by `entries`."""
        self._found: list[Reading] = []
        self._names: dict[str, Origin] = {}
        self.title = ""
        for payload in lists:
            self._found += self._read(payload, about)
        self.title = self.title or about.group
        if not self.title:
            self._found.append(no_class(origin))

    def entries(self) -> Iterator[Reading]:
        """Yield the class, its students, and what is wrong with the lists."""
        yield from self._found

    def stranger(self, person: PersonRef) -> ReadError | None:
        """Return the error of a student of the settings whom the list does not have; without a list nobody is one."""
        if not person.name or not self._names or fold_name(person.name) in self._names:
            return None
        hint = "journals.student in site.yaml, or the folder's name, must be the full name as the class list has it"
        message = "the student of the settings is not in the class list of this export"
        return ReadError("unknown-student", message, origin=next(iter(self._names.values())), hint=hint)

    def _read(self, payload: Payload, about: About) -> Iterator[Reading]:
        try:
            root = payload.root
            level, letter = root.count("study_level"), clean(root.text("letter"))
            if not level:
                yield root.error("study_level", "the number of the grade")
                return
            title = f"{level}{letter}" if len(letter) <= 1 else f"{level} {letter}"
            error = another_class(about, root.origin("letter"), title)
            if error or (self.title and fold_class(title) != fold_class(self.title)):
                yield error or _second_class(root.origin("letter"), title, self.title)
                return
            self.title = about.group or self.title or title
            teacher = root.text("form_master")
            yield GroupEntry(root.origin("letter"), "", self.title, grade=level, homeroom_teacher=teacher)
            for pupil in root.items("pupils"):
                yield self._student(pupil)
        except ReadError as error:
            yield error

    def _student(self, pupil: Item) -> StudentEntry | ReadError:
        try:
            name, origin = pupil.text("fullname"), pupil.origin("fullname")
        except ReadError as error:
            return error
        if not name:
            return pupil.error("fullname", "the name of a student")
        other = self._names.setdefault(fold_name(name), origin)
        if other.file == origin.file and other is not origin:
            message = f"a second student of this class has the name of the one at {other}"
            hint = "this journal knows students by name only: take another export for this class"
            return ReadError("namesakes", message, origin=origin, hint=hint)
        return StudentEntry(origin, PersonRef("", name), self.title)


def _second_class(origin: Origin, title: str, first: str) -> ReadError:
    hint = "put the answers of each class into a folder of their own"
    titles = (quoted_class(title), quoted_class(first))
    both = f": {titles[0]} here, {titles[1]} before" if all(titles) else ""
    message = f"the files of this export are about two classes{both}"
    return ReadError("another-class", message, origin=origin, hint=hint)
