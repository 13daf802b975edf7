"""The faults that every journal with JSON answers can have, made the same way for each; see `make_exports`."""

from __future__ import annotations

from tests.exports.bombs import ANSWERS

_SETTINGS = 'group: 8А\nstudent: "1"\n'
_PAGE = (
    "<!DOCTYPE html><html><head><title>Вход</title></head><body><form>"
    '<input name="login"><input type="password"></form></body></html>'
).encode()
_DEEP = "[" * 5_000 + "]" * 5_000
_CUT_OFF = b'{"payload": [{"id": 1, "na'
_SAID_NO = b'{"code": 401, "message": "Unauthorized"}'
_JOURNALS = {
    "asurso": "asurso", "bars": "bars", "dnevnikru": "schedule", "eljur": "eljur", "mesh": "mesh days",
    "netschool": "netschool",
}  # fmt: skip
"""Readers of JSON, and an answer of each."""


_AMONG = {
    "asurso-empty-among-answers": b"\r\n", "bars-refusal-among-answers": _SAID_NO, "mesh-cut-off-among-answers": _CUT_OFF,
    "dnevnikru-refusal-among-answers": b'{"type": "invalidToken", "description": "Invalid token"}',
    "eljur-cut-off-among-answers": b'{"respon', "netschool-empty-among-answers": b"",
}  # fmt: skip
"""What lies beside a good answer in place of another: it begins like none, and nobody may be told to take it out."""


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
    for case, content in _AMONG.items():
        settings = f"{_SETTINGS}together: folder\n".encode()
        good = (ANSWERS[_JOURNALS[case.partition("-")[0]]] % "[]").encode()
        members = {"a.json": good, "b.json": content, "journal.yaml": settings}
        found |= {f"broken/{case}/{name}": data for name, data in members.items()}
    alone = {"empty-export": b"", "refusal-alone": _SAID_NO, "cut-off-before-it-is-known": _CUT_OFF}
    found |= {f"broken/{case}/a.json": content for case, content in alone.items()}
    rounded = ANSWERS["eljur"].replace('"1":', '"1":{"name":9.007199254740994E15,"days":{}},"2":') % "{}"
    found["broken/eljur-rounded-id/a.json"] = rounded.encode()
    found["broken/netschool-answer-cut-off/a.json"] = (ANSWERS["netschool"] % "[]").encode()[:-20]
    found["broken/eljur-rounded-id/journal.yaml"] = b"group: 8\xd0\x90\n"
    return found
