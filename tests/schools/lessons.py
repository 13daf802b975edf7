"""The lessons of a class from the first of September on: topics, tests, homework, and what became of some of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

from tests.schools import cast
from tests.schools.draw import chance, pick
from tests.schools.timetable import COURSES, WEEKS, Course, school_days, term_of

_PLANS = {"8А": "plan_8a.txt", "5Б": "plan_5b.txt"}
WITHOUT_TESTS = frozenset({"Муз.", "РоВ", "Физ-ра", "Труд", "ИЗО", "ОБЗР"})
TEST_TYPES = {"Алг.": "Контрольная работа", "Геом.": "Контрольная работа", "Мат.": "Контрольная работа",
               "Физ.": "Контрольная работа", "Хим.": "Контрольная работа", "Рус.": "Контрольный диктант"}  # fmt: skip
SHORT_TEST = "Проверочная работа"
_WINDOWS = (
    (date(2026, 9, 21), date(2026, 10, 2)),
    (date(2026, 10, 10), date(2026, 10, 22)),
    (date(2026, 11, 9), date(2026, 11, 18)),
    (date(2026, 11, 23), date(2026, 12, 3)),
)
_SHORT_TESTS = {("8А", date(2026, 11, 20), 1), ("5Б", date(2026, 11, 20), 2)}
"""Tests of this week that lie ahead, besides one for each subject in each window."""

_PLANNED_AHEAD = frozenset({"Алг.", "Геом.", "Рус.", "Лит.", "Англ.", "Ист.", "Мат."})
_PLANNED_ON = date(2026, 11, 16)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson as the school's own timetable has it. `test` is the type of work, "" for an ordinary lesson."""

    course: Course
    day: date
    number: int
    status: str = "проведен"
    teacher: str = ""
    room: str = ""
    topic: str = ""
    test: str = ""
    note: str = ""
    instead_of: Course | None = None
    from_day: date | None = None
    from_number: int | None = None

    @property
    def counts(self) -> bool:
        """Say whether the lesson takes place."""
        return self.status != "отменен"

    @property
    def about(self) -> str:
        """Return the topic; of a test what it is about."""
        return self.topic.partition("«")[2][:-1] if self.test else self.topic


@dataclass(frozen=True, slots=True)
class Homework:
    """Homework of one course, due at its next lesson."""

    course: Course
    text: str
    assigned_on: date
    due_on: date
    minutes: int


def plan(class_title: str) -> dict[str, list[tuple[str, str]]]:
    """Return topics with homework by subject."""
    found: dict[str, list[tuple[str, str]]] = {}
    text = (Path(__file__).parent / _PLANS[class_title]).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("# "):
            topics = found.setdefault(line[2:], [])
        else:
            topic, _, homework = line.partition("|")
            topics.append((topic.strip(), homework.strip().strip("–")))
    return found


@cache
def lessons_of(class_title: str) -> tuple[Lesson, ...]:
    """Return all lessons of a class and its subgroups by day, number and group."""
    found = [lesson for day in school_days() for lesson in _day(class_title, day)]
    found = list(_changed(class_title, found))
    found = [replace(x, status="план") if x.day > cast.TODAY.date() and x.status == "проведен" else x for x in found]
    found.sort(key=lambda x: (x.day, x.number, x.course.group, x.status))
    return tuple(_with_topics(class_title, _with_tests(found)))


def _day(class_title: str, day: date) -> Iterable[Lesson]:
    for number, short in enumerate(WEEKS[class_title][day.weekday()], start=1):
        for course in COURSES[class_title]:
            if course.short == short:
                yield Lesson(course, day, number, teacher=course.teacher, room=course.room)


def _changed(class_title: str, found: Iterable[Lesson]) -> Iterable[Lesson]:
    for lesson in found:
        change = _CHANGES.get((class_title, lesson.day, lesson.number, lesson.course.group))
        if change is None:
            yield lesson
            continue
        kind, *words = change
        if kind == "cancel":
            yield replace(lesson, status="отменен", note=words[0])
        elif kind == "teacher":
            yield replace(lesson, status="замена", teacher=words[0], instead_of=lesson.course)
        elif kind == "subject":
            course = next(c for c in COURSES[class_title] if c.short == words[0])
            yield replace(lesson, status="замена", course=course, teacher=course.teacher, room=course.room,
                          instead_of=lesson.course)  # fmt: skip
        else:
            day, number = date.fromisoformat(words[0]), int(words[1])
            yield replace(lesson, status="отменен", note=f"урок перенесён на {day:%d.%m}")
            yield replace(lesson, status="перенос", day=day, number=number, instead_of=lesson.course,
                          from_day=lesson.day, from_number=lesson.number)  # fmt: skip


