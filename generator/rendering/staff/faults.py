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


class Explained(NamedTuple):
    """A sentence, what to do ("": nothing is known), and what stands in the cell ("": the message quotes nothing)."""

    sentence: str
    hint: str
    value: str


class Faults:
    """The sentences of one language; without any, messages are shown as they are."""

    def __init__(self, words: Words, table: Mapping[str, object] | None) -> None:
        """Take the parsed file of sentences."""
        self._words = words
        self._table = table or {}

    def explain(self, slug: str, message: str, hint: str) -> Explained:
        """Return the plain words of an error; one that the file does not know keeps its message."""
        quoted = _QUOTED.search(message)
        value = (quoted[1] or quoted[2]) if quoted else ""
        found = self._table.get(slug)
        if isinstance(found, Mapping):
            return Explained(str(found["text"]), str(found.get("hint", "")), value)
        sentence = self._words.text("panel.problems.unknown", message=message)
        return Explained(sentence, hint, value)
