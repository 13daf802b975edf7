"""The arguments of `diary record`. Nothing else is imported here: the command line loads this for every verb."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

KINDS = (
    "informed",
    "application",
    "application-closed",
    "consent",
    "consent-withdrawn",
    "refusal",
    "contact",
    "deferral",
    "exam-received",
    "erased",
    "correction",
)
"""What `record list` can be narrowed to: the values of `model.acts.ActKind`."""

CHANNELS = ("email", "sms", "phone", "post", "portal", "paper")
"""By what a family may agree to be informed (requirement B7.1)."""

Common = Callable[[argparse.ArgumentParser], None]


def add_arguments(verb: argparse.ArgumentParser, common: Common | None = None) -> None:
    """Add the acts that only people know; `common` adds what every verb has (`--site`, `--format`) to each of them.

    The parsed options have `kind`: one of the acts, `list` or `correct`.
    """
    acts = verb.add_subparsers(dest="kind", required=True, metavar="KIND", parser_class=type(verb))

    def act(name: str, sentence: str) -> argparse.ArgumentParser:
        found: argparse.ArgumentParser = acts.add_parser(name, help=sentence, description=sentence)
        if common:
            common(found)
        return found

    _informed(act("informed", "families were told that the service exists"))
    _deferral(act("deferral", "a final mark was put off on illness; no diagnosis is written down"))
    _exam_received(act("exam-received", "results of an exam came to the school: 24 hours begin"))
    _contact(act("contact", "a family gave contacts or agreed on a channel, on paper or by an electronic document"))
    _closed(act("application-closed", "a request was settled"))
    listing = act("list", "what was noted, corrections too")
    listing.add_argument("only", nargs="?", default="", choices=("", *KINDS), metavar="KIND")
    listing.add_argument("--since", default="", metavar="DATE", help="entered on this day or later")
    listing.add_argument("--until", default="", metavar="DATE", help="entered on this day or before")
    correct = act("correct", "an entry was a mistake; it stays, and another one says so")
    correct.add_argument("number", type=int, metavar="N", help="as `record list` shows it")
    correct.add_argument("--reason", required=True)


def _many(verb: argparse.ArgumentParser, *names: tuple[str, str, str]) -> None:
    for name, target, shown in names:
        verb.add_argument(name, dest=target, action="append", default=[], metavar=shown)


def _day(verb: Any, name: str, sentence: str) -> None:
    verb.add_argument(name, default="", metavar="DATE", help=sentence)


def _informed(verb: argparse.ArgumentParser) -> None:
    _many(verb, ("--class", "classes", "CLASS"), ("--student", "students", "S-ID"))
    verb.add_argument("--way", required=True, help="meeting, leaflet, notice in the diary, …")
    _day(verb, "--on", "(today)")
    verb.add_argument("--document", default="", help="the minutes or the list that says so")


def _deferral(verb: argparse.ArgumentParser) -> None:
    _many(verb, ("--student", "students", "S-ID"))
    verb.add_argument("--subject", required=True)
    verb.add_argument("--term", required=True, help="its title or id")
    verb.add_argument("--until", required=True, metavar="DATE")
    verb.add_argument("--order", required=True, help="number and date of the order")
    _day(verb, "--on", "the day of the order (today)")


def _exam_received(verb: argparse.ArgumentParser) -> None:
    _many(verb, ("--class", "classes", "CLASS"), ("--student", "students", "S-ID"))
    verb.add_argument("--subject", required=True)
    verb.add_argument("--exam", required=True, metavar="TITLE")
    _day(verb, "--day", "the day of the exam")
    verb.add_argument("--at", default="", metavar="DATETHH:MM", help="when the school got the results (now)")


def _contact(verb: argparse.ArgumentParser) -> None:
    _many(verb, ("--recipient", "recipients", "R-ID"))
    verb.add_argument("--document", required=True, help="the paper or electronic document they stand in")
    verb.add_argument("--channel", required=True, choices=CHANNELS, help="what was agreed on")
    _day(verb, "--on", "the day of the document (today)")


def _closed(verb: argparse.ArgumentParser) -> None:
    _many(verb, ("--recipient", "recipients", "R-ID"), ("--student", "students", "S-ID"))
    verb.add_argument("--document", required=True, help="the answer, or why there is nothing left to do")
    _day(verb, "--on", "(today)")