_CHANGES: dict[tuple[str, date, int, str], tuple[str, ...]] = {
    ("8А", date(2026, 9, 25), 4, "8А"): ("cancel", "учитель на курсах"),
    ("8А", date(2026, 10, 8), 1, "8А"): ("subject", "Алг."),
    ("8А", date(2026, 10, 16), 5, "8А англ. 2 гр."): ("move", "2026-10-14", "6"),
    ("8А", date(2026, 11, 12), 3, "8А"): ("teacher", "Находкин Виктор Львович"),
    ("8А", date(2026, 11, 20), 2, "8А"): ("teacher", "Иволгина Тамара Павловна"),
    ("8А", date(2026, 11, 20), 6, "8А"): ("move", "2026-11-18", "6"),
    ("8А", date(2026, 11, 21), 1, "8А"): ("subject", "Алг."),
    ("8А", date(2026, 11, 21), 4, "8А"): ("cancel", "учитель на конкурсе хоров"),
    ("8А", date(2026, 11, 26), 1, "8А"): ("move", "2026-11-25", "6"),
    ("8А", date(2026, 11, 27), 4, "8А"): ("subject", "Общ."),
    ("8А", date(2026, 11, 28), 4, "8А"): ("cancel", "актовый зал занят"),
    ("5Б", date(2026, 9, 17), 5, "5Б"): ("cancel", "концерт в филармонии"),
    ("5Б", date(2026, 10, 13), 1, "5Б"): ("subject", "Рус."),
    ("5Б", date(2026, 11, 10), 5, "5Б"): ("move", "2026-11-09", "6"),
    ("5Б", date(2026, 11, 18), 4, "5Б"): ("teacher", "Устинова Вера Андреевна"),
    ("5Б", date(2026, 11, 20), 3, "5Б"): ("subject", "Геогр."),
    ("5Б", date(2026, 11, 20), 6, "5Б"): ("move", "2026-11-19", "6"),
    ("5Б", date(2026, 11, 21), 2, "5Б"): ("cancel", "учитель болен"),
    ("5Б", date(2026, 11, 23), 4, "5Б англ. 2 гр."): ("cancel", "учитель болен"),
    ("5Б", date(2026, 11, 24), 3, "5Б"): ("subject", "Геогр."),
    ("5Б", date(2026, 11, 26), 5, "5Б"): ("move", "2026-11-25", "6"),
}


def _with_tests(found: list[Lesson]) -> list[Lesson]:
    """Make one lesson of each course in each window a test, as few as can be on one day."""
    busy: Counter[date] = Counter()
    tests: dict[tuple[str, date, int], str] = {}
    subjects = dict.fromkeys(x.course.subject for x in found if x.course.short not in WITHOUT_TESTS)
    for window in _WINDOWS:
        for subject in subjects:
            mine = [x for x in found if x.course.subject == subject and x.counts and window[0] <= x.day <= window[1]]
            days = sorted({x.day for x in mine}, key=lambda day: (busy[day], chance(subject, day)))
            # a moved lesson of one subgroup may leave a day on which the other has none
            day = next(
                (d for d in days if {x.course.group for x in mine if x.day == d} == {x.course.group for x in mine}),
                None,
            )
            if day is None:
                continue
            busy[day] += 1
            for lesson in mine:
                if lesson.day == day and (subject, day, 0) not in tests:
                    tests[subject, day, lesson.number] = TEST_TYPES.get(lesson.course.short, SHORT_TEST)
                    break
    return [replace(x, test=_test(x, tests)) if x.counts else x for x in found]


def _test(lesson: Lesson, tests: dict[tuple[str, date, int], str]) -> str:
    if (lesson.course.plan.split("/")[0], lesson.day, lesson.number) in _SHORT_TESTS:
        return SHORT_TEST
    return tests.get((lesson.course.subject, lesson.day, lesson.number), "")


def _with_topics(class_title: str, found: list[Lesson]) -> list[Lesson]:
    plans = plan(class_title)
    totals = Counter(x.course for x in found if x.counts)
    seen: Counter[Course] = Counter()
    result = []
    for lesson in found:
        course = lesson.course
        topics = plans[course.subject]
        index = seen[course] * len(topics) // max(totals[course], 1)
        topic = topics[min(index, len(topics) - 1)][0]
        if lesson.counts:
            seen[course] += 1
        text = f"{lesson.test} по теме «{topic}»" if lesson.test else topic
        result.append(replace(lesson, topic=text if lesson.counts else ""))
    return result


def homework_of(class_title: str, lessons: tuple[Lesson, ...]) -> list[Homework]:
    """Return the homework given up to today, and what some teachers have given for the next two weeks already."""
    plans = plan(class_title)
    courses: dict[Course, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        if lesson.counts:
            courses[lesson.course].append(lesson)
    found = []
    for course, mine in courses.items():
        topics = plans[course.subject]
        for number, (lesson, following) in enumerate(pairwise(mine)):
            ahead = lesson.day > cast.TODAY.date()
            if ahead and (course.short not in _PLANNED_AHEAD or following.day > cast.TODAY.date() + timedelta(14)):
                continue
            text = topics[number * len(topics) // len(mine)][1]
            if not text or following.day == lesson.day or chance(course, number, "none") < 0.12:
                continue
            n = 41 + 7 * number
            text = text.format(n=n, m=n + 2, k=3 + number % 17, p=4 + number)
            minutes = pick((10, 15, 15, 20, 20, 25, 30), course.group, course.subject, number)
            found.append(Homework(course, text, _PLANNED_ON if ahead else lesson.day, following.day, minutes))
    found.sort(key=lambda h: (h.due_on, h.course.subject, h.course.group))
    return found


def slots_by_term(lessons: tuple[Lesson, ...], term: int) -> list[Lesson]:
    """Return the lessons of a term that have taken place by today."""
    return [x for x in lessons if x.counts and x.day <= cast.TODAY.date() and term_of(x.day) == term]
