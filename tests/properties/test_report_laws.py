"""Laws of the reports: sums are sums, order does not matter, and the sheet says what the families' pages say."""

import pickle
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diaries.class_view import ClassView
from generator.diaries.diary import DeferredChip, Diary
from generator.diaries.student_view import diaries
from generator.model.kinds import FinalScope, LessonStatus
from generator.model.records import Deferral, GroupRecords, PlanLine, Replaced
from generator.model.school import School
from generator.reports.class_report import ClassReport, class_report
from generator.reports.school_report import By, Cut, Figures, school_report
from generator.reports.sheet import term_sheet
from generator.reports.sheet_check import ShownCell, differences
from generator.rules.statistics import Distribution, StatisticRules
from tests.unit.diaries.act import MARKS
from tests.unit.reports.classroom import (
    BOYS,
    CLASS,
    GIRLS,
    T1,
    T2,
    final,
    lesson,
    mark,
    pupil,
    records,
    school,
    work,
)

NAMES = "АБВГД"
SUBJECTS = ("math", "art", "chem")
TITLES = {"math": "Алгебра", "art": "Труд", "chem": "Химия"}
RULES = StatisticRules()

days = st.integers(0, 150).map(lambda n: date(2026, 9, 1) + timedelta(days=n))
names, subjects, terms = st.sampled_from(NAMES), st.sampled_from(SUBJECTS), st.sampled_from(("t1", "t2"))
raws = st.sampled_from(("5", "4", "3", "2", "1", "н/а", "осв", "зач", "незач"))
columns = st.sampled_from(
    [(FinalScope.TERM, "t1"), (FinalScope.TERM, "t2"), (FinalScope.YEAR, ""), (FinalScope.EXAM, "")]
)
finals = st.dictionaries(st.tuples(names, subjects, columns), raws, max_size=40).map(
    lambda told: [final(name, subject, raw, term, scope) for (name, subject, (scope, term)), raw in told.items()]
)
replaced = st.none() | st.builds(Replaced, subjects, st.just(""), days, st.integers(1, 6))
lessons = st.builds(
    lesson,
    subjects,
    days,
    st.integers(1, 6),
    group_id=st.sampled_from((CLASS, GIRLS, BOYS)),
    status=st.sampled_from(LessonStatus),
    replaces=replaced,
    type=st.sampled_from(("", "урок", "Контрольная работа")),
)
works = st.lists(st.tuples(subjects, days, st.sampled_from(("Ответ", "Контрольная работа"))), max_size=6).map(
    lambda told: [work(f"w{n}", *one) for n, one in enumerate(told)]
)
marks = st.builds(
    mark, names, subjects, days, st.sampled_from("12345"), st.sampled_from(("", *(f"w{n}" for n in range(6)))),
    counts=st.booleans(),
)  # fmt: skip


@st.composite
def schools(draw) -> School:
    ends = draw(st.lists(st.none() | days, min_size=len(NAMES), max_size=len(NAMES)))
    girls = "".join(draw(st.sets(names)))
    return school(*(pupil(name, end=end) for name, end in zip(NAMES, ends, strict=True)), girls=girls, boys="ГД")


@st.composite
def classes(draw) -> GroupRecords:
    return records(
        lessons=draw(st.lists(lessons, max_size=30)),
        works=draw(works),
        marks=draw(st.lists(marks, max_size=30)),
        finals=draw(finals),
        plan=draw(st.lists(st.builds(PlanLine, st.sampled_from((CLASS, GIRLS)), subjects, terms, st.integers(0, 20), st.none()), max_size=6)),
        deferrals=draw(st.lists(st.builds(Deferral, names, subjects, terms, days, st.just("")), max_size=4)),
    )  # fmt: skip


def report(known: School, told: GroupRecords) -> ClassReport:
    return class_report(known, told, MARKS, 6, RULES)


def shown_by(diary: Diary) -> set[ShownCell]:
    """Return the final marks that a diary shows."""
    return {
        ShownCell(
            diary.student_id,
            row.subject,
            column.scope,
            column.term.id if column.term else "",
            cell.until.isoformat() if isinstance(cell, DeferredChip) else cell.text,
        )
        for row in diary.finals.rows
        for column, cell in zip(diary.finals.columns, row.cells, strict=True)
        if cell
    }


@given(schools(), classes())
def test_the_sheet_says_what_the_diaries_say(known, told) -> None:
    made = diaries(ClassView(known, told, MARKS, 6), known.students_of(CLASS))
    shown = set().union(*map(shown_by, made))
    assert differences(report(known, told).sheet, shown) == ()


