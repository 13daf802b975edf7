"""A gateway of SMSC's shape on loopback: the last two digits of a number decide («…07»: error 7, «…99»: no answer)."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

USER, PASSWORD = "school", "верный пароль"
PRICE = "2.40"


@dataclass
class SmsServer:
    """What was asked: the forms of all requests, and of those the ones that sent something."""

    port: int = 0
    requests: list[dict[str, str]] = field(default_factory=list)
    sent: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    error: int = 0
    status: int = 200

    @property
    def address(self) -> str:
        """Return where it listens."""
        return f"http://127.0.0.1:{self.port}/sys/send.php"

    def answer(self, form: dict[str, str]) -> dict[str, object] | None:
        """Return the gateway's answer, None to say nothing and hang up."""
        self.requests.append(form)
        if (form["login"], form["psw"]) != (USER, PASSWORD):
            return {"error": "authorise error", "error_code": 2}
        numbers = form["phones"].split(",")
        if form.get("cost") == "1":
            return {"cost": str(len(numbers) * float(PRICE)), "cnt": len(numbers)}
        last = numbers[0][-2:]
        error = self.error or (int(last) if last in {"03", "07", "08", "09"} else 0)
        if error:
            return {"error": f"no, {numbers[0]}", "error_code": error}
        self.sent.append(form)
        return None if last == "99" else {"id": len(self.sent), "cnt": 1}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    shared: SmsServer

    def do_POST(self) -> None:
        self.shared.paths.append(self.path)
        body = self.rfile.read(int(self.headers["content-length"])).decode("ascii")
        found = self.shared.answer({key: values[0] for key, values in parse_qs(body, encoding="utf-8").items()})
        if found is None:
            self.close_connection = True
            return
        content = json.dumps(found).encode()
        self.send_response(self.shared.status)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Keep still."""


@contextmanager
def serving() -> Iterator[SmsServer]:
    """Run a gateway."""
    found = SmsServer()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"shared": found}))
    server.daemon_threads = True
    found.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
