"""Tables of a school's own making with their mapping files, good and broken; see `make_exports`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.exports.books import FORMULA, ods, xls, xlsx
from tests.exports.workbooks import archive_of

Row = Sequence[Any]

CLASS_PAGE: list[list[Any]] = [
    ["№", "Фамилия, имя", "02.09", "04.09", "09.09", "11.09", "16.09", "18.09", "Ср. балл", "1 четверть"],
    [None, None, "устн.", None, "К/р (вес 2)", None, "Д/з", None, None, None],
    [1, "Ветлугин Тимофей", 4, None, 3, "н", None, 5, 4.0, 4],
    [2, "Журавлёва Ульяна", None, "5/4", 5, None, 4, None, 4.5, 5],
    [3, "Пересветова Мирослава", "Б", "Б", None, 4, 3, None, 3.5, 4],
    [4, "Щеглов Ярослав", None, None, None, None, None, 4, 4.0, "н/а"],
]
"""The table of the sample, as a spreadsheet holds it."""

CODES = """\
codes:
  lesson:
    н: absent_unexcused
    Б: absent_ill
"""
LAYOUT = """\
layouts:
  - kind: grid
    group: 8А
    subject: Алгебра
    names: Фамилия, имя
    dates: 1
    kinds: 2
    work_kinds:
      К/р: {type: Контрольная работа, test: yes}
    cells: [5/4]
    finals:
      - mark: 1 четверть
        average: Ср. балл
    ignore: [№]
"""
MAPPING = CODES + LAYOUT
JOURNAL = "mapping: mapping.yaml\n"

Files = dict[str, bytes]


def files() -> Files:
    """Return the files by path."""
    return {**_class_pages(), **_workbooks(), **_lists(), **_broken_pages(), **_broken_heads(), **_broken_lists()}


def case(folder: str, name: str, content: bytes, mapping: str = MAPPING, journal: str = JOURNAL) -> Files:
    """Return the files of a case: the table, the mapping file, the item of `journals`."""
    return {
        f"{folder}/{name}": content,
        f"{folder}/mapping.yaml": mapping.encode(),
        f"{folder}/journal.yaml": journal.encode(),
    }


def broken(fault: str, rows: Sequence[Row], mapping: str = MAPPING, journal: str = JOURNAL) -> Files:
    """Return a case with a fault in a text file."""
    return case(f"broken/mapped-{fault}", "journal.csv", csv(rows), mapping, journal)


def csv(rows: Sequence[Row], separator: str = ";") -> bytes:
    """Return a text file in UTF-8; numbers with a decimal comma."""
    lines = [separator.join(map(_written, row)) for row in rows]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _written(cell: Any) -> str:
    return f"{cell:.2f}".replace(".", ",") if isinstance(cell, float) else "" if cell is None else str(cell)


def changed(row: int, column: int, value: Any) -> list[list[Any]]:
    """Return the table of the sample with another value in a cell, counted from 1."""
    rows = [list(line) for line in CLASS_PAGE]
    rows[row - 1][column - 1] = value
    return rows


def _class_pages() -> Files:
    # In these the days are dates and not texts.
    dated = changed(1, 3, date(2026, 9, 2))
    dated[0][3] = date(2026, 9, 4)
    tabs = "".join("\t".join("" if cell is None else str(cell) for cell in row) + "\r\n" for row in CLASS_PAGE)
    titled = [["Классный журнал, 8А, алгебра, 2026"], [], *CLASS_PAGE, [], [None, "Учитель", "Кузнецова А. Б."]]
    below = MAPPING.replace("dates: 1", "dates: 3").replace("kinds: 2", "kinds: 4\n    last_student: 8")
    return {
        **case("mapped/tabs-in-utf16", "journal.txt", b"\xff\xfe" + tabs.encode("utf-16-le")),
        **case("mapped/xlsx", "journal.xlsx", xlsx({"8А": CLASS_PAGE})),
        **case("mapped/xls", "journal.xls", xls({"8А": dated})),
        **case("mapped/ods", "journal.ods", ods({"8А": dated})),
        **case("mapped/title-above", "journal.csv", csv(titled), below),
        **case("mapped/web-page", "journal.xls", web_page(CLASS_PAGE)),
    }


def web_page(rows: Sequence[Row]) -> bytes:
    """Return a table as a web page in windows-1251, as some programs save an .xls."""
    lines = "".join(
        "<tr>" + "".join(f"<td>{'' if cell is None else cell}</td>" for cell in row) + "</tr>\n" for row in rows
    )
    head = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head>'
    return f"{head}<body><table>\n{lines}</table></body></html>\n".encode("cp1251")


MONTHS_MAPPING = """\
codes:
  lesson: {Н: absent, О: late, П: ignore}
  final: {Н: not_assessed}
