"""Which final mark holds where several reports tell of it."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.kinds import FinalScope
from generator.model.records import TermMark


def merged(term_marks: Iterable[TermMark]) -> Iterable[TermMark]:
    """Join what two reports say of one final mark: one may have the mark, the other only the averages."""
    joined: dict[tuple[str, str, FinalScope, str], TermMark] = {}
    for mark in term_marks:
        key = (mark.student_id, mark.subject_id, mark.scope, mark.term_id)
        old = joined.get(key)
        joined[key] = mark if old is None else _both(old, mark)
    return joined.values()


def _both(old: TermMark, new: TermMark) -> TermMark:
    return old._replace(
        raw=old.raw or new.raw,
        kind=old.kind or new.kind,
        value=old.value if old.value is not None else new.value,
        average=old.average if old.average is not None else new.average,
        weighted_average=old.weighted_average if old.weighted_average is not None else new.weighted_average,
    )
