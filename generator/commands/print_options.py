"""The arguments of `diary print`. Nothing else is imported here: the command line loads this for every verb."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

Make = Callable[[Any, str, str, str], argparse.ArgumentParser]


def add_arguments(verbs: Any, make: Make) -> None:
    """Add `print` and its acts to the tree of verbs; `make` adds one verb: its parent, name, sentence, function."""
    verb = make(
        verbs, "print", "papers for families on paper, by class, and the proof that they have them", "print_verbs"
    )
    verb.add_argument("--week", default="", metavar="2026-W47", help="the week of extracts (from Thursday on this one)")
    _what(verb, "week", "term", "exam")
    verb.add_argument("--all", action="store_true", help="for everybody, not for families on paper only")
    verb.add_argument("--class", dest="classes", action="append", default=[], metavar="CLASS", help="only this class")
    verb.add_argument("--on", choices=("a4", "a5", "strip"), default="", help="what a week is printed on")
    verb.add_argument("--plain", action="store_true", help="pieces one after the other, not in the order for the knife")
    verb.add_argument("--workers", type=int, default=0, help="processes (one for every core)")
    acts = verb.add_subparsers(dest="act", required=False, metavar="ACT", parser_class=type(verb))
    make(acts, "list", "what was printed and handed over, and what is still owed", "print_verbs:listing")
    hand = make(acts, "handed", "papers were handed over", "print_verbs:handed")
    hand.add_argument("who", nargs="+", metavar="CLASS|S-ID|R-ID")
    hand.add_argument("--week", default="", metavar="2026-W47", help="only the extracts of this week")
    _what(hand, "week", "term", "exam", "call")
    hand.add_argument("--on", default="", metavar="DATE", help="the day of the hand-over (today)")
    hand.add_argument("--to", default="", help="who took them, if not the recipient")
    find = make(acts, "check", "which paper a check code belongs to", "print_verbs:find")
    find.add_argument("code", metavar="K7Q4-2M9T")
    calls = make(
        acts, "absences", "the day's call list: absences of children whose families are on paper", "print_calls"
    )
    calls.add_argument("--day", default="", metavar="DATE", help="(today)")
    forms = make(
        acts, "forms", "forms of the office (application, consent, refusal …), and poster and leaflet", "print_forms"
    )
    forms.add_argument("kinds", nargs="*", metavar="FORM")
    forms.add_argument("--class", dest="group", default="", metavar="CLASS", help="filled in for every student of it")
    packet = make(acts, "packet", "teachers and the school year, a sheet for each student (September)", "print_packet")
    # Left unsaid here, what was said before the name of the act holds.
    unsaid = argparse.SUPPRESS
    packet.add_argument("--all", action="store_true", default=unsaid, help="for everybody, not on paper only")
    packet.add_argument("--class", dest="classes", action="append", default=unsaid, metavar="CLASS", help="only it")


def _what(verb: argparse.ArgumentParser, *products: str) -> None:
    verb.add_argument("--what", action="append", choices=products, default=[], help="only these papers (default: all)")
