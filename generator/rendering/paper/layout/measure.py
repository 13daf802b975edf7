"""How much room a text takes on paper, without a browser: never less than it takes in the font of the papers.

That font travels in every document (`templates/print/font`), so that sheets are the same on every computer. The widths
are its advances, rounded up to fortieths of an em; it has no kerning. Of signs that it lacks (scissors, boxes, arrows,
old letters) they are those of the widest font that a computer may take instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from string import ascii_letters

MM_PER_POINT = 25.4 / 72
_UNITS = 40

# One letter per character: "a" is 8/40 em, "Z" 59/40. All characters from 0020 to 007E, 00A0 to 017F, 0400 to 04FF,
# then single ones: hyphens and dashes, quotes, bullet, ellipsis, primes, rouble, numero, arrows, minus, signs, boxes,
# scissors.
_SINGLE = (
    *(0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E),
    *(0x2022, 0x2026, 0x2032, 0x2033, 0x20BD, 0x2116, 0x2190, 0x2192, 0x2193, 0x2212, 0x2264, 0x2265),
    *(0x25A1, 0x2610, 0x2611, 0x2702, 0x2713),
)
_REGULAR = (
    "dfgooxzbeehnbhbhoooooooooobdnnnkJqqptonrteernytupuqoptpArpofifmjemolonfooddmezoooogjgomwnlkgcgn"
    "dfoooocmjzimnhujjniidpmdeiimAACkqqqqqqApooooeeeettuuuuunuttttppqmmmmmmylnnnnddddpoooooonooooololqmqm"
    "qmplpluopltqtoonsronononroroxsrotouoeeedeeededzpedrmqnenenephnetototozwsuoyruoEBqgqgqgojojojojpgpgri"
    "wstototototoGzrqpokokokc"
    "sowkqoeeeEFwrwptqoqktozouurrytutppppyrurCDsxpqCpmomhontkoomnsoooolilunomwxmtllvlrnohljdedwxomsloEArm"
    "EwCyNHBwMGsoBCuoqnytNIFxOIEAuorcccccjjuprmpokhmiqozuokrnuotmunvoBtGAztplpipmpmsnAssnrmroxrxreKDqmrnt"
    "ouprmztdqmqmAyonsnsnztokpluououououoqlplplplrmkhxttqrnuq"
    "hhstzGaaaggglxchoHAAAnnnECCAA"
)
_BOLD = (
    "dejppAzdggiodhcjppppppppppdeooolJrqpsnnrtegrnyttptropsrBsqofjfmkfmokonfooddmezoooohjgomvnmlhcho"
    "deppppcomAjmohukkojjfpodgjjmCDDlrrrrrrBpnnnneeeetttttttotssssqpsmmmmmmyknnnnddddpoooooooooooomomrmrm"
    "rmpkpkwqpksstonnuunnnnnnrorozvrotouphgedhgededBugdrmtnenenespnftototoGAvtoButoDArhrhrhojojojojpgphum"
    "zvsososososoLDvtqolololc"
    "unwlqoeegEFxrApsrpqlunAottrryttsppppzsurBDtyppCqmonipnukoomntooookjmunpnxyovmlwnunoiljdfdxyomvmoKBto"
    "HAGAVLBwQHupJJtosoBuOJJBXNKBwqtcccccjjvqtopolinjqoBwoksovqunvoupBtFzCvpkpjqmqmtoAstosoroysysePGrntot"
    "ouqrnAvdrmrmBynnsnsnAuokomtototototoplpmpmpmrnliyvtosnxs"
    "jhutzGbbbiiilzdkpIAAAoooECCAA"
)
_LEAST = 8
_UNKNOWN = 61
_CODES = tuple(chain(range(0x20, 0x7F), range(0xA0, 0x180), range(0x400, 0x500), _SINGLE))
_PIECE = re.compile(r"[^\-\u2010\u2013\u2014/]*[\-\u2010\u2013\u2014/]*")


class _Widths(dict[str, int]):
    """Fortieths of an em by character; those nobody knows are as wide as any."""

    def __missing__(self, character: str) -> int:
        return _UNKNOWN

    @classmethod
    def of(cls, table: str) -> _Widths:
        return cls(
            (chr(code), _LEAST + ascii_letters.index(letter)) for code, letter in zip(_CODES, table, strict=True)
        )

    def length(self, text: str) -> int:
        return sum(map(self.__getitem__, text))


_WIDTHS = {False: _Widths.of(_REGULAR), True: _Widths.of(_BOLD)}


def width_mm(text: str, points: float, *, bold: bool = False) -> float:
    """Return the width of a text on one line, in millimetres, at a size in points."""
    return _WIDTHS[bold].length(text) * points * MM_PER_POINT / _UNITS


def line_count(text: str, width_mm: float, points: float, *, bold: bool = False) -> int:
    """Return how many lines a text takes in a column of `width_mm`; at least 1. A line feed begins a new line.

    Words are wrapped at spaces. A word that is wider than the column begins a line and is cut at its hyphens, dashes
    and strokes, and what is wider still anywhere (`overflow-wrap: anywhere`).
    """
    return sum(1 for _ in lines_of(text, width_mm, points, bold=bold))


def lines_of(text: str, width_mm: float, points: float, *, bold: bool = False) -> Iterator[str]:
    """Return the lines themselves; joined they are the text, so a line may end in a space or a line feed."""
    room = max(1, int(width_mm * _UNITS / (points * MM_PER_POINT)))
    *before, last = text.split("\n")
    for paragraph in before:
        yield from _wrapped(paragraph, room, _WIDTHS[bold], "\n")
    yield from _wrapped(last, room, _WIDTHS[bold], "")


def _wrapped(paragraph: str, room: int, widths: _Widths, end: str) -> Iterator[str]:
    space = widths[" "]
    first, *words = paragraph.split(" ")
    *whole, line = _cut(first, room, widths)
    yield from whole
    used = widths.length(line)
    for word in words:
        width = widths.length(word)
        if used + space + width <= room:
            line, used = f"{line} {word}", used + space + width
            continue
        yield f"{line} "
        *whole, line = _cut(word, room, widths)
        yield from whole
        used = width if not whole else widths.length(line)
    yield line + end


def _cut(word: str, room: int, widths: _Widths) -> Iterator[str]:
    """Cut a word if it is wider than a line: behind hyphens, dashes and strokes, and anywhere where that won't do."""
    line, used = "", 0
    if widths.length(word) <= room:
        yield word
        return
    for piece in _PIECE.findall(word):
        width = widths.length(piece)
        if used + width <= room:
            line, used = line + piece, used + width
            continue
        if line:
            yield line
        line, used = "", 0
        for character in piece:
            if line and used + widths[character] > room:
                yield line
                line, used = "", 0
            line, used = line + character, used + widths[character]
    yield line
