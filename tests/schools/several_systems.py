"""An invented class told by four systems at once, out of the test exports: nobody has all of it.

OneRoster knows who is who, aSc the week, Сетевой город marks and absences (by full names), ЭлЖур homework (for one
student, whose name it writes without the patronymic).
"""

from __future__ import annotations

import shutil
from pathlib import Path

EXPORTS = Path(__file__).parents[1] / "exports"
MOTHER = "Журавлёва Ольга Петровна"

SETTINGS = """school:
  name: Школа
  id: school
  timezone: Asia/Yekaterinburg
site:
  address: http://localhost:8000
calendar:
  year_start: 2026-09-01
  year_end: 2027-05-26
journals:
  - files: [content/exports/oneroster/*]
    provides: [{oneroster}]
  - files: [content/exports/asc/*.xml]
  - files: [content/exports/netschool/*]
    provides: [{netschool}]
  - files: [content/exports/eljur/*]
    together: folder
    provides: [homework]
"""
ROSTER = "school, terms, groups, students, members, teachers, subjects"
MARKS = "marks, absences, term_marks"
FILES = {
    "oneroster": ["oneroster/sample-zip/bundle.zip"],
    "asc": ["asc/sample/timetable_8A_windows-1251.xml"],
    "netschool": ["netschool/sample-lessons/student_total_class_8A.xlsx"],
    "eljur": ["eljur/sample/getdiary.json", "eljur/sample/getrules.json"],
}


def make_school(site: Path) -> Path:
    """Make the folder."""
    for system, files in FILES.items():
        folder = site / "content/exports" / system
        folder.mkdir(parents=True)
        for file in files:
            shutil.copy(EXPORTS / file, folder)
    settings(site)
    head = "student;group;student_name;recipient;application_no;application_date;consent_date;relation"
    row = f"u-2;8А;Журавлёва Ульяна;{MOTHER};1;01.09.2026;01.09.2026;мать"
    (site / "content/families.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    return site


def settings(site: Path, *, oneroster: str = ROSTER, netschool: str = MARKS) -> None:
    """Write the settings; what each of two systems provides may differ."""
    text = SETTINGS.format(oneroster=oneroster, netschool=netschool)
    (site / "site.yaml").write_text(text, encoding="utf-8")
