"""Markdown that people write (notices, help, recommendations) to HTML that a page may hold.

Three doors, each shut by itself: raw HTML in the source is refused, pictures and addresses a page may not lead to are
refused, and what is left is cleaned to an explicit list of elements. Nothing that was written vanishes silently,
except the title of a link or picture and the alignment of a table's columns. Both libraries are imported at first use:
most commands render no prose.

A text in a diary may come with files. They stay outside while the rest is cleaned: each is held back behind a mark that
no text can write, since a mark is an element and HTML is refused, and put in its place as the last step.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from markupsafe import Markup, escape

from generator.errors import RenderError
from generator.origin import NOWHERE, Origin
from generator.rendering.allowlist import is_address

ELEMENTS = frozenset(
    {
        *("p", "br", "hr", "h2", "h3", "h4", "h5", "blockquote", "pre", "code"),
        *("ul", "ol", "li", "strong", "em", "a"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }
)
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = frozenset({"https", "mailto", "tel"})
_LOWEST = 5
_MARK = "var"

_HEADING = re.compile(r"<(/?)h([1-6])>")
_HREF = re.compile(r'<a href="([^"]*)"')
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_IMAGE = re.compile(r'<img alt="([^"]*)" src="([^"]*)"[^>]*>')
_MARKED = re.compile(rf"<{_MARK}>([0-9]+)</{_MARK}>")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Posted:
    """A notice as a page shows it: `title` is plain text, `html` Markup from `render_prose`."""

    title: str
    day: date | None
    html: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ProseFile:
    """A file that a text brings along: the name it is saved by, its media type and bytes, `note` («, PDF, 84 КБ»)
    behind the words of its link, and of a picture width and height in pixels (0 for what can't be shown).
    """

    name: str
    type: str
    content: bytes = field(repr=False)
    note: str
    width: int = 0
    height: int = 0


_NO_FILES: Mapping[str, ProseFile] = MappingProxyType({})


def render_prose(
    markdown_text: str, origin: Origin = NOWHERE, *, top: int = 3, files: Mapping[str, ProseFile] = _NO_FILES
) -> Markup:
    """Return a Markdown text as HTML of `ELEMENTS` with `ATTRIBUTES`.

    `origin` is the place of the first line, for errors; the highest kind of heading used becomes `h<top>` (2 to 5),
    the next one follows without a gap. `files` are found by the address in the text and become `img` elements and
    links that `script/files.js` saves. Raises RenderError `raw-html`, `prose-picture` or `prose-link`.
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
    held: list[str] = []
    made = _hold_back(made, files, held)
    _check_addresses(made, markdown_text, origin)
    clean = nh3.clean(
        _with_headings_below(made, top),
        tags={*ELEMENTS, _MARK},
        attributes=ATTRIBUTES,
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer",
    )
    return Markup(_MARKED.sub(lambda match: held[int(match[1])], clean))  # noqa: S704 (cleaned to the list above)


def _hold_back(made: str, files: Mapping[str, ProseFile], held: list[str]) -> str:
    """Put marks where files stand; `held` gets what each mark is to be replaced by."""
    if not files:
        return made

    def mark(text: str) -> str:
        held.append(text)
        return f"<{_MARK}>{len(held) - 1}</{_MARK}>"

    def picture(match: re.Match[str]) -> str:
        words, file = html.unescape(match[1]), files.get(html.unescape(match[2]))
        return mark(_picture(file, words)) if file and file.width and words.strip() else match[0]

    def link(match: re.Match[str]) -> str:
        file = files.get(html.unescape(match[1]))
        return mark(_opening(file)) + match[2] + mark(f"{escape(file.note)}</a>") if file else match[0]

    return _LINK.sub(link, _IMAGE.sub(picture, made))


def _picture(file: ProseFile, words: str) -> str:
    source = f"data:{file.type};base64,{_base64(file)}"
    return f'<img src="{source}" alt="{escape(words)}" width="{file.width}" height="{file.height}">'


def _opening(file: ProseFile) -> str:
    names = f'data-name="{escape(file.name)}" data-type="{file.type}"'
    return f'<a class="file" href="#file" {names} data-b64="{_base64(file)}">'


def _base64(file: ProseFile) -> str:
    return base64.b64encode(file.content).decode("ascii")


def _check_addresses(made: str, source: str, origin: Origin) -> None:
    if "<img " in made:
        place = _line_of("![", source, origin)
        hint = "say it in words; in a diary a picture is a file beside the text: ![what is seen](plan.png)"
        raise RenderError("prose-picture", "a picture that the page can't show", origin=place, hint=hint)
    for match in _HREF.finditer(made):
        address = html.unescape(match[1])
        scheme = _SCHEME.match(address)
        known = address.startswith("#") or (scheme is not None and scheme[1].lower() in SCHEMES)
        if not known or not is_address(str(escape(address))):
            message = "a link leads to an address that is not of the kinds a page may lead to"
            hint = "begin it with https://, mailto: or tel: (a number without spaces)"
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
