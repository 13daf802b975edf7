"""A recipient's family page → the HTML fragment that is sealed: the children, each with the way to the diary."""

from __future__ import annotations

from generator.diaries.diary import Family
from generator.rendering.allowlist import check_html
from generator.rendering.environment import render_template
from generator.rendering.look import Look
from generator.rendering.parts.pieces import compact
from generator.rendering.styles import device_words


class FamilyRenderer:
    """Renders the family pages of one look."""

    def __init__(self, look: Look) -> None:
        """Take what all pages of the site share."""
        self._look = look
        self._environment = look.environment()
        self._device = device_words(look.words, family=True)

    def render(self, family: Family) -> str:
        """Return the fragment; RenderError when it holds what a page may not."""
        name = "family/family.html"
        html = compact(render_template(self._environment, name, family=family, look=self._look, device=self._device))
        check_html(html, name)
        return html


def render_family(look: Look, family: Family) -> str:
    """Return one family page, in the words of `look`."""
    return FamilyRenderer(look).render(family)
