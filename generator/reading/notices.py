"""`content/notices/*.md` and `content/pages/help.md`: front matter between two lines of `---`, then Markdown.

A notice has `title`, `audience` (`public`, or a list of classes) and, if wanted, `date` (ISO). Who it is for must be
written: a notice that forgot to say so never becomes public by itself. The help text is always public and needs no
front matter. Files named README.md, and files that are not `.md`, are left alone; everything else that is not
understood is an error, and one faulty file does not hide the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from datetime import date
from pathlib import Path

from generator import strict_yaml
from generator.errors import DiaryError, ProblemsError, ReadError
from generator.model.notices import PUBLIC, Notice
from generator.model.school import Group, Student
from generator.origin import Origin
from generator.reading.joining.folding import fold_class
from generator.reading.named_students import StudentNames

NOTICES = "content/notices"
PAGES = "content/pages"
_HELP = "help.md"
_FENCE = "---"
_NOTICE_KEYS = ("title", "date", "audience")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_Parse = Callable[[str, bytes], Notice]


def read_notices(root: Path) -> tuple[list[Notice], list[DiaryError]]:
    """Read the notices below a site folder, in the order of their file names, and what is wrong with them."""
    return _read_files(root, NOTICES, parse_notice)


def read_help(root: Path) -> tuple[Notice | None, list[DiaryError]]:
    """Read the help text below a site folder; None when there is none. A page of another name is an error."""
    found, problems = _read_files(root, PAGES, parse_help)
    return (found[0] if found else None), problems


def parse_notice(name: str, content: bytes) -> Notice:
    """Read one notice; `name` is what its places are called. Raises ProblemsError with all of its faults."""
    text = _decoded(name, content)
    matter, origin, body = _split(name, text)
    if matter is None:
        hint = "write ---, then title: and audience: public, then --- again; the text stands below"
        raise ProblemsError([_bad("the notice does not begin with a line of ---", Origin(name, line=1), hint)])
    front = _FrontMatter(strict_yaml.load(matter, name, ReadError), _NOTICE_KEYS)
    notice = Notice(origin, front.title(), front.day(), front.audience(), body)
    front.end()
    return notice


def parse_help(name: str, content: bytes) -> Notice:
    """Read the help text, with or without front matter. Raises ProblemsError with all of its faults."""
    if Path(name).name != _HELP:
        hint = f"the help text is called {_HELP}; notices stand in {NOTICES}"
        problem = ReadError("unknown-page", "there is no page of this name", origin=Origin(name), hint=hint)
        raise ProblemsError([problem])
    matter, origin, body = _split(name, _decoded(name, content))
    front = _FrontMatter(strict_yaml.load(matter or "", name, ReadError), ("audience",))
    if front.value.get("audience", PUBLIC) != PUBLIC:
        front.fault("audience", "the help text is for everybody", "write audience: public, or leave the line out")
    front.end()
    return Notice(origin, "", None, (PUBLIC,), body)


def check_public(notices: Iterable[Notice], students: Iterable[Student]) -> list[ReadError]:
    """Return an error for every line of a public notice or help text that names a student (see `StudentNames`).

    The message tells the place and never the name.
    """
    public = [notice for notice in notices if notice.is_public]
    if not public:
        return []
    names = StudentNames(students)
    places = [place for notice in public for place in _naming_places(notice, names)]
    hint = "write it without names, or for their classes only: audience: [8А]"
    message = "a public text names a student, and everybody can read it"
    return [ReadError("notice-names-student", message, origin=place, hint=hint) for place in places]


def check_classes(notices: Iterable[Notice], groups: Iterable[Group]) -> list[ReadError]:
    """Return an error for every notice for a class that the school does not have."""
    known = {fold_class(group.title) for group in groups}
    hint = "write the class as the journal does, in brackets: audience: [8А, 8Б]"
    return [
        ReadError("notice-unknown-class", f"there is no class {title}", origin=Origin(notice.origin.file), hint=hint)
        for notice in notices
        if not notice.is_public
        for title in notice.audience
        if fold_class(title) not in known
    ]


def _naming_places(notice: Notice, names: StudentNames) -> list[Origin]:
    found = [Origin(notice.origin.file, column="title")] if names.find(notice.title) else []
    lines = names.find(notice.body)
    return found + [notice.origin._replace(line=notice.origin.line + line) for line in lines]


def _read_files(root: Path, folder: str, parse: _Parse) -> tuple[list[Notice], list[DiaryError]]:
    found: list[Notice] = []
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


def _decoded(name: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        problem = ReadError("not-utf8", "the text is not UTF-8", origin=Origin(name), hint="save it as UTF-8")
        raise ProblemsError([problem]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _split(name: str, text: str) -> tuple[str | None, Origin, str]:
    """Return the front matter (None without any), the place where the body begins, and the body.

    The front matter keeps an empty line for the first `---`, so that YAML counts lines as the file does.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return None, Origin(name, line=1), text
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == _FENCE:
            return "\n".join(["", *lines[1:number]]), Origin(name, line=number + 2), "\n".join(lines[number + 1 :])
    hint = "write --- in a line of its own below the last key"
    raise ProblemsError([_bad("the front matter has no end", Origin(name, line=1), hint)])


class _FrontMatter:
    """The keys of one file; faults are gathered until `end`."""

    def __init__(self, document: strict_yaml.Document, known: Collection[str]) -> None:
        self._document = document
        self._problems: list[DiaryError] = []
        value = document.value
        self.value = value if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            self._problems.append(_bad("these are no keys", document.origin(), "write key: value in each line"))
        for key in self.value:
            if key not in known:
                hint = f"known are {', '.join(known)}"
                self._problems.append(_bad(f"{key} is not known here", document.key_origin((key,)), hint))

    def title(self) -> str:
        """Return the title."""
        title = self.value.get("title", "")
        if not isinstance(title, str) or not title.strip():
            self.fault("title", "the notice has no title", "write title: and a few words")
            return ""
        return " ".join(title.split())

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

    def audience(self) -> tuple[str, ...]:
        """Return whom the notice is for."""
        said = self.value.get("audience", "")
        if said == PUBLIC:
            return (PUBLIC,)
        titles = tuple(item.strip() for item in said if isinstance(item, str)) if isinstance(said, list) else ()
        if not titles or len(titles) != len(said) or not all(titles) or PUBLIC in titles:
            hint = "write audience: public for everybody, or classes in brackets: audience: [8А, 8Б]"
            self.fault("audience", "it is not said whom the notice is for", hint)
        return titles

    def fault(self, key: str, message: str, hint: str) -> None:
        """Note a fault of a key's value."""
        self._problems.append(_bad(message, self._document.origin((key,)), hint))

    def end(self) -> None:
        """Raise ProblemsError when there were faults."""
        if self._problems:
            raise ProblemsError(self._problems)


def _bad(message: str, origin: Origin, hint: str) -> ReadError:
    return ReadError("bad-notice", message, origin=origin, hint=hint)
