"""The arguments of `diary report`. Nothing else is imported here: the command line loads this for every verb."""

from __future__ import annotations

import argparse

PARTS = ("deadlines", "statistics", "finals", "registers")
"""What can be made alone: the radar; hours and results; final marks with the summary sheets; registers and imports."""


def add_arguments(verb: argparse.ArgumentParser) -> None:
    """Add what is wanted, of which classes, and what ends with exit code 1."""
    verb.add_argument("--only", action="append", choices=PARTS, default=[], help="only this part (default: all)")
    verb.add_argument("--class", dest="classes", action="append", default=[], metavar="CLASS",
                      help="only the pages of this class")  # fmt: skip
    verb.add_argument("--fail-on", choices=("broken",), default="", help="exit code 1 if a deadline is broken")
    verb.add_argument("--workers", type=int, default=0, help="processes (one for every core)")
