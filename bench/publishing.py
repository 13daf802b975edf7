#!/usr/bin/env python3
"""Measure a publication on every kind of host against its real server on this computer, and print one JSON object.

usage: publishing.py [KIND …]        (default: every kind; 600 files of 60 kB)

Seconds stand beside their ratio to the same bytes written to a folder in the same run, file by file with fsync: what no
protocol can beat. The servers are those of the tests.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from generator.publishing.publish import publish  # noqa: E402  the path comes first
from tests.hosts.kinds import KINDS, NotHereError  # noqa: E402  the path comes first
from tests.unit.publishing.ground import job, pages  # noqa: E402  the path comes first

COUNT, SIZE, CLASS = 600, 60_000, 25


def site(version: int, changed: int = COUNT) -> dict[str, bytes]:
    old, new = pages(COUNT - 3, "1"), pages(COUNT - 3, str(version))
    mixed = {path: new[path] if number < changed else old[path] for number, path in enumerate(sorted(old))}
    return {path: content + bytes(SIZE - len(content)) for path, content in mixed.items()}


def seconds_of(run: object) -> tuple[float, object]:
    start = time.perf_counter()
    result = run()  # type: ignore[operator]  # a function
    return time.perf_counter() - start, result


def floor(folder: Path) -> float:
    """Return the seconds of writing as many bytes to as many files."""
    content = bytes(SIZE)
    start = time.perf_counter()
    for number in range(COUNT):
        with (folder / str(number)).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    return time.perf_counter() - start


def measure(name: str, scratch: Path) -> dict[str, object]:
    least = floor(scratch)
    (scratch / "server").mkdir()
    with contextmanager(KINDS[name])(scratch / "server") as ground:
        opened, journal = ground.open_at("bench"), scratch / "journal"
        first, _ = seconds_of(lambda: publish(job(site(1), opened, journal)))
        nothing, _ = seconds_of(lambda: publish(job(site(1), opened, journal, latest=1)))
        one, report = seconds_of(lambda: publish(job(site(2, CLASS), opened, journal, latest=1)))
    return {
        "first": round(first, 2),
        "first_per_floor": round(first / least, 1),
        "nothing_changed": round(nothing, 3),
        "one_class_changed": round(one, 2),
        "pages_written_then": report.written,  # type: ignore[attr-defined]  # a report
    }


def main() -> None:
    found: dict[str, object] = {}
    for name in sys.argv[1:] or [kind for kind in KINDS if kind != "memory"]:
        with tempfile.TemporaryDirectory(prefix="diary-bench-", ignore_cleanup_errors=True) as scratch:
            try:
                found[name] = measure(name, Path(scratch))
            except NotHereError as missing:
                found[name] = str(missing)
        print(f"{name}: {found[name]}", file=sys.stderr)
    print(json.dumps({"files": COUNT, "bytes_each": SIZE, "hosts": found}, indent=1))


if __name__ == "__main__":
    main()
