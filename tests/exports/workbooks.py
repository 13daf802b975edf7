"""Small workbooks in the layout of Сетевой город, written cell by cell; see `make_exports`."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.schools.spreadsheet import Sheet, workbook

Row = Sequence[Any]

SCHOOL = 'МБОУ "Вымышленная школа № 0"'
LESSONS_TITLE = "Отчет об успеваемости и посещаемости ученика"
TERMS_TITLE = "Табель успеваемости учащегося"
LEGEND: tuple[Row, ...] = (("Н", "Неуважительная"), ("О", "Опоздание"), ("Б", "Болезнь"), ("У", "Уважительная"))
ENDS = ("Средняя оценка", "Средневзвешенный \n балл", "Итоговая оценка за период")

DATE = 46117
"""Stands for a cell that Excel made a date of."""
FORMULA = 987654
"""Stands for a formula that was never calculated."""


def grid(rows: Sequence[Row], title: str = "Лист1") -> bytes:
    """Return a workbook of one sheet; None is no cell."""
    sheet = Sheet(title)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                sheet.put(number, column, value)
    return patched(
        workbook(sheet),
        {
            "xl/worksheets/sheet1.xml": lambda text: re.sub(
                rf'<c r="(\w+)"><v>{DATE}</v></c>', rf'<c r="\1" s="4"><v>{DATE}</v></c>', text
            ).replace(f"<v>{FORMULA}</v>", "<f>1+1</f>"),
            "xl/styles.xml": lambda text: text.replace('<cellXfs count="4">', '<cellXfs count="5">').replace(
                "</cellXfs>", '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
            ),
        },
    )


def patched(
    content: bytes, changes: Mapping[str, Callable[[str], str]], more: Mapping[str, bytes] | None = None
) -> bytes:
    """Return a zip with some members changed and some added, uncompressed, without times."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        parts[name] = change(parts[name].decode()).encode()
    return archive_of({**parts, **(more or {})})


def archive_of(parts: Mapping[str, bytes], *, compress: bool = False) -> bytes:
    """Return a zip of these members, the same bytes on every machine unless compressed."""
    out = io.BytesIO()
    kind = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (2026, 11, 19, 18, 30, 0))
            entry.create_system = 3
            archive.writestr(entry, content, compress_type=kind)
    return out.getvalue()


def lessons_block(
    student: str | None,
    days: Mapping[str, Sequence[Any]],
    subjects: Sequence[Row],
    *,
    year: str | None = "2026/2027",
    group: str | None = "8А",
    period: str | None = "с 01.09.26 по 23.10.26",
    legend: Sequence[Row] = LEGEND,
    header: str = "Предмет",
    ends: Sequence[str] = ENDS,
) -> list[Row]:
    """Return the rows of one student: labels, header of months and days, subjects, legend."""
    labels = (("Учебный год", year), ("Класс", group), ("Период", period), ("Ученик", student))
    months: list[Any] = [header]
    numbers: list[Any] = [None]
    for month, columns in days.items():
        months += [month, *[None] * (len(columns) - 1)]
        numbers += columns
    return [
        *([f"{name}: {text}"] for name, text in labels if text is not None),
        [],
        [*months, *ends],
        numbers,
        *subjects,
        [],
        [],
        *legend,
    ]


def lessons_report(*blocks: list[Row]) -> bytes:
    """Return the workbook of a report of lessons."""
    return grid([[SCHOOL], [], [LESSONS_TITLE], [], [], *(row for block in blocks for row in block)])


def terms_block(
    student: str, terms: Sequence[str], subjects: Sequence[Row], *, year: str = "2026/2027", group: str = "8А"
) -> list[Row]:
    """Return the rows of one student in the report of final marks; a subject's row begins with its number."""
    titles: list[Any] = [None, None]
    kinds: list[Any] = [None, None]
    for term in terms:
        titles += [term, None, None]
        kinds += ["Средний балл", "Ср. взв. балл", "Итог"]
    top = [None, "Предмет", "Учебные периоды", *[None] * (3 * len(terms) - 1)]
    return [
        [f"Учебный год: {year}"],
        [f"Класс: {group}"],
        [f"Ученик: {student}"],
        [],
        [],
        [*top, "Год. оценка", "Экз. оценка", "Гос. экз. оценка", "Итог. оценка"],
        ["№"],
        ["п/п", *titles[1:]],
        kinds,
        *subjects,
        [],
    ]


def terms_report(*blocks: list[Row]) -> bytes:
    """Return the workbook of a report of final marks."""
    return grid([[SCHOOL], [], [TERMS_TITLE], [], [], *(row for block in blocks for row in block)])
