"""Rows that were taken in at the counter and wait until somebody puts them into the families file.

The register keeps what happened, with contacts masked; the row itself stands here until it is in the file:
`private/intake.json`, readable by its owner only. A build that sees the row ends the waiting. Losing the file costs
the rows that wait, nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from generator.commands.folder import SiteFolder, write_atomically
from generator.model.families import PlacedRow


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A row that waits: its acts in the register, whom it is about, and its cells by the file's columns.

    `name_key` is the recipient's folded name; `at` is the day it was taken in (ISO).
    """

    acts: tuple[int, ...]
    student_id: str
    student: str = field(repr=False)
    class_title: str
    recipient: str = field(repr=False)
    name_key: str = field(repr=False)
    application_no: str
    at: str
    cells: Mapping[str, str] = field(repr=False)

    def is_met_by(self, placed: PlacedRow) -> bool:
        """Say whether a row of the file is this one: student, folded name, number of the application."""
        return self.key == (placed.student_id, placed.row.name_key, placed.row.application_no)

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what it is known by."""
        return (self.student_id, self.name_key, self.application_no)


def load_waiting(folder: SiteFolder) -> tuple[WaitingRow, ...]:
    """Return the rows that wait, oldest first; a missing or damaged file is none."""
    try:
        found = json.loads(_path(folder).read_text(encoding="utf-8"))
        return tuple(WaitingRow(**{**row, "acts": tuple(row["acts"])}) for row in found)
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def keep_waiting(folder: SiteFolder, rows: Iterable[WaitingRow]) -> None:
    """Write down which rows wait."""
    found = [asdict(row) for row in rows]
    if not found:
        _path(folder).unlink(missing_ok=True)
        return
    write_atomically(_path(folder), json.dumps(found, ensure_ascii=False).encode(), mode=0o600)


def settle_waiting(folder: SiteFolder, placed: Iterable[PlacedRow]) -> tuple[WaitingRow, ...]:
    """End the waiting of the rows that the file has, and return them."""
    waiting = load_waiting(folder)
    if not waiting:
        return ()
    there = list(placed)
    met = tuple(row for row in waiting if any(row.is_met_by(one) for one in there))
    if met:
        keep_waiting(folder, [row for row in waiting if row not in met])
    return met


def _path(folder: SiteFolder) -> Path:
    return folder.private / "intake.json"
