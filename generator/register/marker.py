"""The mark that tells a lost register from one that never was: `<site>/content/register.id`.

It lies in `content/` because that is the folder people carry along when they move to another computer and forget
`private/`. It holds the register's identity, nothing secret. Git ignores it, so that a clone of the example school
starts with a register of its own.
"""

from __future__ import annotations

from pathlib import Path

from generator.errors import RegisterError

_TEXT = """\
{identity}
This site folder has a register: private/register.sqlite. Its loss would make every code worthless.
Leave this file where it is; it is how the program notices. It is not secret.
Это метка реестра школы (private/register.sqlite). Не удаляйте этот файл: по нему программа заметит потерю реестра.
"""


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
