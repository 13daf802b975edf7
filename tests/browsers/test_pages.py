"""The built pages in real browsers: opened in every way a parent opens them, and every way it can fail."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.commands.looks import load_looks, page_parts
from generator.rendering.outer import Gate, render_outer
from generator.sealing.codes import damm
from generator.sealing.envelope import read_envelope, take_envelope
from tests.browsers.engines import Engine
from tests.browsers.engines.axe import accessibility_problems
from tests.browsers.engines.server import Served
from tests.schools import cast
from tests.schools.built import Built, inputs_of

Serve = Callable[[Path], Served]

VIEWS = ("week", "marks", "finals", "absences", "more")
FAMILY = "document.querySelector('#page [data-kind=family]')"
DIARY = "document.querySelector('#page [data-kind=diary]')"
OPEN_FAMILY = f"{FAMILY} && !document.getElementById('page').hidden"
OPEN_DIARY = f"{DIARY} && !document.getElementById('page').hidden"
SHOWN = (
    "getComputedStyle(document.querySelector('{}')).display !== 'none' && !!document.querySelector('{}').offsetHeight"
)

KEPT = "caches.open('diary').then(found => found.keys()).then(keys => keys.length)"
REGISTERED = "navigator.serviceWorker.getRegistrations().then(found => found.length)"


def wait_until_kept(engine: Engine, count: int) -> None:
    """Wait until the service worker keeps this many pages."""
    pause = "await new Promise(done => setTimeout(done, 20))"
    engine.js(f"(async () => {{ while (await {KEPT} < {count}) {pause}; return true; }})()")


def way(code: dict[str, object]) -> str:
    """Return the link's path and key, below whatever address the site is served."""
    return "f/" + str(code["link"]).partition("/f/")[2]


def wrong_digit(code: str) -> str:
    return ("1" if code[0] != "1" else "2") + code[1:]


def another_code(code: str) -> str:
    """Return a code that is not anybody's and has a right check digit."""
    digits = code.replace(" ", "")
    body = digits[:-2] + ("1" if digits[-2] != "1" else "2")
    return body + str(damm(body))


def said(engine: Engine) -> str:
    return str(engine.js("document.getElementById('msg').dataset.slug || document.getElementById('msg').innerText"))


def test_the_front_page_and_a_code_are_enough(engine: Engine, built: Built, serve: Serve) -> None:
    code = built.of(cast.MOTHER_OF_TWO)
    engine.open(serve(built.site).url)
    engine.type("#code", wrong_digit(str(code["code"])))
    engine.click("#go")
    engine.wait_for("!document.getElementById('msg').hidden")
    mistyped = said(engine)
    engine.js("document.getElementById('code').value = ''")
    engine.type("#code", another_code(str(code["code"])))
    engine.click("#go")
    engine.wait_for(
        f"!document.getElementById('msg').hidden && document.getElementById('msg').innerText !== {json.dumps(mistyped)}"
    )
    engine.js("document.getElementById('code').value = ''")
    engine.type("#code", str(code["code"]))
    engine.click("#go")
    engine.wait_for(OPEN_FAMILY)
    assert engine.js("document.querySelectorAll('a.d-child').length") == 2
    # A code of nobody asks for a family page that is not there, which a browser notes as an error.
    assert [line for line in engine.console_and_csp_violations() if "404" not in line] == []


def test_a_link_opens_the_page_and_its_key_leaves_the_address(engine: Engine, built: Built, serve: Serve) -> None:
    code = built.of(cast.MOTHER_OF_TWO)
    engine.open(serve(built.site).url + way(code))
    engine.wait_for(OPEN_FAMILY)
    assert "k=" not in engine.js("location.href")
    assert engine.console_and_csp_violations() == []


def test_a_family_page_leads_to_both_children_with_one_code_and_back(
    engine: Engine, built: Built, serve: Serve
) -> None:
    engine.open(serve(built.site).url + way(built.of(cast.MOTHER_OF_TWO)))
    engine.wait_for(OPEN_FAMILY)
    names = set()
    for child in range(2):
        # A page that is left while it fetches breaks its requests off, which Firefox notes as an error of the worker.
        engine.wait_for("document.querySelectorAll('.kid .today').length === 2")
        engine.js(f"document.querySelectorAll('a.d-child')[{child}].click()")
        engine.wait_for(OPEN_DIARY)
        names.add(engine.text("#page h1"))
        engine.back()
        engine.wait_for(OPEN_FAMILY)
    engine.wait_for("document.querySelectorAll('.kid .today').length === 2")
    assert len(names) == 2
    assert engine.console_and_csp_violations() == []


def test_one_child_is_shown_straight_away(engine: Engine, built: Built, serve: Serve) -> None:
    engine.open(serve(built.site).url + way(built.of(cast.MOTHER_OF_MINOR)))
    engine.wait_for(OPEN_DIARY)
    assert "/d/" in engine.js("location.pathname")


