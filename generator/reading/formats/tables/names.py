"""Which of our own tables a file is, told by its name: `marks.csv`, `lessons_2.csv`, `отметки-8А.csv`."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

TABLE_NAMES: dict[str, tuple[str, ...]] = {
    "school": ("школа",),
    "terms": ("периоды", "четверти"),
    "holidays": ("каникулы",),
    "bells": ("звонки",),
    "events": ("события",),
    "teachers": ("учителя",),
    "subjects": ("предметы",),
    "students": ("ученики",),
    "groups": ("классы", "группы"),
    "members": ("состав",),
    "teaching": ("нагрузка",),
    "timetable": ("расписание",),
    "lessons": ("уроки",),
    "plan": ("план",),
    "homework": ("домашние_задания", "дз"),
    "works": ("работы",),
    "marks": ("отметки", "оценки"),
    "absences": ("пропуски",),
    "remarks": ("замечания",),
    "term_marks": ("итоги", "итоговые_отметки"),
    "exams": ("экзамены",),
    "deferrals": ("отсрочки",),
}
"""The tables in the order in which they are read: a name is known before it is used."""

SUFFIXES = {".csv", ".tsv", ".txt"}

_BY_NAME = {name: table for table, others in TABLE_NAMES.items() for name in (table, *others)}
_STEM = re.compile("(" + "|".join(sorted(_BY_NAME, key=len, reverse=True)) + r")(?![a-zа-яё])", re.IGNORECASE)


def table_of(path: str) -> str:
    """Return the table that a file belongs to, or "" if the name tells none.

    After the table's name anything may follow that is not a letter: `marks-8А`, `marks 2`, `marks (1)`.
    """
    file = PurePosixPath(path)
    if file.suffix.casefold() not in SUFFIXES:
        return ""
    found = _STEM.match(re.sub(r"\s+", "_", file.stem))
    return _BY_NAME[found[1].casefold()] if found else ""
