"""`diary record …`: acts that only people know, at the command line."""

import argparse
import json
from datetime import timedelta
from pathlib import Path

import pytest

from generator.commands import record_options
from generator.commands.inputs import load_inputs
from generator.commands.record_verbs import run
from generator.commands.school import read_school
from generator.errors import DiaryError
from generator.model.acts import Act, ActKind, ActLine, Source
from generator.register import Register
from tests.schools.built import copy_example
from tests.unit.register.acts.ground import MOTHER, people

TODAY = "2026-11-19"
"""The day of the example school; its clock says 18:30."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Return the example school, read once; its register has two students and two recipients."""
    site = copy_example(tmp_path_factory.mktemp("record") / "school")
    inputs = load_inputs(argparse.Namespace(site=site, now="", format="text"))
    with inputs.folder.locked():
        read_school(inputs, inputs.folder.cache, workers=1, quiet=True)
    return site


@pytest.fixture
def site(folder: Path):
    with Register.create(folder / "private" / "register.sqlite", who="Секретарь") as register:
        people(register)
    yield folder
    for path in ((folder / "private").glob("register.sqlite*"), [folder / "content" / "register.id"]):
        for file in path:
            file.unlink()


@pytest.fixture
def record(site, capsys):
    """Return a function that runs the verb and gives what it printed as JSON."""

    def record(*arguments: str, now: str = ""):
        parser = argparse.ArgumentParser(exit_on_error=False)
        record_options.add_arguments(parser, lambda verb: verb.add_argument("--format", default="json"))
        options = parser.parse_args(arguments, argparse.Namespace(site=site, now=now))
        assert run(options) == 0
        out = capsys.readouterr().out
        return json.loads(out) if options.format == "json" else out

    return record


def acts(site: Path) -> tuple[Act, ...]:
    with Register.open(site / "private" / "register.sqlite") as register:
        return register.acts.all()


def refusal(act) -> str:
    with pytest.raises(DiaryError) as caught:
        act()
    return caught.value.slug


def test_the_kinds_to_list_are_those_of_the_model():
    assert tuple(kind.value for kind in ActKind) == record_options.KINDS


def test_a_class_was_informed(record, site):
    found = record(
        "informed", "--class", "8a", "--class", "8А", "--way", "родительское  собрание", "--on", "2026-09-01"
    )
    assert [(act["class"], act["day"], act["detail"]) for act in found] == [
        ("8А", "2026-09-01", {"way": "родительское собрание"})
    ]
    (act,) = acts(site)
    assert (act.kind, act.source, act.class_title) == (ActKind.INFORMED, Source.COMMAND, "8А")


def test_a_deferral_names_subject_and_term_as_the_school_does(record):
    (act,) = record(
        "deferral", "--student", "S1", "--subject", "химия", "--term", "2 четверть",
        "--until", "2027-01-20", "--order", "№ 12 от 19.11.2026",
    )  # fmt: skip
    assert (act["student"], act["day"], act["document"]) == ("Абрамова Зоя", TODAY, "№ 12 от 19.11.2026")
    assert act["detail"]["subject"] == "Химия"
    assert act["detail"]["until"] == "2027-01-20"
    assert act["detail"]["subject_id"]
    assert act["detail"]["term_id"]


def test_exam_results_came_at_a_time_of_the_schools_clock(record):
    (act,) = record(
        "exam-received", "--class", "8А", "--subject", "Химия", "--exam", "Пробный ОГЭ",
        "--day", "2026-11-12", "--at", "2026-11-19T09:00+00:00",
    )  # fmt: skip
    assert act["detail"]["received_at"] == "2026-11-19T14:00+05:00"
    assert (act["day"], act["detail"]["title"]) == ("2026-11-12", "Пробный ОГЭ")
    (now,) = record("exam-received", "--student", "S2", "--subject", "Химия", "--exam", "Пробный ОГЭ")
    assert now["detail"]["received_at"] == "2026-11-19T18:30+05:00"


def test_a_contact_rests_on_a_document(record):
    (act,) = record("contact", "--recipient", MOTHER, "--document", "анкета 3", "--channel", "sms")
    assert (act["recipient_id"], act["document"], act["detail"]) == (MOTHER, "анкета 3", {"agreed": "sms"})


