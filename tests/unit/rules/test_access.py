"""Who may read, row by row and student by student."""

from datetime import date

import pytest

from generator.errors import SuspiciousError
from generator.model.families import AccessEvent, AccessEventKind, FamilyRow, Form, PlacedRow, RefusalGround, Role
from generator.origin import Origin
from generator.rules.access import PaperReason, Standing, acts_in_force, decide, refuse_vanished

TODAY = date(2026, 11, 19)
OCTOBER = date(2026, 10, 1)
NOVEMBER = date(2026, 11, 1)
TOMORROW = date(2026, 11, 20)


def placed(student="S1", recipient="R1", **more) -> PlacedRow:
    values = {"application_no": "17", "application_date": date(2026, 9, 1), "consent_date": date(2026, 9, 1)} | more
    origin = Origin("families.csv", line=int(student[1:]) * 100 + int(recipient[1:]))
    return PlacedRow(FamilyRow(origin, student, "", "", recipient, recipient, **values), student, recipient)


def act(number, kind, recipient="R1", student="", on=OCTOBER) -> AccessEvent:
    return AccessEvent(number, kind, recipient, student, on)


REVOKED, REISSUED, WITHDRAWN = AccessEventKind.REVOKED, AccessEventKind.REISSUED, AccessEventKind.WITHDRAWN


def standing(row: PlacedRow, *events: AccessEvent, consent: str = "required") -> Standing:
    (decision,) = decide([row], [], events, TODAY, consent).rows
    return decision.standing


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, Standing.VALID),
        ({"form": Form.BOTH}, Standing.VALID),
        ({"form": Form.PAPER}, Standing.PAPER),
        ({"application_no": "", "application_date": None}, Standing.NO_APPLICATION),
        ({"application_date": TOMORROW}, Standing.NOT_YET),
        ({"consent_date": TOMORROW}, Standing.NOT_YET),
        ({"consent_date": None}, Standing.NO_CONSENT),
        ({"valid_to": TODAY}, Standing.VALID),
        ({"valid_to": date(2026, 11, 18)}, Standing.ENDED),
        ({"refusal_date": OCTOBER}, Standing.REFUSED),
        ({"refusal_date": OCTOBER, "consent_date": OCTOBER}, Standing.REFUSED),
        ({"refusal_date": OCTOBER, "consent_date": NOVEMBER}, Standing.VALID),
        ({"refusal_date": TOMORROW}, Standing.REFUSED),
        ({"consent_withdrawn": OCTOBER}, Standing.WITHDRAWN),
        ({"consent_withdrawn": OCTOBER, "consent_date": OCTOBER}, Standing.WITHDRAWN),
        ({"consent_withdrawn": OCTOBER, "consent_date": NOVEMBER}, Standing.VALID),
        ({"consent_withdrawn": OCTOBER, "consent_date": TOMORROW}, Standing.WITHDRAWN),
        ({"consent_withdrawn": date(2206, 10, 1)}, Standing.WITHDRAWN),
    ],
)
def test_a_row_is_worth_what_its_dates_say(more, expected):
    assert standing(placed(**more)) is expected


def test_where_the_law_is_the_ground_no_consent_is_asked_for_but_a_withdrawal_still_holds():
    assert standing(placed(consent_date=None), consent="law") is Standing.VALID
    assert standing(placed(consent_date=None, consent_withdrawn=OCTOBER), consent="law") is Standing.WITHDRAWN


@pytest.mark.parametrize(
    ("events", "more", "expected"),
    [
        ([act(1, REVOKED)], {}, Standing.REVOKED),
        ([act(1, REVOKED)], {"consent_date": OCTOBER}, Standing.REVOKED),
        ([act(1, REVOKED)], {"consent_date": NOVEMBER}, Standing.VALID),
        ([act(1, REVOKED), act(2, REISSUED)], {}, Standing.VALID),
        ([act(1, REISSUED), act(2, REVOKED)], {}, Standing.REVOKED),
        ([act(2, REVOKED), act(1, REISSUED)], {}, Standing.REVOKED),
        ([act(1, REVOKED), act(2, REVOKED, on=NOVEMBER)], {"consent_date": date(2026, 10, 15)}, Standing.REVOKED),
        ([act(1, WITHDRAWN, student="S1")], {}, Standing.WITHDRAWN),
        ([act(1, WITHDRAWN, student="S1")], {"consent_date": NOVEMBER}, Standing.VALID),
        ([act(1, WITHDRAWN, student="S2")], {}, Standing.VALID),
        ([act(1, REVOKED, recipient="R2")], {}, Standing.VALID),
        ([act(1, WITHDRAWN, student="S1"), act(2, REISSUED)], {}, Standing.WITHDRAWN),
        ([act(1, WITHDRAWN, student="S1"), act(2, REISSUED, student="S1")], {}, Standing.VALID),
        ([act(1, WITHDRAWN, student="S1"), act(2, REISSUED, student="S2")], {}, Standing.WITHDRAWN),
        ([act(1, WITHDRAWN), act(2, REVOKED)], {}, Standing.WITHDRAWN),
    ],
)
def test_what_the_register_closed_only_a_later_consent_or_a_reissue_opens(events, more, expected):
    assert standing(placed(**more), *events) is expected


