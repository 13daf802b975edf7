"""Titles of classes and schools that a message may quote: what does not look like one may be a person's name, for rows
and columns get mixed up, and then nothing of it is shown.
"""

from __future__ import annotations

import re

_CLASS = re.compile(r"\d{1,2}[\s_-]?[«\"']?[^\W\d_]{0,2}[»\"']?")
_SCHOOL = re.compile(
    r"школ|лице[йя]|гимнази|интернат|колледж|\b[мгчк]?[бак]?оу\b|\b[сон]ош\b|school|college|lyceum", re.IGNORECASE
)
_LONGEST = 80


def quoted_class(title: str) -> str:
    """Return «8А» for the title of a class (number and at most two letters), "" for anything else."""
    clean = title.strip()
    return f"«{clean}»" if _CLASS.fullmatch(clean) else ""


def quoted_school(name: str) -> str:
    """Return the name of a school in quotes, cut where it gets long; "" for what has no word of a school in it."""
    clean = " ".join(name.split())
    if not _SCHOOL.search(clean):
        return ""
    return f"«{clean}»" if len(clean) <= _LONGEST else f"«{clean[:_LONGEST].rstrip()}…»"
