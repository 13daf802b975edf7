"""The lessons of a class page: one for each column with a day, with kind of work, weight and topic."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from generator.errors import ReadError
from generator.reading.cells import BadCellError, parse_number
from generator.reading.formats.mapped.days import DayFault, Span, month_of, read_day, read_day_number
from generator.reading.formats.mapped.fitting import Fitted
from generator.reading.joining.folding import fold_name
from generator.reading.mapping.layouts import WorkKind

_WEIGHT = re.compile(r"(.*?)\s*\(\s*(?:вес|коэф\.?|weight)\s*[:=]?\s*(\d{1,3}(?:[.,]\d{1,4})?)\s*\)", re.IGNORECASE)

_ANY_TIME = Span(None)
_ROW = 2
"""So many days make a row of dates: one alone may be a birthday beside a name."""


class LessonColumn(NamedTuple):
    """A column of marks. `short` is the kind of work as written, `kind` what the mapping says of it."""

    column: int
    day: date
    slot: int
    short: str
    kind: WorkKind
    weight: Decimal | None
    topic: str


def read_lessons(fitted: Fitted, span: Span) -> Iterator[LessonColumn | ReadError]:
    """Yield the lessons from left to right, and what is wrong with the header."""
    slots: Counter[date] = Counter()
    kinds = {fold_name(name): kind for name, kind in fitted.layout.work_kinds.items()}
    for column, day in _days(fitted, span):
        if isinstance(day, ReadError):
            yield day
            continue
        slots[day] += 1
        short, weight = _kind_and_weight(fitted.page.text(fitted.kinds, column) if fitted.kinds is not None else "")
        kind = kinds.get(fold_name(short), WorkKind())
        own = _own_weight(fitted, column)
        if isinstance(own, ReadError):
            yield own
            own = None
        topic = fitted.page.text(fitted.topics, column) if fitted.topics is not None else ""
        yield LessonColumn(column, day, slots[day], short, kind, own or weight or kind.weight, topic)


def dates_elsewhere(fitted: Fitted) -> ReadError | None:
    """Return the error of a page whose row of dates (of months, if there is one) moved: another row holds them."""
    page, layout = fitted.page, fitted.layout
    ref, at = (layout.dates, fitted.dates) if layout.months is None else (layout.months, fitted.months)
    if at is None or not page.height or _held(fitted, at):
        return None
    most = max(range(page.height), key=lambda row: _held(fitted, row))
    if _held(fitted, most) < _ROW:
        return None
    what = "day" if layout.months is None else "month"
    message = f"the mapping says {ref.key} in line {ref.line}: row {at + 1} holds no {what}, row {most + 1} does"
    hint = f"a row came in above, or was taken out: say {ref.key}: {most + 1}, and count the other rows anew"
    return ReadError("mapping-does-not-fit", message, origin=page.origin(at), hint=hint)


def _held(fitted: Fitted, row: int) -> int:
    """Return how many days (months, if the layout has a row of them) stand in a row beside the other columns."""
    layout, claimed = fitted.layout, fitted.claimed
    values = (fitted.page.value(row, column) for column in range(fitted.page.length(row)) if column not in claimed)
    if layout.months is not None:
        return sum(month_of(value) is not None for value in values)
    days = (read_day(value, layout.dates_as, _ANY_TIME) for value in values if value is not None)
    return sum(isinstance(day, date) or day.slug != "day-expected" for day in days)


def _days(fitted: Fitted, span: Span) -> Iterator[tuple[int, date | ReadError]]:
    page, claimed, month = fitted.page, fitted.claimed, Month()
    for column in range(page.width):
        if fitted.months is not None:
            fault = month.step(fitted, column, span, named=column not in claimed)
            if fault:
                yield column, fault
        if column in claimed:
            continue
        value = page.value(fitted.dates, column)
        formula = page.formula_fault(fitted.dates, column)
        if formula:
            yield column, formula
        elif value is None:
            if _is_used(fitted, column):
                hint = "name the column under finals or ignore in the mapping, or write the day above it"
                message = "something stands in a column without a day"
                yield column, ReadError("day-missing", message, origin=page.origin(fitted.dates, column), hint=hint)
        elif fitted.months is None:
            yield column, _placed(fitted, column, read_day(value, fitted.layout.dates_as, span))
        elif month.number is not None:
            yield column, _placed(fitted, column, read_day_number(value, month.number, span))
        elif not month.refused:
            yield column, _placed(fitted, column, DayFault("day-expected", "a day that stands below no month"))


class Month:
    """The month of the columns that are gone through: its name stands above the first of its days only."""

    def __init__(self) -> None:
        """Begin before any month."""
        self.number: int | None = None
        self.refused = False

    def step(self, fitted: Fitted, column: int, span: Span, *, named: bool) -> ReadError | None:
        """Go to the next column; return an error for a month that is none or is not of this time."""
        row = fitted.months or 0
        value = fitted.page.value(row, column)
        if value is None:
            return None
        self.number, self.refused = month_of(value), False
        if not named:
            return None
        if self.number is None:
            self.refused = True
            hint = "a column that is no lesson belongs under finals or ignore in the mapping"
            origin = fitted.page.origin(row, column)
            return ReadError("no-such-month", "a month was expected here", origin=origin, hint=hint)
        if not span.has_month(self.number):
            self.number, self.refused = None, True
            message = "a month outside the term, or outside the school year"
            return ReadError("month-outside-period", message, origin=fitted.page.origin(row, column))
        return None


def _placed(fitted: Fitted, column: int, day: date | DayFault) -> date | ReadError:
    if isinstance(day, date):
        return day
    return ReadError(day.slug, day.message, origin=fitted.page.origin(fitted.dates, column), hint=day.hint)


def _is_used(fitted: Fitted, column: int) -> bool:
    headers = (row for row in fitted.headers if row != fitted.months)
    return column in fitted.filled or any(fitted.page.value(row, column) is not None for row in headers)


def _kind_and_weight(text: str) -> tuple[str, Decimal | None]:
    """Take «К/р (вес 2)» apart; a weight of 0 is not known."""
    found = _WEIGHT.fullmatch(text)
    return (found[1], Decimal(found[2].replace(",", ".")) or None) if found else (text, None)


def _own_weight(fitted: Fitted, column: int) -> Decimal | ReadError | None:
    text = fitted.page.text(fitted.weights, column) if fitted.weights is not None else ""
    try:
        number = parse_number(text) if text else None
    except BadCellError:
        number = Decimal(-1)
    if number is None or number >= 0:
        return number or None
    origin = fitted.page.origin(fitted.weights or 0, column)
    return ReadError("bad-value", "expected a weight: a number from 0 on", origin=origin)
