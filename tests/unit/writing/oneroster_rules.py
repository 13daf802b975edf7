"""The rules of the OneRoster 1.2 CSV binding for a bulk bundle, checked without any code of the program.

`oneroster-fields.csv` beside this file lists every column of the binding with its format.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

FIELDS = Path(__file__).with_name("oneroster-fields.csv")
REFERS = {
    "orgSourcedId": "orgs", "schoolSourcedId": "orgs", "primaryOrgSourcedId": "orgs", "courseSourcedId": "courses",
    "classSourcedId": "classes", "userSourcedId": "users", "studentSourcedId": "users", "lineItemSourcedId": "lineItems",
    "categorySourcedId": "categories", "academicSessionSourcedId": "academicSessions", "agentSourcedIds": "users",
    "termSourcedIds": "academicSessions", "schoolYearSourcedId": "academicSessions",
}  # fmt: skip
STATUSES = {"exempt", "fully graded", "not submitted", "partially graded", "submitted"}
SHAPES = {
    "GUID": r"[A-Za-z0-9.\-_/@]{1,255}",
    "GUID Reference": r"[A-Za-z0-9.\-_/@]{1,255}",
    "List of GUID References": r"[A-Za-z0-9.\-_/@]{1,255}(,[A-Za-z0-9.\-_/@]{1,255})*",
    "Date": r"\d{4}-\d\d-\d\d",
    "Float": r"-?\d+(\.\d+)?",
    "Integer": r"-?\d+",
    "Year": r"\d{4}",
    "Boolean": "true|false",
}
PAIRS = re.compile(r"\{[^{}:]+:[^{}:]+\}(,\{[^{}:]+:[^{}:]+\})*")

Rows = list[dict[str, str]]


class Field(NamedTuple):
    """One column of the binding."""

    column: str
    required: bool
    format: str
    values: tuple[str, ...]


def binding() -> dict[str, list[Field]]:
    """Return the columns of every file, in the order of the binding."""
    found: dict[str, list[Field]] = defaultdict(list)
    for row in csv.DictReader(FIELDS.read_text(encoding="utf-8").splitlines()):
        values = tuple(value.strip() for value in row["values"].split("|") if value.strip())
        found[row["file"]].append(Field(row["column"], row["required"] == "Yes", row["format"], values))
    return found


def faults(content: bytes) -> list[str]:
    """Return everything that is wrong with a bundle; nothing: it conforms."""
    spec = binding()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        infos = archive.infolist()
        found = list(_package(infos, spec))
        members = {info.filename.removesuffix(".csv"): archive.read(info) for info in infos}
    files: dict[str, Rows] = {}
    for name, data in members.items():
        rows, wrong = _rows(name, data)
        found += wrong
        files[name] = rows
    found += _manifest(files.pop("manifest", []), set(files), spec)
    for name, rows in files.items():
        header = next(csv.reader(io.StringIO(members[name].decode(), newline="")))
        found += _header(name, header, spec.get(name, []))
        for row in rows:
            found += _cells(name, row, spec.get(name, []))
    return found + list(_keys(files)) + list(_meaning(files))


def _package(infos: list[zipfile.ZipInfo], spec: dict[str, list[Field]]) -> Iterator[str]:
    for name, count in Counter(info.filename for info in infos).items():
        if "/" in name or "\\" in name:
            yield f"{name}: not at the root"
        if count > 1:
            yield f"{name}: twice"
        if name.removesuffix(".csv") not in spec:
            yield f"{name}: unknown file"
    yield from (f"{info.filename}: not deflated" for info in infos if info.compress_type != zipfile.ZIP_DEFLATED)


def _rows(name: str, data: bytes) -> tuple[Rows, list[str]]:
    if data.startswith(b"\xef\xbb\xbf"):
        return [], [f"{name}: a byte order mark"]
    text = data.decode("utf-8")
    table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    wrong = [f"{name}:{n}: width" for n, row in enumerate(table, 1) if len(row) != len(table[0])]
    wrong += [f"{name}: a line break in a field" for row in table for cell in row if "\n" in cell or "\r" in cell]
    if re.search(r"\r(?!\n)", text) or "\0" in text or not text.endswith("\n"):
        wrong.append(f"{name}: line ends")
    if len(table) < 2:
        wrong.append(f"{name}: no rows")
    return [dict(zip(table[0], row, strict=False)) for row in table[1:]], wrong


def _manifest(rows: Rows, present: set[str], spec: dict[str, list[Field]]) -> Iterator[str]:
    said = {row.get("propertyName", ""): row.get("value", "") for row in rows}
    if len(said) != len(rows) or said.get("manifest.version") != "1.0" or said.get("oneroster.version") != "1.2":
        yield "manifest: versions"
    known = {field.column for field in spec["manifest"]}
    yield from (f"manifest: unknown {name}" for name in said if name not in known)
    for name in spec.keys() - {"manifest"}:
        if said.get(f"file.{name}") != ("bulk" if name in present else "absent"):
            yield f"manifest: file.{name}"


def _header(name: str, header: list[str], fields: list[Field]) -> Iterator[str]:
    wanted = [field.column for field in fields]
    ours = header[len(wanted) :]
    if header[: len(wanted)] != wanted or len(set(header)) != len(header):
        yield f"{name}: columns"
    if not all(re.fullmatch(r"metadata\.\w+", column) for column in ours):
        yield f"{name}: columns behind those of the binding"


def _cells(name: str, row: dict[str, str], fields: list[Field]) -> Iterator[str]:
    for field in fields:
        cell = row.get(field.column, "")
        where = f"{name}.{field.column}"
        if field.column in {"status", "dateLastModified"}:
            if cell:
                yield f"{where}: filled in a bulk file"
        elif not cell:
            if field.required:
                yield f"{where}: empty"
        elif field.values and cell not in field.values:
            yield f"{where}: {cell} is not in the list"
        elif field.format in SHAPES and not re.fullmatch(SHAPES[field.format], cell):
            yield f"{where}: no {field.format}"
        elif field.format == "Date":
            date.fromisoformat(cell)
        elif field.format.startswith("List") and not all(part.strip() for part in cell.split(",")):
            yield f"{where}: an empty item in a list"


def _keys(files: dict[str, Rows]) -> Iterator[str]:
    ids = {name: {row["sourcedId"] for row in rows} for name, rows in files.items()}
    for name, rows in files.items():
        if len(ids[name]) != len(rows):
            yield f"{name}: a sourcedId twice"
        for row in rows:
            for column, cell in row.items():
                target = name if column == "parentSourcedId" else REFERS.get(column)
                if target and any(key not in ids.get(target, ()) for key in filter(None, cell.split(","))):
                    yield f"{name}.{column}: a reference to nothing"


def _meaning(files: dict[str, Rows]) -> Iterator[str]:
    sessions = {row["sourcedId"]: row for row in files.get("academicSessions", [])}
    for row in sessions.values():
        last = date.fromisoformat(row["endDate"]) - timedelta(days=1)
        if date.fromisoformat(row["startDate"]) > last:
            yield "academicSessions: ends before it begins"
        if row["type"] == "schoolYear" and row["schoolYear"] != str(last.year):
            yield "academicSessions: schoolYear is not the year in which it ends"
    orgs = {row["sourcedId"]: row["type"] for row in files.get("orgs", [])}
    yield from (
        "classes: no school" for row in files.get("classes", []) if orgs.get(row["schoolSourcedId"]) != "school"
    )
    primary = Counter(
        (r["userSourcedId"], r["orgSourcedId"]) for r in files.get("roles", []) if r["roleType"] == "primary"
    )
    yield from ("roles: two primary roles" for count in primary.values() if count > 1)
    for row in files.get("enrollments", []):
        if row["beginDate"] and row["endDate"] and row["beginDate"] >= row["endDate"]:
            yield "enrollments: ends before it begins"
    yield from ("scoreScales: pairs" for r in files.get("scoreScales", []) if not PAIRS.fullmatch(r["scoreScaleValue"]))
    yield from _gradebook(files, sessions)


def _gradebook(files: dict[str, Rows], sessions: dict[str, dict[str, str]]) -> Iterator[str]:
    items = {row["sourcedId"]: row for row in files.get("lineItems", [])}
    students = {
        (r["classSourcedId"], r["userSourcedId"]) for r in files.get("enrollments", []) if r["role"] == "student"
    }
    for row in items.values():
        if sessions[row["academicSessionSourcedId"]]["type"] == "schoolYear":
            yield "lineItems: in a school year"
        if float(row["resultValueMin"]) > float(row["resultValueMax"]):
            yield "lineItems: min above max"
    for row in files.get("results", []):
        item = items[row["lineItemSourcedId"]]
        if row["scoreStatus"] not in STATUSES:
            yield "results: status"
        if row["score"] and not float(item["resultValueMin"]) <= float(row["score"]) <= float(item["resultValueMax"]):
            yield "results: out of range"
        if row["classSourcedId"] != item["classSourcedId"]:
            yield "results: of another class than the lineItem"
        if (item["classSourcedId"], row["studentSourcedId"]) not in students:
            yield "results: the student is not enrolled"
        if row["scoreStatus"] == "fully graded" and not (row["score"] or row["textScore"]):
            yield "results: graded and without a mark"
