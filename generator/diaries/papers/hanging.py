"""A student's marks, absences and homework hung into the lessons of a day, as the page's script does it on a device
(`templates/diary/script/week.js`). What finds no lesson gets a bare row at the end of the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.diaries.diary import AbsenceLine, LessonRow, MarkChip
from generator.diaries.papers.lines import PaperRow
from generator.diaries.papers.own import OwnDay
from generator.diaries.week_lines import bare_row


@dataclass(slots=True)
class _Place:
    """A row while it is filled."""

    lesson: LessonRow
    marks: list[MarkChip] = field(default_factory=list)
    absence: AbsenceLine | None = None
    homework: list[str] = field(default_factory=list)


def rows_of_day(lessons: Iterable[LessonRow], own: OwnDay | None, shorts: Mapping[str, str]) -> tuple[PaperRow, ...]:
    """Return the rows of a day; `own` None: nothing of the student's. `shorts`: title → short name of subjects."""
    places = [_Place(lesson) for lesson in lessons]
    if own is not None:
        _hang(places, own)
    return tuple(
        PaperRow(
            place.lesson,
            shorts.get(place.lesson.subject) or place.lesson.subject,
            tuple(place.marks),
            place.absence,
            tuple(place.homework),
            shorts.get(place.lesson.replaces.subject, "") if place.lesson.replaces else "",
        )
        for place in places
    )


def _hang(places: list[_Place], own: OwnDay) -> None:
    for homework in own.homework:
        _nth(places, homework.subject, 1).homework.append(homework.text)
    for absence in own.absences:
        _missed(places, absence).absence = absence
    for subject, chip in own.marks:
        _nth(places, subject, chip.nth).marks.append(chip)


def _nth(places: list[_Place], subject: str, nth: int) -> _Place:
    """Return the nth lesson of the subject that takes place; where there is none, a row without a number."""
    held = _held(places, subject)
    if 0 < nth <= len(held):
        return held[nth - 1]
    return next((place for place in held if place.lesson.number is None), None) or _bare(places, subject)


def _missed(places: list[_Place], absence: AbsenceLine) -> _Place:
    """Return the lesson that was missed: by its number, one that takes place before one that doesn't; where the
    journal has no numbers, the next of the subject. A row takes one absence.
    """
    held = _held(places, absence.subject)
    if absence.number is not None:
        same = [p for p in places if p.lesson.number == absence.number and p.lesson.subject == absence.subject]
        bare = [place for place in held if place.lesson.number is None]
        held = [*sorted(same, key=lambda place: place.lesson.is_off), *bare]
    return next((place for place in held if place.absence is None), None) or _bare(places, absence.subject)


def _held(places: Iterable[_Place], subject: str) -> list[_Place]:
    return [place for place in places if place.lesson.subject == subject and not place.lesson.is_off]


def _bare(places: list[_Place], subject: str) -> _Place:
    place = _Place(bare_row(subject))
    places.append(place)
    return place
