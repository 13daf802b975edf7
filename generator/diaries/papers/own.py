"""What a student has in one week, found in the diary: marks, absences, homework of one's own, by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from generator.diaries.diary import AbsenceLine, Diary, MarkChip, OwnHomework
from generator.diaries.papers.lines import Missed
from generator.model.kinds import AbsenceKind


@dataclass(frozen=True, slots=True)
class OwnDay:
    """What stands on one day; marks with the titles of their subjects."""

    marks: list[tuple[str, MarkChip]] = field(default_factory=list)
    absences: list[AbsenceLine] = field(default_factory=list)
    homework: list[OwnHomework] = field(default_factory=list)


def own_days(diary: Diary, monday: date) -> dict[date, OwnDay]:
    """Return the days of the week, Monday to Sunday in order, that have something of the student's; no others.

    All terms are looked through: a week may have days of two, and one in holidays belongs to the term before.
    """
    sunday = monday + timedelta(days=6)
    found: dict[date, OwnDay] = {}
    for term in diary.marks:
        for subject in term.subjects:
            for work in subject.marks:
                for chip in work:
                    if monday <= chip.day <= sunday:
                        found.setdefault(chip.day, OwnDay()).marks.append((subject.subject, chip))
    for absences in diary.absences:
        # The diary has the latest first; on paper a day is read from its first lesson.
        for line in reversed(absences.lines):
            if monday <= line.day <= sunday:
                found.setdefault(line.day, OwnDay()).absences.append(line)
    for homework in diary.own_homework:
        if monday <= homework.day <= sunday:
            found.setdefault(homework.day, OwnDay()).homework.append(homework)
    return dict(sorted(found.items()))


def missed_in(lines: Iterable[AbsenceLine]) -> Missed:
    """Count the lessons missed by reason, and late arrivals; an exemption is neither."""
    kinds = [line.kind for line in lines]
    ill, excused = kinds.count(AbsenceKind.ILL), kinds.count(AbsenceKind.EXCUSED)
    unexcused, unknown = kinds.count(AbsenceKind.UNEXCUSED), kinds.count(AbsenceKind.ABSENT)
    lessons = ill + excused + unexcused + unknown
    return Missed(lessons, ill, excused, unexcused, unknown, kinds.count(AbsenceKind.LATE))
