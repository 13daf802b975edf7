"""The registers of acts: informing, requests, consents and refusals, contacts, deferrals, exam results, corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.commands.register_texts import Standings, Texts, day_text, time_text
from generator.model.acts import Act, ActKind
from generator.register.records import CodeRecord
from generator.writing.registers import RegisterTable

_NOTED = ("noted", "who", "state")


@dataclass(frozen=True, slots=True)
class ActTables:
    """Everything that registers of acts are made of; `acts` are all of a register."""

    texts: Texts
    acts: Sequence[Act]
    codes: Sequence[CodeRecord]

    def tables(self) -> Iterator[RegisterTable]:
        """Yield the registers, each with its acts in the order of their numbers."""
        standings = Standings(self.acts)
        for name, (kinds, columns, row) in _TABLES.items():
            rows = (
                (str(act.number), *row(self, act), *self._noted(act, standings))
                for act in self.acts
                if act.kind in kinds
            )
            yield self.texts.table(name, ("number", *columns, *_NOTED), rows)
        yield self._applications(standings)
        yield self._corrections()

    def _noted(self, act: Act, standings: Standings) -> tuple[str, str, str]:
        return (time_text(act.at), act.who, standings.text(act, self.texts))

    def informed(self, act: Act) -> tuple[str, ...]:
        """Return a line of the register of informing (A1.1)."""
        return (day_text(act.day), act.class_title, self.texts.person(act.student_id), act.detail.get("way", ""),
                act.document)  # fmt: skip

    def consent(self, act: Act) -> tuple[str, ...]:
        """Return a line of the register of consents and refusals (A4.1, B1.1)."""
        return (
            day_text(act.day),
            self.texts.word("kind", act.kind.value),
            self.texts.word("purpose", act.detail.get("purpose", "")),
            *self._whose(act),
            self.texts.word("ground", act.detail.get("ground", "")),
            act.document,
            act.detail.get("until", ""),
        )

    def contact(self, act: Act) -> tuple[str, ...]:
        """Return a line of the register of contacts and the agreed channel (B7.1, B7.2)."""
        shown = (act.detail.get(way, "") for way in ("email", "phone"))
        return (
            day_text(act.day),
            self._recipient(act),
            self.texts.person(act.student_id),
            ", ".join(filter(None, shown)),
            self.texts.word("channel", act.detail.get("agreed", "")),
            act.document,
        )

    def deferral(self, act: Act) -> tuple[str, ...]:
        """Return a line of the register of deferrals (B5.5)."""
        named = (act.detail.get(key, "") for key in ("subject", "term", "until"))
        return (day_text(act.day), self.texts.person(act.student_id), *named, act.document)

    def exam(self, act: Act) -> tuple[str, ...]:
        """Return a line of the register of exam results (B6.1)."""
        received = act.detail.get("received_at", "")[:16].replace("T", " ")
        return (received, act.class_title, self.texts.person(act.student_id), act.detail.get("subject", ""),
                act.detail.get("title", ""), day_text(act.day))  # fmt: skip

    def _whose(self, act: Act) -> tuple[str, ...]:
        ward = self.texts.word("answer", act.detail.get("ward", ""))
        return (self.texts.person(act.student_id), self._recipient(act), act.detail.get("relation", ""), ward)

    def _recipient(self, act: Act) -> str:
        """Return the recipient; one who was taken in at the counter has a name before an id."""
        return self.texts.person(act.recipient_id) or act.detail.get("recipient", "")

    def _applications(self, standings: Standings) -> RegisterTable:
        columns = ("number", "application_no", "day", "channel", "student", "recipient", "relation", "ward", "form",
                   "issued", "handed", "closed", "document", *_NOTED)  # fmt: skip
        codes = _by_recipient(self.codes)
        rows = []
        for act in self.acts:
            if act.kind is ActKind.APPLICATION:
                code, closing = _code_for(act, codes.get(act.recipient_id, ())), standings.closing(act)
                rows.append((
                    str(act.number), act.detail.get("number", ""), day_text(act.day), act.detail.get("channel", ""),
                    *self._whose(act), self.texts.word("form", act.detail.get("form", "")),
                    time_text(code.issued_at if code else None), time_text(code.handed_at if code else None),
                    day_text(closing.day if closing else None), closing.document if closing else "",
                    *self._noted(act, standings),
                ))  # fmt: skip
        return self.texts.table("applications", columns, rows)

    def _corrections(self) -> RegisterTable:
        columns = ("number", "about", "kind", "student", "recipient", "class", "reason", "noted", "who")
        known = {act.number: act for act in self.acts}
        rows = (
            (
                str(act.number), str(act.earlier), self.texts.word("kind", known[act.earlier].kind.value),
                self.texts.person(act.student_id), self.texts.person(act.recipient_id), act.class_title,
                act.detail.get("reason", "") or self.texts.word("answer", "left_the_file"),
                time_text(act.at), act.who,
            )
            for act in self.acts
            if act.kind in {ActKind.CORRECTION, ActKind.ERASED}
        )  # fmt: skip
        return self.texts.table("corrections", columns, rows)


def _by_recipient(codes: Iterable[CodeRecord]) -> Mapping[str, Sequence[CodeRecord]]:
    found: dict[str, list[CodeRecord]] = {}
    for code in codes:
        found.setdefault(code.recipient_id, []).append(code)
    return found


def _code_for(act: Act, codes: Sequence[CodeRecord]) -> CodeRecord | None:
    """Return the code that answers a request: one that was live on its day, else the first one after it."""
    if act.day is None:
        return None
    for code in codes:
        if code.revoked_at is None or code.revoked_at.date() >= act.day:
            return code
    return None


_Row = Callable[[ActTables, Act], tuple[str, ...]]
_Spec = tuple[frozenset[ActKind], tuple[str, ...], _Row]

_TABLES: Mapping[str, _Spec] = {
    "informing": (
        frozenset({ActKind.INFORMED}),
        ("day", "class", "student", "way", "document"),
        ActTables.informed,
    ),
    "consents": (
        frozenset({ActKind.CONSENT, ActKind.CONSENT_WITHDRAWN, ActKind.REFUSAL}),
        ("day", "kind", "purpose", "student", "recipient", "relation", "ward", "ground", "document", "until"),
        ActTables.consent,
    ),
    "contacts": (
        frozenset({ActKind.CONTACT}),
        ("day", "recipient", "student", "contacts", "agreed", "document"),
        ActTables.contact,
    ),
    "deferrals": (
        frozenset({ActKind.DEFERRAL}),
        ("day", "student", "subject", "term", "until", "order"),
        ActTables.deferral,
    ),
    "exams": (
        frozenset({ActKind.EXAM_RECEIVED}),
        ("received", "class", "student", "subject", "exam", "exam_day"),
        ActTables.exam,
    ),
}
