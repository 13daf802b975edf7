"""What the register is held against: who is owed papers, and in which weeks there is school. `private/papers.json`.

Written by whatever reads the school (build, print), so that the panel and `tick` know what is owed without reading an
export. Ids only, no names. Losing it costs the card on the panel until the next build.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta

from generator.commands.folder import SiteFolder, write_atomically
from generator.commands.inputs import Inputs
from generator.commands.readers import Standing
from generator.commands.school import LoadedSchool
from generator.diaries.class_view import terms_of
from generator.model.papers import PaperRecord, week_name
from generator.model.school import Group, School
from generator.register.register import Register
from generator.rules.access import PaperCase, PaperReason
from generator.rules.papers import OwedPaper, owed_papers, owed_weeks, paper_cases


@dataclass(frozen=True, slots=True)
class PaperState:
    """`cases`: who is owed papers; `classes`: student → class; `teaching`: class → its ISO weeks with school days."""

    cases: tuple[PaperCase, ...] = ()
    classes: Mapping[str, str] = field(default_factory=dict)
    teaching: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Owed:
    """What families on paper have not got yet: weeks without a hand-over, and other papers that were made."""

    weeks: tuple[OwedPaper, ...]
    others: tuple[PaperRecord, ...]


def paper_state(inputs: Inputs, loaded: LoadedSchool, standing: Standing) -> PaperState:
    """Return the state of a school that was read."""
    cases = paper_cases(standing.decisions, inputs.settings.paper.not_applied)
    owed = {case.student_id for case in cases}
    groups = loaded.school.groups
    of_student = {
        standing.students[student.id].id: groups[student.group_id] for student in loaded.school.students.values()
    }
    concerned = {of_student[student].id: of_student[student] for student in owed if student in of_student}
    week_days = inputs.settings.calendar.week_days
    return PaperState(
        cases,
        {student: of_student[student].title for student in sorted(owed) if student in of_student},
        {group.title: teaching_weeks(loaded.school, group, week_days) for group in concerned.values()},
    )


def teaching_weeks(school: School, group: Group, week_days: int) -> tuple[str, ...]:
    """Return the ISO weeks in which a class has a school day by the calendar: in a term, and no holiday.

    That it had no lessons all the same is known when its week is printed (`Papers.weeks_without_lessons`).
    """
    free = {h.start + timedelta(days=n) for h in school.holidays for n in range((h.end - h.start).days + 1)}
    weeks: dict[str, None] = {}
    for term in terms_of(school, group.id):
        for n in range((term.end - term.start).days + 1):
            day = term.start + timedelta(days=n)
            if day.weekday() < week_days and day not in free:
                weeks[week_name(day)] = None
    return tuple(weeks)


def owed_now(inputs: Inputs, register: Register, state: PaperState) -> Owed:
    """Return what is owed at the moment, by the register."""
    papers = register.papers
    records = papers.all()
    # a week whose lessons came with a later export was printed after all
    without = papers.weeks_without_lessons() - {(r.line.period, r.line.class_title) for r in records}
    teaching = {
        title: [week for week in weeks if (week, title) not in without] for title, weeks in state.teaching.items()
    }
    weeks = owed_weeks(
        state.cases,
        state.classes,
        teaching,
        records,
        begin=papers.begin() or inputs.now.date(),
        now=inputs.now,
        week_days=inputs.settings.calendar.week_days,
    )
    return Owed(weeks, owed_papers(records, state.cases))


def keep_state(folder: SiteFolder, state: PaperState) -> None:
    """Write the state down."""
    found = {
        "cases": [{**asdict(case), "since": case.since.isoformat() if case.since else ""} for case in state.cases],
        "classes": dict(state.classes),
        "teaching": dict(state.teaching),
    }
    write_atomically(folder.private / "papers.json", json.dumps(found, ensure_ascii=False).encode(), mode=0o600)


def load_state(folder: SiteFolder) -> PaperState:
    """Return what was written down; a missing or damaged file is nothing owed."""
    try:
        found = json.loads((folder.private / "papers.json").read_text(encoding="utf-8"))
        cases = tuple(
            PaperCase(
                student_id=case["student_id"],
                recipient_id=case["recipient_id"],
                reason=PaperReason(case["reason"]),
                since=date.fromisoformat(case["since"]) if case["since"] else None,
            )
            for case in found["cases"]
        )
        return PaperState(cases, found["classes"], {title: tuple(weeks) for title, weeks in found["teaching"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return PaperState()
