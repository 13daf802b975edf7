"""The build record, `private/build.json`: what the last build made of what.

It answers two questions: has anything changed at all, and if so, which classes. Digests of texts and keys are kept,
never texts or keys. Losing the record costs one full build and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.commands.folder import write_atomically

FORMAT = 2
FAMILIES = "families"
FRONT = "front"
KEPT = "kept"
"""Bundles that are not a class: no class is called by a Latin word."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of `output/site` as it was left: size in bytes and time in nanoseconds tell whether it still is."""

    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class BundleRecord:
    """Pages that are sealed together: digest of the inputs, of the texts, keys and length, and the files."""

    inputs: str
    sealed: str
    files: Mapping[str, FileRecord]

    def intact(self, site: Path) -> bool:
        """Say whether every file is still as it was left."""
        return all(_as_left(site / address, file) for address, file in self.files.items())


NO_BUNDLE = BundleRecord("", "", {})


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """Everything: digest of all inputs, digest of the outer page, bundles by name, recipients without a code, and rows
    of the families file that open nothing yet (`idle_rows`).
    """

    everything: str
    outer: str
    bundles: Mapping[str, BundleRecord]
    waiting: int = 0
    idle: tuple[str, ...] = ()

    def intact(self, site: Path) -> bool:
        """Say whether all of `output/site` is as it was left."""
        return all(bundle.intact(site) for bundle in self.bundles.values())


NO_RECORD = BuildRecord("", "", {})


def _as_left(path: Path, file: FileRecord) -> bool:
    try:
        found = path.stat()
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (file.size, file.mtime_ns)


def file_records(site: Path, addresses: Iterable[str]) -> dict[str, FileRecord]:
    """Return the present state of these files."""
    stats = ((address, (site / address).stat()) for address in addresses)
    return {address: FileRecord(stat.st_size, stat.st_mtime_ns) for address, stat in stats}


def load_record(path: Path) -> BuildRecord:
    """Return the record; a missing, damaged or older one is none, and everything is built anew."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["format"] != FORMAT:
            return NO_RECORD
        bundles = {
            name: BundleRecord(b["inputs"], b["sealed"], {a: FileRecord(*f) for a, f in b["files"].items()})
            for name, b in found["bundles"].items()
        }
        return BuildRecord(found["everything"], found["outer"], bundles, found["waiting"], tuple(found.get("idle", ())))
    except (OSError, ValueError, KeyError, TypeError):
        return NO_RECORD


def save_record(path: Path, record: BuildRecord) -> None:
    """Write the record, whole or not at all."""
    bundles = {
        name: {
            "inputs": bundle.inputs,
            "sealed": bundle.sealed,
            "files": {address: [file.size, file.mtime_ns] for address, file in bundle.files.items()},
        }
        for name, bundle in record.bundles.items()
    }
    found = {"format": FORMAT, "everything": record.everything, "outer": record.outer, "bundles": bundles,
             "waiting": record.waiting, "idle": record.idle}  # fmt: skip
    write_atomically(path, json.dumps(found).encode(), mode=0o600)
