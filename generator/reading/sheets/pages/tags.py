"""HTML as tokens: tags and texts, one after the other, in a time that grows with the length only.

No library fits: parsers that build a tree as browsers do (Lexbor, html5lib, nh3's html5ever) grow with the square of a
hostile page, the standard library's tokenizer reads unclosed comments again and again, and libxml2 has no types and
five megabytes. A report needs none of what they add. As in browsers, whatever is not closed reaches to the end.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple


class Tag(NamedTuple):
    """A tag: its name in small letters, whether it closes, its attributes (names in small letters)."""

    name: str
    closes: bool = False
    attributes: Mapping[str, str] = MappingProxyType({})


_RAW = frozenset(("script", "style", "textarea", "title", "noscript", "xmp", "iframe"))
"""Elements whose content is text whatever stands in it; only that of `title` means something here."""

# Possessive quantifiers (`*+`) never go back, so each part is looked at once.
_VALUE = r"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)"""
_TOKEN = re.compile(
    rf"""(?P<text>(?:[^<]++|<(?![a-zA-Z/!?]))++)
    | <!--(?P<comment>)
    | <[!?][^>]*+>?
    | </(?P<end>[a-zA-Z][^\s/>]*+)[^>]*+>?
    | </[^>]*+>?
    | <(?P<start>[a-zA-Z][^\s/>]*+)(?P<rest>(?:[^>"'=]++|=\s*+{_VALUE}?+|["'])*+)>?""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(rf"""([^\s/>"'=]++)\s*+(?:=\s*+({_VALUE}))?""")
_LONG_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,}+;?")
_MAX_ATTRIBUTES = 40
_NONE: Mapping[str, str] = MappingProxyType({})


def tokens_of(page: str) -> Iterator[Tag | str]:
    """Yield the tags and, between them, the texts with their entities resolved; comments are left out."""
    position, end = 0, len(page)
    while position < end:
        found = _TOKEN.match(page, position)
        if found is None:
            return
        position = found.end()
        if found["text"]:
            yield _resolved(found["text"])
        elif found["comment"] is not None:
            position = _behind(page, "-->", position)
        elif found["end"]:
            yield Tag(found["end"].lower(), closes=True)
        elif found["start"]:
            name = found["start"].lower()
            yield Tag(name, attributes=_attributes(found["rest"]) if found["rest"] else _NONE)
            if name in _RAW:
                close = re.compile(rf"</{name}\b", re.IGNORECASE).search(page, position)
                stop = close.start() if close else end
                if name == "title":
                    yield _resolved(page[position:stop])
                position = stop


def _resolved(text: str) -> str:
    """Resolve entities; a number too long for any character would be too long for Python, too."""
    return html.unescape(_LONG_NUMBER.sub("\ufffd", text)) if "&" in text else text


def _behind(page: str, mark: str, position: int) -> int:
    found = page.find(mark, position)
    return len(page) if found < 0 else found + len(mark)


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        value = match[2] or ""
        if value[:1] in {'"', "'"}:
            value = value[1:].removesuffix(value[0])
        found.setdefault(match[1].lower(), _resolved(value))
        if len(found) >= _MAX_ATTRIBUTES:
            break
    return found
