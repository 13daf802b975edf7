"""Files of front matter between two lines of `---` and Markdown below: what notices and recommendations share.

Files named README.md, and files that are not `.md`, are left alone; one faulty file does not hide the next, and one
fault of a file does not hide the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from typing import TypeVar

from generator import strict_yaml
from generator.errors import DiaryError, ProblemsError, ReadError
from generator.origin import Origin

FENCE = "---"
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_Text = TypeVar("_Text")


def read_texts(root: Path, folder: str, parse: Callable[[str, bytes], _Text]) -> tuple[list[_Text], list[DiaryError]]:
    """Read the `.md` files of a folder below the site folder, in the order of their names, and return all problems."""
    found: list[_Text] = []
    problems: list[DiaryError] = []
    place = root / folder
    for path in sorted(place.iterdir()) if place.is_dir() else ():
        if path.suffix.lower() != ".md" or path.stem.lower() == "readme" or not path.is_file():
            continue
        name = f"{folder}/{path.name}"
        try:
            found.append(parse(name, path.read_bytes()))
        except ProblemsError as faults:
            problems += faults.problems
        except OSError as error:
            message = f"the file can't be read: {error.strerror}"
            problems.append(ReadError("unreadable-file", message, origin=Origin(name)))
    return found, problems


def decoded(name: str, content: bytes) -> str:
    r"""Return the text of a file with `\n` line ends. Raises ProblemsError `not-utf8`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        problem = ReadError("not-utf8", "the text is not UTF-8", origin=Origin(name), hint="save it as UTF-8")
        raise ProblemsError([problem]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split(name: str, text: str, slug: str) -> tuple[str | None, Origin, str]:
    """Return the front matter (None without any), the place where the body begins, and the body.

    The front matter keeps an empty line for the first `---`, so that YAML counts lines as the file does. Raises
    ProblemsError with a fault of this slug when the second `---` is missing.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return None, Origin(name, line=1), text
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == FENCE:
            return "\n".join(["", *lines[1:number]]), Origin(name, line=number + 2), "\n".join(lines[number + 1 :])
    hint = "write --- in a line of its own below the last key"
    raise ProblemsError([ReadError(slug, "the front matter has no end", origin=Origin(name, line=1), hint=hint)])


class FrontMatter:
    """The keys of one file; faults are gathered, all with one slug, until `end`."""

    def __init__(self, matter: str, name: str, known: Collection[str], slug: str) -> None:
        """Read the keys; a key that is not among the known ones is a fault."""
        document = strict_yaml.load(matter, name, ReadError)
        self._document = document
        self._slug = slug
        self._problems: list[DiaryError] = []
        value = document.value
        self.value = value if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            self._say("these are no keys", document.origin(), "write key: value in each line")
        for key in self.value:
            if key not in known:
                self._say(f"{key} is not known here", document.key_origin((key,)), f"known are {', '.join(known)}")

    def text(self, key: str) -> str:
        """Return one line of text, "" when nothing is said."""
        said = self.value.get(key, "")
        if isinstance(said, str):
            return " ".join(said.split())
        self.fault(key, "one line of text is expected here", "put it in quotes")
        return ""

    def must_be(self, key: str, message: str, hint: str) -> str:
        """Return one line of text; it is a fault when nothing is said."""
        said = self.value.get(key, "")
        if not isinstance(said, str) or not said.strip():
            self.fault(key, message, hint)
            return ""
        return self.text(key)

    def day(self) -> date | None:
        """Return the date, None when nothing is said."""
        text = self.value.get("date", "")
        if text == "":
            return None
        try:
            if isinstance(text, str) and _ISO_DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        self.fault("date", "this is not a date", "write it as 2026-11-19")
        return None

    def fault(self, key: str, message: str, hint: str) -> None:
        """Note a fault of a key's value."""
        self._say(message, self._document.origin((key,)), hint)

    def place(self, key: str) -> Origin:
        """Return where the value of a key stands."""
        return self._document.origin((key,))

    def end(self) -> None:
        """Raise ProblemsError when there were faults."""
        if self._problems:
            raise ProblemsError(self._problems)

    def _say(self, message: str, origin: Origin, hint: str) -> None:
        self._problems.append(ReadError(self._slug, message, origin=origin, hint=hint))
