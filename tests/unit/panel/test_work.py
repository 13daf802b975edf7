from __future__ import annotations

import json
import threading
import time
from dataclasses import replace

import pytest

from generator.errors import ReadError
from generator.panel.state import Problem
from generator.panel.work import Work, overall
from tests.unit.panel.conftest import FakeDesk


def parsed(event: str) -> tuple[str, dict[str, object]]:
    """Return name and data of an event, which is two lines and an empty one."""
    name, data, *rest = event.split("\n")
    assert rest == ["", ""]
    return name.removeprefix("event: "), json.loads(data.removeprefix("data: "))


def test_a_listener_hears_of_progress_and_then_of_the_end(fake: FakeDesk, work: Work) -> None:
    assert work.refresh()
    stream = work.events()
    name, first = parsed(next(stream))
    while first["stage"] == "":  # the stream may be quicker than the refresh
        name, first = parsed(next(stream))
    assert name == "progress"
    assert (first["state"], first["stage"], first["done"], first["total"]) == ("running", "reading", 1, 2)
    fake.gate.set()
    events = [parsed(event) for event in stream]
    assert events[-1][0] == "end"
    assert (events[-1][1]["state"], events[-1][1]["percent"]) == ("done", 100)


def test_a_failed_refresh_ends_with_its_problems(fake: FakeDesk, work: Work) -> None:
    fake.error = ReadError("bad-value", "wrong")
    fake.gate.set()
    work.refresh()
    work.wait()
    assert [problem.slug for problem in work.problems] == ["bad-value"]
    assert [parsed(event)[1]["state"] for event in work.events()] == ["failed"]


def test_a_refresh_that_went_well_clears_the_problems(fake: FakeDesk, work: Work) -> None:
    fake.error = ReadError("bad-value", "wrong")
    fake.gate.set()
    work.refresh()
    work.wait()
    fake.error = None
    work.refresh()
    work.wait()
    assert work.problems == ()
    assert fake.refreshes == 2


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_of_the_program_does_not_block_the_button(fake: FakeDesk, work: Work) -> None:
    fake.error = RuntimeError("boom")
    fake.gate.set()
    work.refresh()
    work.wait()
    assert not work.is_running


def test_what_a_check_found_is_forgotten_when_a_refresh_overtook_it(fake: FakeDesk) -> None:
    gate = threading.Event()
    found = (Problem("error", "old", "bad-value"),)

    def check() -> tuple[Problem, ...]:
        assert gate.wait(10)
        return found

    work = Work(replace(fake.desk(), check=check))
    work.check()
    fake.gate.set()
    work.refresh()
    work.wait()
    gate.set()
    end = time.monotonic() + 5
    while work.is_checking and time.monotonic() < end:
        time.sleep(0.01)
    assert work.problems == ()


def test_nobody_checks_while_a_refresh_runs(fake: FakeDesk, work: Work) -> None:
    work.refresh()
    work.check()
    assert not work.is_checking
    fake.gate.set()
    work.wait()


def test_a_stream_ends_when_its_listener_has_gone_or_the_panel_ends(fake: FakeDesk, work: Work) -> None:
    work.refresh()
    assert list(work.events(lambda: True)) == []
    stream = work.events()
    next(stream)
    threading.Timer(0.05, work.close).start()
    for _ in stream:
        pass
    fake.gate.set()
    work.wait()


def test_a_panel_at_rest_says_so_at_once(work: Work) -> None:
    assert [parsed(event)[1]["state"] for event in work.events()] == ["idle"]


@pytest.mark.parametrize(
    ("stage", "done", "total", "percent"),
    [
        ("reading", 0, 4, 0),
        ("reading", 4, 4, 33),
        ("diaries", 0, 0, 33),
        ("diaries", 3, 6, 66),
        ("diaries", 9, 6, 100),
        ("x", 1, 1, 0),
    ],
)
def test_the_percentage_is_of_the_whole(stage: str, done: int, total: int, percent: int) -> None:
    assert overall(("reading", "diaries"), stage, done, total) == percent


def test_a_job_that_fails_is_told_beside_what_a_check_found(fake: FakeDesk, work: Work) -> None:
    fake.checked = fake.explain(ReadError("bad-value", "in a file"))
    work.check()
    list(work.events())
    fake.gate.set()
    fake.error = ReadError("no-exports", "nothing to print from")
    assert work.start(fake.desk().jobs["week"])
    work.wait()
    assert [problem.slug for problem in work.problems] == ["no-exports", "bad-value"]
    fake.error = None
    work.start(fake.desk().jobs["week"])
    work.wait()
    assert work.problems == fake.checked
