"""Exports in the layout of the college journal of АСУ РСО, good ones and such with one fault each; see `make_exports`."""

from __future__ import annotations

from typing import Any

from tests.exports.dnevnik import payload
from tests.exports.workbooks import archive_of

_WHO = "student: Берёзкина Ая\n"
_GROUP = "group: ИС-21\n"
_TOGETHER = "together: folder\n"


def files() -> dict[str, bytes]:
    """Return the files by path."""
    good = {f"asurso/{name}": content for name, content in _good().items()}
    return good | {f"broken/asurso-{name}": content for name, content in _broken().items()}


def task(key: int, mark: str = "", kind: str = "Lesson", **more: Any) -> dict[str, Any]:
    """Return a task of a lesson."""
    return {"id": key, "type": kind, "topic": "", "isRequired": False, "attachments": [], "mark": mark, **more}


def lesson(name: str | None, clock: str, *tasks: dict[str, Any], **gradebook: Any) -> dict[str, Any]:
    """Return a lesson; `gradebook` are fields of its gradebook."""
    teacher = {"id": 5, "lastName": "Примеров", "firstName": "Олег", "middleName": "Ильич"}
    table = {"classroom": {"id": 1, "name": "214", "building": "Главный"}, "teacher": teacher}
    book = {"id": 3, "themes": [], "lessonType": "Lesson", "tasks": list(tasks), **gradebook}
    return {"startTime": clock, "endTime": f"{clock[:2]}:59", "name": name, "timetable": table, "gradebook": book}


def day(on: str, *lessons: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a day."""
    return {"date": f"{on}T00:00:00", "isHoliday": False, "isShort": False, "lessons": list(lessons), **more}


def _good() -> dict[str, bytes]:
    first = day(
        "2026-09-14",
        lesson("Математика", "10:00", task(13, "", isRequired=True, kind="Independent", topic="Ряды")),
        lesson("Математика", "08:30", task(11, "Five"), task(12, "Two", "Control", topic="Пределы"),
               themes=["Предел функции", "Ряды"], lessonType="Lecture"),
        lesson("Физика", "11:00", task(14, "", "Home", topic="§ 5"), task(15, "Four", "Home", condition="§ 4"),
               absenceType="IsLate"),
        lesson("Химия", "12:00", task(16, "Success", "Test"), absenceType="IsAbsentByNotValidReason", lessonType="New"),
        {"startTime": "13:00", "endTime": "13:45", "name": None},
    )  # fmt: skip
    second = day(
        "2026-09-16",
        lesson("Физика", "08:30", task(21, "", "Laboratory", isRequired=True, attachments=[{"id": 1}])),
        {"startTime": "10:00", "endTime": "10:45", "name": "История", "timetable": None, "gradebook": None},
    )
    holiday = day("2026-09-20", isHoliday=True, lessons=None)
    missed = [
        lesson("Физика", f"{8 + number:02}:00", absenceType=word)
        for number, word in enumerate(("IsAbsentByValidReason", "SickLeave", "IsAbsent"))
    ]
    mapped = lesson("Физика", "08:00", task(1, "Excellent"), task(2, "None"), absenceType="Practice")
    mapping = "codes:\n  lesson: {Excellent: pass, None: ignore, Practice: absent_excused}\n"
    return {
        "week/days.json": payload([first, second, holiday]),
        "week/journal.yaml": (_WHO + _GROUP).encode(),
        "zip/days.zip": archive_of({"1.json": payload([day("2026-09-07", *missed)]), "2.json": payload([holiday])}),
        "zip/journal.yaml": (_GROUP + "student: '386'\n").encode(),
        "mapping/days.json": payload([day("2026-09-14", mapped)]),
        "mapping/mapping.yaml": mapping.encode(),
        "mapping/journal.yaml": (_WHO + _GROUP + "mapping: mapping.yaml\n").encode(),
    }


def _broken() -> dict[str, bytes]:
    both = _WHO + _GROUP
    good = day("2026-09-14", lesson("Физика", "08:30", task(1, "Five")))

    def one(*lessons: dict[str, Any]) -> dict[str, bytes]:
        return {"days": payload([day("2026-09-14", *lessons)])}

    cases: dict[str, tuple[str, dict[str, bytes]]] = {
        "no-student": (_GROUP, {"days": payload([good])}),
        "no-group": (_WHO, {"days": payload([good])}),
        "unknown-mark": (both, one(lesson("Физика", "08:30", task(1, "Six"), task(2, "Six"), task(3, "Сидоров")))),
        "unknown-absence": (both, one(lesson("Физика", "08:30", absenceType="Gone"))),
        "unknown-task": (both, one(lesson("Физика", "08:30", task(1, "Five", "Poem")))),
        "days-that-are-none": (both, {"days": payload([good, good | {"date": "вчера"}, good | {"date": None}])}),
        "day-twice": (both + _TOGETHER, {"a": payload([good]), "b": payload([good])}),
        "time-that-is-none": (both, one(lesson("Физика", "половина девятого"), lesson("Химия", "25:00"))),
        "themes-that-are-none": (both, one(lesson("Физика", "08:30", themes="Сила"))),
        "lessons-that-are-none": (both, {"days": payload([good | {"lessons": {"1": "Физика"}}])}),
        "rounded-id": (both, one(lesson("Физика", "08:30", task(1, "Five") | {"id": 1.0e18}))),
        "stranger": (both + _TOGETHER, {"days": payload([good]), "me": b'{"tenants": {}}'}),
        "cut-off": (both, {"days": payload([good])[:300]}),
    }
    found = {
        f"{name}/{file}.json": content for name, (_, answers) in cases.items() for file, content in answers.items()
    }
    return found | {f"{name}/journal.yaml": said.encode() for name, (said, _) in cases.items()}
