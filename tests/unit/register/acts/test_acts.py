"""The ledger of acts: entered once, never changed, corrected by another act."""

import sqlite3
from datetime import date, timedelta

import pytest

from generator.errors import RegisterError
from generator.model.acts import ActKind, ActLine, Source, holding
from generator.register import Register
from generator.register.acts.imports import ImportLine
from tests.unit.register.acts.ground import MOTHER, NOW

INFORMED = ActLine(kind=ActKind.INFORMED, day=date(2026, 9, 1), class_title="8А", detail={"way": "собрание"})
DEFERRAL = ActLine(kind=ActKind.DEFERRAL, day=NOW.date(), student_id="S1", recipient_id=MOTHER, document="пр. 12",
                   detail={"subject": "Химия", "term": "2 четверть", "until": "2027-01-20"})  # fmt: skip


def refusal(act) -> str:
    with pytest.raises(RegisterError) as caught:
        act()
    return caught.value.slug


def test_an_act_is_kept_with_who_and_when(register):
    added = register.acts.add([INFORMED, DEFERRAL], Source.COMMAND, NOW)
    assert register.acts.all() == added
    assert [(act.number, act.who, act.at, act.source) for act in added] == [
        (1, "Секретарь", NOW, Source.COMMAND),
        (2, "Секретарь", NOW, Source.COMMAND),
    ]
    assert added[1].content() == DEFERRAL.content()
    assert added[0].content() == INFORMED.content()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET who = 'другой'",
        "UPDATE OR REPLACE {} SET number = 2 WHERE number = 1",
        "DELETE FROM {}",
        "INSERT OR REPLACE INTO {0} SELECT * FROM {0} WHERE number = 1",
        "REPLACE INTO {0} SELECT * FROM {0} WHERE number = 1",
    ],
)
@pytest.mark.parametrize("table", ["acts", "imports"])
def test_the_database_refuses_to_change_remove_or_replace_a_line(register, tmp_path, table, statement):
    register.acts.add([INFORMED, DEFERRAL], Source.COMMAND, NOW)
    line = ImportLine(name="a.csv", digest="0" * 64, reader="", rows={}, reasons={}, accepted=True)
    register.acts.imports.note([line], NOW)
    other = sqlite3.connect(tmp_path / "private" / "register.sqlite")
    everything = "SELECT * FROM {}".format(table)  # noqa: S608, UP032  names of two tables, above
    before = other.execute(everything).fetchall()
    with pytest.raises(sqlite3.IntegrityError):
        other.execute(statement.format(table))
    other.rollback()
    assert before
    assert other.execute(everything).fetchall() == before
    other.close()


def test_a_line_with_the_fingerprint_of_another_takes_not_its_place(register, tmp_path):
    register.acts.add([INFORMED], Source.COMMAND, NOW)
    other = sqlite3.connect(tmp_path / "private" / "register.sqlite")
    with pytest.raises(sqlite3.IntegrityError, match="there already"):
        other.execute(
            "INSERT OR REPLACE INTO acts (at, who, source, fingerprint, kind)"
            " SELECT at, 'другой', source, fingerprint, kind FROM acts"
        )
    other.close()


def test_the_same_is_not_entered_twice_from_one_source(register):
    register.acts.add([INFORMED], Source.COMMAND, NOW)
    assert (
        refusal(lambda: register.acts.add([INFORMED], Source.COMMAND, NOW + timedelta(days=1))) == "act-already-noted"
    )
    register.acts.add([INFORMED], Source.PANEL, NOW)
    assert len(register.acts.all()) == 2


def test_several_acts_are_entered_together_or_not_at_all(register):
    stranger = ActLine(kind=ActKind.INFORMED, student_id="S99")
    assert refusal(lambda: register.acts.add([INFORMED, stranger], Source.COMMAND, NOW)) == "register-refused"
    assert register.acts.all() == ()


def test_a_mistake_is_corrected_by_an_act_that_names_it_and_stays(register):
    first = register.acts.add([DEFERRAL], Source.COMMAND, NOW)[0]
    correction = register.acts.correct(1, "другой ученик", Source.COMMAND, NOW)
    assert register.acts.get(1) == first
    assert (correction.kind, correction.earlier, correction.student_id) == (ActKind.CORRECTION, 1, "S1")
    assert correction.detail == {"reason": "другой ученик"}
    assert holding(register.acts.all()) == ()
    assert refusal(lambda: register.acts.correct(1, "ещё раз", Source.COMMAND, NOW)) == "act-corrected"


def test_what_was_corrected_can_be_entered_once_more(register):
    register.acts.add([DEFERRAL], Source.COMMAND, NOW)
    assert register.acts.again(DEFERRAL, Source.COMMAND) == 0
    register.acts.correct(1, "ошибка", Source.COMMAND, NOW)
    earlier = register.acts.again(DEFERRAL, Source.COMMAND)
    assert earlier == 2
    once_more = ActLine(kind=DEFERRAL.kind, day=DEFERRAL.day, student_id="S1", recipient_id=MOTHER,
                        document=DEFERRAL.document, detail=DEFERRAL.detail, earlier=earlier)  # fmt: skip
    register.acts.add([once_more], Source.COMMAND, NOW)
    assert [act.number for act in holding(register.acts.all())] == [3]


def test_a_correction_that_was_a_mistake_lets_the_act_hold_again(register):
    register.acts.add([DEFERRAL], Source.COMMAND, NOW)
    register.acts.correct(1, "ошибка", Source.COMMAND, NOW)
    register.acts.correct(2, "верно было", Source.COMMAND, NOW)
    assert [act.number for act in holding(register.acts.all())] == [1]


def test_acts_that_are_not_there_are_not_named(register):
    assert refusal(lambda: register.acts.correct(7, "нет такого", Source.COMMAND, NOW)) == "unknown-act"
    later = ActLine(kind=ActKind.INFORMED, class_title="8А", earlier=7)
    assert refusal(lambda: register.acts.add([later], Source.COMMAND, NOW)) == "unknown-act"


def test_acts_are_found_by_kind_and_by_the_days_of_their_entry(register):
    register.acts.add([INFORMED], Source.COMMAND, NOW - timedelta(days=2))
    register.acts.add([DEFERRAL], Source.COMMAND, NOW)
    acts, today = register.acts, NOW.date()
    assert [act.number for act in acts.of([ActKind.INFORMED, ActKind.DEFERRAL])] == [1, 2]
    assert [act.number for act in acts.of([ActKind.INFORMED])] == [1]
    assert [act.number for act in acts.of(ActKind, since=today, until=today)] == [2]
    assert [act.number for act in acts.of(ActKind, until=today - timedelta(days=2))] == [1]
    assert acts.of([]) == ()


def test_a_register_of_an_older_schema_gets_its_ledgers(tmp_path):
    from generator.register import opening
    from generator.register.database import load_scripts

    path = tmp_path / "private" / "register.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "load_scripts", lambda: load_scripts()[:4])
        Register.create(path).close()
    with Register.open(path) as register:
        assert register.acts.all() == ()
        assert register.acts.imports.all() == ()


def test_no_repr_shows_documents_and_details():
    assert "12" not in repr(DEFERRAL).replace("2026", "")
    assert "Химия" not in repr(DEFERRAL)
