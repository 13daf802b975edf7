"""A layout laid over a page: which rows and columns it means there, or all that does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.errors import ReadError
from generator.model.kinds import FinalScope
from generator.reading.about import About
from generator.reading.formats.mapped.page import Page
from generator.reading.joining.folding import fold_name
from generator.reading.mapping.layouts import ColumnRef, FinalColumn, GridLayout, RowRange, RowRef, Source
from generator.reading.whom import another_class, no_class, no_term
from generator.reading.words.terms import is_same_term


class FinalPlace(NamedTuple):
    """Where a final mark and its averages stand (None: nowhere), and of what term it is."""

    scope: FinalScope
    term: str
    mark: int | None
    average: int | None
    weighted: int | None


@dataclass(slots=True)
class Fitted:
    """The rows and columns of a layout on one page. `skipped` are the rows among the students that the mapping passes
    over, `filled` the columns in which something stands in one of the others.
    """

    page: Page
    layout: GridLayout
    dates: int = 0
    months: int | None = None
    kinds: int | None = None
    weights: int | None = None
    topics: int | None = None
    students: range = range(0)
    names: tuple[int, ...] = ()
    ids: int | None = None
    finals: tuple[FinalPlace, ...] = ()
    ignored: tuple[int, ...] = ()
    skipped: frozenset[int] = frozenset()
    filled: frozenset[int] = frozenset()
    problems: list[ReadError] = field(default_factory=list)

    @property
    def headers(self) -> list[int]:
        """Return the rows of the header that the layout names."""
        found = (self.dates, self.months, self.kinds, self.weights, self.topics)
        return sorted({row for row in found if row is not None})

    @property
    def claimed(self) -> set[int]:
        """Return the columns that hold something else than lessons."""
        finals = (column for place in self.finals for column in (place.mark, place.average, place.weighted))
        return {column for column in (*self.names, self.ids, *finals, *self.ignored) if column is not None}


def fit(page: Page, layout: GridLayout, about: About) -> Fitted:
    """Find the rows and columns of a layout; what is not found is in `problems`."""
    fitted = Fitted(page, layout)
    dates = page.find_row(layout.dates, "no-dates-row")
    if isinstance(dates, ReadError):
        # Without it nothing is known of the header, and the columns would be missed for no fault of theirs.
        fitted.problems.append(dates)
        return fitted
    fitted.dates = dates
    fitted.months = _row(fitted, layout.months)
    fitted.kinds = _row(fitted, layout.kinds)
    fitted.weights = _row(fitted, layout.weights)
    fitted.topics = _row(fitted, layout.topics)
    first = layout.first_student if layout.first_student is not None else fitted.headers[-1] + 1
    last = layout.last_student + 1 if layout.last_student is not None else page.height
    fitted.students = range(first, min(last, page.height))
    fitted.names = tuple(_column(fitted, ref, "no-names-column") for ref in layout.names)
    fitted.ids = _column(fitted, layout.ids) if layout.ids else None
    fitted.finals = tuple(_final(fitted, final, about) for final in layout.finals)
    fitted.ignored = tuple(_column(fitted, ref) for ref in layout.ignore)
    fitted.skipped = frozenset(row for row in fitted.students if is_ignored(page, row, layout.ignore_rows))
    fitted.filled = frozenset(
        column
        for row in fitted.students
        if row not in fitted.skipped
        for column in range(page.length(row))
        if page.value(row, column) is not None
    )
    return fitted


def is_ignored(page: Page, row: int, ranges: tuple[RowRange, ...]) -> bool:
    """Say whether a row is among those that a mapping passes over."""
    for rows in ranges:
        if rows.first <= row <= rows.last:
            return True
        wanted = fold_name(rows.text)
        if wanted and any(fold_name(page.text(row, column)) == wanted for column in range(page.length(row))):
            return True
    return False


def source_text(page: Page, source: Source) -> str:
    """Return the text that a source means on this page, "" when nothing stands there."""
    if source.origin == "sheet":
        return " ".join(page.title.split())
    if source.origin == "file":
        return " ".join(page.member.replace("\\", "/").rpartition("/")[2].rsplit(".", 1)[0].split())
    if source.cell is None:
        return source.text
    text = page.text(*source.cell)
    if not source.after:
        return text
    at = text.casefold().find(source.after.casefold())
    return text[at + len(source.after) :].strip() if at >= 0 else ""


def group_of(page: Page, source: Source | None, about: About) -> str | ReadError:
    """Return the class of a page: what the layout says, else the settings; a difference is an error."""
    origin = page.origin(*source.cell) if source and source.cell else page.origin(0)
    group = source_text(page, source) if source else about.group
    if not group:
        return no_class(origin, "say group in the layout of the mapping")
    return another_class(about, origin, group) or group


def _row(fitted: Fitted, ref: RowRef | None) -> int | None:
    found = fitted.page.find_row(ref) if ref else None
    if isinstance(found, ReadError):
        fitted.problems.append(found)
        return None
    return found


def _column(fitted: Fitted, ref: ColumnRef, slug: str = "mapping-does-not-fit") -> int:
    named = fitted.headers
    others = [row for row in range(min(fitted.students.start, fitted.page.height)) if row not in named]
    found = fitted.page.find_column(ref, (named, others), slug)
    if isinstance(found, ReadError):
        fitted.problems.append(found)
        return -1
    return found


def _final(fitted: Fitted, final: FinalColumn, about: About) -> FinalPlace:
    refs = (final.mark, final.average, final.weighted_average)
    mark, average, weighted = (_column(fitted, ref) if ref else None for ref in refs)
    first = next(column for column in (mark, average, weighted) if column is not None)
    term = ""
    if final.scope is FinalScope.TERM:
        by_header = final.mark.text if final.mark and final.mark.number is None else ""
        term = final.term or about.term or by_header
        fitted.problems += _term_faults(fitted, final, about, first)
    return FinalPlace(final.scope, term, mark, average, weighted)


def _term_faults(fitted: Fitted, final: FinalColumn, about: About, column: int) -> Iterator[ReadError]:
    origin = fitted.page.origin(fitted.dates, max(column, 0))
    if final.term and about.term and not is_same_term(final.term, about.term):
        hint = "leave term out of the mapping, or out of journals in site.yaml"
        message = f"the mapping names another term in line {final.line} than the settings"
        yield ReadError("another-term", message, origin=origin, hint=hint)
    elif not final.term and not about.term and not (final.mark and final.mark.number is None):
        yield no_term(origin, "say term under finals in the mapping")
