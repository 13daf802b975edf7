"""What the clocks ask of a rule profile, and which of several dated ones holds on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar


class Profile(Protocol):
    """The limits of one regulation; `settings.sections.RuleProfile` is one.

    `start` is the first day it holds; `reading` is `strict` or `soft`, `clock` `publication` or `entry`. `levels` are
    the days for marks of grades 1–4, 5–9 and 10–11 (A5.2), `marks_days` those of a class whose grade is unknown.
    `homework` is `end_of_day` or `off`, `homework_minutes` the norm of grades 1 to 11, `tests_share` per cent.
    """

    @property
    def start(self) -> date: ...  # noqa: D102 (all are described above)
    @property
    def reading(self) -> str: ...  # noqa: D102
    @property
    def clock(self) -> str: ...  # noqa: D102
    @property
    def code_days(self) -> int: ...  # noqa: D102
    @property
    def marks_days(self) -> int: ...  # noqa: D102
    @property
    def levels(self) -> tuple[int, int, int]: ...  # noqa: D102
    @property
    def term_days(self) -> int: ...  # noqa: D102
    @property
    def absence_hours(self) -> int: ...  # noqa: D102
    @property
    def exam_hours(self) -> int: ...  # noqa: D102
    @property
    def homework(self) -> str: ...  # noqa: D102
    @property
    def homework_minutes(self) -> tuple[int, ...]: ...  # noqa: D102
    @property
    def tests_share(self) -> int: ...  # noqa: D102
    @property
    def forecast_days(self) -> int: ...  # noqa: D102


P = TypeVar("P", bound=Profile)


def profile_on(profiles: Sequence[P], day: date) -> P:
    """Return the profile that holds on a day: the last that has begun. A clock goes by the day on which it starts.

    `profiles` are sorted by `start` and the first holds since ever, as the settings have them.
    """
    return next(profile for profile in reversed(profiles) if profile.start <= day)


def is_soft(profile: Profile) -> bool:
    """Say whether the soft reading holds."""
    return profile.reading == "soft"


def marks_days(profile: Profile, grade: int | None) -> int:
    """Return within how many days a mark must be there in this grade (A5.1, A5.2)."""
    if grade is None:
        return profile.marks_days
    primary, basic, secondary = profile.levels
    return primary if grade <= 4 else basic if grade <= 9 else secondary
