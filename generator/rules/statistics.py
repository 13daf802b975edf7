"""Statistics of a class as schools report them (B5.2–B5.4): успеваемость, качество, СОУ, средний балл, отклонение.

Rule: docs/explanation/statistics.md. Everything is counted in whole numbers and rounded once, half up, at the very end:
shares are tenths of a per cent (923 is 92.3 %), means hundredths (388 is 3.88). The scale is the Russian one, 5 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from generator.model.kinds import MarkKind
from generator.rules.averages import hundredths_of

NOT_ASSESSED = 0
"""The place of н/а among the marks 5 to 1."""


class SouVariant(StrEnum):
    """Whether those who are not assessed (н/а) count in the СОУ; every printed figure names its variant."""

    WITH_NOT_ASSESSED = "with_not_assessed"
    WITHOUT_NOT_ASSESSED = "without_not_assessed"


class Light(StrEnum):
    """How far a figure is from what it should be."""

    CALM = "calm"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class StatisticRules:
    """What the staff is warned of, in per cent: hours that deviate from the plan by more than `amber` or `red`, tests
    above `tests` of the lessons (a profile's `tests_share`); `gap` in hundredths between the mean of tests and that of
    other work. `sou` is the variant that is printed.
    """

    sou: SouVariant = SouVariant.WITH_NOT_ASSESSED
    amber: int = 5
    red: int = 10
    tests: int = 10
    gap: int = 70


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many students have which final mark. Who is exempt, deferred, or has no mark at all is not in here."""

    fives: int = 0
    fours: int = 0
    threes: int = 0
    twos: int = 0
    ones: int = 0
    not_assessed: int = 0

    @property
    def marks(self) -> int:
        """Return how many have a number."""
        return self.fives + self.fours + self.threes + self.twos + self.ones

    @property
    def count(self) -> int:
        """Return N: those with a number and those with н/а."""
        return self.marks + self.not_assessed

    @property
    def points(self) -> int:
        """Return the sum of the marks."""
        return 5 * self.fives + 4 * self.fours + 3 * self.threes + 2 * self.twos + self.ones

    def __add__(self, other: Distribution) -> Distribution:
        """Return the distribution of both together."""
        return Distribution(
            self.fives + other.fives,
            self.fours + other.fours,
            self.threes + other.threes,
            self.twos + other.twos,
            self.ones + other.ones,
            self.not_assessed + other.not_assessed,
        )


@dataclass(frozen=True, slots=True)
class Indicators:
    """The figures of §3.7: N, how many numbers; успеваемость, качество and СОУ in tenths of a per cent, СОУ None where
    its variant leaves nobody; средний балл in hundredths, None where nobody has a number.
    """

    count: int
    marks: int
    success: int
    quality: int
    sou: int | None
    variant: SouVariant
    mean: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """By how much the figures rose or fell: shares in tenths of a per cent, the mean in hundredths."""

    success: int
    quality: int
    mean: int | None


def place_of(kind: MarkKind | None, value: Decimal | None) -> int | None:
    """Return where a mark stands in a distribution: 5 to 1, `NOT_ASSESSED`, or None for what is not in N.

    Not in N are exemptions, зачёт and незачёт, debts, and numbers off the scale. A half is the better mark.
    """
    if kind is MarkKind.NOT_ASSESSED:
        return NOT_ASSESSED
    if value is None or kind not in (MarkKind.NUMERIC, MarkKind.TEXT):
        return None
    place = (hundredths_of(value) + 50) // 100
    return place if 1 <= place <= 5 else None


def distribution(counts: Mapping[int, int]) -> Distribution:
    """Return the distribution of places (`place_of`) that stand in `counts` with how often."""
    return Distribution(*(counts.get(place, 0) for place in (5, 4, 3, 2, 1, NOT_ASSESSED)))


def indicators(marks: Distribution, variant: SouVariant) -> Indicators | None:
    """Return the indicators, None where nobody has a mark.

    СОУ gives 100, 64, 36, 16 and 7 for 5, 4, 3, 2 and н/а; the mark 1 gives 7 as well (Simonov's table). Without н/а
    it leaves those students out above and below the line.
    """
    count = marks.count
    if not count:
        return None
    passed = marks.fives + marks.fours + marks.threes
    learned = 100 * marks.fives + 64 * marks.fours + 36 * marks.threes + 16 * marks.twos + 7 * marks.ones
    of = marks.marks
    if variant is SouVariant.WITH_NOT_ASSESSED:
        learned, of = learned + 7 * marks.not_assessed, count
    return Indicators(
        count=count,
        marks=marks.marks,
        success=rounded(1000 * passed, count),
        quality=rounded(1000 * (marks.fives + marks.fours), count),
        sou=rounded(10 * learned, of) if of else None,
        variant=variant,
        mean=rounded(100 * marks.points, marks.marks) if marks.marks else None,
    )


def change(old: Indicators | None, new: Indicators | None) -> Change | None:
    """Return what changed from one term to the next, None where one of them has no figures."""
    if old is None or new is None:
        return None
    mean = None if old.mean is None or new.mean is None else new.mean - old.mean
    return Change(new.success - old.success, new.quality - old.quality, mean)


def deviation(hours: int, plan: int) -> int | None:
    """Return by how much the hours miss the plan, in tenths of a per cent: below 0 is too few. No plan, no figure."""
    return rounded(1000 * (hours - plan), plan) if plan else None


def light(hours: int, plan: int, rules: StatisticRules) -> Light:
    """Return how far the hours are from the plan; exactly 5 % is calm still. Hours that nobody planned are red."""
    off = 100 * abs(hours - plan)
    if off > rules.red * plan:
        return Light.RED
    return Light.AMBER if off > rules.amber * plan else Light.CALM


def rounded(numerator: int, denominator: int) -> int:
    """Return a quotient as a whole number, half up; the denominator is above 0."""
    return (2 * numerator + denominator) // (2 * denominator)
