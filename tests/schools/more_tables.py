"""The school's own tables that say more than a journal: tests, plan, events, remarks, exams, debts, minutes of lateness.

Marks and absences of a class come from its journal; the rows here stand beside them, so all are made of the same cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from tests.schools import cast
from tests.schools.draw import chance, pick
from tests.schools.lessons import SHORT_TEST, TEST_TYPES, WITHOUT_TESTS, lessons_of, slots_by_term
from tests.schools.marks import Cell, cells_of
from tests.schools.table_pieces import AS_WRITTEN, PUPILS, group_of, subject_of, table, written
from tests.schools.timetable import COURSES, LAST_LESSON_DAY, TERMS, WEEKS, Course, school_days

_SHORT = {"Контрольная работа": ("КР", 3), "Контрольный диктант": ("ДИК", 3), SHORT_TEST: ("ПР", 2)}
"""Short titles of the kinds of work and their weights, which only 5Б's journal knows."""

_LAST_TESTS = (date(2026, 12, 7), date(2026, 12, 26))
_EVENTS = (
    ("01.09.2026", "День знаний: торжественная линейка", "", "9:00, школьный двор"),
    ("05.10.2026", "День учителя: концерт", "", "13:50, актовый зал"),
    ("26.11.2026", "Родительское собрание", "8А, 5Б", "18:00, кабинеты классных руководителей"),
    ("27.11.2026", "День матери: концерт", "", "14:40, актовый зал"),
    ("28.11.2026", "Экскурсия в планетарий", "8А", "12:30 от крыльца школы, вернёмся к 15:00"),
    ("04.12.2026", "Экскурсия в краеведческий музей", "5Б", "14:00 от крыльца школы, сменная обувь"),
    ("25.12.2026", "Новогодний вечер", "8А", "16:00, актовый зал"),
)
_PHYSICS, _HOMEROOM_5B = "Дорожкин Семён Аркадьевич", "Иволгина Тамара Павловна"
_REMARKS = (
    (cast.SIBLING_8A, "12.11.2026", "Победа в школьном этапе олимпиады по физике", "благодарность", _PHYSICS, "Физика"),
    (cast.SIBLING_8A, "17.11.2026", "Просьба вернуть в библиотеку учебник за 7 класс", "запись", "", ""),
    (cast.MINOR_WITH_CODE, "16.11.2026", "Не сдал контрольную работу в срок", "замечание", _PHYSICS, "Физика"),
    (cast.NO_PATRONYMIC_8A, "18.11.2026", "Опаздывает после перемены", "замечание", "Калинкина Раиса Фёдоровна", ""),
    (cast.SIBLING_5B, "13.11.2026", "Нет читательского дневника", "", _HOMEROOM_5B, "Литература"),
    (cast.SIBLING_5B, "18.11.2026", "Помог оформить выставку рисунков", "благодарность", _HOMEROOM_5B, ""),
    (cast.QUOTES, "10.11.2026", "Лучший доклад недели", "благодарность", _HOMEROOM_5B, "История"),
)
_COMMENTS = (
    (cast.SIBLING_8A, "Рус.", date(2026, 11, 16), "грамматическое задание без ошибок"),
    (cast.MINOR_WITH_CODE, "Рус.", date(2026, 11, 16), "повторить тире между подлежащим и сказуемым"),
    (cast.SIBLING_5B, "Рус.", date(2026, 11, 16), "ошибки в окончаниях прилагательных"),
)
"""Pupil, subject, day, and what the teacher wrote under the first mark of that lesson."""

_DUE = {True: "27.11.2026", False: "24.11.2026"}
_WHY = {True: "сдать тетрадь с работой", False: "напишет на дополнительном занятии"}


def files() -> dict[str, bytes]:
    """Return the tables by file name."""
    beside = "ученик;класс;предмет;дата;отметка;комментарий;внесено;сдать до"
    late = "ученик;класс;предмет;дата;причина;номер урока;минут"
    return {
        "works.csv": table("код;класс;предмет;дата;по плану;название;вид работы;вид кратко;вес;контроль", _works()),
        "plan.csv": table("класс;предмет;период;часов;контрольных", _plan()),
        "events.csv": table("дата;название;классы;комментарий", _EVENTS),
        "remarks.csv": table("ученик;класс;дата;замечание;вид;учитель;предмет", _remarks()),
        "exams.csv": table("ученик;класс;предмет;вид экзамена;название;дата;результат;получено", _exams()),
        "deferrals.csv": table("ученик;класс;предмет;период;до;приказ", _deferrals()),
        **{f"marks-{title}.csv": table(beside, _open_places(title)) for title in COURSES},
        **{f"absences-{title}.csv": table(late, _lateness(title)) for title in COURSES},
    }