@given(schools(), classes())
def test_a_distribution_sums_to_n_and_n_is_the_list_without_those_who_have_no_mark(known, told) -> None:
    found = report(known, told)
    ends = {"t1": T1.end, "t2": T2.end, "": known.year_end}
    for line in found.results:
        listed = {s.id for s in known.students.values() if s.end is None or s.end >= ends[line.term_id]}
        given_ = [
            t
            for t in told.term_marks
            if (t.subject_id, t.scope, t.term_id) == (line.subject_id, line.scope, line.term_id)
        ]
        raws_ = Counter(t.raw for t in given_ if t.student_id in listed)
        words = sum(raws_[word] for word in ("осв", "зач", "незач"))
        assert line.marks.count == raws_.total() - words
        assert (line.indicators.count if line.indicators else 0) == line.marks.count
        assert line.exempt + line.passed + line.failed == words


@given(schools(), classes(), st.randoms())
def test_in_which_order_students_and_marks_are_told_changes_nothing(known, told, random) -> None:
    def shuffled(found):
        found = list(found)
        random.shuffle(found)
        return found

    other = replace(
        known, students=dict(shuffled(known.students.items())), memberships=tuple(shuffled(known.memberships))
    )
    retold = replace(told, marks=tuple(shuffled(told.marks)), term_marks=tuple(shuffled(told.term_marks)))
    assert report(other, retold) == report(known, told)


@given(schools(), classes())
def test_whose_mark_is_whose_does_not_change_the_results_of_the_class(known, told) -> None:
    stays = replace(known, students={s.id: replace(s, end=None) for s in known.students.values()})
    turned = dict(zip(NAMES, NAMES[1:] + NAMES[:1], strict=True))
    other = replace(
        told,
        marks=tuple(m._replace(student_id=turned[m.student_id]) for m in told.marks),
        term_marks=tuple(t._replace(student_id=turned[t.student_id]) for t in told.term_marks),
        deferrals=tuple(replace(d, student_id=turned[d.student_id]) for d in told.deferrals),
    )
    assert report(stays, other).results == report(stays, told).results


@given(schools(), classes())
def test_every_lesson_is_counted_once(known, told) -> None:
    found = report(known, told)
    in_terms = [line for line in found.hours if line.term_id]
    assert sum(line.held + line.coming for line in in_terms) == sum(
        1 for x in told.lessons
        if x.status is not LessonStatus.CANCELLED and not (x.status is LessonStatus.MOVED and x.replaces is None)
    )  # fmt: skip
    for line in found.hours:
        assert sum(kind.held for kind in line.types) == line.held >= max(line.substituted, line.unconfirmed)
        assert min(line.timetable, line.cancelled, line.moved, line.coming) >= 0
    for year in (line for line in found.hours if not line.term_id):
        own = [line for line in in_terms if (line.group_id, line.subject_id) == (year.group_id, year.subject_id)]
        assert (year.held, year.timetable) == (sum(x.held for x in own), sum(x.timetable for x in own))


@given(schools(), classes())
def test_of_every_expected_mark_it_is_known_whether_it_is_there_missing_or_deferred(known, told) -> None:
    for line in report(known, told).finals:
        assert line.expected == line.given + len(line.missing) + len(line.deferred)
        assert not set(line.missing) & {one.student_id for one in line.deferred}


@given(schools(), classes())
def test_the_foot_of_every_sheet_is_the_distribution_of_the_results(known, told) -> None:
    found = report(known, told)
    results = {(line.subject_id, line.scope, line.term_id): line.marks for line in found.results}
    for column in found.sheet.columns:
        sheet = term_sheet(found.sheet, column)
        for subject, foot in zip(sheet.subjects, sheet.foot, strict=True):
            assert foot.marks == results.get((subject.id, column.scope, column.term_id), Distribution())


@pytest.mark.ci
@given(st.lists(st.tuples(schools(), classes()), max_size=4))
def test_the_school_is_the_sum_of_its_classes_however_it_is_cut(told) -> None:
    reports = [replace(report(*one), group_id=f"{n}", grade=5 + n % 2) for n, one in enumerate(told)]
    found = school_report(reports)
    for scope, term in ((FinalScope.TERM, "t1"), (FinalScope.TERM, "t2"), (FinalScope.YEAR, "")):
        whole = found.figures.get(Cut(By.SCHOOL, "", scope, term), Figures())
        for by in By:
            parts = [figures for cut, figures in found.by(by).items() if (cut.scope, cut.term_id) == (scope, term)]
            assert sum(parts, Figures()) == whole
        lines = [line for one in reports for line in one.results if (line.scope, line.term_id) == (scope, term)]
        assert sum((line.marks for line in lines), Distribution()) == whole.marks
        hours = [line for one in reports for line in one.hours if line.term_id == term]
        assert whole.hours.held == sum(line.held for line in hours)
    turned = school_report(reversed(reports))
    assert turned.figures == found.figures


@given(schools(), classes())
def test_a_report_can_be_sent_between_processes(known, told) -> None:
    found = report(known, told)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301  our own bytes
