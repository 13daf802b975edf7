"""What the radar found, as the first page of the panel tells it."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from generator.commands.inputs import Inputs, load_inputs
from generator.commands.looks import load_looks
from generator.commands.panel_radar import code_lines, deadlines, exports
from generator.commands.radar import Found, Radar
from generator.commands.registers import open_register
from generator.rendering.words import Words
from generator.reports.deadlines.values import Line, Matter, Tally
from generator.rules.deadlines import Verdict
from tests.schools.built import Built

NOW = datetime(2026, 11, 19, 18, 30)
DUE = datetime(2026, 11, 20, 23, 59)


@pytest.fixture
def inputs(built: Built) -> Inputs:
    return load_inputs(Namespace(site=built.folder, now="", format="text"))


@pytest.fixture
def words(inputs: Inputs) -> Words:
    return load_looks(inputs).main.words


def line(matter: Matter, verdict: Verdict, due: datetime, **more: object) -> Line:
    return Line(matter, verdict, "", "", "", "", date(2026, 11, 13), due, 1, **more)  # type: ignore[arg-type]  what a test says


def found(*lines: Line, **tallies: Tally) -> Found:
    return Found(NOW, {Matter(name): tally for name, tally in tallies.items()}, lines)


def test_codes_are_amber_while_they_wait_and_red_when_they_are_late(words: Words) -> None:
    late, soon = DUE - timedelta(days=4), DUE
    what = found(
        line(Matter.CODE, Verdict.AT_RISK, soon + timedelta(days=1)),
        line(Matter.CODE, Verdict.AT_RISK, soon),
        line(Matter.CODE, Verdict.BROKEN, late),
        code=Tally(met=9, open=3, at_risk=2, broken=1),
    )
    assert [level for level, _ in code_lines(words, what)] == ["error", "warning"]
    (_, red), (_, amber) = code_lines(words, what)
    assert (words.day(late.date()) in red, words.day(soon.date()) in amber) == (True, True)
    assert list(code_lines(words, found(code=Tally(met=9, open=3)))) == []
    assert list(code_lines(words, None)) == []


def test_rules_that_are_kept_say_nothing_and_others_how_often(inputs: Inputs, words: Words) -> None:
    card = deadlines(inputs, words, found(marks=Tally(met=5, at_risk=2), absences=Tally(broken=1, at_risk=3),
                                          homework=Tally(met=4), code=Tally(broken=1)))  # fmt: skip
    assert card.levels == ("warning", "error")
    assert "2" in card.lines[0]
    assert ("1" in card.lines[1], "3" in card.lines[1]) == (True, True)
    assert deadlines(inputs, words, None).lines == ()


def test_every_matter_has_its_word(inputs: Inputs, words: Words) -> None:
    everything = found(**{matter.value: Tally(broken=1) for matter in Matter})
    assert len(deadlines(inputs, words, everything).lines) == len(Matter) - 5


def test_an_old_export_is_named_with_its_last_day(inputs: Inputs, words: Words) -> None:
    stale = line(
        Matter.FRESHNESS, Verdict.BROKEN, DUE, detail="content/exports/8А/*.xlsx", done=datetime(2026, 11, 10, 8)
    )
    never = replace_line(stale, done=None)
    card = exports(inputs, words, found(stale, never))
    assert card.levels == ("warning", "warning")
    assert "8А" in card.lines[0]
    assert words.day(date(2026, 11, 10)) in card.lines[0]


def replace_line(one: Line, **more: object) -> Line:
    return one._replace(**more)  # type: ignore[arg-type]  what a test says


def test_a_look_judges_the_school_and_leaves_folder_and_register_as_they_were(
    built: Built, inputs: Inputs, tmp_path: Path
) -> None:
    with open_register(inputs) as register:
        before = register.snapshot()
    files = sorted(built.folder.rglob("*"))
    radar = Radar()
    assert not radar.is_old(NOW)
    radar.look(inputs, tmp_path / "cache")
    assert radar.found is not None
    assert radar.found.matters[Matter.CODE].total > 0
    assert (
        sorted(path for path in built.folder.rglob("*") if "-wal" not in path.name and "-shm" not in path.name) == files
    )
    with open_register(inputs) as register:
        assert register.snapshot() == before
    assert radar.is_old(radar.found.at + timedelta(hours=2))
    assert not radar.is_old(radar.found.at + timedelta(minutes=5))


def test_a_school_that_can_not_be_judged_keeps_what_was_found(own: Built, tmp_path: Path) -> None:
    radar = Radar()
    radar.look(load_inputs(Namespace(site=own.folder, now="", format="text")), tmp_path / "cache")
    known = radar.found
    for path in (own.folder / "content/exports").rglob("*.csv"):
        path.write_bytes(b"nothing that is known")
    radar.look(load_inputs(Namespace(site=own.folder, now="", format="text")), tmp_path / "cache")
    assert radar.found is known is not None


def test_a_look_is_asked_for_once_until_it_begins(inputs: Inputs, tmp_path: Path) -> None:
    radar = Radar()
    assert [radar.ask(), radar.ask()] == [True, False]
    radar.look(replace(inputs, folder=replace(inputs.folder, root=tmp_path)), tmp_path)
    assert radar.ask()
