"""The papers of a withdrawal: what stands on them, and what does not."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from html import unescape

from generator.rendering.look import Look
from generator.rendering.paper.forms import Subject
from generator.rendering.staff.destruction import Copy, Destruction, LogLine, render_destruction

NOW = datetime(2026, 11, 19, 18, 30)
PAGE, FAMILY = f"d/{'ab' * 16}/index.html", f"f/{'cd' * 16}/index.html"
FOUND = Destruction(
    school="Школа № 12",
    number=7,
    made_on=NOW.date(),
    student=Subject("S17", "Ёлкин <Ян>"),
    recipient=Subject("R12", "Ёлкина Анна"),
    declared_on=date(2026, 11, 18),
    document="заявление № 5",
    reason="",
    page=PAGE,
    family=FAMILY,
    address="https://d.example",
    key=True,
    letter=True,
    destroyed_at=None,
    lines=(LogLine(3, NOW, "Секретарь", "consent-withdrawn", "S17", "R12", "2026-11-18; заявление № 5"),),
    copies=(Copy("backup", "осень.backup", date(2026, 10, 1)), Copy("before_restore", "before-restore-1"), Copy("git")),
)


def shown(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html.partition("<body>")[2])).replace("\xa0", " ").split())


def sheets(html: str) -> int:
    return html.count('<section class="sheet')


def test_the_act_names_people_carriers_ground_and_number(look):
    html = render_destruction(look, FOUND)
    text = shown(html)
    for part in ("Акт № 7", "S17", "R12", "Ёлкина Анна", PAGE, FAMILY, "Ключ доступа R12", "output/letters/R12.html",
                 "согласие отозвано 18 ноября 2026 г.; заявление № 5", "https://d.example и output/site"):  # fmt: skip
        assert part in text, part
    assert "Ёлкин &lt;Ян&gt;" in html
    assert sheets(html) == 3


def test_what_was_not_destroyed_is_not_said_to_be(look):
    text = shown(render_destruction(look, replace(FOUND, family="", key=False, letter=False, address="")))
    for part in ("Ключ доступа", "ключ доступа", "f/", "output/letters", "https:"):
        assert part not in text.partition("Выгрузка")[0], part


def test_the_time_of_destruction_stands_there_only_when_it_is_known(look):
    assert "19:05" not in shown(render_destruction(look, FOUND))
    assert "19:05" in shown(render_destruction(look, replace(FOUND, destroyed_at=NOW + timedelta(minutes=35))))


def test_the_extract_is_divided_into_sheets_that_the_act_counts(look):
    lines = tuple(replace(FOUND.lines[0], number=n, detail="д" * (n % 5 * 100)) for n in range(100, 160))
    html = render_destruction(look, replace(FOUND, lines=lines))
    text = shown(html)
    numbers = re.findall(r"\b1[0-5]\d(?= 19\.11\.2026 18:30)", text)
    assert numbers == [str(n) for n in range(100, 160)]
    pages = int(re.search(r"лист 1 из (\d+)", text)[1])
    assert pages == sheets(html) - 2 > 1
    assert re.search(rf"событий, листов {pages}\b", text)
    assert "д" * 341 not in text


def test_an_event_without_words_is_told_as_it_is(look):
    lines = (replace(FOUND.lines[0], kind="something-new"),)
    assert "something-new" in shown(render_destruction(look, replace(FOUND, lines=lines)))


def test_every_copy_has_room_for_the_day_until_which_it_is_kept(look):
    copies = tuple(Copy("backup", f"{n}.backup", date(2026, 10, 1)) for n in range(40))
    html = render_destruction(look, replace(FOUND, copies=copies))
    text = shown(html)
    assert re.findall(r"(\d+)\.backup", text) == [str(n) for n in range(40)]
    assert text.count("Хранится до") == sheets(html) - 2 == 4


def test_the_papers_are_complete_in_english(look, english):
    in_english = Look(look.folders, english, "School 12", "")
    found = replace(FOUND, school="School 12", student=Subject("S17", "A"), recipient=Subject("R12", "B"), document="no. 5",
                    lines=(replace(FOUND.lines[0], who="C", detail=""),), copies=())  # fmt: skip
    assert not re.search("[а-яё]", shown(render_destruction(in_english, found)), re.IGNORECASE)
