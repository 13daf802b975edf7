"""What is kept of a student over the years: the final results of each school year (requirement B3.1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from generator.model.kinds import FinalScope, MarkKind, TermKind

REGISTER_KEY = "register:"
"""Begins the identity `register:S12`: the student of the register, whatever a journal calls them."""


class Level(StrEnum):
    """The level of the programme: grades 1 to 4, 5 to 9, 10 and 11."""

    PRIMARY = "primary"
    BASIC = "basic"
    SECONDARY = "secondary"


@dataclass(frozen=True, slots=True)
class YearCell:
    """A final mark as the journal wrote it; of a deferred one `text` is "" and `until` the day."""

    text: str
    kind: MarkKind | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class YearColumn:
    """A kind of final mark; `kind` and `ordinal` tell which term of the year (None and 0: no term)."""

    scope: FinalScope
    kind: TermKind | None = None
    ordinal: int = 0


@dataclass(frozen=True, slots=True)
class YearRow:
    """A subject by its title, and its marks in the order of the columns (None: none)."""

    subject: str
    cells: tuple[YearCell | None, ...]


@dataclass(frozen=True, slots=True)
class YearResult:
    """The final results of one student in one school year.

    `student_id` is the register's (`S12`), `year` as «2026-2027», `class_title` and the names as the journal had them;
    `level` None: the grade is not known. `rows` () where the year brought no final mark (grade 1).
    """

    student_id: str
    year: str
    class_title: str
    grade: int | None
    level: Level | None
    family_name: str = field(repr=False)
    given_name: str = field(repr=False)
    patronymic: str = field(repr=False)
    columns: tuple[YearColumn, ...] = ()
    rows: tuple[YearRow, ...] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        """Return «Фамилия Имя Отчество»."""
        return " ".join(part for part in (self.family_name, self.given_name, self.patronymic) if part)


@dataclass(frozen=True, slots=True)
class Closing:
    """How far the closing of a school year has come.

    `state`: `results` (entered), `archived` (the archive is written and was read back; removing may have begun),
    `closed`. `archive` is its path as it was named, `digest` its SHA-256 in hex; both "" before.
    """

    year: str
    first_day: date
    last_day: date
    state: str
    archive: str = ""
    digest: str = ""
    draws_code: bool = False

    @property
    def leavers_until(self) -> date:
        """Return the last day on which the page of somebody who left stays without a date of its own."""
        return date(self.last_day.year, 8, 31)


@dataclass(frozen=True, slots=True)
class PersonalSheet:
    """The results of a student over the years, the earliest first; `running` is the year that is not closed, if any.

    The names are those of the newest year.
    """

    student_id: str
    name: str = field(repr=False)
    years: tuple[YearResult, ...] = field(repr=False)
    running: str = ""


def school_year(first: date, last: date) -> str:
    """Return the name of a school year: «2026-2027»."""
    return f"{first.year}-{last.year}"
