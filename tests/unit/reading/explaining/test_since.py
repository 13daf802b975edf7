"""What changed between two reads of one export."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.model import entries as e
from generator.reading.explaining.since import Change, changes
from generator.reading.reader import Export, Reading
from generator.reading.spool import Spooled, spool
from tests.unit.reading.joining.builders import mark, student

DAY = date(2026, 9, 1)


@dataclass
class Saying:
    """A reader that yields what it is given."""

    entries: list[e.Entry]
    name: str = "saying"
    system: str = "saying"

    def identify(self, _export: Export) -> bool:
        return True

    def read(self, _export: Export) -> Iterator[Reading]:
        yield from self.entries


def spooled(folder: Path, *entries: e.Entry) -> Spooled:
    found = spool(Export("a", {}), Saying(list(entries)), (), folder)
    assert isinstance(found, Spooled)
    return found


def compared(tmp_path: Path, old: list[e.Entry], new: list[e.Entry]) -> object:
    return changes(spooled(tmp_path / "old", *old), spooled(tmp_path / "new", *new))


def test_places_and_order_are_no_change(tmp_path: Path) -> None:
    entries = [
        student("Берёзкина Ая"),
        mark("Берёзкина Ая", "Алгебра", DAY, "5"),
        mark("Вымыслов Егор", "Химия", DAY, "4"),
    ]
    moved = [entry._replace(origin=entry.origin._replace(line=90 - at)) for at, entry in enumerate(entries)]
    assert compared(tmp_path, entries, moved[::-1]) == {}


def test_another_mark_in_the_same_place_is_changed_and_one_elsewhere_is_gone_and_added(tmp_path: Path) -> None:
    old = [mark("Берёзкина Ая", "Алгебра", DAY, "5"), mark("Берёзкина Ая", "Химия", DAY, "5")]
    new = [mark("Берёзкина Ая", "Алгебра", DAY, "4"), mark("Берёзкина Ая", "Физика", DAY, "5")]
    assert compared(tmp_path, old, new) == {"marks": Change(added=1, gone=1, changed=1)}


def test_the_same_said_twice_is_more_than_once(tmp_path: Path) -> None:
    one = mark("Берёзкина Ая", "Алгебра", DAY, "5")
    assert compared(tmp_path, [one], [one, one]) == {"marks": Change(added=1)}


def test_a_class_that_went_takes_its_records_and_its_students_along(tmp_path: Path) -> None:
    old = [student("Берёзкина Ая"), mark("Берёзкина Ая", "Алгебра", DAY, "5"), student("Вымыслов Егор", "9Б"),
           mark("Вымыслов Егор", "Алгебра", DAY, "5", group="9Б")]  # fmt: skip
    assert compared(tmp_path, old, old[:2]) == {"students": Change(gone=1), "marks": Change(gone=1)}


def test_what_another_version_wrote_and_cannot_be_understood_is_not_compared(tmp_path: Path) -> None:
    new = spooled(tmp_path / "new", mark("Берёзкина Ая", "Алгебра", DAY, "5"))
    for content in (b"", b"cgenerator.nothing\nGone\n.", pickle.dumps((e.MarkEntry, [("", [1])]))):
        old = spooled(tmp_path / "old", mark("Берёзкина Ая", "Алгебра", DAY, "5"))
        (old.folder / "0.pickle").write_bytes(content or b"\x80")
        assert changes(old, new) is None
