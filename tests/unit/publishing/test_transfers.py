"""Bounded concurrency: halved by a failure, widened again by calm, never above its limit."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from generator.errors import HostError, HostRetryError
from generator.products import PublicFile
from generator.publishing.hosts.memory import MemoryHost, Shelf
from generator.publishing.transfers import Gate, Transfers
from generator.publishing.wrappers import retry
from generator.publishing.wrappers.retry import TRIES, RetryingHost


def test_a_failure_halves_the_room_and_twenty_successes_give_one_back():
    gate = Gate(8)
    gate.narrow()
    gate.narrow()
    assert gate.room == 2
    for _ in range(20):
        with gate.passing():
            pass
    assert gate.room == 3
    for _ in range(400):
        with gate.passing():
            pass
    assert gate.room == 8


def test_at_least_one_may_always_work():
    gate = Gate(1)
    gate.narrow()
    with gate.passing():
        assert gate.room == 1


def test_no_more_than_the_room_are_inside_at_once():
    gate, inside, most, lock = Gate(3), 0, 0, threading.Lock()

    def work() -> None:
        nonlocal inside, most
        with gate.passing():
            with lock:
                inside += 1
                most = max(most, inside)
            threading.Event().wait(0.002)
            with lock:
                inside -= 1

    with ThreadPoolExecutor(12) as pool:
        for _ in range(60):
            pool.submit(work)
    assert most == 3


def test_only_a_few_files_are_in_memory_at_once():
    loaded, told, most = 0, 0, 0

    def load(path: str) -> PublicFile:
        nonlocal loaded
        loaded += 1
        return PublicFile(path, b"x")

    def sent(_path: str, _size: int) -> None:
        nonlocal told, most
        told += 1
        most = max(most, loaded - told)

    shelf = Shelf()
    with Transfers(lambda: MemoryHost(shelf), 4, load) as transfers:
        transfers.write([f"d/{n}" for n in range(200)], sent)
    assert told == len(shelf.files) == 200
    assert most <= 8


class Broken(MemoryHost):
    def __init__(self, error: Exception) -> None:
        super().__init__(Shelf())
        self.error = error
        self.calls = 0

    def read(self, _path: str) -> bytes | None:
        self.calls += 1
        raise self.error


@pytest.mark.parametrize(("error", "calls"), [(HostRetryError("host-unreachable", "cut"), TRIES),
                                              (HostError("host-login", "no"), 1)])  # fmt: skip
def test_only_what_may_pass_is_tried_again_and_not_for_ever(monkeypatch, error, calls):
    waited: list[int] = []
    monkeypatch.setattr(retry, "pause", waited.append)
    broken = Broken(error)
    with pytest.raises(type(error)):
        RetryingHost(lambda: broken).read("x")
    assert broken.calls == calls
    assert waited == list(range(calls - 1))


def test_pauses_grow_and_differ(monkeypatch):
    slept: list[float] = []
    monkeypatch.setattr(retry.time, "sleep", slept.append)
    for attempt in range(4):
        retry.pause(attempt)
    assert all(2**n / 2 <= pause <= 2**n * 0.75 for n, pause in enumerate(slept))
    assert slept == sorted(slept)