layouts:
  - kind: grid
    sheets: [Алгебра, 2]
    group: {cell: A1, after: "Класс:"}
    subject: {from: sheet}
    names: [Фамилия, Имя]
    ids: Код
    months: 2
    dates: 3
    weights: 4
    topics: Тема
    first_day: 2026-11-16
    last_day: 2027-02-28
    cells: [5/4, 5 4, н 4]
    finals:
      - {average: Средний, mark: Итог, term: 2 триместр}
      - {mark: J, scope: year}
    ignore_rows: [10, Всего отметок]
"""


def _workbooks() -> Files:
    algebra: list[Row] = [
        ["Класс: 9 Б"],
        ["Код", "Фамилия", "Имя", "Декабрь", None, "Январь 2027", None, "Средний", "Итог", "Год"],
        [None, None, None, 29, 29, "11", "12"],
        [None, "Вес", None, 1, 0, "1,5"],
        [None, "Тема", None, "Дроби", None, None, "Корни"],
        ["У-1", "Ёлкина", "Анна", 5, "4 5", "Н 3", "П", 4.25, 4, 4],
        ["У-2", "Ёлкина", "Анна", "О", "4/3 2", "зач", "осв", None, "Н", "зачёт"],
        [3, "Оглы", "Рашид Алим", None, None, "5-", None, "#DIV/0!", None, None],
        ["Всего отметок", None, None, 2, 4, 3],
        [None, "Заметка учителя", None, "?"],
        ["У-4", "О’Нил", "Пётр"],
    ]
    physics: list[Row] = [*algebra[:3], [None, "Вес"], [None, "Тема"], ["У-1", "Ёлкина", "Анна", 4]]
    dates = """\
layouts:
  - kind: grid
    subject: {cell: B1}
    names: B
    dates: 2
    dates_as: day_month
    ignore: A
    last_student: 4
  - kind: grid
    subject: {cell: B6}
    names: 2
    dates: 7
    ignore: 1
"""
    blocks: list[Row] = [
        [None, "Музыка"],
        [None, "Дата", date(2024, 9, 3), "10.09.", date(2025, 1, 14)],
        [1, "Ёлкина Анна", 5, 4],
        [2, "Нилов Пётр", 3],
        [],
        [None, "Труд"],
        [None, "Дата", date(2026, 9, 3), "2026-09-10", "01.02.27", "3.02"],
        [1, "Ёлкина Анна", 5, 5, "зачёт", "освобождена"],
    ]
    two = """\
layouts:
  - {kind: grid, files: ["*алгебра*"], group: {from: file}, subject: Алгебра, names: A, dates: 1}
  - {kind: list, files: ["дз/*"], table: homework, columns: {due_on: На дату, text: Задание}, constants: {group: 7В алгебра, subject: Алгебра}}
