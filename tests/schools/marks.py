"""Marks, absences and term marks of the example school's students."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

from tests.schools.cast import ILL_5B, MINOR_WITH_CODE, SIBLING_5B, VERY_LONG, YO_FIRST, Pupil
from tests.schools.draw import chance
from tests.schools.lessons import Lesson
from tests.schools.timetable import COURSES, WEEKS

EXEMPT = "осв"
_NEVER_MARKED = frozenset({"РоВ"})
_PAIRS = frozenset({"Рус.", "Лит."})
_DEBTS = frozenset({(MINOR_WITH_CODE.name, "Физ.", date(2026, 11, 16)), (SIBLING_5B.name, "Лит.", date(2026, 11, 13))})
_PENDING = frozenset({(YO_FIRST.name, "Алг.", date(2026, 11, 9)), (ILL_5B.name, "Мат.", date(2026, 11, 10))})
_WEIGHTED = frozenset({"Алг.", "Геом.", "Рус.", "Физ.", "Хим."})


@dataclass(frozen=True, slots=True)
class Cell:
    """What one student has in one lesson: the marks of each work, an absence (Н, О, Б, У) or "", and an open place:
    `debt` for a work that was not handed in, `pending` for one that will be written later.
    """

    lesson: Lesson
    works: tuple[tuple[int, ...], ...]
    absence: str
    debt: bool = False
    pending: bool = False

    @property
    def values(self) -> tuple[int, ...]:
        """Return all marks of the lesson."""
        return tuple(mark for work in self.works for mark in work)


def belongs(pupil: Pupil, lesson: Lesson) -> bool:
    """Say whether a student is taught in this lesson."""
    group = lesson.course.group
    if pupil.begin and lesson.day < pupil.begin:
        return False
    if "гр." in group:
        return group.endswith(f"{pupil.subgroup} гр.")
    return ("мальчики" not in group or pupil.male) and ("девочки" not in group or not pupil.male)


def is_exempt(pupil: Pupil, short: str) -> bool:
    """Say whether a student is exempt from a subject."""
    return pupil is VERY_LONG and short == "Физ-ра"


def cells_of(pupil: Pupil, lessons: Iterable[Lesson]) -> list[Cell]:
    """Return what a student has in each of these lessons that are theirs."""
    return [_cell(pupil, lesson) for lesson in lessons if belongs(pupil, lesson)]


def _cell(pupil: Pupil, lesson: Lesson) -> Cell:
    absence = _absence(pupil, lesson)
    short = lesson.course.short
    if (pupil.name, short, lesson.day) in _DEBTS:
        return Cell(lesson, (), absence, debt=True)
    if (pupil.name, short, lesson.day) in _PENDING:
        return Cell(lesson, (), absence, pending=True)
    if short in _NEVER_MARKED or is_exempt(pupil, short) or absence in {"Б", "У", "Н"}:
        made_up = bool(lesson.test) and absence == "Н" and chance("made up", pupil.name, lesson.day) < 0.6
        return Cell(lesson, ((_mark(pupil, lesson, 0),),) if made_up else (), absence)
    if lesson.test:
        return Cell(lesson, (_work(pupil, lesson, 0, pair=short in _PAIRS),), absence)
    if _draw("asked", pupil, lesson) >= _frequency(lesson):
        return Cell(lesson, (), absence)
    two = _draw("two works", pupil, lesson) < 0.06
    pair = _draw("pair", pupil, lesson) < 0.05
    works = (_work(pupil, lesson, 0, pair=pair), _work(pupil, lesson, 2, pair=False)) if two else None
    return Cell(lesson, works or (_work(pupil, lesson, 0, pair=pair),), absence)


def _work(pupil: Pupil, lesson: Lesson, number: int, *, pair: bool) -> tuple[int, ...]:
    first = _mark(pupil, lesson, number)
    return (first, _mark(pupil, lesson, number + 1)) if pair else (first,)


def _draw(what: str, pupil: Pupil, lesson: Lesson) -> float:
    return chance(what, pupil.name, lesson.course.subject, lesson.day, lesson.number)


def _mark(pupil: Pupil, lesson: Lesson, number: int) -> int:
    liking = chance("liking", pupil.name, lesson.course.subject) - 0.5
    luck = _draw(f"luck {number}", pupil, lesson) + _draw(f"more luck {number}", pupil, lesson) - 1
    return max(2, min(5, int(pupil.level + 0.9 * liking + 1.1 * luck + 0.5)))


@cache
def _hours(class_title: str, short: str) -> int:
    return sum(day.count(short) for day in WEEKS[class_title])


def _frequency(lesson: Lesson) -> float:
    hours = _hours(lesson.course.plan.split("/")[0], lesson.course.short)
    return {1: 0.40, 2: 0.24, 3: 0.16}.get(hours, 0.10)


def _absence(pupil: Pupil, lesson: Lesson) -> str:
    if pupil.ill and pupil.ill[0] <= lesson.day <= pupil.ill[1]:
        return "Б"
    if chance("away", pupil.name, lesson.day) < 0.018:
        return "Н" if chance("why", pupil.name, lesson.day) < 0.3 else "У"
    if _draw("skipped", pupil, lesson) < 0.003:
        return "Н"
    return "О" if lesson.number == 1 and _draw("late", pupil, lesson) < 0.04 else ""


def average(cells: Iterable[Cell]) -> Fraction | None:
    """Return the mean of all marks."""
    marks = [mark for cell in cells for mark in cell.values]
    return Fraction(sum(marks), len(marks)) if marks else None


def weighted_average(cells: Iterable[Cell]) -> Fraction | None:
    """Return the mean with tests counted twice, for the subjects whose teachers use weights."""
    pairs = [
        (mark, 2 if c.lesson.test else 1) for c in cells if c.lesson.course.short in _WEIGHTED for mark in c.values
    ]
    return Fraction(sum(m * w for m, w in pairs), sum(w for _, w in pairs)) if pairs else None


def term_mark(pupil: Pupil, subject: str, cells: Iterable[Cell]) -> str:
    """Return the term mark by the borders 4.50, 3.50, 2.50; "" without any mark."""
    short = next(c.short for courses in COURSES.values() for c in courses if c.subject == subject)
    if is_exempt(pupil, short):
        return EXEMPT
    mean = average(cells)
    return "" if mean is None else str(max(2, min(5, int(mean + Fraction(1, 2)))))


def last_day(cells: Iterable[Cell]) -> date | None:
    """Return the last day with a lesson."""
    return max((cell.lesson.day for cell in cells), default=None)
