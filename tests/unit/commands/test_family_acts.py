"""The families file's news go into the register once, and a file that did not change costs next to nothing."""

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest

from generator.commands.family_acts import note_family_acts, rows_digest
from generator.commands.readers import Standing
from generator.model.acts import ActKind, ActLine, Source, holding
from generator.register import RecipientClaim, Register
from generator.rules.access import decide
from tests.unit.register.acts.ground import FATHER, MOTHER, NOW, applied, people


@pytest.fixture
def register(tmp_path):
    with Register.create(tmp_path / "private" / "register.sqlite", who="Секретарь") as made:
        people(made)
        yield made


def standing(rows) -> Standing:
    return Standing(decide(rows, ["S1", "S2"], (), NOW.date(), "required"), {}, {}, ())


def test_a_file_is_entered_once_with_who_and_when(register):
    rows = [applied(), applied("S1", FATHER)]
    new = note_family_acts(register, standing(rows), NOW)
    assert [(act.kind, act.recipient_id) for act in new] == [
        (ActKind.APPLICATION, MOTHER), (ActKind.CONSENT, MOTHER),
        (ActKind.APPLICATION, FATHER), (ActKind.CONSENT, FATHER),
    ]  # fmt: skip
    assert {(act.who, act.at, act.source) for act in register.acts.all()} == {("Секретарь", NOW, Source.FAMILIES)}
    assert note_family_acts(register, standing(rows), NOW + timedelta(days=1)) == ()
    assert note_family_acts(register, standing(rows[::-1]), NOW + timedelta(days=1)) == ()


def test_a_changed_row_is_entered_and_the_old_act_stays(register):
    note_family_acts(register, standing([applied()]), NOW)
    new = note_family_acts(register, standing([applied(consent_withdrawn=NOW.date())]), NOW)
    assert [(act.number, act.kind) for act in new] == [(3, ActKind.CONSENT_WITHDRAWN)]
    assert len(register.acts.all()) == 3


def taken_in(register, *lines):
    """Enter acts as the counter does for somebody whom no build has seen."""
    return register.acts.add(lines, Source.PANEL, NOW)


def named(row, name):
    return replace(row, row=replace(row.row, name_key=name))


def test_what_the_counter_took_in_is_followed_by_what_the_file_says(register):
    whose = {"student_id": "S1", "day": NOW.date()}
    application, consent, other = taken_in(
        register,
        ActLine(kind=ActKind.APPLICATION, detail={"number": "17", "recipient": "Абрамова  Анна"}, **whose),
        ActLine(kind=ActKind.CONSENT, detail={"purpose": "diary", "recipient": "Абрамова Анна"}, **whose),
        ActLine(kind=ActKind.CONSENT, detail={"purpose": "diary", "recipient": "Абрамов Пётр"}, **whose),
    )
    new = note_family_acts(register, standing([named(applied(), "абрамова анна")]), NOW)
    assert [act.earlier for act in new] == [application.number, consent.number]
    held = {act.number for act in holding(register.acts.all())}
    assert held == {other.number, *(act.number for act in new)}


@pytest.mark.parametrize(
    ("student", "name", "number"),
    [("S2", "абрамова анна", "17"), ("S1", "абрамов ян", "17"), ("S1", "абрамова анна", "18")],
)
def test_another_student_name_or_number_is_not_what_was_taken_in(register, student, name, number):
    detail = {"number": "17", "recipient": "Абрамова Анна"}
    taken_in(register, ActLine(kind=ActKind.APPLICATION, student_id="S1", detail=detail))
    new = note_family_acts(register, standing([named(applied(student, application_no=number), name)]), NOW)
    assert {act.earlier for act in new} == {0}


def test_what_was_corrected_at_the_counter_is_not_followed(register):
    detail = {"number": "17", "recipient": "Абрамова Анна"}
    (entered,) = taken_in(register, ActLine(kind=ActKind.APPLICATION, student_id="S1", detail=detail))
    register.acts.correct(entered.number, "ошибка", Source.PANEL, NOW)
    new = note_family_acts(register, standing([named(applied(), "абрамова анна")]), NOW)
    assert {act.earlier for act in new} == {0}


def test_without_the_digest_nothing_is_entered_twice(register):
    note_family_acts(register, standing([applied()]), NOW)
    register.acts.keep_families_noted("of another version")
    assert note_family_acts(register, standing([applied()]), NOW) == ()
    assert len(register.acts.all()) == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("relation", "опекун"), ("application_no", "18"), ("application_date", date(2026, 11, 1)),
        ("application_channel", "РПГУ"), ("consent_date", None), ("consent_doc", "вх. 2"),
        ("mailing_consent_date", NOW.date()), ("consent_withdrawn", NOW.date()), ("refusal_date", NOW.date()),
        ("valid_to", NOW.date()), ("email", "a@b.example"), ("phone", "+79001234567"), ("contact_doc", "анкета"),
    ],
)  # fmt: skip
def test_whatever_gives_an_act_changes_the_digest(register, field, value):
    before, after = applied(), applied(**{field: value})
    assert rows_digest([before]) != rows_digest([after])
    note_family_acts(register, standing([before]), NOW)
    assert note_family_acts(register, standing([after]), NOW) != ()


def test_the_document_of_a_refusal_that_is_entered_later_changes_the_digest(register):
    before, after = (applied(refusal_date=NOW.date(), refusal_doc=document) for document in ("", "вх. 9"))
    assert rows_digest([before]) != rows_digest([after])
    note_family_acts(register, standing([before]), NOW)
    (act,) = note_family_acts(register, standing([after]), NOW)
    assert (act.kind, act.document) == (ActKind.REFUSAL, "вх. 9")


def test_a_thousand_students_cost_little_when_nothing_changed(register):
    register.resolve_students([((f"ns:{n}",), f"Ученик {n}") for n in range(3, 1001)], NOW)
    claims = [RecipientClaim(f"S{n}", f"Мать {n}", f"мать {n}", n) for n in range(3, 1001)]
    ids = register.resolve_recipients(claims, NOW)
    rows = [
        applied(student, recipient, application_no=str(n)) for n, ((student, _), recipient) in enumerate(ids.items())
    ]
    found = standing(rows)
    note_family_acts(register, found, NOW)
    assert len(register.acts.all()) == 2 * 998
    mixed = tuple(sorted(found.decisions.rows, key=lambda decision: decision.placed.row.application_no[::-1]))
    shuffled = replace(found, decisions=replace(found.decisions, rows=mixed))
    spent = []
    for _ in range(5):
        begun = time.perf_counter()
        assert note_family_acts(register, shuffled, NOW) == ()
        spent.append(time.perf_counter() - begun)
    assert min(spent) < 0.05, spent  # about 0.01 s; a look at every act would take longer
