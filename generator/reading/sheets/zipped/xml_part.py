"""The XML of a workbook, read by expat without ever building a tree, with everything refused that no report does.

A document type (the only place where entities can be declared) is refused wherever it stands and in whatever encoding,
because expat itself says that it saw one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from xml.parsers import expat

from generator.reading.sheets.sheet import DAMAGED, ENTITIES, RefusedError

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]

SEPARATOR = "}"
"""Stands between a namespace and a name."""

MAX_DEPTH = 64
_LONGEST_TOKEN = 100_000
_FIRST_CHUNK = 2**17


class EnoughError(Exception):
    """Raised by a handler that has seen what it wants."""


def names_in(namespaces: Iterable[str], names: str) -> Mapping[str, str]:
    """Return the short name for each full one, of names in any of the namespaces."""
    return {f"{namespace}{SEPARATOR}{name}": name for namespace in namespaces for name in names.split()}


def parse_part(content: bytes, start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Call the handlers for a part; raise `RefusedError` when it is damaged or not to be trusted.

    A handler may raise `EnoughError` to leave off. Names come as `namespace}name`.
    """
    # A token is scanned again with each piece of it that arrives, so that one of megabytes would take for ever.
    for begin in range(0, len(content), _LONGEST_TOKEN):
        if content.find(b"<", begin, begin + _LONGEST_TOKEN) < 0:
            raise RefusedError(DAMAGED)
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = start
    if end:
        parser.EndElementHandler = end
    if text:
        parser.CharacterDataHandler = text
    try:
        # The first piece alone is enough for a head; the rest goes in one.
        parser.Parse(content[:_FIRST_CHUNK], len(content) <= _FIRST_CHUNK)
        if len(content) > _FIRST_CHUNK:
            parser.Parse(memoryview(content)[_FIRST_CHUNK:], True)  # noqa: FBT003 (the signature is expat's)
    except EnoughError:
        return
    except (expat.ExpatError, ValueError, LookupError, OverflowError) as error:
        # ValueError and LookupError: an encoding that Python doesn't know or that expat can't use.
        raise RefusedError(DAMAGED) from error


def check_beginning(content: bytes) -> None:
    """Refuse a part that declares a document type, without reading what comes after its first tag."""
    parse_part(content, _stop)


class Depth:
    """Counts how deep elements lie in one another; expat itself would go on for ever."""

    __slots__ = ("value",)

    def __init__(self) -> None:
        self.value = 0

    def down(self) -> None:
        """Enter an element."""
        self.value += 1
        if self.value > MAX_DEPTH:
            raise RefusedError(DAMAGED)

    def up(self) -> None:
        """Leave one."""
        self.value -= 1


def _stop(_: str, __: dict[str, str]) -> None:
    raise EnoughError


def _refuse_doctype(*_: Any) -> None:
    raise RefusedError(ENTITIES)
