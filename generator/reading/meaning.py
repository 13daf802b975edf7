"""What the codes in a journal's cells mean. A code counts only with its source and the kind of its column.

Every reader has tables of its own, for lessons and for final marks, because one letter means different things in
different journals. What the file's own legend says goes before them, and what the school's mapping file settles before
both. A word that means nothing known is listed once, with how often and where it stands, and stops the run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.errors import ReadError
from generator.model.kinds import AbsenceKind, MarkKind
from generator.origin import Origin
from generator.reading.cells import quotable

_PLACES = 4
_MAP = "say under codes in a mapping file what it means"
_LINES = "say what it means in a mapping file, under codes / lesson (for a final mark codes / final)"
_MEANINGS = "absent_ill (or late, ignore …)"
_REPORT = "docs/reference/journals.md lists the known ones; please report this one"


class Meaning(NamedTuple):
    """What a code says: an absence, a kind of mark, or (both None) nothing that is taken over."""

    absence: AbsenceKind | None = None
    mark: MarkKind | None = None


Codes = Mapping[str, Meaning]
"""Code, folded with `fold_code`, → what it means in one kind of column."""

NO_CODES: Codes = {}


def fold_code(code: str) -> str:
    """Return a code as tables of codes have it: without spaces around, in small letters."""
    return code.strip().casefold()


class UnknownCodes:
    """Words that mean nothing known, each with its places. Longer ones are counted as such: they may be names."""

    def __init__(self) -> None:
        """Start with none."""
        self._places: dict[tuple[str, str], list[Origin]] = defaultdict(list)

    def add(self, word: str, origin: Origin, kind: str = "") -> None:
        """Remember a word; `kind` says what it should be ("kind of period") where a mapping file can't settle it."""
        self._places[quotable(word), kind].append(origin)

    def errors(self) -> Iterator[ReadError]:
        """Yield one error `unknown-code` for each word, at its first place, with the count and a few others."""
        for (word, kind), places in self._places.items():
            others = ", ".join(map(_short, places[1:_PLACES]))
            message = f"{word} is no {kind or 'mark and no code'} that is known ({_times(len(places))})"
            hint = f"{_REPORT if kind else _how_to_map(word)}{others and f'; also at {others}'}"
            yield ReadError("unknown-code", message, origin=places[0], hint=hint)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _how_to_map(word: str) -> str:
    """Return what to write into a mapping file: the line itself when the code may be shown."""
    if not word.startswith("«"):
        return _MAP
    code = word[1:-1]
    # In quotes whatever is more than letters and digits: YAML has a meaning for many signs.
    key = code if code.isalnum() else '"' + code.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{_LINES}: {key}: {_MEANINGS}"


def _short(place: Origin) -> str:
    """Return a place without its file: `#Лист1:D7` in a sheet, `7:4` in a text."""
    if isinstance(place.column, int):
        return f"{place.line}:{place.column}"
    return f"{place.sheet and f'#{place.sheet}:'}{place.column}{place.line or ''}"
