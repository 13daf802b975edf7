"""5Б as Дневник.ру's partners API (v2) gives it: the class, its periods, final marks, and a schedule per student.

Ids of people are beyond 2^53 and come as text beside the number; two marks of one work have `number` 1 and 2; a
cancelled lesson stays; `reportingPeriod: null` is the year.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

from tests.schools import cast
from tests.schools.cast import Pupil
from tests.schools.draw import chance
from tests.schools.lessons import Homework, Lesson, homework_of, lessons_of, slots_by_term
from tests.schools.marks import Cell, cells_of, term_mark
from tests.schools.timetable import BELLS, COURSES_5B, TEACHERS, TERMS, term_of

GROUP_ID = 2_000_000_000_000_000_051
_SUBJECTS = {subject: 1000 + number for number, subject in enumerate(dict.fromkeys(c.subject for c in COURSES_5B))}
_TEACHER_IDS = {name: 8001 + number for number, name in enumerate(TEACHERS)}
_WORK_TYPES: tuple[dict[str, Any], ...] = tuple(
    {
        "id": number, "schoolId": 1000, "abbreviation": short, "name": name, "isFinal": False,
        "isImportant": weight > 1, "kindId": number, "kind": "Lesson", "weight": weight,
    }
    for number, short, name, weight in (
        (1, "О", "Ответ на уроке", 1),
        (2, "ДЗ", "Домашнее задание", 1),
        (3, "КР", "Контрольная работа", 3),
        (4, "ДИК", "Контрольный диктант", 3),
        (5, "ПР", "Проверочная работа", 2),
    )
)  # fmt: skip
_TYPE_IDS = {"": 1, **{work_type["name"]: work_type["id"] for work_type in _WORK_TYPES}}
_STATUSES = {"Н": "Absent", "О": "Late", "Б": "Ill", "У": "Pass"}
_LESSON_STATUSES = {"отменен": "Cancelled", "план": "NotInitialized"}
_MOODS = {5: "Good", 4: "Good", 3: "Average", 2: "Bad"}
_CREDITED = ("Информатика", "5")
"""A subject that one newcomer has finished at the school before: the year mark is there in November already."""


def files() -> dict[str, bytes]:
    """Return the payloads by file name."""
    lessons = lessons_of(cast.GROUP_5B)
    homework = homework_of(cast.GROUP_5B, lessons)
    found = {
        "edugroup_students.json": _indented({"group": _group(), "students": [_student(p) for p in cast.CLASS_5B]}),
        "edugroup_reporting_periods.json": _indented([_period(number) for number in range(4)]),
        "final_marks.json": _indented([entry for pupil in cast.CLASS_5B for entry in _finals(pupil, lessons)]),
    }
    for pupil in cast.CLASS_5B:
        found[f"schedules_{pupil.id}.json"] = _schedule(pupil, lessons, homework)
    return found


def _indented(payload: Any) -> bytes:
    return (json.dumps(payload, ensure_ascii=False, indent=2) + "\n").encode()


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00"


def _ids(**named: int) -> dict[str, Any]:
    """Return every id twice, as a number and as text."""
    return {
        key: value for name, number in named.items() for key, value in ((name, number), (f"{name}_str", str(number)))
    }


def _group() -> dict[str, Any]:
    return {
        **_ids(id=GROUP_ID), "parentIds": [], "type": "Group", "name": cast.GROUP_5B, "fullName": cast.GROUP_5B,
        "parallel": 5, "timetable": 1, "status": "Active", "studyyear": 2026, "subjects": [],
        "journalType": "GeneralMark5",
    }  # fmt: skip


def _student(pupil: Pupil) -> dict[str, Any]:
    initials = " ".join(f"{part[0]}." for part in (pupil.given_name, pupil.patronymic) if part)
    person = {
        **_ids(id=int(pupil.id)), "userId": None, "firstName": pupil.given_name, "lastName": pupil.family_name,
        "middleName": pupil.patronymic or None, "shortName": f"{pupil.family_name} {initials}",
        "sex": "Male" if pupil.male else "Female",
    }  # fmt: skip
    return {"person": person, "membershipstatus": "Active"}


def _period(number: int) -> dict[str, Any]:
    title, start, end = TERMS[number]
    return {
        **_ids(id=9101 + number), "start": _midnight(start), "finish": _midnight(end), "number": number,
        "type": "Quarter", "name": title, "year": 2026,
    }  # fmt: skip


def _finals(pupil: Pupil, lessons: tuple[Lesson, ...]) -> list[dict[str, Any]]:
    cells = cells_of(pupil, slots_by_term(lessons, 0))
    term = []
    for subject, subject_id in _SUBJECTS.items():
        mark = term_mark(pupil, subject, [cell for cell in cells if cell.lesson.course.subject == subject])
        if mark:
            term.append(_final(pupil, subject_id, mark, 1, date(2026, 10, 22)))
    credited = pupil is cast.QUOTES
    year = [_final(pupil, _SUBJECTS[_CREDITED[0]], _CREDITED[1], 2, date(2026, 9, 7))] if credited else []
    owner = _ids(person=int(pupil.id), group=GROUP_ID)
    return [
        {**owner, **_ids(reportingPeriod=9101), "per-subject-final-marks": term},
        {**owner, "reportingPeriod": None, "reportingPeriod_str": None, "per-subject-final-marks": year},
    ]


def _final(pupil: Pupil, subject_id: int, mark: str, kind: int, day: date) -> dict[str, Any]:
    work = 7_000_000_000_000 + int(pupil.id) % 1000 * 100_000 + subject_id * 10 + kind
    return {
        **_ids(subject=subject_id),
        "final-mark": {
            **_ids(id=work + 10**12), "type": "Mark", "value": mark, "textValue": mark, **_ids(person=int(pupil.id)),
            **_ids(work=work), "lesson": None, "lesson_str": None, "number": 1, "date": f"{day}T15:30:00",
            "workType": 90, "mood": _MOODS[int(mark)], "use_avg_calc": False,
        },
    }  # fmt: skip


def _schedule(pupil: Pupil, lessons: tuple[Lesson, ...], homework: list[Homework]) -> bytes:
    """Return one day per line, so that a changed mark changes one line."""
    past = [x for x in lessons if x.day <= cast.TODAY.date()]
    cells = {(cell.lesson.day, cell.lesson.number): cell for cell in cells_of(pupil, [x for x in past if x.counts])}
    days: dict[date, list[tuple[Lesson, Cell | None]]] = {}
    for lesson in past:
        cell = cells.get((lesson.day, lesson.number))
        if lesson.counts and (cell is None or cell.lesson is not lesson):
            continue
        if (
            not lesson.counts
            and "гр." in lesson.course.group
            and not lesson.course.group.endswith(f"{pupil.subgroup} гр.")
        ):
            continue
        days.setdefault(lesson.day, []).append((lesson, cell if lesson.counts else None))
    lines = [
        json.dumps(_day(pupil, day, found, homework), ensure_ascii=False, separators=(",", ":"))
        for day, found in days.items()
    ]
    return ('{"days":[\n' + ",\n".join(lines) + "\n]}\n").encode()


def _lesson_id(lesson: Lesson) -> int:
    """Return 3…: day of the year, lesson number, and a digit for the subgroup and for a cancelled lesson."""
    group = sum(map(ord, lesson.course.group)) % 50
    return 3_000_000_000_000 + (lesson.day.toordinal() % 10_000) * 1_000_000 + lesson.number * 10_000 + group * 100


def _day(pupil: Pupil, day: date, found: list[tuple[Lesson, Cell | None]], homework: list[Homework]) -> dict[str, Any]:
    due = {(h.course, h.due_on): h for h in homework if h.assigned_on <= cast.TODAY.date()}
    own = [(lesson, due[lesson.course, day]) for lesson, _ in found if lesson.counts and (lesson.course, day) in due]
    works = [work for lesson, cell in found if cell for work in _works(lesson, cell)]
    types = {work["workType"] for work in works} | ({2} if own else set())
    return {
        "date": _midnight(day),
        "lessons": [_lesson(lesson, cell) for lesson, cell in found],
        "marks": [mark for lesson, cell in found if cell for mark in _marks(pupil, lesson, cell)],
        "works": works,
        # a few are enough to see that the school's own tables are the ones that count
        "homeworks": [_homework(lesson, task) for lesson, task in own if lesson.course.short == "Мат."],
        "subjects": [
            {**_ids(id=_SUBJECTS[subject]), "name": subject, "knowledgeArea": "", "fgosSubjectId": None}
            for subject in dict.fromkeys(lesson.course.subject for lesson, _ in found)
        ],
        "workTypes": [work_type for work_type in _WORK_TYPES if work_type["id"] in types],
        "lessonLogEntries": [_log(pupil, lesson, cell) for lesson, cell in found if cell and cell.absence],
        "teachers": [_teacher(name) for name in dict.fromkeys(lesson.teacher for lesson, _ in found)],
        "nextDate": _midnight(day + timedelta(1)),
    }


def _lesson(lesson: Lesson, cell: Cell | None) -> dict[str, Any]:
    start, end = BELLS[lesson.number - 1]
    return {
        "id": _lesson_id(lesson), "title": lesson.topic or None, "date": _midnight(lesson.day),
        "number": lesson.number, "subjectId": _SUBJECTS[lesson.course.subject],
        "status": _LESSON_STATUSES.get(lesson.status, "Closed"), "resultPlaceId": 0, "building": "",
        "place": lesson.room, "floor": "", "hours": f"{start:%H:%M} - {end:%H:%M}",
        "works": [work["id"] for work in _works(lesson, cell)] if cell else [],
        "teachers": [_TEACHER_IDS[lesson.teacher]],
    }  # fmt: skip


def _works(lesson: Lesson, cell: Cell) -> list[dict[str, Any]]:
    """Return the works of a lesson that left a mark; the second one is always an answer."""
    found = []
    for number, marks in enumerate(cell.works):
        kind = _TYPE_IDS[lesson.test] if number == 0 else 2
        found.append({
            **_ids(id=_lesson_id(lesson) + 1 + number), "type": "LessonTestWork" if kind > 2 else "DefaultNewLessonWork",
            "workType": kind, "markType": "Mark5", "markCount": len(marks), **_ids(lesson=_lesson_id(lesson)),
            "displayInJournal": True, "status": "ToCheck", **_ids(eduGroup=GROUP_ID), "tasks": [],
            "text": lesson.about if kind > 2 else "", "periodNumber": term_of(lesson.day), "periodType": "Quarter",
            "subjectId": _SUBJECTS[lesson.course.subject], "isImportant": kind > 2,
            "targetDate": _midnight(lesson.day), "sentDate": None, "createdBy": _TEACHER_IDS[lesson.teacher], "files": [],
        })  # fmt: skip
    return found


def _marks(pupil: Pupil, lesson: Lesson, cell: Cell) -> list[dict[str, Any]]:
    found = []
    for number, marks in enumerate(cell.works):
        kind = _TYPE_IDS[lesson.test] if number == 0 else 2
        work = _lesson_id(lesson) + 1 + number
        for ordinal, mark in enumerate(marks, start=1):
            entered = _moment(lesson, pupil)
            found.append({
                **_ids(id=int(pupil.id) + work % 10**12 * 10 + ordinal), "type": "Mark", "value": str(mark),
                "textValue": str(mark), **_ids(person=int(pupil.id)), **_ids(work=work),
                **_ids(lesson=_lesson_id(lesson)), "number": ordinal, "date": f"{entered.isoformat()}.5",
                "workType": kind, "mood": _MOODS[mark], "use_avg_calc": _counts(kind, mark),
            })  # fmt: skip
    return found


def _counts(kind: int, mark: int) -> bool:
    """Say whether a mark is part of the average: a bad one for homework is a warning only."""
    return kind != _TYPE_IDS["Домашнее задание"] or mark > 3


def _moment(lesson: Lesson, pupil: Pupil) -> datetime:
    """Return when something was entered: on the day, between one and half past five."""
    minutes = int(chance("entered", pupil.name, lesson.day, lesson.number) * 270)
    return datetime(lesson.day.year, lesson.day.month, lesson.day.day, 13, 0, 42) + timedelta(minutes=minutes)


def _homework(lesson: Lesson, task: Homework) -> dict[str, Any]:
    return {
        **_ids(id=_lesson_id(lesson) + 9), "type": "Homework", "workType": 2, "markType": "Mark5", "markCount": 1,
        **_ids(lesson=_lesson_id(lesson)), "status": "Issued", "eduGroup": GROUP_ID, "text": task.text,
        "subjectId": _SUBJECTS[lesson.course.subject], "targetDate": _midnight(lesson.day),
        "sentDate": f"{task.assigned_on}T14:15:00.123", "isImportant": False, "files": [],
    }  # fmt: skip


def _log(pupil: Pupil, lesson: Lesson, cell: Cell) -> dict[str, Any]:
    return {
        **_ids(person=int(pupil.id)), **_ids(lesson=_lesson_id(lesson)), "comment": "",
        "status": _STATUSES[cell.absence], "createdDate": f"{lesson.day}T{8 + lesson.number:02}:40:00",
    }  # fmt: skip


def _teacher(name: str) -> dict[str, Any]:
    family, given, patronymic = name.split()
    sex = "Male" if patronymic.endswith("ич") else "Female"
    person = {**_ids(id=_TEACHER_IDS[name]), "shortName": f"{family} {given[0]}. {patronymic[0]}.", "sex": sex}
    return {"person": person, "role": "Teacher"}
