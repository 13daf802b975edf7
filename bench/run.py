#!/usr/bin/env python3
"""Measure what PRODUCT goals are stated for, and print one JSON object.

usage: run.py [N …]        (default 100 1000)

Seconds differ from machine to machine, so every figure stands beside a ratio to something done in the same run: one
PBKDF2 of 600,000 rounds (what one access code costs), and rendering plus sealing the plainest way (Jinja2, zlib 6,
AES-GCM: the floor a school would reach with a template and a loop).
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

from make_school import make

ROOT = Path(__file__).resolve().parents[1]
NOW = "2027-05-26T18:00"


def cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def diary(*arguments: object) -> dict[str, float]:
    """Run the program in a process of its own; return wall and CPU seconds, and the largest process in MiB."""
    command = [sys.executable, "-m", "generator", *map(str, arguments)]
    start, before = time.perf_counter(), cpu()
    process = subprocess.run(
        ["/usr/bin/env", "python3", "-c", WATCH, *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if process.returncode:
        raise SystemExit(process.stderr)
    peak = float(process.stdout.splitlines()[-1])
    return {"wall": round(time.perf_counter() - start, 2), "cpu": round(cpu() - before, 2), "peak_mib": round(peak, 1)}


# The sum over all processes of a build, sampled: what a computer must have, shared pages counted once for each.
WATCH = """
import subprocess, sys, threading, time, pathlib
process = subprocess.Popen(sys.argv[1:])
peak = 0
def pss(pid):
    try:
        text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
def family(pid):
    found = [pid]
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            for child in task.read_text().split():
                found += family(int(child))
        except OSError:
            pass
    return found
while process.poll() is None:
    try:
        peak = max(peak, sum(map(pss, family(process.pid))))
    except OSError:
        pass
    time.sleep(0.5)
print(peak / 1024)
sys.exit(process.returncode)
"""


def reference() -> float:
    """Return the CPU seconds of one access code's derivation."""
    start = time.process_time()
    hashlib.pbkdf2_hmac("sha256", b"0" * 20, b"0" * 16, 600_000)
    return time.process_time() - start


def floor(page: bytes) -> float:
    """Return the CPU seconds of compressing and hashing one page the plain way (zlib level 6)."""
    start = time.process_time()
    for _ in range(10):
        packer = zlib.compressobj(6, zlib.DEFLATED, -15, 9)
        packer.compress(page)
        packer.flush()
    return (time.process_time() - start) / 10


def measure(folder: Path, count: int) -> dict[str, object]:
    make(folder, count)
    found: dict[str, object] = {"students": count}
    found["first build and codes"] = diary("access", "issue", "--site", folder, "--format", "json")
    shutil.rmtree(folder / "private" / "cache")
    (folder / "private" / "build.json").unlink()
    full = diary("build", "--site", folder)
    full["cpu_ms_per_diary"] = round(full["cpu"] / count * 1000, 2)
    full["per_derivation"] = round(full["cpu"] / count / reference(), 3)
    found["full build"] = full
    found["nothing changed"] = diary("build", "--site", folder)
    marks = min((folder / "content/exports").glob("*/marks.csv"))
    text = marks.read_text(encoding="utf-8").splitlines()
    for row in (1, 2):
        cells = text[row].split(";")
        cells[4] = "4" if cells[4] == "5" else "5"
        text[row] = ";".join(cells)
    marks.write_text("\n".join(text) + "\n", encoding="utf-8")
    before = {p: p.stat().st_mtime_ns for p in (folder / "output/site").rglob("*.html")}
    found["one class changed"] = diary("build", "--site", folder)
    after = {p: p.stat().st_mtime_ns for p in (folder / "output/site").rglob("*.html")}
    found["files written for one class"] = sum(1 for p in after if after[p] != before.get(p))
    content = min((folder / "output/site/d").rglob("*.html")).read_bytes()
    envelope = content.partition(b'id="sealed">')[2].partition(b"</script>")[0]
    found["envelope_bytes"] = len(envelope)
    found["outer_bytes"] = len(content) - len(envelope)
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
