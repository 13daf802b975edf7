"""Papers: the example school's Friday is one command, and what is not handed over is visible on Monday."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.commands.inputs import load_inputs
from generator.commands.panel_cards import cards
from generator.commands.panel_look import Eyes
from generator.commands.registers import open_register
from generator.panel.state import Card
from tests.schools.built import Built

Diary = Callable[..., tuple[int, str, str]]
WEEK = "2026-W47"
FAMILIES = {"Теплова": "8А", "Зорина": "5Б", "Туманова": "5Б"}
"""The example's families on paper: refused, form paper, no consent."""
ABSENT = "2026-09-15"
"""A day on which the first of them missed lessons."""


@pytest.fixture
def school(built: Built, tmp_path: Path) -> Path:
    return built.copy(tmp_path / "school")


def set_clock(folder: Path, moment: str) -> None:
    settings = folder / "site.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"(?m)^  today: .*$", f"  today: {moment}", text), encoding="utf-8")


def card_of(folder: Path) -> Card:
    """Return the card of papers as the panel shows it now."""
    inputs = load_inputs(argparse.Namespace(site=folder, now=""))
    made = [make() for make in cards(inputs, Eyes(inputs).look.words, None)]
    return next(card for card in made if card.id == "card-papers")


def printed(folder: Path, week: str = WEEK) -> dict[str, str]:
    place = folder / "output/print" / week
    return {path.name: path.read_text(encoding="utf-8") for path in place.glob("*.html")}


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)))


def test_friday_is_one_command(diary: Diary, school: Path) -> None:
    code, out, err = diary("print", "--site", school, "--format", "json")
    assert code == 0, err
    result = json.loads(out)
    documents = printed(school)
    assert {"index.html", "week.html", "week-8А.html", "week-5Б.html"} <= set(documents)
    assert Path(result["folder"]) == (school / "output/print" / WEEK).resolve()
    for name, title in FAMILIES.items():
        assert name in documents[f"week-{title}.html"]
        assert name in documents["week.html"]
        assert name not in documents[f"week-{'5Б' if title == '8А' else '8А'}.html"]
    assert "Кедров" not in documents["week.html"], "a family that reads on the web gets no paper"
    assert "16–21" in text_of(documents["week-8А.html"]).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.ci
def test_papers_are_for_the_eyes_of_their_owner_only(diary: Diary, school: Path) -> None:
    diary("print", "--site", school)
    folder = school / "output/print"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*.html")} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir() if path.is_dir()} == {0o700}
    assert (folder / "PLAINTEXT-NEVER-PUBLISH.txt").is_file()


def test_no_title_of_a_class_leads_out_of_the_folder_of_papers(diary: Diary, school: Path) -> None:
    title = "/../../site"
    with (school / "content/exports/tables/students.csv").open("a", encoding="utf-8") as table:
        table.write(f"Чужаков Чужак;{title};;01.02.2012\n")
    before = {path: path.read_bytes() for path in (school / "output/site").rglob("*") if path.is_file()}
    code, out, err = diary("print", "--site", school, "--all", "--what", "week", "--class", title, "--format", "json")
    assert code == 0, err
    assert Path(json.loads(out)["folder"]) == (school / f"output/print/{WEEK}-all-week-site").resolve()
    assert "Чужаков" in printed(school, f"{WEEK}-all-week-site")["week-site.html"]
    assert before == {path: path.read_bytes() for path in (school / "output/site").rglob("*") if path.is_file()}
    assert [path.name for path in (school / "output").rglob("*site*.html")] == ["week-site.html"]


def test_printed_and_handed_over_are_two_dates(diary: Diary, school: Path) -> None:
    diary("print", "--site", school)
    _, out, _ = diary("print", "list", "--site", school, "--format", "json")
    papers = json.loads(out)["papers"]
    assert {(p["class"], p["handed_on"]) for p in papers} == {("8А", ""), ("5Б", "")}
    assert {p["made_at"][:10] for p in papers} == {"2026-11-19"}
    set_clock(school, "2026-11-21T15:30")
    code, out, err = diary("print", "handed", "5Б", "--site", school, "--format", "json", "--on", "2026-11-20")
    assert code == 0, err
    assert {record["handed_on"] for record in json.loads(out)} == {"2026-11-20"}
    _, out, _ = diary("print", "list", "--site", school, "--format", "json")
    assert {owed["class_title"] for owed in json.loads(out)["owed_weeks"]} == {"8А"}
    code, _, err = diary("print", "handed", "5Б", "--site", school)
    assert code == 2
    assert "[nothing-to-hand]" in err


