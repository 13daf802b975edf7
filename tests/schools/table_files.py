"""The school's own tables: calendar, people, timetable and homework of both classes; more of them in `more_tables`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tests.schools import cast, more_tables
from tests.schools.cast import Pupil
from tests.schools.lessons import homework_of, lessons_of
from tests.schools.table_pieces import AS_WRITTEN, LATIN, PUPILS, group_of, subject_of, table, written
from tests.schools.timetable import BELLS, COURSES, HOLIDAYS, HOMEROOM, TEACHERS, TERMS


def files() -> dict[str, bytes]:
    """Return the tables by file name."""
    return {
        "terms.csv": table(
            "код;вид;номер;название;начало;конец",
            ((f"ч{n}", "четверть", n, title, *_span(start, end)) for n, (title, start, end) in enumerate(TERMS, 1)),
        ),
        "holidays.csv": table("название;начало;конец", ((t, *_span(start, end)) for t, start, end in HOLIDAYS)),
        "bells.csv": table(
            "номер;начало;конец", ((n, f"{a:%H:%M}", f"{b:%H:%M}") for n, (a, b) in enumerate(BELLS, 1))
        ),
        "teachers.csv": table("фио;связь", TEACHERS.items()),
        "subjects.csv": table("название;кратко", _subjects()),
        "groups.csv": table("название;класс группы;параллель;классный руководитель", _groups()),
        "students.csv": table("фио;класс;прибыл;дата рождения", _students()),
        "members.csv": table("ученик;класс", _members()),
        "teaching.csv": table("класс;предмет;учитель", _teaching()),
        **{f"lessons-{title}.csv": _lessons(title) for title in COURSES},
        **{f"homework-{title}.csv": _homework(title) for title in COURSES},
        **more_tables.files(),
    }


def _span(start: date, end: date) -> tuple[str, str]:
    return written(start), written(end)


def _subjects() -> list[tuple[str, str]]:
    found = {subject_of(course): course.short for courses in COURSES.values() for course in courses}
    return sorted(found.items())


def _groups() -> Iterable[tuple[object, ...]]:
    for title, courses in COURSES.items():
        yield title, "", int(title[:-1]), HOMEROOM[title]
        for group in dict.fromkeys(course.group for course in courses if course.group != title):
            yield group, title, int(title[:-1]), ""


def _students() -> Iterable[tuple[str, ...]]:
    """Only what the journals don't know: who came later, who is of age."""
    yield cast.ADULT.name, "8А", written(cast.ADULT.begin), written(cast.ADULT.birth_date)


def _members() -> Iterable[tuple[str, str]]:
    for title, courses in COURSES.items():
        for pupil in PUPILS[title]:
            for group in dict.fromkeys(course.group for course in courses if course.group != title):
                if _is_member(pupil, group):
                    yield pupil.name, group


def _is_member(pupil: Pupil, group: str) -> bool:
    if group.endswith("гр."):
        return group.endswith(f"{pupil.subgroup} гр.")
    return pupil.male == group.endswith("мальчики")


def _teaching() -> Iterable[tuple[str, str, str]]:
    for courses in COURSES.values():
        for course in courses:
            yield group_of(course, LATIN), subject_of(course), course.teacher


def _lessons(title: str) -> bytes:
    header = (
        "класс;предмет;дата;номер урока;кабинет;учитель;тема;состояние;вместо предмета;вместо учителя;"
        "перенесен с даты;перенесен с урока;примечание"
    )
    rows = []
    for x in lessons_of(title):
        old = x.instead_of
        rows.append((
            group_of(x.course, AS_WRITTEN), subject_of(x.course), written(x.day), x.number, x.room, x.teacher, x.topic,
            x.status, subject_of(old) if old else "", old.teacher if old else "", written(x.from_day), x.from_number or "",
            x.note,
        ))  # fmt: skip
    return table(header, rows)


def _homework(title: str) -> bytes:
    rows = [
        (
            group_of(h.course, AS_WRITTEN),
            subject_of(h.course),
            h.text,
            written(h.assigned_on),
            written(h.due_on),
            h.minutes,
            "",
        )
        for h in homework_of(title, lessons_of(title))
    ]
    if title == cast.GROUP_8A:
        # after an illness, for one student only
        text = "карточка 5: повторить пропущенную тему"
        rows.append((AS_WRITTEN[title], "Алгебра", text, "16.11.2026", "20.11.2026", 20, cast.YO_FIRST.name))
    return table("класс;предмет;задание;задано;на дату;минут;ученик", rows)
