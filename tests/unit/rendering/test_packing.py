from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.rendering.packing import ALPHABET, pack, unpack


@given(st.text())
def test_what_is_packed_comes_back(text):
    assert unpack(*pack(text)) == text


@given(st.text())
def test_packed_text_is_left_alone_by_html(text):
    packed, size = pack(text)
    assert set(packed) <= set(ALPHABET)
    assert not set(packed) & set("&<> \r\n\0")
    assert len(packed) == 2 * -(-size * 8 // 13)
