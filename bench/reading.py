#!/usr/bin/env python3
"""Measure the reading of a school's class workbooks (Сетевой город, «весь класс», XLSX), and print one JSON object.

usage: reading.py [N …]        (default 100 1000 students, 25 in a class, four terms)

Every class has a workbook for each term, with borders around cells in which nothing stands, as the journal writes them.
The workbooks are made once and kept in the folder for temporary files. `seconds` is `read_school` from its start to its
end in a process of its own, without loading Python, `cpu_s` the CPU of all its processes, `peak_mib` their memory
together. `quiet_cpu_s` is what the CPU would be on a machine that does nothing else: `cpu_s` × `QUIET` / what one
derivation of an access code takes in the same run. A cold read uses all cores, an unchanged one a single one.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

sys.path.append(str(Path(__file__).resolve().parents[1]))

from make_school import FAMILIES, NAMES, SETTINGS, SUBJECTS, TERMS

from run import ROOT, WATCH, reference
from tests.exports.workbooks import LESSONS_TITLE, SCHOOL, archive_of, lessons_block, lessons_report
from tests.schools.spreadsheet import letter

QUIET = 0.15
"""CPU seconds of one derivation by hashlib on the machine of the other figures when it does nothing else."""
MONTHS = {
    9: "Сентябрь",
    10: "Октябрь",
    11: "Ноябрь",
    12: "Декабрь",
    1: "Январь",
    2: "Февраль",
    3: "Март",
    4: "Апрель",
    5: "Май",
}
IN_A_CLASS = 25
CELLS = ("", "3", "4", "5", "2", "Н", "Б", "О", "3/4", "О 2")
HOW_OFTEN = (50, 15, 15, 8, 4, 4, 2, 1, 1, 1)
READ = """
import argparse, json, pathlib, resource, sys, time
from generator.commands.inputs import load_inputs
from generator.commands.school import read_school
inputs = load_inputs(argparse.Namespace(site=pathlib.Path(sys.argv[1]), now=""))
def cpu():
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)
start, before = time.perf_counter(), cpu()
loaded = read_school(inputs, inputs.folder.cache, quiet=True)
seconds, used = time.perf_counter() - start, cpu() - before
assert not loaded.problems, loaded.problems[0].describe()
print(json.dumps({"seconds": round(seconds, 3), "cpu_s": round(used, 3), "students": len(loaded.school.students),
                  "entries": sum(sum(one.counts.values()) for one in loaded.exports)}))
