"""A student's week for an extract or a strip: the lessons with what the student has in them, and what is ahead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from generator.diaries.diary import Day, Diary, LessonRow, Week
from generator.diaries.papers.ahead import coming_tests, open_debts, subject_weeks, term_at
from generator.diaries.papers.hanging import rows_of_day
from generator.diaries.papers.lines import PaperDay, WeekExtract
from generator.diaries.papers.own import OwnDay, missed_in, own_days
from generator.diaries.papers.student import paper_student
from generator.model.kinds import LessonStatus


def week_extract(diary: Diary, monday: date, shorts: Mapping[str, str]) -> WeekExtract:
    """Return the week that begins on `monday`, with all that the diary has from that Monday to its Sunday.

    `shorts` maps titles of subjects to the school's short names; a subject without one goes by its title. A week
    outside the school year has no lessons.
    """
    week = next((found for found in diary.weeks if found.monday == monday), None)
    own = own_days(diary, monday)
    sunday = monday + timedelta(days=6)
    week_term = week.term if week else None
    term = term_at(diary, week_term, monday)
    return WeekExtract(
        student=paper_student(diary),
        monday=monday,
        term=week_term,
        as_of=diary.as_of,
        days=_days(diary, week, own, shorts),
        missed=missed_in(line for day in own.values() for line in day.absences),
        debts=open_debts(diary, term, shorts),
        tests=coming_tests(diary, monday, shorts),
        subjects=subject_weeks(diary, term, own.values(), shorts),
        letters=tuple(letter for letter in diary.letters if letter.day and monday <= letter.day <= sunday),
        remarks=tuple(remark for remark in diary.remarks if monday <= remark.day <= sunday),
        missing=diary.missing,
        without_marks=diary.without_marks,
        has_lessons=week is not None and _has_lessons(diary, week, own),
    )


def _days(
    diary: Diary, week: Week | None, own: Mapping[date, OwnDay], shorts: Mapping[str, str]
) -> tuple[PaperDay, ...]:
    """Return the days of the week; those that it doesn't teach on (Sunday) only when the student has something then."""
    taught = week.days if week else ()
    known = {day.day for day in taught}
    others = (Day(day, _holiday_on(diary, day), ()) for day in own if day not in known)
    return tuple(
        PaperDay(day.day, day.holiday, rows_of_day(day.rows, own.get(day.day), shorts)) for day in (*taught, *others)
    )


def _holiday_on(diary: Diary, day: date) -> str:
    return next((holiday.title for holiday in diary.holidays if holiday.start <= day <= holiday.end), "")


def _has_lessons(diary: Diary, week: Week, own: Mapping[date, OwnDay]) -> bool:
    """Say whether there is school that week.

    Where no export tells lessons, every day of a term is one of school; where an export has left the week out, a mark
    or an absence proves that there was school. A family must not lose its paper for a gap in the exports.
    """
    if any(_takes_place(row, day.holiday) for day in week.days for row in day.rows):
        return True
    open_days = [day.day for day in week.days if not day.holiday]
    if "lessons" in diary.missing and week.term and open_days:
        return True
    return any(own[day].marks or own[day].absences for day in open_days if day in own)


def _takes_place(row: LessonRow, holiday: str) -> bool:
    """Say whether a row is a lesson that takes place; in holidays, a row without a number is homework that is due."""
    return not row.is_off and (row.number is not None or row.status is not LessonStatus.PLANNED or not holiday)
