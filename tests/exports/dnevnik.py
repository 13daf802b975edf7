"""Small payloads in the layout of Дневник.ру's partners API v2; see `make_exports`."""

from __future__ import annotations

import json
from typing import Any

GROUP = 1000000000000000055
PERSON = 1000000000000000101


def payload(value: Any) -> bytes:
    """Return JSON as the journal writes it."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def both(name: str, value: int) -> dict[str, Any]:
    """Return an id in its two spellings."""
    return {name: value, f"{name}_str": str(value)}


def lesson(key: int, day: str, number: int, subject: int = 10, **more: Any) -> dict[str, Any]:
    """Return a lesson."""
    fields = {"title": None, "date": f"{day}T00:00:00", "number": number, "subjectId": subject, "status": "InProgress"}
    return {"id": key, **fields, "place": "12", "hours": "08:30 - 09:15", "works": [], "teachers": [900], **more}


def work(key: int, of_lesson: int, subject: int = 10, **more: Any) -> dict[str, Any]:
    """Return a work of a lesson."""
    fields = {"type": "LessonTestWork", "workType": 3, "eduGroup": GROUP, "text": "", "subjectId": subject}
    return {**both("id", key), **both("lesson", of_lesson), **fields, "isImportant": False, **more}


def mark(key: int, of_work: int, of_lesson: int | None, text: str, **more: Any) -> dict[str, Any]:
    """Return a mark of a work."""
    ids = {**both("id", key), **both("person", PERSON), **both("work", of_work)}
    of = both("lesson", of_lesson) if of_lesson else {"lesson": None, "lesson_str": None}
    fields = {"type": "Mark", "value": text, "textValue": text, "number": 1, "date": "2026-09-14T13:05:42.5"}
    return {**ids, **of, **fields, "workType": 3, "mood": "Good", "use_avg_calc": True, **more}


def entry(of_lesson: int, status: str, **more: Any) -> dict[str, Any]:
    """Return an entry of the attendance log."""
    fields = {"comment": "", "status": status, "createdDate": "2026-09-14T09:00:00"}
    return {**both("person", PERSON), **both("lesson", of_lesson), **fields, **more}


def day(on: str, lessons: list[Any], **more: Any) -> dict[str, Any]:
    """Return a day of a schedule."""
    lists = {"marks": [], "works": [], "homeworks": [], "lessonLogEntries": []}
    directory = {
        "subjects": [{**both("id", 10), "name": "Алгебра"}],
        "workTypes": [{"id": 3, "abbreviation": "КР", "name": "Контрольная работа", "weight": 2}],
        "teachers": [{"person": {**both("id", 900), "shortName": "Образцова В. П."}, "role": "Teacher"}],
    }
    return {"date": f"{on}T00:00:00", "lessons": lessons, **lists, **directory, **more}


def schedule(*days: dict[str, Any]) -> bytes:
    """Return a schedule."""
    return payload({"days": list(days)})


def student(key: int, family: str, given: str, patronymic: str | None = None, status: str = "Active") -> dict[str, Any]:
    """Return a student of a group."""
    person = {**both("id", key), "firstName": given, "lastName": family, "middleName": patronymic}
    return {"person": person, "membershipstatus": status}


def students(*members: dict[str, Any], **group: Any) -> bytes:
    """Return the students of a group."""
    fields = {"parentIds": [], "type": "Group", "name": "5Б", "parallel": 5, "studyyear": 2026}
    return payload({"group": {**both("id", GROUP), **fields, **group}, "students": list(members)})


def final(subject: int, text: str | None, period: int | None = 9101, **more: Any) -> dict[str, Any]:
    """Return the final mark of one subject."""
    value = None if text is None else {**mark(8000 + subject, 7000, None, text, **more), "date": "2026-10-23T00:00:00"}
    ids = {**both("person", PERSON), **both("group", GROUP)}
    term = both("reportingPeriod", period) if period else {"reportingPeriod": None}
    return {**ids, **term, "per-subject-final-marks": [{**both("subject", subject), "final-mark": value}]}


def period(number: int, kind: str = "Quarter", **more: Any) -> dict[str, Any]:
    """Return a reporting period."""
    ends = {"start": f"2026-{9 + number:02}-01T00:00:00", "finish": f"2026-{9 + number:02}-25T00:00:00"}
    return {
        **both("id", 9101 + number),
        **ends,
        "number": number,
        "type": kind,
        "name": f"{number + 1} четверть",
        **more,
    }
