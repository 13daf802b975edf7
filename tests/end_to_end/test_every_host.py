"""The example school with each kind of host, from `site.yaml` alone: a timer's command publishes it, and a page that is
revoked is gone within the run.
"""

from __future__ import annotations

import json
import os
import random
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import trustme

from generator.cli import parser
from generator.commands.hosts import KNOWN_HOST, open_host
from generator.commands.inputs import load_inputs
from generator.publishing.host import Host
from generator.publishing.manifest import names
from generator.register.register import Register
from generator.sealing.strict import read_envelope
from tests.end_to_end.serving import serving
from tests.hosts.servers import git, nginx, seaweed, wsgidav
from tests.hosts.servers.plain_sftp import PASSWORD
from tests.hosts.servers.process import NotHereError
from tests.hosts.servers.proftpd import proftpd
from tests.hosts.servers.sshd import sshd
from tests.schools.built import Built

pytestmark = [pytest.mark.network, pytest.mark.ci]
ROOT = Path(__file__).parents[2]
Run = Callable[..., tuple[int, str, str]]


@dataclass(frozen=True)
class Place:
    """A running host: lines of the section `publish`, secrets, the folder that readers are served (None: none), and
    the pinned key.
    """

    lines: Mapping[str, str]
    secrets: Mapping[str, str] = field(default_factory=dict)
    served: Path | None = None
    pinned: str = ""


@contextmanager
def folder(scratch: Path) -> Iterator[Place]:
    yield Place({"to": f"folder:{scratch / 'www'}"}, served=scratch / "www")


@contextmanager
def folder_switch(scratch: Path) -> Iterator[Place]:
    yield Place({"to": f"folder:{scratch / 'www'}", "switch": "true"}, served=scratch / "www")


@contextmanager
def over_sftp(scratch: Path) -> Iterator[Place]:
    (scratch / "server").mkdir()
    with sshd(scratch / "server") as server:
        lines = {"to": server.address(scratch / "www")}
        yield Place(lines, {"publish_key": str(server.key)}, scratch / "www", server.host_keys[0])


@contextmanager
def over_ftps(scratch: Path) -> Iterator[Place]:
    (scratch / "server").mkdir()
    (scratch / "www").mkdir()
    with proftpd(scratch / "server", scratch / "www", trustme.CA()) as server:
        lines = {"to": server.address("/~/"), "ca_file": str(scratch / "server/authority.pem")}
        yield Place(lines, {"publish_password": PASSWORD}, scratch / "www")


@contextmanager
def over_webdav(scratch: Path) -> Iterator[Place]:
    if missing := nginx.missing():
        raise NotHereError(missing)
    with nginx.nginx(scratch) as server:
        lines = {"to": f"webdavs://localhost:{server.tls_port}/dav/www", "ca_file": str(server.ca_file)}
        yield Place(lines, served=server.root / "www")


@contextmanager
def over_wsgidav(scratch: Path) -> Iterator[Place]:
    if missing := wsgidav.missing():
        raise NotHereError(missing)
    with wsgidav.wsgidav(scratch) as server:
        lines = {"to": f"webdav://{wsgidav.USER}@localhost:{server.port}/www"}
        yield Place(lines, {"publish_password": wsgidav.PASSWORD}, server.root / "www")


@contextmanager
def over_s3(scratch: Path) -> Iterator[Place]:
    if missing := seaweed.missing():
        raise NotHereError(missing)
    with seaweed.seaweed(scratch) as server:
        lines = {"to": f"s3://{seaweed.BUCKET}/www", "endpoint": server.endpoint, "region": "local"}
        yield Place(lines, {"s3_access_key": seaweed.KEY_ID, "s3_secret_key": seaweed.SECRET})


@contextmanager
def over_git(scratch: Path) -> Iterator[Place]:
    yield Place({"to": f"git:{git.bare(scratch / 'pages.git')}"})


KINDS = {
    "folder": folder,
    "folder-switch": folder_switch,
    "sftp": over_sftp,
    "ftps": over_ftps,
    "webdavs": over_webdav,
    "webdav": over_wsgidav,
    "s3": over_s3,
    "git": over_git,
}


@pytest.fixture(params=list(KINDS))
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    try:
        with KINDS[request.param](tmp_path) as found:
            yield found
    except NotHereError as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(str(missing))
        pytest.skip(str(missing))


