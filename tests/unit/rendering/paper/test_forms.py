"""The office's forms: what stands on them, and how a school has its own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

import pytest

from generator.rendering.look import Look
from generator.rendering.paper.forms import (
    FORM_KINDS,
    Blank,
    Carrier,
    DestructionAct,
    FormKind,
    Member,
    Subject,
    render_acts,
    render_form,
)

NBSP = "\N{NO-BREAK SPACE}"
SCHOOL = "Школа № 12"
FILLED = Blank(SCHOOL, "Ёлкин <Ян> О'Нил", "6Б", date(2014, 3, 5), "Ёлкина & Ко", "мать", "+7 900", "a@b.example")
ACT = DestructionAct(
    school=SCHOOL,
    address="г. Вымышленск, ул. Первая, 1",
    processor="ООО «Хостинг»",
    number="7",
    made_on=date(2026, 11, 20),
    place="г. Вымышленск",
    subjects=(Subject("S12", "Ёлкин Ян"),),
    categories="отметки, пропуски",
    carriers=(Carrier("закрытая страница", "удаление файла"),),
    reason="отзыв согласия",
    destroyed_at=datetime(2026, 11, 20, 14, 5),
    log_sheets=3,
    commission=(Member("секретарь", "Громова Анна"),),
)


def shown(html: str) -> str:
    """Return the text of a document."""
    body = html.partition("<body>")[2]
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


@pytest.mark.parametrize("kind", FORM_KINDS)
def test_every_blank_has_its_sheet_and_says_that_it_is_a_sample(look, kind):
    text = render_form(look, kind, [Blank(SCHOOL), FILLED, Blank(SCHOOL)])
    assert text.count('<section class="sheet') == 3
    assert shown(text).count("Форма примерная, школа может принять свою.") == 3
    assert "size: A4 portrait" in text


@pytest.mark.parametrize("kind", FORM_KINDS)
def test_what_is_known_stands_there_escaped(look, kind):
    text = render_form(look, kind, [FILLED])
    assert "Ёлкин &lt;Ян&gt; О&#39;Нил" in text
    if kind is not FormKind.DESTRUCTION:
        assert f"6{NBSP}«Б»" in text
        assert "Ёлкина &amp; Ко" in text


@pytest.mark.parametrize("kind", FORM_KINDS)
def test_an_unknown_name_leaves_room_and_no_word(look, kind):
    text = shown(render_form(look, kind, [Blank(SCHOOL)]))
    assert "None" not in text
    assert "«»" not in text


@pytest.mark.parametrize("kind", FORM_KINDS)
def test_forms_are_complete_in_english(look, english, kind):
    in_english = Look(look.folders, english, "School 12", "")
    assert not re.search("[а-яё]", shown(render_form(in_english, kind, [Blank("School 12")])), re.IGNORECASE)


def test_a_consent_stands_alone_and_asks_for_every_purpose_by_itself(look):
    text = render_form(look, FormKind.CONSENT, [Blank(SCHOOL)])
    rows = re.findall(r"<tr><td>(.*?)</tr>", text)
    assert len(rows) == 3
    assert [row.count("<i></i>") for row in rows] == [2, 2, 2]
    assert "Отдельный документ, не часть заявления или договора." in shown(text)
    assert "Прошу" not in shown(text)


def test_a_refusal_says_that_free_form_is_as_good_and_that_paper_comes_weekly(look):
    text = shown(render_form(look, FormKind.REFUSAL, [Blank(SCHOOL)]))
    assert "в свободной форме, он действует так же" in text
    assert "не реже одного раза в неделю" in text
    assert "Причина (можно не указывать)" in text


def test_an_act_says_everything_that_the_order_asks_for(look):
    text = shown(render_acts(look, [ACT]))
    said = (
        "Акт № 7", f"20{NBSP}ноября 2026{NBSP}г., 14:05", "г. Вымышленск, ул. Первая, 1", "ООО «Хостинг»", "S12", "Ёлкин Ян",
        "отметки, пропуски", "закрытая страница", "удаление файла", "отзыв согласия", "секретарь", "Громова Анна",
    )  # fmt: skip
    for words in said:
        assert " ".join(words.split()) in text
    assert "согласие отозвано" not in text, "boxes to tick stand only where the reason is not known"


def test_many_people_stand_on_sheets_behind_the_act(look):
    people = tuple(Subject(f"S{n}", f"Ученик {n}") for n in range(41))
    text = render_acts(look, [replace(ACT, subjects=people)])
    assert text.count('<section class="sheet') == 4
    assert re.findall(r"<td>(Ученик \d+)</td>", text) == [person.name for person in people]
    assert [int(n) for n in re.findall(r"<tr><td>(\d+)</td><td>Ученик", text)] == list(range(1, 42))
    assert "приложение к акту № 7, лист 3 из 3" in shown(text)


def test_a_school_replaces_one_form_and_keeps_the_others(look, tmp_path):
    own = tmp_path / "templates"
    (own / "print/forms").mkdir(parents=True)
    (own / "print/forms/refusal.html").write_text("<p>{{ blank.school }}: по-своему</p>", encoding="utf-8")
    ours = replace(look, folders=(own, *look.folders))
    assert shown(render_form(ours, FormKind.REFUSAL, [Blank(SCHOOL)])) == f"{SCHOOL}: по-своему"
    assert render_form(ours, FormKind.CONSENT, [FILLED]) == render_form(look, FormKind.CONSENT, [FILLED])


def test_no_repr_names_a_person():
    kept = repr(FILLED) + repr(ACT)
    for name in ("Ёлкин", "Ёлкина", "мать", "+7 900", "a@b", "Громова"):
        assert name not in kept
