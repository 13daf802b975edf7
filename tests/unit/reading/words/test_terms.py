from __future__ import annotations

import pytest

from generator.model.kinds import FinalScope, TermKind
from generator.reading.words.terms import final_scope, is_same_term, term_in, term_within


@pytest.mark.parametrize(
    ("title", "kind", "ordinal"),
    [("1 четверть", TermKind.QUARTER, 1), ("IV Четверть", TermKind.QUARTER, 4), ("2-й триместр", TermKind.TRIMESTER, 2),
     ("II полугодие", TermKind.HALF_YEAR, 2), ("Модуль 6", TermKind.MODULE, 6), ("Quarter 3", TermKind.QUARTER, 3),
     ("Полугодие 2", TermKind.HALF_YEAR, 2), ("III триместр", TermKind.TRIMESTER, 3)],
)  # fmt: skip
def test_a_title_tells_kind_and_number(title: str, kind: TermKind, ordinal: int) -> None:
    assert term_in(title) == (kind, ordinal)


@pytest.mark.parametrize("title", ["", "Год", "Четверть", "I", "2026/2027", "1 период", "Осень 1"])
def test_other_titles_name_no_term(title: str) -> None:
    assert term_in(title) is None


def test_one_term_may_be_spelled_in_two_ways() -> None:
    assert is_same_term("I четверть", "1 Четверть")
    assert is_same_term("Осень", "осень")
    assert not is_same_term("I четверть", "1 полугодие")


def test_the_term_in_a_longer_text_is_cut_out() -> None:
    assert term_within("Итог за 1 четверть") == "1 четверть"
    assert term_within("Средний балл") == ""


@pytest.mark.parametrize(
    ("title", "scope"),
    [("Годовая оценка", FinalScope.YEAR), ("Экз. оценка", FinalScope.EXAM), ("Итоговая Year", FinalScope.FINAL),
     ("Оценка за гос. экз.", FinalScope.STATE_EXAM), ("I полугодие", None), ("Алгебра", None)],
)  # fmt: skip
def test_a_title_tells_which_final_mark(title: str, scope: FinalScope | None) -> None:
    assert final_scope(title) is scope
