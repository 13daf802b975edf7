"""What a page shows, ready for a template: weeks, marks, finals, absences, teachers.

Words of a language are not in here: kinds are enums, dates are dates; templates and word files turn them into text.
The weeks hold what the class sees and nothing of one student, and are one object for all students of a class with the
same subgroups, so that their HTML is made and deflated once per class. A student's marks, absences and own homework
say where they belong (day, subject, which lesson of it), and the device hangs them into the weeks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from generator.diaries.calendar import NO_CALENDAR, CalendarLines
from generator.diaries.letters.lines import LetterLine, NoticeLine, RemarkLine
from generator.diaries.result_lines import (
    AbsenceLine,
    Average,
    Choice,
    DeferredChip,
    ExamLine,
    Finals,
    FinalsColumn,
    FinalsRow,
    MarkChip,
    OwnHomework,
    SubjectMarks,
    TermAbsences,
    TermMarks,
)
from generator.diaries.week_lines import (
    BellLine,
    Day,
    HolidayLine,
    HomeworkLine,
    LessonRow,
    ReplacedLine,
    TeacherLine,
    TermLine,
    Week,
)

__all__ = [
    "AbsenceLine",
    "Average",
    "BellLine",
    "ChildLine",
    "Choice",
    "Day",
    "DeferredChip",
    "Diary",
    "ExamLine",
    "Family",
    "Finals",
    "FinalsColumn",
    "FinalsRow",
    "HolidayLine",
    "HomeworkLine",
    "LessonRow",
    "MarkChip",
    "OwnHomework",
    "ReplacedLine",
    "SubjectMarks",
    "TeacherLine",
    "TermAbsences",
    "TermLine",
    "TermMarks",
    "Week",
]


@dataclass(frozen=True, slots=True)
class Diary:
    """All that one student's page shows. `missing` names the parts no export provides (for «нет данных от журнала»):
    of `lessons`, `homework`, `works`, `marks`, `absences`, `term_marks`, `teachers`; `days` beside `marks`: an export
    provides marks and the day of none. `weeks`, `calendar`, `teachers`,
    `bells`, `holidays` and `terms` are the same objects for all students of a class with the same subgroups. Texts come
    newest first.
    `without_marks`: a first grade, which is taught without marks.
    """

    student_id: str
    family_name: str
    given_name: str
    patronymic: str
    class_title: str
    as_of: datetime
    year_start: date
    year_end: date
    terms: tuple[TermLine, ...]
    weeks: tuple[Week, ...]
    marks: tuple[TermMarks, ...]
    finals: Finals
    absences: tuple[TermAbsences, ...]
    teachers: tuple[TeacherLine, ...]
    bells: tuple[BellLine, ...]
    holidays: tuple[HolidayLine, ...]
    missing: frozenset[str]
    own_homework: tuple[OwnHomework, ...] = ()
    exams: tuple[ExamLine, ...] = ()
    without_marks: bool = False
    letters: tuple[LetterLine, ...] = ()
    notices: tuple[NoticeLine, ...] = ()
    remarks: tuple[RemarkLine, ...] = ()
    calendar: CalendarLines = NO_CALENDAR


@dataclass(frozen=True, slots=True)
class ChildLine:
    """A child on a family page: first name, class, and the way to the diary (relative address)."""

    name: str
    class_title: str
    diary_href: str


@dataclass(frozen=True, slots=True)
class Family:
    """The family page of one recipient: their children only, in order of class and name.

    It holds no time: it changes when the family changes, not when a class gets marks. `news` is how the family hears of
    news (B2.3): `email`, `sms`, or "" for not at all.
    """

    recipient_id: str
    language: str
    children: tuple[ChildLine, ...]
    news: str = ""
