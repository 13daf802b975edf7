"""`docs/how-to/first-school.md`, walked through as it stands there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

Diary = Callable[..., tuple[int, str, str]]

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/first-school.md").read_text(encoding="utf-8")
REPORT = ROOT / "tests/exports/netschool/sample-lessons/student_total_class_8A.xlsx"
BLOCKS = re.findall(r"^```(?:yaml)?\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
SETTINGS, TERMS, CHECKED, BUILT, ISSUED, _ = BLOCKS
CODE = re.compile(r"\d{4}( \d{4}){4}")


def filled(families: Path) -> bytes:
    """Return the families file of a new folder with the row of the page."""
    book = openpyxl.load_workbook(families)
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for heading, value in re.findall(
        r"^\| ([а-я ]+) \| (.+) \|$", PAGE.split("## 5.")[1].split("## 6.")[0], re.MULTILINE
    ):
        sheet.cell(2, columns[heading]).value = value
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.fixture
def school(diary: Diary, tmp_path: Path) -> Path:
    """Return a new folder after steps 1 to 3: settings and one report, and nothing else."""
    folder = tmp_path / "МояШкола"
    assert diary("new", folder)[0] == 0
    text = (folder / "site.yaml").read_text(encoding="utf-8")
    for key, value in re.findall(r"^  (\w+): (.*?)(?: +#.*)?$", SETTINGS, re.MULTILINE):
        text, found = re.subn(rf"(?m)^  {key}:.*$", f"  {key}: {value}", text, count=1)
        assert found == 1
    # The page's own year, whenever this runs.
    (folder / "site.yaml").write_text(text + "\nexample:\n  today: 2026-11-20T12:00\n", encoding="utf-8")
    (folder / "content/exports/8А").mkdir()
    shutil.copy(REPORT, folder / "content/exports/8А")
    return folder


def test_the_page_leads_from_an_empty_folder_to_a_diary_that_opens(diary: Diary, school: Path) -> None:
    def said(*arguments: object) -> str:
        code, out, err = diary("--site", school, *arguments)
        assert code == 0, err
        return out + err

    (school / "content/exports/tables").mkdir()
    # Excel saves a CSV so.
    (school / "content/exports/tables/terms.csv").write_text(TERMS, encoding="cp1251")
    families = school / "content/families.xlsx"
    families.write_bytes(filled(families))
    assert said("check") == CHECKED
    assert said("build") == BUILT
    issued = said("access", "issue")
    assert CODE.sub("", issued) == CODE.sub("", ISSUED)
    drawn = CODE.search(issued)
    assert drawn is not None
    assert (school / "output/letters/R1.html").is_file()
    page = next((school / "output/site/f").glob("*/index.html"))
    assert "Тимофей" in said("open", "--code", drawn[0], page)


def test_what_the_page_says_of_a_forgotten_step_is_what_check_says(diary: Diary, school: Path) -> None:
    code, _, err = diary("--site", school, "check")
    assert code != 0
    assert set(re.findall(r"\[([a-z-]+)\]$", err, re.MULTILINE)) == {"unknown-term", "families-empty"}
    shutil.rmtree(school / "content/exports/8А")
    code, _, err = diary("--site", school, "check")
    assert "[no-exports]" in err
