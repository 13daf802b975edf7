"""What SFTP promises beyond the conformance suite: who is trusted, what a cut leaves, and what a person is told."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.errors import DiaryError, HostError, HostRetryError, SettingsError
from generator.publishing.hosts.sftp import sftp
from generator.publishing.hosts.wire.address import Address, parse_address
from generator.publishing.hosts.wire.ssh import fetch_host_key, fingerprint
from tests.hosts.servers.cutting import breaking
from tests.hosts.servers.plain_sftp import PASSWORD, PlainSftp, plain_sftp
from tests.hosts.servers.process import NotHereError, free_port, program
from tests.hosts.servers.sshd import PASSPHRASE, Sshd, make_key, sshd

pytestmark = [pytest.mark.network, pytest.mark.ci]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    try:
        with sshd(tmp_path_factory.mktemp("sshd")) as found:
            yield found
    except NotHereError as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(str(missing))
        pytest.skip(str(missing))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlainSftp]:
    key = tmp_path_factory.mktemp("plain") / "host"
    try:
        make_key(key, "ed25519")
    except NotHereError as missing:
        pytest.skip(str(missing))
    with plain_sftp(key) as found:
        yield found


def slug(refused: pytest.ExceptionInfo[DiaryError]) -> str:
    return refused.value.slug


def test_a_server_whose_key_nobody_has_looked_at_is_refused_with_the_way_to_mend_it(server: Sshd, tmp_path: Path):
    for nothing in ("", "  ", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-dss AAAAB3NzaC1kc3M=", "not a key at all"):
        with pytest.raises(HostError) as refused:
            sftp(server.address(tmp_path), "", server.key, nothing)()
        assert slug(refused) == "host-key-unknown"
        assert "diary publish pin" in refused.value.hint


def test_a_server_with_another_key_is_refused_before_anything_is_sent(server: Sshd, plain: PlainSftp, tmp_path: Path):
    with pytest.raises(HostError) as refused:
        sftp(server.address(tmp_path), "", server.key, plain.host_key)()
    assert slug(refused) == "host-key-changed"
    assert "STOP" in refused.value.message
    with pytest.raises(HostError) as refused:
        sftp(plain.address(tmp_path), PASSWORD, None, server.host_keys[0])()
    assert slug(refused) == "host-key-changed"


def test_a_server_that_has_no_key_of_the_kept_kind_is_refused(server: Sshd, plain: PlainSftp, tmp_path: Path):
    with pytest.raises(HostError) as refused:
        sftp(plain.address(tmp_path), PASSWORD, None, server.host_keys[1])()
    assert slug(refused) == "host-key-changed"


def test_each_key_of_a_server_may_be_the_kept_one_also_as_a_line_of_known_hosts(server: Sshd, tmp_path: Path):
    for line in (*server.host_keys, f"[127.0.0.1]:22 {server.host_keys[0]} a comment"):
        sftp(server.address(tmp_path), "", server.key, line)().close()


def test_the_key_that_a_server_shows_and_its_fingerprint_are_those_of_openssh(server: Sshd, tmp_path: Path):
    shown = fetch_host_key(server.address(tmp_path))
    assert shown == server.host_keys[0]
    for line in server.host_keys:
        (tmp_path / "key").write_text(line, encoding="utf-8")
        told = subprocess.run(
            [program("ssh-keygen", "openssh-client"), "-lf", str(tmp_path / "key")],
            capture_output=True,
            text=True,
            check=True,
        )
        assert fingerprint(line) == told.stdout.split()[1]


def test_a_wrong_password_and_a_wrong_user_are_told_as_a_login_without_repeating_them(plain: PlainSftp, tmp_path: Path):
    opened = sftp(plain.address(tmp_path), "falsch-und-geheim", None, plain.host_key)
    with pytest.raises(HostError) as refused:
        opened()
    assert slug(refused) == "host-login"
    assert "falsch" not in refused.value.describe()
    address = plain.address(tmp_path).replace("school", "nobody")
    with pytest.raises(HostError) as refused:
        sftp(address, PASSWORD, None, plain.host_key)()
    assert slug(refused) == "host-login"


def test_a_key_opens_the_account_and_one_under_a_passphrase_with_it(server: Sshd, tmp_path: Path):
    sftp(server.address(tmp_path), PASSPHRASE, server.locked_key, server.host_keys[0])().close()
    sftp(server.address(tmp_path), "not needed", server.key, server.host_keys[0])().close()


def test_a_key_that_does_not_open_is_told_as_a_login(server: Sshd, tmp_path: Path):
    make_key(tmp_path / "stranger", "ed25519")
    (tmp_path / "text").write_text("no key", encoding="utf-8")
    for key, passphrase in (
        *((server.locked_key, ""), (server.locked_key, "wrong")),
        *((tmp_path / "stranger", ""), (tmp_path / "text", ""), (tmp_path / "none", "")),
    ):
        with pytest.raises(HostError) as refused:
            sftp(server.address(tmp_path), passphrase, key, server.host_keys[0])()
        assert slug(refused) == "host-login"


def test_the_agent_is_asked_when_there_is_neither_password_nor_key_file(
    server: Sshd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    with pytest.raises(HostError) as refused:
        sftp(server.address(tmp_path), "", None, server.host_keys[0])()
    assert slug(refused) == "host-login"
    agent = subprocess.Popen([program("ssh-agent", "openssh-client"), "-D", "-a", str(tmp_path / "agent")])
    try:
        for _ in range(500):
            if (tmp_path / "agent").exists():
                break
            time.sleep(0.01)
        monkeypatch.setenv("SSH_AUTH_SOCK", str(tmp_path / "agent"))
        make_key(tmp_path / "stranger", "ed25519")
        for key in (tmp_path / "stranger", server.key):
            subprocess.run([program("ssh-add", "openssh-client"), "-q", str(key)], check=True)
        sftp(server.address(tmp_path), "", None, server.host_keys[0])().close()
    finally:
        agent.terminate()
        agent.wait(timeout=5)


def test_an_account_without_sftp_is_told_so(tmp_path: Path):
    make_key(tmp_path / "host", "ed25519")
    with plain_sftp(tmp_path / "host", sftp_allowed=False) as server, pytest.raises(HostError) as refused:
        sftp(server.address(tmp_path), PASSWORD, None, server.host_key)()
    assert slug(refused) == "host-login"


def test_where_nothing_may_be_written_the_host_refuses_and_the_old_file_stays(server: Sshd):
    host = sftp(server.address("/proc/self"), "", server.key, server.host_keys[0])()  # not even root writes there
    for call in (lambda: host.write("new/index.html", b"x"), lambda: host.create_exclusive("lock", b"x")):
        with pytest.raises(HostError) as refused:
            call()
        assert slug(refused) == "host-refused"
    host.close()


def test_a_full_disk_is_noticed_in_the_middle_of_a_file_and_leaves_the_old_one_and_no_part(tmp_path: Path):
    make_key(tmp_path / "host", "ed25519")
    (tmp_path / "site").mkdir()
    with plain_sftp(tmp_path / "host", full_at=2 * 32_768) as server:
        host = sftp(server.address(tmp_path / "site"), PASSWORD, None, server.host_key)()
        host.write("index.html", b"old")
        for call in (
            lambda: host.write("index.html", b"n" * 300_000),
            lambda: host.create_exclusive("lock", b"n" * 300_000),
        ):
            with pytest.raises(HostError) as refused:
                call()
            assert slug(refused) == "host-refused"
        assert [(found.path, found.size) for found in host.list("")] == [("index.html", 3)]
        host.close()


def test_what_can_not_be_read_is_not_taken_for_absent(server: Sshd, tmp_path: Path):
    (tmp_path / "folder").mkdir()
    host = sftp(server.address(tmp_path), "", server.key, server.host_keys[0])()
    with pytest.raises(HostError) as refused:
        host.read("folder")
    assert slug(refused) == "host-refused"
    host.close()


@pytest.mark.parametrize("left", [100_000, 3_000_000])
def test_a_connection_cut_in_the_middle_of_a_write_leaves_the_old_file_whole(server: Sshd, tmp_path: Path, left: int):
    with breaking(server.port) as between:
        address = server.address(tmp_path).replace(f":{server.port}", f":{between.port}")
        host = sftp(address, "", server.key, server.host_keys[0])()
        host.write("index.html", b"old" * 1000)
        between.left = left
        with pytest.raises(HostRetryError) as refused:
            host.write("index.html", b"new" * 3_000_000)
        assert slug(refused) == "host-unreachable"
        host.close()
    assert (tmp_path / "index.html").read_bytes() == b"old" * 1000


@pytest.mark.parametrize("left", [0, 500, 100_000])
def test_a_server_that_falls_silent_is_left_within_the_time_out(server: Sshd, tmp_path: Path, left: int):
    with breaking(server.port, silent=True) as between:
        address = server.address(tmp_path).replace(f":{server.port}", f":{between.port}")
        host = sftp(address, "", server.key, server.host_keys[0], patience=0.3)()
        between.left = left
        for call in (lambda: host.write("index.html", b"x" * 20_000_000), lambda: host.read("index.html")):
            began = time.monotonic()
            with pytest.raises(HostRetryError) as refused:
                call()
            assert slug(refused) == "host-unreachable"
            assert time.monotonic() - began < 3
        host.close()


def test_a_server_that_falls_silent_while_connecting_is_left_within_the_time_out(server: Sshd, tmp_path: Path):
    with breaking(server.port, silent=True) as between:
        address = server.address(tmp_path).replace(f":{server.port}", f":{between.port}")
        opened = sftp(address, "", server.key, server.host_keys[0], patience=0.3)
        opened().close()
        whole = between.sent
        for share in (0, 0.5, 0.8, 0.92):
            between.left = int(whole * share)
            began = time.monotonic()
            with pytest.raises(HostRetryError) as refused:
                opened()
            assert slug(refused) == "host-unreachable"
            assert time.monotonic() - began < 3


def test_nobody_at_the_address_is_worth_another_try():
    line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
    for address in (f"sftp://a@127.0.0.1:{free_port()}/x", "sftp://a@host.invalid/x"):
        with pytest.raises(HostRetryError) as refused:
            sftp(address, "x", None, line)()
        assert slug(refused) == "host-unreachable"


def test_servers_differ_in_what_they_promise(server: Sshd, plain: PlainSftp, tmp_path: Path):
    good = sftp(server.address(tmp_path), "", server.key, server.host_keys[0])()
    old = sftp(plain.address(tmp_path), PASSWORD, None, plain.host_key)()
    assert (good.traits.atomic_replace, old.traits.atomic_replace) == (True, False)
    good.close()
    old.close()


def test_an_address_counts_from_the_root_or_from_where_the_account_begins():
    assert parse_address("sftp://school@host.example/www/site", 22) == Address(
        "school", "host.example", 22, "/www/site"
    )
    assert parse_address("sftp://u%40school@host.example:2222/~/www", 22) == Address(
        "u@school", "host.example", 2222, "www"
    )
    assert parse_address("sftp://u@[::1]/~", 22) == Address("u", "::1", 22, "")
    assert parse_address("sftp://u@host.example", 22).folder == "/"
    assert parse_address("sftp://u@host.example//a/../%D1%81%D0%B0%D0%B9%D1%82/", 22).folder == "/сайт"


@pytest.mark.parametrize(
    "address",
    [
        "sftp://host.example/x",
        "sftp://u:geheim@host.example/x",
        "sftp://u@/x",
        "sftp://u@h:99999/x",
        "x",
        "sftp://u@a..b",
    ],
)
def test_an_address_without_a_user_or_with_a_password_is_refused_and_not_repeated(address: str):
    with pytest.raises(SettingsError) as refused:
        sftp(address, "", None, "")
    assert slug(refused) == "bad-setting"
    assert "geheim" not in refused.value.describe()
