"""Exports of which the last build was made and that are not there now, with what goes from the diaries with them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.commands.import_words import plural_word
from generator.commands.school import LoadedSchool, built_from
from generator.reading.spool import TABLE_OF, load_spooled

_FIRST = ("marks", "lessons")
"""What whoever took an export away has in mind; the other tables follow."""


def gone_exports(loaded: LoadedSchool, cache: Path) -> tuple[str, ...]:
    """Return a line for each, by name; `cache` is where the last build left its reads."""
    there = {export.name for export in loaded.found}
    gone = sorted((name, folder) for name, folder in built_from(cache).items() if name not in there)
    return tuple(f"gone since the last build: {name}{_counts(cache / folder)}" for name, folder in gone)


def _counts(folder: Path) -> str:
    old = load_spooled(folder)
    counts: Mapping[str, int] = old.counts if old else {}
    tables = dict.fromkeys((*_FIRST, *TABLE_OF.values()))
    told = ", ".join(f"{counts[table]} {plural_word(table)}" for table in tables if counts.get(table))
    return f" ({told})" if told else ""
