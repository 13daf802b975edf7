"""МЭШ: marks, which stand in the list of marks and again under the term of their subject; each is told once.

A mark names no work, only its form («Контрольная работа») and weight. Marks of one subject, day, form and weight are
taken for one work of the class.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from generator.errors import ReadError
from generator.model.entries import MarkEntry, PersonRef, WorkEntry
from generator.reading.cells import BadCellError
from generator.reading.formats.mesh.codes import mark_text
from generator.reading.formats.mesh.groups import Groups
from generator.reading.meaning import Codes, UnknownCodes
from generator.reading.payloads.contradiction import contradiction
from generator.reading.payloads.items import Item
from generator.reading.reader import Ignored, Reading
from generator.reading.words.passed_over import code_by_mapping


class _Mark(NamedTuple):
    """A mark as one place tells it."""

    entry: MarkEntry
    form: str
    is_exam: bool
    updated_at: datetime | None

    @property
    def said(self) -> tuple[object, ...]:
        """Return what two places must agree in."""
        return (self.entry.subject, self.entry.day, self.entry.raw, self.entry.kind, self.entry.weight)


class Marks:
    """The marks of one export by id, gathered before anything is yielded."""

    def __init__(self, groups: Groups, person: PersonRef, codes: Codes, unknown: UnknownCodes) -> None:
        """Start without any."""
        self._groups, self._person, self._codes, self._unknown = groups, person, codes, unknown
        self._found: dict[str, _Mark] = {}

    def add(self, item: Item, subject: str = "") -> Iterator[Reading]:
        """Take in a mark, which names its subject unless it stands under one; yield what is wrong or passed over."""
        try:
            key = item.needed_id("id")
            mark = self._read(item, subject or item.text("subject_name"))
        except BadCellError:
            self._unknown.add(item.text("value"), item.origin("value"))
            return
        except ReadError as error:
            yield error
            return
        if mark is None:
            yield code_by_mapping(item.origin("value"))
            return
        if item.fields.get("criteria"):
            yield Ignored(item.origin("criteria"), "criteria of a mark", "a diary shows the mark alone")
        old = self._found.setdefault(key, mark)
        if old.said == mark.said:
            return
        if old.updated_at and mark.updated_at and old.updated_at != mark.updated_at:
            # The journal itself says when: the later one is right.
            self._found[key] = mark if mark.updated_at > old.updated_at else old
            return
        message = f"this mark is another one at {old.entry.origin}"
        yield contradiction(message, mark.entry.origin)

    def entries(self) -> Iterator[WorkEntry | MarkEntry]:
        """Yield the works and the marks, day by day."""
        said: set[str] = set()
        works: Counter[str] = Counter()
        for key in sorted(self._found, key=lambda key: (self._found[key].entry.day, len(key), key)):
            entry, form, is_exam, _ = self._found[key]
            work = ", ".join(filter(None, (f"{entry.day}", entry.subject, form, f"{entry.weight or ''}")))
            works[work] += 1
            if works[work] > 1:
                work = f"{work}, {works[work]}"
            if work not in said:
                said.add(work)
                yield WorkEntry(
                    entry.origin, work, entry.group, entry.subject, entry.day, type=form, weight=entry.weight,
                    is_test=is_exam,
                )  # fmt: skip
            yield entry._replace(work=work)

    def _read(self, item: Item, subject: str) -> _Mark | None:
        if not subject:
            raise item.error("subject_name", "the name of a subject")
        text = mark_text(item, self._codes)
        if text is None:
            return None
        entry = MarkEntry(
            item.origin(),
            self._person,
            self._groups.title,
            subject,
            item.needed_day("date"),
            *text,
            weight=item.weight("weight"),
            comment=item.text("comment"),
            entered_at=item.moment("created_at"),
            due_on=item.day("point_date"),
        )
        is_exam = item.flag("is_exam", default=False)
        return _Mark(entry, item.text("control_form_name"), is_exam, item.moment("updated_at"))
