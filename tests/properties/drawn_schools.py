"""Schools drawn at random: entries as a journal would give them, joined, and nothing in them is a problem."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from hypothesis import strategies as st

from generator.model import entries as e
from generator.model.records import GroupRecords
from generator.model.school import School
from generator.origin import Origin
from generator.reading.joining.assemble import Assembly, Limits
from generator.reading.joining.build import Calendar, Source, build_directory
from generator.reading.joining.people.aliases import NO_ALIASES
from generator.reading.joining.people.elsewhere import classes_elsewhere, with_elsewhere
from generator.reading.spool import RECORDS

FIRST, LAST = date(2026, 9, 1), date(2027, 5, 26)
HERE = Origin("drawn.csv", line=1)


class Joined(NamedTuple):
    """A school; its classes as exports told of them, and as their diaries have them: with what was elsewhere."""

    school: School
    told: dict[str, GroupRecords]
    records: dict[str, GroupRecords]


class Pupil(NamedTuple):
    """A student in a class, from the first to the last day of the week in which they are there."""

    person: e.PersonRef
    begin: date | None = None
    end: date | None = None
    born: date | None = None

    def days(self) -> list[date]:
        """Return the days of the first week."""
        week = [FIRST + timedelta(days=n) for n in range(5)]
        return [day for day in week if (self.begin or day) <= day <= (self.end or day)]


DAYS = st.dates(FIRST, LAST)
WEEK = st.dates(FIRST, FIRST + timedelta(days=4))
MOMENTS = st.datetimes(datetime(2026, 9, 1), datetime(2027, 5, 1)).map(
    lambda moment: moment.replace(microsecond=0, fold=0)
)
SIGNS = "абвЯё «»=+-@'\"&<;,|%/x1"
NAMES = st.text(SIGNS, min_size=1, max_size=9).map(lambda text: " ".join(text.split())).filter(bool)
TEXTS = st.text(f"{SIGNS}\n\r\t", max_size=12).map(str.strip)
WEIGHTS = st.none() | st.decimals(Decimal("0.1"), 40, places=1)
NUMBERS = st.none() | st.integers(0, 12)
TIMES = st.none() | st.times().map(lambda clock: clock.replace(microsecond=0, fold=0))
MARKS = st.sampled_from([
    *(("5", e.MarkKind.NUMERIC, Decimal(5)), ("2", e.MarkKind.NUMERIC, Decimal(2)), ("зач", e.MarkKind.PASS, None)),
    *(("н/з", e.MarkKind.FAIL, None), ("осв", e.MarkKind.EXEMPT, None), ("долг", e.MarkKind.DEBT, None)),
    *((".", e.MarkKind.PENDING, None), ("5-", e.MarkKind.TEXT, None), ("н/а", e.MarkKind.NOT_ASSESSED, None)),
])  # fmt: skip
ZERO = ("0", e.MarkKind.TEXT, Decimal(0))
"""What Сетевой город writes in lessons now and then, and counts."""
LESSON_MARKS = MARKS | st.just(ZERO)
REASONS = st.sampled_from([
    *(("н", e.AbsenceKind.UNEXCUSED), ("б", e.AbsenceKind.ILL), ("оп", e.AbsenceKind.LATE)),
    *(("уважительная", e.AbsenceKind.EXCUSED), ("от", e.AbsenceKind.ABSENT), ("осв", e.AbsenceKind.EXEMPT)),
])  # fmt: skip
TERMS = (("1 четверть", date(2026, 9, 1), date(2026, 10, 24)), ("2 четверть", date(2026, 11, 2), date(2026, 12, 30)))
CLASSES = ("8А", "9 «Б»", "Кадетский, 1|я")
SUBJECTS = ("Алгебра", "=Физика; опыты", "Труд, 1|я")
TEACHERS = ("Кузнецова Анна Олеговна", "@Ким Ю", "Ли, Пак", "Гуль")


def joined(sources: Iterable[tuple[str, list[Any]]]) -> Joined:
    """Join entries of several systems as a build does; nothing in them may be a problem."""
    found = list(sources)
    listed = [Source(system, tuple(x for x in told if not isinstance(x, RECORDS))) for system, told in found]
    school, directory, problems = build_directory(listed, NO_ALIASES, Calendar("Школа", FIRST, LAST))
    assert problems == []
    records = {}
    for group in school.classes():
        assembly = Assembly(school, directory, Limits(1, 5, FIRST, LAST), group.id)
        for system, told in found:
            of_class = (x for x in told if isinstance(x, RECORDS))
            assembly.add(
                system, [x for x in of_class if directory.class_id(directory.group_id(system, x.group)) == group.id]
            )
        records[group.id] = assembly.records()
        assert [problem.describe() for problem in assembly.problems] == []
    return with_all(school, records)


def with_all(school: School, told: dict[str, GroupRecords]) -> Joined:
    """Join classes that were assembled each for itself, as a build does."""
    others = classes_elsewhere(school)
    records = {
        group_id: with_elsewhere(own, [told[one] for one in sorted(others.get(group_id, ()))], school)
        for group_id, own in told.items()
    }
    return Joined(school, told, records)


@st.composite
def schools(draw: st.DrawFn) -> Joined:
    """Draw a school of one or two classes, told by our own tables or by a journal with ids."""
    system = draw(st.sampled_from(["tables", "dnevnikru"]))
    told: list[Any] = []
    count = draw(st.sampled_from([2, 2, 1]))
    titles = draw(st.lists(st.sampled_from(CLASSES), unique=True, min_size=count, max_size=count))
    people = {title: _people(draw, title) for title in titles}
    guests: list[Pupil] = []
    if len(titles) == 2:
        guests = _moved(draw, *people.values())
    for title in titles:
        told += _class(draw, title, people[title], guests if title == titles[-1] else [])
    told += _calendar(draw)
    for teacher in draw(st.lists(st.sampled_from(TEACHERS), unique=True)):
        told.append(e.TeacherEntry(HERE, draw(st.sampled_from(["", teacher[:2]])), teacher, draw(NAMES)))
    for subject in draw(st.lists(st.sampled_from(SUBJECTS), unique=True)):
        told.append(e.SubjectEntry(HERE, "", subject, draw(st.just("") | NAMES)))
    return joined([(system, told)])


def _calendar(draw: st.DrawFn) -> list[Any]:
    told: list[Any] = [e.TermEntry(HERE, "", e.TermKind.QUARTER, number, *term) for number, term in enumerate(TERMS, 1)]
    for title in draw(st.lists(NAMES, max_size=2)):
        told.append(e.HolidayEntry(HERE, title, *sorted((draw(DAYS), draw(DAYS)))))
        told.append(e.EventEntry(HERE, title, draw(DAYS), (), draw(TEXTS)))
    numbers = draw(st.lists(st.integers(0, 9), unique=True, max_size=2))
    return [*told, *(e.BellEntry(HERE, number, time(8, number), time(9, number, 30)) for number in numbers)]


def _people(draw: st.DrawFn, title: str) -> list[Pupil]:
    found = []
    for number in range(draw(st.integers(1, 3))):
        id_ = draw(st.sampled_from([f"{title[0]}{number}", f"{title[0]}{number}", ""]))
        given = draw(st.sampled_from(["", f"Имя {draw(NAMES)}"]))
        family = draw(st.sampled_from(["Ольхин", "=Ёлкина"]))
        person = e.PersonRef(id_, f"{family}{title[0]}{'ё' * number} {given}".strip())
        found.append(Pupil(person, draw(st.none() | WEEK | DAYS), None, draw(st.none() | DAYS)))
    return found


def _moved(draw: st.DrawFn, before: list[Pupil], after: list[Pupil]) -> list[Pupil]:
    """Move somebody of one class into the other, and return who else comes as a guest of a subgroup there."""
    known = [pupil for pupil in before if pupil.person.id]
    last = FIRST + timedelta(days=draw(st.integers(0, 2)))
    pupil = next((one for one in known if (one.begin or FIRST) <= last), None)
    if pupil:
        known.remove(pupil)
        before[before.index(pupil)] = pupil._replace(end=last)
        after.append(pupil._replace(begin=last + timedelta(days=draw(st.integers(1, 2)))))
    return [Pupil(pupil.person) for pupil in known if draw(st.booleans())]


def _class(draw: st.DrawFn, title: str, people: list[Pupil], guests: list[Pupil]) -> list[Any]:
    teacher = draw(st.sampled_from(["", *TEACHERS]))
    told: list[Any] = [
        e.GroupEntry(HERE, "", title, grade=draw(st.none() | st.integers(1, 11)), homeroom_teacher=teacher)
    ]
    for person, *days in people:
        told.append(e.StudentEntry(HERE, person, title, *days))
    groups = [title]
    if guests or draw(st.booleans()):
        groups.append(f"{title}-1")
        told.append(e.GroupEntry(HERE, groups[1], "1 гр.", title))
        for pupil in (*people[:2], *guests):
            span = sorted((draw(WEEK), draw(WEEK))) if draw(st.booleans()) and pupil in guests else (None, None)
            told.append(e.MemberEntry(HERE, pupil.person, groups[1], *span))
    everybody = [*people, *guests]
    told += _days(draw, title, groups, everybody)
    told += _ends(draw, title, groups, [pupil.person for pupil in everybody])
    return told


def _days(draw: st.DrawFn, title: str, groups: list[str], people: list[Pupil]) -> list[Any]:
    told: list[Any] = []
    group, subject = st.sampled_from(groups), st.sampled_from(SUBJECTS)
    lessons = st.tuples(group, subject, WEEK, st.integers(1, 7))
    for number, lesson in enumerate(draw(st.lists(lessons, unique=True, max_size=5))):
        status = draw(st.sampled_from(e.LessonStatus))
        told.append(
            e.LessonEntry(
                HERE, draw(st.sampled_from(["", f"{title[0]}-{number}"])), *lesson, start=draw(TIMES), room=draw(NAMES),
                teachers=tuple(draw(st.lists(st.sampled_from(TEACHERS), max_size=2, unique=True))), topic=draw(TEXTS),
                type=draw(NAMES), status=status, replaces_subject=draw(st.sampled_from(["", *SUBJECTS])), note=draw(TEXTS),
            )
        )  # fmt: skip
    for number in range(draw(st.integers(0, 3))):
        pupil, about = draw(st.sampled_from(people)), draw(subject)
        person, day = pupil.person, draw(WEEK)
        told.append(e.WorkEntry(HERE, f"{title[0]}w{number}", draw(group), about, day, draw(TEXTS), draw(NAMES),
                                draw(NAMES), draw(WEIGHTS), draw(st.booleans())))  # fmt: skip
        if days := pupil.days():
            of_group, here = draw(group), st.sampled_from(days)
            told.append(
                e.MarkEntry(HERE, person, of_group, about, draw(here), *draw(LESSON_MARKS), draw(st.integers(1, 3)), draw(st.integers(1, 2)),
                            draw(st.sampled_from(["", f"{title[0]}w{number}"])), "", draw(WEIGHTS), draw(st.booleans()),
                            draw(TEXTS), draw(st.none() | MOMENTS), draw(st.none() | DAYS))
            )  # fmt: skip
            told.append(e.AbsenceEntry(HERE, person, title, about, draw(here), *draw(REASONS), minutes=draw(NUMBERS)))
        told.append(e.HomeworkEntry(HERE, draw(group), about, draw(TEXTS.filter(bool)), draw(st.none() | WEEK),
                                    draw(st.none() | WEEK), draw(NUMBERS), draw(st.none() | st.just(person))))  # fmt: skip
        told.append(e.RemarkEntry(HERE, person, title, draw(DAYS), draw(TEXTS.filter(bool)), draw(st.sampled_from(e.RemarkKind)),
                                  draw(st.sampled_from(["", *TEACHERS])), draw(st.sampled_from(["", about]))))  # fmt: skip
    return told


def _ends(draw: st.DrawFn, title: str, groups: list[str], people: list[e.PersonRef]) -> list[Any]:
    told: list[Any] = []
    average = st.decimals(Decimal("1.00"), 5, places=2)
    for subject in draw(st.lists(st.sampled_from(SUBJECTS), unique=True, max_size=2)):
        person = draw(st.sampled_from(people))
        told.append(e.TeachingEntry(HERE, draw(st.sampled_from(groups)), subject, draw(st.sampled_from(TEACHERS))))
        told.append(e.PlanEntry(HERE, title, subject, draw(st.sampled_from(["", "1 четверть"])), 34, draw(NUMBERS)))
        scope = draw(st.sampled_from(e.FinalScope))
        term = "2 четверть" if scope is e.FinalScope.TERM else ""
        # An average of either kind may stand alone, before the mark is given.
        mark = draw(MARKS | st.just(("", None, None)))
        alone = st.sampled_from([(True, False), (False, True), (True, True)])
        known = draw(alone | st.just((False, False)) if mark[0] else alone)
        means = tuple(draw(average) if one else None for one in known)
        told.append(e.TermMarkEntry(HERE, person, title, subject, scope, term, *mark, average=means[0],
                                    weighted_average=means[1], entered_at=draw(st.none() | MOMENTS)))  # fmt: skip
        told.append(e.ExamEntry(HERE, person, title, subject, e.FinalScope.EXAM, draw(NAMES), draw(DAYS), *draw(MARKS)))
        told.append(e.DeferralEntry(HERE, person, title, subject, "1 четверть", draw(DAYS), draw(NAMES)))
    return told
