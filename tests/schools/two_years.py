"""An invented school over the turn of a school year: two years of exports, small enough to be written out.

In 2026/27: 5Б, 4А and 11А have ids, 5В comes by name only. In 2027/28: who had an id is one class higher, both of 11А
have left, 11А has a newcomer, and the new 5В has a namesake of the boy who was in 5В and is in 6В now.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from generator.commands.inputs import Inputs, load_inputs

MOTHER = "Ивина Анна Петровна"
OF_LEAVER_WITH_DAY = "Дубова Вера Ильинична"
OF_LEAVER = "Ёжикова Инна Львовна"
FATHER_BY_NAME = "Уткин Иван Саввич"
NEWCOMERS = "Новикова Майя Юрьевна"

SETTINGS = """school:
  name: Школа
  id: school
  timezone: Asia/Yekaterinburg
site:
  address: http://localhost:8000
calendar:
  year_start: {start}
  year_end: {end}
journals:
  - files: [content/exports/**/*]
"""

BORN = {"103": "10.06.2009", "104": "10.07.2009"}

FIRST = [
    ("101", "Ивин Пётр Ильич", "5Б"),
    ("102", "Ивина Лада Ильинична", "4А"),
    ("103", "Дубов Олег Ильич", "11А"),
    ("104", "Ёжикова Нина Львовна", "11А"),
    ("", "Уткин Лев Иванович", "5В"),
]
SECOND = [
    ("101", "Ивин Пётр Ильич", "6Б"),
    ("102", "Ивина Лада Ильинична", "5А"),
    ("201", "Новиков Ян Юрьевич", "11А"),
    ("", "Уткин Лев Иванович", "6В"),
    ("", "Уткин Лев Иванович", "5В"),
]
ROWS = [
    ("101", "5Б", "Ивин Пётр", MOTHER, "01.09.2026", "", "79000000001"),
    ("102", "4А", "Ивина Лада", MOTHER, "01.09.2026", "", "79000000001"),
    ("", "11А", "Дубов Олег", OF_LEAVER_WITH_DAY, "01.09.2026", "15.10.2027", ""),
    ("104", "11А", "Ёжикова Нина", OF_LEAVER, "01.09.2026", "", ""),
    ("", "5В", "Уткин Лев", FATHER_BY_NAME, "01.09.2026", "", ""),
]
OF_NEWCOMER = ("201", "11А", "Новиков Ян", NEWCOMERS, "01.09.2027", "", "")
PROMOTED_BY_NAME = ("", "6В", "Уткин Лев", FATHER_BY_NAME, "01.09.2026", "", "")


def first_year(site: Path) -> Path:
    """Make the folder as it is at the end of 2026/27."""
    (site / "content").mkdir(parents=True)
    families(site, ROWS)
    settings(site, 2026)
    exports(site, FIRST, 2026)
    letters = site / "content/recommendations"
    letters.mkdir()
    text = "---\nstudent: 101\nauthor: Галкина Ия Львовна\ndate: 2026-09-10\ntitle: Дроби\n---\nПовторить дроби.\n"
    (letters / "101.md").write_text(text, encoding="utf-8")
    return site


def settings(site: Path, year: int) -> None:
    """Write the settings of the school year that begins in `year`."""
    text = SETTINGS.format(start=f"{year}-09-01", end=f"{year + 1}-05-26")
    (site / "site.yaml").write_text(text, encoding="utf-8")


def families(site: Path, rows: Iterable[tuple[str, ...]]) -> None:
    """Write the families file; every row has an application and a consent of its day."""
    head = "student;group;student_name;recipient;application_no;application_date;consent_date;valid_to;phone;relation"
    lines = [f"{s};{g};{n};{r};1;{day};{day};{to};{phone};мать" for s, g, n, r, day, to, phone in rows]
    (site / "content/families.csv").write_text("\n".join([head, *lines, ""]), encoding="utf-8")


def aliases(site: Path, *rows: tuple[str, ...]) -> None:
    """Write content/aliases.csv."""
    lines = ["kind;source;source_id_or_name;group;is", *(";".join(row) for row in rows), ""]
    (site / "content/aliases.csv").write_text("\n".join(lines), encoding="utf-8")


def exports(site: Path, students: list[tuple[str, str, str]], year: int) -> None:
    """Write the tables of a school year: one subject, two terms, their marks and that of the year."""
    folder = site / "content/exports"
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "terms": ["id;kind;ordinal;title;start;end", f"1;half_year;1;1 полугодие;01.09.{year};30.12.{year}",
                  f"2;half_year;2;2 полугодие;11.01.{year + 1};26.05.{year + 1}"],
        "students": ["id;name;group;birth_date", *(";".join((*one, BORN.get(one[0], ""))) for one in students)],
        "lessons": ["group;subject;date;number;status",
                    *(f"{group};Математика;26.05.{year + 1};1;held" for group in sorted({s[2] for s in students}))],
        "term_marks": ["student;student_name;group;subject;scope;term;mark;entered_at"],
    }  # fmt: skip
    for id_, name, group in students:
        for scope, term, mark in (("term", "1", 4), ("term", "2", 5), ("year", "", 5)):
            line = f"{id_};{name};{group};Математика;{scope};{term};{mark};26.05.{year + 1} 12:00"
            tables["term_marks"].append(line)
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")


def at(site: Path, now: str) -> Inputs:
    """Return the inputs as a command would gather them at this time."""
    return load_inputs(Namespace(site=site, now=now, format="text"))
