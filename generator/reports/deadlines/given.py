"""What the radar of a class is handed beside its records: the clock, the profiles, the ledger, what was published."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from generator.model.acts import Act
from generator.rules.clocks.profile import Profile, profile_on
from generator.rules.deadlines import Done, by_then, counted
from generator.rules.records.sights import LATER_PARTS, NO_SIGHTS, Part, Sights
from generator.rules.working_days import WorkingDays


class Told(NamedTuple):
    """On which days a student's family was told the forecast, and since when it is to be told (None: it is not).

    `on_paper` are those of the days on which nothing but an extract told it.
    """

    since: date | None
    days: tuple[date, ...]
    on_paper: tuple[date, ...] = ()


NOT_TOLD = Told(None, ())


@dataclass(frozen=True, slots=True)
class Given:
    """`now` and all other times are the school's, without a zone. `profiles` are sorted by their start.

    `published`: when something was published, sorted. `acts`: those of deferrals and exam results that hold, with the
    students' ids as in the school (`Student.id`). `told` is by `Student.id`.
    """

    now: datetime
    profiles: Sequence[Profile]
    days: WorkingDays
    published: Sequence[datetime] = ()
    sights: Sights = NO_SIGHTS
    told: Mapping[str, Told] = field(default_factory=dict)
    acts: Sequence[Act] = ()

    def profile(self, day: date) -> Profile:
        """Return the profile that holds on a day."""
        return profile_on(self.profiles, day)


class Evidence:
    """When things were done, by the ledger of first sights and the publications. Answers are kept: looks are few."""

    def __init__(self, given: Given, as_of: datetime) -> None:
        """Work out when each look was published; `as_of` is the newest time that the data at hand prove."""
        self._sights = given.sights
        self._as_of = as_of
        self._now = given.now
        published = given.published
        at = [bisect_left(published, look.built) for look in given.sights.looks]
        self._published = [published[index] if index < len(published) else None for index in at]
        self._before: dict[tuple[Part, int], datetime | None] = {}

    def look_of(self, part: Part, place: str) -> int:
        """Return the index of the look that first saw it, -1 for none."""
        found: int = self._sights.first.get(part, {}).get(place, -1)
        return found

    def done(self, clock: str, part: Part, look: int, due: datetime, entered: datetime | None = None) -> Done | None:
        """Return when it was done as the clock of a profile counts, None while it is not.

        What the first look saw may have been there, and on the site, long before: nobody is blamed for the time before
        the ledger. From then on it is known what was published and what was not.
        """
        if clock == "entry" and entered:
            return Done(entered)
        if look <= 0 or (part in LATER_PARTS and self._last_without(part, look) is None):
            return self._at_first(clock, part, look, due)
        built, published = self._sights.looks[look].built, self._published[look]
        return counted(clock, entered=None, seen=by_then(built, self._last_without(part, look)), published=published)

    def _at_first(self, clock: str, part: Part, look: int, due: datetime) -> Done | None:
        looks = self._sights.looks
        if look < 0 and looks:  # in the data at hand, and in no build yet
            after = self._last_without(part, len(looks))
            is_unkept = part in LATER_PARTS and after is None and self._now > due
            return by_then(self._now, after) if clock == "entry" or is_unkept else None
        built, published = (looks[look].built, self._published[look]) if look >= 0 else (self._now, None)
        if clock == "entry" or built > due:
            return by_then(built)
        return by_then(published) if published else None

    def looked(self, clock: str) -> datetime | None:
        """Return the last look at a source that would have to show it; None: what was published we know ourselves."""
        return self._as_of if clock == "entry" else None

    def begin(self, part: Part) -> datetime:
        """Return when the ledger began to keep a part: until then nobody looked. Without a ledger it is now."""
        return next((look.built for look in self._sights.looks if part in look.parts), self._now)

    def _last_without(self, part: Part, look: int) -> datetime | None:
        """Return the newest time that was proved by the last look that saw this part of the data and not the thing."""
        key = (part, look)
        if key not in self._before:
            earlier = (one.as_of for one in reversed(self._sights.looks[:look]) if part in one.parts)
            self._before[key] = next(earlier, None)
        return self._before[key]
