"""Works, homework, marks and final marks: lineItems and results as entries."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.errors import ReadError
from generator.model.entries import HomeworkEntry, MarkEntry, PersonRef, TermMarkEntry, WorkEntry
from generator.model.kinds import FinalScope
from generator.reading.cells import MarkText, Memo, parse_count, parse_date, parse_number, parse_ordinal, parse_weight
from generator.reading.formats.oneroster.bundle.checks import day_of, number_of
from generator.reading.formats.oneroster.bundle.rows import Row
from generator.reading.formats.oneroster.groups import Groups
from generator.reading.formats.oneroster.marks import Marks
from generator.reading.formats.oneroster.own_columns import flag, moment, own
from generator.reading.formats.oneroster.roster import Category, Class, Roster
from generator.reading.formats.oneroster.words import is_homework, is_in_lesson, scope_of
from generator.reading.formats.oneroster.years import Year
from generator.reading.reader import Ignored, Reading

_GRADED = {"fully graded", "partially graded"}
_NO_CATEGORY = Category("", "", None)


class LineItem(NamedTuple):
    """A lineItem that was taken over: what results need of it.

    `waiting` are works told once a result names them; `work` is its id as a work, "" when no work is known.
    """

    id: str
    in_class: Class
    session: str
    scope: FinalScope | None
    lowest: Decimal | None
    highest: Decimal | None
    waiting: list[WorkEntry]
    work: str


class Gradebook:
    """Turns lineItems, then results into entries, one by one; results are never kept."""

    def __init__(self, roster: Roster, groups: Groups, year: Year, marks: Marks, *, enrollments_whole: bool) -> None:
        """Take the directory. Without all enrollments nobody can be said not to be enrolled."""
        self._roster = roster
        self._groups = groups
        self._year = year
        self._marks = marks
        self._enrollments_whole = enrollments_whole
        self._items: dict[str, LineItem] = {}
        self._days = Memo(day_of)
        self._enrolled = {
            class_id: {each.user for each in found if each.role == "student"}
            for class_id, found in roster.enrollments.items()
        }

    def take(self, name: str, row: Row) -> Iterator[Reading]:
        """Yield what a row of `lineItems` or `results` says."""
        try:
            yield from self._line_item(row) if name == "lineItems" else self._result(row)
        except ReadError as error:
            yield error

    def _line_item(self, row: Row) -> Iterator[Reading]:
        cells = row.cells
        in_class = self._roster.classes.get(cells["classSourcedId"])
        if in_class is None or in_class.id not in self._year.classes:
            yield Ignored(row.origin, "lineItems", "of a class that is not taken over")
            return
        column = "academicSessionSourcedId" if "academicSessionSourcedId" in cells else "gradingPeriodSourcedId"
        session = self._roster.sessions.get(cells[column])
        lowest, highest = number_of(cells["resultValueMin"]), number_of(cells["resultValueMax"])
        if session and session.type == "schoolYear":
            hint = "a lineItem lies in a term; ours of a whole year name the last one"
            message = f"column {column}: refers to a school year"
            yield ReadError("line-item-in-year", message, origin=row.at(column), hint=hint)
        if lowest is not None and highest is not None and lowest > highest:
            message = "column resultValueMin: above resultValueMax"
            yield ReadError("min-above-max", message, origin=row.at("resultValueMin"))
            lowest = highest = None
        category = self._roster.categories.get(cells["categorySourcedId"], _NO_CATEGORY)
        scope = scope_of(category.title)
        # A weight is one of a work.
        has_weight = category.weight or cells.get("metadata.weight")
        is_work = scope is None and bool(has_weight or not is_in_lesson(category.title, cells["title"]))
        waiting = list(self._works(row, in_class, category)) if is_work else []
        if scope is None and is_homework(category.title):
            yield from self._homework(row, in_class)
        else:
            yield from waiting
            waiting = []
        term, work = session.id if session else "", row.id if is_work else ""
        self._items[row.id] = LineItem(row.id, in_class, term, scope, lowest, highest, waiting, work)

    def _works(self, row: Row, in_class: Class, category: Category) -> Iterator[WorkEntry]:
        """Yield a work for each class or subgroup it is given in."""
        day = day_of(row.cells["dueDate"])
        own_weight, is_test = own(row, "metadata.weight", parse_weight), own(row, "metadata.isTest", flag)
        planned_on = own(row, "metadata.plannedOn", parse_date)
        if day is None:
            return
        for part in self._groups.parts(in_class.id):
            yield WorkEntry(
                row.origin,
                row.id,
                part.group,
                in_class.course,
                day,
                row.cells["title"],
                category.title,
                category.short,
                own_weight or category.weight,
                bool(is_test),
                planned_on=planned_on,
            )

    def _homework(self, row: Row, in_class: Class) -> Iterator[HomeworkEntry]:
        cells = row.cells
        text = "\n".join(filter(None, (cells["title"], cells["description"])))
        given, due = day_of(cells["assignDate"]), day_of(cells["dueDate"])
        minutes = own(row, "metadata.minutes", parse_count)
        for part in self._groups.parts(in_class.id):
            yield HomeworkEntry(row.origin, part.group, in_class.course, text, given, due, minutes)

    def _result(self, row: Row) -> Iterator[Reading]:
        cells = row.cells
        item = self._items.get(cells["lineItemSourcedId"])
        user = self._roster.users.get(cells["studentSourcedId"])
        if item is None or user is None:
            yield Ignored(row.origin, "results", "of a lineItem or student that is not taken over")
            return
        faults = False
        for fault in self._faults(row, item):
            faults = True
            yield fault
        group = self._groups.group_of(item.in_class.id, user.ref.id)
        if faults or not group:
            return
        said = self._marks.read(row, self._roster.labels.get(item.in_class.id, {}), final=item.scope is not None)
        for name in ("late", "incomplete"):
            if cells.get(name) == "true":
                yield Ignored(row.at(name), f"results: {name}", "a diary has no place for it")
        if item.scope:
            yield from self._final(row, item, (user.ref, group), said)
        elif isinstance(said, str):
            yield Ignored(row.origin, "results", said)
        else:
            yield from item.waiting
            item.waiting.clear()
            yield self._mark(row, item, (user.ref, group), said)

    def _faults(self, row: Row, item: LineItem) -> Iterator[ReadError]:
        """Yield what a result says against its lineItem, its class or the scale."""
        cells, in_class = row.cells, item.in_class
        if cells.get("classSourcedId") and cells["classSourcedId"] != in_class.id:
            message = "column classSourcedId: another class than that of the lineItem"
            yield ReadError("class-differs", message, origin=row.at("classSourcedId"))
        if self._enrollments_whole and cells["studentSourcedId"] not in self._enrolled.get(in_class.id, ()):
            hint = "an enrollment that has ended stays in the bundle, with its endDate"
            message = "column studentSourcedId: not enrolled as a student in the class of the lineItem"
            yield ReadError("not-enrolled", message, origin=row.at("studentSourcedId"), hint=hint)
        if not cells["score"] or cells["scoreStatus"] not in _GRADED:
            return
        score = self._marks.score(cells["score"])
        if (item.lowest is not None and score < item.lowest) or (item.highest is not None and score > item.highest):
            message = "column score: outside resultValueMin and resultValueMax of the lineItem"
            yield ReadError("score-out-of-range", message, origin=row.at("score"))

    def _mark(self, row: Row, item: LineItem, whose: tuple[PersonRef, str], said: MarkText) -> Reading:
        person, group = whose
        day = self._days[row.cells["scoreDate"]]
        if day is None:
            return Ignored(row.origin, "results", "without a day")
        counts = own(row, "metadata.counts", flag)
        return MarkEntry(
            row.origin,
            person,
            group,
            item.in_class.course,
            day,
            said.raw,
            said.kind,
            said.value,
            slot=own(row, "metadata.slot", parse_ordinal) or 1,
            ordinal=own(row, "metadata.ordinal", parse_ordinal) or 1,
            work=item.work,
            weight=own(row, "metadata.weight", parse_weight),
            counts=counts is not False,
            comment=row.cells["comment"],
            entered_at=own(row, "metadata.enteredAt", moment),
            due_on=own(row, "metadata.dueOn", parse_date),
        )

    def _final(self, row: Row, item: LineItem, whose: tuple[PersonRef, str], said: MarkText | str) -> Iterator[Reading]:
        """Yield a final mark, or only the averages beside one that has not been given."""
        scope = item.scope or FinalScope.TERM
        is_term = scope is FinalScope.TERM
        average = own(row, "metadata.average", parse_number)
        weighted = own(row, "metadata.weightedAverage", parse_number)
        if is_term and item.session not in self._year.terms:
            yield Ignored(row.origin, "results", "a final mark of a term that is not taken over")
            return
        if isinstance(said, str) and average is None and weighted is None:
            yield Ignored(row.origin, "results", said)
            return
        raw, kind, value = ("", None, None) if isinstance(said, str) else said
        yield TermMarkEntry(
            row.origin,
            whose[0],
            whose[1],
            item.in_class.course,
            scope,
            item.session if is_term else "",
            raw,
            kind,
            value,
            average=average,
            weighted_average=weighted,
            entered_at=own(row, "metadata.enteredAt", moment),
        )
