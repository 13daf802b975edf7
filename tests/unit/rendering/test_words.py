from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from generator.errors import RenderError
from generator.rendering.words import Words, plural_form

ROOT = Path(__file__).resolve().parents[3]
CYRILLIC = re.compile("[а-яёА-ЯЁ]")
NBSP = "\N{NO-BREAK SPACE}"
PLURALS = {"one", "few", "many", "other"}


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}".strip("."))
    else:
        yield path, value


def joined(words: Words) -> dict[str, list[object]]:
    """Keys with the texts that stand there: the forms of a plural together."""
    found: dict[str, list[object]] = {}
    for path, value in leaves(words.table):
        head, _, last = path.rpartition(".")
        found.setdefault(head if last in PLURALS else path, []).append(value)
    return found


def test_both_languages_have_the_same_keys(russian, english):
    assert sorted(joined(russian)) == sorted(joined(english))


def test_both_languages_use_the_same_values(russian, english):
    ours, theirs = joined(russian), joined(english)
    for path, texts in ours.items():
        used = [set(re.findall(r"\{\w+\}", str(found))) - {"{n}"} for found in (texts, theirs[path])]
        assert used[0] == used[1], path


def test_lists_of_words_are_equally_long(russian, english):
    theirs = dict(leaves(english.table))
    for path, ours in leaves(russian.table):
        if isinstance(ours, list):
            assert len(ours) == len(theirs[path]), path


def test_every_plural_has_the_forms_of_its_language(russian, english):
    for words, needed in ((russian, {"few", "many"}), (english, {"other"})):
        paths = {path for path, _ in leaves(words.table)}
        for head in {path.rpartition(".")[0] for path in paths if path.rpartition(".")[2] in {"one", "other"}}:
            assert {f"{head}.{form}" for form in needed} <= paths, head


def test_no_russian_word_stands_in_a_template_a_script_or_the_code():
    code = [p for p in (ROOT / "generator" / "rendering").rglob("*.py") if p.name != "outer.py"]
    for path in [*code, *(ROOT / "templates").rglob("*")]:
        if path.is_dir() or "words" in path.parts or path.suffix == ".woff2":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            quoted = "«" in line and path.suffix == ".py"  # examples in docstrings
            assert quoted or not CYRILLIC.search(line), f"{path.name}:{number}"


def test_every_word_that_a_template_or_the_code_asks_for_is_there(russian):
    known = {path for path, _ in leaves(russian.table)}
    prefixes = {path[:i] for path in known for i, sign in enumerate(path) if sign == "."}
    sources = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "generator" / "rendering").rglob("*.py")]
    for path in sources:
        call = r"\.(?:text|one_of)" if path.suffix == ".py" else r"\b(?:t|one_of)"
        for key in re.findall(rf"""{call}\("([\w.]+)\"""", path.read_text(encoding="utf-8")):
            assert key.rstrip(".") in known | prefixes, f"{path.name}: {key}"


def test_a_missing_word_is_an_error(russian):
    with pytest.raises(RenderError, match="no text week\\.nothing") as caught:
        russian.text("week.nothing")
    assert caught.value.slug == "missing-word"


def test_a_missing_value_is_an_error(russian):
    with pytest.raises(RenderError, match="needs the value day"):
        russian.text("diary.example")


def test_a_branch_is_no_text(russian):
    with pytest.raises(RenderError):
        russian.text("week")
    with pytest.raises(RenderError):
        russian.one_of("dates.months", 12)


def test_values_cannot_reach_into_objects():
    words = Words("en", {"trap": "{x.__class__} {x[0]} {x}"})
    assert words.text("trap", x="{x}") == "{x.__class__} {x[0]} {x}"


@pytest.mark.parametrize(
    ("count", "form"),
    [
        (0, "many"),
        (1, "one"),
        (2, "few"),
        (4, "few"),
        (5, "many"),
        (11, "many"),
        (12, "many"),
        (14, "many"),
        (21, "one"),
    ],
)
def test_russian_plural_forms(count, form):
    assert plural_form("ru", count) == form


@pytest.mark.parametrize(("count", "form"), [(22, "few"), (25, "many"), (101, "one"), (111, "many"), (122, "few")])
def test_russian_plural_forms_above_twenty(count, form):
    assert plural_form("ru", count) == form


def test_english_plural_forms():
    assert [plural_form("en", n) for n in (0, 1, 2, 21)] == ["other", "one", "other", "other"]


def test_a_plural_text_takes_its_form_from_n(russian, english):
    assert russian.text("device.absences.late_minutes", n=8) == f"Опоздание 8{NBSP}минут"
    assert russian.text("device.absences.late_minutes", n=21) == f"Опоздание 21{NBSP}минута"
    assert english.text("device.absences.late_minutes", n=1) == f"Late by 1{NBSP}minute"
    with pytest.raises(RenderError):
        russian.text("device.absences.late_minutes", n="8")


def test_days_and_spans_read_as_russian(russian):
    assert russian.day(date(2026, 11, 16)) == f"16{NBSP}ноября"
    assert russian.day_short(date(2026, 11, 6)) == f"6{NBSP}ноя"
    assert russian.day_year(date(2026, 11, 16)) == f"16{NBSP}ноября 2026{NBSP}г."
    assert russian.span(date(2026, 11, 16), date(2026, 11, 21)) == f"16–21{NBSP}ноября"
    assert russian.span(date(2026, 9, 28), date(2026, 10, 3)) == f"28{NBSP}сентября – 3{NBSP}октября"
    assert russian.span(date(2026, 11, 4), date(2026, 11, 4)) == f"4{NBSP}ноября"
    assert russian.span_short(date(2026, 9, 28), date(2026, 10, 3)) == f"28{NBSP}сен – 3{NBSP}окт"
    assert russian.span_short(date(2026, 11, 2), date(2026, 11, 7)) == f"2–7{NBSP}ноя"
    assert russian.weekday_day(date(2026, 11, 24)) == f"вт{NBSP}24"
    assert russian.moment(datetime(2026, 11, 19, 15, 40)) == f"19{NBSP}ноября, 15:40"
    assert russian.clock(time(8, 5)) == "8:05"


def test_numbers_have_a_decimal_comma(russian, english):
    assert russian.number(Decimal("3.75")) == "3,75"
    assert russian.number(Decimal("2.0")) == "2"
    assert russian.number(Decimal("1E+1")) == "10"
    assert russian.number(7) == "7"
    assert russian.hundredths(Decimal(4)) == "4,00"
    assert english.hundredths(Decimal("4.5")) == "4.50"
