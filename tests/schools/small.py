"""A site folder of one student, for tests that need a whole school and nothing of it: reading it takes a moment."""

from __future__ import annotations

from pathlib import Path

SETTINGS = """school: {name: Вымышленная школа, id: s0, timezone: Europe/Moscow, contact: тел. 8 (000) 000-00-00}
site: {address: "https://diary.invalid"}
calendar: {year_start: 2026-09-01, year_end: 2027-05-26}
journals:
  - files: [content/exports/journal/*]
  - files: [content/exports/more/*]
    provides: [marks, lessons]
"""
MARKS = "student;group;subject;date;mark\nu1;8А;Алгебра;01.09.2026;5\nu1;8А;Алгебра;02.09.2026;4\n"
LESSONS = "group;subject;date;number\n8А;Алгебра;01.09.2026;1\n8А;Алгебра;02.09.2026;1\n"
MORE = "student;group;subject;date;mark\nu1;8А;Алгебра;02.09.2026;4\nu1;8А;Алгебра;03.09.2026;3\n"
FAMILIES = """student;recipient;relation;application_no;application_date;form;consent_date
u1;Берёзкина Инна;мать;1;2026-08-25;electronic;2026-08-25
"""


def small_site(folder: Path) -> Path:
    """Write the site folder: our own tables as the journal's export, and a second export that repeats some of it."""
    journal, more = folder / "content/exports/journal", folder / "content/exports/more"
    journal.mkdir(parents=True)
    more.mkdir()
    (folder / "site.yaml").write_text(SETTINGS, encoding="utf-8")
    (journal / "students.csv").write_text("id;name;group\nu1;Берёзкина Ая;8А\n", encoding="utf-8")
    (journal / "marks.csv").write_text(MARKS, encoding="utf-8")
    (journal / "lessons.csv").write_text(LESSONS, encoding="utf-8")
    (more / "marks.csv").write_text(MORE, encoding="utf-8")
    (more / "lessons.csv").write_text(LESSONS, encoding="utf-8")
    (more / "homework.csv").write_text("group;subject;text;due_on\n8А;Алгебра;№ 1;02.09.2026\n", encoding="utf-8")
    (folder / "content/families.csv").write_text(FAMILIES, encoding="utf-8")
    return folder
