"""A class page, names down and dates across, becomes students, lessons, works, marks, absences and final marks."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import ReadError
from generator.model.entries import GroupEntry, LessonEntry, LessonStatus, SubjectEntry, WorkEntry
from generator.reading.about import About
from generator.reading.cells import grade_of
from generator.reading.formats.mapped.days import Span
from generator.reading.formats.mapped.fitting import Fitted, fit, group_of, source_text
from generator.reading.formats.mapped.header import LessonColumn, dates_elsewhere, read_lessons
from generator.reading.formats.mapped.page import Page
from generator.reading.formats.mapped.rows import Of, Rows, Said, work_id
from generator.reading.joining.folding import fold_class, fold_name
from generator.reading.mapping.layouts import GridLayout
from generator.reading.reader import Ignored, Reading
from generator.reading.words.passed_over import BY_MAPPING


def read_grid(page: Page, layout: GridLayout, about: About, said: Said) -> Iterator[Reading]:
    """Yield everything a page says; after a fault in its head only the other faults."""
    fitted = fit(page, layout, about)
    moved = None if any(fault.slug == "no-dates-row" for fault in fitted.problems) else dates_elsewhere(fitted)
    if moved:
        # Every other fault of the page follows from this one.
        yield moved
        return
    problems = list(fitted.problems)
    group, subject = group_of(page, layout.group, about), _subject_of(page, layout)
    problems += [item for item in (group, subject) if isinstance(item, ReadError)]
    yield from problems
    if fitted.problems:
        return
    of = Of(*("" if isinstance(item, ReadError) else item for item in (group, subject)))
    for reading in _read(fitted, of, about, said):
        if isinstance(reading, ReadError) or not problems:
            yield reading


def _subject_of(page: Page, layout: GridLayout) -> str | ReadError:
    found = source_text(page, layout.subject)
    if found:
        return found
    origin = page.origin(*layout.subject.cell) if layout.subject.cell else page.origin(0)
    hint = "say subject in the layout of the mapping: the subject itself, or the cell that holds it"
    return ReadError("no-subject", "nothing tells the subject of this page", origin=origin, hint=hint)


def _read(fitted: Fitted, of: Of, about: About, said: Said) -> Iterator[Reading]:
    said.rows |= _rows_of(fitted)
    for column in fitted.ignored:
        yield Ignored(fitted.page.origin(fitted.dates, column), "columns", BY_MAPPING)
    yield from _once(fitted, of, said)
    lessons: list[LessonColumn] = []
    rows = Rows(fitted, of, lessons, said)
    for found in read_lessons(fitted, Span(about.year, fitted.layout.first_day, fitted.layout.last_day)):
        if isinstance(found, ReadError):
            yield found
        else:
            lessons.append(found)
            yield from _lesson(fitted, of, found)
    yield from rows.read()


def _rows_of(fitted: Fitted) -> set[int]:
    cells = (source.cell for source in (fitted.layout.group, fitted.layout.subject) if source)
    return {*fitted.headers, *fitted.students, *(cell[0] for cell in cells if cell)}


def _once(fitted: Fitted, of: Of, said: Said) -> Iterator[Reading]:
    origin = fitted.page.origin(fitted.dates)
    if fold_class(of.group) not in said.groups:
        said.groups.add(fold_class(of.group))
        yield GroupEntry(origin, "", of.group, grade=grade_of(of.group))
    if fold_name(of.subject) not in said.subjects:
        said.subjects.add(fold_name(of.subject))
        yield SubjectEntry(origin, "", of.subject)


def _lesson(fitted: Fitted, of: Of, lesson: LessonColumn) -> Iterator[Reading]:
    page = fitted.page
    status = LessonStatus.HELD if lesson.column in fitted.filled else LessonStatus.PLANNED
    origin = page.origin(fitted.dates, lesson.column)
    yield LessonEntry(origin, "", *of, lesson.day, slot=lesson.slot, topic=lesson.topic, status=status)
    if lesson.short:
        yield WorkEntry(
            page.origin(fitted.kinds or 0, lesson.column),
            work_id(of, lesson),
            *of,
            lesson.day,
            type=lesson.kind.type or lesson.short,
            type_short=lesson.short,
            weight=lesson.weight,
            is_test=lesson.kind.test,
        )
