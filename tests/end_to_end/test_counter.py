"""The counter behind the real server: raw requests that no browser would make."""

from __future__ import annotations

import http.client
import socket
from argparse import Namespace
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from generator.commands.panel import open_desk
from generator.panel.counter import LARGEST_FORM
from generator.panel.serve import Served, open_panel
from generator.sealing.randomness import draw_bytes
from tests.schools.built import Built

pytestmark = pytest.mark.network


@pytest.fixture
def panel(own: Built) -> Iterator[Served]:
    options = Namespace(site=own.folder, now="", format="text")
    with open_desk(options) as wiring, open_panel(wiring.desk, draw=draw_bytes) as served:
        yield served


class Caller:
    """Somebody who has come in and writes requests by hand."""

    def __init__(self, panel: Served) -> None:
        address = urlsplit(panel.doors.address)
        self.port = address.port or 0
        self.doors = panel.doors
        answer = self.ask("GET", f"/open?{address.query}", inside=False)
        self.cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]

    def ask(
        self, method: str, path: str, body: bytes | None = None, *, inside: bool = True, **headers: str
    ) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = {"Host": f"127.0.0.1:{self.port}", **({"Cookie": self.cookie} if inside else {}), **headers}
        connection.request(method, (self.doors.path if inside else "") + path, body, sent)
        answer = connection.getresponse()
        self.said = answer.read()
        connection.close()
        return answer

    @property
    def may_change(self) -> dict[str, str]:
        return {"Origin": f"http://127.0.0.1:{self.port}", "X-Panel-Key": self.doors.key}


@pytest.mark.ci
@pytest.mark.parametrize(
    "path",
    [
        "print/../letters/R1.html", "print/%2e%2e/letters/R1.html", "print/..%2fletters%2fR1.html",
        "print/..%5cletters%5cR1.html", "print/%252e%252e/letters/R1.html", "../letters/R1.html", "letters/R1.html",
        "print//etc/passwd", "%2fetc/passwd", "print/../../private/register.sqlite", "staff/../site/index.html",
        "print/%00.html", "print/./././../letters/R1.html", "print/" + "a/" * 2000 + "x.html",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_papers(panel: Served, own: Built, path: str) -> None:
    assert (own.folder / "output/letters/R1.html").is_file()
    caller = Caller(panel)
    assert caller.ask("GET", f"/papers/{path}").status in {400, 404, 414, 431}
    assert (own.folder / "output/letters/R1.html").read_bytes() not in caller.said


@pytest.mark.ci
def test_a_paper_is_read_and_never_kept(panel: Served, own: Built) -> None:
    place = own.folder / "output/print/2026-W47/index.html"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("<p>выписка", encoding="utf-8")
    caller = Caller(panel)
    answer = caller.ask("GET", "/papers/print/2026-W47/index.html")
    assert (answer.status, caller.said.decode()) == (200, "<p>выписка")
    assert answer.getheader("Cache-Control") == "no-store"
    assert "script-src" not in (answer.getheader("Content-Security-Policy") or "")
    assert caller.ask("GET", f"{caller.doors.path}/papers/print/2026-W47/index.html", inside=False).status == 403


@pytest.mark.ci
def test_a_form_that_is_too_large_or_of_unknown_length_is_not_read(panel: Served) -> None:
    caller = Caller(panel)
    assert caller.ask("POST", "/desk/hand", b"a" * (LARGEST_FORM + 1), **caller.may_change).status == 413
    head = (
        f"POST {caller.doors.path}/desk/hand HTTP/1.1\r\nHost: 127.0.0.1:{caller.port}\r\nCookie: {caller.cookie}\r\n"
        + "".join(f"{name}: {value}\r\n" for name, value in caller.may_change.items())
        + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    )
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    with socket.create_connection(("127.0.0.1", caller.port), timeout=20) as raw:
        raw.sendall(head.encode() + chunk * 5 + b"0\r\n\r\n")
        assert raw.makefile("rb").readline().split()[1] == b"413"


@pytest.mark.ci
@pytest.mark.parametrize("left_out", ["Origin", "X-Panel-Key", "Cookie"])
def test_a_form_without_one_of_its_proofs_is_refused(panel: Served, own: Built, left_out: str) -> None:
    caller = Caller(panel)
    headers = {name: value for name, value in caller.may_change.items() if name != left_out}
    if left_out == "Cookie":
        headers["Cookie"] = "diary-panel=0"
    body = b"act=letters&letters=R1"
    assert caller.ask("POST", "/desk/hand", body, **headers).status == 403
    assert (own.folder / "output/letters/R1.html").is_file()
    assert caller.ask("POST", "/desk/hand", body, **caller.may_change).status == 200
    assert not (own.folder / "output/letters/R1.html").exists()
