"""Ids of records: GUIDs worked out from what they stand for, so that the next export gives the same ones."""

from __future__ import annotations

import uuid

_OURS = uuid.UUID("6f0a7a0e-6d0c-5c55-9a3a-0d7f6f1f2c11")
"""The namespace of all our ids (RFC 9562, section 6.6); drawn once."""


class Ids:
    """The ids of one school: two schools never share one."""

    def __init__(self, school_id: str) -> None:
        """Take the school's own id, `school.id` in `site.yaml`."""
        self._space = uuid.uuid5(_OURS, school_id)

    def of(self, kind: str, *what: object) -> str:
        """Return the id of a record by its kind and what tells it from others of that kind."""
        return str(uuid.uuid5(self._space, "\x1f".join((kind, *map(str, what)))))
