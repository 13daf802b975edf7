"""What FTPS promises beyond the conformance suite: who is trusted, what a cut leaves, and what a person is told."""

from __future__ import annotations

import ftplib
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import trustme

from generator.errors import HostError, HostRetryError, SettingsError
from generator.publishing.hosts.ftps import FtpsHost, ftps
from generator.publishing.hosts.wire.ftp_tls import trusted
from tests.hosts.servers.cutting import breaking
from tests.hosts.servers.process import NotHereError, free_port
from tests.hosts.servers.proftpd import PASSWORD, USER, Ftp, proftpd
from tests.hosts.servers.pyftpd import pyftpd

pytestmark = [pytest.mark.network, pytest.mark.ci]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@contextmanager
def started(scratch: Path, authority: trustme.CA, start=pyftpd, **options) -> Iterator[Ftp]:
    (scratch / "server").mkdir()
    (scratch / "root").mkdir()
    with ExitStack() as stack:
        try:
            server = stack.enter_context(start(scratch / "server", scratch / "root", authority, **options))
        except NotHereError as missing:
            if os.environ.get("CI") == "true":
                pytest.fail(str(missing))
            pytest.skip(str(missing))
        yield server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, authority: trustme.CA) -> Iterator[Ftp]:
    with started(tmp_path_factory.mktemp("pyftpd"), authority) as found:
        yield found


@pytest.fixture(scope="module", params=[proftpd, pyftpd])
def each(request, tmp_path_factory: pytest.TempPathFactory, authority: trustme.CA) -> Iterator[Ftp]:
    with started(tmp_path_factory.mktemp("each"), authority, request.param) as found:
        yield found


def ca(server: Ftp) -> Path:
    return server.root.parent / "server" / "authority.pem"


def connected(server: Ftp, folder: str = "/~/site", port: int = 0, patience: float = 30) -> FtpsHost:
    address = server.address(folder).replace(f":{server.port}", f":{port or server.port}")
    return ftps(address, PASSWORD, ca(server), patience=patience)()


def test_a_certificate_of_an_unknown_authority_is_refused(server: Ftp):
    with pytest.raises(HostError) as refused:
        ftps(server.address("/x"), PASSWORD, None)()
    assert refused.value.slug == "host-certificate"


def test_a_certificate_for_another_host_is_refused(server: Ftp, tmp_path: Path, authority: trustme.CA):
    with pytest.raises(HostError) as refused:
        ftps(server.address("/x", host="127.0.0.1"), PASSWORD, ca(server))()
    assert refused.value.slug == "host-certificate"
    with started(tmp_path, authority, host="other.example") as other, pytest.raises(HostError) as refused:
        connected(other)
    assert refused.value.slug == "host-certificate"


def test_own_authorities_stand_beside_those_of_the_system_and_must_be_readable(server: Ftp, tmp_path: Path):
    assert len(trusted(ca(server)).get_ca_certs()) == len(trusted(None).get_ca_certs()) + 1
    (tmp_path / "ca.pem").write_text("nothing", encoding="utf-8")
    for file in (tmp_path / "none.pem", tmp_path / "ca.pem"):
        with pytest.raises(HostError) as refused:
            ftps(server.address("/x"), PASSWORD, file)
        assert refused.value.slug == "host-certificate"


def test_a_server_without_encryption_gets_no_password():
    heard = []

    def serve(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection, connection.makefile("rwb") as lines:
            lines.write(b"220 hello\r\n")
            lines.flush()
            for line in lines:
                heard.append(line)
                lines.write(b"502 no such command\r\n")
                lines.flush()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=[listening])
        thread.start()
        with pytest.raises(HostError) as refused:
            ftps(f"ftps://{USER}@localhost:{listening.getsockname()[1]}/x", PASSWORD, None)()
        thread.join()
    assert refused.value.slug == "host-unencrypted"
    assert heard == [b"AUTH TLS\r\n"]


def test_a_wrong_password_is_told_as_a_login_without_repeating_it(server: Ftp):
    with pytest.raises(HostError) as refused:
        ftps(server.address("/x"), "falsch-und-geheim", ca(server))()
    assert refused.value.slug == "host-login"
    assert "falsch" not in refused.value.describe()


def test_data_run_in_the_session_of_the_control_connection(tmp_path: Path, authority: trustme.CA):
    """ProFTPD insists on it, and the library's own class does not do it."""
    with started(tmp_path, authority, proftpd) as server:
        stock = ftplib.FTP_TLS(context=trusted(ca(server)), timeout=10)  # noqa: S321 (encrypted, and what is tried)
        stock.connect("localhost", server.port)
        stock.login(USER, PASSWORD)
        stock.prot_p()
        with pytest.raises((OSError, EOFError, ftplib.Error)):
            stock.nlst()
        stock.close()
        host = connected(server)
        assert host.list("") == []
        host.close()


def test_where_nothing_may_be_written_the_host_refuses_and_promises_nothing(tmp_path: Path, authority: trustme.CA):
    with started(tmp_path, authority, rights="elr") as server:
        (server.root / "site").mkdir()
        (server.root / "site" / "index.html").write_bytes(b"old")
        host = connected(server)
        calls = (
            lambda: host.write("index.html", b"new"),
            lambda: host.create_exclusive("lock", b"x"),
            lambda: host.delete(["index.html"]),
        )
        for call in calls:
            with pytest.raises(HostError) as refused:
                call()
            assert refused.value.slug == "host-refused"
        assert (host.traits.atomic_replace, host.traits.exclusive_create) == (False, False)
        assert host.read("index.html") == b"old"
        host.close()


