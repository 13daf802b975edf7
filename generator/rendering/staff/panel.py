"""The staff's page → whole HTML documents and the files they load, in the words of one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.panel.state import Card, Lead, Level, Panel
from generator.rendering.environment import render_template, source_text
from generator.rendering.look import Look
from generator.rendering.staff.lines import (
    MOST,
    DropLine,
    FaultLine,
    Pair,
    RunLine,
    by_file,
    drop_lines,
    fact_pairs,
    fault_line,
    publication_pairs,
    run_lines,
)
from generator.rendering.staff.verdict import verdict
from generator.rendering.words import Words

_STYLES = ("diary/tokens.css", "diary/components.css", "panel/panel.css", "panel/page.css")


@dataclass(frozen=True, slots=True)
class _View:
    """What the template shows; `state` tells the script whether to listen."""

    school: str
    about: str
    key: str
    state: str
    level: Level
    sentence: str
    facts: Sequence[Pair]
    stages: Sequence[Pair]
    problems: Sequence[tuple[str, Sequence[FaultLine]]]
    more: int
    runs: Sequence[RunLine]
    drops: Sequence[DropLine]
    publication: Sequence[Pair]
    findings: Sequence[FaultLine]
    cards: Sequence[Card]
    counter: Sequence[Lead]
    printed: Sequence[Lead]

    @property
    def is_checking(self) -> bool:
        """Say whether problems are being looked for."""
        return self.state == "checking"


def render_panel(look: Look, panel: Panel) -> str:
    """Return the page."""
    return render_template(look.environment(), "panel/panel.html", view=_view(look.words, panel))


def render_report(look: Look, panel: Panel) -> str:
    """Return the report of the last publication, to be read or printed."""
    words, sent = look.words, panel.publication
    title = words.text("panel.publication.report_title", n=sent.generation if sent else 0)
    return render_template(look.environment(), "panel/report.html", view=_view(words, panel), title=title)


def render_closed(look: Look) -> str:
    """Return what is said to who may not come in: how to."""
    return render_template(look.environment(), "panel/closed.html")


def render_entry(look: Look, address: str) -> str:
    """Return a page that leads to an address; it is opened from the disk, so that no list of programs shows it."""
    return render_template(look.environment(), "panel/entry.html", address=address)


def panel_files(look: Look) -> Mapping[str, tuple[str, str]]:
    """Return the files that the pages load: name → media type and text."""
    environment = look.environment()
    return {
        "panel.css": ("text/css", "\n".join(source_text(environment, name) for name in _STYLES)),
        "panel.js": ("text/javascript", source_text(environment, "panel/panel.js")),
        "page.js": ("text/javascript", source_text(environment, "panel/page.js")),
        "icon.svg": ("image/svg+xml", source_text(environment, "panel/icon.svg")),
    }


def _view(words: Words, panel: Panel) -> _View:
    found, sent = verdict(words, panel), panel.publication
    weekday = words.one_of("dates.weekdays", panel.now.weekday())
    day, time = words.day_year(panel.now.date()), words.clock(panel.now)
    return _View(
        school=panel.school,
        about=words.text("panel.about", weekday=weekday, day=day, time=time),
        key=panel.key,
        state="running" if panel.is_running else "checking" if panel.is_checking else "idle",
        level=found.level,
        sentence=found.sentence,
        facts=fact_pairs(words, panel),
        stages=[(name, words.text(f"panel.stages.{name}")) for name in panel.stages],
        problems=by_file(words, panel.problems),
        more=max(0, len(panel.problems) - MOST),
        runs=run_lines(words, panel),
        drops=drop_lines(words, panel.drops),
        publication=publication_pairs(words, sent, panel) if sent else (),
        findings=[fault_line(words, finding) for finding in sent.findings] if sent else (),
        cards=panel.cards,
        counter=panel.counter,
        printed=panel.printed,
    )
