"""The golden texts: what rendering makes of the invented diary, one tag of structure per line.

`python tests/golden/rendering/golden.py` writes them anew; read the difference before you commit it.
"""

# ruff: noqa: E402 (the path comes before the imports)
from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[2]
sys.path[:0] = [str(ROOT), str(FOLDER)]

from invented import AS_OF, small_diary
from preview import family, letter, look

from generator.diaries.calendar import NO_CALENDAR
from generator.diaries.diary import Diary, Finals, TermMarks
from generator.rendering.diary import DiaryRenderer
from generator.rendering.family import render_family
from generator.rendering.letter import render_letter

_STRUCTURE = re.compile(
    r"(?=<(?:section|main|header|nav|footer|article|table|tbody|thead|tr|td|th|ul|li|dl|div|h\d|p|details|summary)\b)"
)


def without_data() -> Diary:
    """A diary for which the journal gives nothing but the calendar."""
    parts = frozenset({"lessons", "homework", "works", "marks", "absences", "term_marks", "teachers"})
    diary = small_diary()
    weeks = tuple(replace(week, days=tuple(replace(day, rows=()) for day in week.days)) for week in diary.weeks)
    marks = tuple(TermMarks(term, ()) for term in diary.terms)
    return replace(
        diary, weeks=weeks, marks=marks, finals=Finals((), ()), absences=(), teachers=(), bells=(), missing=parts,
        calendar=NO_CALENDAR,
    )  # fmt: skip


def texts() -> dict[str, str]:
    """Return the golden texts by file name."""
    example = look("ru", AS_OF)
    made = {
        "diary.html": DiaryRenderer(look()).render(small_diary()),
        "diary-english.html": DiaryRenderer(look("en")).render(small_diary()),
        "diary-without-data.html": DiaryRenderer(example).render(without_data()),
        "family.html": render_family(look(), family()),
        "letter.html": render_letter(look().environment(), look().words, letter()),
    }
    return {name: _STRUCTURE.sub("\n", html).strip() + "\n" for name, html in made.items()}


if __name__ == "__main__":
    for file, text in texts().items():
        (FOLDER / file).write_text(text, encoding="utf-8", newline="\n")
