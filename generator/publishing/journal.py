"""The journal of a publication that is under way, on this computer: what was sent since the manifest was read.

One line per file, written when the host has it. A run that follows a cut-off one sends only the rest. It holds as long
as the host's manifest is the one it began from; losing it costs time and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path


class Journal:
    """The journal of one publication; `base` is the digest of the manifest that it began from."""

    def __init__(self, path: Path, base: str) -> None:
        """Open it; what belongs to another base is thrown away with the first note."""
        self._path = path
        self._base = base
        self.sent: Mapping[str, str] = _read(path, base)
        self._fresh = not self.sent

    def note(self, path: str, digest: str) -> None:
        """Note a file that the host has."""
        line = json.dumps([self._base, path, digest]) + "\n"
        with self._path.open("w" if self._fresh else "a", encoding="utf-8") as file:
            file.write(line)
        self._fresh = False

    def end(self) -> None:
        """Forget it: the manifest says the same now."""
        self._path.unlink(missing_ok=True)


def _read(path: Path, base: str) -> dict[str, str]:
    found = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    for line in lines:
        try:
            began, sent, digest = json.loads(line)
        except (ValueError, TypeError):
            continue  # the last line of a run that was cut off
        if began == base:
            found[str(sent)] = str(digest)
    return found
