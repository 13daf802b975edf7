"""Exports that are read once, and what makes them be read again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.reading import cached
from generator.reading.about import About
from generator.reading.cached import ReadContext, ReadTask, find_read, read_export
from generator.reading.exports import FoundExport
from generator.reading.spool import Spooled, load_part
from tests.exports.workbooks import lessons_block, lessons_report

NAME = "content/exports/8А.xlsx"
REPORT = lessons_report(lessons_block("Берёзкина Ая", {"Сентябрь": [1, 7]}, [["Алгебра", "5", "Н", 5, 0, "5"]]))


@pytest.fixture
def context(tmp_path: Path) -> ReadContext:
    path = tmp_path / "site" / NAME
    path.parent.mkdir(parents=True)
    path.write_bytes(REPORT)
    return ReadContext(tmp_path / "site", tmp_path / "cache", "program")


@pytest.fixture
def task(context: ReadContext) -> ReadTask:
    return ReadTask(FoundExport(NAME, (context.site / NAME,)), "", ())


@pytest.fixture
def spooled(context: ReadContext, task: ReadTask) -> Spooled:
    found = read_export(context, task)
    assert isinstance(found, Spooled)
    return found


def test_what_was_read_is_found_again_with_everything_that_was_said_of_it(
    context: ReadContext, task: ReadTask, spooled: Spooled
) -> None:
    assert find_read(context, task) == spooled
    assert spooled.days == (date(2026, 9, 1), date(2026, 9, 7))
    assert (spooled.counts["marks"], spooled.counts["absences"]) == (1, 1)


def test_unchanged_files_are_neither_opened_nor_recognised(
    context: ReadContext, task: ReadTask, spooled: Spooled, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("open_export", "reader_for"):
        monkeypatch.setattr(cached, name, lambda *_: pytest.fail("an unchanged export was looked into"))
    assert find_read(context, task) == spooled


def others(context: ReadContext, task: ReadTask) -> Iterator[tuple[ReadContext, ReadTask]]:
    yield replace(context, program="another"), task
    yield context, replace(task, reader="netschool")
    yield context, replace(task, provides=("marks",))
    yield context, replace(task, about=About(group="8А"))
    path = context.site / NAME
    copy = path.with_name("9А.xlsx")
    copy.write_bytes(REPORT)
    yield context, replace(task, found=FoundExport("content/exports/9А.xlsx", (copy,)))
    path.write_bytes(REPORT + b" ")
    yield context, task
    path.unlink()
    yield context, task


@pytest.mark.usefixtures("spooled")
def test_another_program_setting_name_or_byte_is_read_again(context: ReadContext, task: ReadTask) -> None:
    assert [find_read(*other) for other in others(context, task)] == [None] * 7


@pytest.mark.usefixtures("spooled")
def test_what_was_kept_elsewhere_is_copied_so_that_it_can_go_at_any_time(
    context: ReadContext, task: ReadTask, tmp_path: Path
) -> None:
    aside = replace(context, cache=tmp_path / "other", kept=context.cache)
    found = find_read(aside, task)
    assert found is not None
    assert found.folder.parent == tmp_path / "other"
    shutil.rmtree(context.cache)
    assert find_read(aside, task) == found


def damages(folder: Path) -> dict[str, bytes]:
    """Return damaged contents of each file of a spool; b"" stands for a file that is gone."""
    index, part = (folder / "index.json").read_bytes(), (folder / "0.pickle").read_bytes()
    return {
        "index.json": index[: len(index) // 2],
        "index.json ": b"[]",
        "index.json  ": index.replace(b'"groups"', b'"clubs"'),
        "index.json   ": b"",
        "0.pickle": part[: len(part) // 2],
        "0.pickle ": part[:-9] + bytes([part[-9] ^ 1]) + part[-8:],
        "0.pickle  ": b"",
        "directory.pickle": b"",
        "1.pickle": part,
    }


@pytest.mark.parametrize("place", range(9))
def test_a_damaged_or_half_written_folder_is_read_again(
    context: ReadContext, task: ReadTask, spooled: Spooled, place: int
) -> None:
    name, content = list(damages(spooled.folder).items())[place]
    path = spooled.folder / name.strip()
    if content:
        path.write_bytes(content)
    else:
        path.unlink()
    assert find_read(context, task) is None
    assert read_export(context, task) == spooled
    assert sum(1 for part in spooled.parts for _ in load_part(part)) == 5
