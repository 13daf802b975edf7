"""The verbs of WebDAV (RFC 4918) over httpx: one request, its answer, and whatever went wrong in the program's words.

Nothing here knows of sites. Paths begin with a slash, are not percent-encoded, and end with a slash where a folder is
meant (nginx insists). No message quotes a path, for an address of a page is known to its family only.
"""

from __future__ import annotations

import ssl
from base64 import b64encode
from collections.abc import Container, Generator, Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit
from xml.etree import ElementTree as ET

import httpx

from generator.errors import DiaryError, HostError, HostRetryError

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_LATER = frozenset({408, 423, 425, 429, 500, 502, 503, 504})
_SECOND = frozenset({403, 500})
"""What Apache and wsgidav say to who comes second in a race for a folder; asked again they say 405, like others."""

_NEVER = {
    **dict.fromkeys((301, 302, 307, 308), ("the server sends {} elsewhere", "look at the address in publish.to")),
    403: ("the server does not allow {}", "look at the rights of the account and of the folder"),
    404: ("the server finds no place for {}", "look at the folder in publish.to"),
    405: ("the server does not know {}", "is WebDAV switched on there, and does the address lead to it?"),
    413: ("a file is larger than the server takes", "have the limit raised (nginx: client_max_body_size)"),
    507: ("the server's disk or quota is full", "make room, then publish again"),
}
_WANTED = (
    b'<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop>'
    b"<resourcetype/><getcontentlength/><getlastmodified/></prop></propfind>"
)


class Member(NamedTuple):
    """What a folder holds: its name, whether it is a folder, its bytes, its time (seconds since 1970 or None)."""

    name: str
    folder: bool
    size: int
    modified: float | None


class _Login(httpx.DigestAuth):
    """User and password as Basic (RFC 7617), and as Digest (RFC 7616) from when a server has asked for that.

    Basic comes first because it spares a request, and the line is encrypted or does not leave this computer.
    """

    def __init__(self, user: str, password: str) -> None:
        super().__init__(user, password)
        self._basic = f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Say who asks; the parent writes over it as soon as it knows a challenge."""
        request.headers["Authorization"] = self._basic
        yield from super().auth_flow(request)


class Dav:
    """A connection to a server, for one thread; the trial of `webdav` alone reads with several (httpx allows it)."""

    def __init__(self, origin: str, login: tuple[str, str] | None, context: ssl.SSLContext, seconds: float) -> None:
        """Take the origin (`https://host:port`), user and password, and how long a silence may last."""
        self._origin = httpx.URL(origin)
        auth = None if login is None else _Login(*login)
        # Settings of a proxy are followed, but never on the way to this computer.
        outward = self._origin.host not in _LOCAL
        headers = {"Accept-Encoding": "identity", "User-Agent": "family-diary"}
        self._client = httpx.Client(
            auth=auth, verify=context, timeout=httpx.Timeout(seconds), trust_env=outward, headers=headers
        )

    def url(self, path: str) -> str:
        """Return the full address of a path, as a request line or a Destination header wants it."""
        return str(self._origin.copy_with(raw_path=quote(path).encode()))

    def ask(
        self,
        method: str,
        path: str,
        expected: Container[int],
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Return an answer of an expected status, read to its end; raise `HostError` or `HostRetryError` for others."""
        with _translated():
            answer = self._client.request(method, self.url(path), content=content, headers=headers)
        if answer.status_code in expected:
            return answer
        raise _refusal(method, answer.status_code)

    def make(self, folder: str) -> bool:
        """Make a folder, its parents too; return whether this call made it, False when it was there (§9.3)."""
        answer = self._mkcol(folder)
        above = folder.rstrip("/").rpartition("/")[0] + "/"
        if answer == 409 and above != "/":
            self.make(above)
            answer = self._mkcol(folder)
        if answer == 409:
            raise _refusal("MKCOL", answer)
        return answer == 201

    def members(self, folder: str) -> list[Member]:
        """Return what lies directly in a folder (§9.1, depth 1), [] when there is none."""
        answer = self._propfind(folder, "1")
        if answer is None:
            return []
        own = folder.rstrip("/")
        told = {at: member for at, member in _responses(answer.content) if at != own}
        # To follow what lies elsewhere might never end, or lead out of the folder that is served.
        if any(at.rpartition("/")[0] != own or member.name in {".", ".."} for at, member in told.items()):
            raise HostError("host-refused", "the server's list of a folder names what is not in it")
        return list(told.values())

    def member(self, path: str) -> Member | None:
        """Return what a path holds (depth 0), None when there is nothing."""
        answer = self._propfind(path, "0")
        return None if answer is None else next((member for _, member in _responses(answer.content)), None)

    def age(self, folder: str) -> float | None:
        """Return the seconds since a folder changed, by the server's clock; None when it is gone or nothing is told."""
        answer = self._propfind(folder, "0")
        if answer is None:
            return None
        now = _seconds(answer.headers.get("Date"))
        changed = next((member.modified for _, member in _responses(answer.content)), None)
        return None if now is None or changed is None else now - changed

    def close(self) -> None:
        """Give the connection back."""
        self._client.close()

    def _mkcol(self, folder: str) -> int:
        answer = self.ask("MKCOL", folder, {201, 405, 409, *_SECOND})
        if answer.status_code in _SECOND:
            answer = self.ask("MKCOL", folder, {201, 405, 409})
        return answer.status_code

    def _propfind(self, folder: str, depth: str) -> httpx.Response | None:
        headers = {"Depth": depth, "Content-Type": "application/xml; charset=utf-8"}
        answer = self.ask("PROPFIND", folder, {207, 404}, content=_WANTED, headers=headers)
        return answer if answer.status_code == 207 else None


