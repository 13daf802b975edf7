"""Poster and leaflet: what, who, how, and within which time (requirement A1.1)."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.rendering.look import Look
from generator.rendering.paper.informing import INFORMING_KINDS, InformingKind, Service, render_informing

SERVICE = Service("https://school.example", "Регламент № 5.", 5, 3, 2, 24, 24)


def shown(html: str) -> str:
    """Return the text of a document."""
    body = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL).partition("<body>")[2]
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


@pytest.mark.parametrize("kind", INFORMING_KINDS)
def test_it_says_what_who_how_and_when_and_where(look: Look, kind: InformingKind) -> None:
    text = shown(render_informing(look, kind, SERVICE))
    for said in (
        "Что вы узнаете", "Кто может получать", "опекуны", "Как начать", "В какие сроки", "до 5 рабочих дней", "до 3 дней",
        "до 24 часов", "до 2 дней", "выписку каждую неделю", "Если удобнее на бумаге", "https://school.example",
        look.contact, "Основание: Регламент № 5.",
    ):  # fmt: skip
        assert " ".join(said.split()) in text, said


@pytest.mark.parametrize("kind", INFORMING_KINDS)
def test_the_limits_are_those_of_the_school(look: Look, kind: InformingKind) -> None:
    service = replace(SERVICE, code_days=1, marks_days=2, term_days=1, absence_hours=21, working_days=True)
    text = shown(render_informing(look, kind, service))
    for said in ("до 1 рабочего дня", "до 2 рабочих дней", "до 21 часа"):
        assert said in text


@pytest.mark.parametrize("kind", INFORMING_KINDS)
def test_what_is_not_known_leaves_no_empty_line(look: Look, kind: InformingKind) -> None:
    bare = replace(look, contact="", journal="", portal="")
    text = shown(render_informing(bare, kind, replace(SERVICE, address="", regulation="")))
    for word in ("Адрес дневника", "Спросить", "Основание", "Официальный", "портале"):
        assert word not in text


@pytest.mark.parametrize("kind", INFORMING_KINDS)
def test_it_is_complete_in_english(look: Look, english: object, kind: InformingKind) -> None:
    in_english = Look(look.folders, english, "School 12", "Call")
    text = shown(render_informing(in_english, kind, replace(SERVICE, regulation="Act 5")))
    assert "within 5 working days" in " ".join(text.split())
    assert not re.search("[а-яё]", text, re.IGNORECASE)


def test_one_poster_and_two_leaflets_fill_a_sheet(look: Look) -> None:
    sheets = {kind: render_informing(look, kind, SERVICE).count('<div class="piece"') for kind in INFORMING_KINDS}
    assert sheets == {InformingKind.POSTER: 1, InformingKind.LEAFLET: 2}
