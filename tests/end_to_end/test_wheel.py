"""The wheel alone, in an empty folder: templates, words and the example school are inside it.

Long, for `.ci/run` does the same with every change, with an installed wheel.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.long
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=100)
    return next(folder.glob("family_diary-*-py3-none-any.whl"))


def diary(packages: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program from the unpacked wheel; -P and -E keep the checkout out of sight."""
    start = f"import sys; sys.path.insert(0, {str(packages)!r}); from generator.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-P", "-c", start, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )


def test_the_wheel_holds_templates_words_licence_and_the_example_and_nothing_of_the_tests(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    for start in (
        "templates/words/ru.yaml",
        "templates/words/en.yaml",
        "example/site.yaml",
        "example/content/exports/",
    ):
        assert [name for name in names if name.startswith(f"generator/{start}")], start
    assert [name for name in names if name.endswith("LICENSE")]
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"generator"}


def test_the_wheel_makes_a_school_in_an_empty_folder_and_builds_it(wheel: Path, tmp_path: Path):
    packages = tmp_path / "packages"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    empty = tmp_path / "empty"
    empty.mkdir()
    made = diary(packages, empty, "new", "school", "--example")
    assert made.returncode == 0, made.stderr
    built = diary(packages, empty / "school", "build")
    assert built.returncode == 0, built.stderr
    assert (empty / "school" / "output" / "site" / "index.html").stat().st_size > 1000


def test_the_program_starts_from_the_wheel_only(wheel: Path, tmp_path: Path):
    packages = tmp_path / "packages"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    where = subprocess.run(
        [
            sys.executable,
            "-P",
            "-c",
            f"import sys; sys.path.insert(0, {str(packages)!r}); import generator; print(generator.__file__)",
        ],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(packages)
