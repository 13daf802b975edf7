"""Forms and the access letter in browsers: all of it on its sheet, nothing over anything, room to write, a code to scan."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from generator.commands.looks import load_looks
from generator.rendering.letter import Letter, LetterStudent, join_letters, render_letter
from generator.rendering.look import Look
from generator.rendering.paper.forms import (
    FORM_KINDS,
    SUBJECTS_ON_ACT,
    SUBJECTS_ON_LIST,
    Blank,
    Carrier,
    DestructionAct,
    Member,
    Subject,
    render_acts,
    render_form,
)
from generator.rendering.paper.informing import INFORMING_KINDS, Service, render_informing
from tests.browsers.engines import Engine
from tests.schools.built import Built, inputs_of

pytestmark = pytest.mark.ci

SCHOOL = (
    "Муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа с углублённым изучением"
    " отдельных предметов № 19 имени Героя Советского Союза Константина Вымышленного»"
)
LONG = "Константинопольская-Преображенская Александра-Виктория Константиновна"
OTHER = "Аль-Хатиби-Вымышленский Мухаммед-Абдуррахман ибн Абдулла-оглы"
CONTACT = (
    "Канцелярия школы, Сергеева-Ценская Мария Владимировна, тел. 8 (000) 000-00-00, по будням с 9 до 17, кабинет 112"
)
FULL = Blank(
    SCHOOL, LONG, "8 Кадетский", date(2012, 9, 3), OTHER, "опекун (попечитель)", "+7 900 000-00-00",
    "a-very-long-name-of-a-mailbox@vymyshlensk.example",
)  # fmt: skip
ACT = DestructionAct(
    SCHOOL, "000000, Вымышленская область, г. Вымышленск, ул. Константина Вымышленного, д. 19, корпус 2",
    "Общество с ограниченной ответственностью «Хостинг», 000000, г. Вымышленск, ул. Дальняя, 1", "2026-11/7",
    date(2026, 11, 20), "г. Вымышленск", tuple(Subject(f"S{n}", LONG) for n in range(SUBJECTS_ON_ACT)),
    "имя, класс, отметки, пропуски, замечания, рекомендации, итоги, контакты представителя, адреса страниц",
    (Carrier("Дневник: закрытая страница и её прежние версии на сервере", "удаление файла, адрес отвечает 404"),) * 3,
    "отзыв согласия от 18.11.2026, вх. № 112", datetime(2026, 11, 20, 14, 5), 3,
    (Member("заместитель руководителя по информатизации", LONG),) * 3,
)  # fmt: skip
SITE = "https://diary-of-a-school-with-a-long-name.vymyshlensk.example/school/folder"
LETTER = Letter(
    LONG,
    tuple(LetterStudent(name, title) for name in (LONG, OTHER) for title in ("8 Кадетский", "10А", "5Б", "1В")),
    "4820 9155 3706 4829 1768 1234 5678 9012",
    f"{SITE}/f/{'0123456789abcdef' * 2}/index.html#k={'Ab_-' * 10}xyz",
    SITE,
    SCHOOL,
    CONTACT,
    date(2026, 11, 19),
)
REGULATION = (
    "Регламент предоставления услуги «Предоставление информации о текущей успеваемости учащегося, ведение электронного"
    " дневника и электронного журнала успеваемости в муниципальных общеобразовательных учреждениях города Вымышленска»,"
    " приказ начальника Управления образования от 28.06.2026 № 156 (с изменениями от 17.08.2026 № 37)"
)
FONTS = '"PT Sans", "Segoe UI", Roboto, "Noto Sans", Arial,'
WIDE = '"DejaVu Sans", Verdana,'
"""The widest letters that an office computer is likely to put in the place of a font that it has not."""
MM = 96 / 25.4

TEXTS = """(() => [...document.querySelectorAll('.sheet')].flatMap((sheet, n) => {
  const found = [], top = sheet.getBoundingClientRect(), walker = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement, style = getComputedStyle(parent)
    if (!node.data.trim() || parent.closest('.sr')) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects())
      found.push({sheet: n, text: node.data.trim(), size: parseFloat(style.fontSize) * 0.75, legal: !!parent.closest('.legal'),
        color: style.color, left: box.left - top.left, right: box.right - top.left, top: box.top - top.top, bottom: box.bottom - top.top})
  }
  return found
}))()"""


@pytest.fixture
def look(built: Built) -> Look:
    return load_looks(inputs_of(built)).main


@pytest.fixture(params=["chromium", "firefox"])
def running_engine(request: pytest.FixtureRequest, engines: Any) -> Engine:
    """The two that print."""
    return engines(request.param)


def show(engine: Engine, folder: Path, html: str) -> list[dict[str, Any]]:
    """Open a document and return its pieces of text with their places in millimetres, size in points and colour."""
    path = folder / "paper.html"
    path.write_text(html, encoding="utf-8")
    engine.open(path.as_uri())
    texts = engine.js(TEXTS)
    for text in texts:
        text |= {side: text[side] / MM for side in ("left", "right", "top", "bottom")}
    return texts


def printed(engine: Engine, folder: Path) -> list[str]:
    """Print the open document and return the text of its pages, spaces taken out."""
    engine.pdf(folder / "paper.pdf")
    text = subprocess.run(["pdftotext", folder / "paper.pdf", "-"], capture_output=True, check=True).stdout.decode()
    return ["".join(page.split()) for page in text.split("\f")[:-1]]


def overlapping(texts: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return texts that lie on each other by more than 0.6 mm in both directions."""
    found = []
    for number, one in enumerate(texts):
        for other in texts[number + 1 :]:
            across = min(one["right"], other["right"]) - max(one["left"], other["left"])
            down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            if one["sheet"] == other["sheet"] and across > 0.6 and down > 0.6:
                found.append((one["text"], other["text"]))
    return found


