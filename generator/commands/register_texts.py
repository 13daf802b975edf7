"""What every register shows in the same way: persons, days, words for closed vocabularies, and how an act stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from generator.errors import RenderError
from generator.model.acts import Act, ActKind, corrected
from generator.register.register import Register
from generator.rendering.words import Words
from generator.writing.registers import RegisterTable


@dataclass(frozen=True, slots=True)
class Texts:
    """The words and the names of everybody by id."""

    words: Words
    names: Mapping[str, str] = field(repr=False)

    @classmethod
    def of(cls, register: Register, words: Words) -> Texts:
        """Take the names as the register saw them first."""
        recipients = {recipient_id: record.name for recipient_id, record in register.recipients().items()}
        return cls(words, {**register.acts.student_names(), **recipients})

    def person(self, person_id: str) -> str:
        """Return name and id: there may be two of one name."""
        return f"{self.names.get(person_id, '')} ({person_id})".strip() if person_id else ""

    def word(self, group: str, key: str) -> str:
        """Return the word for one of a closed set; a key that has none (of a newer program) stands for itself."""
        if not key:
            return ""
        try:
            return self.words.text(f"registers.{group}.{key}")
        except RenderError:
            return key

    def table(self, name: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> RegisterTable:
        """Return a register with its title and headings."""
        title = self.words.text(f"registers.titles.{name}")
        headings = tuple(self.words.text(f"registers.columns.{column}") for column in columns)
        return RegisterTable(name, title, columns, headings, tuple(rows))


def day_text(day: date | None) -> str:
    """Return `2026-11-19`, "" for none."""
    return day.isoformat() if day else ""


def time_text(moment: datetime | None) -> str:
    """Return `2026-11-19 15:04` of the school's clock, "" for none."""
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""


class Standings:
    """How each act stands now: it holds, or a later one changed, ended or corrected it."""

    def __init__(self, acts: Iterable[Act]) -> None:
        """Take all acts of a register."""
        known = tuple(acts)
        mistaken = corrected(known)
        # of several the last one counts: a correction comes after what it corrects
        self._later = {act.earlier: act for act in known if act.earlier and act.number not in mistaken}

    def text(self, act: Act, texts: Texts) -> str:
        """Return «действует» or by which act it was changed."""
        later = self._later.get(act.number)
        if not later:
            return texts.word("state", "holds")
        states = {
            ActKind.CORRECTION: "corrected",
            ActKind.ERASED: "erased",
            ActKind.APPLICATION_CLOSED: "closed",
        }
        return texts.words.text(f"registers.state.{states.get(later.kind, 'changed')}", number=later.number)

    def closing(self, act: Act) -> Act | None:
        """Return the act that settled a request, None while it is open."""
        later = self._later.get(act.number)
        return later if later and later.kind is ActKind.APPLICATION_CLOSED else None
