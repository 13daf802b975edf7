"""Results for good, and the closing of a year step by step."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import RegisterError
from generator.model.kinds import FinalScope, MarkKind, TermKind
from generator.model.years import Closing, Level, YearCell, YearColumn, YearResult, YearRow
from generator.register import Register
from generator.register.years.content import from_json, to_json
from tests.unit.register.conftest import NOW

FIVE = YearResult(
    "S1", "2026-2027", "5Б", 5, Level.BASIC, "Ивин", "Пётр", "",
    (YearColumn(FinalScope.TERM, TermKind.QUARTER, 1), YearColumn(FinalScope.YEAR)),
    (YearRow("Алгебра", (YearCell("4", MarkKind.NUMERIC), None)),),
)  # fmt: skip
REPLACE = (
    "INSERT OR REPLACE INTO year_results"
    " SELECT {}, student, year, revision, '9А', grade, level, content, entered_at FROM year_results"
)
CLOSING = Closing("2026-2027", date(2026, 9, 1), date(2027, 5, 26), "results", draws_code=True)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.create(tmp_path / "private" / "register.sqlite", who="Секретарь") as made:
        made.resolve_students([(("t:1", "t:5Б/ивин петр"), "Ивин Пётр"), (("t:2",), "Ивина Лада")], NOW)
        yield made


def head(result: YearResult) -> tuple[str, str, str, int | None, str | None]:
    level = result.level.value if result.level else None
    return (result.student_id, result.year, result.class_title, result.grade, level)


def test_results_come_back_as_they_were_entered(register: Register) -> None:
    six = dataclasses.replace(FIVE, year="2027-2028", class_title="6Б", grade=6)
    other = dataclasses.replace(FIVE, student_id="S2", rows=(), columns=(), level=None, grade=None)
    assert register.years.enter([six, FIVE, other], NOW) == 3
    assert register.years.results_of("S1") == (FIVE, six)
    assert register.years.results_in("2026-2027") == (FIVE, other)


def test_the_same_result_again_is_no_revision_and_another_one_is_exactly_one(register: Register) -> None:
    better = dataclasses.replace(FIVE, rows=(YearRow("Алгебра", (YearCell("5", MarkKind.NUMERIC), None)),))
    register.years.enter([FIVE], NOW)
    assert register.years.enter([FIVE], NOW) == 0
    assert register.years.enter([better], NOW) == 1
    assert register.years.revisions("S1", "2026-2027") == 2
    assert register.years.results_of("S1") == (better,)
    assert register.years.enter([dataclasses.replace(better, class_title="5В")], NOW) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE year_results SET class = '9А'",
        "DELETE FROM year_results",
        REPLACE.format("number"),
        REPLACE.format("99"),
    ],
)
def test_results_are_only_added_to(register: Register, statement: str) -> None:
    register.years.enter([FIVE], NOW)
    with pytest.raises(RegisterError), register.transaction():
        register._database.write(statement)
    assert register.years.results_of("S1") == (FIVE,)


def test_a_closing_goes_from_results_to_archived_to_closed_and_not_back(register: Register) -> None:
    years = register.years
    assert years.latest() is None
    years.begin(CLOSING, NOW)
    years.note_archive("2026-2027", "archive", "ab", NOW)
    years.begin(CLOSING, NOW)
    found = years.closing("2026-2027")
    assert found == dataclasses.replace(CLOSING, state="archived", archive="archive", digest="ab")
    years.finish("2026-2027", lambda _: False, NOW)
    years.note_archive("2026-2027", "another", "cd", NOW)
    latest = years.latest()
    assert latest is not None
    assert (latest.state, latest.archive, latest.leavers_until) == ("closed", "archive", date(2027, 8, 31))
    assert [event.detail for event in register.events() if event.kind == "year-closed"] == ["2026-2027"]


def test_a_name_in_a_class_means_nobody_any_more_and_an_id_the_same_student(register: Register) -> None:
    register.years.enter([FIVE], NOW)
    register.years.begin(CLOSING, NOW)
    register.remember_marks({"5б": b"x"})
    register.years.finish("2026-2027", lambda key: "/" in key, NOW)
    assert register.seen_marks() == {}
    found = register.resolve_students([(("t:1",), "Ивин Пётр"), (("t:5Б/ивин петр",), "Ивин Пётр")], NOW)
    assert [record.id for record in found.values()] == ["S1", "S3"]
    assert "register:S1" in register.years.keys()["S1"]


@pytest.mark.parametrize("content", ["", "{}", "[]", json.dumps({"names": ["a"], "columns": [], "rows": []})])
def test_a_damaged_result_is_said_to_be_damaged(content: str) -> None:
    with pytest.raises(RegisterError, match="results of S1"):
        from_json(head(FIVE), content)


texts = st.text(max_size=8)
cells = st.none() | st.builds(
    YearCell, texts, st.none() | st.sampled_from(MarkKind), st.none() | st.dates(date(2026, 1, 1), date(2030, 1, 1))
)
columns = st.lists(
    st.builds(YearColumn, st.sampled_from(FinalScope), st.none() | st.sampled_from(TermKind), st.integers(0, 9)),
    max_size=4,
)
rows = st.lists(st.builds(YearRow, texts, st.lists(cells, max_size=4).map(tuple)), max_size=3)
results = st.builds(
    YearResult, st.just("S7"), st.just("2026-2027"), texts, st.none() | st.integers(1, 11),
    st.none() | st.sampled_from(Level), texts, texts, texts, columns.map(tuple), rows.map(tuple),
)  # fmt: skip


@given(results)
def test_whatever_a_result_holds_is_kept_as_it_is(result: YearResult) -> None:
    assert from_json(head(result), to_json(result)) == result