def documents(look: Look) -> dict[str, tuple[str, int]]:
    """Return every form, blank and with the longest of everything, and acts; each with its number of sheets."""
    found = {str(kind): (render_form(look, kind, [Blank("Школа № 0"), FULL]), 2) for kind in FORM_KINDS}
    many = replace(ACT, subjects=tuple(Subject(f"S{n}", LONG) for n in range(SUBJECTS_ON_LIST + 1)))
    found["acts"] = (render_acts(look, [ACT, many]), 4)
    wordy = replace(look, school_name=SCHOOL, contact=CONTACT, journal=SITE, portal=SITE)
    service = Service(SITE, REGULATION, 5, 3, 2, 24, 24, working_days=True)
    found |= {str(kind): (render_informing(wordy, kind, service), 1) for kind in INFORMING_KINDS}
    return found


@pytest.mark.parametrize("name", [*FORM_KINDS, "acts", *INFORMING_KINDS])
def test_a_form_fits_its_sheet_in_black_and_nothing_overlaps(
    engine: Engine, look: Look, tmp_path: Path, name: str
) -> None:
    html, sheets = documents(look)[name]
    texts = show(engine, tmp_path, html)
    assert overlapping(texts) == []
    left = 9.5 if name in INFORMING_KINDS else 19.5  # what is filed has room for holes
    outside = [t for t in texts if t["left"] < left or t["right"] > 200.5 or t["top"] < 7 or t["bottom"] > 291]
    assert outside == []
    assert {text["color"] for text in texts} == {"rgb(0, 0, 0)"}
    assert min(text["size"] for text in texts if not text["legal"]) >= 9
    assert min(text["size"] for text in texts) >= 7.4
    fits = "[...document.querySelectorAll('.sheet, .piece, .form')].every(e => e.scrollHeight <= e.clientHeight + 1)"
    assert engine.js(fits)
    pages = printed(engine, tmp_path)
    assert len(pages) == sheets
    assert ("примерная" in pages[0]) is (name not in INFORMING_KINDS), "a poster is no form"


@pytest.mark.parametrize("name", FORM_KINDS)
def test_every_line_leaves_8_mm_to_write(engine: Engine, look: Look, tmp_path: Path, name: str) -> None:
    show(engine, tmp_path, documents(look)[name][0])
    lines = engine.js(
        "[...document.querySelectorAll('.form .f, .form table:not(.purposes) tbody tr')].filter(e => !e.closest('h1') && !e.matches('.list'))"
        ".map(e => e.getBoundingClientRect().height)"
    )
    assert len(lines) > 15
    assert min(lines) / MM >= 8
    widths = engine.js("[...document.querySelectorAll('.form .v')].map(e => e.getBoundingClientRect().width)")
    assert min(widths) / MM >= 24


