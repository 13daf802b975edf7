"""The radar of the example school, from its files and registers to a table."""

from __future__ import annotations

import csv
import io
import json
from argparse import Namespace
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from generator.cli import main
from generator.commands.build import build
from generator.commands.check import find_problems
from generator.commands.inputs import load_inputs
from generator.commands.registers import open_register
from generator.commands.report_deadlines import COLUMNS, DeadlineReport, exit_code, report_deadlines, write_csv
from generator.commands.school_days import read_days
from generator.errors import ProblemsError
from generator.model.acts import ActKind, ActLine, Source
from generator.register.publications import PublicationRecord
from generator.reports.deadlines.values import Matter, Tally
from generator.rules.deadlines import Verdict
from tests.schools.built import copy_example

pytestmark = pytest.mark.ci

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return the example school, built and published on the evening of its day, with codes and an act."""
    site = copy_example(tmp_path_factory.mktemp("radar") / "school")
    inputs = load_inputs(Namespace(site=site, now=""))
    with open_register(inputs) as register:
        build(inputs, register, quiet=True, workers=1)
        for recipient in list(register.recipients())[:3]:
            register.issue(recipient, bytes([int(recipient[1:])]) * 32, inputs.moment)
        register.hand("R1", "", inputs.moment)
        publication = PublicationRecord(1, inputs.moment + timedelta(hours=1), "folder", 9, 0, 9, None)
        register.publications.add(publication)
        # a run that died before it sent anything
        register.publications.add(replace(publication, generation=2, at=inputs.moment, written=0, bytes=0))
        informed = ActLine(kind=ActKind.INFORMED, day=inputs.now.date(), class_title="8А")
        register.acts.add([informed], Source.COMMAND, inputs.moment)
    return site


def radar(site, now: str = "") -> DeadlineReport:
    inputs = load_inputs(Namespace(site=site, now=now))
    with open_register(inputs) as register:
        return report_deadlines(inputs, register, workers=1, quiet=True)


@pytest.fixture(scope="module")
def report(folder) -> DeadlineReport:
    return radar(folder, "2026-11-19T20:00")


def total(report: DeadlineReport, matter: Matter) -> Tally:
    return report.school.matters.get(matter, Tally())


def test_a5_1_marks_of_the_example_school_are_met_since_the_first_build_and_unproven_before(report) -> None:
    found = total(report, Matter.MARKS)
    assert found.met > 50
    assert found.unproven > 1000
    assert found.broken == 0


def test_a7_1_and_a6_1_absences_and_term_marks_of_the_example_school_are_judged(report) -> None:
    assert total(report, Matter.ABSENCES).total == 236
    assert total(report, Matter.TERM_MARKS).total == 335


def test_b5_5_the_deferral_of_the_example_school_is_open_and_its_reminder_comes(folder, report) -> None:
    assert total(report, Matter.DEFERRALS) == Tally(open=1)
    assert total(radar(folder, "2026-12-02"), Matter.DEFERRALS) == Tally(at_risk=1)
    assert total(radar(folder, "2026-12-05"), Matter.DEFERRALS) == Tally(broken=1)


def test_a2_2_and_b4_1_codes_and_forecasts_of_the_example_school(report) -> None:
    codes = {one.recipient_id: one for one in report.codes}
    assert codes["R1"].state.handed_at == datetime(2026, 11, 19, 18, 30)
    assert (codes["R2"].state.issued_at is None, codes["R2"].state.handed_at) == (False, None)
    assert total(report, Matter.CODE).total == len(report.codes)
    assert total(report, Matter.FORECAST).total >= 3


def test_a1_1_the_class_that_was_told_is_met(report) -> None:
    assert total(report, Matter.INFORMING) == Tally(met=12, at_risk=11)


def test_b8_1_exports_are_fresh_on_the_day_they_were_read_and_not_two_days_later(folder, report) -> None:
    assert total(report, Matter.FRESHNESS).broken == 0
    assert total(radar(folder, "2026-11-21"), Matter.FRESHNESS).broken > 0


def test_all_tallies_of_the_example_school_come_to_the_same(report) -> None:
    for matter, tally in report.school.matters.items():
        assert sum((t for (m, _), t in report.school.teachers.items() if m is matter), Tally()) == tally
        listed = sum(line.things for line in report.school.lines if line.matter is matter)
        if matter not in report.school.cut:
            assert listed == tally.total - tally.met


def test_a_report_leaves_the_register_as_it_was_and_comes_out_the_same_again(folder, report) -> None:
    inputs = load_inputs(Namespace(site=folder, now="2026-11-19T20:00"))
    with open_register(inputs) as register:
        before = (register.state_digest(), len(register.events()))
        again = report_deadlines(inputs, register, workers=2, quiet=True)
        assert (register.state_digest(), len(register.events())) == before
    assert again == report


def test_fail_on_broken_fails_for_broken_deadlines_only(report) -> None:
    def of(**counts: int) -> DeadlineReport:
        return replace(report, school=replace(report.school, matters={Matter.MARKS: Tally(**counts)}))

    assert exit_code(of(broken=1), "broken") == 1
    assert exit_code(of(unproven=5, at_risk=5, open=5, met=5), "broken") == 0
    assert exit_code(of(broken=1), "") == 0


def test_the_table_opens_in_an_office_program_and_no_cell_is_a_formula(report) -> None:
    line = report.school.lines[0]._replace(detail="=1+1", seconds=-90, verdict=Verdict.BROKEN)
    made = write_csv(replace(report, school=replace(report.school, lines=(line,))))
    assert made.startswith(b"\xef\xbb\xbf")
    head, row = csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";")
    assert tuple(head) == COLUMNS
    cells = dict(zip(head, row, strict=True))
    assert (cells["detail"], cells["minutes_late"], cells["minutes_left"]) == ("'=1+1", "1", "")


def test_a2_2_access_due_lists_what_is_owed(folder, capsys) -> None:
    assert main(["access", "due", "--site", str(folder), "--now", "2026-11-19", "--format", "json"]) == 0
    found = {(one["recipient_id"], one["registered"]): one for one in json.loads(capsys.readouterr().out)}
    first = found["R1", "2026-09-02"]
    assert (first["state"], first["due"], first["verdict"]) == ("handed", "2026-09-09T23:59", "broken")
    assert main(["access", "due", "--site", str(folder), "--now", "2026-11-19"]) == 0
    out = capsys.readouterr().out
    assert "R1 " not in out
    assert "R2 " in out
    assert "issued, not handed over" in out


def test_the_schools_own_calendar_is_read_and_its_faults_are_told_by_check(tmp_path) -> None:
    site = copy_example(tmp_path / "school")
    inputs = load_inputs(Namespace(site=site, now=""))
    calendar = site / "content" / "calendar.csv"
    calendar.write_text("date;kind\n2026-11-20;off\n", encoding="utf-8")
    days, wrong = read_days(inputs)
    assert (days.is_working(date(2026, 11, 20)), list(wrong)) == (False, [])
    calendar.write_text("date;kind\n2026-11-20;closed\n", encoding="utf-8")
    problems = find_problems(inputs, tmp_path / "cache", workers=1, quiet=True).problems
    assert [(p.slug, str(p.origin)) for p in problems] == [("bad-calendar", "content/calendar.csv:2:kind")]
    with pytest.raises(ProblemsError), open_register(inputs) as register:
        report_deadlines(inputs, register, workers=1, quiet=True)
