"""The browsers as fixtures; tests/conftest.py starts them and keeps the tests of one engine in one worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browsers.engines import ENGINES, CannotDo, Engine
from tests.browsers.engines.server import Served

CANNOT = "CANNOT BE SHOWN: "


@pytest.fixture(params=ENGINES)
def running_engine(request: pytest.FixtureRequest, engines: Callable[[str], Engine]) -> Engine:
    """One browser of each kind for the whole session."""
    return engines(request.param)


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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Report what an engine cannot do as such: skipped, with the reason in the summary."""
    report = yield
    if call.excinfo is not None and call.excinfo.errisinstance(CannotDo):
        report.outcome = "skipped"
        path, line, _ = item.location
        report.longrepr = (str(Path(path)), line or 0, f"{CANNOT}{call.excinfo.value} ({item.name})")
    return report
