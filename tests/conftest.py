"""What holds for all tests: how many examples hypothesis tries, and the loud end about what was not tested."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.schools import cast
from tests.schools.built import Built, copy_example, quick_keys, shared_school

if TYPE_CHECKING:  # loading the drivers takes a narrow run longer than its tests
    from playwright.sync_api import Page
    from xdist.remote import Producer
    from xdist.scheduler import Scheduling

    from tests.browsers.engines import Engine
    from tests.browsers.engines.chromium import Chromium

IN_EVERY_ENGINE = {
    "test_the_front_page_and_a_code_are_enough",
    "test_pages_open_from_a_disk",
    "test_plain_http_is_explained_and_not_called_a_wrong_code",
}

LONG = re.compile(
    r"test_counter\.py::.*\[(firefox|webkit)|test_reports\.py::.*\[webkit|test_reports\.py::(?!test_b5_6).*\[firefox"
    r"|test_reports\.py::.*\[firefox-size[123]|test_(destruction|personal)\.py::.*\[firefox"
    r"|test_strips_and_lists\.py::.*\[firefox.*binder|test_years\.py::.*\[(\w+)-before\]"
)
"""What another engine or a twin shows in CI already, and would take minutes there."""

LOUD = {
    "BROWSER MISSING: ": "!!! NOT TESTED, browser missing: ",
    "PROGRAM MISSING: ": "!!! NOT TESTED, program missing: ",
    "CANNOT BE SHOWN: ": "--- cannot be shown in ",
}

# Deadlines measure the machine, not the program; on a busy one they only disturb.
settings.register_profile("quick", max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", parent=settings.get_profile("quick"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_configure(config: pytest.Config) -> None:
    """Try many more examples in the long tier."""
    if is_long(config):
        settings.load_profile("long")


def is_long(config: pytest.Config) -> bool:
    """Tell whether this is the long tier."""
    return str(config.getoption("markexpr")).startswith("long")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name in red what was skipped because a browser or program is missing or cannot do it; read from the workers' reports."""
    for words in sorted({_loud(report) for report in terminalreporter.stats.get("skipped", [])} - {""}):
        terminalreporter.write_line(words, red=True, bold=words.startswith("!"))


def _loud(report: pytest.TestReport) -> str:
    reason = str(report.longrepr[-1]).removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else ""
    return next((line + reason.removeprefix(start) for start, line in LOUD.items() if reason.startswith(start)), "")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    """Share out by browser and file, in the order of the collection."""
    from tests.sharing_out import ByBrowserAndFile

    config.option.loadscopereorder = False
    return ByBrowserAndFile(config, log)


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what needs a browser; laws belong to the long tier as well, with many more examples.

    What Chromium has shown in the quick tier, the other engines show in CI; the first ways into a page everywhere.
    """
    for item in items:
        name, _, parameters = item.name.partition("[")
        other = re.search(r"test_(pages|panel|questions)\.py", item.nodeid) and re.match(
            r"(firefox|webkit)[]-]", parameters
        )
        if other and name not in IN_EVERY_ENGINE:
            item.add_marker(pytest.mark.ci)
        if LONG.search(item.nodeid):
            item.add_marker(pytest.mark.long)
        if is_long(config) and hasattr(getattr(item, "obj", None), "hypothesis"):
            item.add_marker(pytest.mark.long)
            item.add_marker(pytest.mark.timeout(900))
        if "engines" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def engines() -> Iterator[Callable[[str], Engine]]:
    """Return a function that gives the browser of a name, started at the first call and ended with the session.

    A missing browser is a loud skip, and in CI a failure.
    """
    from tests.browsers.engines import ENGINES, BrowserMissing

    running: dict[str, Engine] = {}

    def engine(name: str) -> Engine:
        try:
            return running.get(name) or running.setdefault(name, ENGINES[name]())
        except BrowserMissing as missing:
            reason = f"BROWSER MISSING: {name} ({missing})"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)

    yield engine
    for one in running.values():
        one.close()


@pytest.fixture(params=["chromium"])  # stands in the test's name, so it goes where that browser runs
def chromium(engines: Callable[[str], Chromium]) -> Callable[[], Page]:
    """Return a function that gives Playwright's `Page` in the running Chromium: one and the same, emptied each time.

    Playwright is started once in a process: `sync_playwright()` beside it fails.
    """
    return engines("chromium").tab


@pytest.fixture(scope="module")
def quick_codes() -> Iterator[None]:
    """Derive keys in one round; the real derivation is for tests that are about it."""
    with quick_keys():
        yield


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the example school, built and with codes; the first one, of the mother of two, can be typed.

    It is made once for all workers. A test that changes something takes `own` instead.
    """
    base = tmp_path_factory.getbasetemp()
    return shared_school(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base, cast.MOTHER_OF_TWO)


@pytest.fixture
def own(built: Built, tmp_path: Path) -> Built:
    """Return a copy of the built school that a test may change."""
    folder = tmp_path / "school"
    shutil.copytree(built.folder, folder, symlinks=True)
    return Built(folder, built.codes)


@pytest.fixture
def fresh(built: Built, tmp_path: Path) -> Path:
    """Return the folder of the example school before its first build, except that its exports were read before."""
    folder = copy_example(tmp_path / "school")
    shutil.copytree(built.folder / "private" / "cache", folder / "private" / "cache")
    return folder
