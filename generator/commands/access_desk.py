"""What the acts on access work with and what they give back: plain values, and open collaborators.

A code stands in exactly two places: in the letter and in the result of the call that drew it. No `repr` shows one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from generator.register.register import Register
from generator.rules.access import Decisions

Progress = Callable[[int, int], None]
"""Told after every letter: how many are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Pupil:
    """A student as a letter and a list name them."""

    name: str = field(repr=False)
    class_title: str


@dataclass(frozen=True, slots=True)
class LetterText:
    """What a letter says about one recipient; the renderer adds the school. `language` "": the site's own."""

    recipient_id: str
    recipient: str = field(repr=False)
    pupils: tuple[Pupil, ...] = field(repr=False)
    code: str = field(repr=False)
    link: str = field(repr=False)
    language: str


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """One item of the result of `access issue` and `reissue`."""

    recipient_id: str
    recipient: str = field(repr=False)
    students: tuple[str, ...] = field(repr=False)
    code: str = field(repr=False)
    link: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StudentLine:
    """What one recipient has for one student: `standing` as in `rules.access.Standing`."""

    student_id: str
    student: str = field(repr=False)
    standing: str


@dataclass(frozen=True, slots=True)
class AccessLine:
    """One recipient in `access list`. `code` is none, issued, handed or revoked; times are ISO, "" where not."""

    recipient_id: str
    recipient: str = field(repr=False)
    students: tuple[StudentLine, ...]
    code: str
    issued_at: str
    handed_at: str
    handed_to: str = field(repr=False)
    letter: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """What acts on access work with.

    `pupils`: student id → name and class; `letters`: `output/letters`; `address`: `site.address`; `groups`: of four
    digits per code; `render`: a letter's text as HTML; `now` in the school's zone.
    """

    register: Register
    decisions: Decisions
    consent: str
    pupils: Mapping[str, Pupil]
    letters: Path
    address: str
    groups: int
    render: Callable[[LetterText], str]
    now: datetime

    def recipient_name(self, recipient_id: str) -> str:
        """Return the name as the families file writes it now, else as the register first saw it."""
        for decision in self.decisions.rows:
            if decision.placed.recipient_id == recipient_id:
                return decision.placed.row.recipient
        known = self.register.recipients().get(recipient_id)
        return known.name if known else ""

    def language(self, recipient_id: str) -> str:
        """Return the language of the recipient's letters, "" where the file says nothing."""
        rows = (d.placed.row for d in self.decisions.rows if d.placed.recipient_id == recipient_id)
        return next((row.language for row in rows if row.language), "")

    def pupil_text(self, student_id: str) -> str:
        """Return a student's name and class, or the id of one who has left."""
        pupil = self.pupils.get(student_id)
        return f"{pupil.name} ({pupil.class_title})" if pupil else student_id
