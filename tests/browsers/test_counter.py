"""The secretary's counter in real browsers, over a real site folder: what a family brings, takes, and takes back."""

from __future__ import annotations

import io
import json
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from generator.commands.inputs import load_inputs
from generator.commands.panel import open_desk
from generator.commands.registers import open_register
from generator.model.acts import ActKind, Source, holding
from generator.panel.serve import Served, open_panel
from generator.register.register import Register
from generator.sealing.randomness import draw_bytes
from tests.browsers.engines import Engine
from tests.browsers.engines.axe import accessibility_problems
from tests.browsers.test_panel import come_in
from tests.schools.built import Built

pytestmark = pytest.mark.ci

PAGES = ("hand", "intake", "record", "withdraw")
READY = "document.readyState === 'complete' && document.getElementById('main')"


@pytest.fixture
def site(own: Built) -> Path:
    """The built example school, with letters that wait."""
    return own.folder


@pytest.fixture
def panel(site: Path) -> Iterator[Served]:
    with (
        open_desk(Namespace(site=site, now="", format="text")) as wiring,
        open_panel(wiring.desk, draw=draw_bytes) as served,
    ):
        yield served


@pytest.fixture
def register(site: Path) -> Iterator[Register]:
    with open_register(load_inputs(Namespace(site=site, now="", format="text"))) as opened:
        yield opened


def visit(engine: Engine, panel: Served, name: str) -> None:
    """Come in and follow the link of the first page."""
    come_in(engine, panel)
    engine.click(f'a[href="desk/{name}"]')
    engine.wait_for(f"location.pathname.endsWith('/desk/{name}') && {READY}")


def fill(engine: Engine, act: str, **values: str) -> None:
    """Write into the fields of the form that does this act."""
    for name, value in values.items():
        engine.js(f"document.querySelector({json.dumps(field(act, name))}).value = {json.dumps(value)}")


def field(act: str, name: str) -> str:
    return f'form:has([name=act][value="{act}"]) [name="{name}"]'


def submit(engine: Engine, act: str) -> str:
    """Press the form's button and return what the page says came of it."""
    engine.js("document.getElementById('outcome').textContent = ''")
    engine.click(f'form:has([name=act][value="{act}"]) button[type=submit]')
    engine.wait_for("document.getElementById('outcome').textContent.trim() !== ''", 30)
    return engine.text("#outcome")


def put_into_families(site: Path, line: str) -> None:
    """Paste a row below the last one of the families file, as a person does."""
    path = site / "content/families.xlsx"
    workbook = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    sheet = workbook.worksheets[0]
    last = max(row for row in range(1, sheet.max_row + 1) if any(c.value for c in sheet[row]))
    for column, value in enumerate(line.split("\t"), start=1):
        sheet.cell(last + 1, column).value = value or None
    workbook.save(path)


def test_a_row_is_taken_in_shown_and_waits_until_the_file_has_it(
    engine: Engine, panel: Served, site: Path, register: Register
) -> None:
    families = (site / "content/families.xlsx").read_bytes()
    visit(engine, panel, "intake")
    fill(engine, "take", student="Бекова 8А", recipient="Бекова Жанна Игоревна", relation="мать",
         application_no="2026-077", application_date="2026-11-18", application_channel="школа",
         consent_date="2026-11-18", consent_doc="согласие № 77", phone="8 900 123 45 67")  # fmt: skip
    said = submit(engine, "take")
    assert "Записано в реестр: Бекова Жанна Игоревна" in said
    assert engine.js("document.activeElement.id") == "outcome"
    assert (site / "content/families.xlsx").read_bytes() == families, "the program never writes it"
    line = engine.js("document.querySelector('.line').value")
    assert line.split("\t")[1:4] == ["8А", "Бекова Айгерим Талант кызы", "Бекова Жанна Игоревна"]
    assert "+7 900 123-45-67" in line.split("\t")
    taken = [act for act in register.acts.all() if act.source is Source.PANEL]
    assert [act.kind for act in taken] == [ActKind.APPLICATION, ActKind.CONSENT, ActKind.CONTACT]
    assert "900" not in json.dumps([dict(act.detail) for act in taken])
    engine.open(engine.js("new URL('../', location.href).href"))
    engine.wait_for("document.getElementById('card-rows')")
    assert "Бекова Жанна Игоревна" in engine.text("#card-rows")

    put_into_families(site, line)
    engine.click("#go")
    idle = "document.getElementById('problems').dataset.state === 'idle' && document.getElementById('run').hidden"
    engine.wait_for(f"{idle} && !document.getElementById('card-rows')", 60)
    assert engine.js("document.getElementById('verdict').className").split()[-1] == "is-ok", engine.text("main")
    entered = [act for act in register.acts.all() if act.source is Source.FAMILIES and act.earlier]
    assert [act.earlier for act in entered] == [act.number for act in taken]
    assert not [act for act in holding(register.acts.all()) if act.number in {one.number for one in taken}]
    assert engine.console_and_csp_violations() == []


@pytest.mark.ci
def test_a_row_with_a_fault_is_told_in_words_and_keeps_what_was_written(
    engine: Engine, panel: Served, register: Register
) -> None:
    before = register.acts.all()
    visit(engine, panel, "intake")
    fill(engine, "take", student="Бекова 8А", recipient="Бекова Жанна", phone="12", application_no="7",
         application_date="")  # fmt: skip
    said = submit(engine, "take")
    assert "Не записано" in said
    assert "bad-phone" in said
    assert engine.js(f"document.querySelector({json.dumps(field('take', 'phone'))}).value") == "12"
    assert engine.js(f"document.querySelector({json.dumps(field('take', 'recipient'))}).value") == "Бекова Жанна"
    assert register.acts.all() == before


