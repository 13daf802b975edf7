from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diaries.diary import AbsenceLine, Diary, LessonRow, MarkChip, OwnHomework, ReplacedLine
from generator.diaries.letters.lines import LetterLine, RemarkLine
from generator.diaries.papers.lines import Missed, PaperDay
from generator.diaries.papers.week import week_extract
from generator.diaries.week_lines import HomeworkLine, bare_row
from generator.model.kinds import AbsenceKind, LessonStatus
from generator.origin import NOWHERE
from tests.unit.diaries.papers.invented import (
    FIRST,
    FRIDAY,
    MON,
    REST,
    SAT,
    SECOND,
    SHORTS,
    SUN,
    TUE,
    away,
    chip,
    diary,
    lesson,
    marks,
    moved_here,
    subject_marks,
    term_absences,
)
from tests.unit.diaries.test_student_view import MON as DAY
from tests.unit.diaries.test_student_view import both
from tests.unit.reading.joining import builders as joined

WEEK = timedelta(days=7)
SUBJECTS = ("Алгебра", "Химия", "Музыка")


def extract(found: Diary, monday: date = MON):
    return week_extract(found, monday, SHORTS)


def placed(days: tuple[PaperDay, ...]) -> Counter[object]:
    """Count all that the rows of the days hold, each with the day and the subject it stands under."""
    rows = [(day.day, row) for day in days for row in day.rows]
    found: Counter[object] = Counter()
    for day, row in rows:
        found.update((day, row.lesson.subject, mark) for mark in row.marks)
        found.update((day, row.lesson.subject, text) for text in row.own_homework)
        found.update([(day, row.lesson.subject, row.absence)] if row.absence else [])
    return found


def test_a_week_is_whose_when_and_as_of() -> None:
    found = extract(diary(missing=frozenset({"works"}), without_marks=True))
    assert (found.student.family_name, found.student.class_title) == ("Ким", "8А")
    assert (found.monday, found.term, found.as_of) == (MON, SECOND, FRIDAY)
    assert (found.missing, found.without_marks) == (frozenset({"works"}), True)
    assert [day.day for day in found.days] == [MON + timedelta(days=n) for n in range(6)]


def test_a_day_of_twelve_lessons_keeps_them_all_in_order() -> None:
    lessons = [lesson(f"Предмет {n}", n) for n in range(1, 13)]
    first = extract(diary({MON: lessons})).days[0]
    assert [row.lesson for row in first.rows] == lessons


def test_substituted_moved_and_cancelled_lessons_keep_their_rows() -> None:
    lessons = [
        lesson("Алгебра", 1, LessonStatus.SUBSTITUTED, replaces=ReplacedLine("Музыка", "", None, None)),
        lesson("Химия", 2, LessonStatus.MOVED),
        lesson("Музыка", 3, LessonStatus.CANCELLED),
        moved_here("Химия", 4),
    ]
    assert [row.lesson for row in extract(diary({MON: lessons})).days[0].rows] == lessons


def test_a_week_without_marks_has_its_lessons_and_subjects() -> None:
    found = extract(diary({MON: [lesson("Алгебра")]}, marks=(marks(subject_marks("Алгебра")),)))
    assert found.days[0].rows[0].marks == ()
    assert [(line.short, line.marks) for line in found.subjects] == [("Алг.", ())]
    assert found.has_lessons


def test_what_is_entered_for_a_sunday_brings_that_day() -> None:
    found = extract(diary(marks=(marks(subject_marks("Химия", chip(SUN, nth=0))),)))
    assert [day.day for day in found.days][-2:] == [SAT, SUN]
    assert len(found.days[-1].rows) == 1


def test_a_day_outside_the_teaching_week_knows_its_holiday() -> None:
    day = REST + timedelta(days=6)
    found = extract(diary(own_homework=(OwnHomework(day, "Химия", "доклад", None, None),)), REST)
    assert (found.days[-1].day, found.days[-1].holiday) == (day, "Осенние каникулы")


