"""Recording hand-overs: a class, a student or a recipient has the papers that were printed for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from generator.errors import UsageError
from generator.model.papers import PaperRecord, Product
from generator.reading.joining.folding import fold_class
from generator.register.register import Register


def hand_papers(
    register: Register,
    who: Sequence[str],
    *,
    week: str,
    products: frozenset[Product],
    on: date,
    to: str,
    now: datetime,
) -> tuple[PaperRecord, ...]:
    """Record that all papers of these classes (titles) and persons (`S12`, `R3`) are in their hands, and return them.

    `week` and `products` narrow it ("" and none: everything that lies ready). All or nothing is recorded. Raises
    UsageError `nothing-to-hand` naming everyone in `who` for whom no paper lies ready.
    """
    ready = [
        record
        for record in register.papers.unhanded()
        if (not week or record.line.period == week) and (not products or record.line.product in products)
    ]
    chosen: dict[int, PaperRecord] = {}
    for name in who:
        own = [record for record in ready if _is_of(record, name)]
        if not own:
            hint = "classes are named as papers show them, persons by their ids; `diary print list` shows what is owed"
            raise UsageError("nothing-to-hand", f"no paper lies ready for {name}", hint=hint)
        chosen.update({record.number: record for record in own})
    return register.papers.hand(sorted(chosen), on, to, now)


def _is_of(record: PaperRecord, name: str) -> bool:
    line = record.line
    return name in (line.student_id, line.recipient_id) or fold_class(name) == fold_class(line.class_title)
