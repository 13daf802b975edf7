"""What a page's text may consist of: a list of elements and attributes, and nothing else.

The text of a sealed page enters a document that holds the family's key (SEALED-PAGE.md, "The outer page"), so it may
hold no script, style, form, frame, meta, base or link, no `on…` and no `style`; `href` leads only to https, mailto,
tel, a place in the page or another page of the site; every `id` begins with `d-`, and there is no `name`, because
such names would shadow those of the script.

This is a tokeniser of our own simple output, not of HTML: whatever it does not know, comments, unquoted attributes
and bare `&` included, is refused. It does not look at nesting.

A whole page of 330 kB would cost 6 ms for each student, so `rendering.diary` checks every piece once, when its macro
made it, and then only joins. That is enough because the language of this tokeniser is closed under joining: a piece
that passes consists of whole tags, whole entities and text, so at its end the tokeniser is where it was at its start,
and pieces one after another are the same tokens one after another. A test runs the check over whole pages as well.
"""

from __future__ import annotations

import re

from generator.errors import RenderError

ELEMENTS = frozenset(
    {"a", "abbr", "article", "aside", "b", "blockquote", "br", "button", "caption", "code", "dd", "details", "div"}
    | {"dl", "dt", "em", "footer", "h1", "h2", "h3", "h4", "header", "hr", "i", "li", "main", "nav", "ol", "p", "path"}
    | {"pre", "s", "section", "small", "span", "strong", "sub", "summary", "sup", "svg", "table", "tbody", "td"}
    | {"tfoot", "th", "thead", "time", "tr", "u", "ul"}
)
ATTRIBUTES = frozenset(
    {"class", "colspan", "d", "datetime", "dir", "hidden", "href", "id", "lang", "open", "role", "rowspan", "scope"}
    | {"tabindex", "title", "type", "viewBox"}
)

# lone surrogates can't be written as UTF-8, control characters and U+FFFE have no place in HTML
_TEXT = r"[^<>&\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]+"
_ENTITY = r"&(?:amp|lt|gt|quot|nbsp|#34|#39);"
_ATTRIBUTE = r' [A-Za-z][A-Za-z-]*(?:="[^"<>]*")?'
_TOKEN = re.compile(rf"{_TEXT}|{_ENTITY}|<(/?)([a-z][a-z0-9]*)((?:{_ATTRIBUTE})*)>")
_PAIR = re.compile(r' ([A-Za-z-]+)(?:="([^"]*)")?')
_VALUE = re.compile(rf'(?:(?!["]){_TEXT}|{_ENTITY})*')
_PAGE = r"(?:\.\./){0,3}(?:[df]/[0-9a-f]{32}/)?(?:index\.html)?"
_HREF = re.compile(rf"https://[^\s\\]+|mailto:[^\s\\]+|tel:[+0-9-]+|#[\w=-]*|{_PAGE}")
_ID = re.compile(r"d-[A-Za-z0-9-]+")


def check_html(html: str, place: str) -> None:
    """Raise RenderError `forbidden-html` unless all of `html` is on the list; `place` names the template."""
    position = 0
    match = _TOKEN.match
    while position < len(html):
        token = match(html, position)
        if token is None:
            raise _refusal(place, "something that is no plain tag, entity or text")
        if token[2] is not None:
            _check_tag(token[1], token[2], token[3], place)
        position = token.end()


def _check_tag(slash: str, element: str, attributes: str, place: str) -> None:
    if element not in ELEMENTS:
        raise _refusal(place, f"the element {element}")
    if not attributes:
        return
    if slash:
        raise _refusal(place, f"a closing tag {element} with attributes")
    seen = set()
    for name, value in _PAIR.findall(attributes):
        if name in seen:
            raise _refusal(place, f"the attribute {name} twice")
        seen.add(name)
        _check_attribute(name, value, place)


def _check_attribute(name: str, value: str, place: str) -> None:
    if name not in ATTRIBUTES and not name.startswith(("aria-", "data-")):
        raise _refusal(place, f"the attribute {name}")
    if not _VALUE.fullmatch(value):
        raise _refusal(place, f"a strange value of the attribute {name}")
    if name == "href" and not _HREF.fullmatch(value):
        raise _refusal(place, "a href that is neither https, mailto, tel, # nor a page of the site")
    if name == "id" and not _ID.fullmatch(value):
        raise _refusal(place, "an id that does not begin with d-")
    if name == "type" and value != "button":
        raise _refusal(place, "a type other than button")


def _refusal(place: str, what: str) -> RenderError:
    """Say which template, never what stands around it: that may be a person's words."""
    return RenderError("forbidden-html", f"the template {place} made {what}, which a page may not hold")
