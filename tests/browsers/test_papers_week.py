"""Weekly extracts as browsers print them: each piece holds all of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest

from generator import strict_yaml
from generator.diaries.papers.lines import WeekExtract
from generator.rendering.look import Look
from generator.rendering.paper.document import document, sheet_of
from generator.rendering.paper.format import A4, A5, Format
from generator.rendering.paper.layout.impose import impose
from generator.rendering.paper.week.extract import WeekPaper
from generator.rendering.words import Words
from tests.browsers import papers
from tests.browsers.engines import Engine
from tests.unit.rendering.paper.builders import HEAD, MARKS, WEEK, cases

ROOT = Path(__file__).resolve().parents[2]
FORMS = [A4, *(pytest.param(form, marks=pytest.mark.ci) for form in (A5, A4.with_binder(20), A5.with_binder(20)))]


pytestmark = pytest.mark.parametrize(
    "running_engine", ["chromium", pytest.param("firefox", marks=pytest.mark.ci)], indirect=True
)


@pytest.fixture(scope="module")
def look() -> Look:
    name = "words/ru.yaml"
    table = strict_yaml.load((ROOT / "templates" / name).read_text(encoding="utf-8"), name).value
    return Look((ROOT / "templates",), Words("ru", cast("Mapping[str, object]", table)), "Школа № 12", "")


def made(look: Look, form: Format, weeks: dict[str, WeekExtract], path: Path) -> int:
    """Write a document of extracts, and return how many sheets it has."""
    paper = WeekPaper(look, MARKS, form)
    pieces = [piece for week in weeks.values() for piece in paper.pieces(week, HEAD)]
    sheets = [sheet_of(form, places) for places in impose(pieces, form.per_sheet, "plain")]
    html = document(look, "Выписки", form, sheets, "week.css")
    path.write_text(html, encoding="utf-8")
    return len(sheets)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.name}-{form.binder}")
def test_nothing_leaves_its_piece_or_lies_on_anything_else(
    engine: Engine, look: Look, form: Format, tmp_path: Path
) -> None:
    made(look, form, cases(), tmp_path / "week.html")
    papers.open_paper(engine, tmp_path / "week.html")
    assert papers.geometry_faults(engine) == []


@pytest.mark.ci
@pytest.mark.parametrize("form", [A4, A5], ids=lambda form: form.name)
def test_as_many_pages_are_printed_as_there_are_sheets_and_every_text_is_on_them(
    engine: Engine, look: Look, form: Format, tmp_path: Path
) -> None:
    weeks = cases()
    count = made(look, form, weeks, tmp_path / "week.html")
    papers.open_paper(engine, tmp_path / "week.html")
    pages = papers.print_paper(engine, tmp_path / "week.pdf")
    assert len(pages) == count
    for week in weeks.values():
        assert papers.is_printed(week.student.family_name, pages)
    for text in (
        "Бежин луг",
        "ждём СР",
        "замена",
        "отменён",
        "спорная (4,43)",
        "K7Q4\N{NON-BREAKING HYPHEN}2M9T",
        "Корешок № 12, 6 «Б»",
    ):
        assert papers.is_printed(text, pages)


@pytest.mark.parametrize("fault", ["height:30mm", "position:relative;left:250mm", "margin-top:-30mm"])
def test_a_fault_would_be_seen(engine: Engine, look: Look, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "week.html"
    made(look, A4, {"sample": WEEK}, path)
    path.write_text(path.read_text(encoding="utf-8").replace("</style>", f".sum{{{fault}}}.days{{{fault}}}</style>"))
    papers.open_paper(engine, path)
    assert papers.geometry_faults(engine) != []
