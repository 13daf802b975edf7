"""Laws of deadlines: later is never better, soft never earlier, no end before its start, days counted both ways."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from generator.rules.clocks.codes import access_code
from generator.rules.clocks.lessons import absence, homework, mark
from generator.rules.clocks.results import exam_result, forecasts, term_mark
from generator.rules.deadlines import Deadline, Done, Evidence, Rule, Verdict, by_then, counted, on_day
from generator.rules.working_days import WorkingDays
from generator.settings.rule_keys import profile, usual

WORSE = [Verdict.MET, Verdict.OPEN, Verdict.AT_RISK, Verdict.UNPROVEN, Verdict.BROKEN]
STRICT = profile(usual(), "")

days_of_decrees = st.dates(date(2019, 1, 1), date(2027, 10, 31))
moments = st.datetimes(datetime(2026, 9, 1), datetime(2027, 2, 1)).map(lambda moment: moment.replace(microsecond=0))
near = st.dates(date(2026, 9, 1), date(2027, 1, 20))
clocks = st.times().map(lambda at: at.replace(microsecond=0))
calendars = st.dictionaries(near, st.booleans(), max_size=20).map(WorkingDays)
profiles = st.builds(
    lambda code, marks, term, absence, exam: replace(
        STRICT,
        code_days=code,
        marks_days=marks,
        levels=(marks, marks, marks),
        term_days=term,
        absence_hours=absence,
        exam_hours=exam,
    ),
    *[st.integers(1, 10)] * 3,
    *[st.integers(1, 100)] * 2,
)


@st.composite
def pairs_of_readings(draw):
    """Return the same obligation read strictly and softly."""
    strict, days, day = draw(profiles), draw(calendars), draw(near)
    at, other = draw(st.none() | clocks), draw(near)
    received = datetime.combine(day, draw(clocks))
    make = draw(
        st.sampled_from(
            [
                lambda p: access_code(p, days, day, issued=None, delivered=None),
                lambda p: access_code(p, days, day, issued=on_day(other), delivered=None),
                lambda p: mark(p, days, lesson=day, work=other, grade=7, done=None),
                lambda p: absence(p, lesson=day, ends=at, done=None),
                lambda p: homework(p, given=day, school_ends=at, done=None),
                lambda p: term_mark(p, days, term_end=day, deferred_until=None, done=None),
                lambda p: term_mark(p, days, term_end=day, deferred_until=other, done=None),
                lambda p: exam_result(p, days, received=received, done=None),
            ]
        )
    )
    return make(strict), make(replace(strict, reading="soft", clock="entry"))


@given(pairs_of_readings())
def test_the_soft_reading_is_never_due_or_at_risk_earlier(pair):
    strict, soft = pair
    assert strict.due <= soft.due
    assert strict.amber <= soft.amber
    assert strict.start == soft.start


@given(pairs_of_readings())
def test_nothing_is_due_before_it_starts_and_the_risk_lies_in_between(pair):
    for deadline in pair:
        assert deadline.start <= deadline.amber <= deadline.due


@given(pairs_of_readings(), st.none() | moments, st.timedeltas(timedelta(0), timedelta(days=9)), st.booleans(), moments)
def test_the_strict_verdict_is_never_better_with_what_each_reading_counts(pair, entered, until, exact, now):
    """Publication comes after entry, so counting it is never more lenient either. The ledger's «not later than» keeps
    the law, because nothing is published before it is first seen.
    """
    published = entered + until if entered else None
    seen = by_then(entered + until / 2) if entered else None
    facts = {"entered": entered if exact else None, "seen": seen, "published": published}
    verdicts = [
        WORSE.index(replace(deadline, done=counted(clock, **facts)).standing(now).verdict)
        for deadline, clock in zip(pair, ("publication", "entry"), strict=True)
    ]
    strict, soft = verdicts
    if WORSE[soft] is Verdict.UNPROVEN:
        # the one place where the soft reading sounds graver than nothing: what it can't prove, the strict one calls late
        assert WORSE[strict] is Verdict.BROKEN
    else:
        assert strict >= soft


@given(st.sampled_from(Evidence), moments, moments, st.tuples(moments, moments), st.integers(0, 9))
def test_a_later_done_never_improves_a_verdict(evidence, due, now, times, days_before):
    deadline = Deadline(Rule.MARKS, datetime(2026, 9, 1), due - (due - datetime(2026, 9, 1)) / 3, due)
    before = timedelta(days=days_before)
    verdicts = [
        WORSE.index(replace(deadline, done=Done(at, evidence, at - before)).standing(now).verdict)
        for at in sorted(times)
    ]
    assert verdicts == sorted(verdicts)


@given(moments, moments, moments, st.none() | moments)
def test_undone_only_gets_worse_with_time(due, one, other, looked):
    deadline = Deadline(Rule.MARKS, datetime(2026, 9, 1), due - (due - datetime(2026, 9, 1)) / 3, due, None, looked)
    verdicts = [WORSE.index(deadline.standing(now).verdict) for now in sorted((one, other))]
    assert verdicts == sorted(verdicts)


@given(moments, moments, moments)
def test_what_is_broken_is_late_and_what_is_met_is_not(due, done, now):
    standing = Deadline(Rule.MARKS, due, due, due, Done(done)).standing(now)
    assert (standing.verdict is Verdict.BROKEN) == (standing.margin < timedelta(0))
    assert (standing.margin < timedelta(0)) or standing.days >= 0


@given(days_of_decrees, st.integers(0, 25))
def test_working_days_are_counted_the_same_in_both_directions(day, count):
    days = WorkingDays()
    found = days.after(day, count)
    assert days.between(day, found) == count
    assert found >= day + timedelta(days=count)
    assert count == 0 or days.is_working(found)


@given(near, st.integers(0, 90), st.lists(near, max_size=12))
def test_forecasts_follow_each_other_without_a_gap_inside_the_term(first, length, told):
    last = first + timedelta(days=length)
    found = forecasts(STRICT, term=(first, last), told=told)
    assert found[0].start == datetime.combine(first, time.min)
    for earlier, later in pairwise(found):
        assert earlier.done is not None
        assert later.start == earlier.done.after
    for deadline in found:
        assert deadline.start <= deadline.amber <= deadline.due
        assert deadline.due <= deadline.start + timedelta(days=15)