def test_separated_parents_see_their_own_children_only(engine: Engine, built: Built, serve: Serve) -> None:
    served = serve(built.site)
    for parent, other in (
        (cast.MOTHER_APART, cast.FATHERS_OTHER_CHILD),
        (cast.FATHER_APART, cast.MOTHERS_OTHER_CHILD),
    ):
        engine.open(served.url + way(built.of(parent)))
        engine.wait_for(OPEN_FAMILY)
        text = engine.text("#page")
        assert cast.PARENTS_APART.given_name in text
        assert other.given_name not in text


def test_a_remembered_device_opens_after_a_restart_and_can_be_forgotten(
    engine: Engine, built: Built, serve: Serve
) -> None:
    served = serve(built.site)
    code = built.of(cast.MOTHER_OF_MINOR)
    page = served.url + way(code).partition("#")[0]
    engine.open(served.url + way(code))
    engine.wait_for(OPEN_DIARY)
    diary = engine.js("location.href")
    engine.js("document.querySelector('[data-act=remember]').click()")
    engine.wait_for(
        "document.querySelector('[data-act=remember]').hidden || !document.querySelector('[data-act=remember]').offsetHeight"
    )
    engine.restart(keep_profile=True)
    engine.open(page)
    engine.wait_for(OPEN_DIARY)
    assert engine.js("location.href") == diary
    wait_until_kept(engine, 1)
    engine.js("document.querySelector('[data-act=forget]').click()")
    engine.wait_for(
        "document.getElementById('lock') && !document.getElementById('lock').hidden && document.getElementById('ask') && !document.getElementById('ask').hidden"
    )
    assert (engine.js(KEPT), engine.js(REGISTERED)) == (0, 0)
    engine.open(diary)
    engine.wait_for("!document.getElementById('ask').hidden")


def test_what_was_opened_opens_without_a_network(engine: Engine, built: Built, serve: Serve) -> None:
    served = serve(built.site)
    link = served.url + way(built.of(cast.MOTHER_OF_MINOR))
    engine.open(link)
    engine.wait_for(OPEN_DIARY)
    wait_until_kept(engine, 2)  # the family page is the way in
    assert engine.console_and_csp_violations() == []
    served.close()
    engine.open(link)
    engine.wait_for(OPEN_DIARY)
    assert engine.js("document.querySelectorAll('.lesson').length") > 300


@pytest.mark.parametrize("running_engine", ["chromium"], indirect=True)
def test_a_saved_file_opens_from_a_disk(engine: Engine, built: Built, serve: Serve, tmp_path: Path) -> None:
    code = built.of(cast.MOTHER_OF_MINOR)
    engine.open(serve(built.site).url + way(code))
    engine.wait_for(OPEN_DIARY)
    engine.js("URL.createObjectURL = blob => { blob.text().then(text => { window.saved = text; }); return '#'; }, 0")
    engine.js("document.querySelector('[data-act=save]').click()")
    engine.wait_for("window.saved")
    saved = tmp_path / "diary.html"
    saved.write_text(str(engine.js("window.saved")), encoding="utf-8")
    assert read_envelope(saved.read_bytes())
    engine.open(saved.as_uri() + "#" + way(code).partition("#")[2])
    engine.wait_for(OPEN_DIARY)


def test_pages_open_from_a_disk(engine: Engine, built: Built) -> None:
    code = built.of(cast.MOTHER_OF_TWO)
    path, _, key = way(code).partition("#")
    engine.open((built.site / path).resolve().as_uri() + "#" + key)
    engine.wait_for(OPEN_FAMILY)
    engine.js("document.querySelectorAll('a.d-child')[0].click()")
    engine.wait_for(OPEN_DIARY)
    assert "k=" not in engine.js("location.href")


def test_a_link_that_is_not_of_this_page_says_so(engine: Engine, built: Built, serve: Serve) -> None:
    path = way(built.of(cast.MOTHER_OF_TWO)).partition("#")[0]
    key = way(built.of(cast.FATHER_APART)).partition("#")[2]
    engine.open(serve(built.site).url + path + "#" + key)
    engine.wait_for("!document.getElementById('msg').hidden")
    assert engine.js("document.getElementById('page').hidden")


def test_a_damaged_page_says_load_again(engine: Engine, own: Built, serve: Serve) -> None:
    code = own.of(cast.MOTHER_OF_TWO)
    path = own.site / way(code).partition("#")[0]
    text = path.read_text(encoding="utf-8")
    at = text.index('"ciphertext":"') + 100
    path.write_text(text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :], encoding="utf-8")
    engine.open(serve(own.site).url + way(code))
    engine.wait_for(SHOWN.format("[data-stop=damaged]", "[data-stop=damaged]"))


def test_plain_http_is_explained_and_not_called_a_wrong_code(engine: Engine, built: Built, serve: Serve) -> None:
    engine.open(serve(built.site).insecure_url + way(built.of(cast.MOTHER_OF_TWO)))
    engine.wait_for(SHOWN.format("[data-stop=insecure]", "[data-stop=insecure]"))
    assert engine.js("document.querySelector('[data-stop=insecure] a').href").startswith("https:")


