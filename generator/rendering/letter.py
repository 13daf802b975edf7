"""The letter that brings a code and a link: printable HTML, A4, folded twice like a Z, as for a window envelope.

The name stands outside, with nothing beside it; code and QR symbol lie inside, on the middle part.
A letter is the only place where a code exists; its text is no page and is never published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import unescape
from unicodedata import normalize

import segno
from jinja2 import Environment
from markupsafe import Markup

from generator.errors import RenderError
from generator.rendering.environment import render_template
from generator.rendering.words import Words

# 0.6 mm a module: an old phone reads 0.4 mm, a copied letter loses a third
_MODULE_MM = 0.6
_LEAST_MM = 26.0
_BORDER = 4

_BODY = re.compile(r"(.*<body[^>]*>)(.*)(</body>.*)", re.DOTALL)
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_ORDER = re.compile(r' data-order="([^"]*)"')


@dataclass(frozen=True, slots=True)
class LetterStudent:
    """A student whose diary the code opens."""

    name: str
    class_title: str


@dataclass(frozen=True, slots=True, repr=False)
class Letter:
    """What stands in a letter. `code` is already in groups of four; `link` ends in `#k=…`; `date` is the printing."""

    recipient: str
    students: tuple[LetterStudent, ...]
    code: str
    link: str
    site_address: str
    school: str
    contact: str
    date: date

    def __repr__(self) -> str:
        """Show nothing: code and link open a diary."""
        return "Letter()"

    @property
    def order(self) -> str:
        """Return where it stands among others: by the class and name of the first child, «8А» before «10А», ё = е."""
        return min(_folded(f"{student.class_title}|{student.name}") for student in self.students)


def render_letter(environment: Environment, words: Words, letter: Letter) -> str:
    """Return the whole HTML document of a letter; RenderError `link-too-long` when no QR symbol holds the link."""
    svg, side = qr_symbol(letter.link)
    return render_template(environment, "letter/letter.html", letter=letter, words=words, qr=svg, side=f"{side:.1f}")


def join_letters(texts: Iterable[str]) -> list[str]:
    """Return documents that print these letters at one go, by class and name of the first child.

    Letters of one style sheet come into one document, so there is usually one; those that were written before the
    template changed make another. A text without a body is left out.
    """
    found: dict[str, list[re.Match[str]]] = {}
    for text in texts:
        if parts := _BODY.fullmatch(text):
            found.setdefault("".join(_STYLE.findall(text)), []).append(parts)
    return [
        "".join((group[0][1], *(parts[2] for parts in sorted(group, key=_place)), group[0][3]))
        for group in found.values()
    ]


def _folded(text: str) -> str:
    """Fold case, pad numbers for comparing, and take the two dots off a letter: «ё» lies where «е» does."""
    padded = re.sub(r"\d+", lambda number: number[0].zfill(3), text.casefold())
    return normalize("NFD", padded).replace("\N{COMBINING DIAERESIS}", "")


def _place(parts: re.Match[str]) -> str:
    order = _ORDER.search(parts[2])
    return unescape(order[1]) if order else ""


def qr_symbol(text: str) -> tuple[Markup, float]:
    """Return a QR symbol (level M, quiet zone of four modules) as inline SVG, and its side in millimetres."""
    try:
        symbol = segno.make_qr(text, error="m", boost_error=False)
    except segno.DataOverflowError as error:
        raise RenderError("link-too-long", "the link is too long for a QR symbol") from error
    modules = symbol.symbol_size(border=_BORDER)[0]
    svg = symbol.svg_inline(border=_BORDER, omitsize=True, dark="#000", light="#fff")
    return Markup(svg), max(_LEAST_MM, modules * _MODULE_MM)  # noqa: S704 (segno writes numbers and fixed words)