"""
    archive = archive_of(
        {
            "7В алгебра.csv": csv([["Имя", "01.09"], ["Ёлкина Анна", 5]]),
            "дз/8.txt": csv([["На дату", "Задание"], ["02.09", "№ 5"]], "\t"),
        }
    )
    return {
        **case("mapped/sheets-of-an-xls", "term.xls", xls({"Алгебра": algebra, "Физика": physics}), MONTHS_MAPPING),
        **case("mapped/sheets-of-an-ods", "term.ods", ods({"Алгебра": algebra, "Физика": physics}), MONTHS_MAPPING),
        **case("mapped/months-and-sheets", "term.xlsx", xlsx({"Алгебра": algebra, "Физика": physics, "Лист3": [["x"]]}), MONTHS_MAPPING),
        **case("mapped/two-tables-in-a-sheet", "8А.xlsx", xlsx({"Лист1": blocks, "Лист2": [[None]]}), dates, JOURNAL + "group: 8А\n"),
        **case("mapped/files-of-two-kinds", "school.zip", archive, two),
    }  # fmt: skip


MARKS_LIST = """\
codes:
  lesson: {Н: absent, нб: absent_ill, прис: ignore}
layouts:
  - kind: list
    table: marks
    header: Ученик
    columns: {student_name: Ученик, дата: Дата урока, отметка: Отметка, weight: Вес, comment: Комментарий}
    constants: {subject: {cell: B1}}
    last_row: 9
    ignore_rows: [Итого]
"""
HOMEWORK_LIST = """\
layouts:
  - kind: list
    table: homework
    columns: {subject: Предмет, assigned_on: Когда задано, due_on: 3, text: Что задано}
    constants: {group: 8А, minutes: 20}
"""
FINALS_LIST = """\
codes:
  final: {Н: not_assessed}
layouts:
  - {kind: list, table: term_marks, columns: {student_name: Ученик, subject: Предмет, mark: Итог, average: Балл}}
"""
ABSENCES_LIST = """\
codes:
  lesson: {н: absent, П: absent_excused}
layouts:
  - {kind: list, table: absences, columns: {date: Дата, subject: Предмет, reason: Причина, minutes: Минут}}