@pytest.mark.ci
def test_letters_are_ticked_and_their_files_go(engine: Engine, panel: Served, site: Path, register: Register) -> None:
    visit(engine, panel, "hand")
    (recipient, letter) = next((path.stem, path) for path in sorted((site / "output/letters").glob("R*.html")))
    engine.click(f'label:has(input[name=letters][value="{recipient}"])')
    assert "1\N{NO-BREAK SPACE}письмо" in submit(engine, "letters")
    assert not letter.exists()
    assert [code.recipient_id for code in register.codes() if code.handed_at] == [recipient]
    assert not engine.js(f"!!document.querySelector('input[value={recipient}]')")


@pytest.mark.ci
def test_papers_are_printed_opened_ticked_and_taken_back(engine: Engine, panel: Served, register: Register) -> None:
    come_in(engine, panel)
    engine.wait_for("document.getElementById('problems').dataset.state === 'idle'", 60)
    engine.click('[data-job="week"]')
    engine.wait_for("document.querySelector('#printed a')", 60)
    index = engine.js("document.querySelector('#printed a').href")
    engine.open(index)
    engine.wait_for("document.querySelector('td a')")
    engine.open(engine.js("document.querySelector('td a').href"))
    engine.wait_for("document.readyState === 'complete'")
    assert engine.js("getComputedStyle(document.body).margin") == "0px"
    assert engine.js("document.querySelectorAll('body *').length") > 10
    ready = register.papers.unhanded()
    visit(engine, panel, "hand")
    engine.click("form:has([value=papers]) label.is-all")
    ticked = engine.js("document.querySelectorAll('input[name=papers]:checked').length")
    assert "Записано вручение" in submit(engine, "papers")
    assert len(register.papers.unhanded()) == len(ready) - ticked
    engine.click("form:has([value=back]) label.is-all")
    submit(engine, "back")
    assert register.papers.unhanded() == ready
    assert engine.console_and_csp_violations() == []


@pytest.mark.ci
def test_a_consent_is_withdrawn_only_when_the_id_is_typed(
    engine: Engine, panel: Served, site: Path, register: Register
) -> None:
    student, recipient = min(register.family_view())
    visit(engine, panel, "withdraw")
    fill(engine, "withdraw", pair=f"{recipient} {student}", confirm="R999")
    assert "not-confirmed" in submit(engine, "withdraw")
    assert register.withdrawals.all() == ()
    assert engine.js(f"document.querySelector({json.dumps(field('withdraw', 'pair'))}).value") != ""
    fill(engine, "withdraw", confirm=recipient.lower())
    assert f"{recipient} больше не читает дневник {student}" in submit(engine, "withdraw")
    (record,) = register.withdrawals.all()
    acts = [act for act in register.acts.all() if act.kind is ActKind.CONSENT_WITHDRAWN]
    assert acts[-1].source is Source.PANEL
    engine.open(engine.js("document.querySelector('a[data-print]').href"))
    engine.wait_for("document.readyState === 'complete'")
    assert recipient in engine.text("body")
    assert record.number == 1
    assert (site / "output/staff/acts").is_dir()


@pytest.mark.ci
def test_a_deferral_is_entered_and_corrected(engine: Engine, panel: Served, register: Register) -> None:
    visit(engine, panel, "record")
    fill(engine, "deferral", student="Бекова 8А", subject="Физика", until="2026-12-20", order="приказ № 5")
    assert "Внесена" in submit(engine, "deferral"), engine.text("#outcome")
    (entered,) = [act for act in register.acts.all() if act.kind is ActKind.DEFERRAL]
    fill(engine, "correct", why="не тот ученик")
    assert f"Запись {entered.number} помечена ошибочной" in submit(engine, "correct")
    assert not [act for act in holding(register.acts.all()) if act.kind is ActKind.DEFERRAL]


@pytest.mark.ci
def test_the_counter_suits_everybody_in_both_lights(engine: Engine, panel: Served) -> None:
    for name in PAGES:
        for dark in (False, True):
            engine.dark(on=dark)
            visit(engine, panel, name)
            for width in (1280, 360, 320):
                engine.set_viewport(width, 800)
                assert accessibility_problems(engine) == []
                assert engine.js("document.documentElement.scrollWidth - innerWidth") <= 0, (name, width)
            small = "[...document.querySelectorAll('button, .btn, a.link, input:not([type=hidden], [type=checkbox]), select, .check')]"
            assert engine.js(f"{small}.filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML)") == []
            engine.set_viewport(1280, 800)
    assert engine.console_and_csp_violations() == []


@pytest.mark.ci
def test_without_scripts_a_form_can_not_be_sent(engine: Engine, panel: Served, register: Register) -> None:
    before = register.events()
    visit(engine, panel, "hand")
    # A script of the page would have to be there to carry the key; the browser itself may send nothing.
    engine.js(
        "document.addEventListener('securitypolicyviolation', event => { window.refused = event.violatedDirective })"
    )
    # Firefox throws besides.
    engine.js("(() => { try { document.querySelector('form').submit() } catch (error) {} })()")
    engine.wait_for("window.refused === 'form-action'")
    assert register.events() == before


@pytest.mark.ci
def test_what_another_run_keeps_busy_is_told_in_words(engine: Engine, panel: Served, site: Path) -> None:
    visit(engine, panel, "hand")
    folder = load_inputs(Namespace(site=site, now="", format="text")).folder
    with folder.locked():
        engine.click("form:has([value=letters]) label.is-all")
        ticked = engine.js("document.querySelectorAll('input[name=letters]:checked').length")
        assert "Сейчас работает другой запуск программы" in submit(engine, "letters")
        assert engine.js("document.querySelectorAll('input[name=letters]:checked').length") == ticked > 1
    assert list((site / "output/letters").glob("R*.html"))
