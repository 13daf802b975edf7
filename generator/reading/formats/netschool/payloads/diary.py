"""`student/diary` of the web pages, with the cards of its assignments, `diary/init` and the list of types.

A week of one student: lessons by day, under each its assignments with the marks of this student.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from generator.errors import ReadError
from generator.model.entries import (
    GroupEntry,
    LessonEntry,
    PersonRef,
    SubjectEntry,
    TeacherEntry,
    TeachingEntry,
)
from generator.reading.cells import grade_of
from generator.reading.formats.netschool.payloads.bundle import Bundle, students_of
from generator.reading.formats.netschool.payloads.fields import (
    comment_of,
    mark_text,
    set_field,
)
from generator.reading.formats.netschool.payloads.works import Assignment, Place, Told, is_off, read_work
from generator.reading.formats.netschool.subgroups import taught_in_class
from generator.reading.joining.folding import fold_class, fold_name
from generator.reading.payloads.contradiction import contradiction
from generator.reading.payloads.items import Item
from generator.reading.reader import Ignored, Reading
from generator.reading.whom import another_class, another_term, another_year
from generator.reading.words.passed_over import files


def read_init(bundle: Bundle, root: Item) -> Iterator[Reading]:
    """Yield the student whom the payloads are about; whose class nothing says is told by other exports."""
    for student in root.items("students"):
        key = student.needed_id("studentId")
        if key in bundle.ids:
            group = bundle.group(student.text("className"), "", student.origin("studentId"))
            yield from bundle.student(PersonRef(key, bundle.name_of(key)), group, student.origin("studentId"))


def read_diary(bundle: Bundle, root: Item) -> Iterator[Reading]:
    """Yield what a week says."""
    yield from _head(bundle, root)
    title = root.text("className")
    own = {key for key, _ in students_of(root)}
    only = next(iter(own)) if len(own) == 1 else ""
    ends = root.day("weekStart"), root.day("weekEnd")
    for day in root.items("weekDays"):
        try:
            yield from _day(bundle, day, (title, only), ends)
        except ReadError as error:
            yield error


def _day(bundle: Bundle, day: Item, whose: tuple[str, str], ends: tuple[date | None, date | None]) -> Iterator[Reading]:
    """Yield the lessons of a day; `whose` is class and student ("" for what the diary does not say)."""
    slots: Counter[str] = Counter()
    start, end = ends
    for lesson in sorted(day.items("lessons"), key=_number):
        try:
            on = lesson.day("day") or day.needed_day("date")
            if (start and on < start) or (end and on > end):
                message = "a day outside the week of this diary"
                yield ReadError("date-outside-period", message, origin=lesson.origin("day"))
                continue
            yield from _lesson(bundle, lesson, bundle.group(*whose, lesson.origin()), on, slots)
        except ReadError as error:
            yield error


def _head(bundle: Bundle, root: Item) -> Iterator[Reading]:
    """Yield class and student, and what of them is not as the settings say."""
    title, about = root.text("className"), bundle.about
    if title:
        origin = root.origin("className")
        yield from bundle.once(("group", fold_class(title)), GroupEntry(origin, "", title, grade=grade_of(title)))
    yield from filter(
        None,
        (
            another_class(about, root.origin("className"), title),
            another_term(about, root.origin("termName"), root.text("termName")),
        ),
    )
    days = [day for field in ("weekStart", "weekEnd") if (day := root.day(field))]
    year = about.first_calendar_year
    if days and year is not None and year not in map(_year_of, days):
        yield another_year(root.origin("weekStart"), _year_of(days[0]), year)
    for key, place in students_of(root):
        person = PersonRef(key, bundle.name_of(key))
        yield from bundle.student(person, bundle.group(title, key, place), place)


def _year_of(day: date) -> int:
    """Return the calendar year in which the school year of a day begins."""
    return day.year if day.month >= 9 else day.year - 1


def _number(lesson: Item) -> int:
    number = lesson.fields.get("number")
    return number if isinstance(number, int) else 0


def _lesson(bundle: Bundle, lesson: Item, group: str, on: date, slots: Counter[str]) -> Iterator[Reading]:
    key, subject = lesson.needed_id("classmeetingId"), lesson.needed_text("subjectName", "a subject")
    slots[subject] += 1
    number = lesson.count("number")
    place = Place(group, subject, on, key, number)
    bundle.lessons[key] = (on, number)
    yield from bundle.once(("subject", fold_name(subject)), SubjectEntry(lesson.origin("subjectName"), "", subject))
    works = list(lesson.items("assignments"))
    entry = LessonEntry(
        lesson.origin(), key, group, subject, on, number, slots[subject], lesson.clock("startTime"),
        lesson.clock("endTime"), lesson.text("room"), _teachers(bundle, works),
    )  # fmt: skip
    yield from bundle.once(("lesson", key), entry, (on, number))
    for work in works:
        try:
            yield from _assignment(bundle, work, place)
        except ReadError as error:
            yield error


def _teachers(bundle: Bundle, works: list[Item]) -> tuple[str, ...]:
    """Return the teachers that the cards of a lesson's assignments name."""
    found: dict[str, None] = {}
    for work in works:
        with suppress(ReadError):
            card = bundle.cards.get(work.id("id"))
            found |= {teacher.id("id"): None for teacher in (card.items("teachers") if card else ())}
    return tuple(filter(None, found))


