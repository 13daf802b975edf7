"""The sections of `site.yaml` as frozen values. A leaf: every room may import the type of its own section."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class SchoolSection:
    """Who the school is. `timezone` is an IANA name; `contact` is what a page tells families to call."""

    name: str
    id: str
    timezone: str
    contact: str


@dataclass(frozen=True, slots=True)
class SiteSection:
    """Where the site lies, without a last slash. `address` "" until it is known: `access issue` stops with a hint.

    `attachment_kb` bounds one file of a text for families, `attachments_kb` all of one diary; a kB is 1,024 bytes.
    """

    address: str
    language: str
    own_origin: bool
    attachment_kb: int
    attachments_kb: int


@dataclass(frozen=True, slots=True)
class ExampleSection:
    """Only in the example school: `today` is the clock of every command, in the school's zone and without a zone."""

    today: datetime | None


@dataclass(frozen=True, slots=True)
class CalendarSection:
    """The school year, both ends inclusive, and the days of the school week (5 or 6)."""

    year_start: date
    year_end: date
    week_days: int


@dataclass(frozen=True, slots=True)
class JournalSection:
    """One `journals` item: globs below the site folder; `reader` "" means: recognise by content; `provides` () means
    everything the files hold, else only these tables of `model.entries` are taken from them.
    """

    files: tuple[str, ...]
    reader: str
    provides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarksSection:
    """The scale (lowest, highest) and the borders of the rounding, in hundredths (450 is 4.50), the best mark first;
    `disputed_band` is in hundredths too. `min_marks` holds up to two lessons a week, `min_marks_often` above that.
    A term may end without a mark (н/а) when more than `na_absence_share` per cent of the lessons were missed and there
    are fewer than `na_marks_below` marks.
    A mark corrected within `grace_hours` was a slip and no change.
    """

    lowest: int
    highest: int
    borders: tuple[tuple[int, int], ...]
    disputed_band: int
    min_marks: int
    min_marks_often: int
    na_absence_share: int
    na_marks_below: int
    grace_hours: int
    act: str
    test_types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccessSection:
    """Codes of `groups` × 4 digits (5, 6, 7 or 8); `consent` is `required` or `law`."""

    groups: int
    consent: str


@dataclass(frozen=True, slots=True)
class PaperSection:
    """Whether students without any valid row get paper (`print`) or are only listed (`list`)."""

    not_applied: str


@dataclass(frozen=True, slots=True)
class LettersSection:
    """After how many days a letter that still lies in `output/letters` is reported."""

    keep_days: int


@dataclass(frozen=True, slots=True)
class OfficialSection:
    """Addresses of the official journal and the state portal, shown to families; "" hides the line."""

    journal: str
    portal: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All of `site.yaml`."""

    school: SchoolSection
    site: SiteSection
    example: ExampleSection
    calendar: CalendarSection
    journals: tuple[JournalSection, ...]
    marks: MarksSection
    access: AccessSection
    paper: PaperSection
    letters: LettersSection
    official: OfficialSection
