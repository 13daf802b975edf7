"""A place in a mapping file with its value, and the problems that are found there: all of them, each with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from generator.errors import DiaryError, ReadError
from generator.strict_yaml import Document, Path, Value

NO_SPACE = ("no space behind the colon", "write «key: value», with a space behind the colon")


def lacks_space(key: str, value: Value) -> bool:
    """Say whether a key without a value is a key and a value that were written without a space between."""
    return not value and ":" in key.strip().rstrip(":")


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the file. `problems` is one list for the whole file; whoever finds a fault goes on."""

    document: Document
    path: Path
    value: Value
    problems: list[DiaryError] = field(repr=False)

    @property
    def line(self) -> int:
        """Return the line of the key, or of the value in a list."""
        return self.document.key_origin(self.path).line

    def bad(self, message: str, hint: str = "") -> None:
        """Keep a problem of this place."""
        origin = self.document.key_origin(self.path)
        self.problems.append(ReadError("bad-mapping", message, origin=origin, hint=hint))

    def text(self) -> str:
        """Return the value as text in one line, "" when it is none."""
        if isinstance(self.value, str) and self.value.strip():
            return " ".join(self.value.split())
        self.bad("expected a word or a number here")
        return ""

    def items(self) -> list[Node]:
        """Return the values of a list; a single value is a list of one."""
        if not isinstance(self.value, list):
            return [self]
        return [self._below(index, value) for index, value in enumerate(self.value)]

    def pairs(self) -> dict[str, Node]:
        """Return the values of a mapping by key."""
        if isinstance(self.value, str) and lacks_space(self.value, ""):
            self.bad(*NO_SPACE)
            return {}
        if not isinstance(self.value, dict):
            self.bad("expected keys with their values", "each on a line of its own, indented, as «key: value»")
            return {}
        return {key: self._below(key, value) for key, value in self.value.items()}

    def known(self, keys: Iterable[str]) -> dict[str, Node]:
        """Return the values of a mapping that may have these keys; any other key is a problem."""
        names = list(keys)
        found = self.pairs()
        for key in [key for key in found if key not in names]:
            child = found.pop(key)
            fault = NO_SPACE if lacks_space(key, child.value) else ("nothing reads this key", near(key, names))
            child.bad(*fault)
        return found

    def _below(self, key: str | int, value: Value) -> Node:
        return Node(self.document, (*self.path, key), value, self.problems)


Parse = Callable[[Node], Any]
"""Makes a value of a node; a fault is kept by the node, and what comes back then does not matter."""


def near(word: str, known: Iterable[str]) -> str:
    """Return a hint: the word that was probably meant, or all that are known."""
    names = list(known)
    found = get_close_matches(word.casefold(), names, 1)
    return f"is it {found[0]}?" if found else "known are " + ", ".join(names)


def read_keys(node: Node, keys: dict[str, Parse], required: Iterable[str] = ()) -> dict[str, Any]:
    """Return the parsed values of a mapping by key; a required key that is missing is a problem."""
    found = node.known(keys)
    if isinstance(node.value, dict):
        for name in required:
            if name not in node.value:
                node.bad(f"{name} is missing here", "docs/how-to/own-spreadsheets.md describes every key")
    return {name: keys[name](child) for name, child in found.items()}
