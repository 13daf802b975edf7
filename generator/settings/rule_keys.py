"""The keys of one item of `rules`: a dated profile of the regulation's limits, and its own kinds of value.

The defaults are those of the two regulations: A2.2, A5.1, A6.1, A7.1, B6.1, and the norms of 2025.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from generator.settings import kinds
from generator.settings.keys import Key
from generator.settings.kinds import Kind, WrongValueError
from generator.settings.sections import RuleProfile
from generator.strict_yaml import Path, Value

LEVELS = ("primary", "basic", "secondary")
"""Grades 1–4, 5–9 and 10–11 (A5.2)."""

CLOCKS = {"strict": "publication", "soft": "entry"}
"""Which time counts in each reading, unless the profile says otherwise."""

_MINUTES = (60, 90, 90, 120, 120, 150, 150, 150, 210, 210, 210)


def unless_empty(kind: Kind, otherwise: object) -> Kind:
    """Make a kind that takes an empty value for something else."""

    def read(value: Value) -> Any:
        return otherwise if value == "" else kind(value)

    return read


def levels(value: Value) -> tuple[tuple[str, int], ...]:
    """Return the days for marks of the levels that have a limit of their own."""
    return tuple(
        (name, _marks_days(item, name)) for name, item in _mapping(value, LEVELS, "{primary: {marks_days: 2}}")
    )


def homework_minutes(value: Value) -> tuple[int, ...]:
    """Return the minutes of grades 1 to 11; grades that are not written keep those of the norm."""
    grades = [str(grade) for grade in range(1, 12)]
    written = dict(_mapping(value, grades, "{1: 0}"))
    minutes = kinds.whole(0, 600)
    return tuple(
        _below((grade,), minutes, written[grade]) if grade in written else usual
        for grade, usual in zip(grades, _MINUTES, strict=True)
    )


def _marks_days(value: Value, name: str) -> int:
    try:
        ((_, days),) = _mapping(value, ["marks_days"], "{marks_days: 2}")
    except WrongValueError as wrong:
        raise WrongValueError(wrong.message, wrong.hint, (name, *wrong.below)) from None
    except ValueError:
        raise WrongValueError("nothing is written here", "as in {marks_days: 2}", (name,)) from None
    found: int = _below((name, "marks_days"), kinds.whole(1, 30), days)
    return found


def _mapping(value: Value, known: tuple[str, ...] | list[str], example: str) -> list[tuple[str, Value]]:
    if value == "":
        return []
    if not isinstance(value, dict):
        raise WrongValueError("keys with their values are expected here", f"as in {example}")
    for name in value:
        if name not in known:
            raise WrongValueError(f"{name} is not known here", f"write {', '.join(known)}", (name,))
    return list(value.items())


def _below(path: Path, kind: Kind, value: Value) -> Any:
    try:
        return kind(value)
    except WrongValueError as wrong:
        raise WrongValueError(wrong.message, wrong.hint, path + wrong.below) from None


def _profile_since(value: Value) -> date:
    found: date = unless_empty(kinds.day, date.min)(value)
    return found


RULE: tuple[Key, ...] = (
    Key("from", _profile_since, "date", "The first day on which these limits hold; empty: they always have.", ""),
    Key(
        "regulation",
        kinds.optional_text,
        "text",
        "Number and date of the regulation, for diaries, papers and reports; empty: `paper.regulation`.",
        "",
    ),
    Key("reading", kinds.one_of("strict", "soft"), "strict, soft", "How its time limits are read.", "strict"),
    Key(
        "clock",
        unless_empty(kinds.one_of("publication", "entry"), ""),
        "publication, entry",
        "Which time of marks and absences counts; empty: publication if strict, entry if soft.",
        "",
    ),
    Key("code_days", kinds.whole(1, 30), "1 to 30", "Working days from an application to its code.", "5"),
    Key("marks_days", kinds.whole(1, 30), "1 to 30", "Days from a lesson or work to its mark.", "3"),
    Key("levels", levels, "level: {marks_days: days}", "Shorter limits for marks of single levels.", {}),
    Key("term_days", kinds.whole(1, 30), "1 to 30", "Days from the end of a term to its marks.", "2"),
    Key("absence_hours", kinds.whole(1, 168), "1 to 168", "Hours from a lesson to the news of an absence.", "24"),
    Key("exam_hours", kinds.whole(1, 168), "1 to 168", "Hours from the receipt of an exam result to the family.", "24"),
    Key(
        "homework",
        kinds.one_of("end_of_day", "off"),
        "end_of_day, off",
        "By when homework must be entered.",
        "end_of_day",
    ),
    Key(
        "homework_minutes",
        homework_minutes,
        "grade: minutes",
        "How long a day's homework may take; grades left out keep the norm.",
        {},
    ),
    Key("tests_share", kinds.whole(0, 100), "0 to 100", "How many per cent of the lessons may be tests.", "10"),
    Key(
        "forecast_days",
        kinds.whole(1, 90),
        "1 to 90",
        "Days between two forecasts, and from one to the end of the term.",
        "14",
    ),
    Key("fresh_hours", kinds.whole(1, 720), "1 to 720", "How old an export may be and still count as fresh.", "24"),
)


def profile(item: dict[str, Any], paper_regulation: str) -> RuleProfile:
    """Return an item's values as a profile, with everything settled that depends on another setting."""
    values = dict(item)
    own = dict(values.pop("levels"))
    primary, basic, secondary = (own.get(level, values["marks_days"]) for level in LEVELS)
    values["start"] = values.pop("from")
    values["regulation"] = values["regulation"] or paper_regulation
    values["clock"] = values["clock"] or CLOCKS[values["reading"]]
    return RuleProfile(levels=(primary, basic, secondary), **values)


def usual() -> dict[str, Any]:
    """Return the values of an item in which nothing is written."""
    return {key.name: key.kind(key.default) for key in RULE if key.default is not None}
