"""What became of a mark from build to build («было 3, стало 4»). Pure.

A school's journal keeps no history, so the last builds' marks are remembered beside it, class by class. Times are the
data's own (`as_of` of the class), never the clock: two builds of the same exports say the same. A correction within
the grace time is a slip of the pen and leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from generator.model.records import Mark
from generator.rules.records.sights import places

Seen = dict[str, list[tuple[str, str]]]
"""Place of a mark → its texts in their order, each with the ISO time of the data that showed it first."""


def remember(
    seen: Mapping[str, list[tuple[str, str]]],
    marks: Iterable[Mark],
    as_of: datetime,
    grace: timedelta,
    mark_places: Sequence[str] | None = None,
) -> Seen:
    """Return what is to be remembered after a build; marks that are gone stay remembered, for exports come in parts.

    `mark_places` are those of `places`, for whoever has them already.
    """
    now = as_of.isoformat()
    known: Seen = dict(seen)
    found = tuple(marks)
    for place, mark in zip(places(found) if mark_places is None else mark_places, found, strict=True):
        history = known.get(place)
        if not history:
            known[place] = [(mark.raw, now)]
        elif history[-1][0] != mark.raw:
            known[place] = _changed(history, mark.raw, as_of, grace)
    return known


def changed(seen: Mapping[str, list[tuple[str, str]]]) -> dict[str, str]:
    """Return for the places whose mark was changed what it was before; there are few of them."""
    return {place: history[-2][0] for place, history in seen.items() if len(history) > 1}


def _changed(history: list[tuple[str, str]], raw: str, as_of: datetime, grace: timedelta) -> list[tuple[str, str]]:
    since = datetime.fromisoformat(history[-1][1])
    if as_of - since >= grace:
        return [*history, (raw, as_of.isoformat())]
    kept = history[:-1]
    return kept if kept and kept[-1][0] == raw else [*kept, (raw, since.isoformat())]
