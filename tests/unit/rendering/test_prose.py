"""What Markdown may become, and how the front page shows it."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from generator.errors import RenderError
from generator.origin import Origin
from generator.rendering.allowlist import check_html
from generator.rendering.environment import render_template
from generator.rendering.parts.pieces import printable
from generator.rendering.prose import ATTRIBUTES, ELEMENTS, SCHEMES, Posted, ProseFile, render_prose

PLACE = Origin("content/notices/a.md", line=5)


def fault(text: str) -> tuple[str, str]:
    with pytest.raises(RenderError) as caught:
        render_prose(text, PLACE)
    return caught.value.slug, str(caught.value.origin).removeprefix("content/notices/a.md:")


def test_ordinary_markdown_becomes_ordinary_html():
    text = "Да, **сразу** и *потом*.\n\n- один\n- два\n\n3. три\n4. четыре\n\n> цитата\n\nстрока  \nещё\n\n---"
    assert render_prose(text) == (
        "<p>Да, <strong>сразу</strong> и <em>потом</em>.</p>\n"
        "<ul>\n<li>один</li>\n<li>два</li>\n</ul>\n"
        '<ol start="3">\n<li>три</li>\n<li>четыре</li>\n</ol>\n'
        "<blockquote>\n<p>цитата</p>\n</blockquote>\n<p>строка<br>\nещё</p>\n<hr>"
    )


def test_a_table_has_no_inline_style():
    made = render_prose("| класс | кабинет |\n| --- | ---: |\n| 5Б | 212 |")
    assert "<th>кабинет</th>" in made
    assert "<td>212</td>" in made
    assert "style" not in made


def test_quotes_and_dashes_stay_as_they_were_written():
    assert render_prose("\"А\" -- 'Б'...") == "<p>\"А\" -- 'Б'...</p>"


def test_links_tell_nobody_where_one_came_from():
    text = "[а](https://school.example/a) [б](#d) [в](tel:+70000000000) <https://school.example> <a@school.example>"
    made = render_prose(text)
    assert len(re.findall("<a ", made)) == len(re.findall('rel="noopener noreferrer">', made)) == 5
    assert 'href="mailto:a@school.example"' in made


@pytest.mark.parametrize(
    ("text", "top", "headings"),
    [
        ("# А\n\n## Б", 3, ["h3", "h4"]),
        ("### А\n\n##### Б\n\n### В", 3, ["h3", "h4", "h3"]),
        ("## А\n\n### Б\n\n###### В", 2, ["h2", "h3", "h4"]),
        ("# А\n\n## Б\n\n### В", 4, ["h4", "h5", "h5"]),
        ("А\n===\n\nБ\n---", 3, ["h3", "h4"]),
    ],
)
def test_headings_begin_below_those_of_the_page_and_leave_no_gap(text, top, headings):
    assert re.findall(r"<(h\d)>", render_prose(text, top=top)) == headings


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Да <b>жирно</b>", 5),
        ("Да\n\n<div>\nнет\n</div>", 7),
        ("<script>alert(1)</script>", 5),
        ("Да\n\nнет <!-- тайно -->", 7),
        ("Да\n<table>", 6),
        ("строка<br>строка", 5),
        ("</p>", 5),
        ("<?php x ?>", 5),
        ("<!DOCTYPE html>", 5),
        ("\\<b>x", 5),
        ("<a\nhref='https://a.example'>", 5),
    ],
)
def test_raw_html_is_refused_at_its_line(text, line):
    assert fault(text) == ("raw-html", str(line))


@pytest.mark.parametrize(
    "text", ["`<b>`", "5 < 6 > 3", "    <div>", "```\n<b>\n```", "&lt;b&gt;", "<b", "a&nbsp;b", "& <3"]
)
def test_signs_that_are_no_html_are_text(text):
    made = render_prose(text)
    assert not set(re.findall(r"</?(\w+)", made)) - {"p", "code", "pre"}


def test_an_error_without_a_place_has_none():
    with pytest.raises(RenderError) as caught:
        render_prose("да\n\n<b>")
    assert str(caught.value.origin) == ""


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "&#106;avascript:alert(1)",
        "http://a.example",
        "//a.example",
        "d/1",
        "",
        "data:,x",
        " java\tscript:x",
        "tel:8 (000) 00",
        "#a.b",
        "https:a.example",
        "https://a/&lt;var&gt;0&lt;/var&gt;",
    ],
)
def test_a_link_to_anything_else_is_refused(address):
    assert fault(f"да\n[сюда]({address})")[0] == "prose-link"


def test_a_link_is_refused_at_its_line():
    assert fault("да\n\n[сюда][1] и [туда](https://a.example)\n\n[1]: http://b.example") == ("prose-link", "9")


def test_a_picture_is_refused_at_its_line():
    assert fault("да\n\n![вид](https://a.example/a.png)") == ("prose-picture", "7")


PNG = ProseFile("план.png", "image/png", b"png\xff", ", PNG, 1 КБ", 30, 20)
PDF = ProseFile('"a" & <b>.pdf', "application/pdf", b"%PDF", ", PDF, 1 КБ")
FILES = {"план.png": PNG, "a&b.pdf": PDF}


def test_a_picture_stands_in_the_page_itself():
    assert render_prose('Вот ![вид "сверху" & *план*](план.png "имя").', files=FILES) == (
        '<p>Вот <img src="data:image/png;base64,cG5n/w==" alt="вид &#34;сверху&#34; &amp; *план*" width="30" height="20">.</p>'
    )


def test_a_file_is_a_link_that_carries_it_and_tells_kind_and_size():
    link = (
        '<a class="file" href="#file" data-name="&#34;a&#34; &amp; &lt;b&gt;.pdf" data-type="application/pdf" '
        'data-b64="JVBERg==">'
    )
    made = render_prose("- [Памятка **класса**](a&b.pdf)\n- [ещё](https://a.example)", files=FILES)
    assert f"<li>{link}Памятка <strong>класса</strong>, PDF, 1 КБ</a></li>" in made
    assert '<a href="https://a.example" rel="noopener noreferrer">ещё</a>' in made


def test_a_picture_may_be_offered_and_may_stand_in_a_link():
    assert 'data-type="image/png"' in render_prose("[вид](план.png)", files=FILES)
    made = render_prose("[![вид](план.png)](a&b.pdf) [![вид](план.png)](https://a.example)", files=FILES)
    assert re.findall(r"<(\w+)", made) == ["p", "a", "img", "a", "img"]
    assert "</a>, PDF" not in made


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("да\n\n![вид](https://a.example/a.png)", "prose-picture"),
        ("да\n\n![](план.png)", "prose-picture"),
        ("да\n\n![вид](a&b.pdf)", "prose-picture"),
        ("да\n\n![вид](other.png)", "prose-picture"),
        ("да\n\n[вид](other.png)", "prose-link"),
        ("да\n\n<var>0</var>", "raw-html"),
    ],
)
def test_a_file_that_did_not_come_along_is_refused_at_its_line(text, slug):
    with pytest.raises(RenderError) as caught:
        render_prose(text, PLACE, files=FILES)
    assert (caught.value.slug, caught.value.origin.line) == (slug, 7)


def test_what_looks_like_a_mark_in_a_text_stays_text():
    made = render_prose("`<var>0</var>` &lt;var&gt;0&lt;/var&gt; ![вид](план.png)", files=FILES)
    assert made.count("<img") == 1
    assert "<var" not in made


class Tags(HTMLParser):
    """Collects (tag, attributes)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


