"""A folder of a WebDAV server: files are put beside and moved into place.

Servers differ in what they promise, so a new address is tried out first, in a folder of its own that is removed:

- **MOVE with Overwrite: T** replaces in one step (nginx) or deletes and then moves, as RFC 4918 §9.9.3 has it (Apache,
  wsgidav): readers then find no page for a moment. A server that lets a folder be moved over a file must have deleted
  the file first, for rename(2) can't do that. One that refuses it replaces a file under the eyes of two readers as
  well; a single miss is enough.
- **Exclusive create** stands on MKCOL, which RFC 4918 §9.3 refuses for a name that is taken, and which ends in
  mkdir(2), one of few calls that are exclusive everywhere. `If-None-Match: *` is not taken although it needs one
  request less: nginx ignores it, wsgidav looks and then writes (two of six clients won a race), and a cut PUT would
  leave a part of a lock.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from generator.errors import DiaryError, HostError
from generator.publishing.host import TEMPORARY, Listed, Open, Traits
from generator.publishing.hosts.wire.dav import Dav, Member, trusting

_DONE = frozenset({200, 201, 204})
_GONE = frozenset({200, 202, 204, 404})
_CONNECTIONS = 4
_ABANDONED = 120.0  # seconds; who creates a file needs a few requests
_DOTTED = (".diary", ".htaccess")
"""The names in the folder that is served which begin with a dot and which publishing uses."""

_ROUNDS = 5
_READERS = 2


class WebDavHost:
    """See `Host`."""

    def __init__(self, dav: Dav, base: str, traits: Traits) -> None:
        """Use a connection and the path of the folder on the server, without a last slash."""
        self._dav = dav
        self._base = base
        self._folders = {base}
        self.traits = traits

    def read(self, path: str) -> bytes | None:
        """See `Host`."""
        answer = self._dav.ask("GET", f"{self._base}/{path}", {200, 404})
        return answer.content if answer.status_code == 200 else None

    def list(self, folder: str) -> list[Listed]:
        """See `Host`. A request for each folder: many servers refuse to tell a whole tree at once."""
        found: list[Listed] = []
        ahead = [f"{folder}/" if folder else ""]
        while ahead:
            here = ahead.pop()
            for member in self._members(here):
                if member.folder:
                    ahead.append(f"{here}{member.name}/")
                else:
                    found.append(Listed(f"{here}{member.name}", member.size, member.modified))
        return sorted(found)

    def write(self, path: str, content: bytes) -> None:
        """See `Host`."""
        place = self._place(path)
        _beside(self._dav, place, content, "T")

    def delete(self, paths: Iterable[str]) -> None:
        """See `Host`."""
        for path in paths:
            self._dav.ask("DELETE", f"{self._base}/{path}", _GONE)

    def create_exclusive(self, path: str, content: bytes) -> bool:
        """See `Host`.

        A folder beside the file is made for as long as the creation takes, and who finds it there is not first. A
        crash leaves it empty; after two minutes of the server's clock it is nobody's. Should two find that out in the
        same moment, the second wall is that MOVE with Overwrite: F refuses a name that is taken (§10.6).
        """
        place = self._place(path)
        guard = f"{_aside(place, 'guard')}/"
        if self.traits.exclusive_create and not self._take(guard):
            return False
        try:
            if self.read(path) is not None:
                return False
            return _beside(self._dav, place, content, "F")
        finally:
            if self.traits.exclusive_create:
                with suppress(DiaryError):  # what was created stays created, and the guard grows old
                    self._dav.ask("DELETE", guard, _GONE)

    def flush(self) -> None:
        """See `Host`."""

    def close(self) -> None:
        """See `Host`."""
        self._dav.close()

    def _members(self, folder: str) -> Iterator[Member]:
        """Yield what lies in a folder; nginx leaves out what begins with a dot, so some names are asked for."""
        members = self._dav.members(f"{self._base}/{folder}")
        yield from members
        told = {member.name for member in members}
        for name in _DOTTED:
            if not folder and name not in told and (unseen := self._dav.member(f"{self._base}/{name}")):
                yield unseen._replace(name=name)

    def _place(self, path: str) -> str:
        """Return the path on the server, with its folder made."""
        place = f"{self._base}/{path}"
        folder = place.rpartition("/")[0]
        if folder not in self._folders:
            self._dav.make(f"{folder}/")
            self._folders.add(folder)
        return place

    def _take(self, guard: str) -> bool:
        if self._dav.make(guard):
            return True
        age = self._dav.age(guard)
        if age is None or age < _ABANDONED:
            return False
        self._dav.ask("DELETE", guard, _GONE)
        return self._dav.make(guard)


def open_webdav(to: str, password: str, *, ca_file: Path | None = None, seconds: float = 30.0) -> Open:
    """Return what opens connections to `webdavs://user@host:port/folder`; `webdav://` is the same in clear.

    `ca_file` holds authorities that are trusted beside the system's; `seconds` is how long the server may be silent.
    What the server promises is tried out by the first connection, for all.
    """
    parts = urlsplit(to)
    origin = f"{'https' if parts.scheme == 'webdavs' else 'http'}://{parts.netloc.rpartition('@')[2]}"
    login = (unquote(parts.username), password) if parts.username else None
    base = unquote(parts.path).rstrip("/")
    lock = threading.Lock()
    known: list[Traits] = []

    def open_() -> WebDavHost:
        dav = Dav(origin, login, trusting(ca_file), seconds)
        try:
            with lock:
                if not known:
                    known.append(_tried(dav, base))
        except DiaryError:
            dav.close()
            raise
        return WebDavHost(dav, base, known[0])

    return open_


def _tried(dav: Dav, base: str) -> Traits:
    if dav.member(f"{base}/") is None:
        dav.make(f"{base}/")
    ground = f"{_aside(f'{base}/trial', uuid4().hex[:12])}/"
    dav.make(ground)
    try:
        return Traits(
            atomic_replace=not _deletes_first(dav, ground) and _is_always_there(dav, ground),
            exclusive_create=not dav.make(ground),
            immediate_erase=True,
            headers=False,
            connections=_CONNECTIONS,
        )
    finally:
        with suppress(DiaryError):
            dav.ask("DELETE", ground, _GONE)


def _deletes_first(dav: Dav, ground: str) -> bool:
    """Say whether a folder can be moved over a file."""
    file, folder = f"{ground}file{TEMPORARY}", f"{ground}folder{TEMPORARY}/"
    dav.ask("PUT", file, _DONE, content=b"x")
    dav.make(folder)
    headers = {"Destination": dav.url(file), "Overwrite": "T"}
    return dav.ask("MOVE", folder, range(200, 500), headers=headers).is_success


def _is_always_there(dav: Dav, ground: str) -> bool:
    """Replace a file some times, and say whether readers found it whole all the time."""
    place = f"{ground}page{TEMPORARY}"
    content = b"x" * 4096
    over = threading.Event()

    def seen_whole() -> bool:
        while not over.is_set():
            with suppress(DiaryError):
                if dav.ask("GET", place, {200}).content == content:
                    continue
            return False
        return True

    _beside(dav, place, content, "T")
    with ThreadPoolExecutor(_READERS) as pool:
        looking = [pool.submit(seen_whole) for _ in range(_READERS)]
        try:
            for _ in range(_ROUNDS):
                _beside(dav, place, content, "T")
        finally:
            over.set()
    return all(one.result() for one in looking)


def _beside(dav: Dav, place: str, content: bytes, overwrite: str) -> bool:
    """Put a file beside its place and move it there; return False when the place is taken and must not be."""
    aside = _aside(place, uuid4().hex[:12])
    headers = {"Destination": dav.url(place), "Overwrite": overwrite}
    try:
        dav.ask("PUT", aside, _DONE, content=content)
        answer = dav.ask("MOVE", aside, {201, 204, 412} if overwrite == "F" else {201, 204}, headers=headers)
    except HostError:  # not after a cut connection: that would only wait for a second time-out
        with suppress(DiaryError):
            dav.ask("DELETE", aside, _GONE)
        raise
    if answer.status_code == 412:
        dav.ask("DELETE", aside, _GONE)
    return answer.status_code != 412


def _aside(place: str, mark: str) -> str:
    folder, _, name = place.rpartition("/")
    return f"{folder}/{name}.{mark}{TEMPORARY}"  # no dot in front: nginx would not list what a crash leaves
