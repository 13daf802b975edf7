"""Teachers and the school year in two browsers: all of it on its sheets, nothing over anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.rendering.look import Look
from generator.rendering.paper.document import document, sheet_of
from generator.rendering.paper.format import PORTRAIT
from generator.rendering.paper.packet import PacketPaper
from tests.browsers.engines import Engine
from tests.browsers.papers import geometry_faults, is_printed, open_paper, print_paper
from tests.golden.rendering.invented import TEMPLATES, load_words
from tests.unit.rendering.paper.family import AWKWARD
from tests.unit.rendering.paper.test_packet import CROWDED, LONG, LONGER, MADE, PACKET, holidays, teachers

pytestmark = pytest.mark.ci


@pytest.fixture(params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest, engines: Callable[[str], Engine]) -> Engine:
    """One of the two browsers that an office prints from."""
    engine = engines(request.param)
    engine.reset()
    return engine


def test_eighteen_teachers_and_the_year_stand_on_one_sheet_and_longer_lists_on_several(
    browser: Engine, tmp_path: Path
) -> None:
    look = Look((TEMPLATES,), load_words("ru"), "Школа № 12", "канцелярия, 8-000-000-00-00")
    paper = PacketPaper(look, "Положение № 7", MADE)
    longer = replace(CROWDED, teachers=teachers(40, LONGER), holidays=holidays(90))
    packets = (PACKET, CROWDED, *(replace(CROWDED, student=one) for one in AWKWARD), longer)
    pieces = [piece for packet in packets for piece in paper.pieces(packet)]
    path = tmp_path / "packet.html"
    sheets = [sheet_of(PORTRAIT, (piece,)) for piece in pieces]
    path.write_text(document(look, "Печать", PORTRAIT, sheets, "parts.css", "packet.css"), encoding="utf-8")
    open_paper(browser, path)
    assert geometry_faults(browser) == []
    pages = print_paper(browser, tmp_path / "packet.pdf")
    assert len(pages) == len(pieces)
    assert all(is_printed(f"{LONG} {n}", [pages[1]]) for n in range(1, 19))
    assert is_printed("8-й урок", [pages[1]])
    assert all(is_printed(f"Каникулы {n}", pages) for n in range(1, 91))
