"""The sections of the staff's page that tell what is late, from the radar: codes, deadlines, exports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from generator.commands.inputs import Inputs
from generator.commands.radar import Found
from generator.panel.state import Card, Lead, Level
from generator.rendering.words import Words
from generator.reports.deadlines.values import Line, Matter, Tally
from generator.rules.clocks.profile import profile_on
from generator.rules.deadlines import Verdict

REPORT = "deadlines.html"
"""The report of the deadlines below `output/staff`."""
_ELSEWHERE = frozenset({Matter.CODE, Matter.WEEKLY_PAPER, Matter.RESULT_PAPER, Matter.LETTERS, Matter.FRESHNESS})
"""What has a section of its own."""
_NO_TALLY = Tally()

Marked = tuple[Level, str]


def code_lines(words: Words, found: Found | None) -> Iterator[Marked]:
    """Yield how many codes are late and how many will be, with the first day (A2.2: five working days)."""
    if found is None:
        return
    tally = found.matters.get(Matter.CODE, _NO_TALLY)
    lines = [line for line in found.lines if line.matter is Matter.CODE and line.due]
    if tally.broken:
        yield "error", words.text("panel.cards.codes_late", n=tally.broken, day=_first(words, lines, Verdict.BROKEN))
    if tally.at_risk:
        yield "warning", words.text("panel.cards.codes_due", n=tally.at_risk, day=_first(words, lines, Verdict.AT_RISK))


def _first(words: Words, lines: Iterable[Line], verdict: Verdict) -> str:
    days = [line.due for line in lines if line.verdict is verdict and line.due]
    return words.day(min(days).date()) if days else ""


def deadlines(inputs: Inputs, words: Words, found: Found | None) -> Card:
    """Tell what is broken and what is at risk, by rule."""
    marked = [*_matters(words, found)] if found else []
    is_there = (inputs.folder.staff / REPORT).is_file()
    link = Lead(f"papers/staff/{REPORT}", words.text("panel.cards.deadlines_report")) if is_there else None
    return card("card-deadlines", words.text("panel.cards.deadlines"), marked, link)


def _matters(words: Words, found: Found) -> Iterator[Marked]:
    for matter in Matter:
        tally = found.matters.get(matter, _NO_TALLY)
        if matter in _ELSEWHERE or not (tally.broken or tally.at_risk):
            continue
        counts = [
            words.text(f"panel.cards.{name}", count=count)
            for name, count in (("broken", tally.broken), ("at_risk", tally.at_risk))
            if count
        ]
        name = words.text(f"panel.cards.matters.{matter.value}")
        yield ("error" if tally.broken else "warning"), f"{name}: {', '.join(counts)}"


def exports(inputs: Inputs, words: Words, found: Found | None) -> Card:
    """Tell which journals gave no export for too long (B8.1)."""
    hours = profile_on(inputs.settings.rules, inputs.now.date()).fresh_hours
    stale = [line for line in (found.lines if found else ()) if line.matter is Matter.FRESHNESS]
    marked: list[Marked] = [
        ("warning", words.text("panel.cards.stale", name=line.detail, hours=hours, when=_when(words, line.done)))
        for line in stale
    ]
    return card("card-exports", words.text("panel.cards.exports"), marked)


def _when(words: Words, moment: datetime | None) -> str:
    return words.moment(moment) if moment else words.text("panel.facts.not_yet")


def card(id_: str, title: str, marked: Iterable[Marked], link: Lead | None = None) -> Card:
    """Return a section of lines, each with how much it matters."""
    found = tuple(marked)
    lines = tuple(line for _, line in found)
    return Card(id_, title, lines, link=link if lines else None, levels=tuple(level for level, _ in found))
