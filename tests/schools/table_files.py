"""The school's own tables: calendar, people, timetable and homework of both classes, coming tests."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from tests.schools import cast
from tests.schools.cast import Pupil
from tests.schools.lessons import homework_of, lessons_of
from tests.schools.timetable import BELLS, COURSES, HOLIDAYS, HOMEROOM, TEACHERS, TERMS, Course

_PUPILS = {cast.GROUP_8A: cast.CLASS_8A, cast.GROUP_5B: cast.CLASS_5B}
_AS_WRITTEN = {"8А": "8 А", "5Б": "5б"}
"""How the timetable's author writes the classes; the same classes all the same."""

_LATIN = {"8А": "8A", "5Б": "5Б"}
"""How the list of teaching loads writes them: with a Latin A."""

ENGLISH = "Иностранный язык (английский)"
"""What the tables call the subject that Дневник.ру calls «Английский язык»; `aliases.csv` says so."""


def files() -> dict[str, bytes]:
    """Return the tables by file name."""
    return {
        "terms.csv": _table(
            "код;вид;номер;название;начало;конец",
            ((f"ч{n}", "четверть", n, title, *_span(start, end)) for n, (title, start, end) in enumerate(TERMS, 1)),
        ),
        "holidays.csv": _table("название;начало;конец", ((t, *_span(start, end)) for t, start, end in HOLIDAYS)),
        "bells.csv": _table(
            "номер;начало;конец", ((n, f"{a:%H:%M}", f"{b:%H:%M}") for n, (a, b) in enumerate(BELLS, 1))
        ),
        "teachers.csv": _table("фио;связь", TEACHERS.items()),
        "subjects.csv": _table("название;кратко", _subjects()),
        "groups.csv": _table("название;класс группы;параллель;классный руководитель", _groups()),
        "students.csv": _table("фио;класс;прибыл;дата рождения", _students()),
        "members.csv": _table("ученик;класс", _members()),
        "teaching.csv": _table("класс;предмет;учитель", _teaching()),
        **{f"lessons-{title}.csv": _lessons(title) for title in COURSES},
        **{f"homework-{title}.csv": _homework(title) for title in COURSES},
        "works.csv": _table("код;класс;предмет;по плану;название;вид работы;контроль", _works()),
    }


def _table(header: str, rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(header.split(";"))
    writer.writerows(rows)
    return out.getvalue().encode()


def _date(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _span(start: date, end: date) -> tuple[str, str]:
    return _date(start), _date(end)


def _subject(course: Course) -> str:
    return ENGLISH if course.short == "Англ." else course.subject


def _group(course: Course, spelling: dict[str, str]) -> str:
    return spelling.get(course.group, course.group)


def _subjects() -> list[tuple[str, str]]:
    found = {_subject(course): course.short for courses in COURSES.values() for course in courses}
    return sorted(found.items())


def _groups() -> Iterable[tuple[object, ...]]:
    for title, courses in COURSES.items():
        yield title, "", int(title[:-1]), HOMEROOM[title]
        for group in dict.fromkeys(course.group for course in courses if course.group != title):
            yield group, title, int(title[:-1]), ""


def _students() -> Iterable[tuple[str, ...]]:
    """Only what the journals don't know: who came later, who is of age."""
    yield cast.ADULT.name, "8А", _date(cast.ADULT.begin), _date(cast.ADULT.birth_date)


def _members() -> Iterable[tuple[str, str]]:
    for title, courses in COURSES.items():
        for pupil in _PUPILS[title]:
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
            yield _group(course, _LATIN), _subject(course), course.teacher


def _lessons(title: str) -> bytes:
    header = (
        "класс;предмет;дата;номер урока;кабинет;учитель;тема;состояние;вместо предмета;вместо учителя;"
        "перенесен с даты;перенесен с урока;примечание"
    )
    rows = []
    for x in lessons_of(title):
        old = x.instead_of
        rows.append((
            _group(x.course, _AS_WRITTEN), _subject(x.course), _date(x.day), x.number, x.room, x.teacher, x.topic,
            x.status, _subject(old) if old else "", old.teacher if old else "", _date(x.from_day), x.from_number or "",
            x.note,
        ))  # fmt: skip
    return _table(header, rows)


def _homework(title: str) -> bytes:
    rows = [
        (
            _group(h.course, _AS_WRITTEN),
            _subject(h.course),
            h.text,
            _date(h.assigned_on),
            _date(h.due_on),
            h.minutes,
            "",
        )
        for h in homework_of(title, lessons_of(title))
    ]
    if title == cast.GROUP_8A:
        # after an illness, for one student only
        text = "карточка 5: повторить пропущенную тему"
        rows.append((_AS_WRITTEN[title], "Алгебра", text, "16.11.2026", "20.11.2026", 20, cast.YO_FIRST.name))
    return _table("класс;предмет;задание;задано;на дату;минут;ученик", rows)


def _works() -> Iterable[tuple[object, ...]]:
    """The tests of the coming two weeks."""
    for title in COURSES:
        for x in lessons_of(title):
            if x.test and x.day > cast.TODAY.date():
                key = f"{title}-{x.day:%m%d}-{x.number}-{x.course.group[-4:-3].strip()}".rstrip("-")
                yield key, _group(x.course, _AS_WRITTEN), _subject(x.course), _date(x.day), x.topic, x.test, "да"
