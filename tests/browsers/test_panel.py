"""The staff's page in real browsers, over a real site folder: the button, dropped files, the keyboard."""

from __future__ import annotations

import json
import re
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.commands.panel import open_desk
from generator.panel.serve import Served, open_panel
from generator.sealing.randomness import draw_bytes
from tests.browsers.engines import CannotDo, Engine
from tests.browsers.engines.axe import accessibility_problems
from tests.schools.built import ROOT

IDLE = "document.getElementById('problems').dataset.state === 'idle' && document.getElementById('run').hidden"
BROKEN = ROOT / "tests/exports/broken/bad-mark/marks.csv"
VERDICT = "document.getElementById('verdict').className"


@pytest.fixture
def panel(fresh: Path) -> Iterator[Served]:
    """The panel of the example school before its first build."""
    options = Namespace(site=fresh, now="", format="text")
    with open_desk(options) as wiring, open_panel(wiring.desk, draw=draw_bytes) as served:
        yield served


def come_in(engine: Engine, panel: Served) -> None:
    engine.open(address_for(engine, panel))
    engine.wait_for("document.getElementById('go') && document.readyState === 'complete'")


def address_for(engine: Engine, panel: Served) -> str:
    """Return the address that is printed; WebKitGTK keeps no cookies of hosts that are numbers, so there by name."""
    name = "localhost" if engine.name == "webkit" else "127.0.0.1"
    return panel.doors.address.replace("127.0.0.1", name)


def drop(engine: Engine, name: str, content: bytes) -> None:
    """Drop a file on the zone as a person's mouse would: no driver can carry one from outside."""
    script = (
        "(() => { const carried = new DataTransfer();"
        f" carried.items.add(new File([{json.dumps(content.decode())}], {json.dumps(name)}));"
        " for (const kind of ['dragenter', 'dragover', 'drop']) document.getElementById('drop').dispatchEvent("
        "new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: carried})); })()"
    )
    engine.js(script)


def test_the_button_builds_the_site_and_shows_how_far_it_is(engine: Engine, panel: Served, fresh: Path) -> None:
    come_in(engine, panel)
    assert "token" not in engine.js("location.href")
    assert engine.js("document.cookie") == ""
    # What is shown on the way is kept, because it may be over before anybody looks.
    engine.js(
        "window.shown = [], new MutationObserver(() => shown.push([document.getElementById('bar').value,"
        " document.querySelector('.is-now') && document.querySelector('.is-now').innerText]))"
        ".observe(document.getElementById('run'), {subtree: true, attributes: true, childList: true})"
    )
    engine.click("#go")
    engine.wait_for(f"{VERDICT}.includes('is-ok') && {IDLE}", 60)
    shown = engine.js("shown")
    assert [percent for percent, _ in shown] == sorted(percent for percent, _ in shown)
    assert shown[-1][0] == 100
    assert {word.partition("\n")[0] for _, word in shown if word} >= {"Сборка"}
    assert (fresh / "output/site/index.html").is_file()
    assert re.search(r"Дневники обновлены сегодня в \d+:\d\d, всё в порядке", engine.text("#verdict"))
    assert engine.text("#say").strip() == engine.text("#verdict").strip()
    assert engine.console_and_csp_violations() == []


@pytest.mark.ci
def test_a_broken_export_shows_its_cell_and_is_not_stored(engine: Engine, panel: Served, fresh: Path) -> None:
    before = {path: path.read_bytes() for path in (fresh / "content/exports").rglob("*") if path.is_file()}
    come_in(engine, panel)
    drop(engine, "marks-9В.csv", BROKEN.read_bytes())
    engine.wait_for("document.querySelector('#drops .cell')")
    said = engine.text("#drops")
    assert "не принят" in said
    assert "стр.\N{NO-BREAK SPACE}2" in said
    assert "столбец «mark»" in said
    assert "Нужна отметка" in said
    assert {path: path.read_bytes() for path in (fresh / "content/exports").rglob("*") if path.is_file()} == before
    assert engine.console_and_csp_violations() == []


@pytest.mark.ci
def test_a_whole_export_replaces_the_one_of_its_name(engine: Engine, panel: Served, fresh: Path) -> None:
    place = fresh / "content/exports/tables/remarks.csv"
    text = place.read_bytes() + b"\r\n"
    come_in(engine, panel)
    drop(engine, "remarks.csv", text)
    engine.wait_for("document.querySelector('#drops .is-ok')")
    assert place.read_bytes() == text


@pytest.mark.ci
def test_the_page_suits_everybody_in_both_lights(engine: Engine, panel: Served) -> None:
    for dark in (False, True):
        engine.dark(on=dark)
        come_in(engine, panel)
        drop(engine, "marks-9В.csv", BROKEN.read_bytes())
        engine.wait_for("document.querySelector('#drops .cell')")
        for width in (1280, 400, 320):
            engine.set_viewport(width, 800)
            assert accessibility_problems(engine) == []
            assert engine.js("document.documentElement.scrollWidth - innerWidth") <= 0
    small = "[...document.querySelectorAll('button, .btn, a.link')].filter(e => e.getBoundingClientRect().height < 44)"
    assert engine.js(f"{small}.map(e => e.outerHTML)") == []


@pytest.mark.ci
def test_the_keyboard_is_enough(engine: Engine, panel: Served, fresh: Path) -> None:
    come_in(engine, panel)
    engine.wait_for(IDLE)
    engine.click("h1")  # a window that nobody ever touched does not get every key
    for _ in range(4):
        engine.press("Tab")
        if engine.js("document.activeElement.id") == "go":
            break
    assert ring(engine, "document.activeElement") == "solid"
    if engine.name == "firefox" and not engine.js("document.hasFocus()"):
        raise CannotDo("firefox: in a window without the focus a key reaches a button and does not press it")
    engine.press("Enter")
    engine.wait_for(f"{VERDICT}.includes('is-ok') && {IDLE}", 60)
    assert engine.js("document.activeElement.id") == "go"
    for _ in range(8):  # on the way lie the links of what waits
        engine.press("Tab")
        if engine.js("document.activeElement.id") == "file":
            break
    assert engine.js("document.activeElement.id") == "file"
    assert ring(engine, "document.querySelector('label[for=file]')") == "solid"
    assert (fresh / "output/site/index.html").is_file()


def ring(engine: Engine, element: str) -> str:
    """Return the style of the ring around an element; in a window that lies behind others no engine draws one."""
    return str(engine.js(f"document.hasFocus() ? getComputedStyle({element}).outlineStyle : 'solid'"))


@pytest.mark.ci
def test_an_address_that_was_used_is_explained(engine: Engine, panel: Served) -> None:
    used = address_for(engine, panel)
    come_in(engine, panel)
    engine.open(used)
    assert "Вход закрыт" in engine.text("body")
    assert address_for(engine, panel) != used
