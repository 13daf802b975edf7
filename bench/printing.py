#!/usr/bin/env python3
"""Measure the weekly extracts and the reports of a whole school, and print one JSON object.

usage: printing.py [N …]        (default 100 1000)

Reading is done before and not counted: a school prints from exports that were read for the diaries. `per_derivation` is
the CPU of one student's paper beside that of one access code in the same run, so that two machines can be compared.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from make_school import make

from run import ROOT, diary, reference

WEEK = "2027-W20"
"""A full week of lessons, in a term that still runs: with forecasts."""
NOW = "2027-05-22T16:00"
"""Its Saturday."""


def measure(folder: Path, count: int) -> dict[str, object]:
    make(folder, count)
    diary("build", "--site", folder)
    found: dict[str, object] = {"students": count}
    for kind in ("a4", "a5", "strip"):
        run = diary("print", "--site", folder, "--now", NOW, "--all", "--what", "week", "--week", WEEK, "--on", kind)
        run["cpu_ms_per_student"] = round(run["cpu"] / count * 1000, 2)
        run["per_derivation"] = round(run["cpu"] / count / reference(), 4)
        found[kind] = run
    run = diary("print", "--site", folder, "--now", NOW, "--week", WEEK)
    found["families on paper"] = run
    size = sum(path.stat().st_size for path in (folder / "output/print" / f"{WEEK}-all-week").glob("week-*.html"))
    found["bytes_per_student"] = size // count
    found["reports"] = diary("report", "--site", folder, "--now", NOW)
    return found


def main() -> None:
    counts = [int(text) for text in sys.argv[1:]] or [100, 1000]
    os.environ["PYTHONPATH"] = str(ROOT)
    results = []
    for count in counts:
        folder = Path(tempfile.mkdtemp(prefix="diary-bench-"))
        try:
            results.append(measure(folder, count))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps({"derivation_cpu_s": round(reference(), 3), "cores": os.cpu_count(), "runs": results}, indent=1))


if __name__ == "__main__":
    main()
