"""Small answers in the layout of ЭлЖур, good ones with one trap each and broken ones; see `make_exports`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.exports.workbooks import archive_of

PUPIL = "386"
NAME = "Берёзкина Ая"
HEADING = "8А, Журавлёва Ульяна, I четверть"


def answer(result: Any, state: Any = 200, error: Any = None) -> bytes:
    """Return an answer in its envelope."""
    whole = {"response": {"state": state, "error": error, "result": result}}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"


def of_pupil(*, key: str = PUPIL, **fields: Any) -> bytes:
    """Return the answer about one student."""
    return answer({"students": {key: {"name": key, "title": NAME, **fields}}})


def mark(value: str, on: str = "2026-09-14", **more: Any) -> dict[str, Any]:
    """Return the record of a mark."""
    counted = int(value) if value.isdigit() else 0
    fields = {"value": value, "count": counted > 0, "convert": counted, "countas": str(counted), "weight": 1}
    return {**fields, "weight_float": 1, "comment": "", "date": on, "lesson_id": "401", "nm": "1", **more}


def lesson(number: Any, name: str = "Алгебра", **more: Any) -> dict[str, Any]:
    """Return a lesson of a diary."""
    fields = {"name": name, "lesson_id": "401", "num": number, "room": "201", "teacher": "Образцова Вера Павловна"}
    times = {"starttime": "08:30:00", "endtime": "09:15:00"}
    return {**fields, "is_control": False, "topic": "", "homework": {}, "files": [], **times, **more}


def homework(text: str, *, individual: bool = False) -> dict[str, Any]:
    """Return a piece of homework."""
    return {"id": 9001, "value": text, "individual": individual}


def day(*lessons: dict[str, Any], on: str = "20260914", **more: Any) -> dict[str, Any]:
    """Return the days of a diary: one day with these lessons."""
    items = {str(index): item for index, item in enumerate(lessons, 1)}
    return {on: {"name": on, "title": "Понедельник", "items": items, **more}}


def subject(name: str, *marks: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a subject with its marks."""
    return {"name": name, "lesson_id": "401", "average": "4.5", "averageConvert": 5, "marks": list(marks), **more}


def period(name: str, title: str, start: str = "20260901", end: str = "20261025") -> dict[str, Any]:
    """Return a period."""
    return {"name": name, "fullname": title, "disabled": False, "start": start, "end": end, "weeks": []}


def finals(*marks: tuple[str, str]) -> list[dict[str, Any]]:
    """Return the final marks of one subject: period and value."""
    records = [{"period": name, "value": value, "convert": 0, "comment": ""} for name, value in marks]
    return [{"name": "Алгебра", "assessments": records}]


def rules(group: str | None = "8А", **more: Any) -> bytes:
    """Return who a user sees."""
    fields = {"name": PUPIL, "title": NAME, "lastname": "Берёзкина", "firstname": "Ая", "class": group, **more}
    teacher = {"hometeacher_id": 12, "hometeacher_lastname": "Образцова", "hometeacher_firstname": "Вера"}
    groups = [{"name": "8А", "rel": "homeclass", "parallel": 8, **teacher}]
    return answer({"roles": ["parent"], "relations": {"students": [fields], "groups": groups}})


def book_without(text: str) -> bytes:
    """Return the workbook of a pupil from the samples with spaces in place of a text."""
    book = (Path(__file__).parent / "eljur" / "sample-book" / "sample.xls").read_bytes()
    told = text.encode("utf-16-le")
    assert book.count(told) == 1
    return book.replace(told, " ".encode("utf-16-le") * len(text))


def files() -> dict[str, bytes]:
    """Return the files by path."""
    good = {f"eljur/{name}": content for name, content in _good().items()}
    return good | {f"broken/eljur-{name}": content for name, content in _broken().items()}


