"""Marks of one work belong together."""

from __future__ import annotations

from collections.abc import Sequence

from generator.diaries.diary import MarkChip


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
