"""Sheets → one HTML document that a browser prints as it is: its style, the sheets, the cuts between pieces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from generator.rendering.environment import render_template, source_text
from generator.rendering.look import Look
from generator.rendering.paper.format import Format


def sheet_of(form: Format, pieces: Sequence[str | None]) -> str:
    """Return a sheet with its pieces, top to bottom (None: an empty place), and the lines for the knife between them.

    A piece is the HTML inside of its rectangle; the template says what stands where, this says where it ends.
    """
    size = f"width:{form.width:g}mm;height:{form.height * form.per_sheet:g}mm"
    parts = [f'<section class="sheet is-{form.name}" style="{size}">']
    box = f"height:{form.height:g}mm;padding-left:{form.margin + form.binder:g}mm;padding-right:{form.margin:g}mm"
    for piece in pieces:
        kind = "piece" if piece is not None else "piece is-empty"
        parts.append(f'<div class="{kind}" style="{box}">{piece or ""}</div>')
    parts += [f'<div class="cut" style="top:{form.height * n:g}mm"><i></i><i></i></div>' for n in range(1, len(pieces))]
    parts.append("</section>")
    return "".join(parts)


def document(look: Look, title: str, form: Format, sheets: Iterable[str], *styles: str) -> str:
    """Return the whole document; `styles` are files of `templates/print` that stand after `paper.css`.

    All sheets of a document lie the same way, so that a printer needs to be told nothing.
    """
    environment = look.environment()
    css = "\n".join(source_text(environment, f"print/{name}") for name in ("paper.css", *styles))
    return render_template(
        environment,
        "print/document.html",
        title=title,
        page="A4 landscape" if form.is_landscape else "A4 portrait",
        css=Markup(css),  # noqa: S704 (a file of the templates)
        sheets=Markup("".join(sheets)),  # noqa: S704 (made by templates that escape)
    )
