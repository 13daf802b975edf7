"""What script/files.js does with the files of a page, in Chromium, under the policy of a sealed page."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from invented import TEMPLATES

from generator.rendering.prose import ProseFile, render_prose

sync_api = pytest.importorskip("playwright.sync_api")

FILES = {
    "a.pdf": ProseFile('Памятка "7А".pdf', "application/pdf", bytes(range(256)) * 300, ", PDF, 75 КБ"),
    "b.txt": ProseFile("список.txt", "text/plain", "Список".encode(), ", текст, 1 КБ"),
    "c.gif": ProseFile("c.gif", "image/gif", b"GIF89a\x01\0\x01\0\0\0\0;", ", GIF, 1 КБ", 1, 1),
}
SCRIPT = "(function () { 'use strict'; \n%s\n%s\nfiles({ page: document.body }); })();"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    script = SCRIPT % tuple((TEMPLATES / f"diary/script/{n}.js").read_text(encoding="utf-8") for n in ("dom", "files"))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; script-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    prose = render_prose("[Памятка](a.pdf) [Список](b.txt) ![точка](c.gif) [сайт](#d)", files=FILES)
    made = tmp_path_factory.mktemp("page") / "page.html"
    made.write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<body>{prose}<script>{script}</script>",
        encoding="utf-8",
    )
    return made


@pytest.fixture
def tab(chromium: Callable[[], sync_api.Page], page: Path) -> sync_api.Page:
    shown = chromium()
    shown.goto(page.as_uri())
    return shown


@pytest.mark.parametrize(("name", "words"), [("a.pdf", "Памятка, PDF, 75 КБ"), ("b.txt", "Список, текст, 1 КБ")])
def test_a_click_saves_the_file_under_its_name(tab: sync_api.Page, name: str, words: str):
    with tab.expect_download() as waiting:
        tab.get_by_role("link", name=words).click()
    saved = Path(waiting.value.path()).read_bytes()
    assert saved == FILES[name].content
    assert waiting.value.suggested_filename == FILES[name].name.replace('"', "_")
    assert "#file" not in tab.url


def test_a_picture_is_shown_from_the_page_itself(tab: sync_api.Page):
    assert tab.eval_on_selector("img", "image => image.complete && image.alt") == "точка"


def test_other_links_are_left_alone(tab: sync_api.Page):
    tab.get_by_role("link", name="сайт").click()
    assert tab.url.endswith("#d")
