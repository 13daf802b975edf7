"""БАРС: homework, which the diary shows at the lesson it is due and the list by days also where it was given.

`homework` is what had to be done for the lesson of that day, `nextHomework` what was given in it for the next one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.errors import ReadError
from generator.model.entries import HomeworkEntry, PersonRef
from generator.reading.joining.folding import fold_name
from generator.reading.payloads.items import Item
from generator.reading.reader import Reading
from generator.reading.words.passed_over import files


class _Key(NamedTuple):
    """What makes homework one: subject, day, text, and whether it is for this student alone."""

    subject: str
    day: date
    text: str
    is_own: bool


class HomeworkList:
    """The homework of one export, each once, gathered before anything is yielded."""

    def __init__(self, person: PersonRef, group: str) -> None:
        """Start without any."""
        self._person, self._group = person, group
        self._due: dict[_Key, HomeworkEntry] = {}
        self._given: dict[_Key, HomeworkEntry] = {}

    def add_due(self, item: Item, field: str, subject: str, on: date, *, own: bool = False) -> None:
        """Keep homework for the lesson of a day."""
        self._add(self._due, item, field, _Key(subject, on, "", own))

    def add_given(self, item: Item, field: str, subject: str, on: date, *, own: bool = False) -> None:
        """Keep homework that was given on a day, for whichever lesson is next."""
        self._add(self._given, item, field, _Key(subject, on, "", own))

    def read(self, item: Item, subject: str, on: date) -> Iterator[Reading]:
        """Take in a lesson of the list by days; yield what is wrong or passed over."""
        self.add_due(item, "homework", subject, on)
        self.add_given(item, "nextHomework", subject, on)
        for field, add in (("individualHomeworks", self.add_due), ("nextIndividualHomeworks", self.add_given)):
            try:
                for own in item.items(field):
                    add(own, "description", subject, on, own=True)
                    if own.fields.get("document"):
                        yield files(own.origin("document"))
            except ReadError as error:
                yield error
        if item.fields.get("materials") or item.fields.get("nextMaterials"):
            yield files(item.origin())

    def entries(self) -> Iterator[HomeworkEntry]:
        """Yield the homework; what was given on one day and is due on another is one piece with both days."""
        due = dict(self._due)
        open_days: dict[_Key, list[date]] = defaultdict(list)
        for key in sorted(due, key=lambda key: key.day):
            open_days[key._replace(day=date.min)].append(key.day)
        alone: list[HomeworkEntry] = []
        for key, given in sorted(self._given.items(), key=lambda pair: pair[0].day):
            days = open_days[key._replace(day=date.min)]
            first = bisect_right(days, key.day)
            if first == len(days):
                alone.append(given)
                continue
            place = key._replace(day=days[first])
            due[place] = due[place]._replace(assigned_on=key.day)
            # Whatever is given later is for a later lesson: the days before are done with.
            del days[: first + 1]
        yield from sorted((*due.values(), *alone), key=_order)

    def _add(self, kept: dict[_Key, HomeworkEntry], item: Item, field: str, key: _Key) -> None:
        text = item.lines(field)
        if not text:
            return
        is_due = kept is self._due
        kept.setdefault(
            key._replace(text=fold_name(text)),
            HomeworkEntry(
                item.origin(field),
                self._group,
                key.subject,
                text,
                assigned_on=None if is_due else key.day,
                due_on=key.day if is_due else None,
                person=self._person if key.is_own else None,
            ),
        )


def _order(entry: HomeworkEntry) -> tuple[date, str, str]:
    return (entry.due_on or entry.assigned_on or date.min, entry.subject, entry.text)
