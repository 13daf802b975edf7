"""Markdown that people write (notices, help) to HTML that a page may hold.

Three doors, each shut by itself: raw HTML in the source is refused, pictures and addresses a page may not lead to are
refused, and what is left is cleaned to an explicit list of elements. Nothing that was written vanishes silently,
except the title of a link and the alignment of a table's columns. Both libraries are imported at first use: most
commands render no prose.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from generator.errors import RenderError
from generator.origin import NOWHERE, Origin

ELEMENTS = frozenset(
    {
        *("p", "br", "hr", "h2", "h3", "h4", "blockquote", "pre", "code"),
        *("ul", "ol", "li", "strong", "em", "a"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }
)
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = frozenset({"https", "mailto", "tel"})
_LOWEST = 4

_HEADING = re.compile(r"<(/?)h([1-6])>")
_HREF = re.compile(r'<a href="([^"]*)"')
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Posted:
    """A notice as a page shows it: `title` is plain text, `html` Markup from `render_prose`."""

    title: str
    day: date | None
    html: str = field(repr=False)


def render_prose(markdown_text: str, origin: Origin = NOWHERE, *, top: int = 3) -> Markup:
    """Return a Markdown text as HTML of `ELEMENTS` with `ATTRIBUTES`.

    `origin` is the place of the first line, for errors; the highest kind of heading used becomes `h<top>` (2 to 4),
    the next one follows without a gap. Raises RenderError `raw-html`, `prose-picture` or `prose-link`.
    """
    import nh3  # noqa: PLC0415 (start-up time)
    from markdown import Markdown  # noqa: PLC0415 (start-up time)

    writer = Markdown(extensions=["sane_lists", "tables"], output_format="html")
    made = writer.convert(markdown_text)
    # what the writer keeps aside is raw HTML, and entities such as &nbsp;
    raw = [text for text in map(str, writer.htmlStash.rawHtmlBlocks) if not text.startswith("&")]
    if raw:
        place = _line_of(raw[0], markdown_text, origin)
        hint = "write Markdown: **bold**, [a link](https://…), lists; a < that is meant as such stands between ` and `"
        raise RenderError("raw-html", "HTML stands in a text that is Markdown", origin=place, hint=hint)
    _check_addresses(made, markdown_text, origin)
    clean = nh3.clean(
        _with_headings_below(made, top),
        tags=set(ELEMENTS),
        attributes=ATTRIBUTES,
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer",
    )
    return Markup(clean)  # noqa: S704 (cleaned to the list above)


def _check_addresses(made: str, source: str, origin: Origin) -> None:
    if "<img " in made:
        place = _line_of("![", source, origin)
        raise RenderError("prose-picture", "a page shows no pictures", origin=place, hint="say it in words")
    for match in _HREF.finditer(made):
        address = html.unescape(match[1])
        scheme = _SCHEME.match(address)
        if not address.startswith("#") and (scheme is None or scheme[1].lower() not in SCHEMES):
            message = "a link leads to an address that is not of the kinds a page may lead to"
            hint = "begin it with https://, mailto: or tel:"
            raise RenderError("prose-link", message, origin=_line_of(address, source, origin), hint=hint)


def _with_headings_below(made: str, top: int) -> str:
    levels = sorted({match[2] for match in _HEADING.finditer(made)})
    shown = {level: min(top + place, _LOWEST) for place, level in enumerate(levels)}
    return _HEADING.sub(lambda match: f"<{match[1]}h{shown[match[2]]}>", made)


def _line_of(words: str, source: str, origin: Origin) -> Origin:
    """Return the line of some words of the source; its first line where they can't be found again."""
    start = source.find(words.strip().split("\n")[0])
    line = source.count("\n", 0, start) if start > 0 else 0
    return origin._replace(line=origin.line + line) if origin.line else origin
