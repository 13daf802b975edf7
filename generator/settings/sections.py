"""The sections of `site.yaml` as frozen values. A leaf: every room may import the type of its own section."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time


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
    everything the files hold, else only these tables of `model.entries` are taken from them. `mapping` is the path of
    a mapping file below the site folder. `group`, `student` and `term` are what the files are about and don't say, or
    `path` is a pattern that finds these in their paths. `together` is `file`, or `folder`: files of one folder are one
    export.
    """

    files: tuple[str, ...]
    reader: str
    provides: tuple[str, ...]
    mapping: str = ""
    group: str = ""
    student: str = ""
    term: str = ""
    path: str = ""
    together: str = "file"


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
class RuleProfile:
    """The limits of one regulation from `start` on (`date.min`: since ever), until the next profile begins.

    `reading` is `strict` or `soft`, `clock` `publication` or `entry`, `homework` `end_of_day` or `off`. `levels` are
    the days for marks of grades 1–4, 5–9 and 10–11, `marks_days` those where the grade is unknown. `homework_minutes`
    are those of grades 1 to 11; `tests_share` is per cent. `regulation` stands at the foot of papers and in reports.
    """

    start: date
    regulation: str
    reading: str
    clock: str
    code_days: int
    marks_days: int
    levels: tuple[int, int, int]
    term_days: int
    absence_hours: int
    exam_hours: int
    homework: str
    homework_minutes: tuple[int, ...]
    tests_share: int
    forecast_days: int
    fresh_hours: int


@dataclass(frozen=True, slots=True)
class AccessSection:
    """Codes of `groups` × 4 digits (5, 6, 7 or 8); `consent` is `required` or `law`."""

    groups: int
    consent: str


@dataclass(frozen=True, slots=True)
class PaperSection:
    """Whether students without any valid row get paper (`print`) or are only listed (`list`); what a week's extract
    is printed on (`a4`, `a5` or `strip`), in which order pieces lie on the sheets (`stack` for the knife, or `plain`),
    the room for holes on the left in millimetres, and the regulation that stands at the foot ("" leaves it out).
    """

    not_applied: str
    extract: str
    order: str
    binder_mm: int
    regulation: str


@dataclass(frozen=True, slots=True)
class LettersSection:
    """After how many days a letter that still lies in `output/letters` is reported."""

    keep_days: int


@dataclass(frozen=True, slots=True)
class PublishSection:
    """Where the site is sent: `to` is an address such as `sftp://user@host:22/folder` ("" : nowhere).

    `folder:PATH` and `git:REPOSITORY` take what stands behind the colon as it is; a git host keeps the pages in
    `branch`. `endpoint` and `region` are for s3 only, `switch` for folders only. `ca_file` is a PEM file below the site
    folder, or an absolute path. `connections` 0 means: as many as suit the kind of host.
    """

    to: str
    branch: str
    endpoint: str
    region: str
    ca_file: str
    switch: bool
    connections: int

    @property
    def kind(self) -> str:
        """Return the kind of host, "" when nothing is published."""
        return self.to.partition(":")[0]


@dataclass(frozen=True, slots=True)
class ScheduleSection:
    """When the diaries are brought up to date on school days (times of the school's zone), and the inbox for exports:
    a folder, relative to the site folder or absolute ("": none), whose files must lie still for `settle_seconds`.
    """

    times: tuple[time, ...]
    spread_minutes: int
    inbox: str
    settle_seconds: int


@dataclass(frozen=True, slots=True)
class NotifySection:
    """How families hear of news: once a day at `hour`, never between the two times of `quiet` (over midnight; () means
    any time). `mail_server` is host:port, "" for no e-mail; `sms_gateway` an address, "" for no SMS.
    """

    hour: time
    quiet: tuple[time, ...]
    mail_server: str
    mail_security: str
    mail_user: str
    mail_from: str
    mail_unsubscribe: str
    sms_gateway: str
    sms_user: str
    sms_sender: str


@dataclass(frozen=True, slots=True)
class OfficialSection:
    """Addresses of the official journal and the state portal, shown to families; "" hides the line."""

    journal: str
    portal: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All of `site.yaml`. `rules` is sorted by `start`, and the first profile holds since ever."""

    school: SchoolSection
    site: SiteSection
    example: ExampleSection
    calendar: CalendarSection
    journals: tuple[JournalSection, ...]
    marks: MarksSection
    rules: tuple[RuleProfile, ...]
    access: AccessSection
    paper: PaperSection
    letters: LettersSection
    publish: PublishSection
    schedule: ScheduleSection
    notify: NotifySection
    official: OfficialSection
