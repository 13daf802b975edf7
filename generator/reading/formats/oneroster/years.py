"""Which terms and classes of a bundle belong to the school year, and its terms as entries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.errors import ReadError
from generator.model.entries import TermEntry
from generator.model.kinds import TermKind
from generator.reading.about import About
from generator.reading.formats.oneroster.roster import Class, Roster, Session
from generator.reading.formats.oneroster.words import kind_of_terms
from generator.reading.reader import Ignored, Reading
from generator.reading.words.terms import term_kind, term_ordinal

_YEAR = "schoolYear"
_KINDS = {kind.value: kind for kind in TermKind if kind is not TermKind.YEAR}

_MOST_LEVELS = 20
"""A term may lie in a semester of a year; nothing honest is deeper, and what is would be climbed again and again."""


class Year:
    """What of a bundle is of the school year that the settings tell (of all years, when they don't).

    `classes` are the ids of its classes; `terms` are the ids of its terms with the homeroom classes they are for, none
    for all. Records of other classes and terms are passed over by whoever reads them.
    """

    def __init__(self, roster: Roster, about: About) -> None:
        """Find out which terms and classes are of this year."""
        self._roster = roster
        self._about = about
        self._of_year = {s.id for s in roster.sessions.values() if self._is_of_year(s)}
        self._terms_in: dict[str, list[str]] = {}
        self._terms_of = {in_class.id: self._find_terms(in_class) for in_class in roster.classes.values()}
        self._spans: dict[str, tuple[date, date] | None] = {}
        self.classes = {id_ for id_, terms in self._terms_of.items() if terms or not self._is_of_another(id_)}
        self.terms = self._used_terms()

    def _is_of_year(self, session: Session) -> bool:
        year = self._about.year
        return year is None or (session.start <= year[1] and session.end >= year[0])

    def _is_of_another(self, class_id: str) -> bool:
        """Say whether all terms of a class that are known are of other years."""
        known = [term for term in self._roster.classes[class_id].terms if term in self._roster.sessions]
        return bool(known)

    def _find_terms(self, in_class: Class) -> dict[str, None]:
        """Return the terms of a class that are of this year; a school year stands for all terms in it."""
        found: dict[str, None] = {}
        for id_ in in_class.terms:
            session = self._roster.sessions.get(id_)
            if session is None or id_ not in self._of_year:
                continue
            found.update(dict.fromkeys(self._within(id_) or [id_] if session.type == _YEAR else [id_]))
        return found

    def _within(self, year: str) -> list[str]:
        """Return the terms of a school year."""
        if year not in self._terms_in:
            sessions = self._roster.sessions.values()
            self._terms_in[year] = [s.id for s in sessions if s.type != _YEAR and self._is_in(s, year)]
        return self._terms_in[year]

    def _is_in(self, session: Session, year: str) -> bool:
        for _ in range(_MOST_LEVELS):
            if session.parent == year:
                return True
            session = self._roster.sessions.get(session.parent, session)
        return False

    def _used_terms(self) -> dict[str, tuple[str, ...]]:
        """Return the terms that are taken over, with the classes they are for."""
        classes = [self._roster.classes[id_] for id_ in sorted(self.classes)]
        homes = [in_class for in_class in classes if in_class.is_homeroom]
        users: dict[str, list[str]] = {}
        for in_class in homes or classes:
            for term in self._terms_of[in_class.id]:
                users.setdefault(term, []).append(in_class.id)
        return {
            term: () if not homes or len(mine) == len(homes) else tuple(mine)
            for term, mine in users.items()
            if self._roster.sessions[term].type != _YEAR
        }

    def within(self, class_id: str, begin: date | None, end: date | None) -> tuple[date | None, date | None]:
        """Return the days without those that are the first and the last of the school year of a class, or outside."""
        if class_id not in self._spans:
            self._spans[class_id] = self._span(self._roster.classes[class_id])
        span = self._spans[class_id]
        if span is None:
            return begin, end
        return (begin if begin and begin > span[0] else None), (end if end and end < span[1] else None)

    def _span(self, in_class: Class) -> tuple[date, date] | None:
        sessions = self._roster.sessions
        for year in sessions.values():
            if year.type == _YEAR and year.id in self._of_year:
                mine = [sessions[term] for term in in_class.terms if term in sessions]
                if any(session.id == year.id or self._is_in(session, year.id) for session in mine):
                    return year.start, year.end
        return self._about.year

    def read(self) -> Iterator[Reading]:
        """Yield the terms."""
        chosen = [self._roster.sessions[term] for term in self.terms]
        untold = sorted((s for s in chosen if not (s.kind or term_kind(s.title))), key=lambda s: (s.start, s.id))
        for session in self._roster.sessions.values():
            if session.type == _YEAR:
                continue
            if session.id not in self.terms:
                yield Ignored(session.origin, "terms", self._why_not(session))
            else:
                yield from self._term(session, untold)

    def _why_not(self, session: Session) -> str:
        if session.id in self._of_year:
            return "of no class"
        year = self._about.year
        return "begins after the school year" if year and session.start > year[1] else "over before the school year"

    def _term(self, session: Session, untold: list[Session]) -> Iterator[TermEntry | ReadError]:
        said = term_kind(session.title)
        number = term_ordinal(session.title) if said else None
        if session.kind and session.kind not in _KINDS:
            message = "column metadata.kind: expected one of " + ", ".join(_KINDS)
            yield ReadError("bad-value", message, origin=session.origin)
            return
        if session.ordinal and not (session.ordinal.isascii() and session.ordinal.isdigit()):
            yield ReadError("bad-value", "column metadata.ordinal: expected a whole number", origin=session.origin)
            return
        alike = [s for s in untold if s.type == session.type]
        kind = _KINDS.get(session.kind) or said or kind_of_terms(session.type, len(alike))
        if session.ordinal:
            number = int(session.ordinal)
        elif number is None:
            number = self._place_among(session, kind, alike)
        groups = self.terms[session.id]
        yield TermEntry(session.origin, session.id, kind, number, session.title, session.start, session.end, groups)

    def _place_among(self, session: Session, kind: TermKind, alike: list[Session]) -> int:
        """Return which one a term is among those of its kind, by their first days."""
        if session not in alike:
            chosen = [self._roster.sessions[term] for term in self.terms]
            alike = sorted((s for s in chosen if term_kind(s.title) is kind), key=lambda s: (s.start, s.id))
        return alike.index(session) + 1 if session in alike else 1
