"""The QR symbol of a paper is read back, and is large enough."""

from __future__ import annotations

import re

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from generator.errors import RenderError
from generator.rendering.paper.parts.qr import LEAST_MM, paper_qr

LINK = "https://dnevnik.shkola12.example/v/#K7Q42M9T-1184"


@pytest.mark.parametrize("text", [LINK, "1", LINK * 4])
def test_the_symbol_is_read_back(text: str) -> None:
    svg, _ = paper_qr(text)
    size = int(re.findall(r'viewBox="0 0 (\d+)', svg)[0])
    picture = Image.new("L", (size * 6, size * 6), 255)
    drawing = ImageDraw.Draw(picture)
    for x, y, width in (map(int, run) for run in re.findall(r"M(\d+) (\d+)h(\d+)v1h", svg)):
        drawing.rectangle((x * 6, y * 6, (x + width) * 6 - 1, y * 6 + 5), fill=0)
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == text


@pytest.mark.parametrize("text", [LINK, LINK * 4])
def test_the_symbol_alone_is_18_mm_with_four_modules_around_it(text: str) -> None:
    svg, side = paper_qr(text)
    size = int(re.findall(r'viewBox="0 0 (\d+)', svg)[0])
    assert side * (size - 8) / size == pytest.approx(LEAST_MM)
    columns = [(int(x), int(x) + int(width)) for x, width in re.findall(r"M(\d+) \d+h(\d+)v1h", svg)]
    assert min(start for start, _ in columns) == 4
    assert max(end for _, end in columns) == size - 4


def test_no_text_makes_no_symbol() -> None:
    assert paper_qr("") == ("", 0.0)


def test_a_text_too_long_is_an_error() -> None:
    with pytest.raises(RenderError) as caught:
        paper_qr("x" * 4000)
    assert caught.value.slug == "link-too-long"
