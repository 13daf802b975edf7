"""What people write beside the exports, read and checked: notices and help for the front page, texts for diaries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.commands.inputs import Inputs
from generator.errors import DiaryError, RenderError
from generator.model.letters import Post
from generator.model.notices import Notice
from generator.model.school import School
from generator.reading.texts.attachments import KB, Limits
from generator.reading.texts.delivery import read_posts
from generator.reading.texts.notices import check_classes, check_public, read_help, read_notices
from generator.rendering.prose import Posted, render_prose


@dataclass(frozen=True, slots=True)
class Board:
    """Public notices, the newest first, and the help text as HTML that may be shown as it is ("" without any).

    `posts` are the recommendations and notices of each class by its id, which only its diaries show.
    """

    notices: tuple[Posted, ...] = ()
    help_html: str = ""
    posts: Mapping[str, Post] = field(default_factory=dict)


NO_BOARD = Board()
_UNKNOWN = frozenset({"unknown-student", "unknown-group", "notice-unknown-class", "letter-subject"})


def read_board(inputs: Inputs, school: School, *, is_whole: bool = True) -> tuple[Board, list[DiaryError]]:
    """Read all texts and check them against the school; with a problem the board is not to be shown.

    Of a school that is not whole, because an export could not be read, it is not known whom and what it lacks.
    """
    notices, problems = read_notices(inputs.folder.root)
    help_text, more = read_help(inputs.folder.root)
    problems += more
    problems += check_public([*notices, *([help_text] if help_text else [])], school.students.values())
    problems += check_classes(notices, school.groups.values())
    site = inputs.settings.site
    limits = Limits(site.attachment_kb * KB, site.attachments_kb * KB)
    posts, faults = read_posts(inputs.folder.root, school, notices, limits)
    problems += faults
    public = sorted((n for n in notices if n.is_public), key=lambda n: n.day or date.min, reverse=True)
    posted = tuple(Posted(notice.title, notice.day, _rendered(notice, 4, problems)) for notice in public)
    if not is_whole:
        problems = [problem for problem in problems if problem.slug not in _UNKNOWN]
    return Board(posted, _rendered(help_text, 3, problems) if help_text else "", posts), problems


def _rendered(notice: Notice, top: int, problems: list[DiaryError]) -> str:
    try:
        return render_prose(notice.body, notice.origin, top=top)
    except RenderError as problem:
        problems.append(problem)
        return ""
