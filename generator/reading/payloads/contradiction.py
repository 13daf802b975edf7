"""Two answers of one export that say different things, and nothing in them says which is newer."""

from __future__ import annotations

from generator.errors import ReadError
from generator.origin import Origin


def contradiction(message: str, origin: Origin) -> ReadError:
    """Return the error; `message` says what differs and at which other place."""
    hint = "the files were saved at different times: save them again together, or take the older one away"
    return ReadError("contradiction", message, origin=origin, hint=hint)