def trusting(ca_file: Path | None) -> ssl.SSLContext:
    """Return the checks of certificates: the system's authorities, and those of a PEM file beside them."""
    try:
        context = ssl.create_default_context()
        if ca_file is not None:
            context.load_verify_locations(ca_file)
    except OSError as error:  # ssl.SSLError is one
        message = "the file of publish.ca_file holds no certificates that can be read"
        raise HostError("host-certificate", message, hint="it is a PEM file of an authority") from error
    return context


def _responses(content: bytes) -> Iterator[tuple[str, Member]]:
    """Yield the path of each resource of a multistatus (§14.16), without a last slash, and what is told of it."""
    message = "the server's list of a folder is not understood"
    if b"<!DOCTYPE" in content:
        raise HostError("host-refused", message)
    try:
        tree = ET.fromstring(content)  # noqa: S314 (without a doctype there are no entities to blow up)
    except ET.ParseError as error:
        raise HostError("host-refused", message) from error
    for response in tree.iter("{DAV:}response"):
        path = urlsplit(response.findtext("{DAV:}href", "").strip()).path.rstrip("/")
        size = response.findtext(".//{DAV:}getcontentlength") or "0"
        yield (
            unquote(path),
            Member(
                unquote(path.rpartition("/")[2]),
                response.find(".//{DAV:}resourcetype/{DAV:}collection") is not None,
                int(size) if size.isdecimal() else 0,
                _seconds(response.findtext(".//{DAV:}getlastmodified")),
            ),
        )


def _seconds(date: str | None) -> float | None:
    try:
        return parsedate_to_datetime(date or "").timestamp()
    except ValueError:
        return None


def _refusal(method: str, status: int) -> DiaryError:
    if status == 401:
        return HostError("host-login", "the server does not accept the user and the password")
    if status in _LATER:
        return HostRetryError("host-unreachable", f"the server can't do {method} now (status {status})")
    sentence, hint = _NEVER.get(status, ("the server refuses {}", ""))
    return HostError("host-refused", f"{sentence.format(method)} (status {status})", hint=hint)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except httpx.HTTPError as error:
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, ssl.SSLCertVerificationError):
                message = f"the server's certificate is not trusted: {cause.verify_message}"
                raise HostError("host-certificate", message, hint="see publish.ca_file") from error
            cause = cause.__cause__ or cause.__context__
        raise HostRetryError("host-unreachable", f"no answer from the server ({type(error).__name__})") from error
