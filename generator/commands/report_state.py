"""What reports lie in `output/staff`, and how each of them stood: so that a run of one part keeps the index whole.

`private/reports.json`; counts and file names only. Damaged or missing it means that nothing is known, and the next
full run makes everything anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast

from generator.commands.folder import SiteFolder, write_atomically
from generator.rendering.staff.reports.index import ClassLinks, IndexLine
from generator.rendering.staff.reports.page import State
from generator.rendering.staff.reports.table import Level

_LEVELS = frozenset({"ok", "note", "warning", "error"})


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A report's line on the index, and its files."""

    line: IndexLine
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptClass:
    """The links of a class, and its files."""

    links: ClassLinks
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportsState:
    """Pages by the name of their file, classes by their id, in the order of the index."""

    pages: Mapping[str, KeptPage] = field(default_factory=dict)
    classes: Mapping[str, KeptClass] = field(default_factory=dict)

    @property
    def files(self) -> set[str]:
        """Return every file that is known."""
        found = [one.files for one in self.pages.values()] + [one.files for one in self.classes.values()]
        return {name for files in found for name in files}

    def with_pages(self, pages: Mapping[str, KeptPage]) -> ReportsState:
        """Return this state with some pages made anew."""
        return replace(self, pages={**self.pages, **pages})


def load_reports(folder: SiteFolder) -> ReportsState:
    """Return what the last runs made."""
    try:
        found = json.loads((folder.private / "reports.json").read_text(encoding="utf-8"))
        pages = {name: _page(name, one) for name, one in found["pages"].items()}
        classes = {
            key: KeptClass(ClassLinks(*one["links"]), tuple(one["files"])) for key, one in found["classes"].items()
        }
        return ReportsState(pages, classes)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ReportsState()


def save_reports(folder: SiteFolder, state: ReportsState) -> None:
    """Keep what there is."""
    pages = {
        name: {
            "level": one.line.state.level,
            "sentence": one.line.state.sentence,
            "as_of": one.line.as_of.isoformat() if one.line.as_of else "",
            "made": one.line.made.isoformat(),
            "files": list(one.files),
        }
        for name, one in state.pages.items()
    }
    classes = {
        key: {"links": [one.links.title, one.links.page, one.links.terms, one.links.year], "files": list(one.files)}
        for key, one in state.classes.items()
    }
    text = json.dumps({"pages": pages, "classes": classes}, ensure_ascii=False)
    write_atomically(folder.private / "reports.json", text.encode(), mode=0o600)


def _page(name: str, found: Mapping[str, Any]) -> KeptPage:
    if found["level"] not in _LEVELS:
        raise ValueError(found["level"])
    state = State(cast("Level", found["level"]), str(found["sentence"]))
    as_of = datetime.fromisoformat(found["as_of"]) if found["as_of"] else None
    line = IndexLine(name, state, as_of, datetime.fromisoformat(found["made"]))
    return KeptPage(line, tuple(map(str, found["files"])))
