"""Exports with one fault each, in a folder that is named for it; see `make_exports`."""

from __future__ import annotations

from typing import Any

from tests.exports import dnevnik as d
from tests.exports.workbooks import (
    DATE,
    FORMULA,
    archive_of,
    grid,
    lessons_block,
    lessons_report,
    patched,
    terms_block,
    terms_report,
)

_DAYS = {"Сентябрь": [1, 2]}
_ROW = ["Алгебра", "5", "4", 4.5, 0, "5"]


def files() -> dict[str, bytes]:
    """Return the files by path."""
    found = {**_tables(), **_netschool(), **_dnevnikru(), **_archives()}
    return {f"broken/{name}": content for name, content in found.items()}


def _tables() -> dict[str, bytes]:
    marks = "student;group;subject;date;mark\n"
    row = "7;8А;Алгебра;01.09.2026;5\n"
    texts = {
        "bad-date/marks.csv": marks + row + "7;8А;Алгебра;вчера;5\n" + row,
        "day-that-does-not-exist/marks.csv": marks + "7;8А;Алгебра;31.09.2026;5\n",
        "bad-mark/marks.csv": marks + "7;8А;Алгебра;01.09.2026;Н\n",
        "empty-cell/marks.csv": marks + "7;;Алгебра;01.09.2026;5\n;8А;Алгебра;01.09.2026;5\n",
        "unknown-column/marks.csv": "student;group;subject;date;mark;wieght\n7;8А;Алгебра;01.09.2026;5;1\n",
        "missing-column/marks.csv": "subject;date;mark\nАлгебра;01.09.2026;5\n",
        "repeated-column/marks.csv": "student;group;subject;date;дата;mark\n7;8А;Алгебра;01.09.2026;01.09.2026;5\n",
        "ragged-row/marks.csv": marks + "7;8А;Алгебра;01.09.2026\n7;8А;Алгебра;01.09.2026;5;\n"
        "7;8А;Алгебра;01.09.2026;5;хорошо\n",
        "quotes-not-closed/homework.csv": 'group;subject;text\n8А;Алгебра;"№ 5\n8А;Физика;№ 6\n',
        "unknown-reason/absences.csv": "student;group;subject;date;reason\n7;8А;Алгебра;01.09.2026;П\n",
        "end-before-start/holidays.csv": "название;начало;конец\nОсенние;01.11.2026;26.10.2026\n",
        "weight-of-zero/works.csv": "group;subject;date;weight\n8А;Алгебра;01.09.2026;0\n",
        "exam-of-no-day/exams.csv": "student;group;subject;scope;date;mark\n7;8А;Алгебра;зачёт;01.06.2027;5\n7;8А;Алгебра;;;\n",
        "remark-of-no-kind/remarks.csv": "student;group;date;text;kind\n7;8А;01.09.2026;Опоздал;выговор\n",
        "reason-of-a-deferral/deferrals.csv": "student;group;subject;until;order;диагноз\n7;8А;Алгебра;04.12.2026;№ 5;x\n",
        "due-day-that-is-none/marks.csv": marks.rstrip() + ";due_on\n7;8А;Алгебра;01.09.2026;долг;скоро\n",
        "final-mark-without-term/term_marks.csv": "student;group;subject;mark\n7;8А;Алгебра;5\n",
        "two-faults-in-a-row/lessons.csv": "group;subject;date;number;status\n8А;Алгебра;1 сентября;первый;held\n",
        "text-that-is-binary/marks.csv": marks + "7;8А;Алг\0ебра;01.09.2026;5\n",
        "table-without-header/marks.csv": "7;8А;Алгебра;01.09.2026;5\n",
    }
    damaged = (marks + row * 3).encode().replace("Алгебра".encode(), b"\xd0\x90\xd0 \xd0\xb3\xd0\xb5", 2)
    return {name: text.encode() for name, text in texts.items()} | {"damaged-letter/marks.csv": damaged}


def _report(*rows: Any, days: dict[str, list[Any]] | None = None, **labels: Any) -> bytes:
    return lessons_report(lessons_block("Берёзкина Ая", days or _DAYS, list(rows) or [_ROW], **labels))


