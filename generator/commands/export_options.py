"""The arguments of `diary export`. The command line loads this for every verb: nothing but names is imported here."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.writing.own_tables.columns import COLUMNS


def add_arguments(verb: argparse.ArgumentParser) -> None:
    """Add where to, and what is wanted; without a choice it is everything."""
    verb.add_argument("--to", type=Path, metavar="FOLDER", help="a folder for nothing else (default: output/export)")
    verb.add_argument("--oneroster", action="store_true", help="the OneRoster 1.2 bundle")
    verb.add_argument("--tables", action="store_true", help="our own tables")
    verb.add_argument("--only", action="append", choices=tuple(COLUMNS), default=[], metavar="TABLE",
                      help="only this of our own tables; may be given again")  # fmt: skip
    verb.add_argument("--workers", type=int, default=0, help="processes for reading (one for every core)")
