"""Places, and how unattended logs print them."""

from __future__ import annotations

import pytest

from generator.errors import ProblemsError, ReadError
from generator.origin import Origin, without_names


@pytest.mark.parametrize(
    ("place", "masked"),
    [
        ("content/exports/Иванов Иван.xls:3:7", "content/exports/И.И.xls:3:7"),
        ("content/exports/Иванов Иван/2 четверть.xls", "content/exports/И.И/2 четверть.xls"),
        ("a.zip!8А/Берёзкина-Вымыслова Ая Ивановна.html#1:4", "a.zip!8А/Б.В.А.И.html#1:4"),
        ("a/Иванов И.И..xls", "a/И.И.И..xls"),
        ("a/Иванов_Иван_8А.json", "a/И.И_8А.json"),
        ("a/отчёт Иванов Иван за год.csv", "a/отчёт И.И за год.csv"),
        ("a/IVANOV Ivan.CSV", "a/I.I.CSV"),
        ("received: Иванов Иван.xls", "received: И.И.xls"),
    ],
)
def test_a_name_in_the_name_of_a_file_or_folder_becomes_initials(place: str, masked: str) -> None:
    assert without_names(place) == masked


@pytest.mark.parametrize(
    "place",
    [
        "content/exports/8А/Отчет об успеваемости и посещаемости ученика (весь класс) 1 четверть.xlsx#Лист1:13:AB",
        "content/exports/tables/marks.csv:41:7",
        "site.yaml",
        "README.MD",
        "content/exports/5Б/schedules_1000000000000000707.json:days[3].marks[0].value",
    ],
)
def test_other_places_stay_as_they_are(place: str) -> None:
    assert without_names(place) == place


def test_all_problems_of_an_unattended_run_are_told_without_names() -> None:
    problems = [
        ReadError("namesakes", "Ким Ли stands twice", origin=Origin("a/Ким Ли.csv", line=2), hint="Ким Ли?"),
        ReadError("bad-value", "«Ли»", origin=Origin("b.zip!Ким Ли.csv", "1", 4, "C")),
    ]
    assert ProblemsError(problems).describe_without_people() == (
        "a/К.Л.csv:2: error [namesakes]\nb.zip!К.Л.csv#1:4:C: error [bad-value]"
    )
