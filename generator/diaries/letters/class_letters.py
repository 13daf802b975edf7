"""Recommendations, notices and remarks of one class, and which of them stand in whose diary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date

from generator.diaries.letters.lines import FileLine, LetterLine, NoticeLine, RemarkLine
from generator.model.letters import NO_POST, Letter, Post
from generator.model.records import Remark
from generator.model.school import Subject


class ClassLetters:
    """The texts of one class, newest first and those without a date last; each is one line for all who may read it."""

    def __init__(self, post: Post, files: Mapping[str, bytes]) -> None:
        """Take the post of the class and the bytes of all its files by path."""
        self._letters = [
            (letter, LetterLine(letter.origin, letter.title, letter.day, letter.author, letter.subject, letter.body,
                                _file_lines(letter, files)))
            for letter in _newest_first(post.letters)
        ]  # fmt: skip
        self._notices = [
            (letter, NoticeLine(letter.origin, letter.title, letter.day, letter.body, _file_lines(letter, files)))
            for letter in _newest_first(post.notices)
        ]

    @property
    def lines(self) -> tuple[LetterLine | NoticeLine, ...]:
        """Return every line, whoever may read it: to be checked before any page is made."""
        return (*(line for _, line in self._letters), *(line for _, line in self._notices))

    def letters_for(self, student_id: str, group_ids: AbstractSet[str]) -> tuple[LetterLine, ...]:
        """Return the recommendations for a student who is in these groups."""
        return tuple(line for letter, line in self._letters if letter.is_for(student_id, group_ids))

    def notices_for(self, student_id: str, group_ids: AbstractSet[str]) -> tuple[NoticeLine, ...]:
        """Return the notices for a student who is in these groups."""
        return tuple(line for letter, line in self._notices if letter.is_for(student_id, group_ids))


def remark_lines(remarks: Iterable[Remark], subjects: Mapping[str, Subject]) -> tuple[RemarkLine, ...]:
    """Return the remarks of one student, the newest first."""
    return tuple(
        RemarkLine(
            remark.day,
            remark.text,
            remark.kind.value,
            remark.teacher_name,
            subjects[remark.subject_id].title if remark.subject_id else "",
        )
        for remark in sorted(remarks, key=lambda remark: remark.day, reverse=True)
    )


def _newest_first(letters: Iterable[Letter]) -> list[Letter]:
    return sorted(letters, key=lambda letter: letter.day or date.min, reverse=True)


def _file_lines(letter: Letter, files: Mapping[str, bytes]) -> tuple[FileLine, ...]:
    return tuple(
        FileLine(file.address, file.path.rpartition("/")[2], file.type, files[file.path], file.width, file.height)
        for file in letter.files
    )


NO_LETTERS = ClassLetters(NO_POST, {})