"""


def _lists() -> Files:
    marks: list[Row] = [
        ["Предмет", "Алгебра"],
        ["Ученик", "Дата урока", "Отметка", "Вес", "Комментарий", "Учитель"],
        ["Ёлкина Анна", date(2026, 9, 2), 5, 1.5, "Молодец,\nтак держать", "Кузнецова А. Б."],
        ["Нилов Пётр", "02.09.2026", "н", None, None, None],
        ["Нилов Пётр", "9.09", "НБ", None, None, None],
        ["Ёлкина Анна", "09.09.26", "прис", None, None, None],
        [None, None, None, None, None, None],
        ["Итого", None, 4, None, None, None],
        ["Ёлкина Анна", "2027-02-01", "зач", None, None, None],
        ["Директор", None, None, None, None, None],
    ]
    homework: list[Row] = [
        ["Предмет", "Когда задано", "На когда", "Что задано", "№"],
        ["Алгебра", "02.09", "04.09", "№ 5, № 6", 1],
        ["Физика", "", "11.01.2027", "§ 3", 2],
    ]
    finals: list[Row] = [["Предмет", "Ученик", "Балл", "Итог"], ["Алгебра", "Ёлкина Анна", "4,5", 5],
                         ["Физика", "Ёлкина Анна", "", "Н"]]  # fmt: skip
    absences: list[Row] = [["Дата", "Предмет", "Причина", "Минут"], ["02.09", "Алгебра", "н", ""],
                           ["03.09", "Алгебра", "опоздание", 5], ["04.09", "Алгебра", "П", ""]]  # fmt: skip
    return {
        **case("mapped/list-of-marks", "marks.xlsx", xlsx({"Лист1": marks}), MARKS_LIST, JOURNAL + "group: 8А\n"),
        **case("mapped/list-of-homework", "tasks.csv", csv(homework), HOMEWORK_LIST),
        **case(
            "mapped/list-of-finals", "8А/1 четверть.csv", csv(finals), FINALS_LIST,
            JOURNAL + 'path: "list-of-finals/{group}/{term}.csv"\n',
        ),
        **case(
            "mapped/list-of-one-student", "ill.csv", csv(absences), ABSENCES_LIST,
            JOURNAL + "group: 8А\nstudent: Ёлкина Анна\n",
        ),
    }  # fmt: skip


def _broken_pages() -> Files:
    """Return faults in the cells of a class page, one each."""
    crowded = MAPPING.replace("    cells: [5/4]\n", "")
    dated = changed(4, 4, date(2026, 4, 5))
    sums = changed(5, 9, FORMULA)
    return {
        **broken("day-that-does-not-exist", changed(1, 4, "31.09")),
        **broken("day-outside-the-school-year", changed(1, 4, "04.07")),
        **broken("date-of-another-year", changed(1, 4, "04.09.2024")),
        **broken("column-that-is-no-day", changed(1, 4, "Заметки")),
        **broken("column-without-a-day", changed(1, 4, None)),
        **broken("two-students-of-one-name", changed(6, 2, "журавлева  Ульяна")),
        **broken("row-without-a-name", changed(4, 2, None)),
        **broken("row-of-totals", [*CLASS_PAGE, [None, "Итого", 4, 5]]),
        **broken("row-above-the-dates", [["Журнал"], *CLASS_PAGE]),
        **case("broken/mapped-number-for-a-name", "journal.xlsx", xlsx({"Лист1": changed(4, 2, 17)})),
        **broken("unknown-codes", changed(5, 3, "П"), MAPPING.replace("    н: absent_unexcused\n", "")),
        **broken("point-that-the-mapping-does-not-settle", changed(3, 4, ".")),
        **broken("unknown-final-code", changed(3, 10, "Н")),
        **broken("long-word-in-a-cell", changed(3, 4, "Сидоров")),
        **broken("two-marks-in-one-cell", CLASS_PAGE, crowded),
        **broken("average-that-is-text", changed(3, 9, "хор.")),
        **broken("weight-that-is-none", changed(2, 3, "x"), MAPPING.replace("kinds: 2", "weights: 2").replace("    work_kinds:\n      К/р: {type: Контрольная работа, test: yes}\n", "")),
        **broken("mark-that-became-the-text-of-a-date", changed(4, 4, "05.апр")),
        **case("broken/mapped-mark-became-a-date", "journal.xlsx", xlsx({"Лист1": dated})),
        **case("broken/mapped-formula-without-value", "journal.xlsx", xlsx({"Лист1": sums})),
        **case("broken/mapped-date-became-a-number", "journal.xlsx", xlsx({"Лист1": changed(1, 4, 4.09)})),
        **broken("two-faults-at-once", [["", "", "31.09", *CLASS_PAGE[0][3:]], *changed(4, 4, "ы")[1:]], MAPPING.replace("Фамилия, имя", "B").replace("[№]", "A")),
    }  # fmt: skip


def _broken_heads() -> Files:
    """Return tables that a mapping does not fit, one fault each."""
    months = """\
layouts:
  - {kind: grid, group: 8А, subject: Алгебра, names: A, months: 1, dates: 2, first_day: 2026-09-01, last_day: 2026-10-25}
