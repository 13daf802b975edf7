from argparse import Namespace
from pathlib import Path

import pytest

from generator.commands.new import own_settings, run
from generator.errors import UsageError
from generator.reading.family.families import read_families
from generator.settings.load import load_settings

ROOT = Path(__file__).parents[3]


def test_a_new_folder_has_settings_that_load_and_nothing_of_the_example() -> None:
    text = own_settings((ROOT / "site.yaml").read_text(encoding="utf-8"))
    settings = load_settings(text)
    assert settings.example.today is None
    assert (settings.site.address, settings.official.journal, settings.school.contact) == ("", "", "")
    assert {settings.paper.regulation, *(profile.regulation for profile in settings.rules)} == {""}
    assert (settings.site.own_origin, settings.marks.min_marks_often) == (False, 5)
    assert [journal.files for journal in settings.journals] == [("content/exports/**/*",)]
    assert "8А" not in text


def test_a_new_folder_has_an_empty_families_file_with_its_headings(tmp_path: Path) -> None:
    assert run(Namespace(folder=tmp_path / "school", example=False)) == 0
    rows, problems = read_families("families.xlsx", (tmp_path / "school/content/families.xlsx").read_bytes())
    assert rows == ()
    assert [problem.slug for problem in problems] == ["families-empty"]
    assert (tmp_path / "school/content/exports").is_dir()
    assert "private/" in (tmp_path / "school/.gitignore").read_text(encoding="utf-8")


def test_a_folder_that_holds_something_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError):
        run(Namespace(folder=tmp_path, example=True))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
