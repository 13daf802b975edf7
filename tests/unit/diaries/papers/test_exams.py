from generator.diaries.diary import ExamLine
from generator.diaries.papers.exams import exam_slips
from generator.model.kinds import FinalScope
from tests.unit.diaries.papers.invented import FRIDAY, MON, chip, diary

TOLD = ExamLine(MON, "Алгебра", "", FinalScope.EXAM, chip(MON, "4"), MON)


def test_an_exam_with_a_result_has_a_slip_by_day_and_subject() -> None:
    ((period, slip),) = exam_slips(diary(exams=(TOLD,)))
    assert period == "2026-11-16/Алгебра"
    assert (slip.student.family_name, slip.as_of, slip.exam) == ("Ким", FRIDAY, TOLD)


def test_an_announced_exam_has_none_and_one_without_a_day_has_one() -> None:
    slips = exam_slips(diary(exams=(TOLD._replace(result=None), TOLD._replace(day=None))))
    assert [period for period, _ in slips] == ["-/Алгебра"]


def test_two_exams_of_a_subject_on_one_day_are_two_papers() -> None:
    assert [p for p, _ in exam_slips(diary(exams=(TOLD, TOLD)))] == ["2026-11-16/Алгебра", "2026-11-16/Алгебра/2"]


def test_a_result_that_comes_later_does_not_rename_the_slip_of_another() -> None:
    waiting = TOLD._replace(result=None)
    assert [p for p, _ in exam_slips(diary(exams=(waiting, TOLD)))] == ["2026-11-16/Алгебра/2"]
