"""Payloads and pages of Сетевой город, good and broken, and what the settings say of its reports; see `make_exports`."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.exports.workbooks import archive_of, lessons_block, lessons_report, patched

HERE = Path(__file__).parent
STUDENT = 592640
_LAST_YEAR = HERE / "broken/netschool-sample-of-another-year/term_report_class_8A.xlsx"


def files() -> dict[str, bytes]:
    """Return the files by path."""
    good = {f"netschool/{name}": content for name, content in {**_reports(), **_payloads()}.items()}
    broken = {f"broken/netschool-{name}": content for name, content in _broken().items()}
    return good | broken


def payload(value: Any) -> bytes:
    """Return JSON as the journal's servers write it, indented for the eye."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def lesson(key: int, day: str, number: int, subject: str = "Алгебра", **more: Any) -> dict[str, Any]:
    """Return a lesson of the web pages' diary."""
    hour = 8 + number
    times = {"startTime": f"{hour:02}:00", "endTime": f"{hour:02}:40"}
    fields = {"classmeetingId": key, "day": f"{day}T00:00:00", "number": number, "relay": 1, "room": "12", **times}
    return {**fields, "subjectName": subject, "isEaLesson": False, **more}


def work(key: int, type_id: int = 10, title: str = "Ответ на уроке", mark: Any = None, **more: Any) -> dict[str, Any]:
    """Return an assignment of a lesson; `mark` is what stands in its `mark.mark`, or the whole object."""
    fields = {"id": key, "typeId": type_id, "assignmentName": title, "weight": 0, "dueDate": "2026-09-14T00:00:00"}
    if mark is not None and not isinstance(mark, dict):
        mark = {"assignmentId": key, "studentId": STUDENT, "mark": mark, "resultScore": None, "dutyMark": False}
    return {**fields, **({} if mark is None else {"mark": mark}), **more}


