"""МЭШ: homework. An answer lists it for one student; it is given to the group of the lesson."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import ReadError
from generator.model.entries import HomeworkEntry
from generator.reading.formats.mesh.codes import EXTRA
from generator.reading.formats.mesh.groups import Groups
from generator.reading.payloads.items import Item
from generator.reading.reader import Ignored, Reading
from generator.reading.words.passed_over import extra_lessons, files


class HomeworkList:
    """Homework of one export, each entry once."""

    def __init__(self, groups: Groups) -> None:
        """Start without any."""
        self._groups = groups
        self._said: set[tuple[object, ...]] = set()

    def read(self, item: Item) -> Iterator[Reading]:
        """Yield one piece of homework and what is passed over of it."""
        try:
            yield from self._read(item)
        except ReadError as error:
            yield error

    def _read(self, item: Item) -> Iterator[Reading]:
        if item.text("type").upper() in EXTRA:
            yield extra_lessons(item.origin())
            return
        text = next((found for field in ("homework", "description") if (found := item.lines(field))), "")
        if not text:
            yield Ignored(item.origin(), "homework without a text", "there is nothing to show")
            return
        entry = HomeworkEntry(
            item.origin(),
            self._groups.of(item.id("group_id")),
            item.needed_text("subject_name", "the name of a subject"),
            text,
            assigned_on=item.day("date_assigned_on"),
            due_on=item.needed_day("date_prepared_for", "date"),
        )
        key = (item.id("homework_entry_id"), *entry[1:])
        if key not in self._said:
            self._said.add(key)
            yield entry
        if item.fields.get("materials") or item.fields.get("attachments"):
            yield files(item.origin())