def _works() -> Iterator[tuple[object, ...]]:
    """The tests of the year; those that 5Б has written are told by its journal."""
    for title in COURSES:
        for x in lessons_of(title):
            if x.test and (x.day > cast.TODAY.date() or title == cast.GROUP_8A):
                yield _work(x.course, x.day, x.number, x.about, x.test)
        for course, day, number in _last_tests(title):
            yield _work(course, day, number, "Итоги 2 четверти", TEST_TYPES.get(course.short, SHORT_TEST))


def _work(course: Course, day: date, number: int, about: str, test: str) -> tuple[object, ...]:
    title = course.plan.split("/")[0]
    short, weight = _SHORT[test]
    subgroup = f"-{course.group[-5]}" if course.group.endswith("гр.") else ""
    key = f"{title}-{day:%m%d}-{number}{subgroup}"
    days = ("", written(day)) if day > cast.TODAY.date() else (written(day), "")
    known = weight if title == cast.GROUP_5B else ""
    return key, group_of(course, AS_WRITTEN), subject_of(course), *days, about, test, short, known, "да"


def _last_tests(title: str) -> Iterator[tuple[Course, date, int]]:
    """The last test of the quarter in each subject, behind the end of the timetable; no more than two on a day."""
    busy: Counter[date] = Counter()
    days = school_days(*_LAST_TESTS)
    for short in dict.fromkeys(course.short for course in COURSES[title]):
        possible = [day for day in days if short in WEEKS[title][day.weekday()]]
        if short in WITHOUT_TESTS or not possible:
            continue
        day = min(possible, key=lambda day: (busy[day], chance("last test", short, day)))
        busy[day] += 1
        number = WEEKS[title][day.weekday()].index(short) + 1
        yield from ((course, day, number) for course in COURSES[title] if course.short == short)


def _plan() -> Iterator[tuple[object, ...]]:
    """Hours and tests of the first two quarters."""
    for title, courses in COURSES.items():
        for term, tests in (("1 четверть", 2), ("2 четверть", 3)):
            _, start, end = next(found for found in TERMS if found[0] == term)
            hours = Counter(short for day in school_days(start, end) for short in WEEKS[title][day.weekday()])
            for course in courses:
                planned = "" if course.short in WITHOUT_TESTS else tests
                yield group_of(course, AS_WRITTEN), subject_of(course), term, hours[course.short], planned


def _class_of(pupil: cast.Pupil) -> str:
    return next(title for title, pupils in PUPILS.items() if pupil in pupils)


def _remarks() -> Iterator[tuple[object, ...]]:
    for pupil, *rest in _REMARKS:
        yield pupil.name, _class_of(pupil), *rest


def _exams() -> Iterator[tuple[object, ...]]:
    """A trial exam of 8А that is still to come, and one whose results are here."""
    for pupil in cast.CLASS_8A:
        talk = "Пробное собеседование"
        yield pupil.name, "8А", "Русский язык", "", talk, "24.09.2026", "зачёт", "25.09.2026 12:10"
    for pupil in cast.CLASS_8A:
        yield (
            pupil.name,
            "8А",
            "Алгебра",
            "гос. экзамен",
            "Пробный экзамен по математике",
            written(LAST_LESSON_DAY),
            "",
            "",
        )


def _deferrals() -> Iterator[tuple[object, ...]]:
    """A subject in which the pupil has no mark in the first quarter."""
    yield cast.APOSTROPHE.name, "8А", "Труд (Технология девочки)", "1 четверть", "04.12.2026", "№ 41-у от 22.10.2026"


def _cells(title: str) -> Iterator[tuple[cast.Pupil, Cell]]:
    lessons = lessons_of(title)
    for pupil in PUPILS[title]:
        for term in (0, 1):
            yield from ((pupil, cell) for cell in cells_of(pupil, slots_by_term(lessons, term)))


def _open_places(title: str) -> Iterable[tuple[object, ...]]:
    """By when debts are due, marks to come, and what teachers wrote under a mark; nothing else is told of marks here."""
    comments = {(pupil.name, short, day): text for pupil, short, day, text in _COMMENTS}
    for pupil, cell in _cells(title):
        lesson = cell.lesson
        place = (pupil.name, title, subject_of(lesson.course), written(lesson.day))
        if cell.debt or cell.pending:
            mark = "долг" if cell.debt else "точка"
            yield *place, mark, _WHY[cell.debt], f"{written(lesson.day)} 15:20", _DUE[cell.debt]
        comment = comments.get((pupil.name, lesson.course.short, lesson.day))
        if comment:
            yield *place, cell.values[0], comment, "", ""


def _lateness(title: str) -> Iterable[tuple[object, ...]]:
    """How many minutes each lateness took, as the person at the door wrote it down."""
    for pupil, cell in _cells(title):
        if cell.absence == "О":
            lesson = cell.lesson
            minutes = pick((3, 5, 5, 7, 8, 10, 12, 15), "late", pupil.name, lesson.day)
            subject, day = subject_of(lesson.course), written(lesson.day)
            yield pupil.name, title, subject, day, "опоздание", lesson.number, minutes
