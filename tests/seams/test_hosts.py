"""What every host promises, tried on every kind of host against its real server."""

from __future__ import annotations

import os
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from generator.publishing.host import TEMPORARY, Host, Open
from tests.hosts.kinds import KINDS, Ground, NotHereError


@pytest.fixture(scope="session", params=sorted(KINDS))
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    start = contextmanager(KINDS[request.param])
    try:
        with start(tmp_path_factory.mktemp(request.param)) as found:
            yield found
    except NotHereError as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{request.param}: {missing}")
        pytest.skip(f"{request.param}: {missing}")


@pytest.fixture
def name() -> str:
    return f"t{uuid.uuid4().hex[:12]}"


@pytest.fixture
def opened(ground: Ground, name: str) -> Open:
    return ground.open_at(name)


@pytest.fixture
def host(opened: Open) -> Iterator[Host]:
    made = opened()
    yield made
    made.close()


def test_what_was_written_is_read_by_another_connection(host: Host, opened: Open):
    host.write("d/0a/index.html", b"one")
    host.write("index.html", "два".encode())
    host.flush()
    other = opened()
    assert other.read("d/0a/index.html") == b"one"
    assert other.read("index.html") == "два".encode()
    other.close()


def test_a_file_that_is_absent_reads_as_none(host: Host):
    assert host.read("nothing") is None
    assert host.read("no/such/folder/index.html") is None
    host.write("d/index.html", b"x")
    host.flush()
    assert host.read("d/other.html") is None


def test_a_file_is_replaced_and_keeps_every_byte(host: Host):
    content = bytes(range(256)) * 500
    host.write("a/file.bin", b"old")
    host.write("a/file.bin", content)
    host.flush()
    assert host.read("a/file.bin") == content


def test_an_empty_file_is_a_file(host: Host):
    host.write("empty", b"")
    host.flush()
    assert host.read("empty") == b""


def test_the_list_names_every_file_below_a_folder_and_its_size(host: Host):
    for path in ("index.html", "d/0a/index.html", "d/0b/index.html", "dd/index.html", ".diary/state"):
        host.write(path, path.encode())
    host.flush()
    assert [(found.path, found.size) for found in host.list("")] == [
        (path, len(path))
        for path in (".diary/state", "d/0a/index.html", "d/0b/index.html", "dd/index.html", "index.html")
    ]
    assert [found.path for found in host.list("d")] == ["d/0a/index.html", "d/0b/index.html"]
    assert host.list("nowhere") == []


def test_an_empty_place_has_no_files(host: Host):
    assert host.list("") == []
    assert host.read("index.html") is None


def test_what_was_deleted_is_absent_and_deleting_again_is_no_error(host: Host, opened: Open):
    for path in ("f/1/index.html", "f/2/index.html"):
        host.write(path, b"x")
    host.flush()
    host.delete(["f/1/index.html", "f/never/index.html"])
    host.delete(["f/1/index.html"])
    host.flush()
    other = opened()
    assert other.read("f/1/index.html") is None
    assert [found.path for found in other.list("")] == ["f/2/index.html"]
    other.close()


def test_one_name_is_created_once(host: Host, opened: Open):
    assert host.create_exclusive(".diary/lock", b"mine") is True
    other = opened()
    assert other.create_exclusive(".diary/lock", b"theirs") is False
    assert other.read(".diary/lock") == b"mine"
    other.delete([".diary/lock"])
    other.flush()
    assert other.create_exclusive(".diary/lock", b"theirs") is True
    other.close()


def test_of_many_that_create_one_name_exactly_one_does(opened: Open):
    barrier = threading.Barrier(4)

    def create(number: int) -> bool:
        made = opened()
        try:
            barrier.wait(timeout=30)
            return made.create_exclusive(".diary/lock", f"{number}".encode())
        finally:
            made.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(create, range(4))) == [False, False, False, True]


def test_the_time_of_a_file_is_the_servers_or_unknown(host: Host):
    host.write("one", b"1")
    host.flush()
    (found,) = host.list("")
    assert found.modified is None or abs(found.modified - time.time()) < 120


def test_no_half_written_file_is_left_behind(host: Host):
    host.write("a/b/c.html", b"x")
    host.create_exclusive("lock", b"y")
    host.flush()
    assert not [found.path for found in host.list("") if found.path.endswith(TEMPORARY)]


def test_a_reader_never_sees_a_part_of_a_file(ground: Ground, host: Host, opened: Open, name: str):
    """Only where the host says so (`atomic_replace`): others are told to the person who publishes."""
    if not host.traits.atomic_replace or not ground.plain:
        pytest.skip("this host does not promise it")
    whole = [b"a" * 400_000, b"b" * 400_000]
    host.write("index.html", whole[0])
    host.flush()
    seen: list[bytes | None] = []
    ready, done = threading.Event(), threading.Event()
    place = ground.served(name)

    def look() -> None:
        reader = opened()
        ready.set()
        while not done.is_set():
            if place is None:
                seen.append(reader.read("index.html"))
            else:
                seen.append((place / "index.html").read_bytes() if (place / "index.html").exists() else None)
        reader.close()

    with ThreadPoolExecutor(1) as pool:
        looking = pool.submit(look)
        ready.wait(timeout=30)
        for number in range(12):
            host.write("index.html", whole[number % 2])
        done.set()
        looking.result(timeout=60)
    assert seen
    assert all(content in whole for content in seen)


def test_names_and_contents_of_any_length_of_a_site_fit(host: Host):
    path = f"d/{'0123456789abcdef' * 2}/index.html"
    host.write(path, b"\x00" * 70_001)
    host.flush()
    assert host.read(path) == b"\x00" * 70_001


def test_several_connections_write_at_once(opened: Open, host: Host):
    if host.traits.connections < 2:
        pytest.skip("one connection is all that this host takes")

    def write(number: int) -> None:
        made = opened()
        for n in range(5):
            made.write(f"d/{number}/{n}.html", f"{number} {n}".encode() * 100)
        made.flush()
        made.close()

    with ThreadPoolExecutor(host.traits.connections) as pool:
        list(pool.map(write, range(host.traits.connections)))
    assert len(host.list("d")) == host.traits.connections * 5
