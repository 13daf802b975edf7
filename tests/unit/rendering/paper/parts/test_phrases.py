"""What all papers say alike."""

import pytest

from generator.rendering.paper.parts.phrases import in_sentence


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Биология", "биология"),
        ("Рус. яз.", "рус. яз."),
        ("Труд (Технология)", "труд (Технология)"),
        ("ВиС", "ВиС"),
        ("ОБЗР", "ОБЗР"),
        ("РоВ", "РоВ"),
        ("", ""),
    ],
)
def test_a_name_within_a_sentence_keeps_the_capitals_of_a_short_name(name: str, said: str) -> None:
    assert in_sentence(name) == said
