"""What a page's text may consist of: a list of elements and attributes, and nothing else.

The text of a sealed page enters a document that holds the family's key (SEALED-PAGE.md, "The outer page"), so it may
hold no script, style, form, frame, meta, base or link, no `on…` and no `style`; `href` leads only to https, mailto,
tel, a place in the page or another page of the site; every `id` begins with `d-`, and there is no `name`, because
such names would shadow those of the script. A picture carries itself: an `img` has a `data:` address of one of four
types, words, and a size. A file to be saved is a link of exactly one form that carries the file (`script/files.js`).

The list is one regular expression over our own simple output, not over HTML: whatever it does not know, comments,
unquoted attributes and bare `&` included, is refused. It does not look at nesting, nor at an attribute given twice
(a browser takes the first, and each of them was checked).

A whole page of 330 kB would cost milliseconds for each student, so `rendering.diary` checks every piece once, when
its macro made it, and then only joins. That is enough because the expression has the form `(token)*`: what it accepts
is closed under joining. A piece that passes consists of whole tags, whole entities and text, and pieces one after
another are the same tokens one after another. A test runs the check over whole pages as well.
"""

from __future__ import annotations

import re

from generator.errors import RenderError

ELEMENTS = (
    "a|abbr|article|aside|b|blockquote|br|button|caption|code|dd|details|div|dl|dt|em|footer|h1|h2|h3|h4|h5|header|hr|i|"
    "li|main|nav|ol|p|path|pre|s|section|small|span|strong|sub|summary|sup|svg|table|tbody|td|tfoot|th|thead|time|tr|"
    "u|ul"
)
PICTURES = "png|jpeg|gif|webp"
FILES = (
    rf"image/(?:{PICTURES})|application/pdf|text/plain"
    r"|application/vnd\.openxmlformats-officedocument\."
    r"(?:wordprocessingml\.document|spreadsheetml\.sheet|presentationml\.presentation)"
    r"|application/vnd\.oasis\.opendocument\.(?:text|spreadsheet|presentation)"
)
# lone surrogates can't be written as UTF-8; control characters, U+FFFE and U+FFFF have no place in HTML
UNPRINTABLE = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff"

_ENTITY = "&(?:amp|lt|gt|quot|nbsp|#34|#39);"
_LETTERS = rf'(?:[^<>&"{UNPRINTABLE}]++|{_ENTITY})'
_VALUE = f'"{_LETTERS}*+"'
_URL = rf"(?:[^<>&\"\s\\{UNPRINTABLE}]|&amp;)++"
_PAGE = r"(?:\.\./){0,3}(?:[df]/[0-9a-f]{32}/)?(?:index\.html)?"
_HREF = rf'"(?:https://{_URL}|mailto:{_URL}|tel:[+0-9-]++|#[\w=-]*+|{_PAGE})"'
_NAMES = "class|colspan|d|datetime|dir|lang|role|rowspan|scope|tabindex|title|viewBox|(?:aria|data)(?:-[a-z]++)++"
_ATTRIBUTE = (
    rf' (?:(?:{_NAMES})={_VALUE}|href={_HREF}|id="d-[A-Za-z0-9-]++"|type="button"|hidden|open'
    r'|start="[0-9]{1,9}"|rel="noopener noreferrer")'
)
_BASE64 = r"[A-Za-z0-9+/]++={0,2}"
_PIXELS = '"[1-9][0-9]{0,4}"'
_PICTURE = rf'img src="data:image/(?:{PICTURES});base64,{_BASE64}" alt="{_LETTERS}++" width={_PIXELS} height={_PIXELS}'
_FILE = rf'a class="file" href="#file" data-name={_VALUE} data-type="(?:{FILES})" data-b64="{_BASE64}"'
_TAG = rf"<(?:/(?:{ELEMENTS})|(?:{ELEMENTS})(?:{_ATTRIBUTE})*+|{_PICTURE}|{_FILE})>"
_TEXT = rf"[^<>&{UNPRINTABLE}]++"
_ALLOWED = re.compile(rf"(?:{_TEXT}|{_TAG}|{_ENTITY})*+")
_ADDRESS = re.compile(_HREF)
_FAULT = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)?")


def is_address(escaped: str) -> bool:
    """Say whether a link of a page may lead to an address, which is escaped as it stands in an attribute."""
    return _ADDRESS.fullmatch(f'"{escaped}"') is not None


def check_html(html: str, place: str) -> None:
    """Raise RenderError `forbidden-html` unless all of `html` is on the list; `place` names the template."""
    match = _ALLOWED.match(html)
    end = match.end() if match else 0
    if end != len(html):
        fault = _FAULT.match(html, end)
        what = f"a tag {fault[1] or ''}".rstrip() if fault else "a character"
        # which tag, never what stands around it: that may be a person's words
        raise RenderError("forbidden-html", f"the template {place} made {what} that a page may not hold")
