from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from generator.errors import RenderError
from generator.rendering.letter import Letter, LetterStudent, join_letters, qr_symbol, render_letter

LINK = f"https://diary.school12.example/some/folder/f/{'0123456789abcdef' * 2}/#k={'Ab_-' * 10}xyz"
LETTER = Letter(
    "О'Нил <Анна> «Мария»",
    (LetterStudent("Ёлкин & Ко", "6Б"), LetterStudent("Соколов Илья", "2А")),
    "4820 9155 3706 4829 1768",
    LINK,
    "https://diary.school12.example/some/folder/",
    "Школа № 12",
    "Секретарь: (3400) 00-00-12",
    date(2026, 11, 19),
)


@pytest.fixture(scope="module")
def html(environment, russian) -> str:
    return render_letter(environment, russian, LETTER)


def test_a_letter_says_everything_in_words(html):
    words = [
        "4820",
        "1768",
        "Школа № 12",
        "(3400) 00-00-12",
        "https://diary.school12.example/some/folder/",
        "6\u00a0«Б»",
    ]
    for text in (*words, "19\u00a0ноября 2026"):
        assert text in html


def test_names_are_escaped(html):
    assert "О&#39;Нил &lt;Анна&gt; «Мария»" in html
    assert "Ёлкин &amp; Ко" in html


def test_the_link_stands_only_in_the_symbol(html):
    """Typed from paper it would be a mistake each time; copied into a message it would leak."""
    assert "#k=" not in html


def test_a_letter_runs_no_script_and_loads_nothing(html):
    assert "<script" not in html
    assert not re.search(r"(?:src|url)\s*[=(]", html)
    assert re.findall(r'href="([^"]*)"', html) == ["data:,"]


def test_its_repr_shows_nothing():
    assert repr(LETTER) == "Letter()"


def test_the_symbol_is_large_enough():
    svg, side = qr_symbol(LINK)
    assert side >= 26
    modules = int(re.search(r'viewBox="0 0 (\d+) ', svg)[1])
    assert side / modules >= 0.45


def test_a_link_that_no_symbol_holds_is_an_error():
    with pytest.raises(RenderError) as caught:
        qr_symbol("x" * 3000)
    assert caught.value.slug == "link-too-long"


def test_the_letter_is_complete_in_english(english):
    from invented import TEMPLATES

    from generator.rendering.environment import make_environment

    text = render_letter(make_environment([TEMPLATES], english), english, LETTER)
    shown = re.sub(r"<style>.*?</style>| data-order=\"[^\"]*\"", "", text, flags=re.DOTALL)
    for own in (LETTER.recipient, *(s.name for s in LETTER.students), "6Б", "2А", LETTER.school, LETTER.contact):
        shown = shown.replace(str(own), "").replace("О&#39;Нил &lt;Анна&gt; «Мария»", "").replace("Ёлкин &amp; Ко", "")
    assert not re.search("[а-яё]", shown)


def of_child(environment, russian, name: str, class_title: str) -> str:
    return render_letter(environment, russian, replace(LETTER, students=(LetterStudent(name, class_title),)))


def test_letters_together_lie_by_class_and_name_each_on_its_sheet(environment, russian):
    children = [("Яшин Ян", "8А"), ("Ёлкин Ян", "8А"), ("Еремин Ян", "8А"), ("Абрамов Ян", "10А")]
    (text,) = join_letters(of_child(environment, russian, *child) for child in children)
    assert re.findall(r"<b>(\w+ Ян)</b>", text) == ["Ёлкин Ян", "Еремин Ян", "Яшин Ян", "Абрамов Ян"]
    assert [text.count(tag) for tag in ("<main", "</main>", "<style>", "<body>", "</html>")] == [4, 4, 1, 1, 1]


def test_letters_of_different_styles_do_not_share_a_document(environment, russian):
    letters = [of_child(environment, russian, name, "8А") for name in ("Ан Ян", "Би Ян", "Вэ Ян")]
    letters[1] = letters[1].replace("</style>", "p { color: #333 }</style>")
    assert [text.count("<main") for text in join_letters(letters)] == [2, 1]
    assert join_letters(["no page at all"]) == []


def test_the_printed_symbol_is_read_back(html, chromium):
    zxingcpp = pytest.importorskip("zxingcpp")
    from PIL import Image

    page = chromium()
    page.set_viewport_size({"width": 1350, "height": 1800})
    page.set_content(html)
    # 0.6 mm a module at 96 dpi and this scale are 3.4 pixels a module
    page.add_style_tag(content="html{zoom:1.5}")
    picture = page.locator("main").screenshot()
    found = zxingcpp.read_barcodes(Image.open(BytesIO(picture)))
    assert [code.text for code in found] == [LINK]
