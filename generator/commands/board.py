"""What the front page says besides asking for a code: the school's notices and its help text, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.commands.inputs import Inputs
from generator.errors import DiaryError, RenderError
from generator.model.notices import Notice
from generator.model.school import School
from generator.reading.notices import check_classes, check_public, read_help, read_notices
from generator.rendering.prose import Posted, render_prose


@dataclass(frozen=True, slots=True)
class Board:
    """Public notices, the newest first, and the help text as HTML that may be shown as it is ("" without any)."""

    notices: tuple[Posted, ...] = ()
    help_html: str = ""


NO_BOARD = Board()


def read_board(inputs: Inputs, school: School) -> tuple[Board, list[DiaryError]]:
    """Read notices and help and check them against the school; with a problem the board is not to be shown."""
    notices, problems = read_notices(inputs.folder.root)
    help_text, more = read_help(inputs.folder.root)
    problems += more
    problems += check_public([*notices, *([help_text] if help_text else [])], school.students.values())
    problems += check_classes(notices, school.groups.values())
    public = sorted((n for n in notices if n.is_public), key=lambda n: n.day or date.min, reverse=True)
    posted = tuple(Posted(notice.title, notice.day, _rendered(notice, 4, problems)) for notice in public)
    return Board(posted, _rendered(help_text, 3, problems) if help_text else ""), problems


def _rendered(notice: Notice, top: int, problems: list[DiaryError]) -> str:
    try:
        return render_prose(notice.body, notice.origin, top=top)
    except RenderError as problem:
        problems.append(problem)
        return ""
