"""How the school's own tables are written: rows, dates, and the spellings of classes and subjects in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from tests.schools import cast
from tests.schools.timetable import Course

PUPILS = {cast.GROUP_8A: cast.CLASS_8A, cast.GROUP_5B: cast.CLASS_5B}
AS_WRITTEN = {"8А": "8 А", "5Б": "5б"}
"""How the timetable's author writes the classes; the same classes all the same."""

LATIN = {"8А": "8A", "5Б": "5Б"}
"""How the list of teaching loads writes them: with a Latin A."""

ENGLISH = "Иностранный язык (английский)"
"""What the tables call the subject that Дневник.ру calls «Английский язык»; `aliases.csv` says so."""


def table(header: str, rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table as CSV with `;`; the titles of the header are separated by it as well."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(header.split(";"))
    writer.writerows(rows)
    return out.getvalue().encode()


def written(day: date | None) -> str:
    """Return a day as people write it, "" for none."""
    return f"{day:%d.%m.%Y}" if day else ""


def subject_of(course: Course) -> str:
    """Return what the tables call the subject of a course."""
    return ENGLISH if course.short == "Англ." else course.subject


def group_of(course: Course, spelling: dict[str, str]) -> str:
    """Return what a table calls the class or subgroup of a course."""
    return spelling.get(course.group, course.group)
