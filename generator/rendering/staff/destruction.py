"""The papers of a withdrawal: the act of destruction, the log's extract, and the copies that still hold the data.

Order № 179 of Roskomnadzor (28.10.2022) asks for the act and an extract from the log of events. What the program does
not know (the commission, how long a backup is kept) is left to the pen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from generator.errors import RenderError
from generator.rendering.environment import render_template
from generator.rendering.look import Look
from generator.rendering.paper.document import document, sheet_of
from generator.rendering.paper.forms import FORM, Carrier, DestructionAct, Subject, act_sheets
from generator.rendering.words import Words

_LINES_ON_SHEET = 36
_SIGNS_IN_LINE = 34
_LONGEST = 340
"""A longer detail is cut: it would not fit beside the others, and the register has all of it."""
_EMPTY_ROWS = 4
_COPIES_ON_SHEET = 12
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the register's log; ids "" where it is about neither."""

    number: int
    at: datetime
    who: str
    kind: str
    student_id: str
    recipient_id: str
    detail: str = field(repr=False)


class Copy(NamedTuple):
    """A copy that still holds what was destroyed. `kind` is `backup`, `before_restore` or `git`; `made` if known."""

    kind: str
    name: str = ""
    made: date | None = None


@dataclass(frozen=True, slots=True)
class Destruction:
    """A withdrawal, for paper.

    `declared_on`, `document`, `reason`: of the family's declaration. `page` and `family` are paths of the site that
    went (`family` "": the family page stays), `address` is the site's ("" where it has none), `key` and `letter` say
    whether the recipient's key and their letter were destroyed. `destroyed_at` None: the host still holds the page.
    """

    school: str
    number: int
    made_on: date
    student: Subject
    recipient: Subject
    declared_on: date
    document: str = field(repr=False)
    reason: str = field(repr=False)
    page: str
    family: str
    address: str
    key: bool
    letter: bool
    destroyed_at: datetime | None
    lines: tuple[LogLine, ...] = ()
    copies: tuple[Copy, ...] = ()


def render_destruction(look: Look, found: Destruction) -> str:
    """Return the document: the act, then the extract, then the copies."""
    words = look.words
    pages = list(_paged(found.lines))
    sheets = [*act_sheets(look, _act(words, found, len(pages)))]
    for number, lines in enumerate(pages, start=1):
        shown = [_shown(words, line) for line in lines]
        sheets.append(_sheet(look, "print/forms/log.html", found=found, lines=shown, page=number, pages=len(pages)))
    rows = [(_copy(words, copy), copy.made) for copy in found.copies] + [("", None)] * _EMPTY_ROWS
    for start in range(0, len(rows), _COPIES_ON_SHEET):
        shown_rows = rows[start : start + _COPIES_ON_SHEET]
        sheets.append(_sheet(look, "print/forms/copies.html", found=found, rows=shown_rows))
    return document(look, words.text("paper.forms.destruction.subtitle"), FORM, sheets, "forms.css", "act.css")


def _sheet(look: Look, template: str, **values: object) -> str:
    return sheet_of(FORM, [render_template(look.environment(), template, **values)])


def _act(words: Words, found: Destruction, log_sheets: int) -> DestructionAct:
    ground = words.text("destruction.ground", day=words.day_year(found.declared_on))
    return DestructionAct(
        school=found.school,
        number=str(found.number),
        made_on=found.made_on,
        subjects=(found.student, found.recipient),
        categories=words.text("destruction.categories_key" if found.key else "destruction.categories"),
        carriers=tuple(_carriers(words, found)),
        reason="; ".join(part for part in (ground, found.document, found.reason) if part),
        destroyed_at=found.destroyed_at,
        log_sheets=log_sheets,
    )


def _carriers(words: Words, found: Destruction) -> Iterator[Carrier]:
    place = words.text("destruction.place_local")
    if found.address:
        place = words.text("destruction.place", address=found.address)
    deleted, person = words.text("destruction.deleted"), found.recipient.id
    yield Carrier(words.text("destruction.page", path=found.page, place=place), deleted)
    if found.family:
        yield Carrier(words.text("destruction.family", path=found.family, place=place), deleted)
    if found.key:
        yield Carrier(words.text("destruction.key", id=person), words.text("destruction.overwritten"))
    if found.letter:
        yield Carrier(words.text("destruction.letter", id=person), deleted)


def _paged(lines: Sequence[LogLine]) -> Iterator[Sequence[LogLine]]:
    """Yield as many lines as fit on a sheet, counting those that their details are broken into."""
    page: list[LogLine] = []
    height = 0
    for line in lines:
        needs = 1 + min(len(line.detail), _LONGEST) // _SIGNS_IN_LINE
        if page and height + needs > _LINES_ON_SHEET:
            yield page
            page, height = [], 0
        page.append(line)
        height += needs
    if page:
        yield page


def _shown(words: Words, line: LogLine) -> tuple[str, ...]:
    """Return the cells of a line: number, when, who, what, about whom, details."""
    try:
        kind = words.text(f"destruction.kinds.{line.kind}")
    except RenderError:  # a kind of event that has no words yet is better told as it is than left out
        kind = line.kind
    detail = _cut(line.detail, _LONGEST)
    about = " ".join(part for part in (line.student_id, line.recipient_id) if part)
    return (str(line.number), f"{line.at:%d.%m.%Y %H:%M}", line.who, kind, about, detail)


def _copy(words: Words, copy: Copy) -> str:
    return words.text(f"destruction.{copy.kind}", name=_cut(copy.name, _LONGEST_NAME))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"