@pytest.fixture
def school(built: Built, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with ExitStack() as stack:
        made = built.copy(tmp_path / "school")
        text = (made / "site.yaml").read_text(encoding="utf-8")
        for key, value in place.lines.items():
            text = re.sub(rf"(?m)^  {key}: .*$", lambda _, line=f"  {key}: {value}": line, text, count=1)
        address = ""
        if place.served:
            place.served.mkdir(exist_ok=True) if place.lines.get("switch") != "true" else None
            address = stack.enter_context(serving(place.served))
        text = text.replace("http://localhost:8000", address or '""')
        text = text.replace("own_origin: true", "own_origin: true" if address else "own_origin: false")
        (made / "site.yaml").write_text(text, encoding="utf-8")
        if place.pinned:
            (made / "private" / KNOWN_HOST).write_text(place.pinned + "\n", encoding="ascii")
        for name, value in place.secrets.items():
            monkeypatch.setenv(f"DIARY_{name.upper()}", value)
        yield made


def opened(school: Path) -> Host:
    return open_host(load_inputs(parser().parse_args(["build", "--site", str(school)])))()


def on_host(school: Path) -> set[str]:
    host = opened(school)
    try:
        return {found.path for found in host.list("") if found.path.startswith(("d/", "f/", "index"))}
    finally:
        host.close()


def test_a_timer_publishes_it_and_a_revoked_page_is_gone_within_the_run(school: Path, place: Place, diary: Run):
    shown = diary("schedule", "show", "--kind", "systemd", "--site", school, "--format", "json")[1]
    command = re.search(r"ExecStart=(.*?)(?:\\n|\n)", shown)
    assert command is not None
    words = shlex.split(command[1].replace('\\"', '"'))
    first = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert first.returncode == 0, first.stderr
    built = {path.relative_to(school / "output/site").as_posix() for path in (school / "output/site").rglob("*.html")}
    assert on_host(school) == built
    report = json.loads(max((school / "output/logs").glob("publish-*.json")).read_text(encoding="utf-8"))
    assert report["verified"] is (True if place.served else None)
    assert diary("access", "revoke", "R1", "--site", school)[0] == 0
    assert diary("tick", "--force", "--site", school)[0] == 0
    assert built - on_host(school)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_killed_at_random_points_every_page_is_whole_and_the_next_run_ends_it(
    school: Path, place: Place, diary: Run
) -> None:
    kills = 20 if place.lines["to"].startswith("folder:") and "switch" not in place.lines else 5
    command = [sys.executable, "-m", "generator", "publish", "--no-verify", "--site", str(school)]
    luck, killed = random.Random(20261126), 0  # noqa: S311  the same points in every run
    settings = school / "site.yaml"
    text = settings.read_text(encoding="utf-8")
    diary("build", "--site", school)
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    whole = time.perf_counter() - begun
    for number in range(kills):
        # another contact stands on every page
        settings.write_text(text.replace("Канцелярия школы", f"Канцелярия {number}"), encoding="utf-8")
        assert diary("build", "--site", school)[0] == 0
        process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
        time.sleep(whole * (0.3 + 0.6 * luck.random()))
        process.kill()
        killed += process.wait() != 0
        for content in pages_on_host(school).values():
            read_envelope(content)
        lift_lock(school, place)
        again = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
        assert again.returncode == 0, again.stderr
        site = school / "output/site"
        assert pages_on_host(school) == {
            path.relative_to(site).as_posix(): path.read_bytes() for path in site.glob("[df]/*/index.html")
        }
    assert killed


def pages_on_host(school: Path) -> dict[str, bytes]:
    host = opened(school)
    try:
        paths = [found.path for found in host.list("") if found.path.startswith(("d/", "f/"))]
        return {path: host.read(path) or b"" for path in paths if path.endswith("index.html")}
    finally:
        host.close()


def lift_lock(school: Path, place: Place) -> None:
    """Take the lock away, and let what was made on the way to one grow old, as the end of its lease would."""
    for path in (place.served / ".diary").rglob("*") if place.served else ():
        os.utime(path, (0, 0))
    with Register.open(school / "private/register.sqlite", who="test") as register:
        key = register.publications.key()
    host = opened(school)
    host.delete([names(key or b"").lock])
    host.flush()
    host.close()
