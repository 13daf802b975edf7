"""One computer publishes at a time; a dead one's lock ends after its lease."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from generator.errors import BusyError
from generator.publishing.host import Listed
from generator.publishing.hosts.memory import MemoryHost, Shelf
from generator.publishing.lock import take_lock

PATH = ".diary/lock"


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def host(shelf: Shelf) -> MemoryHost:
    return MemoryHost(shelf)


def leave_stale(shelf: Shelf, age: float = 500) -> None:
    body = json.dumps({"owner": "dead", "lease": 120, "at": time.time() - age}).encode()
    shelf.files[PATH] = (body, time.time() - age)


def test_it_is_held_until_released(host):
    lock = take_lock(host, PATH)
    with pytest.raises(BusyError, match="another computer is publishing"):
        take_lock(host, PATH)
    lock.release()
    take_lock(host, PATH).check()


def test_a_stale_one_is_taken_over_and_its_owner_finds_out(host, shelf):
    dead = take_lock(host, PATH)
    body, at = shelf.files[PATH]
    shelf.files[PATH] = (body, at - 500)
    lock = take_lock(host, PATH)
    lock.check()
    with pytest.raises(BusyError, match="taken over"):
        dead.check()
    dead.release()
    lock.check()
    assert list(shelf.files) == [PATH]


def test_it_is_renewed_at_a_third_of_the_lease(host, shelf):
    now = [1000.0]
    lock = take_lock(host, PATH, lease=90, clock=lambda: now[0])
    first = shelf.files[PATH]
    now[0] += 29
    lock.beat()
    assert shelf.files[PATH] is first
    now[0] += 2
    lock.beat()
    assert json.loads(shelf.files[PATH][0])["at"] == now[0]


def test_of_many_that_find_a_stale_lock_exactly_one_works(shelf):
    for _ in range(20):
        leave_stale(shelf)
        barrier = threading.Barrier(4)

        def contend() -> bool:
            host = MemoryHost(shelf)
            barrier.wait(timeout=10)  # noqa: B023  used within the round
            try:
                take_lock(host, PATH)
            except BusyError:
                return False
            return True

        with ThreadPoolExecutor(4) as pool:
            won = [future.result() for future in [pool.submit(contend) for _ in range(4)]]
        assert won.count(True) <= 1
        shelf.files.pop(PATH, None)
        assert not [path for path in shelf.files if "dead" in path]


def test_a_contender_that_died_half_way_does_not_lock_for_ever(host, shelf):
    leave_stale(shelf)
    shelf.files[f"{PATH}.dead"] = shelf.files[PATH]
    with pytest.raises(BusyError):
        take_lock(host, PATH)
    take_lock(host, PATH).check()


def test_where_the_host_tells_no_times_the_body_does(shelf):
    class Timeless(MemoryHost):
        def list(self, folder: str) -> list[Listed]:
            return [found._replace(modified=None) for found in super().list(folder)]

    leave_stale(shelf, 100)
    with pytest.raises(BusyError):
        take_lock(Timeless(shelf), PATH)
    leave_stale(shelf)
    take_lock(Timeless(shelf), PATH).check()


def test_a_lock_that_can_not_be_read_counts_by_its_age(host, shelf):
    shelf.files[PATH] = (b"\xff", time.time() - 500)
    take_lock(host, PATH).check()
