"""Problems in plain words for a secretary: a sentence and what to do, by the slug of the error.

The messages of errors are English and made for whoever runs commands; in an English interface they are the plain words.
Other languages have a file of sentences, `templates/words/faults/<language>.yaml`: slug → text, hint. It is a file of
its own because builds, which must be quick, never read it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from generator.rendering.words import Words

_QUOTED = re.compile(r"\"([^\"]{1,40})\"|«([^»]{1,40})»")
_COLUMN = re.compile(r"column (.{1,40}?): ")


class Explained(NamedTuple):
    """A sentence, what to do ("": nothing is known), what stands in the cell and the heading of its column ("": the
    message names none).
    """

    sentence: str
    hint: str
    value: str
    column: str


class Faults:
    """The sentences of one language; without any, messages are shown as they are."""

    def __init__(self, words: Words, table: Mapping[str, object] | None) -> None:
        """Take the parsed file of sentences."""
        self._words = words
        self._table = table or {}

    def explain(self, slug: str, message: str, hint: str) -> Explained:
        """Return the plain words of an error; one that the file does not know keeps its message."""
        quoted, column = _QUOTED.search(message), _COLUMN.match(message)
        named = (quoted[1] or quoted[2]) if quoted else "", column[1] if column else ""
        found = self._table.get(slug)
        if isinstance(found, Mapping):
            return Explained(_sentence(found, message), str(found.get("hint", "")), *named)
        return Explained(self._words.text("panel.problems.unknown", message=message), hint, *named)


def _sentence(found: Mapping[str, object], message: str) -> str:
    """Return the sentence for the case that the message speaks of, else the one for all."""
    cases = found.get("cases")
    if isinstance(cases, Mapping):
        for part, sentence in cases.items():
            if part in message:
                return str(sentence)
    return str(found["text"])
