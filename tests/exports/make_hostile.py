"""The faults that every journal with JSON answers can have, made the same way for each; see `make_exports`."""

from __future__ import annotations

from tests.exports.bombs import ANSWERS

_SETTINGS = 'group: 8А\nstudent: "1"\n'
_PAGE = (
    "<!DOCTYPE html><html><head><title>Вход</title></head><body><form>"
    '<input name="login"><input type="password"></form></body></html>'
).encode()
_DEEP = "[" * 5_000 + "]" * 5_000
_JOURNALS = {
    "asurso": "asurso", "bars": "bars", "dnevnikru": "schedule", "eljur": "eljur", "mesh": "mesh days",
    "netschool": "netschool",
}  # fmt: skip
"""Readers of JSON, and an answer of each."""


def files() -> dict[str, bytes]:
    """Return all files by path."""
    found: dict[str, bytes] = {}
    for journal, answer in _JOURNALS.items():
        good = (ANSWERS[answer] % "[]").encode()
        cases = {
            "brackets-too-deep": {"a.json": (ANSWERS[answer] % _DEEP).encode(), "journal.yaml": _SETTINGS.encode()},
            "page-in-place-of-an-answer": {"a.json": _PAGE, "journal.yaml": f"reader: {journal}\n".encode()},
            "page-among-answers": {
                "a.json": good, "b.json": _PAGE, "journal.yaml": f"{_SETTINGS}together: folder\n".encode(),
            },
        }  # fmt: skip
        for case, members in cases.items():
            found |= {f"broken/{journal}-{case}/{name}": content for name, content in members.items()}
    rounded = ANSWERS["eljur"].replace('"1":', '"1":{"name":9.007199254740994E15,"days":{}},"2":') % "{}"
    found["broken/eljur-rounded-id/a.json"] = rounded.encode()
    found["broken/netschool-answer-cut-off/a.json"] = (ANSWERS["netschool"] % "[]").encode()[:-20]
    found["broken/eljur-rounded-id/journal.yaml"] = b"group: 8\xd0\x90\n"
    return found
