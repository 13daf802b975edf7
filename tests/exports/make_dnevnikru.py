"""Payloads of Дневник.ру's mobile interface and of its twins, good ones with one trap each and broken ones."""

from __future__ import annotations

from typing import Any

from tests.exports import dnevnik as d
from tests.exports.workbooks import archive_of

CLASS = {"id": d.GROUP, "name": "5Б"}
HALF = {"id": 77, "name": "5Б/1 гр."}
DAY = "2026-09-14"
QUARTER = {"id": 9101, "number": 0, "type": "Quarter", "dateStart": "2026-09-01T00:00:00", "dateFinish": "2026-10-25"}


def lesson(key: int, number: int, *marks: str, **more: Any) -> dict[str, Any]:
    """Return a lesson of the mobile diary, with one mark for each work."""
    begins, ends = f"{DAY}T{7 + number:02}:30:00", f"{DAY}T{8 + number:02}:15:00"
    works = [
        {"workId": 500 + key + index, "marks": [{"id": 600 + key + index, "value": text, "mood": "Good"}]}
        for index, text in enumerate(marks)
    ]
    teacher = {"personId": 900, "lastName": "Образцова", "firstName": "Вера", "middleName": "Павловна"}
    return {
        "id": key, "number": number, "startDateTime": begins, "endDateTime": ends, "isCanceled": False,
        "theme": "Дроби", "subject": {"id": 10, "name": "Алгебра"}, "importantWorks": [], "homework": None,
        "workMarks": works, "teacher": teacher, "group": CLASS, **more,
    }  # fmt: skip


def diary(*lessons: dict[str, Any]) -> bytes:
    """Return a diary of one week with one day."""
    day = {"dateTime": f"{DAY}T00:00:00+03:00", "hasImportantWork": False, "lessons": list(lessons)}
    return d.payload({"weeks": [{"id": DAY, "homeworksCount": 0, "days": [day]}]})


def finals(*texts: str, name: str = "Годовая") -> bytes:
    """Return the final marks of one subject: of the first quarter, and of the year."""
    marks = [{"id": 1, "value": text, "mood": "Good"} for text in texts]
    year = {"workType": "FinalMark", "workTypeName": name, "marks": marks}
    subject = {"id": 10, "name": "Алгебра"}
    record = {"subject": subject, "periodMarks": [{"period": QUARTER, "marks": marks}], "periodFinalMarks": [year]}
    return d.payload({"finalMarks": [record]})


def files() -> dict[str, bytes]:
    """Return the files by path."""
    good = {f"dnevnikru/{name}": content for name, content in _good().items()}
    return good | {f"broken/dnevnikru-{name}": content for name, content in _broken().items()}


def _log(*statuses: str, **more: Any) -> bytes:
    lessons = [d.lesson(key, DAY, key) for key in range(1, len(statuses) + 1)]
    entries = [d.entry(key, status) for key, status in enumerate(statuses, 1)]
    return d.schedule(d.day(DAY, lessons, works=[d.work(11, 1)], lessonLogEntries=entries, **more))


def _pascal(content: bytes) -> bytes:
    for key in ("weeks", "days", "lessons", "workMarks", "startDateTime", "group", "value"):
        content = content.replace(f'"{key}"'.encode(), f'"{key[0].upper()}{key[1:]}"'.encode())
    return content


def _good() -> dict[str, bytes]:
    attached = {"text": "№ 5,\n№ 6", "isCompleted": False, "attachments": [{"id": 1}]}
    traps = [
        lesson(103, 3, group=HALF, teacher={"personId": 0, "firstName": "Вера", "lastName": "Образцова"}),
        lesson(101, 1, "5-", "зач", homework=attached, importantWorks=["Контрольная работа"]),
        lesson(102, 2, isCanceled=True, teacher=None, theme=None),
    ]
    return {
        "mobile-diary/5Б/101/diary.json": diary(*traps),
        "mobile-diary/5Б/102/diary.json": diary(*traps[1:], lesson(104, 3, "4", group={"id": 78, "name": "5Б/2 гр."})),
        "mobile-finals/finals.json": finals("4"),
        "mobile-pascal-case/diary.json": _pascal(diary(lesson(101, 1, "5"))),
        "mobile-with-the-students/answers.zip": archive_of({
            "diary.json": diary(lesson(101, 1, "5")), "students.json": d.students(d.student(d.PERSON, "Ёлкина", "Анна")),
        }),
        "letters-of-kundelik/schedule.json": _log("Ж", "А", "Д", "К", "Н", "Ill"),
        "letters-of-emaktab/schedule.json": _log("Н", "S"),
        "letters-of-the-school-portal/schedule.json": _log("П"),
        "codes-of-the-school/schedule.json": _log("Я", marks=[d.mark(21, 11, 1, "+"), d.mark(22, 11, 1, "Б")]),
        "codes-of-the-school/finals.json": d.payload([d.final(10, "Н")]),
        "marks-of-other-scales/schedule.json": _log("Attend", marks=[
            d.mark(21, 11, 1, "87", type="Mark100"), d.mark(22, 11, 1, "B", type="MarkABCDF"), d.mark(23, 11, 1, "11"),
        ]),
        "class-from-the-settings/schedule.json": d.schedule(d.day(DAY, [d.lesson(1, DAY, 1)])),
    }  # fmt: skip


def _broken() -> dict[str, bytes]:
    return {
        "another-class/students.json": d.students(d.student(d.PERSON, "Ёлкина", "Анна"), name="5В"),
        "letter-of-a-twin/schedule.json": _log("Ж", "Ж", "Н"),
        "letters-not-known/schedule.json": _log("S"),
        "mobile-another-class/diary.json": diary(lesson(101, 1, "5")),
        "mobile-student-not-told/diary.json": diary(lesson(101, 1, "5")),
        "mobile-class-not-told/finals.json": finals("5"),
        "mobile-lesson-without-a-day/diary.json": diary(lesson(101, 1), lesson(102, 2)).replace(
            f"{DAY}T08:30:00".encode(), b"2026-09-31T08:30:00"
        ),
        "mobile-lesson-of-no-subject/diary.json": diary(lesson(101, 1, subject=None), lesson(102, 2)),
        "mobile-group-that-is-text/diary.json": diary(lesson(101, 1, group="5Б")),
        "mobile-rounded-id/diary.json": diary(lesson(101, 1)).replace(b'"id": 101', b'"id": 1e17'),
        "mobile-unknown-mark/diary.json": diary(lesson(101, 1, "?", "?"), lesson(102, 2, "отлично")),
        "mobile-final-of-no-kind/finals.json": finals("5", name="Летняя"),
        "mobile-lists-that-are-none/diary.json": diary(lesson(101, 1, workMarks="5"), lesson(102, 2, "5")),
        "mobile-diary-cut-off/diary.json": diary(lesson(101, 1))[:-60],
    }
