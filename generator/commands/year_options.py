"""The arguments of `diary year`. Nothing else is imported here: the command line loads this for every verb."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

MakeVerb = Callable[[Any, str, str, str], argparse.ArgumentParser]


def add_arguments(verbs: Any, make: MakeVerb) -> None:
    """Add the verb; `make` makes one with what every verb has (`--site`, `--format`, `--now`)."""
    year = verbs.add_parser("year", help="the turn of the school year")
    acts = year.add_subparsers(dest="act", required=True, metavar="ACT", parser_class=type(year))
    close = make(acts, "close", "results into the register, an archive, and the folder empty for the new year",
                 "year_verbs:close")  # fmt: skip
    close.add_argument("--dry-run", action="store_true", help="only say what would be done")
    close.add_argument("--archive", type=Path, metavar="FILE", help="(default: archive/2026-2027.diary-backup)")
    close.add_argument("--early", action="store_true", help="before the last day of the year")
    close.add_argument("--incomplete", action="store_true", help="although final marks are missing")
    close.add_argument("--workers", type=int, default=0, help="processes (one for every core)")
    show = make(acts, "show", "personal result sheets over the years, to print", "year_verbs:show")
    show.add_argument("student", nargs="?", default="", metavar="S-ID")
    show.add_argument("--class", dest="group", default="", metavar="CLASS", help="of everybody in a class")
