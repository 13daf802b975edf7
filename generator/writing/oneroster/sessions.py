"""The school year and its terms as sessions: ends are exclusive, and every record of a gradebook lies in a term."""

from __future__ import annotations

from datetime import date

from generator.model.kinds import TermKind
from generator.model.school import School, Term
from generator.writing.oneroster.bundle import Bundle, day, day_after, text
from generator.writing.oneroster.ids import Ids

_TYPES = {TermKind.HALF_YEAR: "semester"}
_NO_TERMS = "1 модуль"
_YEAR_TITLE = "{}/{} учебный год"


class Sessions:
    """The sessions of a school; a class without terms gets one over the whole year, for the binding demands one."""

    def __init__(self, school: School, ids: Ids) -> None:
        """Take the school and its ids."""
        self._school = school
        self._ids = ids
        self._whole = Term("", TermKind.MODULE, 1, _NO_TERMS, school.year_start, school.year_end)
        self._of_class = {group.id: self._terms(group.id) for group in school.classes()}
        self._ids_of = {term.id: ids.of("session", term.id) for terms in self._of_class.values() for term in terms}
        self._ids_of |= {term.id: ids.of("session", term.id) for term in school.terms if term.kind is not TermKind.YEAR}

    @property
    def year(self) -> str:
        """Return the id of the school year."""
        return self._ids.of("year", self._school.year_end.year)

    def of_class(self, class_id: str) -> list[str]:
        """Return the ids of the terms of a class."""
        return [self._ids_of[term.id] for term in self._of_class[class_id]]

    def find(self, term_id: str) -> str:
        """Return the id of a term, "" for one that is no session."""
        return self._ids_of.get(term_id, "") if term_id else ""

    def at(self, class_id: str, on: date) -> str:
        """Return the term of a class on a day; in holidays the one that is over, before the first the first."""
        terms = self._of_class[class_id]
        begun = [term for term in terms if term.start <= on]
        within = [term for term in begun if on <= term.end]
        return self._ids_of[(within or begun[-1:] or terms)[0].id]

    def last(self, class_id: str) -> str:
        """Return the last term of a class."""
        return self._ids_of[self._of_class[class_id][-1].id]

    def write(self, bundle: Bundle) -> None:
        """Write the year and every term that is a session."""
        first, last = self._school.year_start, self._school.year_end
        title = _YEAR_TITLE.format(first.year, last.year)
        bundle.add("academicSessions", self._row(self.year, title, "schoolYear", first, last))
        terms = {term.id: term for terms in self._of_class.values() for term in terms}
        terms |= {term.id: term for term in self._school.terms if term.kind is not TermKind.YEAR}
        for term in sorted(terms.values(), key=lambda term: (term.start, term.end, term.id)):
            kind = _TYPES.get(term.kind, "gradingPeriod")
            row = self._row(self._ids_of[term.id], text(term.title) or term.id, kind, term.start, term.end)
            ours = {"metadata.kind": term.kind.value, "metadata.ordinal": str(term.ordinal)}
            bundle.add("academicSessions", {**row, "parentSourcedId": self.year, **ours})

    def _terms(self, class_id: str) -> list[Term]:
        terms = [term for term in self._school.terms_of(class_id) if term.kind is not TermKind.YEAR]
        return sorted(terms, key=lambda term: (term.start, term.end)) or [self._whole]

    def _row(self, id_: str, title: str, kind: str, first: date, last: date) -> dict[str, str]:
        return {
            "sourcedId": id_,
            "title": title,
            "type": kind,
            "startDate": day(first),
            "endDate": day_after(last),
            "schoolYear": str(self._school.year_end.year),
        }
