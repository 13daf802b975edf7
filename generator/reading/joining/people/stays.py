"""In which class a student was from when to when: a transfer within the year makes two stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from generator.errors import ReadError
from generator.model.entries import StudentEntry
from generator.model.school import Membership
from generator.origin import Origin


class Stay(NamedTuple):
    """A student in a class, both ends inclusive; None: since the beginning of the year, until its end."""

    group_id: str
    begin: date | None
    end: date | None
    origin: Origin

    def covers(self, day: date) -> bool:
        """Say whether the student was in the class on a day."""
        return (self.begin or day) <= day <= (self.end or day)


def stays_of(entries: Iterable[tuple[StudentEntry, str]], problems: list[ReadError]) -> tuple[Stay, ...]:
    """Join what several entries say of one student into stays, the present one last.

    Entries of one class may leave a day out but not name two different ones. A stay without an end ends on the day
    before the next one begins. Two classes at one time are a contradiction, with both places.
    """
    classes: dict[str, Stay] = {}
    for entry, group_id in entries:
        new = Stay(group_id, entry.begin, entry.end, entry.origin)
        old = classes.setdefault(group_id, new)
        if _differ(old.begin, new.begin) or _differ(old.end, new.end):
            problems.append(_contradiction(new.origin, old.origin, "other days in this class"))
        classes[group_id] = old._replace(begin=old.begin or new.begin, end=old.end or new.end)
    if len(classes) == 1:
        return tuple(classes.values())
    stays = sorted(classes.values(), key=lambda stay: (stay.begin or date.min, stay.end or date.max))
    return tuple(_after_one_another(stays, problems))


def _after_one_another(stays: Sequence[Stay], problems: list[ReadError]) -> Iterable[Stay]:
    for stay, following in pairwise(stays):
        if following.begin is None or (stay.end is not None and stay.end >= following.begin):
            problems.append(_contradiction(following.origin, stay.origin, "another class at the same time"))
        elif stay.end is None:
            yield stay._replace(end=following.begin - timedelta(days=1))
            continue
        yield stay
    yield stays[-1]


def _differ(one: date | None, other: date | None) -> bool:
    return None not in {one, other} and one != other


def _contradiction(origin: Origin, other: Origin, what: str) -> ReadError:
    hint = "give the days of a transfer: begin and end in an export of students, or in our own table students"
    message = f"the student has {what} at {other}"
    return ReadError("contradiction", message, origin=origin, hint=hint)


def memberships_of(stays: Mapping[str, Sequence[Stay]]) -> Iterator[Membership]:
    """Yield the classes of students who were in more than one: their lessons before and after the transfer."""
    for student_id, found in stays.items():
        if len(found) > 1:
            yield from (Membership(student_id, stay.group_id, stay.begin, stay.end) for stay in found)


def within_stay(membership: Membership, class_id: str, stays: Sequence[Stay]) -> Membership:
    """Return a membership in a subgroup of a class within the days in that class, for one who was in several."""
    stay = next((stay for stay in stays if stay.group_id == class_id), None)
    if stay is None or len(stays) < 2:
        return membership
    begin = max(filter(None, (membership.begin, stay.begin)), default=None)
    end = min(filter(None, (membership.end, stay.end)), default=None)
    return Membership(membership.student_id, membership.group_id, begin, end)
