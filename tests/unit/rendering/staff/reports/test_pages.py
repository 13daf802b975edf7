"""The pages about the school, from figures that were counted elsewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from generator.model.records import Deferral, PlanLine
from generator.rendering.staff.reports.deadlines import DEADLINES_PAGE
from generator.rendering.staff.reports.figures import Figures
from generator.rendering.staff.reports.finals import finals_page
from generator.rendering.staff.reports.hours import SchoolView, hours_page
from generator.rendering.staff.reports.index import IndexLine, index_page
from generator.rendering.staff.reports.logs import SHOWN, ImportState, KeptTable, imports_page, registers_page
from generator.rendering.staff.reports.page import State, render_page
from generator.rendering.staff.reports.results import results_page
from generator.reports.class_report import ClassReport, class_report
from generator.reports.school_report import school_report
from generator.rules.statistics import SouVariant, StatisticRules
from tests.unit.diaries.act import MARKS
from tests.unit.reports.classroom import DAY, NOW, T1, T2, final, pupil, records, school, weekly

CONTROL = [*("5" * 6), *("4" * 11), *("3" * 7), "2", "н/а"]
"""The control sample of §3.7."""
PUPILS = [pupil(f"Ученик{n:02d}") for n in range(len(CONTROL))]


@pytest.fixture(scope="session")
def figures(russian) -> Figures:
    return Figures(russian)


def view(report: ClassReport, known, rules: StatisticRules = StatisticRules()) -> SchoolView:  # noqa: B008
    return SchoolView(known, [report], school_report([report]), rules, {}, NOW)


def control(rules: StatisticRules = StatisticRules()) -> SchoolView:  # noqa: B008
    known = school(*PUPILS)
    told = [final(one.id, "math", raw) for one, raw in zip(PUPILS, CONTROL, strict=True)]
    return view(class_report(known, records(finals=told), MARKS, 6, rules), known, rules)


def rows(page, key: str) -> list[dict[str, str]]:
    found = next(one for one in page.sections if one.id == key).table
    return [dict(zip((c.key for c in found.columns), (cell.text for cell in row), strict=True)) for row in found.rows]


def test_b5_4_the_control_sample_stands_on_the_page_with_its_variant(figures) -> None:
    page = results_page(control(), figures)
    (row,) = rows(page, "school")
    assert {key: row[key] for key in ("n", "success", "quality", "sou_with", "mean")} == {
        "n": "26", "success": "92,3", "quality": "65,4", "sou_with": "60,7", "mean": "3,88",
    }  # fmt: skip
    assert "с учётом н/а" in page.sections[0].lead[0]


def test_b5_4_the_other_variant_of_sou_names_itself(figures) -> None:
    page = results_page(control(StatisticRules(sou=SouVariant.WITHOUT_NOT_ASSESSED)), figures)
    assert rows(page, "school")[0]["sou_without"] == "62,9"
    assert "без н/а" in page.sections[0].lead[0]


def test_b5_4_a_term_is_compared_with_the_one_before(figures) -> None:
    known = school(*PUPILS[:2])
    told = [final("Ученик00", "math", "5"), final("Ученик01", "math", "2")]
    told += [final("Ученик00", "math", "5", "t2"), final("Ученик01", "math", "4", "t2")]
    page = results_page(view(class_report(known, records(finals=told), MARKS, 6, StatisticRules()), known), figures)
    first, second = rows(page, "school")
    assert first["change_quality"] == "–"
    assert (second["change_success"], second["change_mean"]) == ("+50,0", "+1,00")


def test_b5_2_hours_off_the_plan_are_named_with_the_worst_first(figures) -> None:
    known = school(pupil("А"))
    told = records(
        lessons=[*weekly("math", T2.start, T2.end), *weekly("chem", T2.start + DAY, T2.end)],
        plan=[PlanLine("8а", "math", "t2", 18, None), PlanLine("8а", "chem", "t2", 10, None)],
    )
    page = hours_page(view(class_report(known, told, MARKS, 6, StatisticRules()), known), figures)
    found = rows(page, "off")
    assert [(row["subject"], row["plan"], row["expected"], row["deviation"]) for row in found] == [
        ("Алгебра", "18", "9", "−50,0"),
        ("Химия", "10", "9", "−10,0"),
    ]
    assert page.state.level == "error"


def test_b5_1_missing_marks_are_named_and_a_whole_class_is_not(figures) -> None:
    known = school(pupil("А"), pupil("Б"), girls="А", boys="Б")
    told = records(
        lessons=[*weekly("math", T1.start, T1.end), *weekly("chem", T1.start + DAY, T1.end)],
        finals=[final("А", "math", "5"), final("А", "chem", "5", "t2")],
    )
    page = finals_page(view(class_report(known, told, MARKS, 6, StatisticRules()), known), figures)
    assert [(row["subject"], row["missing"], row["who"]) for row in rows(page, "missing")] == [
        ("Алгебра", "1", "Б"),
        ("Химия", "2", "весь класс"),
    ]
    assert page.state.sentence == "Не хватает 3\N{NO-BREAK SPACE}отметок"


@pytest.mark.parametrize(
    ("days", "level", "said"),
    [(-1, "error", "просрочено на 1\N{NO-BREAK SPACE}день"), (0, "warning", "сегодня последний день"),
     (7, "warning", "осталось 7\N{NO-BREAK SPACE}дней"), (8, "note", "осталось 8\N{NO-BREAK SPACE}дней")],
)  # fmt: skip
def test_b5_5_a_deferral_is_reminded_of_a_week_before_its_end(figures, days, level, said) -> None:
    known = school(pupil("А"))
    until = NOW.date() + timedelta(days=days)
    told = records(
        lessons=weekly("math", T1.start, T1.end), deferrals=[Deferral("А", "math", "t1", until, "№ 7 от 24.10")]
    )
    page = finals_page(view(class_report(known, told, MARKS, 6, StatisticRules()), known), figures)
    (row,) = next(one for one in page.sections if one.id == "deferred").table.rows
    assert (row[-1].level, row[-1].text) == (level, said)
    assert row[4].text == "№ 7 от 24.10"


def imports(figures, *, accepted: bool = True, as_of: datetime = NOW):
    one = ImportState("content/exports/8А.csv", "a" * 64, "tables", {"marks": 40}, {} if accepted else {"bad-mark": 2},
                      accepted, NOW)  # fmt: skip
    log = KeptTable("imports", "Загрузки", ("№",), [("1",)])
    return imports_page(
        latest=[one],
        log=log,
        fresh={"8А": as_of},
        fresh_hours=24,
        csv="registers/imports.csv",
        made=NOW,
        figures=figures,
    )


def test_b8_1_the_import_log_says_what_was_read_and_why_something_was_rejected(figures) -> None:
    page = imports(figures, accepted=False)
    (row,) = rows(page, "exports")
    assert (row["rows"], row["rejected"], row["reasons"], row["accepted"]) == ("40", "2", "bad-mark 2", "отклонена")
    assert page.state.level == "error"


def test_b8_1_data_of_exactly_the_limit_are_fresh_and_older_ones_are_not(figures) -> None:
    assert imports(figures, as_of=NOW - timedelta(hours=24)).state.level == "ok"
    old = imports(figures, as_of=NOW - timedelta(hours=24, seconds=1))
    assert old.state.level == "warning"
    assert rows(old, "fresh")[0]["state"] == "устарели"


def test_a_long_register_shows_its_newest_lines_and_leads_to_the_file(figures) -> None:
    kept = KeptTable("codes", "Коды", ("№",), [(str(n),) for n in range(SHOWN + 3)])
    page = registers_page([kept], "registers.xlsx", "registers", NOW, figures)
    found = next(one for one in page.sections if one.id == "codes")
    assert [found.table.rows[0][0].text, len(found.table.rows)] == [str(SHOWN + 2), SHOWN]
    assert "3" in found.lead[0]
    assert found.links[0].href == "registers/codes.csv"


def test_the_index_is_as_bad_as_the_worst_report_and_says_what_to_do(figures) -> None:
    line = IndexLine(DEADLINES_PAGE, State("error", "Нарушен 1 срок"), NOW, NOW)
    page = index_page([line], [], [], NOW, figures)
    assert page.state.level == "error"
    assert "напомните учителям" in next(one for one in page.sections if one.id == "steps").lead[0]
    calm = index_page([], [], [], NOW, figures)
    assert (calm.state.level, calm.state.sentence) == ("note", "Ничего срочного нет")


def test_the_policy_of_a_page_allows_its_own_style_and_script_and_nothing_else(figures, look) -> None:
    html = render_page(look, results_page(control(), figures))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1].replace("&#39;", "'")
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        text = re.search(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "://" not in html.replace("http-equiv", "")
    assert " style=" not in html


def test_no_page_about_numbers_names_a_student(figures, look) -> None:
    for page in (results_page(control(), figures), hours_page(control(), figures)):
        assert "Ученик0" not in render_page(look, page)


def test_pages_are_whole_in_english_too(english, look) -> None:
    figures = Figures(english)
    for page in (results_page(control(), figures), hours_page(control(), figures), finals_page(control(), figures)):
        assert 'lang="en"' in render_page(replace(look, words=english), page)
        said = [page.title, *(one.title for one in page.sections)]
        said += [column.heading for one in page.sections for column in one.table.columns]
        assert [text for text in said if re.search("[А-Яа-я]", text)] == []
