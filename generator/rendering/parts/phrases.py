"""How marks, absences, names and classes are said and drawn: the small decisions that templates ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from decimal import Decimal

from markupsafe import Markup, escape

from generator.diaries.diary import FinalsColumn, LessonRow, MarkChip, TermLine
from generator.model.kinds import AbsenceKind, FinalScope, LessonStatus, MarkKind, TermKind
from generator.model.undated import UndatedMark
from generator.rendering.words import Words

_NBSP = "\N{NO-BREAK SPACE}"
_SIGNED = re.compile(r"(\d{1,2})([+-\N{MINUS SIGN}\N{EN DASH}]?)")
_CLASS = re.compile(r"(\d{1,2})[ \-]?[«\"]?(\w)[»\"]?")
_PHONE = re.compile(r"[+(]?\d[\d ()-]{4,}\d")
_SHORT = 3
_WORD_KINDS = (MarkKind.PASS, MarkKind.FAIL, MarkKind.EXEMPT, MarkKind.NOT_ASSESSED, MarkKind.TEXT)
_CLASS_OF_KIND = {
    MarkKind.DEBT: " is-debt",
    MarkKind.PENDING: " is-pending",
    **dict.fromkeys(_WORD_KINDS, " is-word"),
}
"""The classes of marks that are no number."""


class Phrases:
    """Phrases in the words of one language."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def mark_class(self, chip: MarkChip) -> str:
        """Return the classes of a mark's chip, each after a space: colour, filled for a test, a word, a debt."""
        classes = _CLASS_OF_KIND.get(chip.kind)
        if classes is not None:
            return classes
        classes = _number_class(chip.text, chip.value)
        if chip.is_test:
            classes += " is-test"
        return classes if chip.counts else f"{classes} is-out"

    def undated_class(self, mark: UndatedMark) -> str:
        """Return the classes of the chip of a mark, or of an absence, whose day is not known."""
        if mark.absence is AbsenceKind.LATE:
            return " is-absence ml"
        if mark.absence or mark.kind is None:
            return " is-absence"
        found = _CLASS_OF_KIND.get(mark.kind)
        return _number_class(mark.raw, mark.value) if found is None else found

    def undated_text(self, mark: UndatedMark) -> str:
        """Return what stands in that chip: the journal's own text, or the usual one where that says too little."""
        if mark.absence:
            return (
                mark.raw if len(mark.raw) <= _SHORT else self._words.text(f"device.absences.chip.{mark.absence.value}")
            )
        return self.mark_text(mark.kind, mark.raw)

    def mark_text(self, kind: MarkKind | None, text: str) -> str:
        """Return the text of a mark: a journal's dot says too little of a debt or of a mark to come."""
        if kind is MarkKind.PENDING or (kind is MarkKind.DEBT and len(text) < 2):
            return self._words.text(f"marks.chips.{kind.value}")
        return text

    def weight(self, weight: Decimal | None) -> str:
        """Return the small figure at a mark, "" for a weight of 1 and one that is not known."""
        return "" if weight is None or weight == 1 else self._words.number(weight)

    def work(self, chip: MarkChip) -> str:
        """«Контрольная работа: Дроби», as much of it as is known."""
        return ": ".join(part for part in (chip.type, chip.title) if part) or (
            self._words.text("marks.test") if chip.is_test else ""
        )

    def term(self, term: TermLine) -> str:
        """Return the journal's title of a term, or «2-я четверть»."""
        return term.title or self._words.text(f"terms.title.{term.kind.value}", n=term.ordinal)

    def column(self, column: FinalsColumn) -> tuple[str, str]:
        """Return the short and the long head of a column of the finals."""
        if column.scope is FinalScope.TERM and column.term is not None:
            kind, ordinal = column.term.kind, column.term.ordinal
            if kind is not TermKind.YEAR:
                return self._words.text(f"terms.short.{kind.value}", n=ordinal), self.term(column.term)
        scope = FinalScope.YEAR if column.scope is FinalScope.TERM else column.scope
        return self._words.text(f"scopes.{scope.value}.short"), self._words.text(f"scopes.{scope.value}.title")

    def missing(self, parts: Iterable[str], missing: AbstractSet[str]) -> str:
        """Return the names of those of these parts that no export provides; see `Diary.missing` for `days`."""
        named = [part for part in parts if part in missing and part != "days"]
        said = ["days" if part == "marks" and "days" in missing else part for part in named]
        return ", ".join(self._words.text(f"diary.parts.{part}") for part in said)

    def room(self, room: str) -> str:
        """«каб. 21» for a number, anything else as it is («зал»)."""
        return self._words.text("week.room", room=room) if room[:1].isdigit() else room

    def group(self, title: str) -> str:
        """«6 «Б»» for «6Б»; other titles as they are."""
        match = _CLASS.fullmatch(title)
        return self._words.text("diary.group", grade=match[1], letter=match[2]) if match else title

    def teacher(self, name: str) -> str:
        """«Крылова Н. В.» for a full name; a name that has initials already only gets no-break spaces."""
        parts = name.split()
        if "." in name:
            return _NBSP.join(parts)
        if not 2 <= len(parts) <= 4:
            return name
        return _NBSP.join([parts[0]] + [f"{part[0]}." for part in parts[1:3]])

    def taught(self, lesson: LessonRow) -> str:
        """«Крылова Н. В. · Контрольная работа · Имена прилагательные», as much of it as is known."""
        names = lesson.teachers
        teachers = self.teacher(names[0]) if len(names) == 1 else ", ".join([self.teacher(n) for n in names if n])
        topic = "" if lesson.topic == lesson.type else lesson.topic
        return typeset(" · ".join([part for part in (teachers, lesson.type, topic) if part]))


def _number_class(text: str, value: Decimal | None) -> str:
    classes = f" m{max(2, int(value))}" if value is not None and 1 <= value <= 5 else ""
    return f"{classes} is-word" if len(text) > _SHORT else classes


def is_changed(lesson: LessonRow) -> bool:
    """Say whether the lesson stands in for another one."""
    return lesson.status is LessonStatus.SUBSTITUTED or lesson.status is LessonStatus.MOVED


def typeset(text: str) -> str:
    """Bind the signs for number and paragraph to what follows them by a no-break space."""
    return text.replace("№ ", f"№{_NBSP}").replace("§ ", f"§{_NBSP}")


def unbroken(text: str) -> Markup:
    """Return a text whose telephone numbers are not broken at their hyphens."""
    return Markup(_PHONE.sub(r'<span class="nw">\g<0></span>', str(escape(text))))  # noqa: S704 (escaped just now)


def is_off(lesson: LessonRow) -> bool:
    """Say whether the lesson does not take place here: cancelled, or moved away."""
    return lesson.is_off
