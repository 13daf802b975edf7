from datetime import timedelta

from generator.diaries.diary import OwnHomework
from generator.diaries.papers.lines import Missed
from generator.diaries.papers.own import missed_in, own_days
from generator.model.kinds import AbsenceKind
from tests.unit.diaries.papers.invented import (
    FIRST,
    MON,
    SECOND,
    SUN,
    TUE,
    WED,
    away,
    chip,
    diary,
    marks,
    subject_marks,
    term_absences,
)

WEEK = timedelta(days=7)


def test_days_are_in_order_and_hold_what_all_terms_have_in_the_week() -> None:
    found = own_days(
        diary(
            marks=(
                marks(subject_marks("Химия", chip(WED, "3")), term=FIRST),
                marks(subject_marks("Алгебра", chip(MON, "4"), chip(SUN, "5"))),
            ),
            absences=(term_absences(FIRST), term_absences(SECOND, away(TUE, "Химия", 3), away(TUE, "Алгебра", 1))),
            own_homework=(OwnHomework(WED, "Химия", "доклад", None, None),),
        ),
        MON,
    )
    assert list(found) == [MON, TUE, WED, SUN]
    assert [line.number for line in found[TUE].absences] == [1, 3]
    assert [(title, mark.text) for title, mark in found[WED].marks] == [("Химия", "3")]
    assert [homework.text for homework in found[WED].homework] == ["доклад"]


def test_the_weeks_before_and_after_are_not_looked_at() -> None:
    out = (MON - timedelta(days=1), SUN + timedelta(days=1))
    found = own_days(
        diary(
            marks=(marks(subject_marks("Химия", *map(chip, out))),),
            absences=(term_absences(SECOND, *(away(day, "Химия") for day in out)),),
            own_homework=tuple(OwnHomework(day, "Химия", "", None, None) for day in out),
        ),
        MON,
    )
    assert found == {}


def test_an_exemption_is_not_missed_and_who_is_late_has_not_missed_the_lesson() -> None:
    assert missed_in(away(MON, "Химия", n, kind) for n, kind in enumerate(AbsenceKind)) == Missed(4, 1, 1, 1, 1, 1)
    assert missed_in([]) == Missed(0, 0, 0, 0, 0, 0)
