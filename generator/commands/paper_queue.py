"""What `diary tick` prints by itself: the week when it is over, and results on the day they are there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from generator.commands.inputs import Inputs
from generator.commands.paper_state import load_state
from generator.model.papers import Product, week_name
from generator.progress import Tell
from generator.register.register import Register
from generator.rules.papers import due_at

if TYPE_CHECKING:  # what makes papers takes longer to import than a run that finds nothing due
    from generator.commands.papers import PapersResult

_RESULTS = frozenset({Product.TERM, Product.EXAM})


@dataclass(frozen=True, slots=True)
class Queue:
    """What is to be printed: an ISO week ("": none), and whether results are looked for."""

    week: str
    results: bool

    def __bool__(self) -> bool:
        """Say whether there is anything to do."""
        return bool(self.week) or self.results


def due_week(inputs: Inputs, printed: str, begin: date | None) -> str:
    """Return the newest week that is over and was not printed by itself yet, "" when there is none.

    `printed` is the last one that was ("": never), `begin` the day from which the register knows the school: weeks
    before it are nobody's business. A week outside the school year is never due.
    """
    calendar = inputs.settings.calendar
    today = inputs.now.date()
    monday = today - timedelta(days=today.weekday())
    if due_at(monday, calendar.week_days) > inputs.now:
        monday -= timedelta(days=7)
    last = monday + timedelta(days=6)
    is_in_year = calendar.year_start <= last and monday <= calendar.year_end
    week = week_name(monday)
    return week if is_in_year and week > printed and last >= (begin or today) else ""


def print_queue(inputs: Inputs, register: Register, queue: Queue, tell: Tell, *, workers: int) -> PapersResult | None:
    """Print what is due; None when no family is on paper, or there was nothing new."""
    if not load_state(inputs.folder).cases:
        return None
    from generator.commands.papers import make_papers, usual_paper  # noqa: PLC0415  see above

    week = queue.week or week_name(inputs.now.date())
    products = _RESULTS | {Product.WEEK} if queue.week else _RESULTS
    wanted = replace(usual_paper(inputs, week, products), only_new=True)
    folder = "" if queue.week else inputs.now.date().isoformat()
    result = make_papers(inputs, register, wanted, folder=folder, workers=workers, quiet=True, tell=tell)
    return result if result.papers else None
