import pytest

from generator.diaries.papers.calls import absent_on, call_line
from generator.model.kinds import AbsenceKind
from tests.unit.diaries.papers.invented import FIRST, MON, SECOND, TUE, away, diary, term_absences

MISSED = [kind for kind in AbsenceKind if kind not in (AbsenceKind.LATE, AbsenceKind.EXEMPT)]


def absent(*kinds: AbsenceKind):
    lines = [away(MON, "Алгебра", n, kind) for n, kind in enumerate(kinds, 1)]
    return diary(absences=(term_absences(FIRST), term_absences(SECOND, *lines, away(TUE, "Химия", 1))))


@pytest.mark.parametrize("kind", MISSED)
def test_who_missed_a_lesson_is_called_whatever_the_reason(kind: AbsenceKind) -> None:
    line = call_line(absent(kind), MON)
    assert line is not None
    assert (line.student_id, line.day, [missed.kind for missed in line.absences]) == ("s1", MON, [kind])


@pytest.mark.parametrize("kind", [AbsenceKind.LATE, AbsenceKind.EXEMPT])
def test_who_was_late_or_is_exempt_is_not_called(kind: AbsenceKind) -> None:
    assert call_line(absent(kind), MON) is None


def test_lessons_stand_from_the_first_on_and_are_those_of_the_day() -> None:
    line = call_line(absent(AbsenceKind.ABSENT, AbsenceKind.LATE, AbsenceKind.ILL), MON)
    assert line is not None
    assert [missed.number for missed in line.absences] == [1, 3]


def test_the_list_of_a_day_has_the_absent_in_the_order_of_their_diaries() -> None:
    there, ill = diary(), absent(AbsenceKind.ILL)
    assert [line.student.family_name for line in absent_on([there, ill, ill], MON)] == ["Ким", "Ким"]
    assert absent_on([there], MON) == ()
