"""The kinds of value a setting may have: each turns what the YAML says into a value or tells what is wrong with it.

A kind takes a `strict_yaml.Value` and returns the value; it raises `WrongValueError` with one sentence, a hint, and
the path of the bad item below the setting. Nothing here knows which setting it reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any, TypeAlias
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from generator.strict_yaml import Path, Value

Kind: TypeAlias = Callable[[Value], Any]

_SAY_BOOLEAN = "write true or false"
PUBLISH_KINDS = ("folder", "sftp", "ftps", "webdavs", "webdav", "s3", "git")
"""What an address to publish to may begin with. `webdav` is without encryption, and for this computer only."""

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


class WrongValueError(Exception):
    """What is wrong with a value; `below` leads from the setting to the bad item."""

    def __init__(self, message: str, hint: str = "", below: Path = ()) -> None:
        """Keep the parts."""
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.below = below


def text(value: Value) -> str:
    """Return one line of text that says something."""
    found = optional_text(value)
    if not found:
        raise WrongValueError("nothing is written here")
    return found


def optional_text(value: Value) -> str:
    """Return one line of text, possibly empty."""
    if not isinstance(value, str):
        raise WrongValueError("one value is expected here, not a list or a section", "put the text in quotes")
    found = " ".join(value.split())
    if len(found) > 300:
        raise WrongValueError("the text is longer than 300 characters")
    return found


def name_of_letters(value: Value) -> str:
    """Return a short name for machines: small Latin letters, digits and dashes, at most 40."""
    found = text(value)
    if not re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", found):
        raise WrongValueError("only small Latin letters, digits and dashes are allowed, at most 40", "as in school-19")
    return found


def one_of(*choices: str) -> Kind:
    """Make a kind that accepts these words only."""

    def read(value: Value) -> str:
        found = text(value)
        if found not in choices:
            raise WrongValueError(f"{found} is not one of the choices", f"write {' or '.join(choices)}")
        return found

    return read


def true_or_false(value: Value) -> bool:
    """Return a truth value; yes, no, on and off are not guessed at."""
    found = text(value)
    if found not in {"true", "false"}:
        raise WrongValueError(f"{found} is neither true nor false", _SAY_BOOLEAN)
    return found == "true"


def whole(lowest: int, highest: int) -> Kind:
    """Make a kind for whole numbers from `lowest` to `highest`."""

    def read(value: Value) -> int:
        found = text(value)
        if not re.fullmatch(r"-?[0-9]{1,9}", found) or not lowest <= int(found) <= highest:
            raise WrongValueError(f"{found} is not a whole number from {lowest} to {highest}")
        return int(found)

    return read


def hundredths(value: Value) -> int:
    """Return a number such as 4.65 (a comma will do) in hundredths: 465."""
    found = text(value).replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{1,2})?", found):
        raise WrongValueError(f"{found} is not a number with at most two digits after the point", "as in 4.65")
    units, _, parts = found.partition(".")
    return int(units) * 100 + int(parts.ljust(2, "0"))


def day(value: Value) -> date:
    """Return a date written as 2026-09-01 or 01.09.2026."""
    found = text(value)
    shape = "%d.%m.%Y" if "." in found else "%Y-%m-%d"
    try:
        return datetime.strptime(found, shape).date()  # noqa: DTZ007 (a date has no zone)
    except ValueError:
        raise WrongValueError(f"{found} is not a date", "as in 2026-09-01 or 01.09.2026") from None


def optional_moment(value: Value) -> datetime | None:
    """Return a local time without a zone, written as 2026-11-19T18:30 or 19.11.2026 18:30; None for nothing."""
    found = optional_text(value).replace("T", " ")
    if not found:
        return None
    shape = "%d.%m.%Y %H:%M" if "." in found else "%Y-%m-%d %H:%M"
    try:
        return datetime.strptime(found, shape)  # noqa: DTZ007 (local to school.timezone, as all times of a school)
    except ValueError:
        raise WrongValueError(f"{found} is not a date with a time", "as in 2026-11-19T18:30") from None


def timezone(value: Value) -> str:
    """Return an IANA zone name that this computer knows."""
    found = text(value)
    try:
        ZoneInfo(found)
    except (KeyError, ValueError, OSError):
        raise WrongValueError(
            f"{found} is not a known time zone", "as in Europe/Moscow or Asia/Yekaterinburg"
        ) from None
    return found


def clock(value: Value) -> time:
    """Return a time of day written as 07:30."""
    found = text(value)
    if not re.fullmatch(r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]", found):
        raise WrongValueError(f"{found} is not a time of day", "as in 07:30")
    hours, _, minutes = found.partition(":")
    return time(int(hours), int(minutes))


def branch(value: Value) -> str:
    """Return the name of a git branch."""
    found = text(value)
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_/.-]{0,99}", found) or re.search(r"\.\.|//|/$|\.lock$|\.$", found):
        raise WrongValueError("this is not the name of a branch", "as in pages")
    return found


def publish_address(value: Value) -> str:
    """Return where a site is published to, without a last slash and without a password; "" for nowhere."""
    found = optional_text(value).rstrip("/")
    if not found:
        return ""
    kind, _, rest = found.partition(":")
    if kind not in PUBLISH_KINDS or not rest:
        raise WrongValueError("this is not an address to publish to", f"it begins with {', '.join(PUBLISH_KINDS)}:")
    if kind in {"folder", "git"}:
        return found
    try:
        parts = urlsplit(found)
        known = bool(parts.hostname) and (parts.port or 1) > 0 and not parts.query and not parts.fragment
    except ValueError:
        known = False
    if not known:
        raise WrongValueError("this is not an address to publish to", f"as in {kind}://user@host/folder")
    if parts.password:
        raise WrongValueError(
            "a password stands in the address", "remove it: passwords come from DIARY_PUBLISH_PASSWORD or private/"
        )
    return found


def web_address(value: Value) -> str:
    """Return an http or https address without the last slash; "" for nothing."""
    found = optional_text(value).rstrip("/")
    if not found:
        return ""
    try:
        parts = urlsplit(found)
        whole_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        whole_address = False
    if not whole_address or re.search(r"[\s\"'<>\\]", found):
        raise WrongValueError("this is not a web address", "as in https://diary.school.example")
    return found


def site_address(value: Value) -> str:
    """Return the address of the site: https, or http on this very computer, because browsers decrypt only there."""
    found = web_address(value)
    parts = urlsplit(found)
    if parts.query or parts.fragment or parts.username or "?" in found or "#" in found:
        raise WrongValueError("the address of the site has no name, no ? and no #", "https://host/folder is enough")
    if parts.scheme == "http" and parts.hostname not in LOCAL_HOSTS:
        raise WrongValueError("over http no browser opens a diary", "use https; http is for localhost only")
    return found


def list_of(kind: Kind, *, least: int = 0) -> Kind:
    """Make a kind for lists; a single value counts as a list of one."""

    def read(value: Value) -> tuple[Any, ...]:
        items = value if isinstance(value, list) else [value] if value else []
        if len(items) < least:
            raise WrongValueError("a list with at least one item is expected here")
        return tuple(_item(kind, item, position, many=items is value) for position, item in enumerate(items))

    return read


def _item(kind: Kind, item: Value, position: int, *, many: bool) -> Any:
    try:
        return kind(item)
    except WrongValueError as wrong:
        raise WrongValueError(wrong.message, wrong.hint, ((position,) if many else ()) + wrong.below) from None


def glob(value: Value) -> str:
    """Return a pattern of files below the site folder, with forward slashes."""
    found = text(value)
    if "\\" in found:
        raise WrongValueError("a file is written with forward slashes", found.replace("\\", "/"))
    if found.startswith("/") or re.match(r"[A-Za-z]:", found) or ".." in found.split("/"):
        raise WrongValueError("only files below the site folder are read", "as in content/exports/**/*.xlsx")
    return found


def scale(value: Value) -> tuple[int, int]:
    """Return the lowest and the highest mark of a scale."""
    ends = list_of(whole(0, 100), least=1)(value)
    if len(ends) != 2 or ends[0] >= ends[1]:
        raise WrongValueError("the lowest and the highest mark are expected here", "as in [1, 5]")
    return (ends[0], ends[1])


def borders(value: Value) -> tuple[tuple[int, int], ...]:
    """Return marks and from which average on they are given, in hundredths, the best first."""
    if not isinstance(value, dict) or not value:
        raise WrongValueError("marks with their borders are expected here", "as in {5: 4.50, 4: 3.50, 3: 2.50}")
    found = []
    for mark, border in value.items():
        if not re.fullmatch(r"[0-9]{1,3}", mark):
            raise WrongValueError(f"{mark} is not a mark", below=(mark,))
        found.append((int(mark), _item(hundredths, border, 0, many=False)))
    found.sort(reverse=True)
    if any(worse[1] >= better[1] for better, worse in pairwise(found)):
        raise WrongValueError("a better mark needs a higher border")
    return tuple(found)
