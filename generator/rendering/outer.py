"""The outer page: one self-contained HTML file, the same around every envelope of a site, and the front page.

Two scripts run: the loader with the inflater, and what it unpacks, which brings the lock screen, its style sheet, the
diary's script and style sheet. They stand deflated in every page, because 80 kB of them times every diary is
what a phone on a slow line has to fetch. The content security policy names the hashes of both scripts and of all style
sheets, so nothing else can run. What a browser without scripts, or with too old ones, must say stands in clear.
Nothing in here may depend on a page: no name, no class, no date. Diaries have one outer page and may fetch nothing;
family pages have another, whose script fetches the children's sealed diaries from their own origin. The front page is
one page, is not packed, holds the salt instead of an envelope and may fetch from its own origin.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from generator.errors import RenderError
from generator.rendering.environment import render_template, source_text
from generator.rendering.packing import pack
from generator.rendering.parts.pieces import compact
from generator.rendering.prose import Posted
from generator.rendering.smaller import small_script, small_style
from generator.rendering.words import Words

_PUT = re.compile(r"""["'`]@(\d)@["'`]""")
_PLACE = "@the-envelope-stands-here@"
_SELF, _NONE = "'self'", "'none'"


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


@dataclass(frozen=True, slots=True)
class Parts:
    """The sources of scripts and style sheets; those of the lock are needed before a page is opened.

    `fetches` lets the page fetch from its own origin.
    """

    inflate: str
    loader: str
    unlock: str
    diary: str
    lock_styles: tuple[str, ...]
    diary_styles: tuple[str, ...]
    fetches: bool = False


def render_outer(environment: Environment, words: Words, gate: Gate, parts: Parts, kept: Path | None = None) -> Outer:
    """Return the outer page of a site's diaries or, with other parts, of its family pages.

    `kept` is a folder where packing, which takes half a second, finds what it made before.
    Raises RenderError `outer-page` when a part holds what would end it early.
    """
    lock, look = _style((*parts.lock_styles, _lock_style(environment))), _style(parts.diary_styles)
    screen = compact(render_template(environment, "lock/screen.html", words=words, gate=gate, salt=""))
    brought = {"SCREEN": screen, "LOCK": lock, "LOOK": look}
    packed = _script(brought, parts.diary, parts.unlock)
    loader = _whole(small_script(f"{parts.inflate}\n{parts.loader}"))
    style = _style(source_text(environment, f"lock/{name}.css") for name in ("bare", "late"))
    policy = _policy((loader, packed), (style, lock, look), fetches=parts.fetches, keeps=gate.own_origin)
    html = render_template(
        environment,
        "lock/outer.html",
        salt="",
        envelope=_PLACE,
        packed=pack(packed, kept),
        **_common(words, gate, loader, style, policy),
    )
    prefix, place, suffix = html.partition(_PLACE)
    if not place or _PLACE in suffix:
        raise RenderError("outer-page", "the outer page has not exactly one place for the envelope")
    return Outer(prefix.encode(), suffix.encode())


def render_front(
    environment: Environment,
    words: Words,
    gate: Gate,
    parts: Parts,
    *,
    salt: str,
    notices: Sequence[Posted] = (),
    help_html: str | Markup = "",
) -> bytes:
    """Return the school's front page `/index.html`: takes the code, finds the family page. `salt` is base64url.

    `notices` are public, in the order of the page; `help_html` is Markup from `render_prose`, other text is escaped.
    """
    own = (source_text(environment, "public/notices.css"),) if notices or help_html else ()
    script = _script({"SCREEN": "", "LOOK": ""}, parts.inflate, parts.unlock)
    style = _style((*parts.lock_styles, _lock_style(environment), source_text(environment, "lock/late.css"), *own))
    common = _common(words, gate, script, style, _policy((script,), (style,), fetches=True))
    return render_template(
        environment, "public/front.html", salt=salt, notices=notices, help=help_html, **common
    ).encode()


def render_worker(environment: Environment) -> bytes:
    """Return the service worker `/sw.js`, which keeps opened pages where the origin is the diary's own."""
    return small_script(source_text(environment, "public/sw.js")).encode()


def _lock_style(environment: Environment) -> str:
    return source_text(environment, "lock/lock.css")


def _script(values: Mapping[str, object], *sources: str) -> str:
    """Return one function of named values and these sources, made small."""
    # Values of some length are put in afterwards, because the minifier need not read them.
    named = [
        f"const {name} = {json.dumps(f'@{n}@' if value else value)};" for n, (name, value) in enumerate(values.items())
    ]
    code = small_script("\n".join(("(function () { 'use strict';", *named, *sources, "})();")))
    found = list(values.values())
    return _whole(_PUT.sub(lambda match: _json(found[int(match[1])]), code))


def _json(value: object) -> str:
    """Return a value as a script writes it; `</` would end the element that the front page's script stands in."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", r"<\/")


def _style(sources: Iterable[str]) -> str:
    return _whole(small_style("\n".join(sources)))


def _whole(text: str) -> str:
    for end in ("</script", "<!--", "</style"):
        if end in text.lower():
            raise RenderError("outer-page", f"a script or style sheet holds {end}, which would end it early")
    return text


def _common(words: Words, gate: Gate, script: str, style: str, policy: str) -> dict[str, object]:
    """Return what both templates are given. Script and style are this program's or the school's own files."""
    return {
        "words": words,
        "gate": gate,
        "policy": policy,
        "script": Markup(script),  # noqa: S704 - checked by _whole
        "style": Markup(style),  # noqa: S704 - checked by _whole
    }


def _policy(scripts: Iterable[str], styles: Iterable[str], *, fetches: bool, keeps: bool = False) -> str:
    """Return the content security policy (CSP level 2 hashes: the digest of an element's exact text).

    `fetches` allows requests to the own origin, `keeps` the service worker that keeps opened pages.
    """
    worker = "worker-src 'self'; " if keeps else ""
    return (
        f"default-src 'none'; script-src {' '.join(map(_hash, scripts))}; style-src {' '.join(map(_hash, styles))}; "
        f"img-src data:; connect-src {_SELF if fetches else _NONE}; {worker}base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"