"""
    sheet = MAPPING.replace("    group: 8А\n", "    sheets: [Алгебра]\n    group: 8А\n")
    file = MAPPING.replace("    group: 8А\n", '    files: ["8А*"]\n    group: 8А\n')
    group = MAPPING.replace("    group: 8А\n", "")
    from_sheet = MAPPING.replace("subject: Алгебра", "subject: {cell: L1}")
    average = MAPPING.replace("      - mark: 1 четверть\n        average", "      - average")
    term = MAPPING.replace("        average: Ср. балл\n", "        average: Ср. балл\n        term: 1 четверть\n")
    comma = MAPPING.replace("    group: 8А\n", '    separator: ","\n    group: 8А\n')
    return {
        **broken("names-column-missing", changed(1, 2, "Ученик")),
        **broken("dates-row-missing", CLASS_PAGE, MAPPING.replace("dates: 1", "dates: 17")),
        **broken("header-missing", changed(1, 9, "Балл")),
        **broken("header-twice", changed(1, 3, "Ср. балл")),
        **broken("month-outside-the-term", [["Имя", "Сентябрь", None, "Ноябрь"], [None, 1, 2, 9], ["Ёлкина Анна", 5]], months),
        **broken("month-that-is-none", [["Имя", "Сентябрь", "Тетрадь"], [None, 1, 2], ["Ёлкина Анна", 5]], months),
        **broken("day-that-no-month-has", [["Имя", "Сентябрь"], [None, 31], ["Ёлкина Анна", 5]], months),
        **broken("day-outside-the-term", [["Имя", "Октябрь"], [None, 26], ["Ёлкина Анна", 5]], months),
        **broken("no-students", CLASS_PAGE[:2]),
        **broken("sheet-missing", CLASS_PAGE, sheet),
        **broken("file-of-no-layout", CLASS_PAGE, file),
        **broken("no-class", CLASS_PAGE, group),
        **broken("no-subject", CLASS_PAGE, from_sheet),
        **broken("no-term", CLASS_PAGE, average),
        **broken("another-class", CLASS_PAGE, MAPPING, JOURNAL + "group: 8Б\n"),
        **broken("another-term", CLASS_PAGE, term, JOURNAL + "term: 2 четверть\n"),
        **broken("wrong-separator", CLASS_PAGE, comma),
        **case("broken/mapped-damaged-letter", "journal.csv", csv(CLASS_PAGE).replace("Щеглов".encode(), b"\xd0\xa9\xd0")),
        **case("broken/mapped-quotes-not-closed", "journal.csv", csv(changed(4, 2, '"Журавлёва'))),
        **case("broken/mapped-not-a-table", "journal.csv", b"%PDF-1.4\n\0\0\0"),
    }  # fmt: skip


def _broken_lists() -> Files:
    """Return lists with one fault each."""
    marks = MARKS_LIST.replace("    last_row: 9\n", "")
    header = ["Ученик", "Дата урока", "Отметка", "Вес", "Комментарий"]
    top: Row = ["Предмет", "Алгебра"]
    group = JOURNAL + "group: 8А\n"
    row = ["Ёлкина Анна", "02.09", 5, "", ""]
    with_class = marks.replace("student_name: Ученик", "student_name: Ученик, group: Класс")
    return {
        **broken("list-without-a-column", [top, [*header[:4], "Примечание"], row], marks, group),
        **broken("list-without-a-header", [top, row], marks, group),
        **broken("list-of-no-class", [top, header, row], marks),
        **broken("list-of-no-student", [["Дата", "Предмет", "Причина", "Минут"], ["02.09", "Алгебра", "н", 5]],
                 ABSENCES_LIST, group),
        **broken("list-with-an-empty-cell", [top, header, ["", *row[1:]]], marks, group),
        **broken("list-with-a-bad-weight", [top, header, [*row[:3], "много", ""]], marks, group),
        **broken("list-with-a-day-that-does-not-exist", [top, header, [row[0], "31.09", *row[2:]]], marks, group),
        **broken("list-with-an-unknown-code", [top, header, [*row[:2], "У", "", ""], row], marks, group),
        **broken("list-of-another-class", [top, [*header, "Класс"], [*row, "8Б"], [*row, "8б"], [*row, "8 А"]],
                 with_class, group),
        **broken("list-with-a-letter-for-a-reason", [["Дата", "Предмет", "Причина", "Минут"],
                 ["02.09", "Алгебра", "б", ""]], ABSENCES_LIST, group + "student: Ёлкина Анна\n"),
    }  # fmt: skip
