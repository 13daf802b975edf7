"""The import log: a line whenever an export says something else."""

from dataclasses import replace
from datetime import timedelta

from generator.register.acts.imports import ImportLine
from tests.unit.register.acts.ground import NOW

LINE = ImportLine(name="content/exports/8A.csv", digest="a" * 64, reader="tables", rows={"marks": 12}, reasons={},
                  accepted=True)  # fmt: skip


def test_an_import_is_kept_with_who_and_when(register):
    assert register.acts.imports.note([LINE], NOW) == 1
    (record,) = register.acts.imports.all()
    assert (record.number, record.at, record.who) == (1, NOW, "Секретарь")
    assert record.content() == LINE.content()


def test_an_export_that_says_the_same_is_not_noted_again(register):
    register.acts.imports.note([LINE], NOW)
    assert register.acts.imports.note([LINE], NOW + timedelta(days=1)) == 0


def test_a_rejected_export_is_noted_with_what_was_wrong(register):
    bad = replace(LINE, digest="b" * 64, reader="", rows={}, reasons={"bad-value": 2, "bad-date": 1}, accepted=False)
    register.acts.imports.note([LINE], NOW)
    register.acts.imports.note([bad], NOW)
    latest = register.acts.imports.latest()[LINE.name]
    assert (latest.rejected, latest.reasons, latest.accepted) == (3, {"bad-value": 2, "bad-date": 1}, False)


def test_an_export_that_comes_back_is_noted_again(register):
    other = replace(LINE, digest="b" * 64)
    for line in (LINE, other, LINE):
        register.acts.imports.note([line], NOW)
    assert [record.digest[0] for record in register.acts.imports.all()] == ["a", "b", "a"]
    assert register.acts.imports.latest()[LINE.name].number == 3
