"""What one export of ЭлЖур says beside the answer that is being read: classes, what was told already, odd codes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from generator.model.entries import GroupEntry, MemberEntry, PersonRef, StudentEntry, class_of
from generator.origin import Origin
from generator.reading.about import About
from generator.reading.cells import grade_of
from generator.reading.formats.eljur.answers import person_of
from generator.reading.formats.eljur.codes import FINAL_CODES, LESSON_CODES
from generator.reading.meaning import Codes, UnknownCodes
from generator.reading.payloads.items import Item
from generator.reading.reader import Reading
from generator.reading.whom import another_student, no_class, no_student

_OR_RULES = "put the answer of getrules into the same folder or archive"

MarkKey = tuple[str, str, date, str]
"""Id of the student, subject, day and text of a mark."""


class Who(NamedTuple):
    """Whose answer it is (None: of a whole class), and the class: its title, or `class_of` when only the id is told."""

    person: PersonRef | None
    group: str
    is_named: bool


@dataclass(slots=True)
class Known:
    """What the parts of an export know of each other."""

    about: About
    classes: dict[str, str] = field(default_factory=dict)
    """Id of a student → title of the class, from getrules."""
    said: set[Hashable] = field(default_factory=set)
    _in_diaries: dict[MarkKey, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """How often a mark stands in the diary of each file; two diaries of one week say the same."""
    _matched: Counter[MarkKey] = field(default_factory=Counter)
    unknown: UnknownCodes = field(default_factory=UnknownCodes)

    def lesson_codes(self) -> Codes:
        """Return what codes among marks mean; what the school's mapping says goes first."""
        return {**LESSON_CODES, **self.about.mapping.lesson_codes}

    def final_codes(self) -> Codes:
        """Return what codes among final marks mean."""
        return {**FINAL_CODES, **self.about.mapping.final_codes}

    def is_new(self, *fact: Hashable) -> bool:
        """Say whether this was not told before in the export: lessons stand in the answer for every student."""
        if fact in self.said:
            return False
        self.said.add(fact)
        return True

    def told_in_diary(self, mark: MarkKey, file: str) -> None:
        """Remember a mark that a diary tells with its lesson."""
        self._in_diaries[mark][file] += 1

    def is_in_diary(self, mark: MarkKey) -> bool:
        """Say whether a diary told this mark; of two equal marks each is asked for once."""
        if self._matched[mark] >= max(self._in_diaries[mark].values(), default=0):
            return False
        self._matched[mark] += 1
        return True

    def who(self, key: str, student: Item) -> Who:
        """Return whose answer an object of `students` is; raise `no-student` or `another-student`."""
        person, asked = person_of(key, student), self.about.student
        if not person.id and not asked.id:
            raise no_student(student.origin("name"))
        error = another_student(self.about, student.origin("name"), person)
        if error:
            raise error
        person = PersonRef(person.id or asked.id, person.name or asked.name)
        group = self.classes.get(person.id) or self.about.group
        return Who(person, group or class_of(person.id), bool(group))

    def class_as_a_whole(self, result: Item) -> Who:
        """Return the class of an answer that names no student; raise `no-class` when site.yaml doesn't say it."""
        if not self.about.group:
            raise no_class(result.origin("days"), _OR_RULES)
        return Who(None, self.about.group, is_named=True)

    def member_of_class(self, who: Who, origin: Origin) -> Iterator[Reading]:
        """Yield the student in the class that site.yaml says, once, when no answer says the class."""
        person = who.person
        if person and person.name and who.is_named and person.id not in self.classes and self.is_new("in", person.id):
            yield StudentEntry(origin, person, who.group)

    def subgroup(self, who: Who, title: str, origin: Origin) -> Iterator[Reading]:
        """Yield a subgroup and the student in it, each once; raise `no-class` when nothing names the class."""
        if not who.is_named:
            raise no_class(origin, _OR_RULES)
        group = subgroup_id(who, title)
        if self.is_new("group", group):
            yield GroupEntry(origin, group, title, who.group, grade_of(who.group))
        if who.person and self.is_new("in", who.person.id, group):
            yield MemberEntry(origin, who.person, group)


def subgroup_id(who: Who, title: str) -> str:
    """Return the id of a subgroup: the journal gives it a title that every class has («1 группа»)."""
    return f"{who.group}/{title}"
