"""The personal result sheet in browsers: all of it on its sheets, nothing over anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.commands.looks import load_looks
from generator.model.years import PersonalSheet
from generator.rendering.look import Look
from generator.rendering.paper.personal import personal_document
from tests.browsers.engines import Engine
from tests.browsers.papers import geometry_faults, is_printed, open_paper, print_paper, sheets_shown
from tests.schools.built import Built, inputs_of
from tests.unit.rendering.paper.test_personal import year

pytestmark = pytest.mark.ci

LONG = "Муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа № 19 имени Героя»"
SUBJECT = "Основы духовно-нравственной культуры народов России, родной язык и литературное чтение на нём"


@pytest.fixture
def look(built: Built) -> Look:
    return load_looks(inputs_of(built)).main


@pytest.fixture(params=["chromium", "firefox"])
def running_engine(request: pytest.FixtureRequest, engines: Callable[[str], Engine]) -> Engine:
    """The two that print."""
    return engines(request.param)


@pytest.mark.parametrize(("years", "rows"), [(1, 3), (4, 14), (11, 17)])
def test_every_year_of_a_student_stands_on_its_sheets(
    engine: Engine, look: Look, tmp_path: Path, years: int, rows: int
) -> None:
    found = tuple(year(2016 + n, rows, subject=SUBJECT if n % 2 else "Труд") for n in range(years))
    sheet = PersonalSheet("S12", "Константинопольская-Преображенская Александрина-Серафима", found, found[-1].year)
    html = personal_document(look, LONG, date(2027, 6, 1), [sheet])
    path = tmp_path / "personal.html"
    path.write_text(html, encoding="utf-8")
    open_paper(engine, path)
    assert geometry_faults(engine) == []
    pages = print_paper(engine, tmp_path / "personal.pdf")
    assert len(pages) == sheets_shown(engine)
    assert all(is_printed(f"Труд {n}", pages) for n in range(rows))
