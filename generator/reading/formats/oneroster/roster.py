"""The records of a bundle that are kept while it is read: everything but results, by id.

`take` turns a checked row into a record; what contradicts itself there is yielded as an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from generator.errors import ReadError
from generator.model.entries import PersonRef
from generator.origin import Origin
from generator.reading.formats.oneroster.bundle.checks import day_of, last_day_of, number_of, pairs_of
from generator.reading.formats.oneroster.bundle.layers import ids_in
from generator.reading.formats.oneroster.bundle.rows import Row
from generator.reading.reader import Ignored

_NO_NAME = "-"
"""The given name of somebody who has none: the binding demands one."""


class Session(NamedTuple):
    """A session with its last day (inclusive); `kind` and `ordinal` are what our own columns say, "" nothing."""

    origin: Origin
    id: str
    title: str
    type: str
    start: date
    end: date
    parent: str
    kind: str
    ordinal: str


class Org(NamedTuple):
    """A school, or something above or below one."""

    origin: Origin
    name: str
    type: str
    parent: str


class Course(NamedTuple):
    """A subject."""

    origin: Origin
    id: str
    title: str
    short: str


class Class(NamedTuple):
    """A class or a course of a class; `subgroup` is our own column, "" when it says nothing."""

    origin: Origin
    id: str
    title: str
    grades: tuple[str, ...]
    course: str
    is_homeroom: bool
    school: str
    terms: tuple[str, ...]
    subgroup: str


class User(NamedTuple):
    """A person; `role` is the primary one where the bundle tells it."""

    origin: Origin
    ref: PersonRef
    email: str
    role: str


class Enrollment(NamedTuple):
    """A person in a class, both days included, None where the bundle tells none."""

    origin: Origin
    class_id: str
    user: str
    role: str
    is_primary: bool
    begin: date | None
    end: date | None


class Category(NamedTuple):
    """A kind of work."""

    title: str
    short: str
    weight: Decimal | None


@dataclass(slots=True)
class Roster:
    """All records by id; the enrollments of a class in the order of the file."""

    sessions: dict[str, Session] = field(default_factory=dict)
    orgs: dict[str, Org] = field(default_factory=dict)
    courses: dict[str, Course] = field(default_factory=dict)
    classes: dict[str, Class] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    primary_roles: dict[tuple[str, str], Origin] = field(default_factory=dict)
    births: dict[str, date] = field(default_factory=dict)
    enrollments: dict[str, list[Enrollment]] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    labels: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    """For a class: the words of its scales, folded, and the numbers they stand for."""

    def take(self, name: str, row: Row) -> Iterator[ReadError | Ignored]:
        """Keep the record of a row of the file `name`."""
        taker = _TAKERS.get(name)
        if taker:
            yield from taker(self, row)


def _take_session(roster: Roster, row: Row) -> Iterator[ReadError | Ignored]:
    cells = row.cells
    start, end = day_of(cells["startDate"]), last_day_of(cells["endDate"])
    if start is None or end is None:
        return
    if end < start:
        message = "column endDate: expected a day after startDate; OneRoster's ends are the first day that is out"
        yield ReadError("bad-value", message, origin=row.at("endDate"))
        return
    if cells["type"] == "schoolYear" and cells["schoolYear"] != str(end.year):
        yield Ignored(row.at("schoolYear"), "schoolYear", "not the year in which the school year ends")
    roster.sessions[row.id] = Session(
        row.origin, row.id, cells["title"], cells["type"], start, end, cells["parentSourcedId"],
        cells.get("metadata.kind", ""), cells.get("metadata.ordinal", ""),
    )  # fmt: skip


def _take_org(roster: Roster, row: Row) -> Iterator[ReadError]:
    cells = row.cells
    roster.orgs[row.id] = Org(row.at("parentSourcedId"), cells["name"], cells["type"], cells["parentSourcedId"])
    yield from ()


def _take_course(roster: Roster, row: Row) -> Iterator[ReadError]:
    roster.courses[row.id] = Course(row.origin, row.id, row.cells["title"], row.cells.get("metadata.short", ""))
    yield from ()


def _take_class(roster: Roster, row: Row) -> Iterator[ReadError]:
    cells = row.cells
    school = roster.orgs.get(cells["schoolSourcedId"])
    if school and school.type != "school":
        message = "column schoolSourcedId: refers to an org that is no school"
        yield ReadError("org-of-wrong-type", message, origin=row.at("schoolSourcedId"))
    roster.classes[row.id] = Class(
        row.origin, row.id, cells["title"], tuple(ids_in(cells["grades"])), cells["courseSourcedId"],
        cells["classType"] == "homeroom", cells["schoolSourcedId"], tuple(ids_in(cells["termSourcedIds"])),
        cells.get("metadata.subgroup", ""),
    )  # fmt: skip


def _take_user(roster: Roster, row: Row) -> Iterator[ReadError | Ignored]:
    cells = row.cells
    given = cells["givenName"] if cells["givenName"] != _NO_NAME else ""
    name = " ".join(filter(None, (cells["familyName"], given, cells["middleName"])))
    roster.users[row.id] = User(row.origin, PersonRef(row.id, name), cells["email"], cells.get("role", ""))
    if cells["agentSourcedIds"]:
        yield Ignored(row.at("agentSourcedIds"), "guardians", "the families file says who may read")


def _take_role(roster: Roster, row: Row) -> Iterator[ReadError]:
    cells = row.cells
    if cells["roleType"] != "primary":
        return
    user, key = roster.users.get(cells["userSourcedId"]), (cells["userSourcedId"], cells["orgSourcedId"])
    if roster.primary_roles.setdefault(key, row.origin) is not row.origin:
        message = f"this user has a primary role in this org at {roster.primary_roles[key]} already"
        yield ReadError("two-primary-roles", message, origin=row.at("roleType"))
    elif user and not user.role:
        roster.users[user.ref.id] = user._replace(role=cells["role"])


def _take_birth(roster: Roster, row: Row) -> Iterator[ReadError]:
    born = day_of(row.cells["birthDate"])
    if born:
        roster.births[row.id] = born
    yield from ()


def _take_enrollment(roster: Roster, row: Row) -> Iterator[ReadError]:
    cells = row.cells
    begin, end = day_of(cells["beginDate"]), last_day_of(cells["endDate"])
    if begin and end and end < begin:
        message = "column endDate: expected a day after beginDate; OneRoster's ends are the first day that is out"
        yield ReadError("bad-value", message, origin=row.at("endDate"))
        return
    user = roster.users.get(cells["userSourcedId"])
    # The texts of a bundle repeat by the thousand; those of the user and class are kept once.
    user_id = user.ref.id if user else cells["userSourcedId"]
    in_class = roster.classes.get(cells["classSourcedId"])
    class_id = in_class.id if in_class else cells["classSourcedId"]
    found = Enrollment(row.origin, class_id, user_id, cells["role"], cells["primary"] == "true", begin, end)
    roster.enrollments.setdefault(class_id, []).append(found)


def _take_category(roster: Roster, row: Row) -> Iterator[ReadError]:
    weight = number_of(row.cells.get("weight", ""))
    if weight is not None and weight < 0:
        yield ReadError("bad-value", "column weight: expected 0 or more", origin=row.at("weight"))
    roster.categories[row.id] = Category(row.cells["title"], row.cells.get("metadata.short", ""), weight or None)


def _take_scale(roster: Roster, row: Row) -> Iterator[ReadError]:
    for left, right in pairs_of(row.cells["scoreScaleValue"]):
        for number, word in ((left, right), (right, left)):
            if number.isascii() and number.isdigit() and not word.isdigit():
                labels = roster.labels.setdefault(row.cells["classSourcedId"], {})
                labels[word.casefold()] = Decimal(number)
    yield from ()


_TAKERS = {
    "academicSessions": _take_session,
    "orgs": _take_org,
    "courses": _take_course,
    "classes": _take_class,
    "users": _take_user,
    "roles": _take_role,
    "demographics": _take_birth,
    "enrollments": _take_enrollment,
    "categories": _take_category,
    "scoreScales": _take_scale,
}