PIECES = (
    *("<", ">", "<script>", "<img src=x onerror=x>", "<a href=", "javascript:x", "](", "[x](", ")", "!["),
    *("`", "```\n", "\n", "\n\n", "    ", "&lt;", "&#60;", "\\", '"', "'", "| a |\n|---|\n", "# ", "- ", "> "),
    *("https://a.example", "*", "\x02", "\x03", "план.png", "a&b.pdf", "<var>0</var>", "&lt;var&gt;0&lt;/var&gt;"),
)
HOSTILE = st.lists(st.text(max_size=8) | st.sampled_from(PIECES), max_size=12).map("".join)


@given(HOSTILE)
def test_whatever_is_written_only_listed_elements_and_addresses_come_out(text):
    made = Markup()
    with contextlib.suppress(RenderError):
        made = render_prose(text)
    for tag, attributes in Tags(made).found:
        assert tag in ELEMENTS
        assert set(attributes) <= ATTRIBUTES.get(tag, set()) | {"rel"}
        if "href" in attributes:
            assert re.match(rf"#|(?:{'|'.join(SCHEMES)}):", str(attributes["href"]), re.IGNORECASE)


@given(HOSTILE)
def test_whatever_is_written_a_text_with_files_passes_the_list_of_the_page(text):
    with contextlib.suppress(RenderError):
        made = render_prose(text, files=FILES)
        check_html(printable(made), "test")
        assert "<var" not in made


def test_the_libraries_are_not_loaded_before_there_is_prose():
    code = "import sys, generator.rendering.prose; print({'markdown', 'nh3'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def board(environment, notices=(), help_html="") -> str:
    return render_template(environment, "public/notices.html", notices=notices, help=help_html)


def test_the_front_page_shows_notices_and_help(environment):
    posted = Posted("Собрание <5Б>", date(2026, 11, 16), render_prose("В **18:30**", top=4))
    html = board(environment, [posted], render_prose("# Код"))
    assert "<h3>Собрание &lt;5Б&gt;</h3>" in html
    assert '<time datetime="2026-11-16">16\N{NO-BREAK SPACE}ноября 2026\N{NO-BREAK SPACE}г.</time>' in html
    assert "<p>В <strong>18:30</strong></p>" in html
    assert "<h3>Код</h3>" in html
    assert "<h1" not in html


def test_the_front_page_shows_only_what_there_is(environment):
    only_help = board(environment, help_html=Markup("<p>Код</p>"))
    assert 'id="help-title"' in only_help
    assert "notices-title" not in only_help
    only_notice = board(environment, [Posted("Собрание", None, Markup())])
    assert "help-title" not in only_notice
    assert "<time" not in only_notice


def test_text_that_is_not_from_the_renderer_is_escaped(environment):
    html = board(environment, [Posted("А", None, "<b>")], "<i>")
    assert '<div class="prose">&lt;b&gt;</div>' in html
    assert '<div class="prose">&lt;i&gt;</div>' in html
