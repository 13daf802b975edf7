"""Which rows of the families file are one recipient: who gets one code for several children.

A contact (the same telephone number or e-mail address) or a `recipient_id` joins rows of different students, and only
rows with the same name: an equal name alone is not enough, and one contact under two names is two people. So separated
parents, who share neither name nor contact, can't come together. Identities that the register knows already are
never changed by this; it asks only for rows it has not seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from generator.errors import ReadError
from generator.model.families import FamilyRow

ROW_TWICE_HINT = "one row per student and recipient; keep the row that holds"


def check_rows(rows: Sequence[tuple[FamilyRow, str]]) -> Iterator[ReadError]:
    """Yield what contradicts itself among rows and their students: one pair twice, one `recipient_id` for two names."""
    pairs: dict[tuple[str, str], FamilyRow] = {}
    owners: dict[str, FamilyRow] = {}
    for row, student in rows:
        first = pairs.setdefault((student, row.name_key), row)
        if first is not row:
            message = f"this student and recipient stand already at {first.origin}"
            yield ReadError("row-twice", message, origin=row.origin, hint=ROW_TWICE_HINT)
        owner = owners.setdefault(row.recipient_id, row) if row.recipient_id else row
        if owner.name_key != row.name_key:
            message = f"this recipient_id has another name at {owner.origin}"
            hint = "one recipient_id is one person: correct the id, or write the name the same way in both rows"
            yield ReadError("recipient-id-two-names", message, origin=row.origin, hint=hint)


def join_rows(rows: Sequence[FamilyRow]) -> tuple[tuple[tuple[int, ...], ...], tuple[ReadError, ...]]:
    """Return the rows (by index) in clusters of one recipient each, and the rows about which there is doubt."""
    clusters = _Clusters(len(rows))
    doubtful: set[int] = set()
    for members in _sharing(rows):
        ids = {rows[index].recipient_id for index in members} - {""}
        if len(ids) > 1:
            doubtful.update(index for index in members if not rows[index].recipient_id)
        else:
            clusters.join(members)
    found = clusters.sets()
    for cluster in found:
        if len({rows[index].recipient_id for index in cluster} - {""}) > 1:
            doubtful.update(index for index in cluster if not rows[index].recipient_id)
    return found, tuple(_doubt(rows[index]) for index in sorted(doubtful))


def _doubt(row: FamilyRow) -> ReadError:
    hint = "write the recipient_id («код получателя») of the right one into this row"
    message = "this row shares name and contact with two recipients"
    return ReadError("recipient-doubtful", message, origin=row.origin, hint=hint)


def _sharing(rows: Sequence[FamilyRow]) -> Iterable[list[int]]:
    """Return the groups of rows with one name and one contact or `recipient_id`."""
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        for kind, value in (("id", row.recipient_id), ("phone", row.phone), ("email", row.email)):
            if value:
                groups[row.name_key, kind, value].append(index)
    return groups.values()


class _Clusters:
    """Disjoint sets of indices that grow together."""

    def __init__(self, count: int) -> None:
        self._root = list(range(count))

    def _find(self, index: int) -> int:
        while self._root[index] != index:
            self._root[index] = self._root[self._root[index]]
            index = self._root[index]
        return index

    def join(self, members: Sequence[int]) -> None:
        """Put all members into one set."""
        first = self._find(members[0])
        for member in members[1:]:
            self._root[self._find(member)] = first

    def sets(self) -> tuple[tuple[int, ...], ...]:
        """Return the sets, each in order, in the order of their first member."""
        sets: dict[int, list[int]] = defaultdict(list)
        for index in range(len(self._root)):
            sets[self._find(index)].append(index)
        return tuple(tuple(members) for members in sets.values())