def _good() -> dict[str, bytes]:
    traps = [
        lesson("3", assessments=[mark("4"), mark("оп")]),
        lesson("1", starttime="", endtime="", teacher="", assessments={"7": mark("5-", convert="5", weight="2")}),
        lesson(2, "Физика", is_control=True, grp="1 группа", grp_short=1, assessments=[
            mark("3/5", convert=4, weight=0, weight_float=0, control_type="Контрольная работа", comment="Ошибка в № 3"),
            mark("н", convert=None),
        ], homework=[homework("№ 5,\n№ 6"), homework("№ 9", individual=True), homework(" ")]),
        lesson(4, "Музыка", assessments=[mark("зач", count=False), mark(".", count=False), mark("")],
               files={"file": [{"filename": "a.pdf", "link": ""}]}),
    ]  # fmt: skip
    as_lists = {"name": PUPIL, "title": NAME, "days": [day(*traps)["20260914"] | {"items": traps}]}
    extra = {"items_extday": [{"name": "Продлёнка", "homework": []}]}
    holiday = day(on="20261027", alert="holiday", holiday_name="Осенние каникулы", **extra)
    double = day(lesson(1, assessments=[mark("5")]), lesson(2, assessments=[mark("н"), mark("4")]))
    whole_class = answer({"days": day({"name": "Алгебра", "homework": {"1": homework("§ 5")}, "files": []})})
    both = subject("Алгебра", mark("4"), mark("5"), mark("3", "2026-09-15", mtype={"id": 3, "type": "Контрольная"}))
    periods = [period("I", "I полугодие"), period("II", "2 полугодие", "20260112", "20270526")]
    return {
        "lists-for-objects/diary.json": answer({"students": [as_lists]}),
        "class-from-the-settings/8А/386/diary.json": of_pupil(days=day(lesson(1, assessments=[mark("5")]))),
        "class-not-told/diary.json": of_pupil(days={**double, **holiday}),
        "homework-of-a-class/homework.json": whole_class,
        "marks-of-a-term/marks.json": of_pupil(lessons=[subject("Алгебра", mark("5"), mark("5"), mark("Н"))]),
        "codes-of-the-school/diary.json": of_pupil(days=day(lesson(1, assessments=[mark("Я"), mark("+"), mark("н")]))),
        "codes-of-the-school/finals.json": of_pupil(items=finals(("I", "Н"), ("Год", "зач"), ("Итог.", "осв"))),
        "book-that-names-nobody/8А/386/II четверть.xls": book_without(HEADING),
        "zip/answers.zip": archive_of({
            "a/marks.json": of_pupil(lessons=[both]),
            "b/diary.json": of_pupil(days=double),
            "c/periods.json": of_pupil(periods=periods),
            "d/rules.json": b"\xef\xbb\xbf" + rules(),
            "e/same.json": of_pupil(days=double),
        }),
    }  # fmt: skip


def _broken() -> dict[str, bytes]:
    page = "<!DOCTYPE html>\n<html><head><title>Вход — ЭлЖур</title></head><body><form></form></body></html>\n"
    diary = of_pupil(days=day(lesson(1)))
    nobody = answer({"students": [{"title": NAME, "days": day(lesson(1))}]})
    return {
        "said-no/diary.json": answer(None, 403, "Неверный логин или пароль"),
        "said-no-politely/diary.json": answer([], 200, "Сервис временно недоступен"),
        "says-nothing/diary.json": answer(None),
        "sign-in-page/diary.json": page.encode(),
        "sign-in-page-among-answers/answers.zip": archive_of({"a.json": diary, "b.json": b"<html></html>"}),
        "stranger-among-answers/answers.zip": archive_of({"a.json": diary, "b.json": b'{"response": 1}'}),
        "another-answer/contacts.json": answer({"messages": []}),
        "answer-cut-off/diary.json": diary[: len(diary) // 2],
        "another-student/387/diary.json": diary,
        "student-not-told/diary.json": nobody,
        "another-class/rules.json": rules("8Б"),
        "student-of-no-class/rules.json": rules(None),
        "homework-of-no-class/homework.json": answer({"days": day(lesson(None))}),
        "subgroup-of-no-class/diary.json": of_pupil(days=day(lesson(1, grp="1 группа"))),
        "unknown-codes/diary.json": of_pupil(days=day(
            lesson(1, assessments=[mark("Ж"), mark("Ж"), mark("отлично")]), lesson(2, "Физика", assessments=[mark("5")]),
        )),
        "day-that-is-none/diary.json": of_pupil(days=day(lesson(1), on="20260931")),
        "number-that-is-none/diary.json": of_pupil(days=day(lesson("первый"), lesson(2, "Физика"))),
        "lesson-of-no-subject/diary.json": of_pupil(days=day(lesson(1, ""), lesson(2, "Физика"))),
        "lesson-ends-before-it-begins/diary.json": of_pupil(days=day(lesson(1, endtime="08:15"))),
        "mark-without-a-day/marks.json": of_pupil(lessons=[subject("Алгебра", mark("5", ""), mark("4"))]),
        "weight-that-is-text/marks.json": of_pupil(lessons=[subject("Алгебра", mark("5", weight_float="много"))]),
        "average-that-is-text/marks.json": of_pupil(lessons=[subject("Алгебра", mark("5"), average="хорошо")]),
        "period-backwards/periods.json": of_pupil(periods=[period("I", "I четверть", "20261025", "20260901")]),
        "period-of-no-kind/periods.json": of_pupil(periods=[period("I", "Осень"), period("II", "II четверть")]),
        "final-of-no-kind/finals.json": of_pupil(items=finals(("Лето", "5"), ("I", "5"))),
        "book-of-no-term/table.xls": book_without("I четверть"),
        "book-of-nobody/table.xls": book_without(HEADING),
        "lists-that-are-none/diary.json": of_pupil(days="нет", lessons=[1]),
    }  # fmt: skip
