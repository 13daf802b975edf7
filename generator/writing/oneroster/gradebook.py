"""What was assessed in one class: works, homework, marks and final marks as categories, lineItems and results."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from generator.model.kinds import FinalScope
from generator.model.records import GroupRecords, Homework, Mark, TermMark, Work
from generator.model.school import School
from generator.writing.left_out import LeftOut, Lost
from generator.writing.oneroster.bundle import Bundle, day, moment, number, text
from generator.writing.oneroster.ids import Ids
from generator.writing.oneroster.scores import Scores
from generator.writing.oneroster.sessions import Sessions
from generator.writing.oneroster.taught import Taught
from generator.writing.slots import Slots

_FINALS = {
    FinalScope.TERM: "Итоговая отметка за период",
    FinalScope.YEAR: "Годовая отметка",
    FinalScope.EXAM: "Экзаменационная отметка",
    FinalScope.STATE_EXAM: "Отметка за государственный экзамен",
    FinalScope.FINAL: "Итоговая отметка",
}
_HOMEWORK = "Домашнее задание"
_WORK = "Работа"
_IN_LESSON = "Отметка за урок"
"""The category of marks of which no work is known."""

_ALSO_READ = (
    *("Отметка за период", "Term mark", "Итоговая отметка за год", "Year mark", "Отметка за экзамен", "Exam mark"),
    *("State exam mark", "Final mark", "Домашняя работа", "Homework"),
)
_TAKEN = frozenset(map(str.casefold, (*_FINALS.values(), *_ALSO_READ, _HOMEWORK, _IN_LESSON)))
"""Titles of categories that mean something else than a kind of work."""

Place = tuple[str, str]
"""Group and subject: a class of the bundle."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the gradebooks of all classes share. `lost` counts what a bundle has no words for."""

    bundle: Bundle
    ids: Ids
    school: School
    sessions: Sessions
    taught: Taught
    scores: Scores
    lost: Lost


class Gradebook:
    """All gradebooks of a school, class by class; what is kept between classes is which ids were written."""

    def __init__(self, ground: Ground) -> None:
        """Begin without any."""
        self._ground = ground
        self._categories: set[str] = set()

    def add(self, records: GroupRecords) -> None:
        """Write the gradebook of a class."""
        _ClassBook(self._ground, self._categories, records).write()


