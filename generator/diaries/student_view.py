"""One student's diary: the weeks of the class, and beside them what only this student has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from generator.diaries.class_view import ClassView, Timetable
from generator.diaries.diary import Diary, MarkChip, OwnHomework
from generator.diaries.finals import exam_lines, finals
from generator.diaries.letters.class_letters import NO_LETTERS, ClassLetters, remark_lines
from generator.diaries.outlook.forecasts import Forecasts
from generator.diaries.results import absences_by_term, marks_by_term
from generator.model.records import Absence, Deferral, Exam, GroupRecords, Mark, Remark, TermMark, UndatedMarks
from generator.model.school import Student
from generator.rules.records.sights import places


class Personal:
    """Everything in the records of a class that belongs to one student."""

    def __init__(self) -> None:
        """Start empty."""
        self.marks: list[tuple[Mark, str]] = []
        self.absences: list[Absence] = []
        self.term_marks: list[TermMark] = []
        self.deferrals: list[Deferral] = []
        self.exams: list[Exam] = []
        self.remarks: list[Remark] = []
        self.undated: list[UndatedMarks] = []


def diaries(view: ClassView, students: Sequence[Student], letters: ClassLetters = NO_LETTERS) -> Iterator[Diary]:
    """Yield the diaries of these students of the class."""
    personal: dict[str, Personal] = defaultdict(Personal)
    before = [view.changed.get(place, "") for place in places(view.records.marks)] if view.changed else []
    for index, mark in enumerate(view.records.marks):
        personal[mark.student_id].marks.append((mark, before[index] if before else ""))
    for absence in view.records.absences:
        personal[absence.student_id].absences.append(absence)
    for term_mark in view.records.term_marks:
        personal[term_mark.student_id].term_marks.append(term_mark)
    for deferral in view.records.deferrals:
        personal[deferral.student_id].deferrals.append(deferral)
    for exam in view.records.exams:
        personal[exam.student_id].exams.append(exam)
    for remark in view.records.remarks:
        personal[remark.student_id].remarks.append(remark)
    for undated in view.records.undated:
        personal[undated.student_id].undated.append(undated)
    forecasts = Forecasts(view)
    for student in students:
        yield _diary(view, student, personal[student.id], forecasts, letters)


def chip_of(view: ClassView, timetable: Timetable, mark: Mark, before: str) -> MarkChip:
    """Return a mark as it is drawn, with what is known of its work; `before` is what it was until it was changed."""
    work = view.works.of(mark)
    return MarkChip(
        text=mark.raw,
        kind=mark.kind,
        value=mark.value,
        weight=mark.weight if mark.weight is not None else (work.weight if work else None),
        type=work.type if work else "",
        type_short=work.type_short if work else "",
        title=work.title if work else "",
        is_test=bool(work and view.works.is_test(work)),
        counts=mark.counts,
        comment=mark.comment,
        day=mark.day,
        entered_on=mark.entered_at.date() if mark.entered_at else None,
        ordinal=mark.ordinal,
        nth=timetable.nth.get(mark.lesson_id, 0),
        due_on=mark.due_on,
        was=before,
    )


def _diary(view: ClassView, student: Student, own: Personal, forecasts: Forecasts, letters: ClassLetters) -> Diary:
    timetable = view.timetable_of(student)
    drawn = ((mark, chip_of(view, timetable, mark, before)) for mark, before in own.marks)
    chips = sorted(drawn, key=lambda pair: pair[0].day)
    subjects = view.subjects_of(student) | {undated.subject_id for undated in own.undated}
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
        weeks=timetable.weeks,
        marks=marks_by_term(
            view, chips, own.absences, own.term_marks, subjects, undated=own.undated, look_ahead=forecasts.of(student)
        ),
        finals=finals(view, own.term_marks, own.deferrals, subjects),
        absences=absences_by_term(view, own.absences, timetable.days),
        teachers=view.teachers_of(student),
        bells=view.bells,
        holidays=view.holidays,
        missing=_missing(view.records),
        own_homework=_own_homework(view, student),
        exams=exam_lines(view, own.exams),
        without_marks=view.group.grade == 1 and not (view.records.marks or view.records.undated),
        letters=letters.letters_for(student.id, view.groups_of(student)),
        notices=letters.notices_for(student.id, view.groups_of(student)),
        remarks=remark_lines(own.remarks, view.school.subjects),
        calendar=view.calendar_of(student),
    )


_PARTS = ("lessons", "homework", "works", "marks", "absences", "term_marks", "teachers")


def _missing(records: GroupRecords) -> frozenset[str]:
    missing = frozenset(_PARTS) - records.provides
    return missing | {"days"} if records.undated and "marks" in missing else missing


def _own_homework(view: ClassView, student: Student) -> tuple[OwnHomework, ...]:
    titles = view.school.subjects
    return tuple(
        OwnHomework(h.due_on, titles[h.subject_id].title, h.text, h.assigned_on, h.minutes)
        for h in view.own_homework.get(student.id, ())
        if h.due_on is not None
    )