def _assignment(bundle: Bundle, work: Item, place: Place) -> Iterator[Reading]:
    key = work.needed_id("id")
    bundle.said.setdefault(("assignment", key), (work.origin(), None))
    yield from _differs(bundle, work, key, place)
    mark = work.item("mark") if isinstance(work.fields.get("mark"), dict) else Item(work.place, work.path, {})
    text, is_debt = mark_text(work, "mark"), mark.flag("dutyMark", default=False)
    person = PersonRef()
    if text or is_debt:
        person = bundle.person(mark.id("studentId"), work.origin("mark"))
    told = Told(person, text, is_debt, comment_of(work, "markComment"), work.moment(set_field(work)))
    yield from read_work(bundle, Assignment(work, key, work.id("typeId"), place), told)
    if work.fields.get("attachments"):
        yield files(work.origin("attachments"))


def _differs(bundle: Bundle, work: Item, key: str, place: Place) -> Iterator[ReadError]:
    """Yield an error when an assignment's card is not of the assignment in the diary."""
    card = bundle.cards.get(key)
    if card is None:
        return
    group = taught_in_class(card.item("subjectGroup").text("name")).group
    other_class = group and not place.group.startswith("@") and fold_class(group) != fold_class(place.group)
    titles = [title for item in (card, work) if (title := item.text("assignmentName"))]
    if other_class or len(set(titles)) > 1:
        message = f"the card of this assignment says something else, at {card.origin('assignmentName')}"
        yield contradiction(message, work.origin("assignmentName"))


def read_card(bundle: Bundle, card: Item) -> Iterator[Reading]:
    """Yield who teaches the group of a card; what else it says completes the diary beside it."""
    key = card.needed_id("id")
    what = taught_in_class(card.item("subjectGroup").text("name"))
    what = what._replace(group=bundle.group(what.group, "", card.origin("subjectGroup")))
    group, subject = what.id, what.subject
    if not subject:
        raise card.error("subjectGroup.name", "a class and a subject like 8а/Алгебра")
    if what.part:
        yield from bundle.once(("group", fold_class(group)), what.entry(card.origin("subjectGroup")))
    for teacher in card.items("teachers"):
        teacher_id = teacher.needed_id("id")
        yield from bundle.once(
            ("teacher", teacher_id), TeacherEntry(teacher.origin(), teacher_id, teacher.text("name"))
        )
        teaching = TeachingEntry(teacher.origin(), group, subject, teacher_id)
        yield from bundle.once(("teaching", fold_class(group), fold_name(subject), teacher_id), teaching)
    if is_off(bundle, key):
        yield Ignored(card.origin("isDeleted"), "assignment", "deleted in the journal")
    elif bundle.said.keys().isdisjoint({("work", key), ("assignment", key)}):
        # Told twice, by halves, it would contradict the diary that another export holds.
        yield Ignored(card.origin("id"), "card of an assignment", "no diary lies beside it")
