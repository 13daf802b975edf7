"""What a WebDAV server and the line to it do wrong, and what is told of it; the suite of all hosts shows what goes well."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from generator.errors import HostError, HostRetryError
from generator.publishing.host import TEMPORARY, Traits
from generator.publishing.hosts.webdav import WebDavHost, open_webdav
from generator.publishing.hosts.wire.dav import Dav, trusting
from tests.hosts.servers import nginx as nginx_server
from tests.hosts.servers import wsgidav as wsgidav_server
from tests.hosts.servers.between import Between, between, every_call
from tests.hosts.servers.nginx import Nginx
from tests.hosts.servers.scripted import answering
from tests.hosts.servers.wsgidav import PASSWORD, USER, WsgiDav

pytestmark = [pytest.mark.network, pytest.mark.ci]

NOTHING = Traits(False, False, False, False, 1)


def started(missing: str, server: Any, scratch: Path) -> AbstractContextManager[Any]:
    if not missing:
        return server(scratch)
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    with started(nginx_server.missing(), nginx_server.nginx, tmp_path_factory.mktemp("nginx")) as server:
        yield server


@pytest.fixture(scope="module")
def wsgidav(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WsgiDav]:
    with started(wsgidav_server.missing(), wsgidav_server.wsgidav, tmp_path_factory.mktemp("wsgidav")) as server:
        yield server


@pytest.fixture(params=["nginx", "wsgidav"])
def line(request: pytest.FixtureRequest) -> Iterator[tuple[Between, Path, str]]:
    """Yield a line that can be disturbed, the folder that the server serves, and what the address begins with."""
    server = request.getfixturevalue(request.param)
    with between(server.port) as made:
        folder = "/dav" if request.param == "nginx" else ""
        yield made, server.root, f"webdav://{USER}@127.0.0.1:{made.port}{folder}"


@pytest.fixture
def name() -> str:
    return f"t{uuid.uuid4().hex[:12]}"


def test_what_a_server_promises_is_found_out_and_leaves_nothing_behind(nginx: Nginx, wsgidav: WsgiDav, name: str):
    """nginx moves by rename(2), wsgidav removes first, as RFC 4918 §9.9.3 says; both refuse a second MKCOL."""
    for address, root, atomic in (
        (f"webdav://localhost:{nginx.port}/dav/{name}", nginx.root, True),
        (f"webdav://{USER}@localhost:{wsgidav.port}/{name}", wsgidav.root, False),
    ):
        host = open_webdav(address, PASSWORD)()
        assert (host.traits.atomic_replace, host.traits.exclusive_create) == (atomic, True)
        assert list((root / name).iterdir()) == []
        host.close()


def test_a_wrong_password_is_told_as_one_and_not_repeated(wsgidav: WsgiDav, name: str):
    with pytest.raises(HostError, match="user and the password") as told:
        open_webdav(f"webdav://{USER}@127.0.0.1:{wsgidav.port}/{name}", "a wrong password")()
    assert told.value.slug == "host-login"
    assert "a wrong password" not in told.value.describe()


def test_a_server_that_takes_passwords_as_digest_only_gets_them_so(tmp_path: Path):
    with started(wsgidav_server.missing(), partial(wsgidav_server.wsgidav, digest=True), tmp_path) as server:
        address = f"webdav://{USER}@127.0.0.1:{server.port}/site"
        host = open_webdav(address, PASSWORD)()
        host.write("index.html", b"x")
        assert host.read("index.html") == b"x"
        host.close()
        with pytest.raises(HostError) as told:
            open_webdav(address, "a wrong password")()
        assert told.value.slug == "host-login"


@pytest.mark.parametrize(
    ("status", "kind", "slug"),
    [
        (301, HostError, "host-refused"),
        (400, HostError, "host-refused"),
        (401, HostError, "host-login"),
        (403, HostError, "host-refused"),
        (405, HostError, "host-refused"),
        (423, HostRetryError, "host-unreachable"),
        (429, HostRetryError, "host-unreachable"),
        (500, HostRetryError, "host-unreachable"),
        (501, HostError, "host-refused"),
        (504, HostRetryError, "host-unreachable"),
        (507, HostError, "host-refused"),
    ],
)
def test_what_may_pass_is_told_apart_from_what_will_not(status: int, kind: type[Exception], slug: str):
    with answering(status) as port, pytest.raises(kind, match=f"user and|{status}") as told:
        open_webdav(f"webdav://127.0.0.1:{port}/site", "")()
    assert told.value.slug == slug


@pytest.mark.parametrize(
    "told",
    [
        b"<html><p>Welcome",
        b'<!DOCTYPE m [<!ENTITY a "aa">]><multistatus xmlns="DAV:">&a;</multistatus>',
        b'<multistatus xmlns="DAV:"><response><href>/elsewhere/site/d/</href></response></multistatus>',
        b'<multistatus xmlns="DAV:"><response><href>/site/../</href></response></multistatus>',
        b'<multistatus xmlns="DAV:"><response><href>/site/a%2Fb</href></response></multistatus>',
    ],
    ids=["a page", "entities", "another folder", "the folder above", "a hidden slash"],
)
def test_a_list_that_is_none_is_refused(told: bytes):
    with answering(207, told) as port:
        dav = Dav(f"http://127.0.0.1:{port}", None, trusting(None), 5)
        with pytest.raises(HostError, match="list of a folder"):
            dav.members("/site/")
        dav.close()


def test_an_untrusted_certificate_ends_the_connection_before_anything_is_said(nginx: Nginx, name: str):
    with pytest.raises(HostError) as told:
        open_webdav(f"webdavs://localhost:{nginx.tls_port}/dav/{name}", "")()
    assert told.value.slug == "host-certificate"
    assert not (nginx.root / name).exists()


def test_a_file_of_authorities_without_any_is_named(nginx: Nginx, tmp_path: Path):
    (tmp_path / "ca.pem").write_text("nothing of the kind")
    for ca_file in (tmp_path / "ca.pem", tmp_path / "absent.pem"):
        with pytest.raises(HostError, match=r"publish\.ca_file") as told:
            open_webdav(f"webdavs://localhost:{nginx.tls_port}/dav", "", ca_file=ca_file)()
        assert told.value.slug == "host-certificate"


def test_an_account_without_the_right_to_write_is_refused(wsgidav: WsgiDav):
    with pytest.raises(HostError, match="403") as told:
        open_webdav(f"webdav://{USER}@127.0.0.1:{wsgidav.port}/readonly", PASSWORD)()
    assert told.value.slug == "host-refused"


def test_a_web_server_without_webdav_is_told_as_one(nginx: Nginx):
    with pytest.raises(HostError, match="PROPFIND") as told:
        open_webdav(f"webdav://127.0.0.1:{nginx.port}/", "")()
    assert "WebDAV" in told.value.hint


def test_a_file_that_is_too_large_is_refused_and_leaves_nothing(nginx: Nginx, name: str):
    host = open_webdav(f"webdav://127.0.0.1:{nginx.port}/dav/{name}", "")()
    with pytest.raises(HostError, match="larger than the server takes"):
        host.write("index.html", b"x" * 2_200_000)
    assert host.list("") == []
    host.close()


def test_only_a_plain_404_means_that_there_is_no_file(nginx: Nginx, name: str):
    host = open_webdav(f"webdav://127.0.0.1:{nginx.port}/dav/{name}", "")()
    host.write("d/index.html", b"x")
    with pytest.raises(HostError, match="301"):  # nginx sends on to the folder
        host.read("d")
    assert host.read("e") is None
    host.close()


def test_a_busy_server_is_tried_again_later_and_works_then(line: tuple[Between, Path, str], name: str):
    way, root, address = line
    host = open_webdav(f"{address}/{name}", PASSWORD)()
    way.busy = True
    for call in every_call(host):
        with pytest.raises(HostRetryError, match="503") as told:
            call()
        assert told.value.slug == "host-unreachable"
    way.busy = False
    host.write("index.html", b"x")
    assert (root / name / "index.html").read_bytes() == b"x"
    host.close()


def test_a_server_that_does_not_answer_is_given_up_in_time(nginx: Nginx, name: str):
    with between(nginx.port) as way:
        host = open_webdav(f"webdav://127.0.0.1:{way.port}/dav/{name}", PASSWORD, seconds=1.5)()
        way.silent = True
        began = time.monotonic()
        with pytest.raises(HostRetryError, match="no answer"):
            host.write("index.html", b"x")
        assert time.monotonic() - began < 6
        host.close()


def test_half_an_answer_is_no_file():
    with answering(200, b"half", missing=4) as port:
        host = WebDavHost(Dav(f"http://127.0.0.1:{port}", None, trusting(None), 5), "", NOTHING)
        with pytest.raises(HostRetryError):
            host.read("index.html")
        host.close()


def test_nobody_at_the_address_is_no_answer(name: str):
    with between(9) as way:
        port = way.port
    with pytest.raises(HostRetryError):
        open_webdav(f"webdav://127.0.0.1:{port}/{name}", "", seconds=2)()


def test_a_line_cut_in_the_middle_of_a_file_leaves_the_old_one_whole(line: tuple[Between, Path, str], name: str):
    way, root, address = line
    host = open_webdav(f"{address}/{name}", PASSWORD)()
    old, new = b"a" * 900_000, b"b" * 900_000
    host.write("index.html", old)
    way.left = 400_000
    with pytest.raises(HostRetryError):
        host.write("index.html", new)
    way.left = None
    time.sleep(0.1)  # so that the server has seen it too
    assert (root / name / "index.html").read_bytes() == old
    assert {found.path for found in host.list("") if not found.path.endswith(TEMPORARY)} == {"index.html"}
    host.write("index.html", new)
    assert host.read("index.html") == new
    host.close()


def test_what_a_crash_left_does_not_lock_for_ever(line: tuple[Between, Path, str], name: str):
    """The folder of somebody who is just creating the file keeps others out; one that is old is taken away."""
    _, root, address = line
    host = open_webdav(f"{address}/{name}", PASSWORD)()
    guard = root / name / f"lock.guard{TEMPORARY}"
    guard.mkdir()
    assert host.create_exclusive("lock", b"mine") is False
    assert host.read("lock") is None
    long_ago = time.time() - 600
    os.utime(guard, (long_ago, long_ago))
    assert host.create_exclusive("lock", b"mine") is True
    assert host.read("lock") == b"mine"
    assert not guard.exists()
    host.close()


def test_folders_with_names_of_any_script_lead_there(line: tuple[Between, Path, str], name: str):
    _, root, address = line
    host = open_webdav(f"{address}/{name}/Школа 12", PASSWORD)()
    host.write("d/index.html", b"x")
    assert (root / name / "Школа 12" / "d" / "index.html").read_bytes() == b"x"
    assert [found.path for found in host.list("")] == ["d/index.html"]
    host.close()
