from decimal import Decimal

from generator.model.kinds import FinalScope, MarkKind
from generator.model.records import TermMark
from generator.rules.records.finals import merged

FOUR = TermMark("s1", "math", FinalScope.TERM, "t1", "4", MarkKind.NUMERIC, Decimal(4), None, None, None)
AVERAGE = TermMark("s1", "math", FinalScope.TERM, "t1", "", None, None, Decimal("3.9"), None, None)


def test_a_mark_and_the_averages_of_another_report_are_one_final_mark() -> None:
    both = FOUR._replace(average=Decimal("3.9"))
    assert list(merged([FOUR, AVERAGE])) == list(merged([AVERAGE, FOUR])) == [both]


def test_marks_of_other_students_subjects_scopes_and_terms_stay_apart() -> None:
    others = [
        FOUR._replace(student_id="s2"),
        FOUR._replace(subject_id="art"),
        FOUR._replace(scope=FinalScope.YEAR),
        FOUR._replace(term_id="t2"),
    ]
    assert list(merged([FOUR, *others])) == [FOUR, *others]
