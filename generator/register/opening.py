"""How a register comes to be, and how one is opened: strictly, and never anew where there was one.

A mark tells a lost register from one that never was: `<site>/content/register.id`. It lies in `content/` because that
is the folder people carry along when they move to another computer and forget `private/`. It holds the register's
identity, nothing secret. Git ignores it, so that a clone of the example school starts with a register of its own.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from pathlib import Path

from generator.errors import RegisterError
from generator.register import place
from generator.register.database import APPLICATION_ID, Database, load_scripts, unreadable

_SMALLEST = 512
"""A SQLite file has at least one page of 512 bytes; an empty file would pass for an empty database."""

SALT_BYTES = 16

_TEXT = """\
{identity}
This site folder has a register: private/register.sqlite. Its loss would make every code worthless.
Leave this file where it is; it is how the program notices. It is not secret.
Это метка реестра школы (private/register.sqlite). Не удаляйте этот файл: по нему программа заметит потерю реестра.
"""


def create_database(path: Path, draw: Callable[[int], bytes]) -> None:
    """Make the file and its mark. It gets its name only when it is complete: all of it, or nothing, or only no mark."""
    place.refuse_shared_folder(path.parent)
    if path.exists():
        raise RegisterError("register-exists", "there is a register already")
    refuse_lost(path)
    place.make_private_folder(path.parent)
    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    place.write_private_file(unfinished, b"")
    identity = str(uuid.UUID(bytes=draw(16), version=4))
    database = Database(unfinished)
    try:
        database.migrate(load_scripts())
        with database.transaction():
            for name, value in (("school_uuid", identity), ("salt", draw(SALT_BYTES))):
                database.write("INSERT INTO meta (name, value) VALUES (?, ?)", (name, value))
    finally:
        database.close()
    unfinished.replace(path)
    write_marker(path, identity)


def open_database(path: Path) -> Database:
    """Open, examine and migrate; raises RegisterError for everything that is not this school's whole register."""
    place.refuse_shared_folder(path.parent)
    if not path.is_file():
        refuse_lost(path)
        hint = "it is made by the first `diary build` or `diary access issue`"
        raise RegisterError("register-missing", "there is no register yet", hint=hint)
    if path.stat().st_size < _SMALLEST:
        raise unreadable()
    # On Windows setting rights takes a process each; there what the creation set is inherited and stays.
    if os.name == "posix":
        place.tighten(path.parent)
        place.tighten(path)
    database = Database(path)
    try:
        _examine(database)
        database.settle()
        database.migrate(load_scripts())
        _compare_marker(path, database)
    except BaseException:
        database.close()
        raise
    return database


def _examine(database: Database) -> None:
    if database.pragma("application_id") != APPLICATION_ID:
        raise unreadable()
    if database.pragma("user_version") > len(load_scripts()):
        hint = "update the program on this computer; an older one must not write this register"
        raise RegisterError("register-newer", "the register was written by a newer version of the program", hint=hint)
    database.check()


def _compare_marker(path: Path, database: Database) -> None:
    rows = database.rows("SELECT value FROM meta WHERE name = 'school_uuid'")
    identity = str(rows[0][0]) if rows else ""
    if not identity:
        raise unreadable()
    mark = find_marker(path)
    if not mark:
        write_marker(path, identity)
    elif mark != identity:
        hint = "private/ and content/ belong together: bring back this school's private/, or restore its backup"
        raise RegisterError("register-other-school", "this is the register of another site folder", hint=hint)


def marker_of(register: Path) -> Path:
    """Return where the mark of a register lies."""
    return register.parent.parent / "content" / "register.id"


def find_marker(register: Path) -> str:
    """Return the identity of the register that belongs here, "" when there was none yet."""
    try:
        text = marker_of(register).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise RegisterError("register-unreadable", "content/register.id can't be read") from error
    return text.partition("\n")[0].strip() or "unknown"


def write_marker(register: Path, identity: str) -> None:
    """Write the mark, whole or not at all."""
    mark = marker_of(register)
    mark.parent.mkdir(parents=True, exist_ok=True)
    unfinished = mark.with_suffix(".id.new")
    unfinished.write_text(_TEXT.format(identity=identity), encoding="utf-8", newline="\n")
    unfinished.replace(mark)


def refuse_lost(register: Path) -> None:
    """Raise RegisterError `register-lost` when there was a register here."""
    if find_marker(register):
        hint = (
            "bring private/register.sqlite back, or the latest backup with `diary restore`; only if it is lost for "
            "good delete content/register.id: then every family needs a new letter"
        )
        raise RegisterError("register-lost", "this school had a register, and private/register.sqlite is gone",
                            hint=hint)  # fmt: skip
