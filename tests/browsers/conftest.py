"""The browsers as fixtures. One worker holds all tests of one engine, so each browser starts once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browsers.engines import ENGINES, BrowserMissing, CannotDo, Engine
from tests.browsers.engines.server import Served

MISSING = "BROWSER MISSING: "
CANNOT = "CANNOT BE SHOWN: "


@pytest.fixture(scope="session", params=ENGINES)
def running_engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """One browser of each kind for the whole session; a missing one is a loud skip, and in CI a failure."""
    try:
        engine = ENGINES[request.param]()
    except BrowserMissing as missing:
        reason = f"{MISSING}{request.param} ({missing})"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    yield engine
    engine.close()


@pytest.fixture
def engine(running_engine: Engine) -> Engine:
    """The browser on an empty page, light, 1280 x 800, with scripts; each served folder is an origin of its own."""
    running_engine.reset()
    return running_engine


@pytest.fixture
def serve() -> Iterator[Callable[[Path], Served]]:
    """Serve folders on loopback: `serve(folder).url` is a secure context, `.insecure_url` is none."""
    servers: list[Served] = []

    def start(folder: Path) -> Served:
        servers.append(Served(folder))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, and keep the tests of one engine together."""
    for item in items:
        parameters = getattr(getattr(item, "callspec", None), "params", {})
        if "running_engine" in parameters:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(name=parameters["running_engine"]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Report what an engine cannot do as such: skipped, with the reason in the summary."""
    report = yield
    if call.excinfo is not None and call.excinfo.errisinstance(CannotDo):
        report.outcome = "skipped"
        path, line, _ = item.location
        report.longrepr = (str(Path(path)), line or 0, f"{CANNOT}{call.excinfo.value} ({item.name})")
    return report
