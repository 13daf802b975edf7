from datetime import date
from decimal import Decimal

from generator.model.kinds import MarkKind
from generator.model.records import Mark, Work
from generator.rules.records.works import Works

MON = date(2026, 9, 14)


def work(id: str = "", lesson_id: str = "", kind: str = "") -> Work:  # noqa: A002  the work's id
    return Work(id, "8а", "math", MON, "", kind, "", None, is_test=False, lesson_id=lesson_id)


def mark(work_id: str = "", lesson_id: str = "") -> Mark:
    return Mark("s", "math", MON, "5", MarkKind.NUMERIC, Decimal(5), 1, work_id, lesson_id, None, True, "", None)


def test_a_mark_is_for_the_work_it_names_or_for_the_only_one_of_its_lesson() -> None:
    named, alone, two = work("w1"), work(lesson_id="l1"), work(lesson_id="l2")
    works = Works([named, alone, two, two], ["Контрольная работа"])
    assert works.of(mark("w1", "l1")) is named
    assert works.of(mark(lesson_id="l1")) is alone
    assert works.of(mark(lesson_id="l2")) is None
    assert works.of(mark("gone", "l1")) is None
    assert works.of(mark()) is None


def test_the_schools_own_words_say_what_a_test_is() -> None:
    works = Works([], ["Контрольная работа"])
    assert works.is_test(work(kind="контрольная РАБОТА"))
    assert not works.is_test(work(kind="ответ"))
