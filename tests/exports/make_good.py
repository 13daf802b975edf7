"""Exports without a fault that hold one trap each; see `make_exports`."""

from __future__ import annotations

from tests.exports import dnevnik as d
from tests.exports.workbooks import (
    archive_of,
    lessons_block,
    lessons_report,
    terms_block,
    terms_report,
)


def files() -> dict[str, bytes]:
    """Return the files by path."""
    return {**_netschool(), **_dnevnikru(), **_tables()}


def _netschool() -> dict[str, bytes]:
    own_columns = lessons_report(
        lessons_block(
            "Берёзкина Ая",
            {"Сентябрь": [1, 1, 2, 30], "Октябрь": [1]},
            [
                ["Алгебра", "5", "4", None, "", "3/4", 4, 4.25, "4"],
                ["Музыка", None, "", "Н", None, None, 0, 0, None],
                ["Краеведение", None, None, None, None, None, 0, 0, None],
            ],
        ),
        lessons_block(
            "Абдуллаев Рашид Алим оглы",
            {"Сентябрь": [1, 2], "Октябрь": [1]},
            [["Алгебра", "", "2", None, 2.5, 0, "3"], ["Музыка", "", None, "У", 0, 0, "зач"]],
        ),
    )
    cells = lessons_report(
        lessons_block(
            "Берёзкина Ая",
            {"Сентябрь": list(range(1, 15))},
            [
                ["Алгебра", "4/5", "5 4", "5  4", "О 2", "4 Н", "О 4/3", "Б Б 3", "Н Н", " 5\u00a04 ", ".", "осв", 5, "5-",
                 "УП", 4, 0, "4"],
                ["Физика", "0", "4", "4", *[None] * 11, 4, 0, "4"],
                ["Химия", "0", "4", "2", *[None] * 11, 2, 0, "0"],
            ],
        )
    )  # fmt: skip
    new_year = lessons_report(
        lessons_block(
            "Берёзкина Ая",
            {"Декабрь": [30], "Январь": [11, 12]},
            [["Алгебра", "5", "О", "ОТ", 5, 0, None]],
            period="с 16.11.26 по 28.02.2027",
            legend=[("О", "Освобождение"), ("ОТ", "Отсутствие, причина не указана")],
        )
    )
    half_years = terms_report(
        terms_block(
            "Берёзкина Ая",
            ["1 полугодие", "2 полугодие"],
            [
                ["1", "Алгебра", 4.5, 4.25, "5", 0, 0, "0", "4", "5", None, "4"],
                ["2", "Физика", 0, 0, "н/а", 3.5, 0, None, None, None, "76", None],
                ["3", "Физическая культура", 0, 0, "осв", 0, 0, "", "зач", None, None, None],
                ["4", "Музыка", 0, 0, None, 0, 0, None, None, None, None, None],
            ],
            group="10 А",
        )
    )
    # Explorer writes names in the code page of DOS and says nothing about it.
    name = "Отчёт 8А.xlsx".encode("cp866")
    stand_in = b"Q" * len(name)
    members = {stand_in.decode(): own_columns, "~$x.xlsx": b"", "__MACOSX/._x": b"", "terms.xlsx": half_years}
    zipped = archive_of(members).replace(stand_in, name)
    return {
        "netschool/own-columns/report.xlsx": own_columns,
        "netschool/cells/report.xlsx": cells,
        "netschool/across-new-year/report.xlsx": new_year,
        "netschool/half-years/report.xlsx": half_years,
        "netschool/zip-from-explorer/reports.zip": zipped,
    }


def _dnevnikru() -> dict[str, bytes]:
    monday = d.day(
        "2026-09-14",
        [
            d.lesson(1, "2026-09-14", 2, hours="09:25–10:10", title="Дроби"),
            d.lesson(2, "2026-09-14", 1, status="Cancelled"),
            d.lesson(3, "2026-09-14", 3, hours="", teachers=[]),
        ],
        works=[d.work(11, 1), d.work(12, 3, isImportant=True, workType=4, text="Тест за сентябрь")],
        homeworks=[d.work(13, 3, type="Homework", text="№ 5,\n№ 6", targetDate="2026-09-14T00:00:00",
                          sentDate="2026-09-11T15:00:00.1234567")],
        marks=[
            d.mark(21, 11, 1, "5"),
            d.mark(22, 11, 1, "4", number=2, use_avg_calc=False),
            d.mark(23, 12, 3, "5-", value="5", workType=4),
            d.mark(24, 12, 3, "", type="markdismiss", textValue="осв", date="2026-09-14T00:00:00"),
        ],
        lessonLogEntries=[d.entry(1, "Late", createdDate="2026-09-14T09:40:00.1234567"), d.entry(3, "Attend")],
    )  # fmt: skip
    tuesday = d.day("2026-09-15", [d.lesson(4, "2026-09-15", 1)], lessonLogEntries=[d.entry(4, "П")])
    pascal = d.schedule(d.day("2026-09-16", [d.lesson(5, "2026-09-16", 1)], works=[d.work(14, 5)]))
    for key in ("subjectId", "number", "hours", "place", "eduGroup", "status"):
        pascal = pascal.replace(f'"{key}"'.encode(), f'"{key[0].upper()}{key[1:]}"'.encode())
    people = d.students(
        d.student(d.PERSON, "Ёлкина", "Анна-Мария"), d.student(102, "О’Нил", "Пётр", "Янович"),
        d.student(103, "Ушёлов", "Иван", "Иванович", "Archive"),
    )  # fmt: skip
    subgroup = d.students(
        d.student(d.PERSON, "Ёлкина", "Анна-Мария"), id=77, id_str="77", type="Subgroup", name="5Б/1 гр.",
        parentIds=[d.GROUP],
    )  # fmt: skip
    finals = d.payload([d.final(10, "4"), d.final(11, None), d.final(12, "н/а", type="markna"), d.final(10, "5", None)])
    periods = d.payload([d.period(0), d.period(1, "Semester", name="1 полугодие")])
    return {
        "dnevnikru/schedule/schedule.json": d.schedule(monday, tuesday),
        "dnevnikru/pascal-case/schedule.json": pascal,
        "dnevnikru/people/students.json": people,
        "dnevnikru/people/subgroup.json": b"\xef\xbb\xbf" + subgroup,
        "dnevnikru/finals/finals.json": finals,
        "dnevnikru/finals/periods.json": periods,
        "dnevnikru/zip/payloads.zip": archive_of({
            "a/schedule.json": d.schedule(d.day("2026-09-17", [d.lesson(6, "2026-09-17", 1)])),
            "b\\students.json": people,
            "c/same.json": d.schedule(d.day("2026-09-17", [d.lesson(6, "2026-09-17", 1)])),
        }),
    }  # fmt: skip


def _tables() -> dict[str, bytes]:
    russian = 'ученик;класс;предмет;дата;отметка;вес;в среднем\n"Берёзкина; Ая";8А;Алгебра;1.09.26;5;1,5;нет\n'
    utf16 = "student\tgroup\tsubject\tdate\tmark\nИ-7\t8А\tАлгебра\t2026-09-01\t4\n"
    return {
        "tables/cp1251/отметки-8А.csv": russian.replace("\n", "\r\n").encode("cp1251"),
        "tables/excel-unicode-text/marks.txt": utf16.encode("utf-16"),
        "tables/utf8-with-bom/marks.csv": b"\xef\xbb\xbf" + russian.replace(";", ",").replace("1,5", '"1,5"').encode(),
    }
