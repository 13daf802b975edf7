"""Recommendations, remarks and notices of a diary as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.diaries.diary import Diary
from generator.diaries.letters.lines import FileLine, LetterLine, NoticeLine, RemarkLine
from generator.errors import RenderError
from generator.rendering.allowlist import check_html
from generator.rendering.parts.pieces import Pieces, escaped, printable
from generator.rendering.prose import ProseFile, render_prose
from generator.rendering.words import Words

_HEADINGS = 5
"""Below a section (h3) and the heading of a letter (h4)."""

_LARGE = 4096
"""Characters from which on a text is worth a chunk of its own: each costs some bytes and a dictionary."""

_KB = 1024
_ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "application/pdf": "pdf",
    "text/plain": "txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}


class LettersPart:
    """Makes the sections; a text for many is made once, for as long as the class is rendered."""

    def __init__(self, pieces: Pieces, words: Words) -> None:
        """Take what is shared with the other parts of the page."""
        self._pieces = pieces
        self._words = words
        self._close = pieces("letters.close_section"), pieces("letters.close_letter")
        self._made: dict[LetterLine | NoticeLine, str] = {}

    def recommendations(self, diary: Diary) -> list[str]:
        """Return the section of the recommendations, nothing when there are none."""
        return self._section("recommendations", [part for line in diary.letters for part in self._letter(line)])

    def notices(self, diary: Diary) -> list[str]:
        """Return the section of the notices for this student's groups, nothing when there are none."""
        return self._section("notices", [part for line in diary.notices for part in self._letter(line)])

    def remarks(self, lines: Sequence[RemarkLine]) -> list[str]:
        """Return the section of remarks and praise, nothing when there are none."""
        out: list[str] = []
        for line in lines:
            # not remembered: what a teacher wrote of one student is met once
            out += (self._pieces("letters.open_remark", line.kind, line.day, line.teacher, line.subject),
                    escaped(line.text), self._pieces("letters.close_remark"))  # fmt: skip
        return self._section("remarks", out)

    def chunks(self, diary: Diary) -> list[str]:
        """Return all sections; a text with files is a chunk of its own, which a class deflates once."""
        parts = [*self.recommendations(diary), *self.remarks(diary.remarks), *self.notices(diary)]
        out = [""]
        for part in parts:
            if len(part) < _LARGE:
                out[-1] += part
            else:
                out += [part, ""]
        return [chunk for chunk in out if chunk]

    def _section(self, name: str, letters: list[str]) -> list[str]:
        return [self._pieces("letters.open_section", name), *letters, self._close[0]] if letters else []

    def _letter(self, line: LetterLine | NoticeLine) -> tuple[str, ...]:
        known = self._made.get(line)
        if known is None:
            meta = (line.author, line.subject) if isinstance(line, LetterLine) else ("", "")
            head = self._pieces.make("letters.open_letter", line.title, line.day, *meta)
            known = self._made[line] = head + letter_html(line, self._words)
        return known, self._close[1]


def letter_html(line: LetterLine | NoticeLine, words: Words) -> str:
    """Return the text of a letter with its files, checked as every piece of a page is. Raises RenderError."""
    files = {file.address: _prose_file(file, words) for file in line.files}
    html = printable(render_prose(line.body, line.origin, top=_HEADINGS, files=files))
    check_html(html, line.origin.file)
    return html


def faults_of(lines: Iterable[LetterLine | NoticeLine], words: Words) -> list[RenderError]:
    """Return what is wrong with some texts, of each the first fault, so that one does not hide the next."""
    found = []
    for line in lines:
        try:
            letter_html(line, words)
        except RenderError as fault:
            found.append(fault)
    return found


def _prose_file(file: FileLine, words: Words) -> ProseFile:
    ending = _ENDINGS[file.type]
    kind = words.text(f"letters.types.{ending}")
    note = words.text("letters.file", kind=kind, n=-(-len(file.content) // _KB))
    # a device opens a saved file by the end of its name, so the end is what the bytes are
    stem = file.name.rpartition(".")[0] or file.name
    return ProseFile(f"{stem}.{ending}", file.type, file.content, note, file.width, file.height)
