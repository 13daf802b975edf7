from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.acts import Act, ActKind, Source
from generator.model.families import FamilyRow, PlacedRow, Role
from generator.model.papers import PaperLine, PaperRecord, Product
from generator.origin import Origin
from generator.reports.deadlines.values import ClassDeadlines, Matter, Tally
from generator.reports.duties.codes import codes_due
from generator.reports.duties.given import Code, Journal, Pupil, SchoolGiven
from generator.reports.duties.school_deadlines import school_deadlines
from generator.rules.access import Decision, PaperReason, Standing
from generator.rules.deadlines import Verdict
from generator.rules.papers import OwedPaper, Urgency
from generator.rules.working_days import WorkingDays
from tests.unit.reports.classroom import CLASS, NOW
from tests.unit.reports.deadlines.radar import PROFILE, at

DAY = timedelta(days=1)
FRIDAY = date(2026, 10, 30)
DUE = date(2026, 11, 9)  # the worked example of the facts: 2, 3, 5, 6, 9 November
PUPIL = Pupil("S1", CLASS, "8А", None, None)
NEW = Pupil("S2", CLASS, "8А", date(2026, 11, 9), None)


def row(
    registered: date | None = FRIDAY,
    standing: Standing = Standing.VALID,
    student: str = "S1",
    role: Role = Role.GUARDIAN,
) -> Decision:
    made = FamilyRow(Origin("f"), "", "", "", "Мама", "мама", role=role, application_date=registered)
    return Decision(PlacedRow(made, student, "R1"), standing, registered)


def code(issued: datetime, handed: datetime | None = None, revoked: datetime | None = None) -> Code:
    return Code("R1", issued, handed, revoked)


def act(kind: ActKind, day: date, student: str = "", group: str = "", recipient: str = "") -> Act:
    return Act(
        kind=kind, day=day, student_id=student, recipient_id=recipient, class_title=group, number=1, at=NOW, who="",
        source=Source.COMMAND,
    )  # fmt: skip


def school(now: datetime = NOW, classes: tuple[ClassDeadlines, ...] = (), **more):
    given = SchoolGiven(
        now=now,
        profiles=(PROFILE,),
        fresh_hours=24,
        days=WorkingDays(),
        year=(date(2026, 9, 1), date(2027, 5, 26)),
        homeroom={CLASS: "t"},
        **{"pupils": {"S1": PUPIL}, **more},
    )
    return school_deadlines(classes, given)


def tally(matter: Matter, **more) -> Tally:
    return school(**more).matters.get(matter, Tally())


@pytest.mark.parametrize(
    ("codes", "now", "expected"),
    [
        ((), at(FRIDAY, 12), Tally(open=1)),
        ((), at(date(2026, 11, 5), 9), Tally(at_risk=1)),  # from the third working day on
        ((code(at(FRIDAY, 12)),), at(FRIDAY, 13), Tally(at_risk=1)),  # issued alone stops nothing
        ((code(at(FRIDAY, 12), at(DUE, 18)),), at(DUE + DAY, 9), Tally(met=1)),
        ((), at(DUE, 23), Tally(at_risk=1)),
        ((), at(DUE + DAY, 0), Tally(broken=1)),
        ((code(at(FRIDAY, 12), at(DUE + DAY, 9)),), at(DUE + 9 * DAY, 9), Tally(broken=1)),
        ((code(at(FRIDAY - 9 * DAY, 9), at(FRIDAY - 8 * DAY, 9)),), at(DUE + DAY, 9), Tally(met=1)),
        (
            (code(at(FRIDAY - 9 * DAY, 9), at(FRIDAY - 8 * DAY, 9), at(FRIDAY - DAY, 9)),),
            at(DUE + DAY, 9),
            Tally(broken=1),
        ),
    ],
)
def test_a2_2_a_code_is_with_the_family_within_five_working_days(codes, now, expected) -> None:
    assert tally(Matter.CODE, rows=[row()], codes=codes, now=now) == expected


@pytest.mark.parametrize("standing", [one for one in Standing if one is not Standing.VALID])
def test_a2_2_no_code_is_owed_where_the_row_gives_no_access(standing) -> None:
    assert tally(Matter.CODE, rows=[row(standing=standing)]) == Tally()


