"""A page of the secretary's counter → a whole HTML document."""

from __future__ import annotations

from generator.panel.pages import Form, Links, Page, Part, Row
from generator.rendering.environment import render_template
from generator.rendering.look import Look
from generator.rendering.staff.lines import fault_line


def render_page(look: Look, page: Page, key: str) -> str:
    """Return a page; its forms are sent with this key."""
    faults = [fault_line(look.words, problem) for problem in page.problems]
    parts = [(_KINDS[type(part)], part) for part in page.parts]
    return render_template(look.environment(), "panel/page.html", page=page, faults=faults, parts=parts, key=key)


_KINDS: dict[type[Part], str] = {Form: "form", Row: "row", Links: "links"}
