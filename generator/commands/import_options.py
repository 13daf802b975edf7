"""The options of `diary import`."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(verb: argparse.ArgumentParser) -> None:
    """Declare them."""
    verb.add_argument("--explain", type=Path, metavar="FILE", help="an export: a file or folder, wherever it lies")
    verb.add_argument("--as", dest="reader", default="", metavar="READER", help="read it by this reader")
    verb.add_argument("--sheet", action="append", default=[], metavar="TITLE", help="only this sheet (title or number)")
    verb.add_argument("--html", type=Path, metavar="FILE", help="draw it as a page, which holds names and marks")
    verb.add_argument("--group", default="", metavar="CLASS", help="the class, where the file does not say it")
    verb.add_argument("--student", default="", metavar="NAME|ID", help="the student, where the file does not say it")
    verb.add_argument("--term", default="", metavar="TITLE", help="the term, where the file does not say it")
    verb.add_argument("--mapping", type=Path, metavar="FILE", help="a mapping file")
