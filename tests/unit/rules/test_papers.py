"""Who is owed paper, for which weeks, and when that is late."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.families import AccessEvent, AccessEventKind, FamilyRow, Form, PlacedRow, RefusalGround, Role
from generator.model.papers import PaperLine, PaperRecord, Product, monday_of, week_name
from generator.origin import Origin
from generator.rules.access import PaperCase, PaperReason, decide
from generator.rules.papers import (
    OwedPaper,
    Urgency,
    due_at,
    late_at,
    owed_papers,
    owed_weeks,
    paper_cases,
    urgency_of,
)

TODAY = date(2026, 11, 19)
SEPTEMBER = date(2026, 9, 1)
OCTOBER = date(2026, 10, 1)
MIDDLE = date(2026, 10, 15)
NOVEMBER = date(2026, 11, 1)
TOMORROW = date(2026, 11, 20)
REVOKED, REISSUED, WITHDRAWN = AccessEventKind.REVOKED, AccessEventKind.REISSUED, AccessEventKind.WITHDRAWN


def placed(student="S1", recipient="R1", **more) -> PlacedRow:
    values = {"application_no": "17", "application_date": SEPTEMBER, "consent_date": SEPTEMBER} | more
    return PlacedRow(FamilyRow(Origin("a.csv"), student, "", "", recipient, recipient, **values), student, recipient)


def act(kind, on=OCTOBER, number=1) -> AccessEvent:
    return AccessEvent(number, kind, "R1", "", on)


def cases(*rows: PlacedRow, acts=(), not_applied="list", students=("S1",)):
    return paper_cases(decide(rows, students, acts, TODAY, "required"), not_applied)


# Which rows get paper


PAPER = {"form": Form.PAPER}
BOTH = {"form": Form.BOTH}
REFUSED = {"refusal_date": OCTOBER}


@pytest.mark.parametrize(
    ("more", "acts", "expected"),
    [
        ({}, (), None),
        (BOTH, (), (PaperReason.PAPER_FORM, SEPTEMBER)),
        (PAPER, (), (PaperReason.PAPER_FORM, SEPTEMBER)),
        (REFUSED, (), (PaperReason.REFUSED, OCTOBER)),
        (REFUSED | {"refusal_ground": RefusalGround.NO_ACCESS}, (), (PaperReason.NO_ACCESS, OCTOBER)),
        (REFUSED | {"application_no": "", "application_date": None}, (), (PaperReason.REFUSED, OCTOBER)),
        (REFUSED | {"application_date": TOMORROW}, (), (PaperReason.REFUSED, OCTOBER)),
        # a refusal holds whatever its date, but a day that lies ahead says not since when
        ({"refusal_date": date(2206, 10, 1)}, (), (PaperReason.REFUSED, SEPTEMBER)),
        ({"refusal_date": TOMORROW, "application_date": None}, (), (PaperReason.REFUSED, None)),
        (REFUSED | PAPER, (), (PaperReason.REFUSED, SEPTEMBER)),
        (REFUSED | {"consent_date": NOVEMBER}, (), None),
        ({"consent_withdrawn": MIDDLE}, (), (PaperReason.WITHDRAWN, MIDDLE)),
        ({}, (act(WITHDRAWN),), (PaperReason.WITHDRAWN, OCTOBER)),
        ({"consent_withdrawn": MIDDLE}, (act(WITHDRAWN),), (PaperReason.WITHDRAWN, OCTOBER)),
        ({"refusal_date": MIDDLE}, (act(WITHDRAWN),), (PaperReason.REFUSED, OCTOBER)),
        ({"consent_date": None}, (), (PaperReason.NO_CONSENT, SEPTEMBER)),
        ({"consent_date": TOMORROW}, (), (PaperReason.NO_CONSENT, SEPTEMBER)),
        (PAPER | {"consent_date": TOMORROW}, (), (PaperReason.PAPER_FORM, SEPTEMBER)),
        ({"application_date": TOMORROW}, (), None),
        (PAPER | {"application_date": TOMORROW}, (), None),
        ({}, (act(REVOKED),), None),
        (BOTH, (act(REVOKED),), (PaperReason.PAPER_FORM, SEPTEMBER)),
        (PAPER, (act(REVOKED),), (PaperReason.PAPER_FORM, SEPTEMBER)),
        ({}, (act(WITHDRAWN), act(REVOKED, NOVEMBER, 2)), (PaperReason.WITHDRAWN, OCTOBER)),
        ({"application_no": "", "application_date": None}, (), None),
        (PAPER | {"application_no": "", "application_date": None}, (), (PaperReason.PAPER_FORM, None)),
        (PAPER | {"valid_to": OCTOBER}, (), None),
        (REFUSED | {"valid_to": OCTOBER}, (), None),
        (PAPER | {"role": Role.SELF}, (), (PaperReason.PAPER_FORM, SEPTEMBER)),
        (REFUSED | {"role": Role.SELF}, (), (PaperReason.REFUSED, OCTOBER)),
        ({"role": Role.MINOR}, (), None),
        (BOTH | {"role": Role.MINOR}, (), (PaperReason.PAPER_FORM, SEPTEMBER)),
        (REFUSED | {"role": Role.MINOR}, (), None),
        (REFUSED | PAPER | {"role": Role.MINOR}, (), (PaperReason.PAPER_FORM, SEPTEMBER)),
        ({"consent_withdrawn": OCTOBER, "role": Role.MINOR}, (), None),
        ({"consent_date": None, "role": Role.MINOR}, (), None),
    ],
)
def test_a_row_gets_paper_or_not_and_since_when(more, acts, expected):
    found = [(case.reason, case.since) for case in cases(placed(**more), acts=acts)]
    assert found == ([expected] if expected else [])


def test_students_without_any_valid_row_are_printed_only_if_the_school_says_so():
    assert cases() == ()
    assert cases(not_applied="print") == (PaperCase("S1", "", PaperReason.NOT_APPLIED, None),)


@pytest.mark.parametrize("more", [{}, PAPER, REFUSED, {"consent_date": None}])
def test_who_reads_or_gets_paper_is_not_printed_once_more(more):
    assert "" not in [case.recipient_id for case in cases(placed(**more), not_applied="print")]


@pytest.mark.parametrize(
    ("more", "acts", "since"),
    [
        ({"valid_to": OCTOBER}, (), date(2026, 10, 2)),
        ({}, (act(REVOKED),), OCTOBER),
        ({"application_no": "", "application_date": None}, (), None),
        ({"application_date": TOMORROW}, (), None),
        (REFUSED | {"role": Role.MINOR}, (), None),
        ({"role": Role.MINOR}, (), None),
    ],
)
def test_who_lost_all_access_is_owed_paper_since_then(more, acts, since):
    found = cases(placed(**more), acts=acts, not_applied="print")
    assert found == (PaperCase("S1", "", PaperReason.NOT_APPLIED, since),)


def test_of_several_rows_that_ended_the_last_one_counts():
    rows = [placed(valid_to=OCTOBER), placed(recipient="R2", valid_to=NOVEMBER)]
    assert cases(*rows, not_applied="print")[0].since == date(2026, 11, 2)


def test_one_pair_written_twice_is_one_case():
    rows = [placed(**BOTH), placed(**REFUSED)]
    assert len(cases(*rows)) == 1


# Weeks


MONDAY = date(2026, 11, 16)
CASE = PaperCase("S1", "R1", PaperReason.REFUSED, None)
CLASSES = {"S1": "8А", "S2": "10Б", "S3": "8А"}
WEEKS = tuple(week_name(SEPTEMBER + timedelta(weeks=n)) for n in range(20))
TEACHING = {"8А": frozenset(WEEKS) - {"2026-W45"}, "10Б": frozenset(WEEKS)}
FRIDAY = datetime(2026, 11, 20, 16)


def record(number=1, product=Product.WEEK, period="2026-W47", *, handed=None, student="S1", recipient="R1", **more):
    line = PaperLine(student, recipient, product, period, "8А", "refused", "K7Q42M9T")
    return PaperRecord(number, line, 1, datetime(2026, 11, 20, 15), handed, "", **more)


def owed(*papers, found=(CASE,), now=FRIDAY, begin=date(2026, 11, 9), week_days=6, teaching=TEACHING):
    return owed_weeks(found, CLASSES, teaching, papers, begin=begin, now=now, week_days=week_days)


def test_a_week_is_due_on_its_last_school_day_at_three_and_late_on_monday():
    assert due_at(MONDAY, 5) == datetime(2026, 11, 20, 15)
    assert due_at(MONDAY, 6) == datetime(2026, 11, 21, 15)
    assert late_at(MONDAY) == datetime(2026, 11, 23)


@pytest.mark.parametrize(
    ("now", "week_days", "urgency"),
    [
        (datetime(2026, 11, 16), 5, Urgency.OPEN),
        (datetime(2026, 11, 20, 14, 59, 59), 5, Urgency.OPEN),
        (datetime(2026, 11, 20, 15), 5, Urgency.DUE),
        (datetime(2026, 11, 20, 15), 6, Urgency.OPEN),
        (datetime(2026, 11, 21, 15), 6, Urgency.DUE),
        (datetime(2026, 11, 22, 23, 59, 59), 5, Urgency.DUE),
        (datetime(2026, 11, 23), 5, Urgency.LATE),
        (datetime(2027, 3, 1), 6, Urgency.LATE),
    ],
)
def test_amber_on_friday_at_three_and_red_on_monday(now, week_days, urgency):
    found = owed(now=now, begin=MONDAY, week_days=week_days)
    assert found[0] == OwedPaper("S1", "R1", PaperReason.REFUSED, "8А", "2026-W47", is_made=False, urgency=urgency)


def test_every_teaching_week_up_to_now_is_owed_once_and_a_week_that_is_made_waits():
    found = owed(record(), begin=date(2026, 10, 26))
    assert [(item.week, item.is_made) for item in found] == [
        ("2026-W44", False),
        ("2026-W46", False),
        ("2026-W47", True),
    ]
    assert owed(now=datetime(2026, 11, 15, 23), begin=MONDAY) == ()


def test_what_was_handed_over_is_not_owed_even_if_a_newer_paper_lies_there():
    assert owed(record(handed=TODAY), record(2), begin=MONDAY) == ()
    others = [
        record(handed=TODAY, recipient="R2"),
        record(handed=TODAY, student="S2"),
        record(handed=TODAY, period="2026-W46"),
        record(handed=TODAY, product=Product.TERM),
    ]
    assert [item.is_made for item in owed(*others, begin=MONDAY)] == [False]


@pytest.mark.parametrize(
    ("day", "week_days", "weeks"),
    [
        (date(2026, 11, 9), 6, ["2026-W46", "2026-W47"]),
        (date(2026, 11, 14), 6, ["2026-W46", "2026-W47"]),
        (date(2026, 11, 14), 5, ["2026-W47"]),
        (date(2026, 11, 15), 6, ["2026-W47"]),
        (TODAY, 6, ["2026-W47"]),
        (date(2026, 11, 21), 5, []),
    ],
)
def test_a_week_counts_from_the_day_of_the_case_and_from_the_begin(day, week_days, weeks):
    assert [item.week for item in owed(begin=day, week_days=week_days)] == weeks
    later = replace(CASE, since=day)
    assert [item.week for item in owed(found=[later], begin=SEPTEMBER, week_days=week_days)] == weeks
    assert owed(found=[later], begin=date(2026, 11, 21), week_days=5) == ()


def test_owed_weeks_are_sorted_by_week_class_and_student():
    found = [replace(CASE, student_id=student) for student in ("S3", "S2", "S1")]
    many = [replace(CASE, student_id=f"S{n}") for n in (10, 3)]
    order = [(item.week, item.class_title, item.student_id) for item in owed(found=found)]
    assert order == [
        (week, *who) for week in ("2026-W46", "2026-W47") for who in (("8А", "S1"), ("8А", "S3"), ("10Б", "S2"))
    ]
    classes = {"S3": "8А", "S10": "8А"}
    left = owed_weeks(many, classes, TEACHING, (), begin=MONDAY, now=FRIDAY, week_days=5)
    assert [item.student_id for item in left] == ["S3", "S10"]


def test_who_is_in_no_class_and_a_class_without_lessons_are_owed_nothing():
    assert owed(found=[replace(CASE, student_id="S9")]) == ()
    assert owed(teaching={}) == ()


def test_an_offset_changes_nothing():
    aware = FRIDAY.astimezone()
    assert owed(now=aware) == owed()


# Results


@pytest.mark.parametrize(
    ("product", "now", "urgency"),
    [
        (Product.EXAM, datetime(2026, 11, 20, 15), Urgency.DUE),
        (Product.EXAM, datetime(2026, 11, 21, 14, 59, 59), Urgency.DUE),
        (Product.EXAM, datetime(2026, 11, 21, 15), Urgency.LATE),
        (Product.CALL, datetime(2026, 11, 21, 15), Urgency.LATE),
        (Product.TERM, datetime(2026, 11, 20, 15), Urgency.DUE),
        (Product.TERM, datetime(2026, 11, 22, 23, 59), Urgency.DUE),
        (Product.TERM, datetime(2026, 11, 23), Urgency.LATE),
    ],
)
def test_results_are_due_at_once_and_late_after_a_day_or_two(product, now, urgency):
    assert urgency_of(record(product=product), now) is urgency
    assert urgency_of(record(product=product), now.astimezone()) is urgency


def test_printing_again_does_not_put_a_deadline_off():
    again = record(product=Product.EXAM, first_made_at=datetime(2026, 11, 18, 15))
    assert urgency_of(again, FRIDAY) is Urgency.LATE


def test_an_extract_has_no_deadline_but_its_weeks():
    with pytest.raises(ValueError, match="week"):
        urgency_of(record(), FRIDAY)


def test_sheets_and_slips_that_nobody_has_are_owed_to_families_on_paper():
    papers = [
        record(4, Product.EXAM, "2026-11-18/ns:7"),
        record(1, Product.TERM, "1"),
        record(2, Product.TERM, "1", student="S2", handed=TODAY),
        record(3),
        record(5, Product.CALL, "2026-11-18"),
        record(6, Product.TERM, "1", recipient="R2"),
    ]
    assert [paper.number for paper in owed_papers(papers)] == [1, 4, 6]
    assert [paper.number for paper in owed_papers(papers, [CASE])] == [1, 4]
    assert owed_papers(papers, []) == ()


# Laws


students = st.sampled_from(["S1", "S2", "S3"])
recipients = st.sampled_from(["", "R1", "R2"])
days = st.dates(SEPTEMBER, date(2027, 1, 10))
some_cases = st.lists(
    st.builds(PaperCase, students, recipients, st.sampled_from(PaperReason), st.none() | days),
    unique_by=lambda case: (case.student_id, case.recipient_id),
)
some_records = st.lists(
    st.builds(
        lambda student, recipient, week, handed: record(
            period=week, student=student, recipient=recipient, handed=handed
        ),
        students,
        recipients,
        st.sampled_from(WEEKS),
        st.none() | days,
    )
)
moments = st.datetimes(datetime(2026, 9, 1), datetime(2027, 1, 31))
lengths = st.sampled_from([5, 6])


@given(some_cases, st.tuples(some_records, some_records), days, moments, lengths)
def test_more_hand_overs_only_take_away_and_a_week_in_hand_is_never_owed(found, printed, begin, now, week_days):
    papers, more = printed

    def keys(records):
        items = owed(*records, found=found, begin=begin, now=now, week_days=week_days)
        assert len({(item.student_id, item.recipient_id, item.week) for item in items}) == len(items)
        return {(item.student_id, item.recipient_id, item.week) for item in items}

    handed = {(r.line.student_id, r.line.recipient_id, r.line.period) for r in papers if r.is_handed}
    assert keys([*papers, *more]) <= keys(papers)
    assert keys(papers) == keys([]) - handed


@given(some_cases, days, moments, moments, lengths)
def test_as_time_goes_by_nothing_is_forgotten_and_nothing_grows_less_urgent(found, begin, one, other, week_days):
    rank = list(Urgency)
    earlier, later = (
        {
            (item.student_id, item.recipient_id, item.week): rank.index(item.urgency)
            for item in owed(found=found, begin=begin, now=now, week_days=week_days)
        }
        for now in sorted((one, other))
    )
    assert all(later[key] >= urgency for key, urgency in earlier.items())


@given(some_cases, days, moments, lengths)
def test_only_teaching_weeks_between_the_begin_and_now_are_owed(found, begin, now, week_days):
    for item in owed(found=found, begin=begin, now=now, week_days=week_days):
        monday = monday_of(item.week)
        assert item.week in TEACHING[item.class_title]
        assert monday <= now.date()
        assert monday + timedelta(days=week_days - 1) >= begin
