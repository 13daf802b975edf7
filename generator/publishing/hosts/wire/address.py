"""Where a host that is logged in to lies: `sftp://user@host:22/folder`, taken apart.

`/folder` is counted from the root of the server (of what the account sees of it), `/~/folder` from the folder in which
the account begins. Anything but letters, digits and `-._~` in the user or the folder is written with per cent signs, as
in every address. A password never stands here.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from generator.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Address:
    """`folder` begins with a slash, or is relative to where the account begins ("": that folder itself)."""

    user: str
    host: str
    port: int
    folder: str


def parse_address(address: str, port: int) -> Address:
    """Return the parts of an address; `port` is what holds when it names none. Raises `SettingsError`."""
    try:
        parts = urlsplit(address)
        named = parts.port
        (parts.hostname or "").encode("idna")
    except ValueError:
        parts, named = urlsplit(""), None
    if not parts.hostname or not parts.username or parts.password is not None:
        # the address is not repeated: a password may stand in it
        hint = f"as in {address.partition(':')[0]}://user@host/folder, without a password"
        raise SettingsError("bad-setting", "publish.to: this is not an address to log in to", hint=hint)
    path = posixpath.normpath(unquote(parts.path) or "/")
    folder = path[3:] if path == "/~" or path.startswith("/~/") else "/" + path.lstrip("/")
    return Address(unquote(parts.username), parts.hostname, named or port, folder)


def beside(path: str, mark: str, suffix: str) -> str:
    """Return a name next to a file, hidden and recognisable as a leftover."""
    folder, name = posixpath.split(path)
    return posixpath.join(folder, f".{name}.{mark}{suffix}")


def printable(words: str) -> str:
    """Return what a server said, fit for a message: one short line without control characters."""
    return "".join(letter if letter.isprintable() else " " for letter in words[:120]).strip()
