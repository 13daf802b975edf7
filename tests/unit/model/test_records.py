from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.model.kinds import LessonStatus
from generator.model.records import Lesson, Replaced

MON = date(2026, 9, 14)
HELD = Lesson("1", "8а", "math", MON, 1, 1, None, None, "", (), "", "", LessonStatus.HELD, None, "")


@pytest.mark.parametrize(
    ("status", "replaces", "off"),
    [
        (LessonStatus.PLANNED, None, False),
        (LessonStatus.SUBSTITUTED, Replaced("art"), False),
        (LessonStatus.CANCELLED, None, True),
        (LessonStatus.MOVED, None, True),
        (LessonStatus.MOVED, Replaced("math", day=date(2026, 9, 13)), False),
    ],
)
def test_cancelled_and_moved_away_lessons_do_not_take_place(status, replaces, off) -> None:
    assert replace(HELD, status=status, replaces=replaces).is_off is off
