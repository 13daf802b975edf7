from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from generator.reading.texts.references import Reference, find_references


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![вид](a.png)", [("a.png", "вид", True, 0)]),
        ("да\n\n- [Памятка](a b.pdf)", [("a b.pdf", "Памятка", False, 2)]),
        ("[x](<a b.pdf>) [y](a.pdf 'имя') ![z](b.png \"имя\")",
         [("a b.pdf", "x", False, 0), ("a.pdf", "y", False, 0), ("b.png", "z", True, 0)]),
        ("[отчёт](отчёт (1).pdf)", [("отчёт (1).pdf", "отчёт", False, 0)]),
        ("[![вид](a.png)](b.pdf)", [("b.pdf", "![вид](a.png)", False, 0), ("a.png", "вид", True, 0)]),
        ("![](a.png)", [("a.png", "", True, 0)]),
        ("![две\nстроки](a.png)", [("a.png", "две строки", True, 0)]),
        ("[x](../a.pdf)", [("../a.pdf", "x", False, 0)]),
        ("[x](https://a.example/a.pdf) [y](#d) [z](mailto:a@b.example) [v](//a.example) [w]() ![u](data:x)", []),
        ("`[x](a.pdf)` и ``![`](b.png)``", []),
        ("`[x](a.pdf)\n` [y](b.pdf)", [("b.pdf", "y", False, 1)]),
        ("\\[x](a.pdf) [x] (a.pdf) [x]", []),
    ],
)  # fmt: skip
def test_files_are_found_where_they_are_mentioned(text, expected):
    assert list(find_references(text)) == [Reference(*item) for item in expected]


WORDS = st.text("абв *_!\n", max_size=6)
NAMES = st.sampled_from(["a.png", "a b.pdf", "отчёт (1).pdf", "<c d.png>", "x_y_z.txt", "https://a.example"])
PARTS = st.tuples(st.sampled_from(["", "!"]), WORDS, NAMES).map(lambda part: f"{part[0]}[{part[1]}]({part[2]})")


@given(st.lists(PARTS | WORDS, max_size=5).map(" ".join))
def test_what_markdown_shows_of_a_simple_text_was_seen(text):
    """Not the other way round: what is seen in vain is an error for people to mend, what is missed is refused later."""
    made = Markdown(extensions=["sane_lists", "tables"], output_format="html").convert(text)
    shown = set(re.findall(r'(?:src|href)="([^"]*)"', made)) - {"https://a.example"}
    assert shown <= {found.address for found in find_references(text)}
