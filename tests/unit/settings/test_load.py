"""`site.yaml` to `Settings`: every key by the schema, every problem with its line, all of them at once."""

from datetime import date, datetime
from itertools import takewhile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ProblemsError, SettingsError
from generator.settings.load import load_settings
from generator.settings.rule_keys import RULE
from generator.settings.schema import JOURNAL, SECTIONS

SHORTEST = """\
school:
  name: Школа № 0
  id: school-0
  timezone: Asia/Omsk
calendar:
  year_start: 2026-09-01
  year_end: 26.05.2027
journals:
  - files: content/exports/*
"""

FAULTS = {
    ("timezone", "tmezone"): "site.yaml:4:3: error: there is no setting school.tmezone [unknown-setting]",
    ("journals:", "retention:"): "site.yaml:8:1: error: nothing reads the section retention yet [unknown-setting]",
    (
        "Asia/Omsk",
        "Asia/Omks",
    ): "site.yaml:4:13: error: school.timezone: Asia/Omks is not a known time zone [bad-setting]",
    ("Школа № 0", ""): "site.yaml:2:8: error: school.name: nothing is written here [bad-setting]",
    (
        "school-0",
        "Школа",
    ): "site.yaml:3:7: error: school.id: only small Latin letters, digits and dashes are allowed, at most 40 [bad-setting]",
    ("2026-09-01", "2026-09-31"): "site.yaml:6:15: error: calendar.year_start: 2026-09-31 is not a date [bad-setting]",
    (
        "26.05.2027",
        "26.05.2026",
    ): "site.yaml:7:13: error: calendar.year_end: the year ends before it begins [bad-setting]",
    (
        "26.05.2027",
        "26.05.2028",
    ): "site.yaml:7:13: error: calendar.year_end: the year is longer than a year [bad-setting]",
    (
        "content/exports/*",
        "[]",
    ): "site.yaml:9:12: error: journals[1].files: a list with at least one item is expected here [bad-setting]",
    (
        "content/exports/*",
        "/etc/*",
    ): "site.yaml:9:12: error: journals[1].files: only files below the site folder are read [bad-setting]",
    (
        "content/exports/*",
        "[a, 'b\\c']",
    ): "site.yaml:9:16: error: journals[1].files: a file is written with forward slashes [bad-setting]",
    ("- files: content/exports/*", "files: x"): "site.yaml:9:3: error: journals is a list [bad-setting]",
    ("  - files: content/exports/*\n", ""): "site.yaml:8:10: error: journals names no files [missing-setting]",
    ("  id: school-0\n", ""): "site.yaml:2:3: error: school.id is not set [missing-setting]",
    (
        "files: content/exports/*",
        "files: x\n    provides: mraks",
    ): "site.yaml:10:15: error: journals[1].provides: mraks is not one of the choices [bad-setting]",
}

MORE = {
    "site: {own_origin: yes}": "site.own_origin: yes is neither true nor false",
    "site: {address: diary.example}": "site.address: this is not a web address",
    "site: {address: 'http://diary.example'}": "site.address: over http no browser opens a diary",
    "site: {address: 'https://diary.example/?a=1'}": "site.address: the address of the site has no name, no ? and no #",
    "site: {address: 'https://a.example/b', own_origin: true}": "site.own_origin: an address with a folder shares its host",
    "example: {today: 2026-11-19}": "example.today: 2026-11-19 is not a date with a time",
    "example: {today: 2025-11-19 10:00}": "example.today: the day is outside the school year",
    "marks: {scale: [5, 1]}": "marks.scale: the lowest and the highest mark are expected here",
    "marks: {scale: [1, 2, 3]}": "marks.scale: the lowest and the highest mark are expected here",
    "marks: {borders: {5: 4.5, 4: 4.6}}": "marks.borders: a better mark needs a higher border",
    "marks: {borders: {7: 4.5}}": "marks.borders: 7 is not on the scale 1 to 5",
    "marks: {borders: {5: 6.5}}": "marks.borders: no average reaches the border of 5",
    "marks: {borders: {5: 4.505}}": "marks.borders: 4.505 is not a number",
    "marks: {borders: 4.5}": "marks.borders: marks with their borders are expected here",
    "marks: 5": "marks is a section with keys of its own",
    "access: {groups: 4}": "access.groups: 4 is not a whole number from 5 to 8",
    "access: {consent: no}": "access.consent: no is not one of the choices",
    "paper: {not_applied: [list]}": "paper.not_applied: one value is expected here",
    "official: {portal: 'javascript:alert(1)'}": "official.portal: this is not a web address",
}


def problems_of(text):
    with pytest.raises(ProblemsError) as caught:
        load_settings(text)
    assert all(isinstance(problem, SettingsError) for problem in caught.value.problems)
    return caught.value.describe()