@pytest.mark.parametrize("status", [LessonStatus.CANCELLED, LessonStatus.MOVED])
@pytest.mark.parametrize("said", [{"slot": 2}, {"lesson": "c"}])
def test_what_a_journal_says_of_a_lesson_is_found_on_paper(status: LessonStatus, said: dict[str, object]) -> None:
    taught = [joined.lesson("Алгебра", DAY, n, id=n_id) for n, n_id in ((2, "b"), (3, "c"))]
    off = joined.lesson("Алгебра", DAY, 1, id="a", status=status)
    found = both([off, *taught, joined.mark("Ким Ли", "Алгебра", DAY, "4", **said)])["Ким"]
    rows = extract(found, DAY).days[0].rows
    assert [(row.lesson.number, len(row.marks)) for row in rows] == [(1, 0), (2, 0), (3, 1)]


def test_missed_counts_the_days_of_the_week_only() -> None:
    lines = [away(MON, "Химия", 1), away(TUE, "Химия", 1, AbsenceKind.LATE), away(MON - WEEK, "Химия", 1)]
    assert extract(diary(absences=(term_absences(SECOND, *lines),))).missed == Missed(1, 1, 0, 0, 0, 1)


def test_letters_and_remarks_are_those_of_the_days_from_monday_to_sunday() -> None:
    days = (MON - timedelta(days=1), MON, SUN, SUN + timedelta(days=1))
    letters = tuple(LetterLine(NOWHERE, "", day, "", "", "", ()) for day in (*days, None))
    remarks = tuple(RemarkLine(day, "", "note", "", "") for day in days)
    found = extract(diary(letters=letters, remarks=remarks))
    assert [letter.day for letter in found.letters] == [MON, SUN]
    assert [remark.day for remark in found.remarks] == [MON, SUN]


def test_a_week_of_lessons_has_lessons_even_if_the_student_missed_them_all() -> None:
    lines = [away(MON, "Алгебра", 1)]
    assert extract(diary({MON: [lesson("Алгебра")]}, absences=(term_absences(SECOND, *lines),))).has_lessons


@pytest.mark.parametrize("status", [LessonStatus.CANCELLED, LessonStatus.MOVED])
def test_a_week_whose_lessons_are_all_off_has_none(status: LessonStatus) -> None:
    assert not extract(diary({MON: [lesson("Алгебра", 1, status)], TUE: [lesson("Химия", 2, status)]})).has_lessons


def test_holidays_have_no_lessons_and_homework_that_is_due_makes_none() -> None:
    assert not extract(diary(), REST).has_lessons
    due = bare_row("Алгебра", (HomeworkLine("№ 5", None, None),))
    found = extract(diary({REST: [due]}), REST)
    assert (found.term, found.has_lessons) == (None, False)
    assert found.days[0].rows[0].lesson == due


def test_holidays_of_others_do_not_take_the_lessons_from_a_class() -> None:
    assert extract(diary({REST: [lesson("Алгебра")]}), REST).has_lessons
    assert extract(diary({REST: [lesson("Алгебра", 1, LessonStatus.PLANNED)]}), REST).has_lessons
    assert extract(diary({REST: [lesson("Алгебра", None)]}), REST).has_lessons


def test_holidays_show_where_the_term_before_stands() -> None:
    found = diary(marks=(marks(subject_marks("Химия"), term=FIRST), marks(subject_marks("Алгебра"))))
    assert [line.subject for line in extract(found, REST).subjects] == ["Химия"]


def test_where_no_export_tells_lessons_a_week_of_a_term_is_one_of_school() -> None:
    silent = diary(missing=frozenset({"lessons"}))
    assert extract(silent).has_lessons
    assert not extract(silent, REST).has_lessons
    assert not extract(silent, date(2027, 2, 1)).has_lessons  # after the last term
    assert not extract(diary()).has_lessons


def test_a_mark_or_an_absence_proves_that_there_was_school_where_an_export_has_a_gap() -> None:
    assert extract(diary(marks=(marks(subject_marks("Химия", chip(MON, nth=0))),))).has_lessons
    assert extract(diary(absences=(term_absences(SECOND, away(MON, "Химия")),))).has_lessons
    late = diary(marks=(marks(subject_marks("Химия", chip(REST, nth=0)), term=FIRST),))
    assert not extract(late, REST).has_lessons


