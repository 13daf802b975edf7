"""What a record says, cut down to what a person wants to hear: no ids of the journal, nothing that goes without saying.

Every phrase is a key, for which a language has words, and its value. A key is a field, or `table_field` where a field
means something else in that table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.reading.explaining.understood import Kind, Meaning

_NOT_SAID = frozenset({"id", "work", "lesson", "grade", "entered_at", "received_at"})
_COMMON: Mapping[str, str] = {
    "scope": "term",
    "status": "held",
    "counts": "True",
    "slot": "1",
    "ordinal": "1",
    "cycle": "1",
    "is_test": "False",
}
"""What most records say, and nobody needs to be told."""
_TOLD_BY_TITLE = frozenset({("terms", "ordinal"), ("subjects", "short")})
_OF_TABLE = frozenset({("bells", "ordinal"), ("timetable", "number"), ("timetable", "term")})


def phrases(meaning: Meaning) -> Iterator[tuple[str, str]]:
    """Yield key and value of everything worth saying; times of a beginning and an end are one phrase, `times`."""
    said, table = dict(meaning.said), meaning.what
    start, end = said.get("start", ""), said.get("end", "")
    in_day = ":" in start and ":" in end
    for field, value in meaning.said:
        if (table, field) in _OF_TABLE:
            yield f"{table}_{field}", value
            continue
        if field == "slot" and "number" in said:
            continue
        if _goes_without_saying(meaning, field, value) or (field == "type_short" and "type" in said):
            continue
        if in_day and field in {"start", "end"}:
            if field == "start":
                yield "times", f"{start}\N{EN DASH}{end}"
        else:
            yield field, value


def _goes_without_saying(meaning: Meaning, field: str, value: str) -> bool:
    if field == "kind":
        return meaning.kind is not Kind.ABSENCE
    return field in _NOT_SAID or _COMMON.get(field) == value or (meaning.what, field) in _TOLD_BY_TITLE
