"""What stands in one cell of marks: marks of one work or of several, absences among them, words that mean nothing.

`4/3` is two marks of one work, `5 4` marks of two works, `н 4` an absence and a mark. What a letter means is not known
here: the codes are those of the source and of the kind of column.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from generator.model.kinds import AbsenceKind, MarkKind
from generator.reading.cells import BadCellError, MarkText, parse_mark
from generator.reading.meaning import Codes, fold_code

ParseMark = Callable[[str], MarkText]
"""Reads one mark that is no code; raises `BadCellError`."""


class CellText(NamedTuple):
    """A cell taken apart: absences as (raw, kind), the marks of each work, words that mean nothing known, and how many
    words the mapping file passes over.
    """

    absences: tuple[tuple[str, AbsenceKind], ...] = ()
    works: tuple[tuple[MarkText, ...], ...] = ()
    unknown: tuple[str, ...] = ()
    ignored: int = 0


def take_apart(text: str, codes: Codes, parse: ParseMark = parse_mark) -> CellText:
    """Take the text of a lesson's cell apart; a code may have spaces in it if it is all that stands there."""
    absences: dict[str, AbsenceKind] = {}
    works: list[tuple[MarkText, ...]] = []
    unknown: list[str] = []
    ignored = 0
    for word in [text.strip()] if fold_code(text) in codes else text.split():
        meaning = codes.get(fold_code(word))
        if meaning is None:
            try:
                works.append(_of_one_work(word, parse))
            except BadCellError:
                unknown.append(word)
        elif meaning.absence:
            # «Н Н» is one absence seen from two works.
            absences.setdefault(word, meaning.absence)
        elif meaning.mark:
            works.append((MarkText(word, meaning.mark),))
        else:
            ignored += 1
    return CellText(tuple(absences.items()), tuple(works), tuple(unknown), ignored)


def _of_one_work(word: str, parse: ParseMark) -> tuple[MarkText, ...]:
    parts = word.split("/")
    if len(parts) > 1 and all(part.isdecimal() for part in parts):
        return tuple(map(parse, parts))
    return (parse(word),)


def final_mark(text: str, codes: Codes) -> MarkText | None:
    """Return what a final mark says, None for a code that the mapping file passes over; raise `BadCellError`."""
    meaning = codes.get(fold_code(text))
    if meaning is not None:
        return MarkText(text, meaning.mark) if meaning.mark else None
    mark = parse_mark(text)
    if mark.kind is MarkKind.PENDING:
        raise BadCellError("a final mark")
    return mark
