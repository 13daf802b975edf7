from __future__ import annotations

import pytest

from generator.model.kinds import AbsenceKind, MarkKind
from generator.reading.cells import BadCellError
from generator.reading.meaning import Meaning
from generator.reading.words.marks import final_mark, take_apart

CODES = {
    "н": Meaning(AbsenceKind.UNEXCUSED),
    "не был": Meaning(AbsenceKind.ABSENT),
    "з": Meaning(mark=MarkKind.PASS),
    "+": Meaning(),
}


def test_marks_of_one_work_and_of_several_and_absences_stand_in_one_cell() -> None:
    found = take_apart("Н 5/4 3 з ? + +", CODES)
    assert found.absences == (("Н", AbsenceKind.UNEXCUSED),)
    assert [[mark.raw for mark in work] for work in found.works] == [["5", "4"], ["3"], ["з"]]
    assert (found.unknown, found.ignored) == (("?",), 2)


def test_an_absence_of_two_works_is_one() -> None:
    assert take_apart("н н", CODES).absences == (("н", AbsenceKind.UNEXCUSED),)


def test_a_code_may_have_a_space_when_nothing_else_stands_there() -> None:
    assert take_apart(" не был ", CODES).absences == (("не был", AbsenceKind.ABSENT),)
    assert take_apart("не был 5", CODES).unknown == ("не", "был")


def test_a_final_mark_is_a_code_or_a_mark_and_no_point() -> None:
    marks = [final_mark(text, CODES) for text in ("5", "з", "+")]
    assert [mark and mark.kind for mark in marks] == [MarkKind.NUMERIC, MarkKind.PASS, None]
    with pytest.raises(BadCellError):
        final_mark(".", CODES)
