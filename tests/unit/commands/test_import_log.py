"""The import log (B8.1): digests that `sha256sum` confirms, what was read, what was rejected and why."""

import hashlib
import subprocess
from dataclasses import replace

import pytest

from generator.commands.import_log import export_digest, note_imports
from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.exports import find_exports
from generator.reading.spool import Spooled
from generator.register import Register
from tests.unit.register.acts.ground import NOW


@pytest.fixture
def register(tmp_path):
    with Register.create(tmp_path / "private" / "register.sqlite", who="Секретарь") as made:
        yield made


@pytest.fixture
def found(tmp_path):
    exports = tmp_path / "content" / "exports"
    (exports / "own").mkdir(parents=True)
    for name, text in (("8A.xlsx", "a"), ("own/marks.csv", "b"), ("own/lessons.csv", "c")):
        (exports / name).write_text(text, encoding="utf-8")
    return find_exports(tmp_path, ["content/exports/**/*"])


def spooled(tmp_path, name: str, **counts: int) -> Spooled:
    folder = tmp_path / "cache" / name.replace("/", "_")
    folder.mkdir(parents=True, exist_ok=True)
    return Spooled(name, "netschool", "netschool-marks", folder, (), counts, {})


def test_what_was_read_and_what_was_rejected(register, found, tmp_path):
    problems = [
        ReadError("bad-value", "m", origin=Origin("content/exports/8A.xlsx", "Лист1", 4, "C")),
        ReadError("bad-value", "m", origin=Origin("content/exports/8A.xlsx", "Лист1", 5, "C")),
        ReadError("bad-date", "m", origin=Origin("content/exports/8A.xlsx")),
        ReadError("row-twice", "m", origin=Origin("content/families.csv", line=3)),
    ]
    read = [spooled(tmp_path, "content/exports/own", marks=3, lessons=2)]
    assert note_imports(register, found, read, problems, NOW) == 2
    bad, good = register.acts.imports.all()
    assert (bad.name, bad.accepted, bad.rejected) == ("content/exports/8A.xlsx", False, 3)
    assert (bad.reasons, bad.rows, bad.reader) == ({"bad-value": 2, "bad-date": 1}, {}, "")
    assert (good.name, good.accepted, good.rows) == ("content/exports/own", True, {"marks": 3, "lessons": 2})
    assert bad.digest == hashlib.sha256(b"a").hexdigest()


def test_a_problem_of_a_member_belongs_to_its_export(register, found, tmp_path):
    problems = [ReadError("bad-value", "m", origin=Origin("content/exports/own/marks.csv", line=2))]
    note_imports(register, found, [spooled(tmp_path, one.name) for one in found], problems, NOW)
    latest = register.acts.imports.latest()
    assert {name: record.accepted for name, record in latest.items()} == {
        "content/exports/8A.xlsx": True,
        "content/exports/own": False,
    }


def test_only_another_content_is_noted_again(register, found, tmp_path):
    read = [spooled(tmp_path, one.name, marks=1) for one in found]
    assert note_imports(register, found, read, (), NOW) == 2
    assert note_imports(register, found, read, (), NOW) == 0
    found[0].paths[0].write_text("changed", encoding="utf-8")
    read[0] = replace(read[0], folder=spooled(tmp_path, "changed").folder)
    assert note_imports(register, found, read, (), NOW) == 1
    assert register.acts.imports.latest()[found[0].name].digest == hashlib.sha256(b"changed").hexdigest()


def test_an_export_that_its_class_rejected_is_accepted_only_after_its_class_was_made(register, found, tmp_path):
    read = [spooled(tmp_path, one.name, marks=1) for one in found]
    problems = [ReadError("bad-mark", "m", origin=Origin(found[0].name, line=7))]
    assert note_imports(register, found, read, problems, NOW) == 2
    assert note_imports(register, found, read, (), NOW) == 0, "nobody has looked whether the fault is gone"
    assert not register.acts.imports.latest()[found[0].name].accepted
    assert note_imports(register, found, read, (), NOW, joined=True) == 1
    assert register.acts.imports.latest()[found[0].name].accepted


def test_a_rejected_export_that_is_read_otherwise_now_is_noted_at_once(register, found, tmp_path):
    problems = [ReadError("bad-value", "m", origin=Origin(found[0].name, line=7))]
    note_imports(register, found, [], problems, NOW)
    note_imports(register, found, [spooled(tmp_path, one.name, marks=1) for one in found], (), NOW)
    assert register.acts.imports.latest()[found[0].name].accepted


def test_an_export_that_did_not_change_is_not_read_again(register, found, tmp_path):
    read = [spooled(tmp_path, one.name, marks=1) for one in found]
    note_imports(register, found, read, (), NOW)
    for path in found[0].paths:
        path.unlink()
    assert note_imports(register, found, read, (), NOW) == 0


def test_sha256sum_confirms_the_digests(found):
    single, several = (export_digest(one) for one in found)

    def shown(*names: str, feed: bytes | None = None) -> bytes:
        folder = found[1].paths[0].parent
        return subprocess.run(["sha256sum", *names], input=feed, cwd=folder, capture_output=True, check=True).stdout

    try:
        lists = shown("lessons.csv", "marks.csv")
    except FileNotFoundError:
        pytest.skip("there is no sha256sum here")
    assert shown("../8A.xlsx").split()[0].decode() == single
    assert shown(feed=lists).split()[0].decode() == several
