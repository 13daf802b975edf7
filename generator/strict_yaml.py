"""A small, strict part of YAML that remembers where everything stands. The only importer of `yaml`.

Every scalar is text, quoted or not: whoever reads a document says which type it wants, so `no`, `on`, `1e3` and
`08:30` never turn into something else behind the writer's back. Refused are: two equal keys in one mapping, anchors,
aliases, merge keys and tags, keys that are lists or mappings, a plain `null` or `~`, and a second document. All of
these are reported at once; a fault of the syntax itself ends the reading, because nothing behind it can be trusted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from generator.errors import DiaryError, ProblemsError, SettingsError
from generator.origin import Origin

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Path: TypeAlias = tuple[str | int, ...]
_Place: TypeAlias = tuple[int, int]

# libyaml's parser is about ten times as fast; a wheel without it still works
_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DEPTH = 20
# what YAML 1.2 §5.1 does not let into a stream; looked for here, because the two parsers name different places
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_TAB = re.compile(r" *\t")
_NO_SPACE = re.compile(r"""\s*(?:- +)?(?!\d+:\d)[^\s#'"{}\[\]:]+:(?=[^\s/:])""")
"""A key with its value right behind the colon: neither an address nor a time of day."""
_COLON = re.compile(r":(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Document:
    """A document's value (text, lists and mappings only; an empty document is an empty mapping) and its places.

    A path is a tuple of keys and list positions: `("journals", 0, "files")`; `()` is the whole document.
    """

    name: str
    value: Value
    values: Mapping[Path, _Place] = field(repr=False)
    keys: Mapping[Path, _Place] = field(repr=False)

    def origin(self, path: Path = ()) -> Origin:
        """Return where the value at a path begins; of a path that is not there, where its nearest parent begins."""
        while path not in self.values and path:
            path = path[:-1]
        line, column = self.values.get(path, (1, 1))
        return Origin(self.name, line=line, column=column)

    def key_origin(self, path: Path) -> Origin:
        """Return where the key that ends a path stands; of a list item or a missing key, the same as `origin`."""
        if path not in self.keys:
            return self.origin(path)
        line, column = self.keys[path]
        return Origin(self.name, line=line, column=column)


def load(text: str, name: str, error: type[DiaryError] = SettingsError) -> Document:
    """Read a YAML text; `name` is what origins print, `error` the kind of the problems.

    Raises `ProblemsError` with every fault found (slugs `bad-yaml`, `duplicate-key`, `yaml-feature`).
    """
    reading = _Reading(text.removeprefix("\ufeff"), name, error)
    value = reading.document()
    if reading.problems:
        raise ProblemsError(reading.problems)
    return Document(name, value, reading.values, reading.keys)


class _Reading:
    """One pass over the parser's events."""

    def __init__(self, text: str, name: str, error: type[DiaryError]) -> None:
        self.name = name
        self.error = error
        self.problems: list[DiaryError] = []
        self.values: dict[Path, _Place] = {}
        self.keys: dict[Path, _Place] = {}
        self._text = text
        self._events: Iterator[Any] = iter(())

    def document(self) -> Value:
        """Return the value of the only document; faults are left in `problems`."""
        if forbidden := _FORBIDDEN.search(self._text):
            self.problems.append(self._unprintable(forbidden.start()))
            return {}
        value: Value = {}
        try:
            self._events = iter(yaml.parse(self._text, Loader=_LOADER))
            next(self._events)
            event = next(self._events)
            if isinstance(event, yaml.DocumentStartEvent):
                value = self._node(next(self._events), ())
                next(self._events)
                event = next(self._events)
            if not isinstance(event, yaml.StreamEndEvent):
                self._problem(event, "bad-yaml", "a second document begins here", "keep everything above this line")
        except yaml.MarkedYAMLError as fault:
            self.problems.append(self._syntax(fault))
        except _TooDeepError:
            pass
        return {} if value == "" else value

    def _node(self, event: Any, path: Path) -> Value:
        mark = event.start_mark
        self.values[path] = (mark.line + 1, mark.column + 1)
        if len(path) > _MAX_DEPTH:
            self._problem(event, "yaml-feature", f"more than {_MAX_DEPTH} levels inside one another")
            raise _TooDeepError
        if isinstance(event, yaml.AliasEvent):
            self._problem(event, "yaml-feature", "a reference (*) to another place", "write the value out")
            return ""
        if event.anchor is not None:
            self._problem(event, "yaml-feature", "an anchor (&)", "put the value in quotes if & belongs to it")
        if event.tag is not None:
            self._problem(event, "yaml-feature", "a tag (!)", "put the value in quotes if ! belongs to it")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        return self._scalar(event)

    def _scalar(self, event: Any) -> str:
        text: str = event.value
        if event.implicit[0] and text in {"~", "null", "Null", "NULL"}:
            self._problem(event, "yaml-feature", f"{text} for nothing", "leave the value empty, or put it in quotes")
        return text

    def _sequence(self, path: Path) -> list[Value]:
        items: list[Value] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Value]:
        entries: dict[str, Value] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, path)
            if key in entries:
                first = self.keys[(*path, key)]
                self._problem(event, "duplicate-key", f"{key} is already in line {first[0]}", "keep one of the two")
                self._node(next(self._events), (*path, key, "again"))
                continue
            mark = event.start_mark
            self.keys[(*path, key)] = (mark.line + 1, mark.column + 1)
            entries[key] = self._node(next(self._events), (*path, key))
        return entries

    def _key(self, event: Any, path: Path) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self._problem(event, "yaml-feature", "a key that is not a word")
            self._node(event, (*path, "key"))
            return f"key in line {event.start_mark.line + 1}"
        if event.value == "<<" and event.implicit[0]:
            self._problem(event, "yaml-feature", "a merge key (<<)", "write the values out")
        if event.anchor is not None or event.tag is not None:
            self._problem(event, "yaml-feature", "an anchor or a tag at a key")
        return str(event.value)

    def _problem(self, event: Any, slug: str, message: str, hint: str = "") -> None:
        mark = event.start_mark
        origin = Origin(self.name, line=mark.line + 1, column=mark.column + 1)
        self.problems.append(self.error(slug, message, origin=origin, hint=hint))

    def _unprintable(self, position: int) -> DiaryError:
        before = self._text[:position]
        origin = Origin(self.name, line=before.count("\n") + 1, column=position - before.rfind("\n"))
        message = f"a character that no text holds (U+{ord(self._text[position]):04X})"
        return self.error("bad-yaml", message, origin=origin, hint="delete it; it is often invisible")

    def _syntax(self, fault: yaml.MarkedYAMLError) -> DiaryError:
        mark = fault.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        line, column, words, hint = _plainly(self._text.splitlines(), line, column, fault.problem or "")
        return self.error("bad-yaml", words, origin=Origin(self.name, line=line, column=column), hint=hint)


def _plainly(lines: list[str], line: int, column: int, problem: str) -> tuple[int, int, str, str]:
    """Return the place of a fault of syntax, what it is and a hint: as people say it, not as the parser does.

    The parser stops behind some faults, up to two lines further down.
    """
    near = [number for number in range(line, max(line - 3, 0), -1) if number <= len(lines)]
    for number in near:
        if found := _TAB.match(lines[number - 1]):
            return number, found.end(), "a tab", "indent with spaces, never with tabs"
    for number in near:
        if found := _NO_SPACE.match(lines[number - 1]):
            return number, found.end(), "no space behind the colon", "write «key: value», with a space behind the colon"
    if "end of stream" in problem:
        return line, column, "the text ends too early", "a quote or a bracket is opened and not closed"
    here = lines[line - 1] if line <= len(lines) else ""
    if len(_COLON.findall(here)) > 1:
        return line, column, "a second colon in one line", "put the text with the colon in quotes"
    words = problem or "this is not YAML"
    return line, column, words, "look at this line and the one above it"


class _TooDeepError(Exception):
    """Raised to leave a document that is nested too deeply."""