def test_what_can_not_be_read_is_not_taken_for_absent(tmp_path: Path, authority: trustme.CA):
    with started(tmp_path, authority, rights="el") as server:
        (server.root / "site").mkdir()
        (server.root / "site" / "manifest").write_bytes(b"x")
        host = connected(server)
        with pytest.raises(HostError) as refused:
            host.read("manifest")
        assert refused.value.slug == "host-refused"
        assert host.read("absent") is None
        host.close()
    with started(tmp_path / "root", authority, rights="er") as server:  # nothing is listed, so nothing is certain
        host = connected(server)
        with pytest.raises(HostError):
            host.read("absent")
        host.close()


def test_a_server_that_renames_over_nothing_gets_the_old_file_deleted(tmp_path: Path, authority: trustme.CA):
    with started(tmp_path, authority, proftpd, overwrite=False) as server:
        host = connected(server)
        assert host.traits.atomic_replace is False
        assert host.traits.exclusive_create is True
        host.write("index.html", b"old")
        host.write("index.html", b"new")
        assert host.read("index.html") == b"new"
        assert host.create_exclusive("lock", b"1") is True
        assert host.create_exclusive("lock", b"2") is False
        assert [found.path for found in host.list("")] == ["index.html", "lock"]
        host.close()


def test_a_lock_is_read_listed_written_anew_and_deleted_like_a_file(each: Ftp):
    host = connected(each, "/~/lock")
    assert host.create_exclusive(".diary/lock", b"mine") is True
    host.write(".diary/lock", b"still mine")
    assert host.read(".diary/lock") == b"still mine"
    assert [(found.path, found.size) for found in host.list("")] == [(".diary/lock", 10)]
    assert host.create_exclusive(".diary/lock", b"theirs") is False
    host.delete([".diary/lock"])
    assert host.read(".diary/lock") is None
    assert host.list("") == []
    host.write(".diary/lock", b"a plain file")
    assert host.create_exclusive(".diary/lock", b"theirs") is False
    assert host.read(".diary/lock") == b"a plain file"
    host.close()


def test_what_a_crash_leaves_of_a_lock_is_in_nobodys_way(each: Ftp):
    (each.root / "crash" / "lock").mkdir(parents=True)  # deleted in half: the folder is empty
    (each.root / "crash" / ".lock.0123456789ab.part").mkdir()  # made in half
    host = connected(each, "/~/crash")
    assert host.read("lock") is None
    host.delete(["lock"])
    assert host.create_exclusive("lock", b"mine") is True
    assert host.read("lock") == b"mine"
    host.close()


@pytest.mark.skipif(os.name != "posix", reason="servers are killed by a signal")
def test_a_server_that_dies_in_the_middle_of_a_write_leaves_the_old_file_whole(tmp_path: Path, authority: trustme.CA):
    with started(tmp_path, authority) as server:
        host = connected(server)
        host.write("index.html", b"old" * 1000)
        with _as_soon_as_a_part_is_there(server, signal.SIGKILL), pytest.raises(HostRetryError) as refused:
            host.write("index.html", b"new" * 20_000_000)
        assert refused.value.slug == "host-unreachable"
        host.close()
        assert (server.root / "site" / "index.html").read_bytes() == b"old" * 1000


@pytest.mark.skipif(os.name != "posix", reason="servers are stopped by a signal")
def test_a_server_that_falls_silent_in_the_middle_of_a_write_is_left_within_the_time_out(
    tmp_path: Path, authority: trustme.CA
):
    with started(tmp_path, authority) as server:
        host = connected(server, patience=0.5)
        host.write("index.html", b"old")
        began = time.monotonic()
        try:
            with _as_soon_as_a_part_is_there(server, signal.SIGSTOP), pytest.raises(HostRetryError) as refused:
                host.write("index.html", b"new" * 20_000_000)
            assert time.monotonic() - began < 5
        finally:
            os.killpg(server.process.pid, signal.SIGCONT)
        assert refused.value.slug == "host-unreachable"
        host.close()
        assert (server.root / "site" / "index.html").read_bytes() == b"old"


def test_a_control_connection_that_is_cut_or_silent_is_left_within_the_time_out(server: Ftp):
    for silent in (False, True):
        with breaking(server.port, silent=silent) as between:
            host = connected(server, "/~/control", between.port, patience=0.5)
            host.write("index.html", b"old")
            between.left = 300
            began = time.monotonic()
            with pytest.raises(HostRetryError) as refused:
                _write_again_and_again(host)
            assert refused.value.slug == "host-unreachable"
            assert time.monotonic() - began < 4
            host.close()
        assert (server.root / "control" / "index.html").read_bytes() in {b"old", b"new"}


def test_nobody_at_the_address_is_worth_another_try():
    for address in (f"ftps://a@127.0.0.1:{free_port()}/x", "ftps://a@host.invalid/x"):
        with pytest.raises(HostRetryError) as refused:
            ftps(address, "x", None)()
        assert refused.value.slug == "host-unreachable"
    with pytest.raises(SettingsError):
        ftps("ftps://host.example/x", "x", None)


def _write_again_and_again(host: FtpsHost) -> None:
    for _ in range(20):
        host.write("index.html", b"new")


@contextmanager
def _as_soon_as_a_part_is_there(server: Ftp, number: int) -> Iterator[None]:
    """Send a signal to the server that this test started, when a file is on its way."""
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            if any(part.stat().st_size for part in server.root.glob("site/.*.part")):
                os.killpg(server.process.pid, number)
                return
            time.sleep(0.001)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