def test_a2_2_children_who_were_applied_for_on_one_day_share_a_clock() -> None:
    given = SchoolGiven(
        NOW, (PROFILE,), 24, WorkingDays(), (FRIDAY, FRIDAY), rows=[row(student="S2"), row(), row(FRIDAY + 3 * DAY)]
    )
    found = codes_due(given)
    assert [(one.student_ids, one.due.date()) for one in found] == [(("S1", "S2"), DUE), (("S1",), DUE + DAY)]


def paper(product: Product, period: str, made: datetime, handed: date | None = None) -> PaperRecord:
    return PaperRecord(1, PaperLine("S1", "R1", product, period, "8А", "refused", "CODE"), 1, made, handed, "")


def test_a4_2_an_extract_that_was_handed_over_within_its_week_is_in_time() -> None:
    friday = at(date(2026, 11, 13), 15)
    assert tally(Matter.WEEKLY_PAPER, papers=[paper(Product.WEEK, "2026-W46", friday, friday.date())]) == Tally(met=1)
    late = paper(Product.WEEK, "2026-W46", friday, friday.date() + 3 * DAY)
    assert tally(Matter.WEEKLY_PAPER, papers=[late]) == Tally(broken=1)


@pytest.mark.parametrize(
    ("urgency", "expected"),
    [(Urgency.OPEN, Tally(open=1)), (Urgency.DUE, Tally(at_risk=1)), (Urgency.LATE, Tally(broken=1))],
)
def test_a4_2_a_week_that_is_owed_stands_as_the_delivery_register_says(urgency, expected) -> None:
    owed = OwedPaper("S1", "R1", PaperReason.REFUSED, "8А", "2026-W46", is_made=False, urgency=urgency)
    found = school(owed=[owed])
    assert found.matters[Matter.WEEKLY_PAPER] == found.classes[Matter.WEEKLY_PAPER, CLASS] == expected
    assert found.teachers[Matter.WEEKLY_PAPER, "t"] == expected


def test_b6_1_a_paper_of_an_exam_is_handed_over_within_a_day() -> None:
    made = at(date(2026, 11, 16), 10)
    slip = paper(Product.EXAM, "2026-11-16/math", made)
    assert tally(Matter.RESULT_PAPER, papers=[slip], now=made + timedelta(hours=23)) == Tally(at_risk=1)
    assert tally(Matter.RESULT_PAPER, papers=[slip], now=made + timedelta(hours=25)) == Tally(broken=1)
    assert tally(Matter.RESULT_PAPER, papers=[replace(slip, handed_on=made.date())]) == Tally(met=1)
    # of a hand-over on the next day nobody knows whether it was before ten
    assert tally(Matter.RESULT_PAPER, papers=[replace(slip, handed_on=made.date() + DAY)]) == Tally(unproven=1)
    assert tally(Matter.RESULT_PAPER, papers=[replace(slip, handed_on=made.date() + 2 * DAY)]) == Tally(broken=1)


def test_a2_1_a_letter_that_lies_about_is_a_reminder() -> None:
    found = school(letters=["R1"])
    assert found.matters[Matter.LETTERS] == Tally(at_risk=1)
    assert [line.recipient_ids for line in found.lines if line.matter is Matter.LETTERS] == [("R1",)]


@pytest.mark.parametrize(
    ("newest", "now", "expected"),
    [
        (at(date(2026, 11, 19), 10), at(date(2026, 11, 20), 10), Tally(met=1)),
        (at(date(2026, 11, 19), 10), at(date(2026, 11, 20), 11), Tally(broken=1)),
        (at(date(2026, 11, 20), 16), at(date(2026, 11, 23), 15), Tally(met=1)),  # over a weekend
        (at(date(2026, 11, 20), 16), at(date(2026, 11, 23), 17), Tally(broken=1)),
        (at(date(2026, 12, 30), 16), at(date(2027, 1, 11), 15), Tally(met=1)),  # over the holidays of New Year
        (None, NOW, Tally(broken=1)),
    ],
)
def test_b8_1_exports_are_fresh_for_a_day_on_which_the_school_works(newest, now, expected) -> None:
    found = school(journals=[Journal("exports/*.zip", newest)], now=now)
    assert found.matters[Matter.FRESHNESS] == expected