"""


def term_rows(title: str, names: Sequence[str], term: tuple[str, date, date], seed: str) -> list[list[Any]]:
    """Return the rows of a class in one term."""
    rng = random.Random(seed)
    _, start, end = term
    week = [subject for subject, hours in SUBJECTS for _ in range(hours)]
    random.Random(title).shuffle(week)
    days = [d for n in range((end - start).days + 1) if (d := start + timedelta(days=n)).weekday() < 6]
    columns: dict[str, list[int]] = {}
    for day in days:
        columns.setdefault(MONTHS[day.month], []).append(day.day)
    held = [set(week[d.weekday() * len(week) // 6 : (d.weekday() + 1) * len(week) // 6]) for d in days]
    blocks: list[list[Any]] = [[SCHOOL], [], [LESSONS_TITLE], [], []]
    for name in names:
        lines = []
        for subject, _ in SUBJECTS:
            cells = [rng.choices(CELLS, HOW_OFTEN)[0] if subject in there else None for there in held]
            lines.append([subject, *cells, 3.75, 3.8, "4"])
        period = f"с {start:%d.%m.%y} по {end:%d.%m.%y}"
        blocks += map(list, lessons_block(name, columns, lines, group=title, period=period))
    return blocks


def sheet_xml(rows: Sequence[Sequence[Any]]) -> tuple[str, str]:
    """Return a sheet with a border around every cell, and its shared strings."""
    strings: dict[str, int] = {}
    width = max(map(len, rows))
    letters = [letter(column) for column in range(1, width + 1)]
    lines = []
    for number, row in enumerate(rows, 1):
        cells = []
        for column, value in zip(letters, [*row, *[None] * (width - len(row))], strict=True):
            if value is None:
                cells.append(f'<c r="{column}{number}" s="1"/>')
            elif isinstance(value, str):
                at = strings.setdefault(value, len(strings))
                cells.append(f'<c r="{column}{number}" s="1" t="s"><v>{at}</v></c>')
            else:
                cells.append(f'<c r="{column}{number}" s="1"><v>{value!r}</v></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    shared = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
    return f"<sheetData>{''.join(lines)}</sheetData>", shared


def make_workbook(task: tuple[Path, str, Sequence[str], tuple[str, date, date]]) -> None:
    """Write one workbook: the parts of a small one, with other rows."""
    path, title, names, term = task
    data, shared = sheet_xml(term_rows(title, names, term, path.name))
    small = lessons_report(lessons_block("", {"Сентябрь": [1]}, []))
    with zipfile.ZipFile(io.BytesIO(small)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet, strings = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
    head, _, rest = parts[sheet].decode().partition("<sheetData>")
    parts[sheet] = (head + data + rest.partition("</sheetData>")[2]).encode()
    head = parts[strings].decode().partition("<si>")[0]
    parts[strings] = f"{head}{shared}</sst>".encode()
    path.write_bytes(archive_of(parts, compress=True))


def make(folder: Path, count: int) -> None:
    """Make the site folder of a school whose every class has a workbook for every term."""
    exports = folder / "content" / "exports"
    exports.mkdir(parents=True)
    rng = random.Random("people")
    tasks = []
    for first in range(0, count, IN_A_CLASS):
        number = first // IN_A_CLASS
        title = f"{5 + number % 7}{'АБВГДЕЖЗИК'[number // 7 % 10]}"
        names = [
            f"{rng.choice(FAMILIES.split())}-{i} {rng.choice(NAMES.split())}"
            for i in range(first, min(first + IN_A_CLASS, count))
        ]
        tasks += [(exports / f"{title}-{at}.xlsx", title, names, term) for at, term in enumerate(TERMS, 1)]
    with ProcessPoolExecutor() as pool:
        list(pool.map(make_workbook, tasks))
    terms = "".join(f"quarter;{at};{title};{start};{end}\n" for at, (title, start, end) in enumerate(TERMS, 1))
    (exports / "terms.csv").write_text(f"kind;ordinal;title;start;end\n{terms}", encoding="utf-8")
    settings = SETTINGS.replace("content/exports/**/*.csv", "content/exports/*")
    (folder / "site.yaml").write_text(settings, encoding="utf-8")


def kept_school(count: int) -> Path:
    """Return the folder of a school that was made by this file, or make it."""
    source = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"diary-bench-reading-{count}-{source}"
    if not folder.is_dir():
        aside = folder.with_suffix(".part")
        shutil.rmtree(aside, ignore_errors=True)
        make(aside, count)
        aside.rename(folder)
    return folder


def read(folder: Path) -> dict[str, Any]:
    """Read the school in a process of its own."""
    command = [sys.executable, "-c", WATCH.replace("sleep(0.5)", "sleep(0.05)"), sys.executable, "-c", READ, folder]
    process = subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True, check=False)
    if process.returncode:
        raise SystemExit(process.stderr)
    found, peak = process.stdout.splitlines()
    derivation = reference()
    result: dict[str, Any] = {**json.loads(found), "peak_mib": round(float(peak), 1)}
    result["derivations"] = round(result["cpu_s"] / derivation, 1)
    result["quiet_cpu_s"] = round(result["cpu_s"] * QUIET / derivation, 3)
    return result


def measure(count: int) -> dict[str, Any]:
    folder = kept_school(count)
    shutil.rmtree(folder / "private", ignore_errors=True)
    files = list((folder / "content" / "exports").iterdir())
    start = time.process_time()
    size = 0
    for path in files:
        content = path.read_bytes()
        hashlib.sha256(content).digest()
        size += len(content)
    hashing = time.process_time() - start
    found = {"students": count, "files": len(files), "mib": round(size / 2**20, 1), "hashing_cpu_s": round(hashing, 3)}
    found["cold"] = read(folder)
    found["unchanged"] = min((read(folder) for _ in range(3)), key=lambda one: one["seconds"])
    path = min(path for path in files if path.suffix == ".xlsx")
    before = path.read_bytes()
    # a comment behind the archive: other bytes, the same workbook
    path.write_bytes(before[:-2] + b"\1\0x")
    found["one changed"] = read(folder)
    path.write_bytes(before)
    return found


def main() -> None:
    counts = [int(text) for text in sys.argv[1:]] or [100, 1000]
    os.environ["PYTHONPATH"] = str(ROOT)
    runs = [measure(count) for count in counts]
    print(json.dumps({"derivation_cpu_s": round(reference(), 3), "cores": os.cpu_count(), "runs": runs}, indent=1))


if __name__ == "__main__":
    main()
