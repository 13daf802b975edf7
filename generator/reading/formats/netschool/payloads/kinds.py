"""The payloads that are known, told by how they begin.

Field names come from public clients (see `docs/reference/journals.md`), not from captured files.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from generator.reading.payloads.shapes import shape_of


class Payload(StrEnum):
    """The payloads, in the order in which they are read: who it is about first, single works last."""

    TYPES = "types"
    INIT = "init"
    MEETINGS = "meetings"
    DIARY = "diary"
    ASSIGNMENTS = "assignments"
    TOTALS = "totals"
    PERFORMANCE = "performance"
    CARD = "card"


_OBJECTS = (
    (Payload.DIARY, ({"weekdays"}, {"weekstart", "weekend", "classname", "termname"})),
    (Payload.INIT, ({"students", "studentid"}, {"currentstudentid", "yaclass", "withlaassigns", "nickname"})),
    (Payload.CARD, ({"subjectgroup"}, {"isdeleted", "activityname", "problemname", "productid"})),
    (Payload.PERFORMANCE, ({"subject", "results"}, {"averagemark", "classmeetingsstats", "attendancemark"})),
)
_LISTS = (
    (Payload.TOTALS, ({"termtotals"}, {"subjectid"})),
    (Payload.MEETINGS, ({"classmeetingid"}, {"scheduletimenumber", "lessontheme", "roomname"})),
    (Payload.ASSIGNMENTS, ({"assignmentid"}, {"assignmenttypeabbr", "assignmenttypename", "assignmenttypeid"})),
)
_OF_A_TYPE = frozenset({"id", "name", "abbr"})


def payload_of(content: bytes) -> Payload | Literal[""]:
    """Return which payload a file begins like, "" for none."""
    start, keys = shape_of(content)
    if start == "[" and keys >= _OF_A_TYPE and keys <= _OF_A_TYPE | {"order"}:
        return Payload.TYPES
    shapes = _OBJECTS if start == "{" else _LISTS if start == "[" else ()
    return next((kind for kind, (all_of, one_of) in shapes if keys >= all_of and keys & one_of), "")
