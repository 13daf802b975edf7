"""Strips, period sheets, exam slips and lists as two browsers lay them out and print them."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import zxingcpp
from PIL import Image

from generator.rendering.look import Look
from generator.rendering.paper.document import document, sheet_of
from generator.rendering.paper.exam import ExamPaper
from generator.rendering.paper.format import A4, A5, PORTRAIT, STRIP, Format, whole_sheet
from generator.rendering.paper.layout.impose import impose
from generator.rendering.paper.lists import ListPaper
from generator.rendering.paper.strip import StripPaper
from generator.rendering.paper.term import TermPaper
from generator.rendering.paper.week.extract import WeekPaper
from tests.browsers.papers import geometry_faults, is_printed, open_paper, print_paper
from tests.golden.rendering.invented import TEMPLATES, load_words
from tests.unit.rendering.paper.builders import WEEK
from tests.unit.rendering.paper.family import (
    AWKWARD,
    DRAWN,
    HEAD,
    RULES,
    SUBJECTS,
    calls,
    crowded,
    delivery,
    mark,
    sheet,
    slip,
    subject,
    week,
    without_days,
)

pytestmark = pytest.mark.ci

STYLES = ("week.css", "parts.css", "strip.css", "term.css", "exam.css", "lists.css")
"""In one document, so that none spoils another."""
QUIET = 5.0
"""Millimetres on both sides of the knife that are left free."""
BINDER = STRIP.with_binder(15)


@pytest.fixture(scope="module")
def look() -> Look:
    return Look((TEMPLATES,), load_words("ru"), "Школа № 12", "")


@pytest.fixture(params=["chromium", "firefox"])
def browser(request, engines):
    """One of the two browsers that an office prints from."""
    engine = engines(request.param)
    engine.reset()
    return engine


def strips(look: Look, form: Format) -> list[str]:
    paper = StripPaper(look, RULES, form)
    some = tuple(mark("5", 2, n % 6) for n in range(40))
    long = subject("Основы духовно-нравственной культуры", (mark("освобождена по справке до конца четверти"),))
    weeks = [
        DRAWN,
        *(replace(DRAWN, student=student) for student in AWKWARD),
        *(crowded(count, marks=6, debts=3) for count in range(1, 21)),
        crowded(20, marks=14, debts=20),
        week((subject("Алгебра", some), long)),
        week(()),
    ]
    return [piece for extract in weeks for piece in paper.pieces(extract, HEAD)]


def terms(look: Look, form: Format) -> list[str]:
    paper = TermPaper(look, RULES, form)
    sheets = [sheet(count, count % 4 + 1, year=count % 2 == 0) for count in range(0, 21, 2)]
    sheets += [without_days(count) for count in (1, 6, 20)]
    sheets += [replace(sheet(20, 4, year=True), student=student, is_complete=False) for student in AWKWARD]
    return [piece for one in sheets for piece in paper.pieces(one, HEAD)]


def exams(look: Look, form: Format) -> list[str]:
    paper = ExamPaper(look, form)
    title = " ".join(f"слово{n}" for n in range(150))
    slips = [slip(), slip(title, mark("5")), *(replace(slip(result=mark("зач")), student=one) for one in AWKWARD)]
    return [piece for one in slips for piece in paper.pieces(one, replace(HEAD, ground=""))]


def lists(look: Look, form: Format) -> list[str]:
    paper = ListPaper(look, form)
    counts = (1, 7, *range(12, 41, 4))
    return [piece for n in counts for piece in (*paper.delivery(delivery(n)), *paper.calls(calls(n)))]


MADE = [
    pytest.param(strips, STRIP, id="strips"),
    pytest.param(strips, BINDER, id="strips-binder"),
    pytest.param(terms, A5, id="terms"),
    pytest.param(exams, STRIP, id="exams"),
    pytest.param(lists, PORTRAIT, id="lists"),
    pytest.param(lists, whole_sheet(BINDER), id="lists-binder"),
    pytest.param(lists, A4, id="lists-landscape"),
]


def write(look: Look, form: Format, pieces: list[str], path: Path) -> int:
    """Write a document with the pieces one after the other and return the number of its sheets."""
    sheets = [sheet_of(form, places) for places in impose(pieces, form.per_sheet, "plain")]
    path.write_text(document(look, "Печать", form, sheets, *STYLES), encoding="utf-8")
    return len(sheets)


def words_on(pdf: Path) -> list[list[tuple[float, float, float, float, str]]]:
    """Return the words of each page: left, top, right, bottom in millimetres, text."""
    found = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True, timeout=60).stdout
    name = "{http://www.w3.org/1999/xhtml}"
    pages = ET.fromstring(found.decode("utf-8").replace("\0", "")).iter(f"{name}page")  # noqa: S314 (made by pdftotext from our own document)
    sides = ("xMin", "yMin", "xMax", "yMax")
    return [
        [(*(float(word.get(side)) * 25.4 / 72 for side in sides), word.text or "") for word in page.iter(f"{name}word")]
        for page in pages
    ]


@pytest.mark.parametrize(("make", "form"), MADE)
def test_nothing_leaves_its_piece_and_nothing_lies_on_anything_else(look, browser, tmp_path, make, form):
    path = tmp_path / "paper.html"
    write(look, form, make(look, form), path)
    open_paper(browser, path)
    assert geometry_faults(browser) == []


@pytest.mark.parametrize(("make", "form"), MADE)
def test_printed_sheets_are_as_many_as_made_and_the_knife_meets_no_word(look, browser, tmp_path, make, form):
    path, pdf = tmp_path / "paper.html", tmp_path / "paper.pdf"
    count = write(look, form, make(look, form), path)
    open_paper(browser, path)
    browser.pdf(pdf)
    pages = words_on(pdf)
    assert len(pages) == count
    cuts = [form.height * place for place in range(form.per_sheet + 1)]
    for words in pages:
        near = [word for _, top, _, bottom, word in words for cut in cuts if top < cut + QUIET and bottom > cut - QUIET]
        assert set(near) <= {"✂"}
        assert all(left > 8 and right < form.width - 8 for left, _, right, _, word in words if word != "✂")


def test_everything_of_a_crowded_week_is_on_paper(look, browser, tmp_path):
    path = tmp_path / "paper.html"
    write(look, STRIP, StripPaper(look, RULES).pieces(crowded(20, marks=5, debts=8), HEAD), path)
    open_paper(browser, path)
    pages = print_paper(browser, tmp_path / "paper.pdf")
    for text in (
        *(name[:5] for name in SUBJECTS),
        "Соколова Анна",
        "K7Q4\N{NON-BREAKING HYPHEN}2M9T",
        "Подпись родителя",
        "до 27.11",
    ):
        assert is_printed(text, pages), text


def test_all_rows_of_a_long_list_are_on_paper_below_a_head(look, browser, tmp_path):
    path, pdf = tmp_path / "paper.html", tmp_path / "paper.pdf"
    write(look, PORTRAIT, ListPaper(look, PORTRAIT).delivery(delivery(40)), path)
    open_paper(browser, path)
    browser.pdf(pdf)
    pages = words_on(pdf)
    first = [word for words in pages for left, _, right, _, word in words if right < 19 and word.isdigit()]
    assert first == [str(number) for number in range(1, 41)]
    assert all("Подпись" in {word for *_, word in words} for words in pages)


def printed(look: Look, link: str) -> list[tuple[Format, list[str]]]:
    """Return one paper of each kind and its size, with a symbol of its own."""
    head = replace(HEAD, link=link)
    a4, a5 = (WeekPaper(look, RULES, form).pieces(WEEK, head) for form in (A4, A5))
    strip, term = StripPaper(look, RULES).pieces(DRAWN, head), TermPaper(look, RULES).pieces(sheet(10, 2), head)
    exam = ExamPaper(look).pieces(slip(), head)
    return [(A4, a4), (A5, a5), (STRIP, strip), (A5, term), (STRIP, exam)]


@pytest.mark.ci
@pytest.mark.parametrize("place", range(5), ids=["a4", "a5", "strip", "term", "exam"])
def test_the_symbols_are_read_back_from_the_printed_sheet(look, browser, tmp_path, place):
    path, pdf = tmp_path / "paper.html", tmp_path / "paper.pdf"
    links = [f"https://diary.school12.example/#v=K7Q42M9{n}" for n in range(3)]
    papers = [printed(look, link)[place] for link in links]
    form = papers[0][0]
    write(look, form, [piece for _, pieces in papers for piece in pieces], path)
    open_paper(browser, path)
    browser.pdf(pdf)
    subprocess.run(["pdftoppm", "-r", "200", "-png", str(pdf), str(tmp_path / "page")], check=True, timeout=60)
    read = [code.text for page in tmp_path.glob("page*.png") for code in zxingcpp.read_barcodes(Image.open(page))]
    assert sorted(set(read)) == links
