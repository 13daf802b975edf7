"""Pieces of HTML made by Jinja macros, shortened, checked and remembered.

A diary is a join of pieces. A piece is made once per class and value: its macro is called, white space between tags
and end tags that HTML lets out are dropped, and it is checked against the list of allowed elements.
Templates are written for people, with line breaks and every end tag; what goes into a page is a third shorter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable

from jinja2 import Environment, TemplateError, TemplateNotFound
from markupsafe import escape

from generator.errors import RenderError
from generator.rendering.allowlist import UNPRINTABLE, check_html
from generator.rendering.environment import template_fault

SLOT = "<slot>"

_INDENT = re.compile(r"\n\s+")
# HTML 13.1.2.4: these end tags may be left out before what our templates put after them
_END_TAGS = ("</td>", "</th>", "</tr>", "</li>", "</dt>", "</dd>", "</thead>", "</tbody>", "</tfoot>")
_UNPRINTABLE = re.compile(f"[{UNPRINTABLE}]")


def compact(html: str) -> str:
    """Drop line breaks and indents beside a tag, and end tags that may be left out.

    Line breaks inside a text stay, the spaces after them don't. Characters that neither UTF-8 nor HTML can carry, but
    an export may, become U+FFFD.
    """
    html = _INDENT.sub("\n", html.strip()).replace(">\n", ">").replace("\n<", "<")
    for tag in _END_TAGS:
        html = html.replace(tag, "")
    return printable(html)


def printable(html: str) -> str:
    """Return a text with U+FFFD for every character that a page can't carry."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", html)


def escaped(text: str) -> str:
    """Return a text to stand between pieces; what `escape` returns passes the check by itself."""
    return printable(str(escape(text)))


class Pieces:
    """The macros of one folder of templates, and what they have made so far.

    Not shared between threads; one per class of students is meant, so that it is let go with the class.
    """

    def __init__(self, environment: Environment, folder: str) -> None:
        """Take the environment and the folder below the template folders («diary»)."""
        self._environment = environment
        self._folder = folder
        self._macros: dict[str, Callable[..., str]] = {}
        self._made: dict[tuple[Hashable, ...], str] = {}

    def __call__(self, *key: Hashable) -> str:
        """Return the piece that a macro («week.fact») makes of the values after its name, remembered by value."""
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self.make(*key)
        return made

    def make(self, name: object, *values: object) -> str:
        """Return the piece that a macro makes of these values, checked and not remembered."""
        html = self._call(name, values)
        check_html(html, f"{self._folder}/{name}")
        return html

    def parts(self, count: int, name: str, *values: object) -> list[str]:
        """Return a piece cut at its `<slot>` marks into `count` parts, each of which passes the check on its own."""
        html = self._call(name, values)
        # in place of a mark stands a tag: the marks are then known to lie between whole tags, never inside one
        check_html(html.replace(SLOT, "<hr>"), f"{self._folder}/{name}")
        found = html.split(SLOT)
        if len(found) != count:
            raise RenderError("template-slots", f"the macro {self._folder}/{name} needs {count - 1} {SLOT} marks")
        return found

    def _call(self, name: object, values: tuple[object, ...]) -> str:
        macro = self._macros.get(str(name)) or self._find(str(name))
        try:
            return compact(macro(*values))
        except TemplateError as error:
            raise template_fault(f"{self._folder}/{name}", error) from error

    def _find(self, name: str) -> Callable[..., str]:
        file, _, macro = name.partition(".")
        path = f"{self._folder}/{file}.html"
        try:
            found = getattr(self._environment.get_template(path).module, macro, None)
        except TemplateNotFound as error:
            raise RenderError("no-template", f"the template {error.name} is in none of the template folders") from error
        except TemplateError as error:
            raise template_fault(path, error) from error
        if not callable(found):
            raise RenderError("no-template", f"the template {path} has no macro {macro}")
        self._macros[name] = found
        return found  # type: ignore[no-any-return]  # a module's attributes have no types
