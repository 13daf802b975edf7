"""Wherever a student's name stands in an export, no message repeats it, and no log names the file by it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from generator.errors import DiaryError, ReadError
from generator.origin import Origin
from tests.exports.all_readers import packs_of, problems_of
from tests.exports.dump import broken_cases, good_cases
from tests.exports.planted import IN_FILE, SURNAME, planted

CASES = [case for case in (*good_cases(), *broken_cases()) if sum(f.stat().st_size for f in case.rglob("*.*")) < 60_000]


def repeats(problem: DiaryError) -> bool:
    """Say whether a problem repeats a planted name; only the log says nothing of how a file is called."""
    origin = problem.origin
    log = problem.describe_without_people().casefold()
    told = " ".join((problem.message, problem.hint, origin.sheet, str(origin.column), log)).casefold()
    return SURNAME.casefold() in told or IN_FILE.casefold() in log


def repeated(case: Path, seed: int) -> list[str]:
    """Return what the problems of a planted case repeat."""
    dice = random.Random(f"{case.name} {seed}")  # noqa: S311 (no secret)
    problems = [problem for pack in packs_of(case) for problem in problems_of(planted(pack, dice))]
    return [problem.describe() for problem in problems if repeats(problem)]


def test_a_name_anywhere_in_an_export_is_in_no_message() -> None:
    assert [(case.name, found) for case in CASES if (found := repeated(case, 0))] == []


def test_planted_names_are_seen_by_the_readers() -> None:
    dice = random.Random(1)  # noqa: S311
    found = [problem for case in CASES[::5] for pack in packs_of(case) for problem in problems_of(planted(pack, dice))]
    assert len(found) > len(CASES) / 5


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", range(100, 120))
def test_a_name_at_twenty_other_places_is_in_no_message(seed: int) -> None:
    assert [(case.name, found) for case in CASES if (found := repeated(case, seed))] == []


def test_a_name_that_a_message_repeats_is_seen() -> None:
    assert repeats(ReadError("bad-value", f"expected {SURNAME}", origin=Origin("a.csv")))
    assert repeats(ReadError("bad-value", "", origin=Origin("a.json", "", 0, f"days.{SURNAME}")))
    assert repeats(ReadError("bad-value", "", origin=Origin(f"{IN_FILE}.csv")))
    assert not repeats(ReadError("bad-value", "", origin=Origin(f"{IN_FILE} Яга.csv")))
