"""What holds for all tests: how many examples hypothesis tries, and the loud end about what was not tested."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.schools.built import Built, build_with_codes, copy_example

LOUD = {"BROWSER MISSING: ": "!!! NOT TESTED, browser missing: ", "CANNOT BE SHOWN: ": "--- cannot be shown in "}

# Deadlines measure the machine, not the program; on a busy one they only disturb.
settings.register_profile("quick", max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", parent=settings.get_profile("quick"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_configure(config: pytest.Config) -> None:
    """Try many more examples in the long tier."""
    if config.getoption("markexpr") == "long":
        settings.load_profile("long")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name in red what was skipped because a browser is missing or cannot do it; read from the workers' reports."""
    for words in sorted({_loud(report) for report in terminalreporter.stats.get("skipped", [])} - {""}):
        terminalreporter.write_line(words, red=True, bold=words.startswith("!"))


def _loud(report: pytest.TestReport) -> str:
    reason = str(report.longrepr[-1]).removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else ""
    return next((line + reason.removeprefix(start) for start, line in LOUD.items() if reason.startswith(start)), "")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the example school, built and with codes. A test that changes something takes `own` instead."""
    return build_with_codes(copy_example(tmp_path_factory.mktemp("example") / "school"))


@pytest.fixture
def own(built: Built, tmp_path: Path) -> Built:
    """Return a copy of the built school that a test may change."""
    folder = tmp_path / "school"
    shutil.copytree(built.folder, folder, symlinks=True)
    return Built(folder, built.codes)
