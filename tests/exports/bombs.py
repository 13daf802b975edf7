"""Small exports that would fill memory or take for ever if they were believed, for every kind of text a reader takes.

Hostile workbooks, pages and bare text are in `tests/unit/reading/sheets/hostile.py`; here are those that a reader
claims by how they begin, and those whose mapping is the trap.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.exports.all_readers import MAPPING
from tests.exports.workbooks import archive_of

ANSWERS = {
    "schedule": '{"days":[{"lessonLogEntries":[],"workTypes":[],"subjectId":1,"lessons":%s}]}',
    "students": '{"membershipStatus":"","journalType":"","studyyear":2026,"id_str":"1","name":"8А","students":%s}',
    "periods": '[{"start":"2026-09-01","finish":"2026-10-01","number":1,"type":"Quarter","x":%s}]',
    "weeks": '{"weeks":[{"lessons":1,"workMarks":2,"days":%s}]}',
    "mesh": '{"payload":[{"is_point":false,"control_form_name":"","values":[]},%s]}',
    "mesh days": '{"payload":[{"date":"2026-10-05","begin_time":"","lesson_education_type":"","lessons":%s}]}',
    "netschool": '{"weekDays":%s,"weekStart":"2026-10-05","className":"8А","termName":"1"}',
    "asurso": '[{"date":"2026-10-05","isHoliday":false,"isShort":false,"lessons":%s}]',
    "bars": '{"days":[{"date":"2026-10-05","is_weekend":false,"lessons":%s}]}',
    "bars totals": '{"subperiods":[],"discipline_marks":[{"discipline":"А","period_marks":%s}]}',
    "eljur": '{"response":{"state":200,"error":null,"result":{"students":{"1":{"days":%s}}}}}',
    "eljur marks": '{"response":{"state":200,"error":null,"result":{"students":{"1":{"name":1,"lessons":%s}}}}}',
}
"""Answers with a place for whatever is too much."""
_PIECES = ("{}", "[]", "0", "0.5", '"я"', '"ab"', '{"a":{}}', "null", "[[]]", '{"id":1}')


def answers(size: int) -> Iterator[bytes]:
    """Yield JSON of about `size` bytes."""
    for which, answer in enumerate(ANSWERS.values()):
        for number, piece in enumerate(_PIECES):
            # Large ones take seconds: each answer has a third of them, and each piece is in a third of the answers.
            if size < 100_000 or number % 3 == which % 3:
                filled = ",".join([piece] * (size // (len(piece.encode()) + 1)))
                yield archive_of({"a.json": (answer % f"[{filled}]").encode()})
        yield archive_of({"a.json": (answer % ("[" * size)).encode()})
        yield archive_of({"a.json": (answer % ('{"a":' * (size // 5))).encode()})
        yield archive_of({"a.json": (answer % ("9" * size)).encode()})
        yield archive_of({"a.json": (answer % ('"' + "я" * (size // 2) + '"')).encode()})
        yield archive_of({"a.json": (answer % ('"' + "😀" + "a" * size)).encode()})
        keys = ",".join(f'"{number}":{{}}' for number in range(size // 11))
        yield archive_of({"a.json": (answer % f"{{{keys}}}").encode()})


def tables(size: int) -> Iterator[bytes]:
    """Yield text tables of about `size` bytes that begin like our own, or like a bundle."""
    header = b"student;group;subject;date;mark\n"
    for row in (b";;;;\n", b"\n", b"a;b;c;d;5\n", b"a;b;c;01.10.2026;5\n", b"a\n", b'"";"";"";"";""\n'):
        yield archive_of({"marks.csv": header + row * (size // len(row))})
    yield archive_of({"marks.csv": header + b"a" * size})
    yield archive_of({"marks.csv": header + b'"' + b"a\n" * (size // 2)})
    yield archive_of({"marks.csv": header + b";" * size})
    yield archive_of({"marks.csv": b"student;" * (size // 8)})
    yield archive_of({"marks.csv": header + b"".join(b"s%d;8A;m;01.10.2026;5\n" % n for n in range(size // 24))})
    manifest = b"propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.users,bulk\nfile.orgs,bulk\n"
    users = b"sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName\n"
    for row in (b",,,,,,,,,\n", b"1,,,true,1,student,u,,A,B\n", b"x\n", b'"\n'):
        yield archive_of({"manifest.csv": manifest, "users.csv": users + row * (size // len(row))})
    yield archive_of({"manifest.csv": manifest + b"a,b\n" * (size // 4)})
    orgs = b"sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n"
    chain = b"".join(b"%d,,,n,school,,%d\n" % (n, n + 1) for n in range(size // 24))
    yield archive_of({"manifest.csv": manifest, "orgs.csv": orgs + chain})


def timetables(size: int) -> Iterator[bytes]:
    """Yield XML of about `size` bytes that begins like a timetable of aSc."""
    head = b'<?xml version="1.0" encoding="utf-8"?><timetable ascttversion="2026" importtype="database">'
    for body in (
        b"<cards>" + b"<card/>" * (size // 7), b"<a>" * (size // 3), b"<card " + b"a='1' " * (size // 6) + b"/>",
        b"<card lessonid='" + b"1," * (size // 2) + b"'/>", b"<!--" * (size // 4), b"&#1040;" * (size // 7),
        b"<lessons><lesson id='1' classids='1' subjectid='1' weeks='" + b"1" * size + b"'/></lessons>",
        b"<classes>" + b"<class id='1' name='8'/>" * (size // 24) + b"</classes>",
        b"<periods>" + b"".join(b"<period period='%d'/>" % n for n in range(size // 22)) + b"</periods>",
        b"<classes>" + b"".join(b"<class id='%d' name='%d'/>" % (n, n) for n in range(size // 32)) + b"</classes>",
    ):  # fmt: skip
        yield archive_of({"a.xml": head + body + b"</timetable>"})


def mappings(size: int) -> Iterator[bytes]:
    """Yield mapping files of about `size` bytes beside a table."""
    table = "Имя;01.10;02.10\nА;5;4\n".encode()
    grid = b"layouts:\n  - kind: grid\n    "
    bomb = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (n, n, b",".join([b"*%c" % (n - 1)] * 9)) for n in range(ord("b"), ord("z"))
    )
    for text in (
        bomb, b"layouts: " + b"[" * size, b"layouts:\n" + b"- " * (size // 2), b"{" * size, b'"' + b"a" * size,
        b"codes: {lesson: {" + b"a: ignore, " * (size // 11) + b"}}", grid + b"names: " + b"A" * size,
        grid + b"dates: 99999999999999999999", grid + b"names: ZZZZZZZ", b"? " * (size // 2), b"a: |\n" + b" a\n" * (size // 3),
        b"codes: {lesson: {" + b"".join(b"%d: ignore, " % n for n in range(size // 16)) + b"}}", b"#" * size,
        b"layouts:\n" + b"  - kind: grid\n" * (size // 15), b"%YAML 9.9\n---\n" * (size // 14), b"!!python/object:os.system a",
    ):  # fmt: skip
        yield archive_of({"a.csv": table, MAPPING: text})


def nested(depth: int) -> Iterator[bytes]:
    """Yield JSON in which every answer holds brackets so deep, closed as they should be."""
    for answer in ANSWERS.values():
        yield archive_of({"a.json": (answer % ("[" * depth + "]" * depth)).encode()})
        yield archive_of({"a.json": (answer % ('{"a":' * depth + "{}" + "}" * depth)).encode()})
    yield archive_of({"a.json": json.dumps({"response": {"state": 200}}).encode()})
