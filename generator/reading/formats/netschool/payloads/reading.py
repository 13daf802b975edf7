"""All payloads of one export, read together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.about import About
from generator.reading.formats.netschool.payloads.bundle import Bundle
from generator.reading.formats.netschool.payloads.diary import read_card, read_diary, read_init
from generator.reading.formats.netschool.payloads.kinds import Payload, payload_of
from generator.reading.formats.netschool.payloads.mobile import (
    read_assignments,
    read_meetings,
    read_performance,
    read_totals,
)
from generator.reading.payloads.items import Item
from generator.reading.payloads.members import open_payloads
from generator.reading.reader import Ignored, Reading


def read_payloads(files: Sequence[tuple[str, bytes]], about: About) -> Iterator[Reading]:
    """Yield what the payloads say; `files` are places and contents."""
    bundle = Bundle(about)
    payloads, problems = open_payloads(files, payload_of)
    yield from problems
    for kind, place, value in payloads:
        bundle.take(Payload(kind), Item(place, "", value if isinstance(value, dict) else {"": value}))
    yield from bundle.strangers()
    for kind, read in _READ.items():
        for root in bundle.roots.get(kind, ()):
            try:
                yield from read(bundle, root)
            except ReadError as error:
                yield error
    yield from bundle.unknown.errors()


def _read_types(bundle: Bundle, root: Item) -> Iterator[Reading]:
    """Yield nothing of its own: the list names the types of assignments in the payloads beside it."""
    if set(bundle.roots) == {Payload.TYPES}:
        yield Ignored(Origin(root.place, "", 1), "types of assignments", "no diary lies beside them")


_READ: dict[Payload, Callable[[Bundle, Item], Iterator[Reading]]] = {
    Payload.TYPES: _read_types,
    Payload.INIT: read_init,
    Payload.MEETINGS: read_meetings,
    Payload.DIARY: read_diary,
    Payload.ASSIGNMENTS: read_assignments,
    Payload.TOTALS: read_totals,
    Payload.PERFORMANCE: read_performance,
    Payload.CARD: read_card,
}
