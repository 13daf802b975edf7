"""A recipient's family page → the HTML fragment that is sealed: the children, each with the way to the diary."""

from __future__ import annotations

from generator.diaries.diary import Family
from generator.rendering.allowlist import check_html
from generator.rendering.environment import render_template
from generator.rendering.look import Look
from generator.rendering.parts.pieces import compact


def render_family(look: Look, family: Family) -> str:
    """Return the fragment, in the words of `look`; RenderError when it holds what a page may not."""
    name = "family/family.html"
    html = compact(render_template(look.environment(), name, family=family, look=look))
    check_html(html, name)
    return html
