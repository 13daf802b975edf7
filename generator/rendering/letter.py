"""The letter that brings a code and a link: printable HTML, A4, to be folded once or put into a window envelope.

The sheet is folded upwards in the middle, so the name stands outside and code and QR symbol inside.
A letter is the only place where a code exists; its text is no page and is never published.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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


def render_letter(environment: Environment, words: Words, letter: Letter) -> str:
    """Return the whole HTML document of a letter; RenderError `link-too-long` when no QR symbol holds the link."""
    svg, side = qr_symbol(letter.link)
    return render_template(environment, "letter/letter.html", letter=letter, words=words, qr=svg, side=f"{side:.1f}")


def qr_symbol(text: str) -> tuple[Markup, float]:
    """Return a QR symbol (level M, quiet zone of four modules) as inline SVG, and its side in millimetres."""
    try:
        symbol = segno.make_qr(text, error="m", boost_error=False)
    except segno.DataOverflowError as error:
        raise RenderError("link-too-long", "the link is too long for a QR symbol") from error
    modules = symbol.symbol_size(border=_BORDER)[0]
    svg = symbol.svg_inline(border=_BORDER, omitsize=True, dark="#000", light="#fff")
    return Markup(svg), max(_LEAST_MM, modules * _MODULE_MM)  # noqa: S704 (segno writes numbers and fixed words)
