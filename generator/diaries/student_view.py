"""One student's diary: the class's rows with what only this student sees hung on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from generator.diaries.class_view import ClassView, Slot
from generator.diaries.diary import AbsenceChip, Day, Diary, HomeworkLine, MarkChip, Row, TermLine, Week
from generator.diaries.grouping import by_work
from generator.diaries.results import absences_by_term, finals, marks_by_term
from generator.model.records import Absence, Homework, Mark, TermMark
from generator.model.school import Student


class Personal:
    """Everything in the records of a class that belongs to one student."""

    def __init__(self) -> None:
        """Start empty."""
        self.marks: list[Mark] = []
        self.absences: list[Absence] = []
        self.term_marks: list[TermMark] = []


def diaries(view: ClassView, students: Sequence[Student]) -> Iterator[Diary]:
    """Yield the diaries of these students of the class."""
    personal: dict[str, Personal] = defaultdict(Personal)
    for mark in view.records.marks:
        personal[mark.student_id].marks.append(mark)
    for absence in view.records.absences:
        personal[absence.student_id].absences.append(absence)
    for term_mark in view.records.term_marks:
        personal[term_mark.student_id].term_marks.append(term_mark)
    empty_days: dict[tuple[int, date], Day] = {}
    for student in students:
        yield _diary(view, student, personal[student.id], empty_days)


def chip_of(view: ClassView, mark: Mark) -> MarkChip:
    """Return a mark as it is drawn, with what is known of its work."""
    work = view.works.get(mark.work_id)
    kind = work.type if work else ""
    return MarkChip(
        text=mark.raw,
        kind=mark.kind,
        value=mark.value,
        weight=mark.weight if mark.weight is not None else (work.weight if work else None),
        type=kind,
        type_short=work.type_short if work else "",
        title=work.title if work else "",
        is_test=bool(work and (work.is_test or kind.casefold() in view.tests)),
        counts=mark.counts,
        comment=mark.comment,
        day=mark.day,
        entered_on=mark.entered_at.date() if mark.entered_at else None,
        ordinal=mark.ordinal,
    )


def _diary(view: ClassView, student: Student, own: Personal, empty_days: dict[tuple[int, date], Day]) -> Diary:
    chips = sorted(((mark, chip_of(view, mark)) for mark in own.marks), key=lambda pair: pair[0].day)
    slots = view.slots_of(student)
    subjects = view.subjects_of(student)
    return Diary(
        student_id=student.id,
        family_name=student.family_name,
        given_name=student.given_name,
        patronymic=student.patronymic,
        class_title=view.group.title,
        as_of=view.records.as_of,
        year_start=view.school.year_start,
        year_end=view.school.year_end,
        terms=view.terms,
        weeks=_weeks(view, slots, _hang(view, student, own, chips, slots), empty_days),
        marks=marks_by_term(view, chips, own.absences, own.term_marks, subjects),
        finals=finals(view, own.term_marks, subjects),
        absences=absences_by_term(view, own.absences, slots),
        teachers=view.teachers_of(student),
        bells=view.bells(),
        holidays=view.holidays,
        missing=frozenset(_PARTS) - view.records.provides,
    )


_PARTS = ("lessons", "homework", "marks", "absences", "term_marks", "teachers")


class _Hung:
    """What hangs on the rows of one day, by lesson id; under the subject's id where there is no such lesson."""

    def __init__(self) -> None:
        self.marks: dict[str, list[MarkChip]] = defaultdict(list)
        self.absences: dict[str, Absence] = {}
        self.homework: dict[str, list[HomeworkLine]] = defaultdict(list)
        self.subjects: dict[str, str] = {}


def _hang(
    view: ClassView,
    student: Student,
    own: Personal,
    chips: Sequence[tuple[Mark, MarkChip]],
    slots: dict[date, tuple[Slot, ...]],
) -> dict[date, _Hung]:
    days: dict[date, _Hung] = defaultdict(_Hung)
    for mark, chip in chips:
        hung, key = days[mark.day], mark.lesson_id or f"?{mark.subject_id}"
        hung.marks[key].append(chip)
        hung.subjects[key] = mark.subject_id
    for absence in own.absences:
        hung, key = days[absence.day], absence.lesson_id or f"?{absence.subject_id}"
        hung.absences[key] = absence
        hung.subjects[key] = absence.subject_id
    for homework in view.own_homework.get(student.id, ()):
        if homework.due_on is not None:
            hung, key = days[homework.due_on], _lesson_for(homework, slots)
            hung.homework[key].append(HomeworkLine(homework.text, homework.assigned_on, homework.minutes))
            hung.subjects[key] = homework.subject_id
    return days


def _lesson_for(homework: Homework, slots: dict[date, tuple[Slot, ...]]) -> str:
    today = slots.get(homework.due_on, ()) if homework.due_on else ()
    same = (slot.lesson.id for slot in today if slot.lesson.subject_id == homework.subject_id)
    return next(same, f"?{homework.subject_id}")


def _weeks(
    view: ClassView,
    slots: dict[date, tuple[Slot, ...]],
    hung: dict[date, _Hung],
    empty_days: dict[tuple[int, date], Day],
) -> tuple[Week, ...]:
    first, last = view.school.year_start, view.school.year_end
    monday = first - timedelta(days=first.weekday())
    counts: dict[str, int] = defaultdict(int)
    weeks = []
    while monday <= last:
        days = tuple(_day(view, monday + timedelta(days=n), slots, hung, empty_days) for n in range(view.week_days))
        term = _term_of_week(view.terms, monday, view.week_days)
        if term:
            counts[term.id] += 1
        weeks.append(Week(monday, term, counts[term.id] if term else None, days))
        monday += timedelta(days=7)
    return tuple(weeks)


def _term_of_week(terms: Sequence[TermLine], monday: date, week_days: int) -> TermLine | None:
    saturday = monday + timedelta(days=week_days - 1)
    touching = [term for term in terms if term.start <= saturday and monday <= term.end]
    return max(touching, key=lambda t: min(t.end, saturday) - max(t.start, monday), default=None)


def _day(
    view: ClassView,
    day: date,
    slots: dict[date, tuple[Slot, ...]],
    hung: dict[date, _Hung],
    empty_days: dict[tuple[int, date], Day],
) -> Day:
    own = hung.get(day)
    if own is None:
        # The same object for all students with the same subgroups: its HTML is then made once for all of them.
        key = (id(slots), day)
        if key not in empty_days:
            plain = tuple(slot.row for slot in slots.get(day, ()))
            empty_days[key] = Day(day, view.holiday_on.get(day, ""), plain)
        return empty_days[key]
    rows = []
    for slot in slots.get(day, ()):
        key_of = slot.lesson.id
        personal = key_of in own.subjects
        rows.append(_row(slot.row, own, key_of) if personal else slot.row)
        own.subjects.pop(key_of, None)
    for key_of, subject_id in own.subjects.items():
        rows.append(_row(view.extra_row(day, subject_id), own, key_of))
    return Day(day, view.holiday_on.get(day, ""), tuple(rows))


def _row(row: Row, own: _Hung, key: str) -> Row:
    absence = own.absences.get(key)
    chip = AbsenceChip(absence.kind, absence.raw, absence.minutes) if absence else None
    return Row(row.lesson, by_work(own.marks.get(key, ())), chip, tuple(own.homework.get(key, ())))
