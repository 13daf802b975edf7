from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from generator.errors import RenderError
from generator.rendering.allowlist import check_html, is_address

PAGE = "0123456789abcdef" * 2
DATA = "data:image/png;base64,AAAA/+A="
FILE = '<a class="file" href="#file" data-name="Памятка &lt;1&gt;.pdf" data-type="application/pdf" data-b64="AAAA">'


@pytest.mark.parametrize(
    "html",
    [
        "",
        "слова, № 5 и «кавычки» '",
        "a &amp; b &lt;c&gt; &#34;d&#34; &#39;e&#39;&nbsp;",
        '<p class="meta">x</p>',
        '<tr class="lesson"><td>1<td hidden>2',
        '<button type="button" class="go" aria-label="Назад" data-go="-1">‹</button>',
        '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 9l7 7"></path></svg>',
        '<section id="d-w2026-11-16">',
        f'<a href="../../d/{PAGE}/index.html">x</a><a href="../../d/{PAGE}/">y</a><a href="../../">z</a>',
        '<a href="#week=2026-11-16">x</a><a href="https://school.example/?a=1&amp;b=2">y</a>',
        '<a href="mailto:a@b.example">x</a><a href="tel:+7-3400-000012">y</a>',
        '<time datetime="2026-11-19T15:40">x</time>',
        '<ol start="3"><li>x</ol><h5>x</h5><a href="https://a.example" rel="noopener noreferrer">x</a>',
        f'<img src="{DATA}" alt="вид &amp; &#34;дом&#34;" width="3" height="10000">',
        FILE + "Памятка, PDF, 84 КБ</a>",
    ],
)
def test_our_own_kind_of_html_passes(html):
    check_html(html, "test")


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<SCRIPT>x</SCRIPT>",
        "<style>x</style>",
        '<link rel="x">',
        '<meta charset="x">',
        '<base href="#">',
        "<form>",
        "<input>",
        "<iframe></iframe>",
        "<object>",
        "<template>",
        "<math>",
        "<img>",
        "<foreignObject>",
        "<use>",
        "<animate>",
        "<x-y>",
        '<p onclick="x">',
        '<p style="x">',
        '<a name="x">',
        '<p is="x">',
        '<button type="submit">',
        '<button formaction="x">',
        '<p srcdoc="x">',
        '<svg xlink:href="#">',
        '<a href="javascript:x">',
        '<a href="JaVaScRiPt:x">',
        '<a href=" javascript:x">',
        '<a href="java\nscript:x">',
        '<a href="data:text/html,x">',
        '<a href="http://x.example">',
        '<a href="//x.example">',
        '<a href="/d/">',
        '<a href="https:x.example">',
        '<a href="https://x y">',
        '<a href="https://x\\y">',
        '<a href="../../../../x">',
        '<a href="d/short/">',
        '<a href="&#106;avascript:x">',
        '<a href="#" href="javascript:x">',
        '<a href="javascript:x" href="#">',
        '<p id="page">',
        '<p id="d-">',
        '<p id="d-a b">',
        '<p id="D-a">',
        "<p id>",
        "<p class=x>",
        "<p class='x'>",
        '<p class="x>',
        '<p class="<b>">',
        '<p class="a & b">',
        '<p class="&#x41;">',
        '<p  class="x">',
        '<p\tclass="x">',
        '<p/class="x">',
        '<p class="x"id="d-x">',
        '</p class="x">',
        "<br/>",
        "< p>",
        "</ p>",
        "<p",
        "p>",
        "<!-- x -->",
        "<!doctype html>",
        "<![CDATA[x]]>",
        "<?x?>",
        "a & b",
        "&",
        "&amp",
        "&copy;",
        "&#60;",
        "a\x00b",
        "a\x08b",
        "a\ud800b",
        '<p class="a\x00b">',
        f'<img src="{DATA}">',
        f'<img src="{DATA}" alt="" width="3" height="2">',
        f'<img src="{DATA}" width="3" height="2">',
        f'<img src="{DATA}" alt="x" width="03" height="2">',
        f'<img src="{DATA}" alt="x" width="3%" height="2">',
        f'<img src="{DATA}" alt="x" width="3" height="100000">',
        f'<img src="{DATA}" alt="x" width="3" height="2" onerror="x">',
        f'<img src="{DATA}" alt="x" width="3" height="2" srcset="https://x.example">',
        f'<img src="{DATA}" alt="x>" width="3" height="2">',
        f'<img src="{DATA} " alt="x" width="3" height="2">',
        f'<img class="x" src="{DATA}" alt="x" width="3" height="2">',
        '<img src="https://x.example/a.png" alt="x" width="3" height="2">',
        '<img src="data:image/svg+xml;base64,AAAA" alt="x" width="3" height="2">',
        '<img src="data:text/html;base64,AAAA" alt="x" width="3" height="2">',
        '<img src="data:image/png,AAAA" alt="x" width="3" height="2">',
        '<img src="data:image/png;base64,AA=A" alt="x" width="3" height="2">',
        '<img src="data:image/png;base64,&amp;" alt="x" width="3" height="2">',
        "</img>",
        '<a data-b64="AAAA">',
        FILE.replace("application/pdf", "text/html"),
        FILE.replace("application/pdf", "image/svg+xml"),
        FILE.replace("application/pdf", "application/pdf;x"),
        FILE.replace("#file", "#k"),
        FILE.replace('class="file" ', ""),
        FILE.replace("AAAA", "AA-A"),
        FILE.replace("AAAA", ""),
        FILE.replace(">", ' download="x">'),
        FILE.replace(">", ' href="javascript:x">'),
        FILE.replace("<a", "<b"),
        '<ol start="-1">',
        '<ol start="x">',
        '<a rel="opener">',
    ],
)
def test_everything_else_is_refused(html):
    with pytest.raises(RenderError) as caught:
        check_html(html, "diary/row.html")
    assert caught.value.slug == "forbidden-html"
    assert "diary/row.html" in str(caught.value)


def test_a_refusal_never_quotes_the_text():
    with pytest.raises(RenderError) as caught:
        check_html("Секрет <script>Секрет", "test")
    assert "Секрет" not in str(caught.value)


fragments = st.lists(st.sampled_from(["<p>", "</p>", "&amp;", "x", '<b class="m5">', "<", ">", "&", '"', "<p class="]))


@given(fragments, fragments)
def test_pieces_that_pass_alone_pass_when_joined(left, right):
    def passes(html: str) -> bool:
        try:
            check_html(html, "test")
        except RenderError:
            return False
        return True

    first, second = "".join(left), "".join(right)
    if passes(first) and passes(second):
        check_html(first + second, "test")


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
def test_escaped_text_always_passes(text):
    check_html(str(escape(text)), "test")
    check_html(f'<p title="{escape(text)}">', "test")


def test_a_megabyte_in_an_attribute_is_checked_without_trouble():
    check_html(FILE.replace("AAAA", "Ab3/" * 300_000), "test")


@pytest.mark.parametrize("address", ["https://a.example/?a=1&amp;b", "#d-2", "mailto:a@b.example", "tel:+70000000000"])
def test_an_address_can_be_asked_for_alone(address):
    assert is_address(address)
    assert not is_address(f"{address} ")
    assert not is_address(f'{address}" x="')
