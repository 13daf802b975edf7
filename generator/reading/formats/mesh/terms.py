"""МЭШ: a subject by terms: what the terms are, their averages and final marks, and the marks in them once more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.errors import ReadError
from generator.model.entries import FinalScope, PersonRef, TermEntry, TermMarkEntry
from generator.reading.about import About
from generator.reading.cells import BadCellError
from generator.reading.formats.mesh.groups import Groups
from generator.reading.formats.mesh.marks import Marks
from generator.reading.meaning import UnknownCodes
from generator.reading.payloads.contradiction import contradiction
from generator.reading.payloads.items import Item
from generator.reading.reader import Ignored, Reading
from generator.reading.whom import another_term
from generator.reading.words.marks import final_mark
from generator.reading.words.passed_over import code_by_mapping
from generator.reading.words.terms import TermName, term_in

_ROUND = re.compile(r"^(\d{1,3})\.0+$", re.ASCII)
"""A mark that was a number once: `4.0` is «4»."""


class Terms:
    """The subjects of one export by terms; a term is said once."""

    def __init__(self, about: About, groups: Groups, person: PersonRef, unknown: UnknownCodes) -> None:
        """Start without any."""
        self._about, self._groups, self._person, self._unknown = about, groups, person, unknown
        self._said: dict[str, TermEntry] = {}

    def read(self, record: Item, marks: Marks) -> Iterator[Reading]:
        """Yield the terms and final marks of one subject and hand its marks to `marks`."""
        try:
            subject = record.text("subject_name")
            if not subject:
                yield record.error("subject_name", "the name of a subject")
                return
            yield from self._final(record, "year_mark", subject, FinalScope.YEAR)
            periods = list(record.items("periods"))
            error = another_term(self._about, record.origin("periods"), *map(_title, periods))
            if error:
                yield error
        except ReadError as error:
            yield error
            return
        for period in periods:
            try:
                yield from self._period(period, subject)
            except ReadError as error:
                yield error
            yield from _marks(period, subject, marks)

    def _period(self, period: Item, subject: str) -> Iterator[Reading]:
        title = _title(period)
        name = term_in(title)
        if name is None:
            self._unknown.add(title, period.origin("title"), "kind of period with a number")
            return
        term = self._term(period, title, name)
        old = self._said.get(term.id)
        if old is None:
            self._said[term.id] = term
            yield term
        elif (old.start, old.end) != (term.start, term.end):
            message = f"the term has other dates at {old.origin}"
            yield contradiction(message, term.origin)
        yield from self._final(period, "fixed_value", subject, FinalScope.TERM, term.id)
        if period.fields.get("target"):
            yield Ignored(period.origin("target"), "what to aim at", "a diary has a forecast of its own")

    def _term(self, period: Item, title: str, name: TermName) -> TermEntry:
        start, end = period.needed_day("start_iso"), period.needed_day("end_iso")
        if end < start:
            raise period.error("end_iso", "a last day that is not before the first")
        group = self._groups.title
        # The title comes first: where another export tells the terms, they are found by it.
        return TermEntry(period.origin(), f"{title}, {group}", *name, title, start, end, (group,))

    def _final(
        self, item: Item, field: str, subject: str, scope: FinalScope, term: str = ""
    ) -> Iterator[TermMarkEntry | Ignored]:
        """Yield a final mark with the average beside it; the journal's averages are weighted."""
        raw = item.text(field)
        average = item.number("value" if "value" in item.fields else "avg_five") if term else None
        text = None
        try:
            text = final_mark(_ROUND.sub(r"\1", raw), self._about.mapping.final_codes) if raw else None
            if raw and text is None:
                yield code_by_mapping(item.origin(field))
        except BadCellError:
            self._unknown.add(raw, item.origin(field))
        if text or average:
            raw, kind, value = text or ("", None, None)
            yield TermMarkEntry(
                item.origin(field), self._person, self._groups.title, subject, scope, term, raw, kind, value,
                weighted_average=average or None,
            )  # fmt: skip


def _title(period: Item) -> str:
    return period.text("title", "name")


def _marks(period: Item, subject: str, marks: Marks) -> Iterator[Reading]:
    try:
        for mark in period.items("marks"):
            yield from marks.add(mark, subject)
    except ReadError as error:
        yield error
