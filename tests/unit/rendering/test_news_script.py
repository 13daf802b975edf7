"""What is new on this device: the digest on top of the week and its sheet, in Chromium."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from invented import HOME, TEST, chip, november, small_diary

from generator.diaries.diary import AbsenceLine, Diary, FinalsRow, HomeworkLine
from generator.model.kinds import AbsenceKind, LessonStatus, MarkKind
from tests.unit.rendering.on_device import html_of

pytestmark = pytest.mark.ci  # tests/browsers/test_questions.py has the first look in the quick tier


def with_marks(diary: Diary, subject: str, *added, change=None) -> Diary:
    """Add marks to a subject of the second term, or change all it has."""
    terms = list(diary.marks)
    subjects = tuple(
        replace(s, marks=tuple(tuple(map(change, g)) for g in s.marks) if change else (*s.marks, *((m,) for m in added)))
        if s.subject == subject
        else s
        for s in terms[1].subjects
    )  # fmt: skip
    terms[1] = replace(terms[1], subjects=subjects)
    return replace(diary, marks=tuple(terms))


def with_absences(diary: Diary, *added: AbsenceLine) -> Diary:
    terms = list(diary.absences)
    terms[1] = replace(terms[1], lines=(*terms[1].lines, *added))
    return replace(diary, absences=tuple(terms))


def with_lesson(diary: Diary, day: date, number: int, **changes: object) -> Diary:
    weeks = tuple(
        replace(
            week,
            days=tuple(
                replace(d, rows=tuple(replace(r, **changes) if d.day == day and r.number == number else r for r in d.rows))
                for d in week.days
            ),
        )
        for week in diary.weeks
    )  # fmt: skip
    return replace(diary, weeks=weeks)


def row(tab, label: str) -> str:
    """Return what a line of the digest says, None when it is not shown."""
    found = tab.locator(".digest > div:visible", has=tab.locator("dt", has_text=label))
    return found.locator("dd").text_content().replace("\u00a0", " ") if found.count() else None


def sheet(tab) -> dict[str, list[str]]:
    tab.click(".open-new")
    groups = tab.eval_on_selector_all(
        "dialog .news > div:not([hidden])",
        "all => all.map(e => [e.querySelector('h3').textContent, Array.from(e.querySelectorAll('li'), li => li.innerText)])",
    )
    return {name: [line.replace("\u00a0", " ").replace("\n", " ") for line in lines] for name, lines in groups}


def test_a_first_visit_shows_the_last_two_school_days_and_calls_nothing_new(device):
    tab = device.visit(html_of(small_diary()))
    assert row(tab, "Что нового") is None
    told = row(tab, "Последнее")
    assert "математика 5 за контрольную" in told.lower()
    assert told.endswith("Все 15")
    found = sheet(tab)
    assert "Что принесли два последних школьных дня." in tab.inner_text("dialog").replace("\u00a0", " ")
    assert list(found) == ["Отметки", "Расписание", "Задания и объявления"]
    assert not any("Литература, устный ответ" in line for line in found["Отметки"]), "given on the 17th"


def test_a_page_that_may_keep_nothing_never_says_new(device):
    html = html_of(small_diary(), own=False)
    device.visit(html)
    tab = device.visit(html)
    assert row(tab, "Что нового") is None
    assert "математика 5" in row(tab, "Последнее").lower()
    assert tab.evaluate("localStorage.length") == 0


def test_a_second_visit_sees_only_what_is_new(device):
    device.visit(html_of(small_diary()))
    more = with_absences(
        with_marks(small_diary(), "Литература", chip("4", november(19), *TEST, "3", is_test=True)),
        AbsenceLine(november(19), 2, "Русский язык", AbsenceKind.ILL, None, "б"),
        AbsenceLine(november(19), 3, "Английский язык", AbsenceKind.ILL, None, "б"),
    )
    tab = device.visit(html_of(more))
    assert row(tab, "Последнее") is None
    assert row(tab, "Что нового") == "литература 4 за контрольную, пропуск 19 ноября. Подробнее"
    found = sheet(tab)
    assert found == {
        "Пропуски": ["б чт, 19 ноября: пропуск по болезни, русский, английский"],
        "Отметки": ["4 3 четыре, вес 3 Литература, контрольная работа"],
    }
    assert "Новое с 19 ноября. " in tab.inner_text("dialog").replace("\u00a0", " ").replace("\n", " ")


def test_a_changed_mark_says_what_it_was(device):
    device.visit(html_of(small_diary()))
    changed = with_marks(small_diary(), "География", change=lambda m: m._replace(text="5", was="4"))
    tab = device.visit(html_of(changed))
    assert row(tab, "Что нового") == "география 5. Подробнее"
    assert [line.split("География")[1] for line in sheet(tab)["Отметки"]] == [", практическая: было 4, стало 5"]
    assert tab.inner_text("dialog s") == "4"


def test_a_second_mark_of_the_same_kind_is_not_taken_for_the_first(device):
    device.visit(html_of(small_diary()))
    tab = device.visit(html_of(with_marks(small_diary(), "Русский язык", chip("4", november(19), *HOME))))
    assert row(tab, "Что нового") == "русский 4. Подробнее"


def test_timetable_homework_and_finals_are_news_too(device):
    device.visit(html_of(small_diary()))
    planned = LessonStatus.SUBSTITUTED
    diary = with_lesson(small_diary(), november(20), 5, status=planned, replaces=None)
    diary = with_lesson(diary, november(20), 6, homework=(HomeworkLine("Чертёж", november(19), None),))
    rows = tuple(
        FinalsRow(r.subject, (r.cells[0], chip("5", november(19)), *r.cells[2:])) if r.subject == "Музыка" else r
        for r in diary.finals.rows
    )
    tab = device.visit(html_of(replace(diary, finals=replace(diary.finals, rows=rows))))
    assert row(tab, "Что нового") == "музыка 5 (2-я четверть), замена пт 20, технология пт 20. Подробнее"
    assert sheet(tab) == {
        "Отметки": ["5 Музыка, 2-я четверть"],
        "Расписание": ["пт 20 География, 5-й замена"],
        "Задания и объявления": ["пт 20 Технология, Чертёж"],
    }


def test_nothing_new_is_said_with_its_day(device):
    html = html_of(small_diary())
    device.visit(html)
    tab = device.visit(html)
    assert row(tab, "Что нового") == "с 19 ноября ничего нового"
    assert tab.locator(".open-new").count() == 0


def test_what_is_new_stays_new_for_the_rest_of_a_visit(device):
    device.visit(html_of(small_diary()))
    html = html_of(with_marks(small_diary(), "Литература", chip("4", november(19), *HOME)))
    for hours in (24, 0, 0):
        assert row(device.visit(html, hours=hours), "Что нового") == "литература 4. Подробнее"
    assert "ничего нового" in row(device.visit(html), "Что нового")


def test_a_glance_makes_nothing_old_that_did_not_stand_in_the_digest(device):
    device.visit(html_of(small_diary()))
    marks = [chip(text, november(19), *HOME, comment="") for text in "2345"]
    html = html_of(with_marks(small_diary(), "Литература", *marks))
    for _ in range(2):
        assert row(device.visit(html), "Что нового").endswith("Все 4")
    tab = device.visit(html)
    assert len(sheet(tab)["Отметки"]) == 4
    assert "ничего нового" in row(device.visit(html), "Что нового")


def test_only_hashes_are_kept_and_forget_leaves_nothing(device):
    html = html_of(small_diary())
    device.visit(html)
    tab = device.visit(html)
    kept = tab.evaluate("Object.keys(localStorage).map(name => [name, localStorage[name]])")
    assert [name for name, _ in kept] == [f"diary {'a' * 32} news"]
    assert not any(word in kept[0][1] for word in ("Матем", "Рус", "КР"))
    tab.evaluate("localStorage.clear()")
    tab.click('.nav a[href="#more"]')
    tab.click('[data-act="forget"]')
    assert "Последнее" in device.visit(html).inner_text(".digest")


def test_tests_of_the_next_14_days_and_debts_are_in_the_digest(device):
    tab = device.visit(html_of(small_diary()))
    assert row(tab, "Контрольные") == "вт 24 английский, чт 26 русский, пт 27 математика"
    assert row(tab, "Долг") == "Биология, до 27 ноября"
    assert row(tab, "Ждём отметку") is None
    assert "чт 19 математика" in row(
        device.visit(html_of(small_diary(), now=datetime(2026, 11, 19, 9, 0))), "Контрольные"
    )


def test_of_many_debts_the_four_that_are_due_first_are_in_the_digest(device):
    debts = [
        chip("долг", november(2 + n), *HOME)._replace(kind=MarkKind.DEBT, due_on=november(26 - n)) for n in range(5)
    ]
    tab = device.visit(html_of(with_marks(small_diary(), "Литература", *debts)))
    assert row(tab, "Долг") == ", ".join(f"Литература, до {n} ноября" for n in range(22, 26)) + ", ещё 2"
    assert tab.get_attribute(".digest dd:has-text('Литература') a", "href") == "#marks"


def test_words_longer_than_the_screen_are_broken(device):
    long = "Электроэнергетикоматематика" * 3
    device.visit(html_of(small_diary()))
    homework = (HomeworkLine(long, november(19), None),)
    tab = device.visit(html_of(with_lesson(small_diary(), november(20), 6, homework=homework)))
    tab.click(".open-new")
    assert long in tab.inner_text("dialog")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    assert tab.eval_on_selector("dialog", "box => box.scrollWidth <= box.clientWidth")


def test_no_test_within_14_days_is_said_where_the_journal_tells_tests(device):
    tab = device.visit(html_of(small_diary(), now=datetime(2026, 12, 20, 9, 0)))
    assert row(tab, "Контрольные") == "нет на ближайшие 14 дней"