@pytest.mark.parametrize("name", [*FORM_KINDS, "acts", "letter"])
def test_with_a_wide_font_in_place_of_a_missing_one_all_of_it_is_on_its_sheet(
    engine: Engine, look: Look, tmp_path: Path, name: str
) -> None:
    html = documents(look)[name][0] if name != "letter" else render_letter(look.environment(), look.words, LETTER)
    assert html.count(FONTS) == 1
    texts = show(engine, tmp_path, html.replace(FONTS, WIDE))
    assert overlapping(texts) == []
    fits = "[...document.querySelectorAll('.sheet, .piece, .form, .outside, .inside')].every(e => e.scrollHeight <= e.clientHeight + 1)"
    assert engine.js(fits)


def inside_out(engine: Engine) -> dict[str, list[float]]:
    """Return top and bottom of the parts of the letter, in millimetres from the sheet's."""
    parts = {"outside": ".outside", "first": ".inside", "second": ".inside.is-second", "qr": ".qr", "code": ".code"}
    script = (
        f"(() => {{ const top = document.querySelector('.sheet').getBoundingClientRect().top;"
        f" return Object.fromEntries(Object.entries({json.dumps(parts)}).map(([name, s]) => {{"
        " const box = document.querySelector(s).getBoundingClientRect(); return [name, [box.top - top, box.bottom - top]] })) })()"
    )
    return {name: [side / MM for side in sides] for name, sides in engine.js(script).items()}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_folded_letter_shows_the_name_and_hides_the_rest(
    engine: Engine, built: Built, tmp_path: Path, language: str
) -> None:
    look = load_looks(inputs_of(built)).by_language[language]
    texts = show(engine, tmp_path, render_letter(look.environment(), look.words, LETTER))
    outer = " ".join(text["text"] for text in texts if text["top"] < 99)
    assert set(outer.split()) == set(f"{look.words.text('letter.outside')} {LONG}".split())
    assert overlapping(texts) == []
    assert [t for t in texts if t["left"] < 19.5 or t["right"] > 190.5 or t["bottom"] > 290] == []
    assert min(text["size"] for text in texts) >= 9
    assert {text["color"] for text in texts} == {"rgb(0, 0, 0)"}
    fits = (
        "[...document.querySelectorAll('.sheet, .outside, .inside')].every(e => e.scrollHeight <= e.clientHeight + 1)"
    )
    assert engine.js(fits)
    parts = inside_out(engine)
    for name in ("qr", "code"):
        assert 102 <= parts[name][0] < parts[name][1] <= 195, "no fold runs through it"
    (page,) = printed(engine, tmp_path)
    for text in (
        SCHOOL,
        CONTACT.partition(",")[0],
        "Кадетский",
        LONG.rsplit(maxsplit=1)[-1],
        "".join(LETTER.code.split()),
        SITE,
    ):
        assert "".join(text.replace("-", "").split()) in page.replace("-", ""), "pdftotext joins what a hyphen parts"


@pytest.mark.parametrize("length", ["long", "short"])
def test_the_printed_code_is_read_back(engine: Engine, look: Look, tmp_path: Path, length: str) -> None:
    zxingcpp = pytest.importorskip("zxingcpp")
    from PIL import Image

    link = LETTER.link if length == "long" else f"https://d.example/f/{'0' * 32}/index.html#k={'A' * 43}"
    show(engine, tmp_path, render_letter(look.environment(), look.words, replace(LETTER, link=link)))
    engine.pdf(tmp_path / "letter.pdf")
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", tmp_path / "letter.pdf", tmp_path / "letter"], check=True)
    (picture,) = tmp_path.glob("letter-*.png")
    (code,) = zxingcpp.read_barcodes(Image.open(picture))
    assert code.text == link
    corners = (code.position.top_left, code.position.bottom_right)
    assert (corners[1].x - corners[0].x) / 150 * 25.4 >= 18


def test_letters_together_print_a_sheet_each(engine: Engine, built: Built, tmp_path: Path) -> None:
    looks = load_looks(inputs_of(built)).by_language
    letters = [
        render_letter(looks[language].environment(), looks[language].words, replace(LETTER, recipient=name))
        for name, language in (("Анна", "ru"), ("Boris", "en"), ("Вера", "ru"))
    ]
    (html,) = join_letters(letters)
    show(engine, tmp_path, html)
    pages = printed(engine, tmp_path)
    assert [name for page in pages for name in ("Анна", "Boris", "Вера") if name in page] == ["Анна", "Boris", "Вера"]
    assert len(pages) == 3
