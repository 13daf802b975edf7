"""Laws of measuring: whatever is told of a text, it never takes more room than was kept for it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.rendering.paper.layout.measure import line_count, lines_of, width_mm

TEXTS = st.text(st.sampled_from("абвЖЩ -\n–/iWm«№5\N{NO-BREAK SPACE}漢"), max_size=60)
WIDTHS = st.floats(3, 120)


@given(TEXTS, WIDTHS, st.floats(0, 40))
@example("aaaaaa-aaaaaa bbb", 12.0, 3.0)
def test_a_wider_column_never_takes_more_lines(text: str, width: float, more: float) -> None:
    assert line_count(text, width + more, 9) <= line_count(text, width, 9)


@given(TEXTS, WIDTHS)
def test_a_line_feed_adds_the_lines_of_both_texts(text: str, width: float) -> None:
    assert line_count(f"{text}\n{text}", width, 9) == 2 * line_count(text, width, 9)


@given(TEXTS, TEXTS, WIDTHS)
def test_two_texts_in_a_row_take_at_most_the_lines_of_both(first: str, second: str, width: float) -> None:
    apart = line_count(first, width, 9) + line_count(second, width, 9)
    assert line_count(f"{first} {second}", width, 9) <= apart


@given(TEXTS, WIDTHS)
def test_the_lines_joined_are_the_text_and_none_is_wider_than_the_column(text: str, width: float) -> None:
    lines = list(lines_of(text, width, 9))
    assert "".join(lines) == text
    assert len(lines) >= 1
    for line in lines:
        seen = line.rstrip(" \n") if len(line.rstrip("\n")) > 1 else ""
        assert width_mm(seen, 9) <= width + 1e-6 or len(seen) == 1


@given(st.text(st.sampled_from("абвЖЩ iWm«№5漢")))
def test_bold_is_at_least_as_wide(text: str) -> None:
    assert width_mm(text, 9, bold=True) >= width_mm(text, 9)


@given(st.characters(min_codepoint=0x3000))
def test_a_character_nobody_knows_is_as_wide_as_any(character: str) -> None:
    assert width_mm(character, 10) >= width_mm("Щ", 10)


@pytest.mark.parametrize(
    ("text", "least"),
    [("Физ-ра", 10.05), ("Окружающий мир", 25.04), ("№ 512–515", 16.57), ("✂", 2.66)],
)
def test_widths_are_those_of_the_papers_font_or_a_little_more(text: str, least: float) -> None:
    assert least <= width_mm(text, 9) <= least * 1.05


def test_an_empty_text_takes_a_line() -> None:
    assert line_count("", 10, 9) == 1


def test_a_long_word_is_cut_at_its_hyphens_first() -> None:
    assert list(lines_of("О'Коннор-Мамин-Сибиряк", 22, 9)) == ["О'Коннор-", "Мамин-", "Сибиряк"]
