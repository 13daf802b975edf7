"""8А as Сетевой город exports it: two reports of marks and absences, and the yearly report, for the whole class.

The layout is that of the real workbooks (a block per student with its own columns, a column per lesson and not per
day, strings for marks, an empty string where a lesson left no mark and no cell where there was none).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction

from tests.schools import cast
from tests.schools.cast import Pupil
from tests.schools.draw import chance
from tests.schools.lessons import Lesson, lessons_of, slots_by_term
from tests.schools.marks import Cell, average, cells_of, term_mark, weighted_average
from tests.schools.spreadsheet import TWO_DIGITS, Sheet, workbook
from tests.schools.timetable import COURSES_8A, TERMS

_MONTHS = {9: "Сентябрь", 10: "Октябрь", 11: "Ноябрь", 12: "Декабрь"}
_LEGEND = (("Н", "Неуважительная"), ("О", "Опоздание"), ("Б", "Болезнь"), ("У", "Уважительная"))
_SCHOOL = f'Муниципальное бюджетное общеобразовательное учреждение "{cast.SCHOOL_NAME}"'
_SUBJECTS = tuple(dict.fromkeys(course.subject for course in COURSES_8A))
_YEAR = "Учебный год: 2026/2027"


def files() -> dict[str, bytes]:
    """Return the three workbooks by file name."""
    lessons = lessons_of(cast.GROUP_8A)
    return {
        "Отчет об успеваемости и посещаемости ученика (весь класс) 1 четверть.xlsx": _progress(lessons, 0),
        "Отчет об успеваемости и посещаемости ученика (весь класс) 2 четверть.xlsx": _progress(lessons, 1),
        "Табель успеваемости учащегося (весь класс).xlsx": _year_report(lessons),
    }


def _top(sheet: Sheet, title: str) -> None:
    sheet.put(1, 1, _SCHOOL)
    sheet.put(3, 1, title)


def _progress(lessons: tuple[Lesson, ...], term: int) -> bytes:
    sheet = Sheet("Лист1", widths={1: 45})
    _top(sheet, "Отчет об успеваемости и посещаемости ученика")
    sheet.merge((1, 1), (1, 42))
    sheet.merge((3, 1), (3, 42))
    slots = slots_by_term(lessons, term)
    row = 6
    for pupil in cast.CLASS_8A:
        row = _progress_block(sheet, row, pupil, slots, term)
    return workbook(sheet)


def _progress_block(sheet: Sheet, row: int, pupil: Pupil, slots: list[Lesson], term: int) -> int:
    _, start, end = TERMS[term]
    period = f"Период: с {start:%d.%m.%y} по {end:%d.%m.%y}"
    for offset, text in enumerate((_YEAR, f"Класс: {cast.GROUP_8A}", period, f"Ученик: {pupil.name}")):
        sheet.put(row + offset, 1, text)
    head = row + 5
    cells = cells_of(pupil, slots)
    columns = _lesson_columns(cells)
    means = max(columns.values()) + 1
    _progress_head(sheet, head, columns, means)
    line = head + 2
    for subject in _SUBJECTS:
        mine = [cell for cell in cells if cell.lesson.course.subject == subject]
        _progress_row(sheet, line, subject, mine, columns)
        final = term_mark(pupil, subject, mine) if end < cast.TODAY.date() else ""
        _progress_means(sheet, line, means, mine, final)
        line += 1
    line += 2
    for sign, words in _LEGEND:
        sheet.put(line, 1, sign)
        sheet.put(line, 2, words)
        line += 1
    return line


def _lesson_columns(cells: list[Cell]) -> dict[tuple[date, int], int]:
    """Return the column of the n-th lesson of a subject on a day: as many columns as the fullest subject needs."""
    most: Counter[date] = Counter()
    for (_, day), count in Counter((c.lesson.course.subject, c.lesson.day) for c in cells).items():
        most[day] = max(most[day], count)
    slots = [(day, slot) for day in sorted(most) for slot in range(1, most[day] + 1)]
    return {slot: column for column, slot in enumerate(slots, start=2)}


def _progress_head(sheet: Sheet, head: int, columns: dict[tuple[date, int], int], means: int) -> None:
    sheet.put(head, 1, "Предмет")
    sheet.merge((head, 1), (head + 1, 1))
    months: dict[int, list[int]] = defaultdict(list)
    for (day, _), column in columns.items():
        months[day.month].append(column)
        sheet.put(head + 1, column, day.day)
    for month, places in months.items():
        sheet.put(head, min(places), _MONTHS[month])
        sheet.merge((head, min(places)), (head, max(places)))
    for offset, words in enumerate(("Средняя оценка", "Средневзвешенный \n балл", "Итоговая оценка за период")):
        sheet.put(head, means + offset, words)
        sheet.merge((head, means + offset), (head + 1, means + offset))


def _progress_row(
    sheet: Sheet, line: int, subject: str, cells: list[Cell], columns: dict[tuple[date, int], int]
) -> None:
    sheet.put(line, 1, subject)
    seen: Counter[date] = Counter()
    for cell in sorted(cells, key=lambda c: (c.lesson.day, c.lesson.number)):
        seen[cell.lesson.day] += 1
        sheet.put(line, columns[cell.lesson.day, seen[cell.lesson.day]], _text(cell))


def _text(cell: Cell) -> str:
    """Return a cell as the journal prints it: `4/5` for one work, `5 4` for two, `О 4` with an absence, `.` for a debt."""
    # some servers put two spaces between two works
    gap = "  " if chance("gap", cell.lesson.day, cell.values) < 0.2 else " "
    works = gap.join("/".join(map(str, work)) for work in cell.works)
    return " ".join(part for part in (cell.absence, works, "." if cell.debt else "") if part)


def _number(value: Fraction | None) -> float:
    return int(value) if value is not None and value.denominator == 1 else float(value or 0) or 0


def _two_digits(value: Fraction | None) -> float:
    if value is None:
        return 0
    hundredths = int(value * 100 + Fraction(1, 2))
    return _number(Fraction(hundredths, 100))


def _progress_means(sheet: Sheet, line: int, means: int, cells: list[Cell], final: str) -> None:
    sheet.put(line, means, _number(average(cells)), TWO_DIGITS)
    sheet.put(line, means + 1, _two_digits(weighted_average(cells)), TWO_DIGITS)
    if final:
        sheet.put(line, means + 2, final)


def _year_report(lessons: tuple[Lesson, ...]) -> bytes:
    sheet = Sheet("Лист1", widths={1: 8, 2: 45})
    _top(sheet, "Табель успеваемости учащегося")
    sheet.merge((1, 1), (1, 26))
    sheet.merge((3, 1), (3, 26))
    slots = slots_by_term(lessons, 0)
    row = 6
    for pupil in cast.CLASS_8A:
        row = _year_block(sheet, row, pupil, cells_of(pupil, slots))
    return workbook(sheet)


def _year_block(sheet: Sheet, row: int, pupil: Pupil, cells: list[Cell]) -> int:
    for offset, text in enumerate((_YEAR, f"Класс: {cast.GROUP_8A}", f"Ученик: {pupil.name}")):
        sheet.put(row + offset, 1, text)
    head = row + 5
    _year_head(sheet, head)
    line = head + 4
    for number, subject in enumerate(_SUBJECTS, start=1):
        mine = [cell for cell in cells if cell.lesson.course.subject == subject]
        sheet.put(line, 1, str(number))
        sheet.put(line, 2, subject)
        for term in range(4):
            sheet.put(line, 3 + 3 * term, _two_digits(average(mine)) if term == 0 else 0, TWO_DIGITS)
            sheet.put(line, 4 + 3 * term, _two_digits(weighted_average(mine)) if term == 0 else 0, TWO_DIGITS)
        final = term_mark(pupil, subject, mine)
        if final:
            sheet.put(line, 5, final)
        line += 1
    return line + 1


def _year_head(sheet: Sheet, head: int) -> None:
    sheet.put(head, 2, "Предмет")
    sheet.merge((head, 2), (head + 2, 2))
    sheet.put(head, 3, "Учебные периоды")
    sheet.merge((head, 3), (head, 14))
    sheet.put(head + 1, 1, "№")
    sheet.put(head + 2, 1, "п/п")
    for term in range(4):
        left = 3 + 3 * term
        sheet.merge((head + 1, left), (head + 1, left + 2))
        sheet.put(head + 2, left, f"{term + 1} Четверть")
        sheet.merge((head + 2, left), (head + 2, left + 2))
        for offset, words in enumerate(("Средний балл", "Ср. взв. балл", "Итог")):
            sheet.put(head + 3, left + offset, words)
    for offset, words in enumerate(("Год. оценка", "Экз. оценка", "Гос. экз. оценка", "Итог. оценка")):
        sheet.put(head, 15 + offset, words)
        sheet.merge((head, 15 + offset), (head + 2, 15 + offset))
