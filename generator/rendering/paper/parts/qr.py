"""The QR symbol of a paper: small, quick to make, and large enough for a camera."""

from __future__ import annotations

import re

import segno
from markupsafe import Markup

from generator.errors import RenderError

LEAST_MM = 18.0
"""The side of the symbol itself; the quiet zone comes on top."""

_QUIET = 4
# A mask that is given saves three quarters of the time: all eight would be tried and weighed. Any of them may be read.
_MASK = 3
_RUN = re.compile(b"\x01+")


def paper_qr(text: str) -> tuple[Markup, float]:
    """Return a symbol (level M, quiet zone of four modules, symbol of `LEAST_MM`) as inline SVG, and its whole side in
    millimetres; ("", 0) for no text. RenderError `link-too-long` when no symbol holds the text.
    """
    if not text:
        return Markup(), 0.0
    try:
        symbol = segno.make_qr(text, error="m", boost_error=False, mask=_MASK)
    except segno.DataOverflowError as error:
        raise RenderError("link-too-long", "the link is too long for a QR symbol") from error
    modules = len(symbol.matrix)
    whole = modules + 2 * _QUIET
    side = LEAST_MM * whole / modules
    path = "".join(
        f"M{run.start() + _QUIET} {y}h{run.end() - run.start()}v1h-{run.end() - run.start()}z"
        for y, line in enumerate(symbol.matrix, _QUIET)
        for run in _RUN.finditer(line)
    )
    svg = (
        f'<svg class="qr" viewBox="0 0 {whole} {whole}" style="width:{side:.2f}mm;height:{side:.2f}mm"'
        f' shape-rendering="crispEdges" aria-hidden="true"><path fill="#fff" d="M0 0h{whole}v{whole}H0z"/>'
        f'<path d="{path}"/></svg>'
    )
    return Markup(svg), side  # noqa: S704 (numbers and fixed words)
