"""How marks, absences, names and classes are said and drawn: the small decisions that templates ask for."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from generator.diaries.diary import FinalsColumn, LessonRow, MarkChip, TermLine
from generator.model.kinds import FinalScope, LessonStatus, MarkKind, TermKind
from generator.rendering.words import Words

_NBSP = "\N{NO-BREAK SPACE}"
_SIGNED = re.compile(r"(\d{1,2})([+-\N{MINUS SIGN}\N{EN DASH}]?)")
_CLASS = re.compile(r"(\d{1,2})[ \-]?[«\"]?(\w)[»\"]?")
_PHONE = re.compile(r"[+(]?\d[\d ()-]{4,}\d")
_SHORT = 3
_WORD_KINDS = frozenset({MarkKind.PASS, MarkKind.FAIL, MarkKind.EXEMPT, MarkKind.NOT_ASSESSED, MarkKind.TEXT})


class Phrases:
    """Phrases in the words of one language."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def mark_class(self, chip: MarkChip) -> str:
        """Return the classes of a mark's chip, each after a space: colour, filled for a test, a word, a debt."""
        if chip.kind is MarkKind.DEBT:
            return " is-debt"
        if chip.kind is MarkKind.PENDING:
            return " is-pending"
        if chip.kind in _WORD_KINDS:
            return " is-word"
        classes = f" m{max(2, int(chip.value))}" if chip.value is not None and 1 <= chip.value <= 5 else ""
        if len(chip.text) > _SHORT:
            classes += " is-word"
        if chip.is_test:
            classes += " is-test"
        return classes if chip.counts else f"{classes} is-out"

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
