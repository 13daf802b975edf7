"""The answers of a journal that lie in one export, each with its kind; what is no answer of it is an error."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.payloads.items import Item, items_of, load
from generator.reading.payloads.refused import why_no_answer


class Payload(NamedTuple):
    """One answer: its kind in the words of its reader, its place, and the JSON."""

    kind: str
    place: str
    value: Any

    @property
    def origin(self) -> Origin:
        """Return the place of the file as a whole."""
        return Origin(self.place, "", 1)

    @property
    def root(self) -> Item:
        """Return the object that the answer is; anything else raises `ReadError`."""
        if not isinstance(self.value, dict):
            raise ReadError("bad-value", "expected an object", origin=self.origin)
        return Item(self.place, "", self.value)

    def records(self, wrapper: str) -> Iterator[Item]:
        """Go through a list of objects that is the answer itself or lies in its field `wrapper`."""
        if isinstance(self.value, dict):
            return items_of(self.place, wrapper, self.value.get(wrapper))
        return items_of(self.place, "", self.value)


def open_payloads(
    files: Iterable[tuple[str, bytes]], kind_of: Callable[[bytes], str]
) -> tuple[list[Payload], list[ReadError]]:
    """Return the answers among files (place and content) and what is wrong with the others.

    `kind_of` tells a kind by content, "" for none.
    """
    found: list[Payload] = []
    problems: list[ReadError] = []
    for place, content in files:
        kind = kind_of(content)
        try:
            if not kind:
                raise why_no_answer(place, content) or unknown_member(Origin(place))
            found.append(Payload(kind, place, load(place, content)))
        except ReadError as error:
            problems.append(error)
    return found, problems


def unknown_member(origin: Origin) -> ReadError:
    """Return the error of an answer that is whole and none of those that are read."""
    hint = "docs/reference/journals.md names the payloads that are read"
    return ReadError("unknown-member", "none of the known payloads", origin=origin, hint=hint)
