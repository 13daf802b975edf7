"""Forms of the office: one sheet each, blank or with what the school knows already, to be filled in by hand.

They are samples. A school puts its own `print/forms/<kind>.html` into its templates folder; the others stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from generator.rendering.environment import render_template
from generator.rendering.look import Look
from generator.rendering.paper.document import document, sheet_of
from generator.rendering.paper.format import PORTRAIT

FORM = PORTRAIT.with_binder(10)
"""20 mm on the left: all of these sheets are filed."""

SUBJECTS_ON_ACT = 3
"""More people than these stand on sheets of their own behind the act."""
SUBJECTS_ON_LIST = 18


class FormKind(StrEnum):
    """The forms (requirements A1.2, B1.1, A4.1, B7.2); the act proves that data were destroyed."""

    APPLICATION = "application"
    CONSENT = "consent"
    REFUSAL = "refusal"
    CONTACTS = "contacts"
    DESTRUCTION = "destruction"


FORM_KINDS = tuple(FormKind)


@dataclass(frozen=True, slots=True)
class Blank:
    """What is known before the pen: "" and None leave room to write.

    `school` as on every page, `student_name` and `recipient` in full, `class_title` as the journal writes it,
    `relation` in the words of the families file.
    """

    school: str
    student_name: str = field(default="", repr=False)
    class_title: str = ""
    born: date | None = field(default=None, repr=False)
    recipient: str = field(default="", repr=False)
    relation: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose data were destroyed: the register's id and the name."""

    id: str
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Carrier:
    """Where the data were: paper with its number of sheets, or the name of a system; `method` is how they went."""

    name: str
    method: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """Who destroyed the data, and signs."""

    position: str
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DestructionAct:
    """An act of destruction, with the particulars that order № 179 of Roskomnadzor (28.10.2022) asks for.

    Everything may be left to the pen. `school` and `address` are the operator's, `processor` who worked for it (name,
    address), `log_sheets` how many sheets of the log are attached, `reason` a text ("": boxes to tick).
    """

    school: str = ""
    address: str = ""
    processor: str = ""
    number: str = ""
    made_on: date | None = None
    place: str = ""
    subjects: tuple[Subject, ...] = ()
    categories: str = ""
    carriers: tuple[Carrier, ...] = ()
    reason: str = ""
    destroyed_at: datetime | None = None
    log_sheets: int | None = None
    commission: tuple[Member, ...] = ()


def render_form(look: Look, kind: FormKind, blanks: Sequence[Blank]) -> str:
    """Return a document with one sheet for every blank; an act of destruction names the blank's student."""
    if kind is FormKind.DESTRUCTION:
        return render_acts(look, [_act_of(blank) for blank in blanks])
    title = look.words.text(f"paper.forms.{kind}.title")
    return _document(look, title, (_sheet(look, f"print/forms/{kind}.html", blank=blank) for blank in blanks))


def render_acts(look: Look, acts: Sequence[DestructionAct]) -> str:
    """Return a document with every act on a sheet, and behind it those with its people when they are many."""
    title = look.words.text("paper.forms.destruction.subtitle")
    return _document(look, title, (sheet for act in acts for sheet in act_sheets(look, act)))


def _act_of(blank: Blank) -> DestructionAct:
    subjects = (Subject("", blank.student_name),) if blank.student_name else ()
    return DestructionAct(school=blank.school, subjects=subjects)


def act_sheets(look: Look, act: DestructionAct) -> Iterator[str]:
    """Yield the sheet of an act, and behind it those with its people when they are many."""
    listed = act.subjects if len(act.subjects) > SUBJECTS_ON_ACT else ()
    lists = [listed[start : start + SUBJECTS_ON_LIST] for start in range(0, len(listed), SUBJECTS_ON_LIST)]
    template = "print/forms/destruction.html"
    yield _sheet(look, template, act=act, lists=len(lists), subjects=() if listed else act.subjects)
    for number, people in enumerate(lists, start=1):
        first = (number - 1) * SUBJECTS_ON_LIST + 1
        yield _sheet(
            look, "print/forms/subjects.html", act=act, subjects=people, first=first, page=number, pages=len(lists)
        )


def _sheet(look: Look, template: str, **values: object) -> str:
    return sheet_of(FORM, [render_template(look.environment(), template, **values)])


def _document(look: Look, title: str, sheets: Iterator[str]) -> str:
    return document(look, title, FORM, sheets, "forms.css")