def test_open_applications_are_closed_and_no_others(record, site):
    with Register.open(site / "private" / "register.sqlite") as register:
        lines = [
            ActLine(kind=ActKind.APPLICATION, student_id=student, recipient_id=MOTHER, detail={"number": "17"})
            for student in ("S1", "S2")
        ]
        inputs = load_inputs(argparse.Namespace(site=site, now="", format="text"))
        register.acts.add(lines, Source.FAMILIES, inputs.moment)
    close = ("application-closed", "--document", "ответ 5")
    (act,) = record(*close, "--recipient", MOTHER, "--student", "S2")
    assert (act["earlier"], act["student_id"]) == (2, "S2")
    (act,) = record(*close, "--recipient", MOTHER)
    assert (act["earlier"], act["student_id"]) == (1, "S1")
    assert refusal(lambda: record(*close, "--recipient", MOTHER)) == "no-open-application"


def test_a_mistake_is_corrected_and_can_be_entered_anew(record):
    informed = ("informed", "--student", "S1", "--way", "листовка")
    record(*informed)
    assert refusal(lambda: record(*informed)) == "act-already-noted"
    (correction,) = record("correct", "1", "--reason", "не тот ученик")
    assert (correction["earlier"], correction["detail"]) == (1, {"reason": "не тот ученик"})
    record(*informed)
    assert [(act["number"], act["corrected"]) for act in record("list")] == [(1, True), (2, False), (3, False)]


def test_the_list_is_narrowed_and_read_by_people(record):
    assert "nothing" in record("list", "--format", "text")
    record("informed", "--student", "S1", "--way", "листовка")
    record("contact", "--recipient", MOTHER, "--document", "анкета 3", "--channel", "email")
    assert [act["number"] for act in record("list", "contact")] == [2]
    assert record("list", "--until", "2026-11-18") == []
    assert len(record("list", "--since", TODAY, "--until", TODAY)) == 2
    text = record("list", "--format", "text")
    assert text.splitlines()[0] == f"1  {TODAY} 18:30  informed; on {TODAY}; S1 Абрамова Зоя; way: листовка"


@pytest.mark.parametrize(
    ("slug", "arguments"),
    [
        ("nobody-named", "informed --way x"),
        ("nobody-named", "contact --document x --channel sms"),
        ("nobody-named", "application-closed --document x"),
        ("text-missing", "informed --student S1 --way _"),
        ("text-missing", "correct 1 --reason _"),
        ("no-such-class", "informed --class 12Я --way x"),
        ("unknown-student", "informed --student S99 --way x"),
        ("unknown-student", "informed --student 1 --way x"),
        ("unknown-recipient", "contact --recipient R99 --document x --channel sms"),
        ("unknown-recipient", "application-closed --recipient R99 --document x"),
        ("no-such-subject", "exam-received --student S1 --subject Алхимия --exam x"),
        ("no-such-term", "deferral --student S1 --subject Химия --term 9 --until 2027-01-20 --order x"),
        ("day-to-come", "informed --student S1 --way x --on 2026-11-20"),
        ("day-to-come", "exam-received --student S1 --subject Химия --exam x --at 2026-11-19T18:31"),
        ("exam-after-its-results",
         "exam-received --student S1 --subject Химия --exam x --day 2026-11-19 --at 2026-11-18T10:00"),
        ("deferral-ends-early",
         "deferral --student S1 --subject Химия --term 1 --until 2026-11-01 --order x"),
        ("bad-day", "informed --student S1 --way x --on 19.11"),
        ("bad-day", "exam-received --student S1 --subject Химия --exam x --at noon"),
        ("bad-day", "list --since yesterday"),
        ("unknown-act", "correct 1 --reason x"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_and_nothing_entered(record, site, slug, arguments):
    words = [" " if word == "_" else word for word in arguments.split()]
    assert refusal(lambda: record(*words)) == slug
    assert acts(site) == ()


def test_nothing_is_entered_at_an_invented_time(record, site):
    assert refusal(lambda: record("informed", "--student", "S1", "--way", "x", now="2026-12-01")) == "now-refused"
    assert acts(site) == ()
    assert record("list", now="2026-12-01") == []


def test_an_entry_that_repeats_the_families_file_is_mended_there(record, site):
    with Register.open(site / "private" / "register.sqlite") as register:
        inputs = load_inputs(argparse.Namespace(site=site, now="", format="text"))
        line = ActLine(kind=ActKind.REFUSAL, student_id="S1", recipient_id=MOTHER)
        register.acts.add([line], Source.FAMILIES, inputs.moment - timedelta(days=1))
    assert refusal(lambda: record("correct", "1", "--reason", "опечатка")) == "act-of-families"
