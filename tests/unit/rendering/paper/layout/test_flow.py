"""Laws of filling frames."""

from __future__ import annotations

from itertools import chain, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import RenderError
from generator.rendering.paper.layout.flow import Block, Part, Row, flow, pieces_of
from generator.rendering.paper.layout.measure import line_count

HEIGHTS = st.floats(1, 12)
FRAMES = st.tuples(st.lists(st.floats(0, 60), max_size=3), st.floats(25, 80))


@st.composite
def _blocks(draw: st.DrawFn) -> list[Block]:
    counts = draw(st.lists(st.integers(0, 12), max_size=7))
    found = []
    for index, count in enumerate(counts):
        rows = tuple(Row(f"{index}.{n} ", draw(HEIGHTS)) for n in range(count))
        found.append(Block(Row(f"head{index} ", draw(HEIGHTS)), rows, Row(f"again{index} ", draw(HEIGHTS))))
    return found


@given(_blocks(), FRAMES)
def test_no_frame_overflows(blocks: list[Block], frames: tuple[list[float], float]) -> None:
    for parts, height in zip(_flow(blocks, frames), chain(frames[0], repeat(frames[1])), strict=False):
        assert sum(part.height for part in parts) <= height + 1e-5


@given(_blocks(), FRAMES)
def test_every_row_appears_once_and_in_order(blocks: list[Block], frames: tuple[list[float], float]) -> None:
    shown = [row for parts in _flow(blocks, frames) for part in parts for row in part.rows]
    assert shown == [row for block in blocks for row in block.rows]


@given(_blocks(), FRAMES)
def test_no_head_stands_without_a_row_and_each_says_whether_it_goes_on(
    blocks: list[Block], frames: tuple[list[float], float]
) -> None:
    seen: set[int] = set()
    for part in chain.from_iterable(_flow(blocks, frames)):
        assert part.rows or not blocks[part.index].rows
        assert part.head == (blocks[part.index].again if part.index in seen else blocks[part.index].head)
        seen.add(part.index)
    assert len(seen) == len(blocks)


@given(_blocks(), st.floats(25, 80))
def test_a_block_that_fits_a_frame_is_never_divided(blocks: list[Block], height: float) -> None:
    parts = list(chain.from_iterable(_flow(blocks, ([], height))))
    for index, block in enumerate(blocks):
        if block.head.height + sum(row.height for row in block.rows) <= height:
            assert len([part for part in parts if part.index == index]) == 1


def test_a_row_that_fits_nowhere_is_an_error_and_no_endless_search() -> None:
    head = Row("", 3)
    with pytest.raises(RenderError) as caught:
        flow([Block(head, (Row("", 30),), head)], repeat(20.0))
    assert caught.value.slug == "paper-too-small"


@given(st.text(st.sampled_from("абв -"), min_size=1, max_size=200), st.integers(1, 4))
def test_a_long_text_is_cut_into_pieces_that_lose_nothing(text: str, most: int) -> None:
    pieces = pieces_of(text, 15, 9, most)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(line_count(piece, 15, 9) <= most for piece in pieces)


def _flow(blocks: list[Block], frames: tuple[list[float], float]) -> list[list[Part]]:
    return flow(blocks, chain(frames[0], repeat(frames[1])))
