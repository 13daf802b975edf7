from __future__ import annotations

import re

import pytest

from generator.model.kinds import AbsenceKind
from generator.origin import Origin
from generator.reading.mapping.mapping import read_mapping
from generator.reading.meaning import Meaning, UnknownCodes, fold_code


@pytest.mark.parametrize("code", ["Ю", "8А", '"', "a\\", "?", "#", "- :", "*", "нет"])
def test_the_line_of_the_hint_settles_the_code_in_a_mapping_file(code: str) -> None:
    unknown = UnknownCodes()
    unknown.add(code, Origin("a.csv", "", 3, 2))
    (error,) = unknown.errors()
    line = re.search(r"codes / final\): (.*) \(or late", error.hint)
    assert line
    mapping, problems = read_mapping("content/m.yaml", f"codes:\n  lesson:\n    {line[1]}\n".encode())
    assert problems == []
    assert mapping.lesson_codes == {fold_code(code): Meaning(absence=AbsenceKind.ILL)}


@pytest.mark.parametrize(("count", "said"), [(1, "(once)"), (2, "(2 times)"), (5, "(5 times)")])
def test_an_unknown_code_is_told_once_with_its_count(count: int, said: str) -> None:
    unknown = UnknownCodes()
    for line in range(1, count + 1):
        unknown.add("Ю", Origin("a.csv", "", line, 2))
    assert [error.message.endswith(said) for error in unknown.errors()] == [True]


def test_a_word_that_may_be_a_name_is_not_in_the_hint() -> None:
    unknown = UnknownCodes()
    unknown.add("Анна", Origin("a.csv", "", 1, 2))
    (error,) = unknown.errors()
    assert "Анна" not in f"{error.message} {error.hint}"
