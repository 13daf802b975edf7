"""One table of cases, read by the rules in Python and by the page's own script in Node."""

from __future__ import annotations

import json
import runpy
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from generator.rules.averages import WeightedMark
from generator.rules.forecast import Course, ForecastRules, forecast
from generator.rules.standing import Borders

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "tests" / "vectors"
CASES = json.loads((FOLDER / "forecast.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def in_node() -> dict[str, dict]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("BROWSER MISSING: node, which runs the page's script against the table of cases")
    command = [node, FOLDER / "run_forecast.mjs", ROOT / "templates" / "diary" / "script" / "forecast.js"]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr
    return dict(zip([case["name"] for case in CASES], json.loads(done.stdout), strict=True))


def hundredths(number: int) -> Decimal:
    return Decimal(number) / 100


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_python_says_what_the_table_expects(case: dict) -> None:
    marks = [WeightedMark(hundredths(v), None if w is None else hundredths(w)) for v, w in case["marks"]]
    rules = ForecastRules(Borders(tuple(map(tuple, case["borders"])), case["band"]), case["min"], 50, 3)
    found = forecast(marks, rules, Course(left=case["left"], weights=tuple(case["weights"])))
    if case["expect"] is None:
        assert found is None
        return
    assert found is not None
    ways = [[way.count, way.weight] for way in found.ways]
    said = {"mean": found.mean, "state": found.state, "mark": found.mark, "lower": found.lower, "ways": ways}
    assert said == case["expect"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_script_says_what_the_table_expects(case: dict, in_node: dict[str, dict]) -> None:
    found, expected = in_node[case["name"]], case["expect"]
    if expected is None:
        assert found is None
        return
    assert found["ways"] == [[False, True]] * len(expected["ways"]), "one mark fewer does not do"
    assert {**found, "ways": expected["ways"]} == expected


def test_the_table_is_what_its_maker_works_out_with_fractions() -> None:
    maker = runpy.run_path(str(FOLDER / "make_forecast.py"))
    made = [maker["expected"](name, marks, {**maker["USUAL"], **more}) for name, marks, more in maker["CASES"]]
    assert json.loads(json.dumps(made)) == CASES


def test_the_table_covers_every_state() -> None:
    states = [case["expect"] and case["expect"]["state"] for case in CASES]
    assert set(states) == {None, "nothing", "few", "disputed", "firm"}
    assert len(CASES) >= 40
