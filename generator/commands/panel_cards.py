"""The sections that features add to the staff's page: what waits for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta

from generator.commands.access_letters import leftover_letters
from generator.commands.counter.waiting import load_waiting
from generator.commands.inputs import Inputs
from generator.commands.panel_radar import card, code_lines, deadlines, exports
from generator.commands.paper_state import Owed, load_state, owed_now
from generator.commands.radar import Found
from generator.commands.record import load_record
from generator.commands.registers import open_register
from generator.errors import DiaryError
from generator.model.papers import Product, monday_of
from generator.panel.state import Card, Lead, Level
from generator.rendering.words import Words
from generator.rules.papers import OwedPaper, Urgency, urgency_of

_LEVELS: dict[Urgency, Level] = {Urgency.OPEN: "note", Urgency.DUE: "warning", Urgency.LATE: "error"}
_ORDER: tuple[Level, ...] = ("note", "warning", "error")


def cards(inputs: Inputs, words: Words, found: Found | None) -> Sequence[Callable[[], Card]]:
    """Return the sections in their order; one without lines is not shown. `found` is what the radar found last."""
    return (
        lambda: _rows(inputs, words),
        lambda: _codes(inputs, words, found),
        lambda: deadlines(inputs, words, found),
        lambda: _papers(inputs, words),
        lambda: _letters(inputs, words),
        lambda: exports(inputs, words, found),
    )


def _rows(inputs: Inputs, words: Words) -> Card:
    """Tell which rows wait for the families file."""
    rows = load_waiting(inputs.folder)
    marked: list[tuple[Level, str]] = [
        ("warning", words.text("panel.cards.row", recipient=row.recipient, student=row.student, title=row.class_title))
        for row in rows
    ]
    link = Lead("desk/intake", words.text("panel.cards.rows_link"))
    return card("card-rows", words.text("panel.cards.rows"), marked, link)


def _codes(inputs: Inputs, words: Words, found: Found | None) -> Card:
    waiting = load_record(inputs.folder.record).waiting
    marked = [*code_lines(words, found)]
    if waiting:
        marked.append(("note", words.text("panel.cards.waiting", n=waiting)))
    return card(
        "card-codes", words.text("panel.cards.codes"), marked, Lead("desk/hand", words.text("panel.cards.hand"))
    )


def _letters(inputs: Inputs, words: Words) -> Card:
    """Tell whose letters lie there for too long: who finds one can read a diary."""
    days = inputs.settings.letters.keep_days
    left = 0
    if inputs.folder.register.is_file():
        with suppress(DiaryError), open_register(inputs) as register:
            left = len(leftover_letters(inputs.folder.letters, register.codes(), days, inputs.moment))
    marked: list[tuple[Level, str]] = [("warning", words.text("panel.cards.left", n=left, days=days))] if left else []
    link = Lead("desk/hand", words.text("panel.cards.hand"))
    return card("card-letters", words.text("panel.cards.letters"), marked, link)


def _papers(inputs: Inputs, words: Words) -> Card:
    """Tell which papers lie there and were not handed over: amber when the week is over, red from Monday on (A4.2)."""
    owed = _owed(inputs)
    weeks = [paper for paper in owed.weeks if paper.urgency is not Urgency.OPEN]
    lines = (*_week_lines(inputs, words, weeks), *_other_lines(words, owed))
    urgencies = [*(paper.urgency for paper in weeks), *(urgency_of(record, inputs.now) for record in owed.others)]
    levels: list[Level] = [_LEVELS[urgency] for urgency in urgencies] or ["note"]
    link = Lead("desk/hand", words.text("panel.cards.hand"))
    return Card("card-papers", words.text("panel.cards.papers"), lines, max(levels, key=_ORDER.index), link)


def _owed(inputs: Inputs) -> Owed:
    """Return what is owed; the page must live on when the register can't be read just now."""
    state = load_state(inputs.folder)
    if not state.cases or not inputs.folder.register.is_file():
        return Owed((), ())
    try:
        with open_register(inputs) as register:
            return owed_now(inputs, register, state)
    except DiaryError:
        return Owed((), ())


def _week_lines(inputs: Inputs, words: Words, weeks: Sequence[OwedPaper]) -> Iterator[str]:
    for week in sorted({paper.week for paper in weeks}):
        owed = [paper for paper in weeks if paper.week == week]
        monday = monday_of(week)
        days = words.span(monday, monday + timedelta(days=inputs.settings.calendar.week_days - 1))
        counts = Counter(paper.class_title for paper in owed)
        classes = ", ".join(f"{title}\N{NO-BREAK SPACE}{count}" for title, count in sorted(counts.items()))
        key = "owed" if all(paper.is_made for paper in owed) else "unmade"
        yield words.text(f"panel.cards.{key}", n=len(owed), days=days, classes=classes)


def _other_lines(words: Words, owed: Owed) -> Iterator[str]:
    for product in (Product.TERM, Product.EXAM, Product.CALL):
        records = [record for record in owed.others if record.line.product is product]
        if records:
            classes = ", ".join(sorted({record.line.class_title for record in records}))
            yield words.text(f"panel.cards.owed_{product.value}", n=len(records), classes=classes)