class _ClassBook:
    """The gradebook of one class."""

    def __init__(self, ground: Ground, categories: set[str], records: GroupRecords) -> None:
        self._ground = ground
        self._categories = categories
        self._records = records
        self._class = records.group_id
        self._org = ground.ids.of("org")
        self._works = {work.id: work for work in records.works if work.id}
        self._lessons = {lesson.id: lesson for lesson in records.lessons}
        self._slots = Slots(ground.school, records)
        self._lines: set[str] = set()
        self._results: Counter[tuple[str, str]] = Counter()

    def write(self) -> None:
        """Write everything."""
        for lesson in self._records.lessons:
            self._ground.taught.id(lesson.group_id, lesson.subject_id)
        again: Counter[tuple[object, ...]] = Counter()
        for work in self._records.works:
            key = (work.id,) if work.id else (work.day, work.title, work.type)
            self._work(work, work.group_id, (*key, *_nth(again, (work.group_id, work.subject_id, *key))))
        for homework in self._records.homework:
            self._homework(homework, again)
        for mark in self._records.marks:
            self._mark(mark)
        for final in self._records.term_marks:
            self._final(final)

    def _work(self, work: Work, group_id: str, key: tuple[object, ...]) -> str:
        kind = text(work.type) or _WORK
        row = {
            "title": text(work.title) or kind,
            "categorySourcedId": self._category(_kind_of_work(kind), text(work.type_short)),
            "metadata.weight": number(work.weight),
            "metadata.isTest": "true" if work.is_test else "",
            "metadata.plannedOn": day(work.planned_on),
        }
        return self._line((group_id, work.subject_id), ("work", *key), work.day, row)

    def _homework(self, homework: Homework, again: Counter[tuple[object, ...]]) -> None:
        given, due = homework.assigned_on or homework.due_on, homework.due_on or homework.assigned_on
        if homework.student_id or not homework.text.strip() or given is None or due is None:
            self._left_out("homework", "for one student, or without a day", homework)
            return
        first, _, rest = homework.text.strip().partition("\n")
        place = (homework.group_id, homework.subject_id)
        key = (*place, homework.assigned_on, homework.due_on)
        row = {
            "title": text(first),
            "description": text(rest),
            "assignDate": day(given),
            "categorySourcedId": self._category(_HOMEWORK),
            "metadata.minutes": "" if homework.minutes is None else str(homework.minutes),
        }
        self._line(place, ("homework", *key, *_nth(again, key)), due, row)

    def _mark(self, mark: Mark) -> None:
        work, lesson = self._works.get(mark.work_id), self._lessons.get(mark.lesson_id)
        wanted = [found.group_id for found in (work, lesson) if found]
        place = (self._ground.taught.group_of(mark.student_id, self._class, wanted), mark.subject_id)
        slot = self._slots.of(mark.student_id, mark.subject_id, mark.day, mark.lesson_id)
        if work and work.subject_id == mark.subject_id:
            line = self._work(work, place[0], (work.id,))
        else:
            row = {"title": _IN_LESSON, "categorySourcedId": self._category(_IN_LESSON)}
            line = self._line(place, ("lesson", mark.day, slot), mark.day, row)
        more = {
            "scoreDate": day(mark.day),
            "comment": text(mark.comment),
            "metadata.ordinal": "" if mark.ordinal == 1 else str(mark.ordinal),
            "metadata.slot": "" if slot == 1 else str(slot),
            "metadata.counts": "" if mark.counts else "false",
            "metadata.weight": number(mark.weight),
            "metadata.enteredAt": moment(mark.entered_at),
            "metadata.dueOn": day(mark.due_on),
        }
        scored = self._ground.scores.of(mark.raw, mark.kind, mark.value)
        self._result(line, place, mark.student_id, {**scored, **more})

    def _final(self, final: TermMark) -> None:
        ground = self._ground
        place = (ground.taught.group_of(final.student_id, self._class, ()), final.subject_id)
        term = next((term for term in ground.school.terms if term.id == final.term_id), None)
        session = ground.sessions.find(final.term_id) if term else ground.sessions.last(self._class)
        if not session or (final.kind is None and final.average is None and final.weighted_average is None):
            self._left_out("term marks", "of a term that is the year, or empty", final)
            return
        on = term.end if term else ground.school.year_end
        row = {
            "title": text(term.title) if term and text(term.title) else _FINALS[final.scope],
            "categorySourcedId": self._category(_FINALS[final.scope]),
            "academicSessionSourcedId": session,
        }
        line = self._line(place, ("final", final.scope, final.term_id), on, row)
        more = {
            "scoreDate": day(final.entered_at.date() if final.entered_at else on),
            "metadata.enteredAt": moment(final.entered_at),
            "metadata.average": number(final.average),
            "metadata.weightedAverage": number(final.weighted_average),
        }
        scored = ground.scores.of(final.raw, final.kind, final.value)
        self._result(line, place, final.student_id, {**scored, **more})

    def _left_out(self, what: str, why: str, one: Homework | TermMark) -> None:
        why = f"in the bundle: {why}"
        self._ground.lost[LeftOut.of(what, why, self._ground.school, self._records, one)] += 1

    def _category(self, title: str, short: str = "") -> str:
        id_ = self._ground.ids.of("category", title, short)
        if id_ not in self._categories:
            self._categories.add(id_)
            self._ground.bundle.add("categories", {"sourcedId": id_, "title": title, "metadata.short": short})
        return id_

    def _line(self, place: Place, key: tuple[object, ...], due: date, row: dict[str, str]) -> str:
        """Write a lineItem, once, and return its id; without other days and terms it is given on `due`."""
        ground = self._ground
        class_id = ground.taught.id(*place)
        id_ = ground.ids.of("lineItem", class_id, *key)
        if id_ not in self._lines:
            self._lines.add(id_)
            cells = {"sourcedId": id_, "classSourcedId": class_id, "schoolSourcedId": self._org, **ground.scores.limits}
            cells |= {"assignDate": day(due), "dueDate": day(due)}
            if "academicSessionSourcedId" not in row:
                cells["academicSessionSourcedId"] = ground.sessions.at(self._class, due)
            ground.bundle.add("lineItems", {**cells, **row})
        return id_

    def _result(self, line: str, place: Place, student_id: str, row: dict[str, str]) -> None:
        ground = self._ground
        student = ground.taught.student(student_id)
        ground.taught.come(student_id, *place)
        self._results[line, student] += 1
        id_ = ground.ids.of("result", line, student, self._results[line, student])
        cells = {"sourcedId": id_, "lineItemSourcedId": line, "studentSourcedId": student}
        ground.bundle.add("results", {**cells, "classSourcedId": ground.taught.id(*place), **row})


def _kind_of_work(title: str) -> str:
    """Return a kind of work as a category that a reader takes for nothing else: assessed homework is a work."""
    return f"{title} (работа)" if title.casefold() in _TAKEN else title


def _nth(again: Counter[tuple[object, ...]], key: tuple[object, ...]) -> tuple[int, ...]:
    """Return what tells the second record with a key from the first, nothing for the first."""
    again[key] += 1
    return () if again[key] == 1 else (again[key],)
