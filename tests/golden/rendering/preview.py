"""Write an unsealed page of the invented diary, with the real style sheets and script, to look at.

usage: python tests/golden/rendering/preview.py FOLDER
"""

# ruff: noqa: E402 (the path comes before the imports)
from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from invented import TEMPLATES, InventedClass, load_words, small_diary

from generator.diaries.diary import ChildLine, Family
from generator.rendering.diary import DiaryRenderer
from generator.rendering.family import render_family
from generator.rendering.letter import Letter, LetterStudent, render_letter
from generator.rendering.look import Look
from generator.rendering.smaller import small_script, small_style
from generator.rendering.styles import (
    FAMILY_SCRIPTS,
    SCRIPTS,
    diary_script,
    diary_styles,
    family_styles,
    lock_styles,
)

CONTACT = "Секретарь: (3400) 00-00-12, будни 8:00–16:00"


def look(language: str = "ru", today: datetime | None = None) -> Look:
    words = load_words(language)
    return Look((TEMPLATES,), words, "Школа № 12, г. Верхнереченск", CONTACT, "https://journal.example/", "", today)


def family() -> Family:
    children = (
        ChildLine("Анна", "6Б", f"../../d/{'a' * 32}/index.html"),
        ChildLine("Илья", "2А", f"../../d/{'b' * 32}/index.html"),
    )
    return Family("r1", "ru", children)


def letter() -> Letter:
    return Letter(
        "Соколова Марина Викторовна",
        (LetterStudent("Соколова Анна", "6Б"), LetterStudent("Соколов Илья", "2А")),
        "4820 9155 3706 4829 1768",
        f"https://diary.school12.example/f/{'0' * 32}/#k={'A' * 43}",
        "https://diary.school12.example/",
        "Школа № 12, г. Верхнереченск",
        CONTACT,
        date(2026, 11, 19),
    )


def page(fragment: str, shown: Look, children: Sequence[str] | None = None, start: str = "") -> str:
    """Return a whole page; for a family page, `children` are the diaries behind its links ("" can't be opened).
    `start` is what opens it instead of START.
    """
    environment = shown.environment()
    styles = diary_styles if children is None else family_styles
    style = small_style("\n".join((*lock_styles(environment), *styles(environment))))
    script = small_script(
        "(function(){'use strict';\nconst CHILDREN = "
        + json.dumps(children or [], ensure_ascii=False).replace("</", r"<\/")
        + ";\n"
        + diary_script(environment, SCRIPTS if children is None else FAMILY_SCRIPTS)
        + (start or START)
        + "})();"
    )
    return (
        f'<!DOCTYPE html><html lang="{shown.words.language}"><head><meta charset="utf-8"><title>-</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f"<style>{style}</style></head><body>"
        f'<div id="page">{fragment}</div><script>{script}</script></body></html>'
    )


START = """
const found = /[?&]theme=([a-z-]+)/.exec(location.search);
if (found) document.documentElement.setAttribute('data-theme', found[1]);
window.done = [];
const note = name => () => window.done.push(name);
const openPage = async href => {
  const html = CHILDREN[href.charCodeAt(href.length - 12) - 97], head = { page: href, sealed: '', asOf: '' };
  if (!html) throw Error('offline');
  return { head: head, html: html, sealed: html };
};
openDiary(document.getElementById('page'), { page: '', sealed: '', asOf: '' }, { close: note('close'),
  forget: note('forget'), save: note('save'), remembered: true, canRemember: true, familyHref: '../../f/', openPage: openPage,
  siblings: [['Илья', '../../d/' + 'b'.repeat(32) + '/index.html']] });
"""


def pages() -> dict[str, str]:
    evening = datetime(2026, 11, 19, 19, 0)
    shown = look("ru", evening)
    return {
        "diary.html": page(DiaryRenderer(shown).render(small_diary()), shown),
        "real.html": page(DiaryRenderer(look()).render(small_diary()), look()),
        "year.html": page(DiaryRenderer(look()).render(InventedClass().diary(1)), look()),
        "english.html": page(DiaryRenderer(look("en", evening)).render(small_diary()), look("en", evening)),
        "family.html": page(render_family(shown, family()), shown, [DiaryRenderer(shown).render(small_diary()), ""]),
        "letter.html": render_letter(shown.environment(), shown.words, letter()),
    }


if __name__ == "__main__":
    for name, html in pages().items():
        (Path(sys.argv[1]) / name).write_text(html, encoding="utf-8")
