"""Recommendations, remarks and notices in a page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import TEMPLATES, load_words, small_diary

from generator.diaries.letters.lines import FileLine, LetterLine, NoticeLine, RemarkLine
from generator.errors import RenderError
from generator.origin import Origin
from generator.rendering.allowlist import check_html
from generator.rendering.diary import DiaryRenderer
from generator.rendering.look import Look
from generator.rendering.parts.letters import LettersPart, faults_of
from generator.rendering.parts.pieces import Pieces
from tests.unit.rendering.test_prose import Tags

PLACE = Origin("content/recommendations/a.md", line=8)
DAY = date(2026, 11, 18)
PDF = FileLine("memo.dat", "Памятка 2.dat", "application/pdf", b"%PDF" * 21_000, 0, 0)
PNG = FileLine("plan.png", "plan.png", "image/png", b"png", 30, 20)


def letter(body: str = "Да", *files: FileLine, **changes: object) -> LetterLine:
    made = LetterLine(PLACE, "Дроби <3", DAY, "Громов Павел Андреевич", "Математика", body, files)
    return replace(made, **changes)


@pytest.fixture
def part(environment, russian) -> LettersPart:
    return LettersPart(Pieces(environment, "diary"), russian)


def test_a_recommendation_says_what_who_and_when(part):
    html = "".join(part.recommendations(replace(small_diary(), letters=(letter("На неделю:\n\n- № 5"),))))
    assert html == (
        '<section class="sec"><h3>Рекомендации</h3><div class="rows">'
        '<article class="letter"><h4>Дроби &lt;3</h4><p class="meta">Математика, Громов\u00a0П.\u00a0А., '
        '<time datetime="2026-11-18">18\u00a0ноября</time></p>'
        "<p>На неделю:</p>\n<ul>\n<li>№ 5</li>\n</ul></article></div></section>"
    )


def test_a_subject_that_is_the_heading_is_not_said_twice(part):
    html = "".join(part.recommendations(replace(small_diary(), letters=(letter(title="Математика"),))))
    assert html.count("Математика") == 1


def test_a_notice_says_what_and_when_and_without_a_date_only_what(part):
    dated = NoticeLine(PLACE, "Каток", DAY, "Да", ())
    html = "".join(part.notices(replace(small_diary(), notices=(dated, replace(dated, day=None)))))
    assert html.startswith('<section class="sec"><h3>Объявления</h3>')
    assert html.count("<time") == html.count('class="meta"') == 1
    assert html.count("<article") == 2


@pytest.mark.parametrize(
    ("kind", "heading"), [("praise", "Благодарность"), ("remark", "Замечание"), ("note", "Запись учителя")]
)
def test_a_remark_has_the_same_look(part, kind, heading):
    html = "".join(part.remarks([RemarkLine(DAY, "Нет <формы>", kind, "Фомин А. Г.", "")]))
    assert "<h3>Замечания и благодарности</h3>" in html
    assert f'<article class="letter"><h4>{heading}</h4><p class="meta">Фомин\u00a0А.\u00a0Г., <time' in html
    assert "<p>Нет &lt;формы&gt;</p></article>" in html


def test_without_any_there_is_no_section(part):
    diary = small_diary()
    assert part.recommendations(diary) == part.notices(diary) == part.remarks([]) == []


def test_headings_of_a_text_stand_below_its_own(part):
    html = "".join(part.recommendations(replace(small_diary(), letters=(letter("# А\n\n## Б"),))))
    assert [tag for tag, _ in Tags(html).found if tag[0] == "h"] == ["h3", "h4", "h5", "h5"]


def test_a_file_is_named_by_what_it_is_and_tells_its_size(part):
    html = "".join(part.recommendations(replace(small_diary(), letters=(letter("[Памятка](memo.dat)", PDF),))))
    assert 'data-name="Памятка 2.pdf" data-type="application/pdf"' in html
    assert ">Памятка, PDF, 83\u00a0КБ</a>" in html


def test_indents_in_code_stay_as_they_were_written(part):
    html = "".join(part.recommendations(replace(small_diary(), letters=(letter("    если:\n        да"),))))
    assert "<pre><code>если:\n    да\n</code></pre>" in html


def test_a_text_for_many_is_made_once(part):
    one = letter("Да", title="Одно")
    first, second = (part.recommendations(replace(small_diary(), letters=(one,))) for _ in range(2))
    assert all(left is right for left, right in zip(first, second, strict=True))


def test_every_text_with_a_fault_is_told(russian):
    lines = [letter("да\n<b>"), letter(), letter("[x](нет.pdf)"), letter("![вид](plan.png)", PNG), letter("![x](y)")]
    found = [(fault.slug, fault.origin.line) for fault in faults_of(lines, russian)]
    assert found == [("raw-html", 9), ("prose-link", 8), ("prose-picture", 8)]


def test_a_page_shows_its_own_letters_only(look):
    renderer = DiaryRenderer(look)
    own = renderer.render(replace(small_diary(), letters=(letter("Тайна ![вид](plan.png)", PNG),)))
    assert "Тайна" in own
    assert "data:image/png;base64," in own
    check_html(own, "page")
    assert "Тайна" not in renderer.render(small_diary())


def test_an_english_page_has_english_words():
    english = load_words("en")
    part = LettersPart(Pieces(Look((TEMPLATES,), english, "School", "").environment(), "diary"), english)
    html = "".join(part.recommendations(replace(small_diary(), letters=(letter("[Memo](memo.dat)", PDF),))))
    assert "<h3>Recommendations</h3>" in html
    assert "Memo, PDF, 83\u00a0KB" in html


HOSTILE = st.sampled_from(["<script>", '"><img src=x onerror=x>', "</article>", "<slot>", "{{ 7*7 }}", "\x00\x0b", "ё"])


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_hostile_text_in_any_field_stays_text(title, author, name, text):
    words = load_words("ru")
    part = LettersPart(Pieces(Look((TEMPLATES,), words, "", "").environment(), "diary"), words)
    shown = letter("[x](memo.dat) ![y](plan.png)", PDF._replace(name=name), PNG, title=title, author=author)
    shown = replace(shown, subject=text)
    diary = replace(small_diary(), letters=(shown,))
    html = "".join((*part.recommendations(diary), *part.remarks([RemarkLine(DAY, text, "note", author, title)])))
    check_html(html, "hostile")
    assert {tag for tag, _ in Tags(html).found} == {"section", "h3", "div", "article", "h4", "p", "time", "a", "img"}


def test_a_fault_that_only_the_page_finds_stops_the_page(part):
    with pytest.raises(RenderError):
        part.recommendations(replace(small_diary(), letters=(letter("<b>"),)))
