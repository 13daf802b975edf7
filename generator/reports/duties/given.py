"""What the radar of the school is handed: the families, and what the registers know. All times are the school's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from generator.model.acts import Act
from generator.model.papers import PaperRecord
from generator.rules.access import Decision
from generator.rules.clocks.profile import Profile, profile_on
from generator.rules.papers import OwedPaper
from generator.rules.working_days import WorkingDays


class Code(NamedTuple):
    """One code's life, as `register.records.CodeRecord` tells it."""

    recipient_id: str
    issued_at: datetime
    handed_at: datetime | None
    revoked_at: datetime | None


class Pupil(NamedTuple):
    """A student by the register's id; `begin`: the first day in the class, None for who began with the year."""

    id: str
    group_id: str
    class_title: str
    begin: date | None
    birth_date: date | None


class Journal(NamedTuple):
    """A journal that gives exports, and when the newest of them came (None: never)."""

    name: str
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class SchoolGiven:
    """`profiles` are sorted by their start, `fresh_hours` holds today. `rows` are the decided rows of the families
    file. `acts` are those that hold. `papers` are all that were made, `owed` the weeks of which no extract was handed
    over. `letters`: recipients whose letter lies about for too long. `homeroom`: class → its class teacher.
    """

    now: datetime
    profiles: Sequence[Profile]
    fresh_hours: int
    days: WorkingDays
    year: tuple[date, date]
    rows: Sequence[Decision] = ()
    codes: Sequence[Code] = ()
    acts: Sequence[Act] = ()
    papers: Sequence[PaperRecord] = ()
    owed: Sequence[OwedPaper] = ()
    letters: Sequence[str] = ()
    journals: Sequence[Journal] = ()
    pupils: Mapping[str, Pupil] = field(default_factory=dict)
    homeroom: Mapping[str, str] = field(default_factory=dict)

    def profile(self, day: date) -> Profile:
        """Return the profile that holds on a day."""
        return profile_on(self.profiles, day)
