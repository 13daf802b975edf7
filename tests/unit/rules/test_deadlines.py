"""Verdicts: what an exact time proves, what «not later than» proves, and what is left."""

from datetime import date, datetime, timedelta

import pytest

from generator.rules.deadlines import (
    Deadline,
    Done,
    Evidence,
    Rule,
    Verdict,
    by_then,
    counted,
    end_of,
    on_day,
    shortest,
    start_of,
)

DUE = datetime(2026, 11, 9, 23, 59, 59)
SECOND = timedelta(seconds=1)
LATER = DUE + timedelta(days=2)


def deadline(done=None, looked=None):
    return Deadline(Rule.MARKS, datetime(2026, 11, 6), datetime(2026, 11, 9), DUE, done, looked)


def verdict(done=None, now=LATER, looked=None):
    return deadline(done, looked).standing(now).verdict


def test_undone_is_open_then_at_risk_then_broken():
    assert verdict(now=datetime(2026, 11, 8, 23, 59)) is Verdict.OPEN
    assert verdict(now=datetime(2026, 11, 9)) is Verdict.AT_RISK
    assert verdict(now=DUE) is Verdict.AT_RISK
    assert verdict(now=DUE + SECOND) is Verdict.BROKEN


def test_done_in_the_last_second_is_in_time_and_one_later_is_not():
    assert verdict(Done(DUE)) is Verdict.MET
    assert verdict(Done(DUE.replace(microsecond=999_999))) is Verdict.MET
    assert verdict(Done(DUE + SECOND)) is Verdict.BROKEN


def test_what_was_done_in_time_stays_met_whenever_one_looks():
    assert {verdict(Done(DUE - SECOND), now=now) for now in (datetime(2026, 11, 6), DUE, LATER)} == {Verdict.MET}


def test_an_upper_bound_in_time_proves_that_it_was_kept():
    assert verdict(by_then(DUE)) is Verdict.MET


def test_an_upper_bound_that_is_late_proves_nothing():
    """Entered on the due day or the day after: an export of two days later can't tell."""
    assert verdict(by_then(LATER)) is Verdict.UNPROVEN
    assert verdict(by_then(LATER, after=DUE - SECOND)) is Verdict.UNPROVEN


def test_a_look_after_the_due_time_that_did_not_find_it_proves_that_it_was_missed():
    assert verdict(by_then(LATER, after=DUE)) is Verdict.BROKEN
    assert verdict(by_then(LATER, after=DUE + SECOND)) is Verdict.BROKEN


def test_what_is_undone_in_an_old_export_is_unproven_until_a_newer_one_comes():
    assert verdict(looked=DUE - SECOND) is Verdict.UNPROVEN
    assert verdict(looked=DUE) is Verdict.BROKEN
    assert verdict(looked=DUE + SECOND) is Verdict.BROKEN
    assert verdict(now=DUE, looked=datetime(2026, 11, 6)) is Verdict.AT_RISK


def test_a_register_that_keeps_days_proves_the_day():
    assert verdict(on_day(date(2026, 11, 9))) is Verdict.MET
    assert verdict(on_day(date(2026, 11, 10))) is Verdict.BROKEN


def test_a_day_leaves_a_limit_of_hours_open_when_it_runs_out_on_that_day():
    noon = Deadline(Rule.EXAM_RESULTS, start_of(date(2026, 11, 8)), DUE, datetime(2026, 11, 9, 12))
    verdicts = [
        Deadline(noon.rule, noon.start, noon.amber, noon.due, on_day(date(2026, 11, day))).standing(LATER).verdict
        for day in (8, 9, 10)
    ]
    assert verdicts == [Verdict.MET, Verdict.UNPROVEN, Verdict.BROKEN]


def test_the_margin_tells_what_is_left_and_how_late():
    left = deadline().standing(DUE - timedelta(hours=5))
    assert (left.margin, left.days, left.bound) == (timedelta(hours=5), 0, False)
    late = deadline(Done(LATER)).standing(LATER + timedelta(days=30))
    assert (late.margin, late.days, late.bound) == (timedelta(days=-2), -2, False)
    undone = deadline().standing(LATER)
    assert (undone.margin, undone.days) == (timedelta(days=-2), -2)


def test_the_margin_of_an_upper_bound_says_that_it_is_one():
    assert deadline(by_then(LATER)).standing(LATER) == (Verdict.UNPROVEN, timedelta(days=-2), -2, True)
    assert deadline(on_day(date(2026, 11, 10))).standing(LATER).days == -1


def test_the_shortest_of_several_rules_wins():
    """§1.2: B6.1 over A6.1."""
    exam = Deadline(Rule.EXAM_RESULTS, start_of(date(2026, 11, 6)), DUE, DUE - timedelta(days=1))
    assert shortest([deadline(), exam]) is exam


def test_the_publication_clock_knows_publications_only():
    moment = datetime(2026, 11, 9, 16, 30)
    assert counted("publication", entered=moment, seen=by_then(moment), published=None) is None
    assert counted("publication", entered=None, seen=None, published=moment) == Done(moment, Evidence.EXACT)


def test_the_entry_clock_takes_the_best_time_there_is():
    entered, published = datetime(2026, 11, 9, 12), datetime(2026, 11, 9, 16, 30)
    seen = by_then(datetime(2026, 11, 9, 16), after=datetime(2026, 11, 9, 7, 30))
    assert counted("entry", entered=entered, seen=seen, published=published) == Done(entered)
    assert counted("entry", entered=None, seen=seen, published=published) is seen
    assert counted("entry", entered=None, seen=None, published=published) == by_then(published)
    assert counted("entry", entered=None, seen=None, published=None) is None


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_names_its_requirement(rule):
    assert rule.requirement[0] in "AB"


def test_a_day_ends_in_its_last_second():
    assert end_of(date(2026, 11, 9)) == DUE
