"""The marks of a term by type of work: how many of which, their means, and tests against other work."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from generator.model.records import Mark
from generator.reports.class_facts import ClassFacts
from generator.rules.averages import hundredths_of
from generator.rules.statistics import Distribution, distribution, place_of, rounded


class TypeMarks(NamedTuple):
    """The marks of one type of work; `type` is the journal's word, "" for unknown work. `mean` in hundredths."""

    type: str
    is_test: bool
    marks: Distribution
    mean: int


@dataclass(frozen=True, slots=True)
class CurrentMarks:
    """The marks of a subject in a term by type, tests first. `gap` is the mean of the tests less that of other work, in
    hundredths, None where one of them has no marks; `is_wide`: it is wider than the rule lets pass unasked.
    """

    types: tuple[TypeMarks, ...]
    gap: int | None
    is_wide: bool


class _Sums:
    """Places of marks with their counts, and the sum of the marks in hundredths."""

    def __init__(self) -> None:
        self.places: Counter[int] = Counter()
        self.points = 0
        self.count = 0

    def add(self, place: int, value: int, count: int) -> None:
        """Add marks of one value, which is in hundredths."""
        self.places[place] += count
        self.points += value * count
        self.count += count


def current_marks(facts: ClassFacts, gap: int) -> dict[tuple[str, str], CurrentMarks]:
    """Return the marks on the way to a term's mark, by subject and term (ids).

    Counted are marks with a number on the scale that the journal counts; means are plain, for inside a type of work
    weights say nothing. Marks of students who left are in here: they were given. `gap` in hundredths.
    """
    found: dict[tuple[str, str], dict[tuple[str, bool], _Sums]] = defaultdict(lambda: defaultdict(_Sums))
    works: dict[tuple[str, date, str, str], _Sums] = {}
    for mark, count in _alike(facts.records.marks):
        place = place_of(mark.kind, mark.value)
        if place and mark.value is not None:
            of_work = (mark.subject_id, mark.day, mark.work_id, mark.lesson_id)
            sums = works.get(of_work)
            if sums is None:
                work = facts.works.of(mark)
                kind = (work.type, facts.works.is_test(work)) if work else ("", False)
                sums = works[of_work] = found[mark.subject_id, facts.term_of(mark.day).id][kind]
            sums.add(place, hundredths_of(mark.value), count)
    return {key: _current(cell, gap) for key, cell in found.items()}


def _alike(marks: Sequence[Mark]) -> Iterable[tuple[Mark, int]]:
    """Yield one mark of those that say the same of the same work, with how many there are: a year has thousands."""
    keys = list(map(_SAME, marks))
    one = dict(zip(keys, marks, strict=True))
    return ((one[key], count) for key, count in Counter(keys).items() if one[key].counts)


_SAME = attrgetter("subject_id", "day", "raw", "work_id", "lesson_id", "counts")


def _current(cell: dict[tuple[str, bool], _Sums], widest: int) -> CurrentMarks:
    types = tuple(
        TypeMarks(*kind, distribution(sums.places), rounded(sums.points, sums.count))
        for kind, sums in sorted(cell.items(), key=lambda item: (not item[0][1], item[0][0]))
    )
    (points, count), (other_points, other_count) = (
        (sum(s.points for (_, test), s in cell.items() if test is wanted),
         sum(s.count for (_, test), s in cell.items() if test is wanted))
        for wanted in (True, False)
    )  # fmt: skip
    if not count or not other_count:
        return CurrentMarks(types, None, is_wide=False)
    gap, of = points * other_count - other_points * count, count * other_count
    return CurrentMarks(types, rounded(gap, of), is_wide=abs(gap) > widest * of)
