"""Rows of the families file that let nobody read yet, so that whoever wrote them hears of it before the parents do.

A row that has ended, was refused or revoked, or asks for paper opens nothing on purpose and is not among them.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.rules.access import Decisions, Standing

_YET = {Standing.NO_APPLICATION, Standing.NOT_YET, Standing.NO_CONSENT, Standing.NO_GUARDIAN}
_SHOWN = 10


def idle_rows(decisions: Decisions) -> tuple[str, ...]:
    """Return the place of each such row with why, in the words of `access list`: `families.csv:2: no-application`."""
    found = (d for d in decisions.rows if d.standing in _YET)
    inorder = sorted(found, key=lambda d: d.placed.row.origin.sort_key())
    return tuple(f"{d.placed.row.origin}: {d.standing.value}" for d in inorder)


def idle_text(rows: Sequence[str]) -> str:
    """Return the lines that say it, "" when there are no such rows; each line ends with a line end."""
    if not rows:
        return ""
    opens = "1 row of the families file opens" if len(rows) == 1 else f"{len(rows)} rows of the families file open"
    more = f"  and {len(rows) - _SHOWN} more: diary access list\n" if len(rows) > _SHOWN else ""
    return f"{opens} nothing yet:\n" + "".join(f"  {row}\n" for row in rows[:_SHOWN]) + more