def diary(*lessons: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a week of which only the Monday has lessons."""
    week = {"weekStart": "2026-09-14T00:00:00", "weekEnd": "2026-09-20T00:00:00"}
    days = [{"date": "2026-09-14T00:00:00", "lessons": list(lessons)}, {"date": "2026-09-15T00:00:00", "lessons": []}]
    return {**week, "weekDays": days, "laAssigns": [], "termName": "1 четверть", "className": "8а", **more}


def init(*students: tuple[int, str]) -> dict[str, Any]:
    """Return what the diary's page begins with."""
    people = [{"studentId": key, "classId": 0, "className": None, "nickName": name} for key, name in students]
    return {"students": people, "currentStudentId": students[0][0], "maxMark": 5, "withLaAssigns": True}


def card(key: int, **more: Any) -> dict[str, Any]:
    """Return the card of an assignment."""
    group = {"id": 1, "name": "8а/Алгебра"}
    fields = {
        "assignmentName": "Ответ на уроке",
        "subjectGroup": group,
        "teachers": [{"id": 90, "name": "Образцова В. П."}],
    }
    return {
        "id": key,
        **fields,
        "isDeleted": False,
        "weight": 20,
        "date": "2026-09-14T00:00:00",
        "attachments": [],
        **more,
    }


def meeting(key: int, day: str, number: int, **more: Any) -> dict[str, Any]:
    """Return a lesson of the mobile application."""
    times = {"startTime": f"{day}T09:00:00", "endTime": f"{day}T09:40:00", "scheduleTimeNumber": number}
    what = {"subjectId": 11, "subjectName": "Алгебра", "subjectGroupId": 7, "assignmentId": [], "lessonTheme": "Дроби"}
    fields = {"studentId": STUDENT, "day": f"{day}T00:00:00", "scheduleTimeRelay": 1, "order": number, "roomName": "12"}
    teachers = [{"id": 90, "name": "Образцова В. П."}]
    return {"classmeetingId": key, **fields, **times, **what, "teachers": teachers, "attendance": None, **more}


def assignment(key: int, of: int, **more: Any) -> dict[str, Any]:
    """Return an assignment of the mobile application."""
    kind = {"assignmentTypeId": 10, "assignmentTypeAbbr": "О", "assignmentTypeName": "Ответ на уроке"}
    what = {"assignmentName": "Дроби", "result": None, "duty": False, "comment": None, "weight": 10, "resultDate": None}
    days = {"dueDate": "2026-09-14T00:00:00", "assignmentDate": "2026-09-11T15:00:00"}
    return {
        "assignmentId": key,
        "classmeetingId": of,
        "subjectId": 11,
        "subjectName": "Алгебра",
        **what,
        **kind,
        **days,
        **more,
    }


def performance(*results: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return the performance in one subject."""
    fields = {"subject": {"id": 11, "name": "Алгебра"}, "term": {"id": 1, "name": "1 четверть"}, "averageMark": 4.5}
    return {**fields, "classAverageMark": 4, "classmeetingsStats": {"passed": 3}, "results": list(results), **more}


def totals(*terms: dict[str, Any], years: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    """Return the final marks of one subject."""
    return [{"subjectId": 11, "termTotals": list(terms), "yearTotals": years or []}]


def term_total(mark: Any, name: str = "1 четверть", **more: Any) -> dict[str, Any]:
    """Return the final mark of a term."""
    return {"term": {"id": 1, "name": name}, "mark": mark, "markCode": "PointSystem", "avgMark": None, **more}


_DAYS = {"Сентябрь": [1, 2]}


def _reports() -> dict[str, bytes]:
    def this_year(text: str) -> str:
        return text.replace("2025/2026", "2026/2027")

    with zipfile.ZipFile(io.BytesIO(_LAST_YEAR.read_bytes())) as archive:
        changes: dict[str, Callable[[str], str]] = dict.fromkeys(archive.namelist(), this_year)
    mapped = lessons_block("Берёзкина Ая", _DAYS, [["Алгебра", "Я", "+", 0, 0, "Н"], ["Физика", "5 Я", "О", 5, 0, "5"]])
    untold = lessons_block("Берёзкина Ая", _DAYS, [["Алгебра", "5", "4", 4.5, 0, "5"]], year=None, group=None)
    by_term = lessons_block(
        "Берёзкина Ая", _DAYS, [["Алгебра", "5", "4", 4.5, "5", 4.5]],
        ends=("Средняя оценка 1 четверть", "Итоговая оценка 1 четверть", "Средняя оценка"),
    )  # fmt: skip
    return {
        "final-marks/report.xlsx": patched(_LAST_YEAR.read_bytes(), changes),
        "codes-of-a-mapping/report.xlsx": lessons_report(mapped),
        "codes-of-a-mapping/mapping.yaml": 'codes:\n  lesson: {Я: absent_ill, "+": ignore, О: absent}\n  final: {Н: not_assessed}\n'.encode(),
        "codes-of-a-mapping/journal.yaml": b"mapping: mapping.yaml\n",
        "year-and-class-of-the-settings/report.xlsx": lessons_report(untold),
        "year-and-class-of-the-settings/journal.yaml": "group: 8А\n".encode(),
        "averages-of-terms/report.xlsx": lessons_report(by_term),
    }  # fmt: skip


def _payloads() -> dict[str, bytes]:
    marks = [
        work(1, mark=5.0, markSetDate="2026-09-14T15:20:30.1234567", weight=10),
        work(2, mark={"studentId": STUDENT, "mark": None, "dutyMark": True}, markComment={"name": "Сдать до 25.09"}),
        work(3, mark={"studentId": STUDENT, "mark": None, "shortName": "УП", "dutyMark": False}),
        work(4, mark="уп"),
        work(5, 4, "Дроби", "4/5"),
        work(6, 3, "№ 5,\nвыучить правило", mark="3", attachments=[{"id": 1}]),
        work(7, 3, "---Не указана---"),
        work(8, 4, "Тест на четверть", dueDate="2026-09-14T00:00:00"),
        work(9, mark={"studentId": STUDENT, "mark": "ОСВ"}),
    ]
    second = lesson(
        102, "2026-09-14", 2, startTime="10:00:00", assignments=[work(10, mark={"studentId": 592641, "mark": 2})]
    )
    together = {
        "diary.json": diary(lesson(101, "2026-09-14", 1, assignments=[work(1, mark=5), work(2, 3, "§ 3")])),
        "sibling.json": diary(
            lesson(
                101,
                "2026-09-14",
                1,
                assignments=[work(1, mark=work(1, mark=4)["mark"] | {"studentId": 592641}), work(2, 3, "§ 3")],
            )
        ),
        "init.json": init((STUDENT, "Ёлкина Анна"), (592641, "Ёлкин Пётр")),
        "card.json": card(1),
        "deleted.json": card(3, isDeleted=True),
        "types.json": [{"id": 10, "name": "Ответ у доски", "abbr": "Д", "order": 1}],
    }
    mobile = {
        "lessons.json": [
            meeting(101, "2026-09-14", 1, attendance="ОП"),
            meeting(102, "2026-09-14", 2),
            meeting(103, "2026-09-15", 1, attendance=3, subjectId=12, subjectName="Физика", teachers=[], roomName=None),
        ],
        "works.json": [
            assignment(1, 101, result=5, resultDate="2026-09-14T15:00:00"),
            assignment(2, 102, assignmentTypeId=3, assignmentName="№ 5", dueDate="2026-09-14T00:00:00"),
            assignment(3, 102, duty=True, weight=0, assignmentTypeName="Контрольная работа"),
        ],
        "algebra.json": performance(
            {"date": "2026-09-14T15:00:00", "assignmentId": 1, "classMeetingId": 101, "classMeetingDate": "2026-09-14T00:00:00",
             "result": 5, "duty": False, "comment": None, "weight": 10, "assignmentTypeId": 10},
            attendance=[{"classMeetingId": 101, "classMeetingDate": "2026-09-14T00:00:00", "attendanceMark": "ОП"}],
        ),
        "totals.json": totals(
            term_total("4", avgMark=3.86), term_total(None, "2 четверть"), term_total("Н/А", "3 четверть", markCode="NotExamined"),
            term_total(0, "4 четверть"),
            years=[{"period": {"periodName": name, "periodType": kind}, "mark": mark}
                   for name, kind, mark in (("Год", "Year", 4), ("Экзамен", "Exam", "5"), ("Итог", "Final", None))],
        ),
    }  # fmt: skip
    return {
        "diary-of-marks/diary.json": payload(diary(lesson(101, "2026-09-14", 1, assignments=marks), second)),
        "diaries-of-a-family/week.zip": archive_of({name: payload(value) for name, value in together.items()}),
        **{f"mobile/{name}": payload(value) for name, value in mobile.items()},
        "mobile/journal.yaml": "together: folder\nstudent: Ёлкина Анна Ильинична\ngroup: 8А\nmapping: mapping.yaml\n".encode(),
        "mobile/mapping.yaml": b"codes:\n  lesson: {3: absent_ill}\n",
    }


def _broken() -> dict[str, bytes]:
    def day(*works: dict[str, Any], **more: Any) -> bytes:
        return payload(diary(lesson(101, "2026-09-14", 1, assignments=list(works)), **more))

    marks = payload(totals(term_total("4")))
    return {
        "diary-of-another-class/diary.json": day(work(1, mark=5)),
        "diary-of-another-class/journal.yaml": "group: 8Б\n".encode(),
        "diary-of-another-term/diary.json": day(work(1, mark=5)),
        "diary-of-another-term/journal.yaml": "term: 2 четверть\n".encode(),
        "diary-of-another-student/diary.json": day(work(1, mark=5)),
        "diary-of-another-student/journal.yaml": b'student: "77"\n',
        "diary-of-another-year/diary.json": payload(
            diary(weekStart="2025-09-15T00:00:00", weekEnd="2025-09-21T00:00:00", weekDays=[])
        ),
        "diary-of-no-class/diary.json": payload(diary(lesson(101, "2026-09-14", 1), className="")),
        "day-outside-the-week/diary.json": payload(diary(lesson(101, "2026-09-21", 1))),
        "day-that-is-none/diary.json": payload(diary(lesson(101, "2026-09-31", 1))),
        "time-that-is-none/diary.json": payload(diary(lesson(101, "2026-09-14", 1, startTime="25:00"))),
        "lesson-without-subject/diary.json": payload(diary(lesson(101, "2026-09-14", 1, subject=""))),
        "mark-of-nobody/diary.json": day(work(1, mark={"mark": 5, "dutyMark": False})),
        "unknown-mark/diary.json": day(work(1, mark="ЯЯ"), work(2, mark="Сидоров"), work(3, mark="яя")),
        "rounded-id/diary.json": day(work(1, mark={"mark": 5, "studentId": 5.9e17})),
        "card-of-another-time/week.zip": archive_of(
            {"diary.json": day(work(1, mark=5)), "card.json": payload(card(1, assignmentName="Устный ответ"))}
        ),
        "two-marks-of-one-work/week.zip": archive_of({"a.json": day(work(1, mark=5)), "b.json": day(work(1, mark=4))}),
        "totals-of-nobody/totals.json": marks,
        "totals-of-no-class/totals.json": marks,
        "totals-of-no-class/journal.yaml": "student: Ёлкина Анна\n".encode(),
        "unknown-final/totals.json": payload(totals(term_total("ыы"))),
        "unknown-final/journal.yaml": b'student: "592640"\n',
        "final-of-no-kind/totals.json": payload(
            totals(years=[{"period": {"periodName": "Сессия", "periodType": "Session"}, "mark": 4}])
        ),
        "final-of-no-kind/journal.yaml": b'student: "592640"\n',
        "number-of-attendance/lessons.json": payload([meeting(101, "2026-09-14", 1, attendance=3)]),
        "report-of-another-class/report.xlsx": lessons_report(
            lessons_block("Берёзкина Ая", _DAYS, [["Алгебра", "5", "4", 4.5, 0, "5"]])
        ),
        "report-of-another-class/journal.yaml": "group: 8Б\n".encode(),
    }