def _netschool() -> dict[str, bytes]:
    good = _report()
    blocks = [lessons_block("Берёзкина Ая", _DAYS, [_ROW]), lessons_block("Берёзкина  ая", _DAYS, [_ROW])]
    no_terms = terms_block("Берёзкина Ая", [], [["1", "Алгебра", "5"]])
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
    html = "<html><head><title>Отчет</title></head><body><p>Отчёт готовится</p></body></html>"
    return {
        "no-subject-header/report.xlsx": _report(header="Дисциплина"),
        "no-student-block/report.xlsx": lessons_report([]),
        "student-without-name/report.xlsx": lessons_report(lessons_block(None, _DAYS, [_ROW])),
        "no-class/report.xlsx": _report(group=None),
        "school-year-that-is-none/report.xlsx": _report(year="2026/2028"),
        "no-period/report.xlsx": _report(period="за год"),
        "period-of-another-year/report.xlsx": _report(period="с 01.09.25 по 23.10.25"),
        "month-outside-the-period/report.xlsx": _report(["Алгебра", "5", "4"], days={"Сентябрь": [1], "Декабрь": [1]}),
        "day-outside-the-period/report.xlsx": _report(["Алгебра", "5", "4"], days={"Октябрь": [23, 24]}),
        "day-that-no-month-has/report.xlsx": _report(["Алгебра", "5", "4"], days={"Сентябрь": [30, 31]}),
        "day-that-is-no-number/report.xlsx": _report(days={"Сентябрь": ["1-е", 2]}),
        "column-that-is-no-month/report.xlsx": _report(days={"Сентябрь": [1], "Пропуски": [2]}),
        "unknown-code/report.xlsx": _report(
            ["Алгебра", "Я", "5 Ы", 5, 0, "Ъ"], ["Физика", "Я", "Сидоров болел", 0, 0, None]
        ),
        "legend-that-says-nothing/report.xlsx": _report(legend=[("Н", "Неуважительная"), ("К", "Кружок")]),
        "row-below-the-table/report.xlsx": _report(_ROW, [], ["Физика", "5", "4", 4.5, 0, "5"]),
        "row-without-subject/report.xlsx": _report([None, "5", "4", 4.5, 0, "5"]),
        "average-that-is-text/report.xlsx": _report(["Алгебра", "5", "4", "хорошо", 0, "5"]),
        "formula-without-value/report.xlsx": _report(["Алгебра", FORMULA, "4", FORMULA, 0, "5"]),
        "mark-became-a-date/report.xlsx": _report(["Алгебра", DATE, "4", 4.5, 0, "5"]),
        "two-students-of-one-name/report.xlsx": lessons_report(*blocks),
        "report-without-terms/report.xlsx": terms_report(no_terms),
        "encrypted-workbook/report.xlsx": ole + "EncryptedPackage".encode("utf-16-le") + bytes(480),
        "web-page-named-xlsx/report.xlsx": html.encode("cp1251"),
        "workbook-with-macros/report.xlsx": patched(good, {}, {"xl/vbaProject.bin": b"\0"}),
        "workbook-cut-off/report.xlsx": good[: len(good) // 2],
        "workbook-with-entities/report.xlsx": patched(
            good, {"xl/sharedStrings.xml": lambda text: text.replace("<sst", '<!DOCTYPE x [<!ENTITY a "b">]><sst', 1)}
        ),
        "workbook-that-is-a-bomb/report.xlsx": archive_of(
            {"[Content_Types].xml": b"<Types/>", "xl/worksheets/sheet1.xml": bytes(2**21)}, compress=True
        ),
        "another-report/report.xlsx": grid([["Итоги успеваемости класса за период"], ["Класс: 8А"]]),
    }


def _dnevnikru() -> dict[str, bytes]:
    lesson = d.lesson(1, "2026-09-14", 1)
    works = [d.work(11, 1)]

    def day(**more: Any) -> bytes:
        return d.schedule(d.day("2026-09-14", [lesson], **{"works": works, **more}))

    return {
        "json-cut-off/schedule.json": day()[:700],
        "json-in-another-encoding/schedule.json": day().decode().encode("cp1251"),
        "rounded-id/schedule.json": day(marks=[d.mark(21, 11, 1, "5", person=1.0e18, person_str=None)]),
        "unknown-attendance/schedule.json": day(lessonLogEntries=[d.entry(1, "Sleeping")]),
        "unknown-mark/schedule.json": day(marks=[d.mark(21, 11, 1, "ы"), d.mark(22, 11, 1, "Сидоров")]),
        "mark-of-nothing/schedule.json": day(marks=[d.mark(21, 99, 98, "5")]),
        "absence-of-nothing/schedule.json": day(lessonLogEntries=[d.entry(98, "Ill")]),
        "lesson-of-no-group/schedule.json": day(works=[]),
        "hours-that-are-none/schedule.json": d.schedule(
            d.day("2026-09-14", [d.lesson(1, "2026-09-14", 1, hours="08:30"), d.lesson(2, "2026-09-14", 2, hours="9:15 - 8:30")],
                  works=works)
        ),
        "date-that-is-none/schedule.json": d.schedule(d.day("2026-09-14", [d.lesson(1, "2026-13-14", 1)], works=works)),
        "lists-that-are-none/schedule.json": day(marks={"a": 1}),
        "unknown-period/periods.json": d.payload([d.period(0, "Decade")]),
        "period-backwards/periods.json": d.payload([d.period(0, finish="2026-08-01T00:00:00")]),
        "student-without-id/students.json": d.students(d.student(0, "Ёлкина", "Анна", status="Active") | {"person": {}}),
    }  # fmt: skip


def _archives() -> dict[str, bytes]:
    marks = b"student;group;subject;date;mark\n"
    secret = bytearray(archive_of({"marks.csv": marks}))
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        secret[secret.index(magic) + flags] |= 1
    return {
        "archive-with-password/export.zip": bytes(secret),
        "archive-that-escapes/export.zip": archive_of({"../marks.csv": marks}),
        "archive-in-an-archive/export.zip": archive_of({"inner.zip": archive_of({"marks.csv": marks})}),
        "archive-with-one-name-twice/export.zip": archive_of({"marks.csv": marks, "MARKS.csv": marks}),
        "archive-of-too-many/export.zip": archive_of({f"{number}": b"" for number in range(2001)}),
        "archive-that-is-a-bomb/export.zip": archive_of({"marks.csv": bytes(2**21)}, compress=True),
        "archive-cut-off/export.zip": archive_of({"marks.csv": marks * 100})[:900],
        "two-formats-in-one/export.zip": archive_of({"marks.csv": marks, "report.xlsx": _report()}),
        "stranger-in-the-archive/export.zip": archive_of({"marks.csv": marks, "notes.csv": b"a;b\n"}),
        "stranger-among-payloads/export.zip": archive_of({"periods.json": d.payload([d.period(0)]), "me.json": b"{}"}),
        "stranger-among-reports/export.zip": archive_of({"report.xlsx": _report(), "letter.docx.txt": b"..."}),
        "nothing-known/letter.txt": "Здравствуйте!\n".encode(),
    }
