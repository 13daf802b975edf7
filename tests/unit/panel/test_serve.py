"""The real server on a real socket."""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
from collections.abc import Iterator

import pytest

from generator.errors import UsageError
from generator.panel.serve import Served, open_panel
from generator.sealing.randomness import draw_bytes
from tests.unit.panel.conftest import FakeDesk

pytestmark = pytest.mark.network


@contextlib.contextmanager
def asked(panel: Served, path: str, **headers: str) -> Iterator[http.client.HTTPResponse]:
    port = int(next(iter(panel.doors.hosts)).rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.closing(connection):
        connection.request("GET", path, headers=headers)
        yield connection.getresponse()


def test_it_listens_on_loopback_lets_in_by_the_address_and_ends(fake: FakeDesk) -> None:
    told: list[str] = []
    with open_panel(fake.desk(), draw=draw_bytes, entered=told.append) as panel:
        address = panel.doors.address
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)(/open\?token=[0-9a-f]{48})", address)
        assert found
        with asked(panel, found[2]) as answer:
            cookie = answer.headers["Set-Cookie"].partition(";")[0]
            assert answer.headers["Server"] is None
        with asked(panel, f"{panel.doors.path}/", Cookie=cookie) as answer:
            assert answer.read().startswith(b"page key=")
        assert told == [panel.doors.address]
        # Another address of this machine stands for all of them.
        with pytest.raises(OSError, match=r"."), socket.create_connection(("127.0.0.2", int(found[1])), timeout=1):
            pass
    with pytest.raises(OSError, match=r"."), socket.create_connection(("127.0.0.1", int(found[1])), timeout=1):
        pass


def test_a_port_that_is_taken_is_told(fake: FakeDesk) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as other,
        pytest.raises(UsageError) as caught,
        open_panel(fake.desk(), draw=draw_bytes, port=other.getsockname()[1]),
    ):
        pass
    assert caught.value.slug == "port-taken"


def test_an_end_waits_for_the_refresh_that_runs(fake: FakeDesk) -> None:
    with open_panel(fake.desk(), draw=draw_bytes) as panel:
        panel.work.refresh()
        fake.gate.set()
    assert not panel.work.is_running
