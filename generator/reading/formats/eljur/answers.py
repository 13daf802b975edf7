"""How ЭлЖур wraps what it says: an envelope with a state, and lists that may be objects with keys.

    {"response": {"state": 200, "error": null, "result": {…}}}

A failure comes with HTTP 200 too, so a program saves it as if it were data. One answer writes `{"1": {…}, "2": {…}}`
where another writes `[{…}, {…}]`; both mean the same and are accepted everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.errors import ReadError
from generator.model.entries import PersonRef
from generator.origin import Origin
from generator.reading.cells import BadCellError, parse_count
from generator.reading.payloads.items import Item
from generator.reading.payloads.shapes import is_page

_HEAD = 4096
_ENVELOPE = re.compile(rb'\s*\{\s*"response"\s*:\s*\{\s*"(?:state|error|result)"')
_NAMES = ("eljur", "элжур")
_PLAIN_KEY = re.compile(r"[0-9A-Za-z_-]{1,20}")
_FINE = 200


def is_answer(content: bytes) -> bool:
    """Say whether a file begins like an answer of the journal."""
    return bool(_ENVELOPE.match(content[:_HEAD].removeprefix(b"\xef\xbb\xbf")))


def is_own_page(content: bytes) -> bool:
    """Say whether a file is a web page that names the journal near its beginning."""
    heads = (content[:_HEAD].decode(charset, "ignore").casefold() for charset in ("utf-8", "cp1251"))
    return is_page(content) and any(name in head for head in heads for name in _NAMES)


def result_of(answer: Item) -> Item:
    """Return what an answer holds; raise `ReadError` `journal-said-no` when the journal refused to answer."""
    response = answer.item("response")
    state = whole_number(response, "state")
    if response.fields.get("error") or state not in {None, _FINE}:
        said = f"its state is {state}" if state is not None else "it says nothing of its state"
        hint = "sign in again in the program that saves the answers and save them once more"
        message = f"the journal answered with an error in place of data, {said}"
        raise ReadError("journal-said-no", message, origin=response.origin("error"), hint=hint)
    return response.item("result")


def each(item: Item, field: str) -> Iterator[tuple[str, Item]]:
    """Go through a list of objects, or an object of objects; the key of the second is given, else "".

    What is no object in it raises `ReadError` when its turn comes.
    """
    values = item.fields.get(field)
    if not values:
        return
    if not isinstance(values, list | dict):
        raise item.error(field, "a list or an object")
    pairs = values.items() if isinstance(values, dict) else (("", value) for value in values)
    for index, (key, value) in enumerate(pairs):
        # A key may be a subject or a name: only an id or a date becomes part of a place.
        step = f".{key}" if _PLAIN_KEY.fullmatch(key) else f"[{index}]"
        path = f"{item.path}.{field}{step}" if item.path else f"{field}{step}"
        if not isinstance(value, dict):
            raise ReadError("bad-value", "expected an object", origin=Origin(item.place, "", 0, path))
        yield key, Item(item.place, path, value)


def whole_number(item: Item, field: str) -> int | None:
    """Return a whole number, which the journal often writes as a text; None when there is none."""
    text = item.text(field)
    try:
        return parse_count(text) if text else None
    except BadCellError as error:
        raise item.bad_cell(field, error) from error


def name_of(item: Item, prefix: str = "") -> str:
    """Return «Фамилия Имя Отчество» out of three fields, "" when none of them is there."""
    return item.joined(*(f"{prefix}{part}" for part in ("lastname", "firstname", "middlename")))


def person_of(key: str, student: Item) -> PersonRef:
    """Return the student that an object of `students` is of, by the journal's id and the name as far as it is there."""
    return PersonRef(student.id("name") or key, name_of(student) or student.text("title"))
