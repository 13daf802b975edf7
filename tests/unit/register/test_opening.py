"""Opening strictly: what is not this school's whole register is refused, and nothing is ever made anew."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from generator.errors import RegisterError
from generator.register import RecipientClaim, Register, opening
from generator.register.database import Database, load_scripts
from generator.register.opening import marker_of
from tests.unit.register.conftest import NOW

KEK = bytes(range(32))


def refusal(path: Path, act=Register.open) -> RegisterError:
    with pytest.raises(RegisterError) as caught:
        act(path)
    return caught.value


def test_a_new_folder_gets_its_first_register_and_the_mark_of_it(path):
    assert refusal(path).slug == "register-missing"
    with Register.open_or_create(path) as register:
        assert marker_of(path).read_text(encoding="utf-8").startswith(register.uuid)
        salt = register.salt
    with Register.open_or_create(path) as again:
        assert again.salt == salt
    assert [file.name for file in path.parent.iterdir()] == ["register.sqlite"]


@pytest.mark.parametrize("act", [Register.open, Register.create, Register.open_or_create])
def test_a_lost_register_is_an_error_and_never_silently_a_new_one(path, act):
    Register.create(path).close()
    shutil.rmtree(path.parent)
    error = refusal(path, act)
    assert error.slug == "register-lost"
    assert "restore" in error.hint
    assert not path.exists()


def test_a_second_register_is_never_made_over_the_first(path):
    Register.create(path).close()
    assert refusal(path, Register.create).slug == "register-exists"


def test_a_mark_that_was_deleted_is_written_again(path):
    Register.create(path).close()
    marker_of(path).unlink()
    with Register.open(path) as register:
        assert marker_of(path).read_text(encoding="utf-8").startswith(register.uuid)


def test_a_register_of_another_school_is_refused(path, tmp_path):
    Register.create(path).close()
    other = tmp_path / "other" / "private" / "register.sqlite"
    Register.create(other).close()
    shutil.copyfile(other, path)
    assert refusal(path).slug == "register-other-school"


@pytest.mark.parametrize(
    "content", [b"", b"x", b"not a database" * 100, b"SQLite format 3\0" + bytes(1000)],
    ids=["empty", "a byte", "text", "a header only"],
)  # fmt: skip
def test_a_file_that_is_no_register_is_refused_and_left_alone(path, content):
    Register.create(path).close()
    path.write_bytes(content)
    assert refusal(path).slug == "register-unreadable"
    assert path.read_bytes() == content


def test_another_sqlite_file_is_refused(path):
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    assert refusal(path).slug == "register-unreadable"


def test_a_register_with_damaged_pages_is_refused(path):
    with Register.create(path) as register:
        register.resolve_students([((f"ns:{n}",), "Имя") for n in range(500)], NOW)
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 9] = b"\xff" * (4096 * 6)
    path.write_bytes(content)
    assert refusal(path).slug == "register-unreadable"


def test_a_newer_register_is_refused(path):
    Register.create(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert refusal(path).slug == "register-newer"


@pytest.mark.parametrize("step", ["migrate", "write_marker"])
def test_an_interrupted_creation_leaves_nothing_or_a_whole_register(path, monkeypatch, step):
    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(*((Database, "migrate", die) if step == "migrate" else (opening, "write_marker", die)))
        with pytest.raises(KeyboardInterrupt):
            Register.create(path)
    with Register.open_or_create(path) as register:
        assert len(register.salt) == 16
        assert marker_of(path).is_file()


# Migrations


def test_a_register_of_schema_1_opens_with_all_that_was_in_it(path):
    dump = (Path(__file__).parent / "schema-1.sql").read_text(encoding="utf-8")
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.executescript(dump)
    connection.close()
    with Register.open(path) as register:
        assert register._database.pragma("user_version") == len(load_scripts())
        assert register.salt == bytes(range(16))
        assert register.keks() == {"R1": KEK}
        assert register.resolve_students([(("ns:1",), "Абрамова Зоя")], NOW)["ns:1"].address == "b" * 32
        claims = [RecipientClaim("S1", "Абрамов Пётр", "абрамов петр", 0)]
        assert register.resolve_recipients(claims, NOW) == {("S1", "абрамов петр"): "R1"}
        assert [event.kind for event in register.events()] == ["student-entered", "code-issued"]


def test_migrations_run_once_and_in_order(path):
    Register.create(path).close()
    database = Database(path)
    more = (*load_scripts(), "CREATE TABLE a (x);\nINSERT INTO a VALUES (1);\n", "-- why\nINSERT INTO a VALUES (2);\n")
    database.migrate(more)
    database.migrate(more)
    assert database.rows("SELECT x FROM a ORDER BY x") == [(1,), (2,)]
    assert database.pragma("user_version") == len(more)
    database.close()


def test_a_migration_that_fails_leaves_the_old_schema(path):
    Register.create(path).close()
    database = Database(path)
    with pytest.raises(RegisterError):
        database.migrate((*load_scripts(), "CREATE TABLE a (x);\nINSERT INTO nowhere VALUES (1);\n"))
    assert database.pragma("user_version") == len(load_scripts())
    assert database.rows("SELECT name FROM sqlite_master WHERE name = 'a'") == []
    database.close()
    Register.open(path).close()