def test_readers_and_children_are_the_valid_pairs_and_nothing_else():
    mother = [placed("S1", "R1"), placed("S2", "R1")]
    father = [placed("S1", "R2"), placed("S3", "R2")]
    refused = [placed("S3", "R3", refusal_date=OCTOBER)]
    found = decide([*mother, *father, *refused], ["S1", "S2", "S3", "S4"], [], TODAY, "required")
    assert found.readers == {"S1": ("R1", "R2"), "S2": ("R1",), "S3": ("R2",)}
    assert found.children == {"R1": ("S1", "S2"), "R2": ("S1", "S3")}
    assert found.without == ("S4",)


def test_guardians_an_adult_student_and_a_minor_with_an_own_code_are_all_recipients():
    rows = [placed("S1", "R1"), placed("S1", "R2", role=Role.MINOR), placed("S2", "R3", role=Role.SELF)]
    assert decide(rows, [], [], TODAY, "required").readers == {"S1": ("R1", "R2"), "S2": ("R3",)}


@pytest.mark.parametrize(
    ("guardian", "expected"),
    [
        ({}, Standing.VALID),
        ({"form": Form.PAPER}, Standing.VALID),
        ({"consent_withdrawn": OCTOBER}, Standing.NO_GUARDIAN),
        ({"consent_date": None}, Standing.NO_GUARDIAN),
        ({"role": Role.SELF}, Standing.NO_GUARDIAN),
    ],
)
def test_a_minors_own_code_rests_on_a_guardians_application_and_consent(guardian, expected):
    rows = [placed("S1", "R1", **guardian), placed("S1", "R2", role=Role.MINOR)]
    assert decide(rows, [], [], TODAY, "required").rows[1].standing is expected


def test_a_minor_can_not_stand_alone():
    assert standing(placed(role=Role.MINOR)) is Standing.NO_GUARDIAN


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({}, None),
        ({"form": Form.PAPER}, PaperReason.PAPER_FORM),
        ({"form": Form.BOTH}, PaperReason.PAPER_FORM),
        ({"form": Form.PAPER, "consent_date": None}, PaperReason.PAPER_FORM),
        ({"consent_date": None}, PaperReason.NO_CONSENT),
        ({"consent_withdrawn": OCTOBER}, PaperReason.WITHDRAWN),
        ({"refusal_date": OCTOBER, "refusal_ground": RefusalGround.REFUSED}, PaperReason.REFUSED),
        ({"refusal_date": OCTOBER, "refusal_ground": RefusalGround.NO_ACCESS}, PaperReason.NO_ACCESS),
        ({"form": Form.PAPER, "valid_to": OCTOBER}, None),
        ({"form": Form.BOTH, "application_date": TOMORROW}, None),
    ],
)
def test_families_on_paper_and_why(more, reason):
    cases = decide([placed(**more)], [], [], TODAY, "required").paper
    assert [(case.student_id, case.recipient_id, case.reason) for case in cases] == (
        [("S1", "R1", reason)] if reason else []
    )


def test_one_pair_written_twice_is_open_only_if_both_rows_are():
    rows = [placed(), placed(consent_withdrawn=OCTOBER)]
    assert decide(rows, ["S1"], [], TODAY, "required").readers == {}


@pytest.mark.parametrize(
    ("more", "day"),
    [
        ({}, None),
        ({"valid_to": TODAY}, TOMORROW),
        ({"valid_to": OCTOBER}, None),
        ({"valid_to": date(2027, 5, 31)}, date(2027, 6, 1)),
        ({"consent_date": date(2026, 12, 1), "valid_to": date(2027, 5, 31)}, date(2026, 12, 1)),
    ],
)
def test_the_next_day_on_which_something_changes_is_known(more, day):
    assert decide([placed(**more)], [], [], TODAY, "required").next_change == day


@pytest.mark.parametrize(("vanished", "seen"), [(0, 0), (1, 1), (3, 3), (3, 20), (5, 100), (50, 1000)])
def test_a_few_rows_may_vanish(vanished, seen):
    refuse_vanished(vanished, seen)


@pytest.mark.parametrize(("vanished", "seen"), [(4, 4), (4, 79), (6, 100), (51, 1000), (1000, 1000)])
def test_more_than_three_and_a_twentieth_of_the_rows_may_not(vanished, seen):
    with pytest.raises(SuspiciousError) as caught:
        refuse_vanished(vanished, seen)
    assert caught.value.slug == "families-vanished"


@pytest.mark.parametrize("declared", [None, date(2026, 10, 20), date(2025, 10, 20)])
def test_a_withdrawal_closes_from_its_entry_and_counts_on_paper_from_its_own_day(declared):
    """A document's mistyped year closes all the same: the consent of September is older than the entry."""
    event = AccessEvent(1, WITHDRAWN, "R1", "S1", NOVEMBER, declared)
    decisions = decide([placed()], ["S1"], [event], TODAY, "required")
    assert decisions.readers == {}
    (case,) = decisions.paper
    assert (case.reason, case.since) == (PaperReason.WITHDRAWN, declared or NOVEMBER)


def test_acts_in_force_are_those_that_nothing_has_lifted():
    acts = [act(1, WITHDRAWN, student="S1"), act(2, REVOKED), act(3, REISSUED)]
    assert [a.number for a in acts_in_force("S1", acts, None)] == [1]
    assert [a.number for a in acts_in_force("S1", acts[:2], OCTOBER)] == [1, 2]
    assert acts_in_force("S1", acts, NOVEMBER) == []
    assert acts_in_force("S2", acts, None) == []