@pytest.mark.ci
def test_one_family_may_come_for_its_paper_alone(diary: Diary, school: Path) -> None:
    diary("print", "--site", school)
    _, out, _ = diary("print", "list", "--site", school, "--format", "json")
    paper = next(p for p in json.loads(out)["papers"] if p["class"] == "5Б" and p["product"] == "week")
    diary("print", "handed", paper["recipient_id"], "--site", school, "--to", "бабушка")
    _, out, _ = diary("print", "list", "--site", school, "--format", "json")
    owed = {(o["student_id"], o["recipient_id"]) for o in json.loads(out)["owed_weeks"]}
    assert (paper["student_id"], paper["recipient_id"]) not in owed
    assert len(owed) == len(FAMILIES) - 1


def test_what_is_not_handed_over_is_amber_when_the_week_is_over_and_red_on_monday(diary: Diary, school: Path) -> None:
    diary("print", "--site", school, "--what", "week")
    assert card_of(school).lines == ()
    set_clock(school, "2026-11-21T15:00")
    assert card_of(school).level == "warning"
    assert "5Б" in card_of(school).lines[0]
    set_clock(school, "2026-11-23T08:00")
    assert card_of(school).level == "error"
    diary("print", "handed", "5Б", "8А", "--site", school)
    assert card_of(school).lines == ()


@pytest.mark.ci
def test_a_week_that_nobody_printed_is_told_apart(diary: Diary, school: Path) -> None:
    set_clock(school, "2026-11-23T08:00")
    assert "не напечатан" in card_of(school).lines[0]
    diary("print", "--site", school, "--week", WEEK, "--what", "week")
    assert "не напечатан" not in card_of(school).lines[0]


def test_a_week_of_holidays_is_logged_and_not_owed(diary: Diary, school: Path) -> None:
    set_clock(school, "2026-11-02T12:00")
    code, out, err = diary("print", "--site", school, "--week", "2026-W44", "--what", "week", "--format", "json")
    assert code == 0, err
    assert json.loads(out)["papers"] == 0
    assert sorted(json.loads(out)["without_lessons"]) == ["5Б", "8А"]
    _, out, _ = diary("print", "list", "--site", school, "--format", "json")
    assert "2026-W44" not in {owed["week"] for owed in json.loads(out)["owed_weeks"]}


def test_a_week_to_come_is_not_taken_for_one_without_lessons(diary: Diary, school: Path) -> None:
    code, _, err = diary("print", "--site", school, "--week", "2026-W50", "--what", "week")
    assert (code, "[week-to-come]" in err) == (2, True)
    assert not (school / "output/print/2026-W50-week").exists()
    set_clock(school, "2026-12-12T16:00")
    _, out, _ = diary("print", "list", "--site", school, "--format", "json")
    assert "2026-W50" in {owed["week"] for owed in json.loads(out)["owed_weeks"]}


def test_a_week_whose_lessons_came_with_a_later_export_is_owed(diary: Diary, school: Path) -> None:
    inputs = load_inputs(argparse.Namespace(site=school, now=""))
    with inputs.folder.locked(), open_register(inputs) as register:
        for title in ("5Б", "8А"):
            register.papers.note_no_lessons(WEEK, title, inputs.moment)
    diary("print", "--site", school, "--what", "week")
    _, out, _ = diary("print", "list", "--site", school, "--format", "json")
    assert {owed["class_title"] for owed in json.loads(out)["owed_weeks"] if owed["week"] == WEEK} == {"5Б", "8А"}


@pytest.mark.ci
def test_a_paper_is_known_by_its_check_code(diary: Diary, school: Path) -> None:
    diary("print", "--site", school)
    _, out, _ = diary("print", "list", "--site", school, "--format", "json")
    paper = json.loads(out)["papers"][0]
    shown = f"{paper['code'][:4]}\N{NON-BREAKING HYPHEN}{paper['code'][4:]}"
    assert any(shown in text for text in printed(school).values())
    code, out, _ = diary("print", "check", shown.lower(), "--site", school, "--format", "json")
    assert code == 0
    assert [record["student_id"] for record in json.loads(out)] == [paper["student_id"]]
    code, _, err = diary("print", "check", "0000-0000", "--site", school)
    assert (code, "[unknown-check-code]" in err) == (2, True)


