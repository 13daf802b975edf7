"""Run one function over many tasks: here, or in processes.

The seam is the standard library's `concurrent.futures.Executor`; the unit of work is a class of students. Tasks and
results are picklable values, the function is importable, and what all tasks share (`context`) is sent once to every
process instead of with every task.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import Any, TypeVar

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")

_shared: dict[str, Any] = {}  # one entry per worker process, set once by its initializer, never in the main process


def run_tasks(
    function: Callable[[C, T], R], context: C, tasks: Sequence[T], *, workers: int = 0, few: int = 4
) -> Iterator[R]:
    """Yield the results in the order in which they are ready.

    `workers` 0 means one for every core. Up to `few` tasks run here: starting processes costs more than they take.
    """
    count = min(workers or os.cpu_count() or 1, len(tasks))
    if count <= 1 or len(tasks) <= few:
        for task in tasks:
            yield _quietly(function, context, task)
        return
    with ProcessPoolExecutor(count, initializer=_keep, initargs=(context,)) as pool:
        futures = [pool.submit(_call, function, task) for task in tasks]
        try:
            for future in as_completed(futures):
                yield future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _keep(context: object) -> None:
    _shared["context"] = context


def _call(function: Callable[[Any, T], R], task: T) -> R:
    return _quietly(function, _shared["context"], task)


def _quietly(function: Callable[[C, T], R], context: C, task: T) -> R:
    """Run a task with the cycle collector off: a class is hundreds of thousands of values without a cycle among them,
    which are freed as they are let go, and looking through them again and again takes as long as the work itself.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        return function(context, task)
    finally:
        if was_on:
            gc.enable()
