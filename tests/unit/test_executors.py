import gc

import pytest

from generator.errors import ReadError
from generator.executors import run_tasks
from generator.origin import Origin


def double(context: int, task: int) -> int:
    return context + 2 * task


def fail(_context: int, task: int) -> int:
    raise ReadError("bad-value", "a message", origin=Origin("a.csv", line=task), hint="a hint")


@pytest.mark.parametrize("workers", [1, 2])
def test_every_task_is_done_once(workers: int) -> None:
    assert sorted(run_tasks(double, 1, range(9), workers=workers)) == [1 + 2 * n for n in range(9)]


def test_an_error_crosses_the_process_boundary_with_place_and_hint() -> None:
    with pytest.raises(ReadError) as raised:
        list(run_tasks(fail, 0, range(9), workers=2))
    assert raised.value.slug == "bad-value"
    assert raised.value.origin.file == "a.csv"
    assert raised.value.hint == "a hint"


def test_the_cycle_collector_is_on_again_afterwards() -> None:
    list(run_tasks(double, 1, [1]))
    assert gc.isenabled()
