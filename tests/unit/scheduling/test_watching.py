"""A real watcher over a real folder, with writers of all bad habits: no build ever sees half a file."""

from __future__ import annotations

import io
import os
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest

from generator.scheduling.arrivals import Rules, Sightings
from generator.scheduling.completeness import Whole, judge
from generator.scheduling.inbox import Inbox, InboxResult, receive
from generator.scheduling.watching import Hints, receive_until_still, watch

RULES = Rules(settle=0.15, unsure=0.6, deadline=1.2)


def rows(word: str, count: int = 400) -> bytes:
    return ("Ученик;Отметка\n" + f"{word};5\n" * count).encode()


def packed(word: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("marks.csv", rows(word))
    return out.getvalue()


class Watched:
    """A watcher in a thread; `builds` are what each run found in `content/exports`."""

    def __init__(self, root: Path, *, is_network: bool) -> None:
        self.folder, self.exports = root / "inbox", root / "content/exports"
        self.folder.mkdir()
        self.exports.mkdir(parents=True)
        self.results: list[InboxResult] = []
        self.builds: list[dict[str, bytes]] = []
        self.half: list[str] = []
        self.busy = 0
        self.seen: Sightings = {}
        self.stop = threading.Event()
        self.hints = Hints(self.folder, is_network=is_network)
        self.inbox = Inbox(
            folder=self.folder,
            exports=self.exports,
            staging=root / "private/inbox",
            rules=RULES,
            today=date(2026, 11, 19),
            note=lambda name, reason: f"{name} {reason}",
            guard=nullcontext,
        )
        self.thread = threading.Thread(target=self.run)

    def run(self) -> None:
        with self.hints:
            watch(self.hints, RULES, self.look, self.tick, self.stop)

    def look(self) -> InboxResult:
        result, self.seen = receive(self.inbox, self.seen, time.monotonic())
        self.results.append(result)
        return result

    def tick(self) -> bool:
        if self.busy:
            self.busy -= 1
            return False
        found = {}
        for path in self.exports.rglob("*"):
            if path.is_file():
                self.half += [] if judge(path, "").whole is Whole.YES else [path.name]
                found[path.relative_to(self.exports).as_posix()] = path.read_bytes()
        self.builds.append(found)
        return True

    def until(self, done: Callable[[], object], seconds: float = 8) -> None:
        end = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < end, (self.results[-3:], self.builds[-1:])
            time.sleep(0.01)

    def until_built(self, **files: bytes) -> None:
        wanted = {name.replace("_", "."): content for name, content in files.items()}
        self.until(lambda: self.builds and self.builds[-1] == wanted)

    def rejected(self) -> list[str]:
        return [item.name for result in self.results for item in result.rejected]

    def end(self) -> None:
        self.stop.set()
        self.hints.wake()
        self.thread.join(5)
        assert not self.thread.is_alive()
        assert self.half == []


@pytest.fixture(params=[False, pytest.param(True, marks=pytest.mark.ci)], ids=["events", "polling"])
def watched(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    # So that a hint that does not come fails the test instead of only making it slow; polling is given its pace.
    monkeypatch.setattr("generator.scheduling.watching._IDLE_LOCAL", 30.0)
    monkeypatch.setattr("generator.scheduling.watching._IDLE_NETWORK", 0.1)
    monkeypatch.setattr("generator.scheduling.watching._AGAIN", 0.1)
    found = Watched(tmp_path, is_network=request.param)
    found.thread.start()
    if not request.param:
        found.until(lambda: found.hints._observer)
    yield found
    found.end()


def written_slowly(path: Path, content: bytes, pause: float, parts: int = 6) -> None:
    size = -(-len(content) // parts)
    with path.open("wb", buffering=0) as file:
        for start in range(0, len(content), size):
            file.write(content[start : start + size])
            time.sleep(pause)


@pytest.mark.ci
def test_a_dropped_file_is_built_and_only_once(watched: Watched):
    (watched.folder / "a.csv").write_bytes(rows("целый"))
    watched.until_built(a_csv=rows("целый"))
    time.sleep(0.4)
    assert len(watched.builds) == 1


def test_a_slow_copy_is_built_when_it_is_whole(watched: Watched):
    written_slowly(watched.folder / "a.csv", rows("медленно"), 0.05)
    watched.until_built(a_csv=rows("медленно"))
    assert len(watched.builds) == 1


def test_a_copy_that_pauses_longer_than_the_quiet_time_is_not_taken_in_between(watched: Watched):
    content = packed("пауза")
    written_slowly(watched.folder / "a.zip", content, 0.4, parts=3)
    watched.until_built(a_zip=content)
    assert any(result.doubtful for result in watched.results)


@pytest.mark.ci
def test_a_file_renamed_into_place_is_built(watched: Watched):
    written_slowly(watched.folder / "a.csv.part", rows("часть"), 0.05)
    time.sleep(0.3)
    assert watched.builds == []
    (watched.folder / "a.csv.part").rename(watched.folder / "a.csv")
    watched.until_built(a_csv=rows("часть"))


@pytest.mark.ci
def test_a_file_that_is_abandoned_is_rejected_and_never_built(watched: Watched):
    (watched.folder / "a.zip").write_bytes(packed("брошен")[:-40])
    watched.until(lambda: watched.rejected() == ["a.zip"])
    assert watched.builds == []
    assert (watched.folder / "rejected/2026-11-19/a.zip.txt").is_file()


@pytest.mark.ci
def test_two_files_at_once_and_a_folder_of_two(watched: Watched):
    (watched.folder / "t").mkdir()
    names = ["a.csv", "b.csv", "t/c.csv", "t/d.csv"]
    writers = [
        threading.Thread(target=written_slowly, args=(watched.folder / name, rows(name), 0.03 * (number + 1)))
        for number, name in enumerate(names)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    watched.until(lambda: watched.builds and watched.builds[-1] == {name: rows(name) for name in names})
    assert all(("t/c.csv" in build) == ("t/d.csv" in build) for build in watched.builds)


@pytest.mark.ci
def test_files_in_new_folders_wake_the_watcher_too(watched: Watched):
    watched.until(lambda: len(watched.results) > 1)
    (watched.folder / "t/u").mkdir(parents=True)
    time.sleep(0.3)
    (watched.folder / "t/u/a.csv").write_bytes(rows("глубоко"))
    watched.until(lambda: watched.builds and watched.builds[-1] == {"t/u/a.csv": rows("глубоко")})


@pytest.mark.ci
def test_a_newer_version_replaces_the_older(watched: Watched):
    (watched.folder / "a.csv").write_bytes(rows("старая"))
    watched.until_built(a_csv=rows("старая"))
    written_slowly(watched.folder / "a.csv", rows("новая"), 0.05)
    watched.until_built(a_csv=rows("новая"))


@pytest.mark.ci
def test_a_file_that_is_written_again_and_again_is_whole_whenever_it_is_taken(watched: Watched):
    for number in range(8):
        (watched.folder / "a.csv").write_bytes(rows(f"версия {number}", 20_000))
        time.sleep(0.04 * number)
    watched.until(lambda: watched.builds and watched.builds[-1]["a.csv"] == rows("версия 7", 20_000))


@pytest.mark.ci
def test_an_inbox_that_vanishes_and_comes_back_is_watched_again(watched: Watched):
    away = watched.folder.with_name("away")
    watched.folder.rename(away)
    watched.hints.wake()  # instead of waiting for the look that comes without any event; so below
    watched.until(lambda: watched.results and watched.results[-1].gone)
    (away / "a.csv").write_bytes(rows("после"))
    away.rename(watched.folder)
    watched.hints.wake()
    watched.until_built(a_csv=rows("после"))
    (watched.folder / "b.csv").write_bytes(rows("ещё"))
    watched.until_built(a_csv=rows("после"), b_csv=rows("ещё"))


@pytest.mark.ci
def test_a_run_that_another_one_kept_from_running_is_owed(watched: Watched):
    watched.busy = 2
    (watched.folder / "a.csv").write_bytes(rows("позже"))
    watched.until_built(a_csv=rows("позже"))
    assert watched.busy == 0


def test_the_system_may_refuse_to_watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """As it does when its limit is reached: then looks alone find everything."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr("watchdog.observers.api.BaseObserver.schedule", refuse)
    with Hints(tmp_path, is_network=False) as hints:
        assert hints._observer is None
        assert hints.idle < 10


@pytest.mark.ci
def test_what_is_there_is_waited_for_once_and_what_never_rests_is_left(tmp_path: Path):
    watched = Watched(tmp_path, is_network=False)
    began = time.monotonic()
    assert receive_until_still(watched.look, RULES) == InboxResult()
    assert time.monotonic() - began < 0.1
    (watched.folder / "a.csv").write_bytes(rows("целый"))
    assert receive_until_still(watched.look, RULES).received == ("a.csv",)
    over = threading.Event()

    def restless() -> None:
        while not over.wait(0.02):
            (watched.folder / "b.csv").write_bytes(rows(os.urandom(4).hex()))

    writer = threading.Thread(target=restless)
    writer.start()
    watched.until((watched.folder / "b.csv").is_file)
    left = receive_until_still(watched.look, RULES)
    over.set()
    writer.join()
    assert left.waiting == ("b.csv",)
    assert left.received == ()
