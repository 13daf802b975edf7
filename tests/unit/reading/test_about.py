"""What the settings say of an export."""

from datetime import date

import pytest

from generator.errors import ReadError
from generator.model.entries import PersonRef
from generator.reading.about import About, about
from generator.reading.mapping.mapping import NO_MAPPING
from generator.settings.sections import JournalSection

YEAR = (date(2026, 9, 1), date(2027, 5, 26))


def told(name: str, path: str = "", together: str = "file", **more: str) -> About | ReadError:
    journal = JournalSection(files=(), reader="", provides=(), path=path, together=together, **more)
    return about(name, journal, YEAR, NO_MAPPING)


@pytest.mark.parametrize(
    ("path", "name", "together", "group", "student"),
    [
        ("x/{group}/{student}", "x/8А/386/marks.json", "file", "8А", PersonRef("386")),
        ("x/{group}/{student}", "x/8А/Ким Ли/a/b.json", "file", "8А", PersonRef("", "Ким Ли")),
        ("x/{group}/{student}", "x/8А/386", "folder", "8А", PersonRef("386")),
        ("x/{group}.xlsx", "x/8 А.xlsx", "file", "8 А", PersonRef()),
        ("x\\{group}_*\\", "x/8А_алгебра/t.csv", "file", "8А", PersonRef()),
        ("x/*/{group}-{group}.csv", "x/y/8А-8А.csv", "file", "8А", PersonRef()),
        ("X/{group}", "x/8А/t.csv", "file", "8А", PersonRef()),
    ],
)
def test_folders_and_names_tell_whom_an_export_is_about(
    path: str, name: str, together: str, group: str, student: PersonRef
) -> None:
    found = told(name, path, together)
    assert isinstance(found, About)
    assert (found.group, found.student) == (group, student)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("x/{group}", "x/8А.xlsx"),
        ("x/{group}", "x/8А"),
        ("x/{group}/{student}", "x/8А/marks.json"),
        ("x/{group}", "y/8А/t.csv"),
        ("x/{group}-{group}.csv", "x/8А-8Б.csv"),
    ],
)
def test_a_file_that_lies_elsewhere_gives_its_name_to_nobody(path: str, name: str) -> None:
    found = told(name, path)
    assert isinstance(found, ReadError)
    assert (found.slug, found.origin.file) == ("path-does-not-fit", name)
    assert path in found.hint


def test_what_the_path_says_goes_before_what_the_item_says() -> None:
    found = told("x/8А/t.csv", "x/{group}", group="9Б", term="1 четверть")
    assert isinstance(found, About)
    assert (found.group, found.term, found.first_calendar_year) == ("8А", "1 четверть", 2026)
