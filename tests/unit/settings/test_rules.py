"""The section `rules`: dated profiles, defaults of the two regulations, every problem with its line."""

from dataclasses import replace
from datetime import date

import pytest

from generator.errors import ProblemsError
from generator.settings.load import load_settings
from generator.settings.sections import RuleProfile

BEFORE = """\
school:
  name: Школа № 0
  id: school-0
  timezone: Asia/Omsk
calendar: {year_start: 2026-09-01, year_end: 2027-05-26}
journals: [{files: x}]
"""
USUAL = RuleProfile(
    start=date.min,
    regulation="",
    reading="strict",
    clock="publication",
    code_days=5,
    marks_days=3,
    levels=(3, 3, 3),
    term_days=2,
    absence_hours=24,
    exam_hours=24,
    homework="end_of_day",
    homework_minutes=(60, 90, 90, 120, 120, 150, 150, 150, 210, 210, 210),
    tests_share=10,
    forecast_days=14,
    fresh_hours=24,
)


def rules(text, before=BEFORE):
    return load_settings(before + text).rules


def problems_of(text):
    with pytest.raises(ProblemsError) as caught:
        rules(text)
    return [line for line in caught.value.describe().splitlines() if "error:" in line]


@pytest.mark.parametrize("text", ["", "rules:\n", "rules: []\n", "rules:\n  - reading: strict\n"])
def test_without_anything_written_the_two_regulations_hold_since_ever(text):
    assert rules(text) == (USUAL,)


def test_profiles_are_sorted_and_the_first_is_that_of_the_two_regulations():
    found = rules("rules:\n  - {from: 2027-01-01, reading: soft}\n  - {from: 01.09.2026, code_days: 4}\n")
    assert found == (
        USUAL,
        replace(USUAL, start=date(2026, 9, 1), code_days=4),
        replace(USUAL, start=date(2027, 1, 1), reading="soft", clock="entry"),
    )


def test_a_profile_without_a_first_day_takes_the_place_of_the_usual_one():
    found = rules("rules:\n  - {from: 2026-09-01}\n  - {reading: soft}\n")
    assert [(line.start, line.reading) for line in found] == [(date.min, "soft"), (date(2026, 9, 1), "strict")]


@pytest.mark.parametrize(("reading", "clock"), [("strict", "entry"), ("soft", "publication")])
def test_the_clock_can_be_chosen_against_the_reading(reading, clock):
    assert rules(f"rules: [{{reading: {reading}, clock: {clock}}}]\n")[0].clock == clock


def test_a_level_may_be_stricter():
    assert rules("rules: [{levels: {primary: {marks_days: 2}}}]\n")[0].levels == (2, 3, 3)
    assert rules("rules: [{marks_days: 2, levels: {secondary: {marks_days: 1}}}]\n")[0].levels == (2, 2, 1)


def test_the_first_grade_may_have_no_homework():
    assert rules("rules: [{homework_minutes: {1: 0}}]\n")[0].homework_minutes == (0, *USUAL.homework_minutes[1:])


def test_the_regulation_is_that_of_the_papers_unless_named():
    paper = BEFORE + "paper: {regulation: Регламент А}\n"
    found = rules("rules:\n  - {from: 2026-09-01}\n  - {from: 2027-01-01, regulation: Регламент Б}\n", paper)
    assert [line.regulation for line in found] == ["Регламент А", "Регламент А", "Регламент Б"]


@pytest.mark.parametrize(
    ("item", "column", "message"),
    [
        ("from: tomorrow", 11, "rules[1].from: tomorrow is not a date"),
        ("reading: mild", 14, "rules[1].reading: mild is not one of the choices"),
        ("clock: school", 12, "rules[1].clock: school is not one of the choices"),
        ("code_days: 0", 16, "rules[1].code_days: 0 is not a whole number from 1 to 30"),
        ("absence_hours: 24h", 20, "rules[1].absence_hours: 24h is not a whole number from 1 to 168"),
        ("homework: never", 15, "rules[1].homework: never is not one of the choices"),
        ("levels: 2", 13, "rules[1].levels: keys with their values are expected here"),
        ("levels: {middle: {marks_days: 2}}", 22, "rules[1].levels: middle is not known here"),
        ("levels: {primary: 2}", 23, "rules[1].levels: keys with their values are expected here"),
        ("levels: {primary: {}}", 23, "rules[1].levels: nothing is written here"),
        ("levels: {primary: {term_days: 2}}", 35, "rules[1].levels: term_days is not known here"),
        (
            "levels: {primary: {marks_days: 0}}",
            36,
            "rules[1].levels: 0 is not a whole number from 1 to 30",
        ),
        (
            "levels: {primary: {marks_days: 4}}",
            36,
            "rules[1].levels: the limit of primary is longer than marks_days",
        ),
        ("homework_minutes: {12: 5}", 28, "rules[1].homework_minutes: 12 is not known here"),
        ("homework_minutes: {1: none}", 27, "rules[1].homework_minutes: none is not a whole number from 0 to 600"),
    ],
)
def test_a_fault_is_told_with_its_place(item, column, message):
    assert problems_of(f"rules:\n  - {item}\n") == [f"site.yaml:8:{column}: error: {message} [bad-setting]"]


def test_an_unknown_limit_is_answered_with_the_nearest_one():
    (problem,) = problems_of("rules:\n  - code_day: 4\n")
    assert problem == "site.yaml:8:5: error: there is no setting rules[1].code_day [unknown-setting]"


def test_rules_are_a_list():
    assert problems_of("rules: {code_days: 4}\n") == ["site.yaml:7:8: error: rules is a list [bad-setting]"]


def test_two_profiles_can_not_begin_on_the_same_day():
    text = "rules:\n  - from: 2026-09-01\n  - from: 01.09.2026\n"
    assert problems_of(text) == [
        "site.yaml:9:11: error: rules[2].from: another profile begins on the same day [bad-setting]"
    ]
