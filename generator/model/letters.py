"""Texts for some diaries only: recommendations of teachers and notices for groups, with the files that go with them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from generator.origin import Origin


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or a file that a text brings along; its bytes are loaded only where a page is made of them.

    `origin` is the line that mentions it, `address` what is written there, `path` the file below the site folder,
    `type` the media type that its bytes show, `size` in bytes, `digest` their SHA-256 in hex, `width` and `height` in
    pixels (0 for what is no picture).
    """

    origin: Origin
    address: str
    path: str
    type: str
    size: int
    digest: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Letter:
    r"""A recommendation, or a notice for groups (then `author` and `subject` are "").

    It is for one student (`student_id`) or, where that is "", for everybody in one of the groups (`group_ids`, classes
    or subgroups). `origin` is the line where `body` begins: Markdown with `\n` line ends. `subject` is the school's
    title of the subject, "" without any.
    """

    origin: Origin
    title: str
    day: date | None
    author: str
    subject: str
    student_id: str
    group_ids: tuple[str, ...]
    body: str = field(repr=False)
    files: tuple[Attachment, ...] = ()

    def is_for(self, student_id: str, group_ids: AbstractSet[str]) -> bool:
        """Say whether a student, who is in these groups, may read it."""
        if self.student_id:
            return self.student_id == student_id
        return not group_ids.isdisjoint(self.group_ids)


@dataclass(frozen=True, slots=True)
class Post:
    """What is to be delivered to the diaries of one class."""

    letters: tuple[Letter, ...] = ()
    notices: tuple[Letter, ...] = ()

    @property
    def all(self) -> tuple[Letter, ...]:
        """Return both kinds."""
        return self.letters + self.notices


NO_POST = Post()
