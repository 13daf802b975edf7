"""wsgidav on cheroot: a WebDAV server that asks for a password, replaces in two steps, and has a part without writing."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.hosts.servers.process import free_ports, listens, running

USER = "diary"
PASSWORD = "a password of nobody"  # noqa: S105 (of a server that lives for one test run)


@dataclass(frozen=True)
class WsgiDav:
    """A running wsgidav: `root` is what it serves below `/`, `/readonly` is another folder that takes nothing."""

    root: Path
    port: int


def missing() -> str:
    """Return what is not installed, "" when all is there."""
    absent = [name for name in ("wsgidav", "cheroot") if not importlib.util.find_spec(name)]
    return f"no {' and no '.join(absent)}" if absent else ""


@contextmanager
def wsgidav(scratch: Path, *, digest: bool = False) -> Iterator[WsgiDav]:
    """Run wsgidav for the length of the block; `digest`: passwords are taken as Digest only (RFC 7616)."""
    (port,) = free_ports(1)
    for name in ("root", "readonly"):
        (scratch / name).mkdir()
    configuration = {
        "host": "127.0.0.1",
        "port": port,
        "server": "cheroot",
        "provider_mapping": {
            "/": {"root": str(scratch / "root"), "readonly": False},
            "/readonly": {"root": str(scratch / "readonly"), "readonly": True},
        },
        "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
        "http_authenticator": {"accept_basic": not digest, "accept_digest": digest, "default_to_digest": digest},
        "logging": {"enable": False},
        "verbose": 1,
    }
    (scratch / "wsgidav.json").write_text(json.dumps(configuration))
    command = [sys.executable, "-m", "wsgidav.server.server_cli", "--config", str(scratch / "wsgidav.json")]
    with running(command, scratch / "wsgidav.log", lambda: listens(port), grace=1.0):
        yield WsgiDav(scratch / "root", port)
