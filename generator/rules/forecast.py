"""What a subject's mark would be if the term ended today, what is needed for the next one, and what would lower it.

Rule: docs/explanation/forecast.md. Everything is a whole number: borders, values, weights and means in hundredths,
sums as `averages.Sums` has them. Nothing here knows a word, a date or a student.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from generator.rules.averages import Sums, WeightedMark, add_up, hundredths_of
from generator.rules.standing import Borders, Standing, State, standing

_WARN_AT = 70
"""Per cent of the share of missed lessons that leaves a student without a mark: from there on a family is warned."""


@dataclass(frozen=True, slots=True)
class ForecastRules:
    """The school's act: borders, how many marks a term needs at least, and when it may end without a mark (н/а).

    That is when more than `absence_share` per cent of the lessons were missed and there are fewer than `marks_below`
    marks.
    """

    borders: Borders
    min_marks: int
    absence_share: int
    marks_below: int


class Course(NamedTuple):
    """The lessons of a subject in a term: still to come (`left`, None: unknown), held, and of these missed.

    `weights` are those in use in the subject, in hundredths; empty: known from the marks only.
    """

    left: int | None = None
    held: int = 0
    missed: int = 0
    weights: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """`count` marks of one value and one weight (in hundredths, None: marks have no weights)."""

    count: int
    value: int
    weight: int | None


class Danger(NamedTuple):
    """The marks that would lower the standing, the mean after them (in hundredths), and the mark by the borders."""

    way: Way
    mean: int
    mark: int


class Risk(NamedTuple):
    """Too many lessons missed for the marks that there are."""

    missed: int
    held: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """What can be said of a term that is not over.

    `mean` in hundredths, None without marks. `mark` and `lower` as in `Standing`. `count` marks of `needed` are there.
    `target` is the next better mark (of a disputed one: itself, made firm), None when there is none or nothing is
    known yet; `ways` lead to it, at most two, the heavier first; none: not in the `left` lessons.
    """

    state: State
    mean: int | None
    mark: int | None
    lower: int | None
    count: int
    needed: int
    left: int | None
    target: int | None
    ways: tuple[Way, ...]
    danger: Danger | None
    risk: Risk | None


def forecast(marks: Iterable[WeightedMark], rules: ForecastRules, course: Course) -> Forecast | None:
    """Return the forecast for the marks that count, None where the weights of some of them are unknown."""
    found = tuple(marks)
    sums = add_up(found)
    if sums is None:
        return None
    at = standing(sums, rules.borders, rules.min_marks)
    target: int | None = None
    ways: tuple[Way, ...] = ()
    danger: Danger | None = None
    if at.mark is not None:
        weights = _weights(found, course) if sums.weighted else (100,)
        aim = _aim(at.state, at.mark, rules.borders)
        if aim:
            target, ways = aim[0], _ways(sums, aim[1], rules.borders.best, weights, course.left)
        danger = _danger(sums, at, rules.borders, weights[-1], course.left)
    mean = sums.mean if sums.count else None
    risk = _risk(sums.count, rules, course)
    return Forecast(
        at.state, mean, at.mark, at.lower, sums.count, rules.min_marks, course.left, target, ways, danger, risk
    )


def marks_needed(sums: Sums, border: int, value: int, weight: int) -> int | None:
    """Return the fewest marks of this value and weight that lift the mean to the border; None: no number does.

    `n = ceil((T·W − S) / ((m − T)·w))`, all in hundredths, 0 when the border is reached already.
    """
    missing = border * sums.weights - sums.points
    if missing <= 0:
        return 0
    gain = (value - border) * weight
    return -(-missing // gain) if gain > 0 else None


def _weights(marks: Iterable[WeightedMark], course: Course) -> tuple[int, ...]:
    known = set(course.weights) or {hundredths_of(mark.weight) for mark in marks if mark.weight is not None}
    return tuple(sorted(weight for weight in known if weight > 0))


def _aim(state: State, mark: int, borders: Borders) -> tuple[int, int] | None:
    """Return the mark to reach and its border; a disputed mark is firm a band above its border."""
    if state is State.DISPUTED:
        border = borders.border_of(mark)
        return None if border is None else (mark, border + borders.band)
    return borders.above(mark)


def _ways(sums: Sums, border: int, best: int, weights: Iterable[int], left: int | None) -> tuple[Way, ...]:
    """Return the way with the heaviest and that with the lightest weight, of those that fit into the lessons left."""
    ways: list[Way] = []
    for weight in weights:
        count = marks_needed(sums, border, best * 100, weight)
        # A heavier work that needs as many marks as a lighter one is no way of its own.
        if count and (left is None or count <= left) and not (ways and ways[-1].count == count):
            ways.append(Way(count, best, weight if sums.weighted else None))
    return tuple(ways[::-1]) if len(ways) < 2 else (ways[-1], ways[0])


def _danger(sums: Sums, at: Standing, borders: Borders, weight: int, left: int | None) -> Danger | None:
    """Return the fewest bad marks of the heaviest weight that cost the mark; one, when the lessons left are too few."""
    mark = at.mark or 0
    value = mark - 2 if mark == borders.best else mark - 1
    border = borders.border_of(mark)
    if border is None or value < 1 or left == 0:
        return None
    # A firm mark is lost below its border; a disputed one is the lower mark, and firm, a band below it.
    disputed = at.state is State.DISPUTED
    edge = border - borders.band if disputed else border
    lead, loss = sums.points - edge * sums.weights, (edge - value * 100) * weight
    count = 1 if loss <= 0 else -(-lead // loss) if disputed else lead // loss + 1
    if left is not None and count > left:
        count = 1
    after = sums.with_more(value * 100, weight, count)
    return Danger(Way(count, value, weight if sums.weighted else None), after.mean, borders.mark_at(after))


def _risk(count: int, rules: ForecastRules, course: Course) -> Risk | None:
    """Return the missed lessons from the warning share on; while fewer lessons than marks needed were held, nothing."""
    if count >= rules.marks_below or course.held < max(1, rules.marks_below):
        return None
    share_is_near = course.missed * 10_000 >= _WARN_AT * rules.absence_share * course.held
    return Risk(course.missed, course.held) if share_is_near and course.missed else None
