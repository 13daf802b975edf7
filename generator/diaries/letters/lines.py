"""What a page shows of the texts that people wrote: recommendations, notices for groups, remarks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from generator.origin import Origin


class FileLine(NamedTuple):
    """A file that a text shows or offers.

    `address` is what the text calls it by, `name` its file name, `type` its media type, `content` its bytes; `width`
    and `height` are pixels, 0 for what is no picture.
    """

    address: str
    name: str
    type: str
    content: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True, eq=False)
class LetterLine:
    """A recommendation. `body` is Markdown whose first line stands at `origin`; `subject` "" without any.

    Compared by identity: one that is for many becomes HTML once per class.
    """

    origin: Origin
    title: str
    day: date | None
    author: str
    subject: str
    body: str = field(repr=False)
    files: tuple[FileLine, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class NoticeLine:
    """A notice for groups, as `LetterLine`; `day` None: the file says none."""

    origin: Origin
    title: str
    day: date | None
    body: str = field(repr=False)
    files: tuple[FileLine, ...] = field(repr=False)


class RemarkLine(NamedTuple):
    """A remark to the family: `kind` is `praise`, `remark` or `note`; `teacher` and `subject` "" when not told."""

    day: date
    text: str
    kind: str
    teacher: str
    subject: str
