"""The pages of the counter by their names, and how an act on one of them is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from generator.commands.counter import handing, intake, recording, withdrawing
from generator.commands.counter.office import Counter, Office, Sent
from generator.errors import DiaryError
from generator.panel.pages import Given, Page
from generator.panel.state import Lead, Problem

PAGES: Mapping[str, Counter] = {
    "hand": Counter(handing.show, handing.act),
    "intake": Counter(intake.show, intake.act),
    "record": Counter(recording.show, recording.act),
    "withdraw": Counter(withdrawing.show, withdrawing.act),
}


def leads(office: Office) -> tuple[Lead, ...]:
    """Return the links of the first page."""
    return tuple(Lead(f"desk/{name}", office.t(f"{name}.link"), office.t(f"{name}.link_about")) for name in PAGES)


Explain = Callable[[DiaryError], tuple[Problem, ...]]


def show_page(office: Office, name: str, explain: Explain) -> Page:
    """Return a page as it is now; what stands in its way is told on it."""
    return _shown(office, name, Sent(), explain)


def act_on_page(office: Office, name: str, given: Given, explain: Explain) -> Page:
    """Do what a form asks, and return the page that tells what came of it.

    When it could not be done the page has problems, and its forms what was filled in.
    """
    sent = Sent(given)
    try:
        done = PAGES[name].act(office, sent)
    except DiaryError as error:
        page = _shown(office, name, sent, explain)
        return replace(page, problems=(*explain(error), *page.problems))
    page = _shown(office, name, Sent(), explain)
    return replace(page, said=done.said, parts=(*done.parts, *page.parts))


def _shown(office: Office, name: str, sent: Sent, explain: Explain) -> Page:
    try:
        return PAGES[name].show(office, sent)
    except DiaryError as error:
        return Page(office.t(f"{name}.title"), problems=explain(error))
