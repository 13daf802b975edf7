from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import TEMPLATES, load_words

from generator.diaries.diary import ChildLine, Family
from generator.errors import RenderError
from generator.rendering.allowlist import check_html
from generator.rendering.family import render_family
from generator.rendering.look import Look

HREF = f"../../d/{'0' * 32}/index.html"
LOOK = Look((TEMPLATES,), load_words("ru"), "Школа № 12", "")


def family(*names: str, href: str = HREF) -> Family:
    return Family("r1", "ru", tuple(ChildLine(name, "6Б", href) for name in names))


def test_every_child_has_a_link_to_the_diary():
    html = render_family(LOOK, family("Анна", "Илья"))
    assert html.startswith('<main class="wrap" id="d-family" data-kind="family" data-words="')
    assert html.count('<a class="d-child link" href="' + HREF + '"') == 2
    assert html.index("Анна") < html.index("Илья")


def test_a_family_without_children_is_told_so():
    assert "Дневников пока нет" in render_family(LOOK, family())


@given(st.text(), st.text())
def test_names_are_escaped_and_allowed(name, school):
    look = Look(LOOK.folders, LOOK.words, school, school)
    check_html(render_family(look, family(name)), "test")


def test_an_address_that_is_no_page_is_refused():
    with pytest.raises(RenderError):
        render_family(LOOK, family("Анна", href="javascript:alert(1)"))


def test_a_family_reads_how_it_hears_of_news_and_how_to_change_that():
    said = {news: render_family(LOOK, Family("r1", "ru", (), news)) for news in ("", "email", "sms")}
    assert "не приходит" in said[""]
    assert "пишет вам по электронной почте" in said["email"]
    assert "сообщает вам по СМС" in said["sms"]
    assert all("листом «Контакты»" in html for html in said.values())