@pytest.mark.ci
def test_the_same_contents_have_the_same_code_at_every_printing(diary: Diary, school: Path) -> None:
    codes = []
    for _ in range(2):
        diary("print", "--site", school)
        _, out, _ = diary("print", "list", "--site", school, "--format", "json")
        codes.append([(paper["number"], paper["code"]) for paper in json.loads(out)["papers"]])
    assert codes[0] == codes[1]


@pytest.mark.ci
def test_everybody_gets_a_paper_when_asked_and_the_register_keeps_only_what_is_owed(diary: Diary, school: Path) -> None:
    code, out, err = diary("print", "--site", school, "--all", "--what", "week", "--on", "strip", "--format", "json")
    assert code == 0, err
    documents = printed(school, f"{WEEK}-all-week")
    assert "Кедров" in documents["week-5Б.html"]
    assert json.loads(out)["papers"] > len(FAMILIES)
    _, out, _ = diary("print", "list", "--site", school, "--format", "json")
    assert len(json.loads(out)["papers"]) == len(FAMILIES)


@pytest.mark.ci
def test_tick_prints_the_week_when_it_is_over_and_only_once(diary: Diary, school: Path) -> None:
    def made() -> int:
        _, out, _ = diary("tick", "--site", school, "--format", "json", "--workers", "1")
        return int(json.loads(out)["papers"])

    made()
    assert WEEK not in {path.name for path in (school / "output/print").glob("*")}
    set_clock(school, "2026-11-21T16:30")
    assert made() >= len(FAMILIES)
    assert "week-8А.html" in printed(school)
    assert made() == 0


@pytest.mark.ci
def test_results_are_queued_on_the_day_they_are_there(diary: Diary, school: Path) -> None:
    _, out, _ = diary("tick", "--site", school, "--format", "json", "--workers", "1", "--force")
    assert json.loads(out)["papers"] > 0
    _, again, _ = diary("tick", "--site", school, "--format", "json", "--workers", "1", "--force")
    assert json.loads(again)["papers"] == 0, "they are printed once"
    place = school / "output/print/2026-11-19"
    assert {path.name.partition("-")[0] for path in place.glob("*-*.html")} <= {"term", "exam"}
    assert list(place.glob("term-*.html"))


def test_the_calls_of_the_day_reach_families_on_paper(diary: Diary, school: Path) -> None:
    code, out, err = diary("print", "absences", "--site", school, "--format", "json", "--day", ABSENT)
    assert code == 0, err
    result = json.loads(out)
    assert sum(result["calls"].values()) > 0
    text = text_of(Path(result["file"]).read_text(encoding="utf-8"))
    assert "Теплова" in text
    assert "Кедров" not in text, "families that read on the web see it there"
    _, out, _ = diary("print", "list", "--site", school, "--format", "json")
    assert {record["product"] for record in json.loads(out)["owed"]} == {"call"}
    diary("print", "handed", "8А", "--site", school, "--what", "call")
    _, out, _ = diary("print", "list", "--site", school, "--format", "json")
    assert json.loads(out)["owed"] == []


@pytest.mark.ci
def test_papers_never_reach_what_is_published(diary: Diary, school: Path) -> None:
    diary("print", "--site", school)
    diary("build", "--site", school)
    names = {path.name for path in (school / "output/site").rglob("*") if path.is_file()}
    assert not names & set(printed(school)) - {"index.html"}
    pages = b"".join(path.read_bytes() for path in (school / "output/site").rglob("*.html"))
    assert not [name for name in FAMILIES if name.encode() in pages]


def test_what_the_computer_refuses_is_said_in_words(diary: Diary, school: Path) -> None:
    shutil.rmtree(school / "output")
    (school / "output").write_text("a file in the way", encoding="utf-8")
    code, _, err = diary("print", "--site", school)
    assert (code, "[disk-refuses]" in err, "Sorry" in err) == (2, True, False)
