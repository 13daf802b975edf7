from generator.diaries.diary import AbsenceLine, LessonRow, MarkChip, OwnHomework
from generator.diaries.papers.hanging import rows_of_day
from generator.diaries.papers.lines import PaperRow
from generator.diaries.papers.own import OwnDay
from generator.model.kinds import LessonStatus
from tests.unit.diaries.papers.invented import MON, SHORTS, away, chip, lesson, moved_here

CANCELLED, MOVED, SUBSTITUTED = LessonStatus.CANCELLED, LessonStatus.MOVED, LessonStatus.SUBSTITUTED


def hung(
    lessons: list[LessonRow],
    marks: tuple[tuple[str, MarkChip], ...] = (),
    absences: tuple[AbsenceLine, ...] = (),
    homework: tuple[OwnHomework, ...] = (),
) -> tuple[PaperRow, ...]:
    return rows_of_day(lessons, OwnDay([*marks], [*absences], [*homework]), SHORTS)


def texts(rows: tuple[PaperRow, ...]) -> list[tuple[int | None, str]]:
    return [(row.lesson.number, "".join(mark.text for mark in row.marks)) for row in rows]


def missed(rows: tuple[PaperRow, ...]) -> list[tuple[int | None, bool]]:
    return [(row.lesson.number, row.absence is not None) for row in rows]


def task(subject: str, text: str = "доклад") -> OwnHomework:
    return OwnHomework(MON, subject, text, None, None)


def test_a_row_goes_by_the_short_name_of_its_subject_or_by_its_title() -> None:
    rows = rows_of_day([lesson("Алгебра"), lesson("Химия", 2), lesson("Музыка", 3)], None, SHORTS)
    assert [row.short for row in rows] == ["Алг.", "Химия", "Музыка"]


def test_two_lessons_of_a_subject_take_the_marks_of_the_first_and_of_the_second() -> None:
    rows = hung(
        [lesson("Алгебра"), lesson("Химия", 2), lesson("Алгебра", 3)],
        (("Алгебра", chip(MON, "4", nth=2)), ("Алгебра", chip(MON, "5")), ("Алгебра", chip(MON, "3", nth=2))),
    )
    assert texts(rows) == [(1, "5"), (2, ""), (3, "43")]


def test_cancelled_lessons_and_those_moved_away_keep_their_rows_and_take_no_marks() -> None:
    lessons = [lesson("Алгебра", 1, CANCELLED), lesson("Алгебра", 2, MOVED), lesson("Алгебра", 3)]
    assert texts(hung(lessons, (("Алгебра", chip(MON)),))) == [(1, ""), (2, ""), (3, "5")]


def test_lessons_moved_here_and_substituted_ones_take_marks() -> None:
    lessons = [moved_here("Алгебра", 1), lesson("Химия", 2, SUBSTITUTED)]
    assert texts(hung(lessons, (("Химия", chip(MON, "4")), ("Алгебра", chip(MON))))) == [(1, "5"), (2, "4")]


def test_what_finds_no_lesson_stands_in_a_row_of_its_own_at_the_end() -> None:
    rows = hung(
        [lesson("Алгебра", 1, CANCELLED), lesson("Музыка", 2)],
        (("Алгебра", chip(MON, "4")), ("Химия", chip(MON, "5", nth=0)), ("Химия", chip(MON, "3", nth=0))),
        (away(MON, "Химия", 5),),
        (task("Алгебра"),),
    )
    assert texts(rows) == [(1, ""), (2, ""), (None, "4"), (None, "53")]
    assert [row.lesson.subject for row in rows[2:]] == ["Алгебра", "Химия"]
    assert rows[2].own_homework == ("доклад",)
    assert rows[3].absence == away(MON, "Химия", 5)


def test_a_mark_of_no_known_lesson_joins_a_lesson_without_a_number() -> None:
    assert texts(hung([lesson("Алгебра", None)], (("Алгебра", chip(MON, nth=0)),))) == [(None, "5")]


def test_an_absence_is_of_the_lesson_with_its_number() -> None:
    lessons = [lesson("Алгебра"), lesson("Алгебра", 2), lesson("Химия", 2)]
    assert missed(hung(lessons, absences=(away(MON, "Алгебра", 2),))) == [(1, False), (2, True), (2, False)]


def test_an_absence_is_of_the_lesson_that_took_place_under_its_number() -> None:
    lessons = [lesson("Алгебра", 2, CANCELLED), lesson("Алгебра", 2, SUBSTITUTED)]
    assert missed(hung(lessons, absences=(away(MON, "Алгебра", 2),))) == [(2, False), (2, True)]


def test_an_absence_of_another_lesson_is_not_hung_into_one_that_was_attended() -> None:
    assert missed(hung([lesson("Алгебра")], absences=(away(MON, "Алгебра", 4),))) == [(1, False), (None, True)]


def test_absences_without_numbers_take_one_lesson_after_the_other() -> None:
    three = (away(MON, "Алгебра"),) * 3
    rows = hung([lesson("Алгебра", None), lesson("Алгебра", None)], absences=three)
    assert missed(rows) == [(None, True), (None, True), (None, True)]


def test_homework_of_ones_own_stands_at_the_first_lesson_that_takes_place() -> None:
    lessons = [lesson("Алгебра", 1, CANCELLED), lesson("Алгебра", 2), lesson("Алгебра", 3)]
    rows = hung(lessons, homework=(task("Алгебра"), task("Алгебра", "№ 5")))
    assert [row.own_homework for row in rows] == [(), ("доклад", "№ 5"), ()]
