"""A whole school into one bundle: class by class, the directory last."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from generator.model.records import GroupRecords
from generator.model.school import School
from generator.writing.left_out import Lost
from generator.writing.meaning import Meaning
from generator.writing.oneroster.bundle import Bundle
from generator.writing.oneroster.gradebook import Gradebook, Ground
from generator.writing.oneroster.ids import Ids
from generator.writing.oneroster.roster import Roster
from generator.writing.oneroster.scores import Scores
from generator.writing.oneroster.sessions import Sessions
from generator.writing.oneroster.taught import Taught


class Scale(NamedTuple):
    """The worst and the best mark of a school."""

    lowest: int
    highest: int


class OneRoster:
    """A bundle in the making; `lost` counts what OneRoster has no words for."""

    def __init__(self, folder: Path, school: School, school_id: str, meaning: Meaning, scale: Scale) -> None:
        """Begin in `folder`, which is empty and its owner's alone."""
        self.lost: Lost = Counter()
        self._bundle = Bundle(folder)
        ids = Ids(school_id)
        sessions, taught = Sessions(school, ids), Taught(school, ids)
        scores = Scores(meaning, scale.lowest, scale.highest)
        self._gradebook = Gradebook(Ground(self._bundle, ids, school, sessions, taught, scores, self.lost))
        self._roster = Roster(self._bundle, school, ids, sessions, taught)
        self._highest = scale.highest

    @property
    def rows(self) -> Counter[str]:
        """Return how many records each file has."""
        return self._bundle.rows

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the files."""
        self._bundle.__exit__(kind, error, at)

    def add(self, records: GroupRecords) -> None:
        """Write the gradebook of a class."""
        self._gradebook.add(records)

    def pack(self, target: Path) -> None:
        """Write the directory and pack everything into `target`, which must not exist."""
        self._roster.write(self._highest)
        self._bundle.pack(target)
