"""Small payloads in the layout of БАРС; see `make_exports`."""

from __future__ import annotations

from typing import Any

from tests.exports.dnevnik import payload

DAY = "2026-09-14"


def lesson(index: int, subject: str = "Алгебра", **more: Any) -> dict[str, Any]:
    """Return a lesson of the diary."""
    texts = {"theme": "", "homework": "", "remarks": "", "mark": "", "attendance": "", "comment": ""}
    fields = {"teacher": "Образцова В.П.", "office": "301", "schedulelessontype": "Урок", "date": DAY}
    times = {"time_begin": f"{7 + index:02}:30", "time_end": f"{8 + index:02}:15"}
    flags = {"materials": [], "ind_homework_exists": False, "study_time_name": "1 смена"}
    return {"index": index, "discipline": subject, **texts, **fields, **times, **flags, **more}


def day(*lessons: dict[str, Any], on: str = DAY, **more: Any) -> dict[str, Any]:
    """Return a day of the diary."""
    flags = {"is_vacation": False, "is_holiday": False, "is_weekend": False}
    return {"date": on, **flags, "lessons": list(lessons) or None, **more}


def diary(*days: dict[str, Any]) -> bytes:
    """Return the diary."""
    return payload({"days": list(days)})


def mark(text: str, on: str = DAY, description: str = "") -> dict[str, Any]:
    """Return a mark of a summary."""
    return {"date": on, "mark": text, "description": description}


def summary(*marks: dict[str, Any], part: str = "1 четверть", **more: Any) -> bytes:
    """Return the summary of a term with the marks of one subject."""
    record = {"discipline": "Алгебра", "average_mark": "4.50", "marks": list(marks), **more}
    return payload({"discipline_marks": [record], "dates": [DAY], "subperiod": {"code": "1", "name": part}})


def totals(*marks: tuple[str, str], **parts: str) -> bytes:
    """Return final marks of one subject as (code, mark); `parts` are names by code (`p1` is «1 четверть»)."""
    names = {"p1": "1 четверть", "p2": "2 четверть", "year": "Год", **parts}
    record = {"discipline": "Алгебра", "period_marks": [{"subperiod_code": code, "mark": text} for code, text in marks]}
    return payload({"subperiods": [{"code": c, "name": n} for c, n in names.items()], "discipline_marks": [record]})


def class_list(*names: str, letter: str = "А", **more: Any) -> bytes:
    """Return the list of a class."""
    pupils = [{"fullname": name, "male": True} for name in names]
    return payload(
        {"study_level": 8, "letter": letter, "form_master": "Образцова Вера Павловна", "pupils": pupils, **more}
    )


def homework(text: str, following: str = "", **more: Any) -> dict[str, Any]:
    """Return a lesson of the homework by days."""
    fields = {"teacher": "Образцова В.П.", "theme": "", "schedulelessontype": "Урок", "materials": []}
    own = {"individualHomeworks": [], "nextIndividualHomeworks": [], "nextMaterials": []}
    return {"discipline": "Алгебра", "homework": text, "nextHomework": following, **fields, **own, **more}


def by_days(**days: list[dict[str, Any]]) -> bytes:
    """Return homework by days; `d14` is the 14th of September."""
    return payload([{"date": f"2026-09-{on[1:]}", "homeworks": items} for on, items in days.items()])
