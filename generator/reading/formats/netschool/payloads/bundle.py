"""The payloads of one export and what they say of each other, gathered before anything is yielded.

None of them says everything: the diary names no student but in marks, the card of an assignment knows its weight and
its teacher, the list of types what type 4 is called. What none of them says may be in the settings.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from generator.errors import ReadError
from generator.model.entries import Entry, PersonRef, StudentEntry, class_of
from generator.origin import Origin
from generator.reading.about import NOBODY, About
from generator.reading.cells import Memo
from generator.reading.formats.netschool.cells import lesson_codes, read_cell
from generator.reading.formats.netschool.payloads.fields import title_of
from generator.reading.formats.netschool.payloads.kinds import Payload
from generator.reading.joining.folding import fold_class, fold_name
from generator.reading.meaning import UnknownCodes
from generator.reading.payloads.contradiction import contradiction
from generator.reading.payloads.items import Item
from generator.reading.whom import another_student, no_class, no_student
from generator.reading.words.marks import CellText


@dataclass(slots=True)
class Bundle:
    """What was gathered: payloads by kind, students' ids with the first place of each, their names, and classes.

    `lessons` holds day and number of the lessons told so far, by id; `details` what there is of an assignment;
    `said` holds what was yielded, by key, so that it is said once; `unknown` the words that mean nothing known.
    """

    about: About
    roots: dict[Payload, list[Item]] = field(default_factory=dict)
    ids: dict[str, Origin] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    types: dict[str, Item] = field(default_factory=dict)
    cards: dict[str, Item] = field(default_factory=dict)
    details: dict[str, list[Item]] = field(default_factory=dict)
    lessons: dict[str, tuple[date, int | None]] = field(default_factory=dict)
    said: dict[Hashable, tuple[Origin, object]] = field(default_factory=dict)
    unknown: UnknownCodes = field(default_factory=UnknownCodes)
    cells: Memo[str, CellText] = field(init=False)

    def __post_init__(self) -> None:
        """Prepare the reading of codes."""
        codes = lesson_codes({}, self.about.mapping)
        self.cells = Memo(lambda text: read_cell(text, codes))

    def take(self, kind: Payload, root: Item) -> None:
        """Take in a payload; a fault in it is told when it is read."""
        self.roots.setdefault(kind, []).append(root)
        with suppress(ReadError):
            _GATHER[kind](self, root)

    def person(self, student_id: str, origin: Origin) -> PersonRef:
        """Return the student meant: the payload's own id, else the settings', else the only one of the export."""
        asked = self.about.student
        if not student_id and (asked == NOBODY or asked.name) and len(self.ids) == 1:
            student_id = next(iter(self.ids))
        if student_id:
            return PersonRef(student_id, self.name_of(student_id))
        if asked != NOBODY:
            return asked
        raise no_student(origin, "put the diary or diary/init of one student beside it")

    def name_of(self, student_id: str) -> str:
        """Return a student's name: the settings' if it says more than the journal's short one, "" when unknown."""
        found, asked = self.names.get(student_id, ""), self.about.student
        mine = len(self.ids) <= 1 and asked.id in {"", student_id}
        return asked.name if mine and fold_name(asked.name).startswith(fold_name(found)) else found

    def group(self, title: str, student_id: str, origin: Origin) -> str:
        """Return the class: the payload's own, the settings', the only one of the export, or that of the student."""
        only = next(iter(self.classes.values())) if len(self.classes) == 1 else ""
        found = title or self.about.group or only or (class_of(student_id) if student_id else "")
        if not found:
            raise no_class(origin)
        return found

    def student(self, person: PersonRef, group: str, origin: Origin) -> Iterator[Entry | ReadError]:
        """Yield a student whose name and class are known; of others another export must tell."""
        if person.name and not group.startswith(class_of("")):
            yield from self.once(("student", person.id or person.name), StudentEntry(origin, person, group))

    def once(self, key: Hashable, entry: Entry, told: object = None) -> Iterator[Entry | ReadError]:
        """Yield an entry unless one of this key was told before; `told` is what must then be the same."""
        old = self.said.get(key)
        if old is None:
            self.said[key] = (entry.origin, told)
            yield entry
        elif old[1] != told:
            yield contradiction(f"this says something else than {old[0]}", entry.origin)

    def detail(self, key: str, own: Item, field: str) -> str:
        """Return a text about an assignment from its own record, else from another payload's."""
        return next((text for item in (own, *self.details.get(key, ())) if (text := title_of(item, field))), "")

    def weight(self, key: str, own: Item) -> Decimal | None:
        """Return the weight of an assignment; the card knows it best, 0 is unknown."""
        weights = (item.weight("weight") for item in (*self.details.get(key, ()), own))
        return next(filter(None, weights), None)

    def strangers(self) -> Iterator[ReadError]:
        """Yield an error for a student who is not the one that the settings say."""
        for student_id, origin in self.ids.items():
            error = another_student(self.about, origin, PersonRef(student_id, self.names.get(student_id, "")))
            if error:
                yield error


