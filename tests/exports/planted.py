"""Exports in which a student's name stands where none belongs: in a cell, a key, a title, a name of a file."""

from __future__ import annotations

import json
import random
import re
from typing import Any

from tests.exports.fuzz import parts_of
from tests.exports.workbooks import archive_of

SURNAME = "Кощеевич"
IN_FILE = "Ягаевна"
"""Stands in names of files: a message may name a file by its name, a log may not."""
NAMES = (SURNAME, f"{SURNAME} Яга", f"{SURNAME} Яга Вымысловна", f"5 {SURNAME}", f"{SURNAME}/5", f"Н {SURNAME}")


def planted(pack: bytes, dice: random.Random) -> bytes:
    """Return an export (a zip, see `all_readers.packs_of`) with the name at one place of one member."""
    members = parts_of(pack)
    member = dice.choice([name for name in sorted(members) if not name.endswith(".yaml")] or sorted(members))
    content = members.pop(member)
    if dice.random() < 0.1:
        folder, slash, last = member.rpartition("/")
        # As students' files are called; the ending stays, and our own tables are told by how names begin.
        return archive_of({**members, f"{folder}{slash}{IN_FILE} Яга {last}": content})
    return archive_of({**members, member: _with_name(content, dice)})


def _with_name(content: bytes, dice: random.Random) -> bytes:
    name = dice.choice(NAMES)
    parts = parts_of(content)
    if parts:
        cells = [part for part in sorted(parts) if re.search("sheet|shared|content|workbook.xml$", part)]
        part = dice.choice(cells or sorted(parts))
        return archive_of({**parts, part: _with_name(parts[part], dice)})
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content
    if text.lstrip().startswith(("{", "[")):
        try:
            return _in_json(json.loads(text), name, dice)
        except (ValueError, RecursionError):
            return content
    if text.lstrip().startswith("<"):
        return _between(r"(?<=>)[^<>]+(?=<)|(?<==\")[^\"<>]*(?=\")", text, name, dice)
    return _between(r"[^;,\t\r\n\"]+", text, name, dice)


def _between(pattern: str, text: str, name: str, dice: random.Random) -> bytes:
    found = list(re.finditer(pattern, text))
    if not found:
        return text.encode()
    place = dice.choice(found)
    return (text[: place.start()] + name + text[place.end() :]).encode()


def _in_json(value: Any, name: str, dice: random.Random) -> bytes:
    places: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder)) if isinstance(holder, list) else ()
        places += [(holder, key) for key in keys]
        waiting += [holder[key] for key in keys]
    if places:
        holder, key = dice.choice(places)
        if isinstance(holder, dict) and dice.random() < 0.2:
            holder[name] = holder.pop(key)
        else:
            holder[key] = name
    return json.dumps(value, ensure_ascii=False).encode()
