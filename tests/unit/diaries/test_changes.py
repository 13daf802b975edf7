from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from generator.diaries.changes import Seen, changed, remember
from generator.model.kinds import MarkKind
from generator.model.records import Mark
from generator.rules.records.sights import places

DAY = timedelta(days=1)
MONDAY = datetime(2026, 11, 16, 15, 40)


def mark(raw: str, lesson: str = "l1", ordinal: int = 1) -> Mark:
    return Mark(
        "s1", "math", date(2026, 11, 16), raw, MarkKind.NUMERIC, Decimal(1), ordinal, "", lesson, None, True, "", None
    )  # fmt: skip


def after(*builds: tuple[str, datetime]) -> str:
    seen: Seen = {}
    for raw, at in builds:
        seen = remember(seen, [mark(raw)], at, DAY)
    return changed(seen).get(places([mark("")])[0], "")


def test_a_mark_that_stays_has_no_history():
    assert after(("3", MONDAY), ("3", MONDAY + 3 * DAY)) == ""


def test_a_changed_mark_says_what_it_was():
    assert after(("3", MONDAY), ("4", MONDAY + DAY)) == "3"
    assert after(("3", MONDAY), ("4", MONDAY + DAY), ("4", MONDAY + 9 * DAY)) == "3"
    assert after(("3", MONDAY), ("4", MONDAY + DAY), ("5", MONDAY + 9 * DAY)) == "4"


def test_a_correction_within_the_grace_time_leaves_no_trace():
    assert after(("3", MONDAY), ("4", MONDAY + DAY - timedelta(minutes=1))) == ""
    # the slip was corrected a day later than it was made, but within a day of the change before
    assert after(("3", MONDAY), ("5", MONDAY + DAY), ("3", MONDAY + DAY + timedelta(hours=2))) == ""


def test_two_marks_of_one_lesson_have_histories_of_their_own():
    seen = remember({}, [mark("3"), mark("4"), mark("5", ordinal=2)], MONDAY, DAY)
    seen = remember(seen, [mark("3"), mark("2"), mark("5", ordinal=2)], MONDAY + DAY, DAY)
    assert [changed(seen).get(place, "") for place in places([mark("3"), mark("2"), mark("5", ordinal=2)])] == [
        "",
        "4",
        "",
    ]


def test_a_mark_that_an_export_left_out_for_a_while_keeps_its_history():
    seen = remember({}, [mark("3")], MONDAY, DAY)
    seen = remember(seen, [], MONDAY + DAY, DAY)
    seen = remember(seen, [mark("4")], MONDAY + 2 * DAY, DAY)
    assert changed(seen) == {places([mark("4")])[0]: "3"}


@given(st.lists(st.tuples(st.sampled_from("2345"), st.integers(0, 100)), min_size=1))
def test_building_twice_from_the_same_exports_says_the_same(builds):
    seen: Seen = {}
    for raw, hours in builds:
        at = MONDAY + timedelta(hours=hours)
        seen = remember(seen, [mark(raw)], at, DAY)
        assert remember(seen, [mark(raw)], at, DAY) == seen
    for history in seen.values():
        assert all(one[0] != two[0] for one, two in pairwise(history))
        assert history[-1][0] == builds[-1][0]
