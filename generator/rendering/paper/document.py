"""Sheets → one HTML document that a browser prints as it is: its style, the sheets, the cuts between pieces."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from generator.errors import RenderError
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


def _fonts(look: Look) -> str:
    """Return the font of the papers, which `measure` counts with: no computer then breaks a line elsewhere.

    Raises RenderError `no-template` when a file is in none of the template folders.
    """
    faces = []
    for weight, name in ((400, "paper-regular.woff2"), (700, "paper-bold.woff2")):
        path = next((p for folder in look.folders if (p := folder / "print" / "font" / name).is_file()), None)
        if path is None:
            raise RenderError("no-template", f"the font print/font/{name} is in none of the template folders")
        data = b64encode(path.read_bytes()).decode("ascii")
        source = f"src:url(data:font/woff2;base64,{data}) format('woff2')"
        faces.append(f"@font-face{{font-family:'Diary Paper';font-weight:{weight};{source}}}")
    return "\n".join(faces)


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
        fonts=Markup(_fonts(look)),  # noqa: S704 (base 64)
        css=Markup(css),  # noqa: S704 (a file of the templates)
        sheets=Markup("".join(sheets)),  # noqa: S704 (made by templates that escape)
    )
