"""The staff's reports in a browser: sorting, both lights, narrow screens, print; the summary sheet at its fullest."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from generator.cli import main
from generator.commands.looks import load_looks
from generator.model.kinds import FinalScope, TermKind
from generator.model.school import Term
from generator.rendering.look import Look
from generator.rendering.staff.sheets.term import SheetHead, TermSheets
from generator.rendering.staff.sheets.year import YearSheets
from generator.reports.class_facts import Column, FinalCell
from generator.reports.sheet import SheetStudent, SheetSubject, YearSheet, term_sheet
from tests.browsers.engines import Engine
from tests.browsers.engines.axe import accessibility_problems
from tests.browsers.papers import geometry_faults, is_printed, open_paper, print_paper, sheets_shown
from tests.schools.built import Built, inputs_of

pytestmark = pytest.mark.ci

PAGES = ("index", "deadlines", "finals", "hours", "results", "imports", "registers", "class-8А")
NOW = datetime(2026, 11, 19, 15, 40)
NAMES = ("Константинопольская-Преображенская Александра-Виктория Константиновна", "Ли Ян", "Кедрова Василиса Андреевна",
         "Аль-Хатиби-Вымышленский Мухаммед-Абдуррахман ибн Абдулла-оглы")  # fmt: skip
TITLES = ("Основы безопасности и защиты Родины", "Иностранный язык (английский)", "Химия", "Вероятность и статистика",
          "Основы духовно-нравственной культуры народов России", "Труд (технология)", "Родной язык (русский)")  # fmt: skip


@pytest.fixture(scope="module")
def folder(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    school = built.copy(tmp_path_factory.mktemp("reports") / "school")
    assert main(["report", "--site", str(school), "--workers", "1"]) == 0
    return school / "output/staff"


def open_page(engine: Engine, folder: Path, name: str) -> None:
    engine.open((folder / f"{name}.html").resolve().as_uri())
    engine.wait_for("document.readyState === 'complete'")


def column(engine: Engine, section: str, index: int) -> list[str]:
    script = f"[...document.querySelectorAll('#{section} tbody tr')].map(r => r.cells[{index}].innerText.trim())"
    return list(engine.js(script))


def heading(section: str, index: int) -> str:
    return f"#{section} thead th:nth-child({index + 1})"


def test_a_heading_sorts_its_column_and_says_so(engine: Engine, folder: Path) -> None:
    open_page(engine, folder, "hours")
    held = 2
    before = column(engine, "subjects", held)
    engine.click(f"{heading('subjects', held)} button")
    assert column(engine, "subjects", held) == sorted(before, key=int)
    assert engine.js(f"document.querySelector('{heading('subjects', held)}').getAttribute('aria-sort')") == "ascending"
    engine.click(f"{heading('subjects', held)} button")
    assert column(engine, "subjects", held) == sorted(before, key=int, reverse=True)
    assert engine.js("document.querySelector('#subjects tfoot th').innerText") == "Вся школа"
    engine.click(f"{heading('subjects', 0)} button")
    assert engine.js("document.querySelectorAll('#subjects [aria-sort]').length") == 1
    assert column(engine, "subjects", 0)[0] == "Алгебра"
    assert engine.console_and_csp_violations() == []


@pytest.mark.ci
def test_days_sort_by_the_calendar_and_what_is_not_known_comes_last(engine: Engine, folder: Path) -> None:
    open_page(engine, folder, "deadlines")
    due = 7
    key = f"[...document.querySelectorAll('#cases tbody tr')].map(r => r.cells[{due}].dataset.s || '')"
    for way in ("ascending", "descending"):
        engine.click(f"{heading('cases', due)} button")
        assert engine.js(f"document.querySelector('{heading('cases', due)}').getAttribute('aria-sort')") == way
        found = [one for one in engine.js(key) if one]
        assert found == sorted(found, reverse=way == "descending")
        last = list(engine.js(key))
        assert all(last[: len(found)])


@pytest.mark.ci
def test_pages_suit_everybody_in_both_lights_and_on_a_telephone(engine: Engine, folder: Path) -> None:
    for dark in (False, True):
        engine.dark(on=dark)
        for name in PAGES:
            open_page(engine, folder, name)
            for width in (1280, 360):
                engine.set_viewport(width, 800)
                assert engine.js("document.documentElement.scrollWidth - innerWidth") <= 0, (name, width)
            assert accessibility_problems(engine) == [], name
            assert engine.console_and_csp_violations() == [], name
    small = "[...document.querySelectorAll('button, .btn, a.link')].filter(e => e.getBoundingClientRect().height < 44)"
    assert engine.js(f"{small}.map(e => e.outerHTML)") == []


@pytest.mark.ci
def test_without_scripts_everything_is_there_and_nothing_pretends_to_work(engine: Engine, folder: Path) -> None:
    engine.javascript(on=False)
    open_page(engine, folder, "hours")
    assert "Вся школа" in engine.text("#classes")
    assert engine.js("document.querySelectorAll('button').length") == 0


@pytest.mark.ci
def test_a_report_is_printed_across_with_its_table_heads_on_every_page(
    engine: Engine, folder: Path, tmp_path: Path
) -> None:
    open_page(engine, folder, "class-8А")
    pages = print_paper(engine, tmp_path / "class.pdf")
    assert 4 <= len(pages) <= 14
    assert is_printed("8А: часы и результаты", pages)
    assert is_printed("Основы безопасности и защиты Родины", pages)
    assert not is_printed("Таблица для Excel", pages)


def full_sheet(students: int, subjects: int, terms: int) -> tuple[YearSheet, tuple[Term, ...]]:
    """Return a class at its fullest: long names and titles, words in place of marks, a student who left."""
    start = date(2026, 9, 1)
    made = tuple(
        Term(
            f"t{n}",
            TermKind.QUARTER,
            n,
            f"{n} четверть",
            start + timedelta(days=60 * (n - 1)),
            start + timedelta(days=60 * n - 1),
        )
        for n in range(1, terms + 1)
    )
    columns = (*(Column(FinalScope.TERM, term.id, term.end) for term in made),
               *(Column(scope, "", date(2027, 5, 26)) for scope in (FinalScope.YEAR, FinalScope.EXAM, FinalScope.FINAL)))  # fmt: skip
    words = [FinalCell(text, None, None) for text in ("5", "н/а", "незач", "осв")]
    words.append(FinalCell("", None, None, date(2026, 12, 4)))
    people = tuple(
        SheetStudent(str(n), NAMES[n % len(NAMES)], None, date(2026, 10, 5) if n == 3 else None)
        for n in range(students)
    )
    taught = tuple(
        SheetSubject(str(n), TITLES[n % len(TITLES)], "", (NAMES[0], NAMES[2]),
                     tuple(tuple(words[(n + m + k) % 5] for k in range(len(columns))) for m in range(students)))
        for n in range(subjects)
    )  # fmt: skip
    return YearSheet("8а", columns, people, taught), made


@pytest.fixture(scope="module")
def sheet_look(built: Built) -> Look:
    return load_looks(inputs_of(built)).main


HEAD = SheetHead(
    "Муниципальное бюджетное общеобразовательное учреждение № 19", "8 Кадетский", "2026/27", NOW, NOW, NAMES[2]
)


@pytest.mark.parametrize("size", [(35, 20, 0), (25, 14, 10), (40, 30, 0), (1, 1, 0)])
def test_b5_6_the_sheet_of_a_term_holds_a_full_class_and_nothing_is_cut_off(
    engine: Engine, sheet_look: Look, tmp_path: Path, size: tuple[int, int, int]
) -> None:
    students, subjects, binder = size
    sheet, made = full_sheet(students, subjects, 4)
    file = tmp_path / "sheets.html"
    html = TermSheets(sheet_look, HEAD, binder).document([(made[0].title, term_sheet(sheet, sheet.columns[0]))])
    file.write_text(html, encoding="utf-8")
    open_paper(engine, file)
    assert geometry_faults(engine) == []
    pages = print_paper(engine, tmp_path / "sheets.pdf")
    assert len(pages) == sheets_shown(engine)
    assert is_printed("Константинопольская-Преображенская", pages)
    assert not is_printed("…", pages)
    assert engine.console_and_csp_violations() == []


@pytest.mark.parametrize("size", [(35, 20, 4), (3, 28, 2), (2, 16, 6)])
def test_b5_6_the_year_sheet_holds_a_full_class_and_its_last_page_says_how_many(
    engine: Engine, sheet_look: Look, tmp_path: Path, size: tuple[int, int, int]
) -> None:
    students, subjects, terms = size
    sheet, made = full_sheet(students, subjects, terms)
    file = tmp_path / "year.html"
    file.write_text(YearSheets(sheet_look, HEAD, made, 10).document(sheet), encoding="utf-8")
    open_paper(engine, file)
    assert geometry_faults(engine) == []
    pages = print_paper(engine, tmp_path / "year.pdf")
    assert len(pages) == sheets_shown(engine)
    assert is_printed("Пронумеровано, прошнуровано и скреплено печатью", pages[-1:])
    assert engine.console_and_csp_violations() == []
