"""Which marks belong together: those of one work, and those that count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.diaries.diary import MarkChip
from generator.model.kinds import MarkKind
from generator.rules.averages import WeightedMark

_WITH_NUMBERS = (MarkKind.NUMERIC, MarkKind.TEXT)


def by_work(chips: Sequence[MarkChip]) -> tuple[tuple[MarkChip, ...], ...]:
    """Group marks that were given for one work: the ordinal begins anew with every work."""
    if len(chips) == 1:
        return ((chips[0],),)
    groups: list[list[MarkChip]] = []
    for chip in chips:
        if chip.ordinal > 1 and groups:
            groups[-1].append(chip)
        else:
            groups.append([chip])
    return tuple(tuple(group) for group in groups)


def counting(chips: Iterable[MarkChip]) -> list[WeightedMark]:
    """Return the marks that averages and forecasts are counted from."""
    return [
        WeightedMark(chip.value, chip.weight)
        for chip in chips
        # A value without the kind of a mark is the «0» that some journals count (Сетевой город).
        if chip.counts and chip.kind in _WITH_NUMBERS and chip.value is not None
    ]
