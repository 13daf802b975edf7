"""The deadline radar for its page: tallies, lines and weeks with the names of rules, teachers and subjects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from generator.commands.report_deadlines import DeadlineReport
from generator.model.papers import monday_of
from generator.model.school import Term
from generator.rendering.staff.reports.deadlines import Radar, RadarCase, RadarForecast, RadarRow, RadarWeek
from generator.rendering.staff.reports.figures import Figures
from generator.reports.class_report import ClassReport
from generator.reports.deadlines.values import Line, Matter, Tally
from generator.reports.school.overview import present_term
from generator.rules.deadlines import Verdict


def radar_of(found: DeadlineReport, reports: Sequence[ClassReport], figures: Figures) -> Radar:
    """Return the radar of the school as its page shows it, with the weeks of the term that runs."""
    school = found.school
    terms = [present_term(report) for report in reports]
    matters = [matter for matter in Matter if matter in school.matters and school.matters[matter].total]
    return Radar(
        rules=[_row(matter, "", school.matters[matter]) for matter in matters],
        teachers=[
            _row(matter, found.teachers.get(teacher_id, teacher_id), tally)
            for (matter, teacher_id), tally in school.teachers.items()
            if teacher_id and tally.total
        ],
        cases=[_case(found, line) for line in school.lines],
        weeks=_weeks(school.weeks.items(), terms),
        term=", ".join(dict.fromkeys(figures.term(term) for term in terms)),
        as_of=min((one.as_of for one in found.classes), default=None),
        made=school.now,
        forecasts=[
            RadarForecast(
                one.title,
                found.students.get(told.student_id, ""),
                told.student_id,
                told.term,
                told.told,
                told.on_paper,
                told.due,
            )
            for one in found.classes
            for told in one.forecasts
        ],
    )


def _row(matter: Matter, teacher: str, tally: Tally) -> RadarRow:
    return RadarRow(matter.value, matter.requirement, teacher, _counts(tally))


def _counts(tally: Tally) -> Mapping[Verdict, int]:
    return {verdict: getattr(tally, verdict.value) for verdict in Verdict}


def _case(found: DeadlineReport, line: Line) -> RadarCase:
    people = [found.students.get(one, one) for one in line.student_ids]
    people += [found.recipients.get(one, one) for one in line.recipient_ids]
    against = "" if line.found is None or line.limit is None else f"{line.found} / {line.limit}"
    return RadarCase(
        rule=line.matter.value,
        verdict=line.verdict,
        teacher=found.teachers.get(line.teacher_id, line.teacher_id),
        where=line.class_title,
        what=", ".join(part for part in (found.subjects.get(line.subject_id, ""), line.detail, against) if part),
        day=line.day,
        due=line.due,
        seconds=line.seconds,
        things=line.things,
        bound=line.bound,
        who=", ".join(people),
    )


def _weeks(tallies: Iterable[tuple[tuple[Matter, str], Tally]], terms: Sequence[Term]) -> Sequence[RadarWeek]:
    """Return every week of the running terms, also those in which nothing was due: gaps belong to a timeline."""
    if not terms:
        return ()
    sums: dict[date, Tally] = {}
    for (_, week), tally in tallies:
        monday = monday_of(week)
        sums[monday] = sums[monday] + tally if monday in sums else tally
    first, last = min(term.start for term in terms), max(term.end for term in terms)
    monday = first - timedelta(days=first.weekday())
    found = []
    while monday <= last:
        found.append(RadarWeek(monday, _counts(sums.get(monday, Tally()))))
        monday += timedelta(days=7)
    return found
