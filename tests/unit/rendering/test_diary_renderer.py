from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import AS_OF, TERMS, InventedClass, chip, lesson, load_words, small_diary

from generator.diaries.calendar import NO_CALENDAR
from generator.diaries.diary import (
    AbsenceLine,
    BellLine,
    Day,
    Diary,
    Finals,
    FinalsColumn,
    FinalsRow,
    HolidayLine,
    HomeworkLine,
    LessonRow,
    OwnHomework,
    ReplacedLine,
    SubjectMarks,
    TeacherLine,
    TermAbsences,
    TermMarks,
    Week,
)
from generator.errors import RenderError
from generator.model.kinds import AbsenceKind, FinalScope, LessonStatus, MarkKind
from generator.rendering.allowlist import check_html
from generator.rendering.diary import DiaryRenderer
from generator.rendering.look import Look

MONDAY = date(2026, 11, 16)


class Reader(HTMLParser):
    """Collects tags and text the way a browser would."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def with_rows(*rows: LessonRow) -> Diary:
    days = tuple(Day(date(2026, 11, 16 + n), "", rows if n == 0 else ()) for n in range(6))
    return replace(small_diary(), weeks=(Week(MONDAY, TERMS[1], 3, days),))


def row(**changes: object) -> LessonRow:
    return lesson(1, "Математика", **changes)


@pytest.fixture
def renderer(look) -> DiaryRenderer:
    return DiaryRenderer(look)


@pytest.fixture
def shown(renderer):
    def rows(*rows: LessonRow) -> str:
        html = renderer.render(with_rows(*rows))
        return html[html.index('<div class="sheet">') : html.index('id="d-calendar"')]

    return rows


def test_a_whole_page_and_a_whole_year_stay_within_the_list(look):
    renderer = DiaryRenderer(look)
    check_html(renderer.render(small_diary()), "small")
    made = InventedClass()
    for number in (1, 2):
        check_html(renderer.render(made.diary(number)), "year")


def test_a_page_is_the_same_whatever_was_rendered_before(look):
    made = InventedClass()
    first = DiaryRenderer(look).render(made.diary(1))
    renderer = DiaryRenderer(look)
    renderer.render(small_diary())
    renderer.render(made.diary(2))
    assert renderer.render(made.diary(1)) == first == renderer.render(made.diary(1))


def test_what_the_class_shares_is_the_same_chunk_for_all_its_students(look):
    made, renderer = InventedClass(), DiaryRenderer(look)
    first, second = renderer.chunks(made.diary(1)), renderer.chunks(made.diary(2))
    assert [a is b for a, b in zip(first, second, strict=True)] == [False, True, True, False]
    assert len(first[1]) > 10 * len(first[-1]) / 3


def test_nothing_of_one_student_stands_in_what_the_class_shares(look):
    renderer = DiaryRenderer(look)
    chunks = renderer.chunks(small_diary())
    for chunk in (chunks[1], chunks[-2]):
        for own in ("Анна", "Ёлкина", "Хороший ответ у доски", "Карточка", "data-k=", "is-debt"):
            assert own not in chunk
    assert "Хороший ответ у доски" in chunks[-1]
    assert "Карточка № 3".replace("№ ", "№\u00a0") in chunks[0]


def test_every_id_stands_once_and_begins_with_d(renderer):
    tags = read(renderer.render(small_diary())).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert all(name.startswith("d-") for name in ids)


def test_links_within_the_page_lead_to_views_and_weeks(renderer):
    tags = read(renderer.render(small_diary())).tags
    hrefs = {attributes["href"] for tag, attributes in tags if tag == "a"}
    assert {
        "#week",
        "#marks",
        "#finals",
        "#absences",
        "#calendar",
        "#more",
        "#week=2026-11-16",
        "#marks=2",
    } <= hrefs
    assert not any(href.startswith("#k") for href in hrefs)


def test_now_is_not_in_a_page(look):
    """Only the example school's pages carry a clock, and it is the school's own."""
    html = DiaryRenderer(look).render(small_diary())
    assert "data-today" not in html
    assert "is-today" not in html
    example = replace(look, example_today=datetime(2026, 11, 19, 19, 0))
    shown = DiaryRenderer(example).render(small_diary())
    assert 'data-today="2026-11-19T19:00"' in shown
    assert "is-example" in shown


def test_the_page_says_how_old_its_data_are(renderer):
    html = renderer.render(small_diary())
    assert 'Данные на <time datetime="2026-11-19T15:40">19\u00a0ноября, 15:40</time>' in html


def test_a_substituted_lesson_is_one_row_with_the_old_one_struck_through(shown):
    old = ReplacedLine("Музыка", "Юдина Светлана Львовна", None, None)
    html = shown(row(status=LessonStatus.SUBSTITUTED, replaces=old))
    assert html.count("<tr") == 1
    assert (
        '<span class="tag">замена</span><span class="sr">вместо </span><s class="old">Музыка, Юдина\u00a0С.\u00a0Л.</s>'
        in html
    )


def test_a_moved_lesson_says_from_where(shown):
    html = shown(row(status=LessonStatus.MOVED, replaces=ReplacedLine("Математика", "", date(2026, 11, 19), 6)))
    assert '<span class="tag">перенос</span>' in html
    assert '<s class="old">чт\u00a019, 6-й\u00a0урок</s>' in html


@pytest.mark.parametrize(("status", "tag"), [(LessonStatus.MOVED, "перенос"), (LessonStatus.CANCELLED, "отменён")])
def test_a_lesson_that_does_not_take_place_is_struck_through_itself(shown, status, tag):
    html = shown(row(status=status, note="Соревнования"))
    assert f'<s>Математика</s> <span class="tag is-off">{tag}</span>' in html
    assert '<tr class="lesson is-cancelled">' in html
    assert '<p class="why">Соревнования</p>' in html


def test_a_part_without_data_is_never_shown_as_empty(renderer):
    parts = frozenset({"lessons", "homework", "marks", "absences", "term_marks", "teachers"})
    html = renderer.render(replace(small_diary(), missing=parts, teachers=(), finals=Finals((), ()), bells=()))
    assert html.count("нет данных от журнала") >= 5
    assert "Отметок пока нет" not in html
    assert "Пропусков и опозданий нет" not in html
    assert "Итоговых отметок пока нет" not in html
    assert "Нет данных от журнала: расписание, домашние задания, отметки, пропуски." in html


def test_a_week_without_timetable_is_no_free_week(renderer):
    empty = tuple(Day(date(2026, 11, 16 + n), "", ()) for n in range(6))
    html = renderer.render(replace(small_diary(), weeks=(Week(MONDAY, TERMS[1], 3, empty),)))
    assert "Расписания на эту неделю пока нет" in html
    assert "Уроков нет" not in html


def test_a_week_of_holidays_says_which_and_what_comes_after(renderer):
    html = renderer.render(small_diary())
    assert "<h3>Осенние каникулы</h3><p>С 26\u00a0октября по 1\u00a0ноября уроков нет.</p>" in html
    assert "<p>2-я четверть начинается 2\u00a0ноября.</p>" in html


def subject_of(renderer: DiaryRenderer, subject: SubjectMarks) -> str:
    html = renderer.render(replace(small_diary(), marks=(TermMarks(TERMS[0], (subject,)),)))
    return html[html.index("<article") : html.index("</article>")]


def test_our_average_stands_beside_the_journals_own(renderer):
    marks = small_diary().marks[1].subjects
    html = subject_of(renderer, marks[0])
    assert '<p class="avg"><b>3,75</b><span>средний</span><span>в журнале 3,57</span></p>' in html
    history = next(s for s in marks if s.subject == "История")
    assert "<b>4,67</b><span>без весов</span>" in subject_of(renderer, history)


def test_without_an_own_average_the_journals_stands_and_says_so(renderer):
    subject = replace(small_diary().marks[1].subjects[0], average=None)
    html = subject_of(renderer, subject)
    assert "<b>3,57</b><span>в журнале</span>" in html


def test_a_term_that_has_not_begun_is_left_out(renderer):
    html = renderer.render(small_diary())
    assert 'id="d-marks-2"' in html
    assert 'id="d-marks-3"' not in html
    assert "3-я четверть" not in html[html.index('id="d-absences"') : html.index('id="d-calendar"')]


def test_finals_keep_their_columns_and_explain_their_words(renderer):
    html = renderer.render(small_diary())
    table = html[html.index('<table class="finals') : html.index('id="d-absences"')]
    assert re.findall(r"<abbr title=\"[^\"]*\">([^<]*)</abbr>", table) == [
        "1\u00a0ч.",
        "2\u00a0ч.",
        "3\u00a0ч.",
        "4\u00a0ч.",
        "Год",
    ]
    assert table.count("<td") == 5 * len(small_diary().finals.rows)
    for word in ("зач", "н/а", "осв"):
        assert f"<dt>{word}<dd>" in table


def test_an_official_address_is_a_link_only_over_https(look):
    html = DiaryRenderer(replace(look, journal="https://j.example/", portal="http://p.example/")).render(small_diary())
    assert '<a href="https://j.example/">https://j.example/</a>' in html
    assert "http://p.example/" in html
    assert 'href="http://p.example/"' not in html


def test_an_override_that_breaks_the_rules_stops_the_build(look, tmp_path: Path):
    (tmp_path / "diary").mkdir()
    text = (look.folders[0] / "diary" / "week.html").read_text(encoding="utf-8")
    broken = text.replace("{% macro close_own() %}", '{% macro close_own() %}<img src="https://x.example/">')
    (tmp_path / "diary" / "week.html").write_text(broken, encoding="utf-8")
    own = Look((tmp_path, *look.folders), look.words, "", "")
    with pytest.raises(RenderError) as caught:
        DiaryRenderer(own).render(small_diary())
    assert caught.value.slug == "forbidden-html"


def test_an_english_page_holds_no_russian_word_of_ours(look):
    own = re.compile("[а-яё]", re.IGNORECASE)
    english = DiaryRenderer(Look(look.folders, load_words("en"), "School", "Call")).render(
        replace(
            small_diary(),
            weeks=(),
            marks=(),
            finals=Finals((), ()),
            absences=(),
            teachers=(),
            holidays=(),
            own_homework=(),
            calendar=NO_CALENDAR,
        )
    )
    for name in ("Анна", "Соколова-Ёлкина", "Б"):
        english = english.replace(name, "")
    assert not own.search(english)


HOSTILE = (
    "<script>alert(1)</script>",
    '" onclick="x',
    "'><img src=x onerror=x>",
    "&lt;b&gt;",
    "</td></tr>",
    "<slot>",
    "{{ 7*7 }}",
    "{% raw %}",
    "\x00\x0b\ud800",
    "a\nb",
    "ё №\u00a05 «»",
)
hostile = st.sampled_from(HOSTILE) | st.text(max_size=12)


@st.composite
def hostile_diaries(draw: st.DrawFn) -> Diary:
    word = lambda: draw(hostile)  # noqa: E731 (short for the many fields below)
    mark = chip("5", MONDAY)._replace(
        text=word() or "5", type=word(), type_short=word(), title=word(), comment=word(), was=word()
    )
    old = ReplacedLine(word(), word(), draw(st.sampled_from([None, MONDAY])), 2)
    made = lesson(
        1,
        word(),
        room=word(),
        group_title=word(),
        teachers=(word(), word()),
        topic=word(),
        type=word(),
        note=word(),
        status=draw(st.sampled_from(LessonStatus)),
        replaces=draw(st.sampled_from([None, old])),
        start=time(8, 30),
    )
    made = replace(made, homework=(HomeworkLine(word(), None, 5),))
    kind = draw(st.sampled_from(AbsenceKind))
    days = (Day(MONDAY, "", (made, made)), Day(date(2026, 11, 17), word(), ()))
    absence = AbsenceLine(MONDAY, 1, word(), kind, draw(st.sampled_from([None, 5])), word())
    term = replace(TERMS[0], title=word())
    subject = SubjectMarks(word(), ((mark,), (mark, mark)), None, None, None, mark, 1, 2)
    return Diary(
        "s1",
        word(),
        word(),
        word(),
        word(),
        AS_OF,
        date(2026, 9, 1),
        date(2027, 5, 26),
        (term,),
        (Week(MONDAY, term, 1, days), Week(date(2026, 11, 23), None, None, (Day(date(2026, 11, 23), word(), ()),))),
        (TermMarks(term, (subject,)),),
        Finals((FinalsColumn(FinalScope.TERM, term),), (FinalsRow(word(), (mark._replace(kind=MarkKind.PASS),)),)),
        (TermAbsences(term, 1, 0, 0, 0, 1, 0, 0, (absence,)),),
        (TeacherLine(word(), word(), (word(),), True),),
        (BellLine(1, time(8, 30), time(9, 10)),),
        (HolidayLine(word(), MONDAY, date(2026, 11, 24)),),
        frozenset(),
        (OwnHomework(MONDAY, word(), word(), None, 5),),
    )


@settings(max_examples=40, deadline=None)
@given(hostile_diaries())
def test_hostile_text_in_any_field_stays_text(diary):
    look = Look((Path(__file__).resolve().parents[3] / "templates",), load_words("ru"), "<b>", "\"'&")
    html = DiaryRenderer(look).render(diary)
    check_html(html, "hostile")
    html.encode()
    for tag, attributes in read(html).tags:
        assert tag not in {"script", "img", "b onclick"}
        assert not any(name.startswith("on") for name in attributes)


def test_a_telephone_number_is_not_broken(look):
    html = DiaryRenderer(replace(look, contact="Секретарь <Анна>: (3400) 00-00-12, с 8:00")).render(small_diary())
    assert 'Секретарь &lt;Анна&gt;: <span class="nw">(3400) 00-00-12</span>, с 8:00' in html


def test_the_regulation_of_the_day_of_the_data_stands_at_the_foot_of_the_page(look):
    day = small_diary().as_of.date()
    dated = ((date.min, "Регламент А."), (day, "Регламент Б."), (day + timedelta(days=1), "Регламент В."))
    html = DiaryRenderer(replace(look, regulations=dated)).render(small_diary())
    foot = html[html.index("<footer") :]
    assert "<p>Основание: Регламент Б.</p>" in foot
    assert "Основание" not in DiaryRenderer(look).render(small_diary())


def test_where_the_school_tells_of_news_the_page_says_how_to_change_it(look):
    assert "листом «Контакты»" in DiaryRenderer(replace(look, tells=True)).render(small_diary())
    assert "листом «Контакты»" not in DiaryRenderer(look).render(small_diary())
