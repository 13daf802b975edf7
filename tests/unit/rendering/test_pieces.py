from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import RenderError
from generator.rendering.allowlist import check_html
from generator.rendering.environment import make_environment
from generator.rendering.parts.pieces import Pieces, compact, escaped
from generator.rendering.words import Words


@pytest.fixture
def pieces(tmp_path: Path):
    def make(text: str) -> Pieces:
        (tmp_path / "part").mkdir(exist_ok=True)
        (tmp_path / "part" / "a.html").write_text(text, encoding="utf-8")
        return Pieces(make_environment([tmp_path], Words("en", {})), "part")

    return make


def test_a_piece_is_made_once_per_value(pieces):
    made = pieces("{% macro m(x) %}<p>{{ x }}</p>{% endmacro %}")
    assert made("a.m", "1 < 2") == "<p>1 &lt; 2</p>"
    assert made("a.m", "1 < 2") is made("a.m", "1 < 2")
    assert made("a.m", "2") == "<p>2</p>"


def test_a_piece_that_a_page_may_not_hold_is_refused(pieces):
    with pytest.raises(RenderError) as caught:
        pieces("{% macro m() %}<script>x</script>{% endmacro %}")("a.m")
    assert caught.value.slug == "forbidden-html"
    assert "part/a.m" in caught.value.message


def test_a_safe_filter_in_an_override_lets_nothing_through(pieces):
    with pytest.raises(RenderError):
        pieces("{% macro m(x) %}{{ x | safe }}{% endmacro %}")("a.m", "<img src=x>")


@pytest.mark.parametrize("text", ["{% macro m() %}{{ nothing }}{% endmacro %}", "{% macro m() %}", "{{ nothing }}"])
def test_a_faulty_template_names_its_file(pieces, text):
    with pytest.raises(RenderError) as caught:
        pieces(text)("a.m")
    assert caught.value.slug == "template-failed"
    assert "part/a" in caught.value.message


@pytest.mark.parametrize("name", ["a.other", "b.m"])
def test_a_missing_macro_or_file_is_an_error(pieces, name):
    with pytest.raises(RenderError) as caught:
        pieces("{% macro m() %}{% endmacro %}")(name)
    assert caught.value.slug == "no-template"


def test_a_piece_is_cut_at_its_slots(pieces):
    made = pieces("{% macro m(x) %}<p>{{ x }}<slot></p>\n <b><slot></b>{% endmacro %}")
    assert made.parts(3, "a.m", "<slot>") == ["<p>&lt;slot&gt;", "</p><b>", "</b>"]


def test_a_wrong_number_of_slots_is_an_error(pieces):
    with pytest.raises(RenderError) as caught:
        pieces("{% macro m() %}<p></p>{% endmacro %}").parts(2, "a.m")
    assert caught.value.slug == "template-slots"


def test_a_slot_inside_a_tag_is_refused(pieces):
    made = pieces('{% macro m() %}<p class="<slot>"></p>{% endmacro %}')
    with pytest.raises(RenderError) as caught:
        made.parts(2, "a.m")
    assert caught.value.slug == "forbidden-html"


def test_compact_drops_indents_and_end_tags_but_keeps_the_text():
    html = "<table>\n <tr>\n  <td>one\ntwo</td>\n <td> a b </td>\n </tr>\n</table>\n"
    assert compact(html) == "<table><tr><td>one\ntwo<td> a b </table>"


def test_unprintable_characters_become_a_visible_sign():
    assert (
        compact("a\x00b\ud800c\x0bd")
        == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c\N{REPLACEMENT CHARACTER}d"
    )


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_may_stand_between_pieces(text):
    check_html(escaped(text), "test")
    escaped(text).encode()