def _gather_types(bundle: Bundle, root: Item) -> None:
    bundle.types.update({kind.id("id"): kind for kind in root.items("")})


def _gather_init(bundle: Bundle, root: Item) -> None:
    students = list(root.items("students"))
    for student in students:
        student_id = student.needed_id("studentId")
        bundle.names[student_id] = student.text("nickName", "name")
        if len(students) == 1:
            # A parent of two children gets both; the diaries beside it say whose they are.
            bundle.ids.setdefault(student_id, student.origin("studentId"))


def _gather_card(bundle: Bundle, root: Item) -> None:
    bundle.cards[root.needed_id("id")] = root
    bundle.details.setdefault(root.needed_id("id"), []).insert(0, root)


def _gather_meetings(bundle: Bundle, root: Item) -> None:
    for lesson in root.items(""):
        if lesson.id("studentId"):
            bundle.ids.setdefault(lesson.id("studentId"), lesson.origin("studentId"))


def _gather_diary(bundle: Bundle, root: Item) -> None:
    title = root.text("className")
    if title:
        bundle.classes.setdefault(fold_class(title), title)
    for student_id, origin in students_of(root):
        bundle.ids.setdefault(student_id, origin)


def students_of(diary: Item) -> Iterator[tuple[str, Origin]]:
    """Go through the students whom the marks of a diary name, with the places; faults are told when it is read."""
    for work in _assignments_of(diary):
        with suppress(ReadError):
            if isinstance(work.fields.get("mark"), dict) and (found := work.item("mark").id("studentId")):
                yield found, work.item("mark").origin("studentId")


def _assignments_of(diary: Item) -> Iterator[Item]:
    with suppress(ReadError):
        for day in diary.items("weekDays"):
            with suppress(ReadError):
                for lesson in day.items("lessons"):
                    with suppress(ReadError):
                        yield from lesson.items("assignments")


def _gather_assignments(bundle: Bundle, root: Item) -> None:
    for work in root.items(""):
        bundle.details.setdefault(work.needed_id("assignmentId"), []).append(work)


def _gather_performance(bundle: Bundle, root: Item) -> None:
    for work in root.items("results"):
        bundle.details.setdefault(work.needed_id("assignmentId"), []).append(work)


def _gather_nothing(_bundle: Bundle, _root: Item) -> None:
    return


_GATHER = {
    Payload.TYPES: _gather_types,
    Payload.INIT: _gather_init,
    Payload.CARD: _gather_card,
    Payload.MEETINGS: _gather_meetings,
    Payload.DIARY: _gather_diary,
    Payload.ASSIGNMENTS: _gather_assignments,
    Payload.PERFORMANCE: _gather_performance,
    Payload.TOTALS: _gather_nothing,
}
