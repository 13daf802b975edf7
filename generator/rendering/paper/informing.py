"""Families are told that the service exists (requirement A1.1): a poster for the wall, and a leaflet to hand out.

Both say the same: what, who, how, and within which time. They name nobody. A school puts its own
`print/forms/poster.html` or `leaflet.html` into its templates folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.rendering.environment import render_template
from generator.rendering.look import Look
from generator.rendering.paper.document import document, sheet_of
from generator.rendering.paper.format import A5, PORTRAIT
from generator.rendering.paper.parts.qr import paper_qr


class InformingKind(StrEnum):
    """A sheet for the wall, and half a sheet for the hand: two of them are cut apart."""

    POSTER = "poster"
    LEAFLET = "leaflet"


INFORMING_KINDS = tuple(InformingKind)


@dataclass(frozen=True, slots=True)
class Service:
    """What families are told beside the words: the site's address ("" while there is none), the regulation's title
    ("" leaves it out), and its limits (A2.2, A5.1, A6.1, A7.1, B6.1) in the days and hours of the rule profile.

    `working_days`: the days of marks and finals are working days (the soft reading).
    """

    address: str
    regulation: str
    code_days: int
    marks_days: int
    term_days: int
    absence_hours: int
    exam_hours: int
    working_days: bool = False


def render_informing(look: Look, kind: InformingKind, service: Service) -> str:
    """Return a document of one sheet. Raises RenderError `link-too-long` for an address that no QR symbol holds."""
    form, copies = (PORTRAIT, 1) if kind is InformingKind.POSTER else (A5, A5.per_sheet)
    symbol, _ = paper_qr(service.address)
    template = f"print/forms/{kind}.html"
    piece = render_template(look.environment(), template, service=service, look=look, qr=symbol)
    title = look.words.text("paper.informing.title")
    return document(look, title, form, [sheet_of(form, [piece] * copies)], "informing.css")