def test_what_is_left_out_has_the_default_of_the_schema():
    settings = load_settings(SHORTEST)
    assert settings.calendar.year_start == date(2026, 9, 1)
    assert settings.calendar.year_end == date(2027, 5, 26)
    assert settings.calendar.week_days == 6
    assert settings.site.address == ""
    assert settings.site.own_origin is False
    assert settings.example.today is None
    assert settings.marks.borders == ((5, 450), (4, 350), (3, 250))
    assert (settings.marks.lowest, settings.marks.highest, settings.marks.disputed_band) == (1, 5, 10)
    assert settings.access.groups == 5
    assert settings.access.consent == "required"
    assert settings.journals[0].files == ("content/exports/*",)
    assert settings.journals[0].provides == ()


def test_every_default_is_accepted_by_its_own_kind():
    for keys in (*SECTIONS.values(), JOURNAL, RULE):
        for key in keys:
            if key.default is not None:
                key.kind(key.default)


@pytest.mark.parametrize(("change", "message"), FAULTS.items())
def test_a_fault_is_told_with_its_place(change, message):
    before, after = change
    assert before in SHORTEST
    assert message in problems_of(SHORTEST.replace(before, after)).splitlines()


@pytest.mark.parametrize(("section", "message"), MORE.items())
def test_a_value_that_makes_no_sense_is_refused(section, message):
    assert message in problems_of(SHORTEST + section + "\n")


def test_all_faults_come_at_once_and_in_order():
    text = SHORTEST.replace("Asia/Omsk", "Mars").replace("id:", "di:") + "letters: {keep_days: 0}\nprint: 1\n"
    slugs = [line.rsplit("[", 1)[1] for line in problems_of(text).splitlines() if "error:" in line]
    assert slugs == ["missing-setting]", "unknown-setting]", "bad-setting]", "bad-setting]", "unknown-setting]"]


def test_a_mistyped_key_is_answered_with_the_nearest_one():
    assert "hint: did you mean school.timezone?" in problems_of(SHORTEST.replace("timezone", "time_zone"))
    assert "hint: did you mean journals?" in problems_of(SHORTEST.replace("journals", "jurnals"))


def test_a_key_in_the_wrong_place_is_answered_with_the_right_one():
    assert "hint: did you mean calendar.week_days?" in problems_of(SHORTEST + "week_days: 5\n")


def test_times_are_local_and_have_no_zone():
    settings = load_settings(SHORTEST + "example: {today: 19.11.2026 18:30}\n")
    assert settings.example.today == datetime(2026, 11, 19, 18, 30)


def test_an_address_loses_its_last_slash():
    assert load_settings(SHORTEST + "site: {address: 'https://a.example/b/'}\n").site.address == "https://a.example/b"


def test_a_decimal_comma_will_do():
    assert load_settings(SHORTEST + "marks: {disputed_band: '0,2'}\n").marks.disputed_band == 20


def test_an_empty_section_is_one_with_defaults():
    assert load_settings(SHORTEST + "official:\n").official.journal == ""


def test_a_list_at_the_top_is_refused():
    assert "sections with their keys are expected here" in problems_of("- a\n")


def test_the_example_school_explains_every_key():
    """Every key of the schema stands in the repository's site.yaml, below a line that explains it."""
    lines = (Path(__file__).parents[3] / "site.yaml").read_text(encoding="utf-8").splitlines()
    settings = load_settings("\n".join(lines))
    assert settings.example.today == datetime(2026, 11, 19, 18, 30)
    for section, keys in SECTIONS.items():
        block = lines[lines.index(f"{section}:") + 1 :]
        for key in keys:
            place = next(number for number, line in enumerate(block) if line.startswith(f"  {key.name}:"))
            comment = "".join(takewhile(lambda line: line.startswith("  # "), reversed(block[:place])))
            assert ("По умолчанию" if key.default is not None else "Обязательно") in comment, key.name
    for key in (*JOURNAL, *RULE):
        assert any(line.startswith(f"# {key.name} — ") for line in lines), key.name


def test_the_reference_names_every_key_with_its_default():
    page = (Path(__file__).parents[3] / "docs/reference/settings.md").read_text(encoding="utf-8")
    for section, keys in (*SECTIONS.items(), ("journals[]", JOURNAL), ("rules[]", RULE)):
        for key in keys:
            assert f"| `{section}.{key.name}` | {key.form} |" in page, key.name
            assert key.sentence in page


@given(st.text(max_size=200))
def test_any_text_gives_settings_or_problems(text):
    try:
        load_settings(text)
    except ProblemsError as error:
        problems = error.problems
    else:
        return
    assert problems


@given(st.sampled_from(SHORTEST.splitlines()), st.text(max_size=30))
def test_a_changed_line_gives_settings_or_problems(line, text):
    try:
        load_settings(SHORTEST.replace(line, line.split(":")[0] + ": " + text))
    except ProblemsError as error:
        problems = error.problems
    else:
        return
    assert problems