def test_without_javascript_the_page_says_what_is_needed(engine: Engine, built: Built, serve: Serve) -> None:
    engine.javascript(False)
    engine.open(serve(built.site).url + way(built.of(cast.MOTHER_OF_TWO)).partition("#")[0])
    time.sleep(1.2)  # nothing in the page can be waited for without scripts
    assert "JavaScript" in engine.text("#late")


@pytest.mark.ci
def test_a_page_opens_without_the_browsers_own_inflater(engine: Engine, own: Built, serve: Serve) -> None:
    inputs = inputs_of(own)
    look = load_looks(inputs).main
    environment = look.environment()
    parts = page_parts(look)
    parts = replace(parts, inflate="delete self.DecompressionStream;\n" + parts.inflate)
    gate = Gate(inputs.settings.school.name, inputs.settings.school.contact, own_origin=True)
    outer = render_outer(environment, look.words, gate, parts)
    for path in own.site.rglob("index.html"):
        if path.parent != own.site:
            path.write_bytes(outer.wrap(take_envelope(path.read_bytes())))
    engine.open(serve(own.site).url + way(own.of(cast.MOTHER_OF_MINOR)))
    engine.wait_for(OPEN_DIARY)
    assert engine.js("typeof DecompressionStream") == "undefined"
    assert engine.js("document.querySelectorAll('.lesson').length") > 300


def test_in_a_frame_nothing_is_asked_or_opened(engine: Engine, own: Built, serve: Serve) -> None:
    link = way(own.of(cast.MOTHER_OF_TWO))
    (own.site / "frame.html").write_text(
        f'<!DOCTYPE html><title>x</title><iframe src="{link}"></iframe>', encoding="utf-8"
    )
    engine.open(serve(own.site).url + "frame.html")
    inside = "document.querySelector('iframe').contentDocument"
    engine.wait_for(
        f"{inside} && {inside}.readyState === 'complete' && {inside}.querySelector('[data-stop=frame]') && !{inside}.querySelector('[data-stop=frame]').hidden && !{inside}.getElementById('end').hidden"
    )
    assert engine.js(f"{inside}.getElementById('page').hidden")


def test_closing_the_diary_asks_for_the_code_again(engine: Engine, built: Built, serve: Serve) -> None:
    engine.open(serve(built.site).url + way(built.of(cast.MOTHER_OF_MINOR)))
    engine.wait_for(OPEN_DIARY)
    engine.js("document.querySelector('[data-act=close]').click()")
    engine.wait_for("!document.getElementById('ask').hidden && document.getElementById('page').hidden")


def test_every_week_can_be_reached_and_the_back_button_works_inside(engine: Engine, built: Built, serve: Serve) -> None:
    engine.open(serve(built.site).url + way(built.of(cast.MOTHER_OF_MINOR)))
    engine.wait_for(OPEN_DIARY)
    engine.click('.nav a[href="#marks"]')
    engine.wait_for("!document.getElementById('d-marks').hidden && document.getElementById('d-week').hidden")
    engine.back()
    engine.wait_for("!document.getElementById('d-week').hidden")
    assert engine.js("document.querySelectorAll('.week').length") >= 38


def all_findings(
    engine: Engine, built: Built, served: Served, *, width: int, dark: bool, views: tuple[str, ...]
) -> dict[str, list[str]]:
    """Return what axe finds on the front page, a family page and these views of a diary."""
    engine.set_viewport(width, 800)
    engine.dark(dark)
    found = {}
    engine.open(served.url)
    found["front"] = accessibility_problems(engine)
    engine.open(served.url + way(built.of(cast.MOTHER_OF_TWO)))
    engine.wait_for(OPEN_FAMILY)
    found["family"] = accessibility_problems(engine)
    engine.js("document.querySelectorAll('a.d-child')[0].click()")
    engine.wait_for(OPEN_DIARY)
    for view in views:
        engine.js(f"location.hash = '#{view}'")
        engine.wait_for(f"!document.getElementById('d-{view}').hidden")
        found[view] = accessibility_problems(engine)
    return {view: rules for view, rules in found.items() if rules}


@pytest.mark.ci
@pytest.mark.parametrize("running_engine", ["chromium"], indirect=True)
def test_axe_finds_nothing_on_a_phone(engine: Engine, built: Built, serve: Serve) -> None:
    assert all_findings(engine, built, serve(built.site), width=360, dark=False, views=("week",)) == {}


@pytest.mark.long
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_any_look(engine: Engine, built: Built, serve: Serve, width: int, dark: bool) -> None:
    assert all_findings(engine, built, serve(built.site), width=width, dark=dark, views=VIEWS) == {}


@pytest.mark.parametrize("width", [320, *(pytest.param(w, marks=pytest.mark.long) for w in (360, 768, 1280))])
def test_nothing_scrolls_sideways(engine: Engine, built: Built, serve: Serve, width: int) -> None:
    engine.set_viewport(width, 800)
    engine.open(serve(built.site).url + way(built.of(cast.MOTHER_OF_MINOR)))
    engine.wait_for(OPEN_DIARY)
    for view in VIEWS:
        engine.js(f"location.hash = '#{view}'")
        engine.wait_for(f"!document.getElementById('d-{view}').hidden")
        assert engine.js("document.documentElement.scrollWidth <= innerWidth"), view
