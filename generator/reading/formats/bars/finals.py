"""БАРС: the summary of a term with its averages, and final marks by the parts of the year."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import ReadError
from generator.model.entries import FinalScope, TermMarkEntry
from generator.origin import Origin
from generator.reading.about import About
from generator.reading.cells import BadCellError
from generator.reading.formats.bars.codes import scope_of
from generator.reading.formats.bars.diary import SUBJECT
from generator.reading.formats.bars.told import Place, Told
from generator.reading.joining.folding import fold_name
from generator.reading.meaning import UnknownCodes
from generator.reading.payloads.contradiction import contradiction
from generator.reading.payloads.items import Item
from generator.reading.reader import Reading
from generator.reading.whom import another_term
from generator.reading.words.marks import final_mark
from generator.reading.words.passed_over import code_by_mapping

_Cell = tuple[str, str]
"""Subject and name of a part of the year, folded."""


class Finals:
    """The final marks of one export; averages from summaries are put beside them."""

    def __init__(self, told: Told, about: About, unknown: UnknownCodes) -> None:
        """Start without any."""
        self._told, self._about, self._unknown = told, about, unknown
        self._found: dict[_Cell, TermMarkEntry] = {}

    def read_summary(self, root: Item) -> Iterator[Reading]:
        """Take in a summary; yield what is wrong."""
        try:
            part = root.item("subperiod").text("name") if root.fields.get("subperiod") else ""
            error = another_term(self._about, root.origin("subperiod"), part)
            if error:
                yield error
            records = list(root.items("discipline_marks"))
        except ReadError as error:
            yield error
            return
        for record in records:
            try:
                subject = record.needed_text(*SUBJECT)
                self._keep_average(record, subject, part or self._about.term)
                for mark in record.items("marks"):
                    yield from self._keep_mark(mark, subject)
            except ReadError as error:
                yield error

    def read_totals(self, root: Item) -> Iterator[Reading]:
        """Take in final marks; yield what is wrong and passed over."""
        try:
            parts = {part.text("code"): part.text("name") for part in root.items("subperiods")}
            records = list(root.items("discipline_marks"))
        except ReadError as error:
            yield error
            return
        for record in records:
            try:
                subject = record.needed_text(*SUBJECT)
                for mark in record.items("period_marks"):
                    yield from self._final(mark, subject, parts)
            except ReadError as error:
                yield error

    def entries(self) -> Iterator[TermMarkEntry]:
        """Yield the final marks and averages."""
        yield from self._found.values()

    def _keep_mark(self, item: Item, subject: str) -> Iterator[ReadError]:
        """Keep the marks of a day."""
        try:
            place = Place(subject, item.needed_day("date"))
            text, description = self._told.text_of(item, "mark"), item.text("description")
        except ReadError as error:
            yield error
            return
        self._told.add_marks(item.origin("mark"), text, place, description=description)
        self._told.add_absences(item.origin("mark"), text, place)

    def _final(self, item: Item, subject: str, parts: dict[str, str]) -> Iterator[Reading]:
        try:
            raw, code = item.text("mark"), item.text("subperiod_code")
            if not raw:
                return
            if not parts.get(code):
                yield item.error("subperiod_code", "one of the codes of subperiods")
                return
            text = final_mark(raw, self._about.mapping.final_codes)
        except BadCellError:
            self._unknown.add(raw, item.origin("mark"))
            return
        except ReadError as error:
            yield error
            return
        if text is None:
            yield code_by_mapping(item.origin("mark"))
            return
        entry = self._entry(item.origin("mark"), subject, parts[code])._replace(
            raw=text.raw, kind=text.kind, value=text.value
        )
        old = self._found.setdefault((fold_name(subject), fold_name(parts[code])), entry)
        if not old.raw:
            self._found[fold_name(subject), fold_name(parts[code])] = entry._replace(average=old.average)
        elif old.raw != entry.raw:
            message = f"this final mark is another one at {old.origin}"
            yield contradiction(message, entry.origin)

    def _keep_average(self, record: Item, subject: str, part: str) -> None:
        average = record.number("average_mark")
        if average and part:
            entry = self._entry(record.origin("average_mark"), subject, part)._replace(average=average)
            old = self._found.setdefault((fold_name(subject), fold_name(part)), entry)
            self._found[fold_name(subject), fold_name(part)] = old._replace(average=old.average or average)

    def _entry(self, origin: Origin, subject: str, part: str) -> TermMarkEntry:
        scope = scope_of(part)
        term = part if scope is FinalScope.TERM else ""
        return TermMarkEntry(origin, self._told.person, self._told.group, subject, scope, term, "", None)
