"""Small payloads in the layout of МЭШ's family diary; see `make_exports`."""

from __future__ import annotations

from typing import Any

from tests.exports.dnevnik import payload

DAY = "2026-09-14"


def wrapped(*records: dict[str, Any]) -> bytes:
    """Return a list of records as most answers have it."""
    return payload({"payload": list(records)})


def mark(key: int, text: str, **more: Any) -> dict[str, Any]:
    """Return a mark of the list of marks."""
    grade = {"origin": text, "five": float(text) if text.isdecimal() else None}
    fields = {"comment": "", "weight": 1, "point_date": None, "control_form_name": "Устный ответ", "criteria": None}
    times = {"created_at": f"{DAY}T12:03:00", "updated_at": f"{DAY}T12:03:00", "date": DAY}
    flags = {"is_point": False, "is_exam": False, "original_grade_system_type": "five"}
    values = [{"name": "5-балльная", "nmax": 6.0, "grade": grade, "grade_system_type": "five"}]
    subject = {"subject_name": "Алгебра", "subject_id": 33}
    return {"id": key, "value": text, "values": values, **fields, **times, **subject, **flags, **more}


def lesson(key: int, begin: str = "08:30", **more: Any) -> dict[str, Any]:
    """Return a lesson of the short timetable."""
    end = f"{begin[:2]}:{int(begin[3:]) + 15:02}"
    fields = {"lesson_id": 500 + key, "subject_id": 33, "subject_name": "Алгебра", "lesson_type": "NORMAL"}
    group = {"group_id": 7, "group_name": "Алгебра 8-А", "lesson_education_type": "OO"}
    reason = {"absence_reason_id": None, "lesson_name": None}
    return {"schedule_item_id": key, "begin_time": begin, "end_time": end, **fields, **group, **reason, **more}


def day(*lessons: dict[str, Any], on: str = DAY) -> dict[str, Any]:
    """Return a day of the short timetable."""
    return {"date": on, "lessons": list(lessons)}


def event(key: int, clock: str = "08:30", **more: Any) -> dict[str, Any]:
    """Return an event of the calendar."""
    times = {"start_at": f"{DAY}T{clock}:00+03:00", "finish_at": f"{DAY}T{clock[:3]}55:00+03:00"}
    fields = {"source": "PLAN", "subject_id": 33, "subject_name": "Алгебра", "room_number": "301", "room_name": ""}
    flags = {"cancelled": False, "replaced": False, "is_missed_lesson": False, "nonattendance_reason_id": None}
    return {"id": key, "source_id": str(key), **times, **fields, **flags, "marks": None, "homework": None, **more}


def events(*items: dict[str, Any]) -> bytes:
    """Return the calendar of events."""
    return payload({"total_count": len(items), "response": list(items), "errors": None})


def missed(key: int, reason: int | None, **more: Any) -> dict[str, Any]:
    """Return a missed lesson of the list of absences."""
    fields = {"subject_id": 33, "subject_name": "Алгебра", "lesson_education_type": "OO", "health_status": None}
    return {"schedule_item_id": key, "reason_id": reason, "description": None, **fields, **more}


def attendance(*lessons: dict[str, Any], **more: Any) -> bytes:
    """Return the list of absences, all on one day."""
    days = [{"date": DAY, "summary": "1 урок", "description": None, "lessons": list(lessons), **more}]
    return payload({"days_count": 1, "attendance": days})


def reasons(*names: str) -> bytes:
    """Return the directory of reasons, counted from 1."""
    flags = {"is_parent_available": True, "ae_only": False, "deleted_at": None}
    return payload([{"id": number, "name": name, **flags} for number, name in enumerate(names, 1)])


def exemption(key: int, kind: str, *subjects: int, student: int = 386) -> dict[str, Any]:
    """Return a doctor's recommendation for one day."""
    return {"id": key, "date": DAY, "student_profile_id": student, "subject_ids": list(subjects), "type": kind}


def homework(key: int, text: str, **more: Any) -> dict[str, Any]:
    """Return homework."""
    days = {"date": "2026-09-16", "date_assigned_on": DAY, "date_prepared_for": "2026-09-16"}
    fields = {"type": "oo", "description": text, "homework": text, "materials": [], "attachments": []}
    ids = {"subject_id": 33, "group_id": 7, "subject_name": "Алгебра", "homework_entry_id": key}
    return {**fields, **ids, **days, **more}


def period(title: str = "1 триместр", *marks: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a term of a subject."""
    ends = {"start": "01.09", "end": "30.11", "start_iso": "2026-09-01", "end_iso": "2026-11-30"}
    fields = {"value": "4.33", "count": len(marks), "fixed_value": None, "target": None}
    return {"title": title, **ends, **fields, "marks": list(marks), **more}


def subject(*periods: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a subject by terms."""
    fields = {"subject_id": 33, "subject_name": "Алгебра", "average": "4.33", "year_mark": None}
    return {**fields, "periods": list(periods), **more}
