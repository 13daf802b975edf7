"""`content/notices/*.md` and `content/pages/help.md`: front matter between two lines of `---`, then Markdown.

A notice has `title`, `audience` (`public`, or a list of classes) and, if wanted, `date` (ISO). Who it is for must be
written: a notice that forgot to say so never becomes public by itself. The help text is always public and needs no
front matter. Everything that is not understood is an error.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.errors import DiaryError, ProblemsError, ReadError
from generator.model.notices import PUBLIC, Notice
from generator.model.school import Group, Student
from generator.origin import Origin
from generator.reading.joining.folding import fold_class
from generator.reading.named_students import StudentNames
from generator.reading.texts.front_matter import FrontMatter, decoded, read_texts, split

NOTICES = "content/notices"
PAGES = "content/pages"
_HELP = "help.md"
_NOTICE_KEYS = ("title", "date", "audience")
_BAD = "bad-notice"


def read_notices(root: Path) -> tuple[list[Notice], list[DiaryError]]:
    """Read the notices below a site folder, in the order of their file names, and what is wrong with them."""
    return read_texts(root, NOTICES, parse_notice)


def read_help(root: Path) -> tuple[Notice | None, list[DiaryError]]:
    """Read the help text below a site folder; None when there is none. A page of another name is an error."""
    found, problems = read_texts(root, PAGES, parse_help)
    return (found[0] if found else None), problems


def parse_notice(name: str, content: bytes) -> Notice:
    """Read one notice; `name` is what its places are called. Raises ProblemsError with all of its faults."""
    matter, origin, body = split(name, decoded(name, content), _BAD)
    if matter is None:
        hint = "write ---, then title: and audience: public, then --- again; the text stands below"
        message = "the notice does not begin with a line of ---"
        raise ProblemsError([ReadError(_BAD, message, origin=Origin(name, line=1), hint=hint)])
    front = FrontMatter(matter, name, _NOTICE_KEYS, _BAD)
    title = front.must_be("title", "the notice has no title", "write title: and a few words")
    notice = Notice(origin, title, front.day(), _audience(front), body)
    front.end()
    return notice


def parse_help(name: str, content: bytes) -> Notice:
    """Read the help text, with or without front matter. Raises ProblemsError with all of its faults."""
    if Path(name).name != _HELP:
        hint = f"the help text is called {_HELP}; notices stand in {NOTICES}"
        problem = ReadError("unknown-page", "there is no page of this name", origin=Origin(name), hint=hint)
        raise ProblemsError([problem])
    matter, origin, body = split(name, decoded(name, content), _BAD)
    front = FrontMatter(matter or "", name, ("audience",), _BAD)
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


def _audience(front: FrontMatter) -> tuple[str, ...]:
    said = front.value.get("audience", "")
    if said == PUBLIC:
        return (PUBLIC,)
    titles = tuple(item.strip() for item in said if isinstance(item, str)) if isinstance(said, list) else ()
    if not titles or len(titles) != len(said) or not all(titles) or PUBLIC in titles:
        hint = "write audience: public for everybody, or classes in brackets: audience: [8А, 8Б]"
        front.fault("audience", "it is not said whom the notice is for", hint)
    return titles
