"""The options of `diary withdraw`; apart from the verb, because every command builds the whole argument tree."""

from __future__ import annotations

import argparse


def add_arguments(verb: argparse.ArgumentParser) -> None:
    """Add them."""
    verb.add_argument("recipient", nargs="?", default="", metavar="R-ID", help="whose consent is withdrawn")
    verb.add_argument("student", nargs="?", default="", metavar="S-ID", help="for which student")
    verb.add_argument("--date", default="", metavar="DATE", help="the day of the declaration (today)")
    verb.add_argument("--document", default="", help="number or name of the declaration; stands in the act")
    verb.add_argument("--reason", default="", help="stands in the act, too")
    verb.add_argument("--acts", action="store_true", help="list the acts of destruction, and write their sheets anew")
