from __future__ import annotations

from datetime import date, datetime

import pytest

from generator.rendering.staff.reports.deadlines import (
    Radar,
    RadarCase,
    RadarRow,
    RadarWeek,
    deadline_files,
    deadlines_page,
    radar_state,
)
from generator.rendering.staff.reports.figures import Figures
from generator.rules.deadlines import Verdict

NOW = datetime(2026, 11, 19, 18, 30)
HOUR = 3600


@pytest.fixture(scope="session")
def figures(russian) -> Figures:
    return Figures(russian)


def case(verdict: Verdict, seconds: int | None, **more) -> RadarCase:
    said = {"rule": "marks", "teacher": "Калинкина Р. Ф.", "where": "8А", "what": "Алгебра", "day": date(2026, 11, 16),
            "due": NOW, "who": "Кедрова Василиса"}  # fmt: skip
    return RadarCase(verdict=verdict, seconds=seconds, **{**said, **more})


def radar(*cases: RadarCase, counts: dict[Verdict, int] | None = None) -> Radar:
    found = counts or {Verdict.MET: 9, Verdict.AT_RISK: 2, Verdict.BROKEN: 1}
    rows = [
        RadarRow("marks", "A5.1", "", found),
        RadarRow("code", "A2.2", "", {Verdict.MET: 3}),
    ]
    teachers = [
        RadarRow("marks", "A5.1", "Первый", {Verdict.MET: 5}),
        RadarRow("marks", "A5.1", "Второй", {Verdict.BROKEN: 1}),
        RadarRow("absences", "A7.1", "Первый", {Verdict.AT_RISK: 2}),
    ]
    return Radar(rows, teachers, cases, [RadarWeek(date(2026, 11, 16), found)], "2 четверть", NOW, NOW)


def section(page, key: str):
    return next(one for one in page.sections if one.id == key)


def texts(page, key: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in section(page, key).table.rows]


def test_a_rule_has_one_row_with_its_numbers_and_one_bar(figures) -> None:
    page = deadlines_page(radar(), figures)
    assert [row[:7] for row in texts(page, "rules")] == [
        ["Отметки после урока", "A5.1", "9", "2", "1", "0", "0"],
        ["Код доступа после заявления", "A2.2", "3", "0", "0", "0", "0"],
    ]
    drawn = section(page, "rules").table.rows[0][-1].bar
    assert 'class="p-met" x="0" y=".5" width="75"' in drawn
    assert 'class="p-broken" x="91.67"' in drawn


@pytest.mark.parametrize(
    ("counts", "level", "sentence"),
    [
        ({Verdict.BROKEN: 2, Verdict.AT_RISK: 1}, "error", "Нарушены 2\N{NO-BREAK SPACE}срока"),
        ({Verdict.AT_RISK: 5}, "warning", "Нарушений нет, 5\N{NO-BREAK SPACE}сроков на исходе"),
        ({Verdict.MET: 5, Verdict.UNPROVEN: 7}, "ok", "Все сроки соблюдены"),
    ],
)
def test_the_state_is_the_worst_that_is_proved(figures, counts, level, sentence) -> None:
    state = radar_state(radar(counts=counts), figures)
    assert (state.level, state.sentence) == (level, sentence)


def test_open_cases_show_who_is_late_the_longest_first_and_how_much_time_is_left(figures) -> None:
    page = deadlines_page(
        radar(
            case(Verdict.AT_RISK, 5 * HOUR),
            case(Verdict.BROKEN, -3 * HOUR),
            case(Verdict.BROKEN, -72 * HOUR, bound=True),
            case(Verdict.UNPROVEN, -90 * HOUR),
            case(Verdict.AT_RISK, None, due=None, day=None),
        ),
        figures,
    )
    space = "\N{NO-BREAK SPACE}"
    assert [row[-1] for row in texts(page, "cases")] == [
        f"просрочено не более чем на 3{space}дня",
        f"просрочено на 3{space}часа",
        "–",
        f"осталось 5{space}часов",
    ]


def test_names_of_students_are_in_the_file_and_not_on_the_page(figures) -> None:
    found = radar(case(Verdict.BROKEN, -HOUR))
    page = deadlines_page(found, figures)
    assert not any(
        "Кедрова" in text for key in ("rules", "cases", "teachers") for row in texts(page, key) for text in row
    )
    files = deadline_files(found, figures)
    assert files["deadlines-cases.csv"].rows[0][-1].text == "Кедрова Василиса"


def test_a_teacher_has_one_row_who_has_most_to_do_first(figures) -> None:
    page = deadlines_page(radar(), figures)
    assert [row[:4] for row in texts(page, "teachers")] == [["Второй", "0", "0", "1"], ["Первый", "5", "2", "0"]]
    assert len(deadline_files(radar(), figures)["deadlines-teachers.csv"].rows) == 3
