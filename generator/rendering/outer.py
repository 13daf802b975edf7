"""The outer page: one self-contained HTML file, the same around every envelope of a site, and the front page.

The scripts (inflate, diary, unlock) become one function in one `<script>`, the style sheets one `<style>`, and the
content security policy names their hashes, so nothing else can run. Nothing in here may depend on a page: no name, no
class, no date. The front page holds the salt instead of an envelope and may fetch from its own origin.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import rcssmin
import rjsmin
from jinja2 import Environment
from markupsafe import Markup

from generator.errors import RenderError
from generator.rendering.environment import render_template, source_text
from generator.rendering.prose import Posted
from generator.rendering.words import Words

_PLACE = "@the-envelope-stands-here@"
_SCRIPTS = ("inflate", "diary", "unlock")
_FRONT_SCRIPTS = ("inflate", "unlock")


@dataclass(frozen=True, slots=True)
class Gate:
    """What the lock screen says and may do: the school's name and contact, whether the origin is the diary's own
    (only then can a device be remembered), and the groups of digits of a code.
    """

    school: str
    contact: str
    own_origin: bool
    groups: int = 5


@dataclass(frozen=True, slots=True)
class Outer:
    """The two halves of the outer page, UTF-8."""

    prefix: bytes
    suffix: bytes

    def wrap(self, envelope: bytes) -> bytes:
        """Return the whole HTML file of an envelope."""
        return self.prefix + envelope + self.suffix


def render_outer(
    environment: Environment,
    words: Words,
    gate: Gate,
    scripts: Mapping[str, str],
    styles: Sequence[str],
) -> Outer:
    """Return the outer page of a site.

    `scripts` holds the sources `inflate`, `diary` and `unlock`; `styles` are the style sheets of the diary in their
    order, the lock screen's is added here. Raises RenderError `outer-page` when a part holds what would end it early.
    """
    script, style = _minified((scripts[name] for name in _SCRIPTS), (*styles, _lock_style(environment)))
    html = render_template(
        environment, "lock/outer.html", salt="", envelope=_PLACE, **_common(words, gate, script, style, "'none'")
    )
    prefix, place, suffix = html.partition(_PLACE)
    if not place or _PLACE in suffix:
        raise RenderError("outer-page", "the outer page has not exactly one place for the envelope")
    return Outer(prefix.encode(), suffix.encode())


def render_front(
    environment: Environment,
    words: Words,
    gate: Gate,
    scripts: Mapping[str, str],
    styles: Sequence[str],
    *,
    salt: str,
    notices: Sequence[Posted] = (),
    help_html: str | Markup = "",
) -> bytes:
    """Return the school's front page `/index.html`: takes the code, finds the family page. `salt` is base64url.

    `notices` are public, in the order of the page; `help_html` is Markup from `render_prose`, other text is escaped.
    """
    own = (source_text(environment, "public/notices.css"),) if notices or help_html else ()
    script, style = _minified((scripts[name] for name in _FRONT_SCRIPTS), (*styles, _lock_style(environment), *own))
    common = _common(words, gate, script, style, "'self'")
    return render_template(
        environment, "public/front.html", salt=salt, notices=notices, help=help_html, **common
    ).encode()


def _lock_style(environment: Environment) -> str:
    return source_text(environment, "lock/lock.css")


def _minified(sources: Iterable[str], styles: Iterable[str]) -> tuple[str, str]:
    """Return the one script and the one style sheet, without comments and spare spaces."""
    script = str(rjsmin.jsmin("(function(){'use strict';\n" + "\n".join(sources) + "\n})();"))
    style = str(rcssmin.cssmin("\n".join(styles)))
    for part, end in ((script, "</script"), (script, "<!--"), (style, "</style")):
        if end in part.lower():
            raise RenderError("outer-page", f"a script or style sheet holds {end}, which would end it early")
    return script, style


def _common(words: Words, gate: Gate, script: str, style: str, connect: str) -> dict[str, object]:
    """Return what both templates are given. Script and style are this program's or the school's own files."""
    return {
        "words": words,
        "gate": gate,
        "policy": _policy(script, style, connect),
        "script": Markup(script),  # noqa: S704 - checked by _minified
        "style": Markup(style),  # noqa: S704 - checked by _minified
    }


def _policy(script: str, style: str, connect: str) -> str:
    """Return the content security policy (CSP level 2 hashes: the digest of the element's exact text)."""
    return (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data:; "
        f"connect-src {connect}; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"
