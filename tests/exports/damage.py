"""Exports damaged with knowledge of what they are: JSON by values, tables by cells, XML and pages by elements.

Bytes that are only scratched rarely get past the parser. Here a file stays well formed and says something absurd.
"""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from tests.exports.fuzz import damaged, parts_of
from tests.exports.workbooks import archive_of

BIG = 2**53 + 1
_RAW = "#raw#"
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, -0.0, BIG, float(BIG), 1e300, 10**40, float("nan"), float("inf"), "", " ", "\0",
    "\ud800", "я" * 5000, "2026-02-30", "2026-10-05", "9999-12-31", "0001-01-01", "31.12.99", "2026-10-05T25:61:61",
    "08:30 - 07:15", "08:30–09:15", "5/4", "4✕2", ".", "-", "=1+1", "<b>", "٣", "²", "1e9", "10А", [], {}, [[]],
    [{}], {"": {}}, {"1": None}, [None, 1, "a"], ["x"] * 300, [[[[[[]]]]]], {"a": {"b": [{"c": 1}]}}, _RAW,
)  # fmt: skip
"""What any value of a JSON file may be replaced by."""
_TEXTS = (
    "", " ", "\0", '"', '""', "';", "\r", "\n", "я" * 70_000, "30.02.2026", "2026-02-30", "31.12.99", "05.10.2026",
    "9999-12-31", "0001-01-01", "-1", "1e400", "9" * 400, "٣", "²", "5/4", "О 2", "5 Н", "4✕2", "=1+1", "NaN", "true",
    "08:30 - 07:15", "25:61", "10А", "a,b,,", "{5:отлично},{", "Учебный год: 2026/2027", "Предмет", "Период: с 1 по 2",
    "\ud83d", "\ufeff", "\u202e", "1" * 15_000, "99999999999", "0", "46117",
)  # fmt: skip
"""What any cell of a table may be replaced by."""
_PIECES = (
    "<row>", "</row>", '<c r="XFD1048576"><v>1</v></c>', '<c t="s"><v>99999</v></c>', '<c t="s"><v>-1</v></c>',
    '<c t="d"><v>2026-02-30</v></c>', '<c t="b"><v>x</v></c>', "<v>1e999</v>", "&#0;", "&x;", "<![CDATA[", "<!--",
    '<tr><td colspan="100000" rowspan="100000">', "<table>", "</table>", "<td>", "<th colspan=-1>", "<div>" * 300,
    "</td>", "<!DOCTYPE x [<!ENTITY x 'y'>]>", "<a " + "b" * 9000 + "='1'/>", "&nbsp;", "\0", "\ud83d",
    '<table:table-cell table:number-columns-repeated="1048576"/>', '<table:table-row table:number-rows-repeated="9"/>',
)  # fmt: skip
_NUMBERS = ("-1", "0", "9" * 20, "1048577", "1e999", "x", "")


def damages(content: bytes, *, seed: int, count: int) -> Iterator[bytes]:
    """Yield copies of an export (a zip, see `pack`) of which a member or two say something absurd."""
    dice = random.Random(seed)  # noqa: S311 (no secret)
    members = parts_of(content)
    for _ in range(count):
        changed = dict(members)
        for _ in range(dice.choice((1, 1, 1, 2, 4))):
            name = dice.choice(sorted(changed))
            changed[name] = absurd(changed[name], dice)
        if len(changed) > 1 and dice.random() < 0.15:
            one, other = dice.choice(sorted(changed)), dice.choice(sorted(changed))
            changed[one], changed[other] = changed[other], changed[one]
        if len(changed) > 1 and dice.random() < 0.1:
            del changed[dice.choice(sorted(changed))]
        yield archive_of(changed)


