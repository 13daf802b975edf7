"""Who may come in. The attackers are a web page open in the same browser and another user of the same machine.

* The address of the first visit holds a token that works once; it is exchanged for a cookie (HttpOnly and
  SameSite=Strict).
* Cookies are shared by all ports of a host, so a program of another user on another port could be sent ours. Therefore
  the page lives below a path that nobody can guess, and the cookie is bound to this path (RFC 6265 §5.1.4).
* A foreign name in `Host` is DNS rebinding and is refused, as is a foreign `Origin` or `Sec-Fetch-Site`.
* What changes something needs a key as well that stands in the page only, in a header that no form can send.
"""

from __future__ import annotations

import hmac
import threading
from collections.abc import Callable
from typing import Protocol

COOKIE = "diary-panel"
KEY_HEADER = "X-Panel-Key"
_BYTES = 24

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
        " form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""What every answer carries. Nothing allows another origin anything."""

DOCUMENT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;"
    " form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a paper may do: it brings its styles, its type and its drawings along, and has no script."""


class Headers(Protocol):
    """The headers of a request; names are found whatever their capitals."""

    def get(self, name: str, default: str, /) -> str:
        """Return a header, or the default."""
        ...


class Doors:
    """The secrets of one run of the panel on one port."""

    def __init__(self, port: int, draw: Callable[[int], bytes], entered: Callable[[str], None]) -> None:
        """Draw the secrets. `entered` is called after a visit with the address of the next one."""
        self.hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})
        self.path = f"/{draw(_BYTES).hex()}"
        self.key = draw(_BYTES).hex()
        self._session = draw(_BYTES).hex()
        self._visit = draw(_BYTES).hex()
        self._port = port
        self._draw = draw
        self._entered = entered
        self._lock = threading.Lock()

    @property
    def address(self) -> str:
        """Return the address of the next first visit."""
        return f"http://127.0.0.1:{self._port}/open?token={self._visit}"

    def exchange(self, token: str) -> str | None:
        """Return the value of the cookie for a token, which is used up; None for any other token."""
        with self._lock:
            if not _same(token, self._visit):
                return None
            self._visit = self._draw(_BYTES).hex()
        self._entered(self.address)
        return self._session

    def knows_host(self, headers: Headers) -> bool:
        """Say whether the request was meant for this server."""
        return headers.get("Host", "").lower() in self.hosts

    def comes_from_here(self, headers: Headers) -> bool:
        """Say whether the page that made the request is ours; browsers name it for all but plain visits."""
        origin = headers.get("Origin", "")
        fetched = headers.get("Sec-Fetch-Site", "none")
        return (not origin or self._is_own(origin)) and fetched in {"same-origin", "none"}

    def is_inside(self, cookie: str | None) -> bool:
        """Say whether the cookie is the one that was given out."""
        return _same(cookie or "", self._session)

    def may_change(self, headers: Headers) -> bool:
        """Say whether a request may change something: it names our origin and carries the key of the page."""
        return self._is_own(headers.get("Origin", "")) and _same(headers.get(KEY_HEADER, ""), self.key)

    def _is_own(self, origin: str) -> bool:
        return origin.removeprefix("http://") in self.hosts and origin.startswith("http://")


def _same(given: str, secret: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode())
