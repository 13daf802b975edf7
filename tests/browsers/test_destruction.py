"""The papers of a withdrawal in browsers: the longest of everything stays on its sheet, and nothing lies over anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from generator.commands.looks import load_looks
from generator.rendering.paper.forms import Subject
from generator.rendering.staff.destruction import Copy, Destruction, LogLine, render_destruction
from tests.browsers.engines import Engine
from tests.browsers.test_forms import LONG, OTHER, SCHOOL, SITE, overlapping, printed, show
from tests.schools.built import Built, inputs_of

pytestmark = pytest.mark.ci

NOW = datetime(2026, 11, 19, 18, 30)
LINE = LogLine(12345, NOW, "k.sergeeva-tsenskaya", "recipient-row-entered", "S1234", "R1234", "")
DETAILS = ("", f"d/{'ab' * 16}/ to d/{'cd' * 16}/", "ш" * 339, "2026-11-18; заявление № 17 от 18.11.2026; " * 8)
FOUND = Destruction(
    SCHOOL, 1234, NOW.date(), Subject("S1234", LONG), Subject("R1234", OTHER), date(2026, 11, 18),
    "заявление № 2026-11/1234 от 18 ноября 2026 г.", "семья переезжает в другой город и выбирает другую школу",
    f"d/{'ab' * 16}/index.html", f"f/{'cd' * 16}/index.html", SITE, key=True, letter=True, destroyed_at=NOW,
    lines=tuple(replace(LINE, number=12345 + n, detail=DETAILS[n % 4]) for n in range(30)),
    copies=tuple(Copy("backup", f"{SCHOOL[:40]}-2026-11-{n:02}.backup", NOW.date()) for n in range(1, 20)),
)  # fmt: skip


@pytest.mark.parametrize("running_engine", ["chromium", "firefox"], indirect=True)
def test_the_longest_act_fits_its_sheets(engine: Engine, built: Built, tmp_path: Path) -> None:
    texts = show(engine, tmp_path, render_destruction(load_looks(inputs_of(built)).main, FOUND))
    assert overlapping(texts) == []
    outside = [t for t in texts if t["left"] < 19.5 or t["right"] > 200.5 or t["top"] < 7 or t["bottom"] > 291]
    assert outside == []
    assert min(text["size"] for text in texts if not text["legal"]) >= 9
    fits = "[...document.querySelectorAll('.sheet, .piece, .form')].every(e => e.scrollHeight <= e.clientHeight + 1)"
    assert engine.js(fits)
    assert len(printed(engine, tmp_path)) == engine.js("document.querySelectorAll('.sheet').length") > 4