def test_a1_1_families_are_told_of_the_service_once_a_year_and_newcomers_when_they_come() -> None:
    pupils = {"S1": PUPIL, "S2": NEW}
    september = act(ActKind.INFORMED, date(2026, 9, 3), group="8А")
    assert tally(Matter.INFORMING, pupils=pupils) == Tally(at_risk=1, open=1)
    assert tally(Matter.INFORMING, pupils=pupils, acts=[september]) == Tally(met=1, open=1)
    own = act(ActKind.INFORMED, date(2026, 11, 9), student="S2")
    assert tally(Matter.INFORMING, pupils=pupils, acts=[september, own]) == Tally(met=2)
    everybody = act(ActKind.INFORMED, date(2026, 11, 10))
    assert tally(Matter.INFORMING, pupils=pupils, acts=[everybody]) == Tally(met=2)
    last_year = act(ActKind.INFORMED, date(2025, 9, 3), group="8А")
    other_class = act(ActKind.INFORMED, date(2026, 9, 3), group="8Б")
    assert tally(Matter.INFORMING, acts=[last_year, other_class]) == Tally(at_risk=1)
    assert tally(Matter.INFORMING, now=at(date(2027, 5, 27), 9)) == Tally(broken=1)


def test_b7_1_contacts_of_more_than_twelve_months_are_to_be_asked_for_again() -> None:
    old = act(ActKind.CONTACT, date(2025, 11, 1), "S1", recipient="R1")
    assert tally(Matter.CONTACTS, acts=[old]) == Tally(at_risk=1)
    newer = act(ActKind.CONTACT, date(2026, 2, 1), "S1", recipient="R1")
    assert tally(Matter.CONTACTS, acts=[old, newer]) == Tally(met=1)


@pytest.mark.parametrize(
    ("born", "expected"),
    [(date(2008, 12, 19), 1), (date(2008, 12, 20), 0), (date(2008, 2, 29), 1), (None, 0)],
)
def test_b3_1_an_eighteenth_birthday_is_a_reminder_while_others_read(born, expected) -> None:
    pupils = {"S1": PUPIL._replace(birth_date=born)}
    assert tally(Matter.COMING_OF_AGE, pupils=pupils, rows=[row(None)]) == Tally(at_risk=expected)
    assert tally(Matter.COMING_OF_AGE, pupils=pupils, rows=[row(None, role=Role.SELF)]) == Tally()


def test_the_longest_broken_stands_first_and_reminders_behind_deadlines() -> None:
    found = school(rows=[row()], letters=["R1"], journals=[Journal("x", NOW - 3 * DAY)])
    assert [line.matter for line in found.lines][:2] == [Matter.CODE, Matter.FRESHNESS]
    assert [line.verdict for line in found.lines][2:] == [Verdict.AT_RISK, Verdict.AT_RISK]


NUMBERS = st.builds(Tally, *[st.integers(0, 9)] * 5)
RADARS = st.builds(
    ClassDeadlines,
    st.sampled_from(["5б", "8а"]),
    st.just(""),
    st.just(datetime.combine(FRIDAY, time())),
    st.dictionaries(st.tuples(st.sampled_from(Matter), st.sampled_from(["t", "u", ""])), NUMBERS),
    st.dictionaries(st.tuples(st.sampled_from(Matter), st.sampled_from(["2026-W46", "2026-W47"])), NUMBERS),
    st.just(()),
    st.dictionaries(st.sampled_from(Matter), st.integers(1, 9)),
)


@given(st.lists(RADARS, max_size=3))
def test_totals_of_the_school_are_those_of_its_classes_by_matter_teacher_class_and_week(radars) -> None:
    found = school(classes=tuple(radars), pupils={})
    whole = sum((one.total for radar in radars for one in radar.tallies.values()), 0)
    for totals in (found.matters, found.teachers, found.classes):
        assert sum(one.total for one in totals.values()) == whole
    weeks = sum((one.total for radar in radars for one in radar.weeks.values()), 0)
    assert sum(one.total for one in found.weeks.values()) == weeks
    assert sum(found.cut.values()) == sum(sum(radar.cut.values()) for radar in radars)


@pytest.mark.parametrize(("tally_", "share"), [(Tally(), None), (Tally(open=3), None), (Tally(met=2, broken=1), 667)])
def test_a_share_is_of_what_is_proven_and_finished(tally_, share) -> None:
    assert tally_.met_share == share