def test_a_class_of_which_nothing_is_known_has_an_empty_week() -> None:
    parts = frozenset({"lessons", "homework", "works", "marks", "absences", "term_marks", "teachers"})
    found = extract(diary(missing=parts, terms=()))
    assert (found.subjects, found.debts, found.tests, found.missed.lessons) == ((), (), (), 0)
    assert [day.rows for day in found.days] == [()] * 6


def test_a_week_outside_the_year_has_no_lessons() -> None:
    found = extract(diary(), date(2027, 7, 5))
    assert (found.days, found.term, found.has_lessons) == ((), None, False)


days_around = st.integers(-7, 13).map(lambda n: MON + timedelta(days=n))
subjects = st.sampled_from(SUBJECTS)
numbers = st.one_of(st.none(), st.integers(1, 4))


@st.composite
def lessons_of_a_day(draw: st.DrawFn) -> list[LessonRow]:
    made = []
    for number in range(1, draw(st.integers(0, 6)) + 1):
        row = lesson(draw(subjects), draw(st.sampled_from([number, None])), draw(st.sampled_from(LessonStatus)))
        if row.status is LessonStatus.MOVED and draw(st.booleans()):
            row = replace(row, replaces=ReplacedLine("Химия", "", MON, 1))
        made.append(row)
    return made


@st.composite
def own(draw: st.DrawFn) -> tuple[list[tuple[str, MarkChip]], list[AbsenceLine], list[OwnHomework]]:
    """Marks (each with a text of its own), absences and homework in and around the week."""
    many = st.integers(0, 6)
    chips = [(draw(subjects), chip(draw(days_around), f"м{n}", nth=draw(st.integers(0, 3)))) for n in range(draw(many))]
    absences = [
        AbsenceLine(draw(days_around), draw(numbers), draw(subjects), draw(st.sampled_from(AbsenceKind)), None, f"п{n}")
        for n in range(draw(many))
    ]
    homework = [OwnHomework(draw(days_around), draw(subjects), f"з{n}", None, None) for n in range(draw(many))]
    return chips, absences, homework


@given(
    st.dictionaries(st.integers(0, 5).map(lambda n: MON + timedelta(days=n)), lessons_of_a_day()),
    own(),
    st.sampled_from([5, 6]),
)
def test_whatever_a_student_has_in_the_week_stands_once_under_its_day_and_subject_and_nothing_else_does(
    rows: dict[date, list[LessonRow]],
    mine: tuple[list[tuple[str, MarkChip]], list[AbsenceLine], list[OwnHomework]],
    week_days: int,
) -> None:
    chips, absences, homework = mine
    by_subject = [subject_marks(s, *(mark for title, mark in chips if title == s)) for s in SUBJECTS]
    found = extract(
        diary(
            rows,
            week_days,
            marks=(marks(*by_subject),),
            absences=(term_absences(SECOND, *absences),),
            own_homework=tuple(homework),
        )
    )
    whole = [(mark.day, title, mark) for title, mark in chips]
    whole += [(line.day, line.subject, line) for line in absences]
    whole += [(line.day, line.subject, line.text) for line in homework]
    assert placed(found.days) == Counter(item for item in whole if MON <= item[0] <= SUN)
    assert [day.day for day in found.days] == sorted({day.day for day in found.days})
    for day in found.days:
        lessons = [row.lesson for row in day.rows]
        taught = rows.get(day.day, []) if day.day < MON + timedelta(days=week_days) else []
        assert lessons[: len(taught)] == taught
        assert all(row.number is None for row in lessons[len(taught) :])
        assert not any(row.marks or row.own_homework for row in day.rows if row.lesson.is_off)


@given(own())
def test_the_marks_and_absences_of_the_subjects_are_those_of_the_days(
    mine: tuple[list[tuple[str, MarkChip]], list[AbsenceLine], list[OwnHomework]],
) -> None:
    chips, absences, _ = mine
    by_subject = [subject_marks(s, *(mark for title, mark in chips if title == s)) for s in SUBJECTS]
    found = extract(diary(marks=(marks(*by_subject),), absences=(term_absences(SECOND, *absences),)))
    stands = Counter((mark.day, line.subject, mark) for line in found.subjects for mark in line.marks)
    stands.update((away.day, line.subject, away) for line in found.subjects for away in line.absences)
    assert stands == placed(found.days)
