"""Which files a Markdown text mentions: `![words](file)` shows one, `[words](file)` offers one.

This is no Markdown parser, it only has to see what `rendering.prose` will see: a file that a page shows and that was
not found here is refused there, so that nothing goes unchecked. Code between backticks mentions nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
# seen from every place, because a picture may stand between the brackets of a link
_REFERENCE = re.compile(
    r"""(?<!\\)(?=(?P<shown>!|(?<!!))\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\]
    \(\s*(?:<(?P<pointed>[^<>\n]*)>|(?P<plain>(?:[^()\n]|\([^()\n]*\))*?))
    (?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\s*\))""",
    re.VERBOSE,
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|#|//|$", re.IGNORECASE)


class Reference(NamedTuple):
    """A mentioned file: the address as it is written, the words beside it, shown or offered, the line from 0."""

    address: str
    words: str
    is_shown: bool
    line: int


def find_references(text: str) -> Iterator[Reference]:
    """Yield what a text mentions but for places elsewhere: addresses with a scheme, and places in the page."""
    seen = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for match in _REFERENCE.finditer(seen):
        address = (match["plain"] if match["pointed"] is None else match["pointed"]).strip()
        if not _ELSEWHERE.match(address):
            words = " ".join(match["words"].split())
            yield Reference(address, words, bool(match["shown"]), seen.count("\n", 0, match.start()))
