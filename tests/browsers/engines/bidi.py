"""A WebDriver BiDi client: commands over one web socket, events kept as they come."""

from __future__ import annotations

import contextlib
import json
import threading
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.browsers.engines.engine import EngineError, PageGone


class BiDi:
    """A session with a browser. `events` holds what was subscribed to, oldest first."""

    def __init__(self, address: str) -> None:
        self.events: list[dict[str, Any]] = []
        self._stack = contextlib.ExitStack()
        self._socket: ClientConnection = self._stack.enter_context(
            connect(address, max_size=None, open_timeout=20, close_timeout=1, ping_interval=None)
        )
        self._number = 0
        self._turn = threading.Lock()

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its result; EngineError with the browser's words when it fails."""
        with self._turn:
            self._number += 1
            try:
                self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
                return self._answer(method)
            except ConnectionClosed as error:
                raise EngineError(f"firefox: the connection ended during {method}") from error

    def _answer(self, method: str) -> dict[str, Any]:
        while True:
            message = json.loads(self._socket.recv())
            if message.get("type") == "event":
                self.events.append(message)
            elif message.get("id") == self._number:
                if message["type"] == "success":
                    return dict(message["result"])
                gone = message["error"] in {"no such frame", "no such realm", "unknown error"} and "discard" in str(
                    message
                )
                gone = gone or "AbortError" in str(message) or "navigat" in message.get("message", "").lower()
                kind = PageGone if gone else EngineError
                raise kind(f"firefox: {method}: {message['error']}: {message.get('message', '')}")

    def close(self) -> None:
        """Close the socket."""
        self._stack.close()
