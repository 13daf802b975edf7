"""Each driver does what `Engine` promises, against a tiny page."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browsers.engines import CannotDo, Engine, PageError, TimeLimit
from tests.browsers.engines.axe import accessibility_problems
from tests.browsers.engines.server import Served

SCRIPT = """
let count = 0;
const $ = id => document.getElementById(id);
$('button').addEventListener('click', () => { $('button').textContent = `clicked ${++count}` });
$('field').addEventListener('keydown', e => { if (e.key === 'Enter') $('entered').textContent = $('field').value });
$('stored').textContent = localStorage.getItem('word') ?? 'nothing';
"""
STYLE = ":root { color-scheme: light dark } body { margin: 0; background: rgb(255, 255, 255) } @page { size: A5 } \
@media (prefers-color-scheme: dark) { body { background: rgb(10, 20, 30) } } #far { margin-top: 3000px }"


def digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def page(extra: str = "") -> str:
    policy = f"default-src 'none'; script-src '{digest(SCRIPT)}'; style-src '{digest(STYLE)}'; img-src data:"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>tiny</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><link rel="icon" href="data:,">'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head><body>'
        f'<noscript>scripts are off</noscript><p id="stored"></p><input id="field" value="a"><p id="entered"></p>'
        f'<a id="next" href="next.html">next</a>{extra}<button id="button" class="far">press</button>'
        f"<p id=far>the end</p><script>{SCRIPT}</script></body></html>"
    )


@pytest.fixture
def tiny(tmp_path: Path, serve: Callable[[Path], Served]) -> Served:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text(page(), encoding="utf-8")
    (folder / "next.html").write_text("<!doctype html><title>next</title><h1>the next page</h1>", encoding="utf-8")
    (folder / "strict.html").write_text(page('<p style="color: red">red</p>'), encoding="utf-8")
    return serve(folder)


def png_size(path: Path) -> tuple[int, int]:
    head = path.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", head[16:24])


def test_an_engine_says_which_version_it_is(engine: Engine):
    assert any(character.isdigit() for character in engine.version)


@pytest.mark.ci
def test_a_page_is_opened_and_read(engine: Engine, tiny: Served):
    engine.open(tiny.url)
    assert engine.text("#far") == "the end"
    assert engine.js("document.title") == "tiny"
    assert engine.js("Promise.resolve({a: [1, 'я', null]})") == {"a": [1, "я", None]}
    assert engine.js("undefined") is None


@pytest.mark.long
def test_a_script_that_throws_is_a_page_error(engine: Engine, tiny: Served):
    engine.open(tiny.url)
    with pytest.raises(PageError, match="nothingOfThatName"):
        engine.js("nothingOfThatName")
    with pytest.raises(PageError):
        engine.text("#nowhere")


@pytest.mark.ci
def test_clicks_are_real_and_counted_once(engine: Engine, tiny: Served):
    engine.open(tiny.url)
    engine.click("#button")
    engine.click("#button")
    assert engine.text("#button") == "clicked 2"


@pytest.mark.long
def test_typing_goes_behind_what_stands_there_and_enter_is_a_key(engine: Engine, tiny: Served):
    engine.open(tiny.url)
    engine.type("#field", "b 1-2 я")
    assert engine.js("document.getElementById('field').value") == "ab 1-2 я"
    engine.press("Enter")
    assert engine.text("#entered") == "ab 1-2 я"
    engine.press("Tab")
    assert engine.js("document.activeElement.id") == "next"


@pytest.mark.long
def test_a_link_leads_on_and_back_leads_back(engine: Engine, tiny: Served):
    engine.open(tiny.url)
    engine.click("#next")
    engine.wait_for("document.title === 'next'", 5)
    engine.back()
    engine.wait_for("document.title === 'tiny'", 5)


@pytest.mark.long
def test_waiting_ends_in_words(engine: Engine, tiny: Served):
    engine.open(tiny.url)
    with pytest.raises(TimeoutError, match=r"document\.title === 'never'"):
        engine.wait_for("document.title === 'never'", 0.2)


@pytest.mark.long
@pytest.mark.parametrize("size", [(320, 640), (360, 740), (768, 1024), (1280, 900)])
def test_the_viewport_is_exact(engine: Engine, tiny: Served, size: tuple[int, int]):
    engine.open(tiny.url)
    engine.set_viewport(*size)
    assert tuple(engine.js("[innerWidth, innerHeight]")) == size


@pytest.mark.long
def test_a_screenshot_shows_the_window(engine: Engine, tiny: Served, tmp_path: Path):
    engine.open(tiny.url)
    engine.screenshot(tmp_path / "shot.png")
    assert png_size(tmp_path / "shot.png") == (1280, 800)


@pytest.mark.long
def test_dark_and_light_are_preferred_in_turn(engine: Engine, tiny: Served):
    engine.open(tiny.url)
    background = "getComputedStyle(document.body).backgroundColor"
    # In Firefox the preference reaches the page's process a moment later.
    engine.dark(on=True)
    engine.wait_for(f"{background} === 'rgb(10, 20, 30)'")
    engine.dark(on=False)
    engine.wait_for(f"{background} === 'rgb(255, 255, 255)'")


@pytest.mark.long
def test_a_clean_page_reports_nothing(engine: Engine, tiny: Served):
    engine.open(tiny.url)
    assert engine.console_and_csp_violations() == []


@pytest.mark.long
def test_a_violation_of_the_policy_is_seen_once(engine: Engine, tiny: Served):
    engine.open(tiny.url + "strict.html")
    reports = engine.console_and_csp_violations()
    assert any(report.startswith("csp: ") and "style-src" in report for report in reports), reports
    engine.open(tiny.url)
    assert engine.console_and_csp_violations() == []


@pytest.mark.long
def test_what_is_stored_outlives_a_restart(engine: Engine, tiny: Served):
    engine.open(tiny.url)
    engine.js("localStorage.setItem('word', 'kept')")
    engine.restart(keep_profile=True)
    engine.open(tiny.url)
    assert engine.text("#stored") == "kept"


@pytest.mark.long
def test_nothing_outlives_a_restart_without_the_profile(engine: Engine, tiny: Served):
    engine.open(tiny.url)
    engine.js("localStorage.setItem('word', 'kept')")
    engine.restart(keep_profile=False)
    engine.open(tiny.url)
    assert engine.text("#stored") == "nothing"


@pytest.mark.long
def test_without_scripts_the_page_says_so(engine: Engine, tiny: Served):
    engine.javascript(on=False)
    engine.open(tiny.url)
    assert "scripts are off" in engine.text("body")
    assert engine.text("#stored") == ""
    engine.javascript(on=True)
    engine.open(tiny.url)
    assert "scripts are off" not in engine.text("body")
    assert engine.text("#stored") == "nothing"


@pytest.mark.long
def test_localhost_is_a_secure_context_and_a_host_name_is_none(engine: Engine, tiny: Served):
    engine.open(tiny.url)
    assert engine.js("[isSecureContext, crypto.subtle !== undefined]") == [True, True]
    engine.open(tiny.insecure_url)
    assert engine.js("[isSecureContext, crypto.subtle === undefined]") == [False, True]
    assert engine.text("#far") == "the end"


@pytest.mark.long
def test_a_file_is_opened_from_disk(engine: Engine, tiny: Served):
    engine.open((tiny.folder / "index.html").as_uri())
    assert engine.js("[location.protocol, isSecureContext]") == ["file:", True]
    assert engine.text("#far") == "the end"


@pytest.mark.long
def test_one_file_cannot_read_its_neighbour(engine: Engine, tiny: Served):
    engine.open((tiny.folder / "next.html").as_uri())
    read = "fetch('index.html').then(answer => answer.text()).then(() => 'read', () => 'refused')"
    assert engine.js(read) == "refused"


@pytest.mark.long
def test_printing_takes_the_page_size_of_the_style_sheet(engine: Engine, tiny: Served, tmp_path: Path):
    engine.open(tiny.url)
    engine.pdf(tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_bytes()[:5] == b"%PDF-"


@pytest.mark.long
def test_a_promise_that_never_settles_costs_only_its_time(engine: Engine, tiny: Served):
    engine.open(tiny.url)
    with pytest.raises(PageError, match="time limit"):
        engine.js("new Promise(() => {})", 0.3)
    assert engine.text("#far") == "the end"


@pytest.mark.long
def test_axe_finds_a_field_without_a_label_under_a_strict_policy(engine: Engine, tiny: Served):
    engine.open(tiny.url)
    assert [line for line in accessibility_problems(engine) if line.startswith("label: #field")]


@pytest.mark.long
def test_a_script_that_never_ends_costs_the_browser_and_the_next_test_gets_another(engine: Engine, tiny: Served):
    engine.open(tiny.url)
    with pytest.raises(TimeLimit):
        engine.js("(() => { for (;;); })()", 1)
    with contextlib.suppress(CannotDo):
        engine.reset()
    engine.open(tiny.url)
    assert engine.text("#far") == "the end"
