"""The cards of aSc: a lesson put into a day and a period of the week. One card may be two lessons in a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TypeVar

from generator.errors import ReadError
from generator.model.entries import TeachingEntry, TimetableEntry
from generator.reading.cells import BadCellError, clean, parse_count
from generator.reading.formats.asc.elements import Element, Elements
from generator.reading.formats.asc.masks import cycle, positions, weekday
from generator.reading.reader import Ignored, Reading

T = TypeVar("T")

_MOST_PERIODS = 8
"""Of one card; more is a slip of the pen."""


class Cards:
    """The lessons of a file, what they point to, and the cards."""

    def __init__(self, elements: Elements, term: str) -> None:
        """Index what cards and lessons point to; `term` is for which the file holds, "" for the whole year."""
        self._term = term
        self._elements = elements
        self._lessons = elements.by_id("lesson")
        self._known = {name: elements.by_id(name) for name in ("subject", "teacher", "class", "group", "classroom")}
        numbers = (period.get("period") or period.get("name") for period in elements.each("period"))
        self._periods = sorted({int(number) for number in numbers if number.isdecimal() and len(number) <= 3})
        self._groups: dict[str, tuple[str, ...]] = {}

    def read(self) -> Iterator[Reading]:
        """Yield who teaches what, then the places in the week."""
        for key, lesson in self._lessons.items():
            try:
                yield from self._teaching(key, lesson)
            except ReadError as error:
                yield error
        for card in self._elements.each("card"):
            try:
                yield from self._card(card)
            except ReadError as error:
                yield error

    def _teaching(self, key: str, lesson: Element) -> Iterator[Reading]:
        self._point(lesson, "subjectid", "subject")
        groups = self._groups_of(lesson)
        teachers = self._point(lesson, "teacherids", "teacher")
        # only a lesson whose pointers are whole may have cards: its faults are told once, here
        self._groups[key] = groups
        for group in groups:
            for teacher in teachers:
                origin = self._elements.origin(lesson)
                yield TeachingEntry(origin, group, lesson.get("subjectid"), teacher)

    def _groups_of(self, lesson: Element) -> tuple[str, ...]:
        """Return the ids of the classes and subgroups of a lesson; a group that is its whole class is the class."""
        groups = [
            group.get("classid") if group.get("entireclass") == "1" else group.get("id")
            for group in (self._known["group"][key] for key in self._point(lesson, "groupids", "group"))
        ]
        found = tuple(dict.fromkeys(groups or self._point(lesson, "classids", "class")))
        if not found:
            origin = self._elements.origin(lesson, "classids")
            raise ReadError("missing-value", "a lesson without a class", origin=origin, hint="give it one in aSc")
        return found

    def _point(self, element: Element, attribute: str, name: str) -> tuple[str, ...]:
        """Return the ids of an attribute, all of which the file must have."""
        ids = element.ids(attribute)
        if any(key not in self._known[name] for key in ids) or (not ids and attribute == "subjectid"):
            origin = self._elements.origin(element, attribute)
            message, hint = f"the file has no such {name}", "export the whole timetable, not a part of it"
            raise ReadError("missing-reference", message, origin=origin, hint=hint)
        return ids

    def _card(self, card: Element) -> Iterator[Reading]:
        origin = self._elements.origin
        if card.get("lessonid") not in self._lessons:
            hint = "export the whole timetable, not a part of it"
            raise ReadError(
                "missing-reference", "the file has no such lesson", origin=origin(card, "lessonid"), hint=hint
            )
        lesson, groups = self._lessons[card.get("lessonid")], self._groups.get(card.get("lessonid"))
        if groups is None:
            return
        if not card.get("period") or "1" not in card.get("days"):
            yield Ignored(origin(card), "cards", "not placed in the week")
            return
        self._refuse_terms(card)
        day = self._value(card, "days", weekday)
        weeks, length = self._value(card, "weeks", cycle)
        rooms = self._point(card, "classroomids", "classroom") or self._point(lesson, "classroomids", "classroom")
        names = (self._known["classroom"][key] for key in rooms)
        room = ", ".join(filter(None, (clean(one.get("name") or one.get("short")) for one in names)))
        for number in self._numbers(card, lesson):
            for group in groups:
                yield TimetableEntry(
                    origin(card), "", group, lesson.get("subjectid"), day, number,
                    room=room, teachers=lesson.ids("teacherids"), weeks=weeks, cycle=length, term=self._term,
                )  # fmt: skip

    def _numbers(self, card: Element, lesson: Element) -> tuple[int, ...]:
        """Return the numbers of the lessons that a card takes up: a double one goes on into the next period."""
        first = self._value(card, "period", parse_count)
        count = self._value(lesson, "periodspercard", lambda text: parse_count(text or "1")) or 1
        following = tuple(islice((number for number in self._periods if number >= first), min(count, _MOST_PERIODS)))
        if first not in self._periods or len(following) < count:
            message = "the periods of this card are not in the list of periods"
            raise ReadError("missing-reference", message, origin=self._elements.origin(card, "period"))
        return following

    def _refuse_terms(self, card: Element) -> None:
        mask = card.get("terms")
        if mask and len(self._value(card, "terms", positions)) != len(mask):
            hint = "export the timetable of one term alone, and name it under journals.term in site.yaml"
            message = "a card of one term, and the file does not say when terms begin"
            raise ReadError("card-of-a-term", message, origin=self._elements.origin(card, "terms"), hint=hint)

    def _value(self, element: Element, attribute: str, parse: Callable[[str], T]) -> T:
        try:
            return parse(element.get(attribute))
        except BadCellError as error:
            origin = self._elements.origin(element, attribute)
            raise ReadError(error.slug, f"expected {error.expected}", origin=origin) from error