def absurd(content: bytes, dice: random.Random) -> bytes:
    """Return a file changed in a way of its kind, or a scratched one."""
    if content.startswith(b"PK"):
        parts = parts_of(content)
        if parts:
            # The parts that hold cells half of the time: most others are small change.
            told = [part for part in sorted(parts) if "sheet1" in part or "content" in part or "shared" in part]
            name = dice.choice(told if told and dice.random() < 0.5 else sorted(parts))
            return archive_of({**parts, name: absurd(parts[name], dice)})
    change = dice.choice(_CHANGES)
    try:
        return change(content, dice)
    except (ValueError, UnicodeDecodeError, RecursionError):
        return damaged(content, dice)


def _json(content: bytes, dice: random.Random) -> bytes:
    value = json.loads(content.decode("utf-8-sig"))
    raw = dice.choice(
        ("[" * 100_000, "9" * 5000, "1E400", "NaN", '"\\ud800"', '{"a":1,"a":2}', "[" + "0," * 9999 + "0]")
    )
    for _ in range(dice.choice((1, 1, 2, 5))):
        places = list(islice(_places(value), 20_000))
        if not places:
            break
        holder, key = dice.choice(places)
        what = dice.random()
        if what < 0.6:
            holder[key] = dice.choice(_VALUES)
        elif what < 0.7:
            del holder[key]
        elif what < 0.85:
            other, at = dice.choice(places)
            # A copy, so that nothing comes to hold itself.
            holder[key] = copy.deepcopy(other[at])
        elif isinstance(holder, list):
            holder.extend(holder[key : key + 1] * dice.choice((1, 1, 9)))
        else:
            holder[dice.choice(_TEXTS)[:50]] = holder[key]
    text = json.dumps(value, ensure_ascii=dice.random() < 0.3)
    return text.replace(f'"{_RAW}"', raw).encode("utf-8", "surrogatepass")


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Go through all values with what holds them."""
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        for key in list(holder) if isinstance(holder, dict) else range(len(holder)) if isinstance(holder, list) else ():
            yield holder, key
            waiting.append(holder[key])


def _table(content: bytes, dice: random.Random) -> bytes:
    charset = dice.choice(("utf-8", "utf-8", "utf-8-sig", "cp1251", "utf-16"))
    lines = [re.split("([;,\t])", line) for line in content.decode("utf-8-sig").split("\n")]
    for _ in range(dice.choice((1, 2, 8))):
        line = dice.choice(lines)
        what = dice.randrange(6)
        if what <= 2:
            line[dice.randrange(len(line))] = dice.choice(_TEXTS)
        elif what == 3:
            del line[dice.randrange(len(line)) :]
        elif what == 4:
            lines.insert(dice.randrange(len(lines)), dice.choice(lines))
        else:
            dice.shuffle(line if dice.random() < 0.5 else lines)
        lines = lines or [[""]]
        lines = [line or [""] for line in lines]
    return "\n".join(map("".join, lines)).encode(charset, "replace")


def _marked_up(content: bytes, dice: random.Random) -> bytes:
    pieces = re.split("(<[^<>]*>)", content.decode("utf-8"))
    if len(pieces) < 3:
        raise ValueError(pieces)
    for _ in range(dice.choice((1, 1, 3, 10))):
        at = dice.randrange(len(pieces))
        what = dice.randrange(6)
        if what == 0:
            pieces[at] = dice.choice(_PIECES)
        elif what == 1:
            pieces[at] = re.sub(r"\d+", dice.choice(_NUMBERS), pieces[at], count=1)
        elif what == 2:
            pieces[at] = dice.choice(_TEXTS)
        elif what == 3:
            pieces[at] = dice.choice(pieces)
        elif what == 4:
            pieces[at] = ""
        else:
            pieces[at:at] = pieces[at : at + dice.choice((1, 10, 200))]
    return "".join(pieces).encode("utf-8", "surrogatepass")


_CHANGES: Sequence[Callable[[bytes, random.Random], bytes]] = (_json, _table, _marked_up, _json, _marked_up, damaged)
