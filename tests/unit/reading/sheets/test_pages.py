"""Web pages: tables, spans, texts, encodings, and pages that are no report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.archives import Refusal
from generator.reading.sheets.pages.html import html_tables
from generator.reading.sheets.pages.page import HtmlCell, HtmlPage, HtmlTable
from generator.reading.sheets.pages.tags import Tag, tokens_of
from generator.reading.sheets.workbook import head_of, open_sheets

WORDS = "Отчёт об успеваемости. Предмет, средняя оценка, русский язык, литература."


def page(body: str) -> HtmlPage:
    found = html_tables(f"<html><meta charset=utf-8>{body}".encode())
    assert isinstance(found, HtmlPage), found
    return found


def table(body: str) -> HtmlTable:
    (found,) = page(f"<table>{body}").tables
    return found


def texts(body: str) -> list[list[str | None]]:
    return [[cell and cell.text for cell in row] for row in table(body).rows]


def slug(content: bytes) -> str:
    found = html_tables(content)
    assert isinstance(found, Refusal)
    return found.slug


def test_cells_that_cover_others_leave_their_places_empty() -> None:
    body = "<tr><th rowspan=2>Предмет<th colspan=2>Сентябрь<th>Итог<tr><td>1<td>2<td>5<tr><td>Алгебра<td>4"
    assert texts(body) == [["Предмет", "Сентябрь", None, "Итог"], [None, "1", "2", "5"], ["Алгебра", "4"]]


def test_a_cell_says_what_it_covers_and_whether_it_is_a_header() -> None:
    head, cell = table("<tr><th colspan=3 rowspan='2'>a</th><td>b</td></tr>").rows[0][::3]
    assert head == HtmlCell("a", header=True, colspan=3, rowspan=2)
    assert cell == HtmlCell("b")


def test_a_cell_over_all_rows_ends_with_its_section() -> None:
    body = "<tbody><tr><td rowspan=0>a<td>b<tr><td>c</tbody><tbody><tr><td>d"
    assert texts(body) == [["a", "b"], [None, "c"], ["d"]]


def test_spaces_are_as_a_browser_shows_them() -> None:
    body = "<tr><td> a \n b <td>&nbsp;<td>2&nbsp;&nbsp;3<td>a<br> b<p>c</p><td><b>О</b> <i>4</i><td>&lt;5&gt;&#1040;"
    assert texts(body) == [["a b", "", "2  3", "a\nb\nc", "О 4", "<5>А"]]


def test_the_spans_of_a_cell_are_kept() -> None:
    (cell,) = table("<tr><td><span>Класс: </span><span>8А</span><br><span>a<span>b</span></span>").rows[0]
    assert cell is not None
    assert (cell.text, cell.spans) == ("Класс: 8А\nab", ("Класс:", "8А", "b", "ab"))


def test_headings_captions_and_classes_belong_to_the_table_behind() -> None:
    found = page(
        "<title>Т</title><h1>Отчёт</h1>за год<table class='a b'><caption>К</caption><tr><td>1</table><p>x<table><tr><td>2</table>y"
    )
    first, second = found.tables
    assert (found.title, found.texts) == ("Т", ("Отчёт", "за год", "x", "y"))
    assert (first.before, first.caption, first.classes) == (("Отчёт", "за год"), "К", ("a", "b"))
    assert second.before == ("x",)
    assert [isinstance(block, str) for block in found.blocks] == [True, True, False, True, False, True]


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    outer, inner = page("<table><tr><td>a<table><tr><td>b</table>c<td>d</table>").tables
    assert outer.sheet("1").rows == [("ac", "d")]
    assert inner.sheet("2").rows == [("b",)]


def test_scripts_styles_comments_and_attributes_are_no_text() -> None:
    body = "<tr><td>1<script>if (a < b) '<td>x'</script><style>td {}</style><!-- <td>y --><td title='>'>2"
    assert texts(body) == [["1", "2"]]


def test_tables_of_a_page_are_sheets() -> None:
    content = b"<table><tr><td>a<td>5<tr><td><td rowspan=2>b</table><table><tr><td>c</table>"
    sheets = open_sheets(content)
    assert not isinstance(sheets, Refusal)
    assert [(sheet.title, sheet.rows) for sheet in sheets] == [("1", [("a", "5"), ("", "b")]), ("2", [("c",)])]
    assert head_of(content, 1) == [("a", "5")]


def test_a_page_without_a_table_is_none() -> None:
    refusal = open_sheets(b"<html><p>x")
    assert isinstance(refusal, Refusal)
    assert refusal.slug == "html-page"


@pytest.mark.parametrize("charset", ["", "utf-8", "windows-1251", "koi8-r", "utf-16"])
@pytest.mark.parametrize("text", [WORDS, WORDS.upper(), "abc"])
def test_a_page_in_its_own_encoding_is_read(charset: str, text: str) -> None:
    meta = f'<META http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    content = f"<html>{meta}<table><tr><td>{text}</table>".encode(charset or "cp1251")
    found = html_tables(content)
    assert isinstance(found, HtmlPage)
    assert found.tables[0].sheet("1").rows == [(text,)]


@pytest.mark.parametrize(
    ("said", "real"),
    [("utf-8", "cp1251"), ("windows-1251", "utf-8"), ("", "koi8-r"), ("", "cp866"), ("windows-1251", "koi8-r"),
     ("koi8-r", "cp1251"), ("koi8-r", "utf-8"), ("windows-1251", "cp866"), ("iso-8859-1", "cp1251"), ("cp866", "utf-8")],
)  # fmt: skip
@pytest.mark.parametrize("text", [WORDS, WORDS.upper()])
def test_a_page_in_another_encoding_than_it_says_is_refused(said: str, real: str, text: str) -> None:
    meta = f"<meta charset={said}>" if said else ""
    assert slug(f"<html>{meta}<table><tr><td>{text}</table>".encode(real)) == "unreadable-charset"


def test_a_page_that_was_encoded_twice_is_refused() -> None:
    # «И» is left out: its second byte is the only one that windows-1251 doesn't have.
    text = WORDS.replace("И", "").encode().decode("cp1251")
    assert slug(f"<html><meta charset=utf-8><table><tr><td>{text}</table>".encode()) == "unreadable-charset"


def test_a_page_of_a_few_codes_is_not_taken_for_another_encoding() -> None:
    cells = "<td>У<td>Б" * 12
    found = html_tables(f"<html><table><tr>{cells}</table>".encode("cp1251"))
    assert isinstance(found, HtmlPage)
    assert found.tables[0].sheet("1").rows == [("У", "Б") * 12]


def test_an_encoding_that_nobody_knows_counts_as_none() -> None:
    found = html_tables(f"<html><meta charset=win><table><tr><td>{WORDS}".encode("cp1251"))
    assert isinstance(found, HtmlPage)
    assert found.tables[0].sheet("1").rows == [(WORDS,)]


@pytest.mark.parametrize(
    "body", ["<input type=password>", "<INPUT TYPE='Password'/>", "<title>Вход в систему</title><p>x"]
)
def test_a_page_that_asks_to_sign_in_is_refused(body: str) -> None:
    assert slug(f"<html><meta charset=utf-8>{body}".encode()) == "sign-in-page"


def test_tags_are_read_as_browsers_read_them() -> None:
    assert list(tokens_of("<A b='1' C=2 d>x</a >&amp;<3")) == [
        Tag("a", attributes={"b": "1", "c": "2", "d": ""}), "x", Tag("a", closes=True), "&<3",
    ]  # fmt: skip


@given(st.text("<>/!-=\"' abtdr&#1;\n", max_size=60))
def test_any_text_is_tokens_and_nothing_raises(text: str) -> None:
    for token in tokens_of(text):
        assert token
    assert isinstance(html_tables(f"<html>{text}".encode()), (HtmlPage, Refusal))
