"""The registers of what the program did itself: codes, papers, messages, publications, imports, ended accesses."""

from __future__ import annotations

from collections.abc import Iterator

from generator.commands.register_texts import Texts, day_text, time_text
from generator.model.families import AccessEventKind
from generator.register.acts.imports import ImportRecord
from generator.register.records import CodeRecord
from generator.register.register import Register
from generator.writing.registers import RegisterTable

_ENDINGS = frozenset(AccessEventKind)


def ledger_tables(register: Register, texts: Texts) -> Iterator[RegisterTable]:
    """Yield the registers, each oldest line first."""
    yield _codes(register, texts)
    yield _papers(register, texts)
    yield _mailings(register, texts)
    yield _publications(register, texts)
    yield _imports(register, texts)
    yield _withdrawals(register, texts)


def _codes(register: Register, texts: Texts) -> RegisterTable:
    """Return the codes (A2.1); the code itself and its key are nowhere to be seen."""
    columns = ("recipient", "issued", "handed", "handed_to", "revoked", "code_state")
    rows = (
        (texts.person(code.recipient_id), time_text(code.issued_at), time_text(code.handed_at), code.handed_to,
         time_text(code.revoked_at), texts.word("code", _code_state(code)))
        for code in register.codes()
    )  # fmt: skip
    return texts.table("codes", columns, rows)


def _code_state(code: CodeRecord) -> str:
    if not code.live:
        return "replaced" if code.replaced else "revoked"
    return "handed" if code.handed_at else "issued"


def _papers(register: Register, texts: Texts) -> RegisterTable:
    columns = ("number", "period", "product", "class", "student", "recipient", "ground", "issue", "made", "check_code",
               "handed", "handed_to")  # fmt: skip
    rows = (
        (str(paper.number), paper.line.period, texts.word("product", paper.line.product.value), paper.line.class_title,
         texts.person(paper.line.student_id), texts.person(paper.line.recipient_id),
         texts.word("ground", paper.line.ground), str(paper.issue), time_text(paper.made_at), paper.line.code,
         day_text(paper.handed_on), paper.handed_to)
        for paper in register.papers.all()
    )  # fmt: skip
    return texts.table("papers", columns, rows)


def _mailings(register: Register, texts: Texts) -> RegisterTable:
    columns = ("day", "recipient", "channel", "generation", "mailing_state", "answer", "noted")
    rows = (
        (day_text(sent.day), texts.person(sent.recipient_id), texts.word("channel", sent.channel),
         str(sent.generation), texts.word("mailing", sent.state), sent.code, time_text(sent.at))
        for sent in register.mailings.all()
    )  # fmt: skip
    return texts.table("mailings", columns, rows)


def _publications(register: Register, texts: Texts) -> RegisterTable:
    columns = ("generation", "published", "host", "written", "deleted", "bytes", "verified", "profile", "digest")
    rows = (
        (str(one.generation), time_text(one.at), one.host, str(one.written), str(one.deleted), str(one.bytes),
         time_text(one.verified_at), one.profile, one.digest)
        for one in register.publications.all()
    )  # fmt: skip
    return texts.table("publications", columns, rows)


def _imports(register: Register, texts: Texts) -> RegisterTable:
    columns = ("number", "noted", "who", "export", "digest", "reader", "rows", "rejected", "reasons", "accepted")
    rows = (
        (str(one.number), time_text(one.at), one.who, one.name, one.digest, one.reader, _counts(one, "rows"),
         str(one.rejected), _counts(one, "reasons"), texts.word("answer", "yes" if one.accepted else "no"))
        for one in register.acts.imports.all()
    )  # fmt: skip
    return texts.table("imports", columns, rows)


def _counts(one: ImportRecord, what: str) -> str:
    counts = one.rows if what == "rows" else one.reasons
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


def _withdrawals(register: Register, texts: Texts) -> RegisterTable:
    """Return the accesses that an act of the school ended or opened again."""
    columns = ("number", "noted", "who", "kind", "recipient", "student", "reason")
    rows = (
        (str(event.number), time_text(event.at), event.who, texts.word("event", event.kind),
         texts.person(event.recipient_id), texts.person(event.student_id), event.detail)
        for event in register.events()
        if event.kind in _ENDINGS
    )  # fmt: skip
    return texts.table("withdrawals", columns, rows)
