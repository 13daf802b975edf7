"""All registers as tables and files: everything that the regulations ask for, with names, and nothing that opens."""

import csv
import io
import os
import stat
from argparse import Namespace
from datetime import date, timedelta

import openpyxl
import pytest

from generator.commands.family_acts import note_family_acts
from generator.commands.inputs import load_inputs
from generator.commands.registers_export import ORDER, export_registers, register_tables
from generator.model.acts import ActKind, ActLine, Source
from generator.model.families import RefusalGround
from generator.model.papers import PaperLine, Product
from generator.register import Register
from generator.register.acts.imports import ImportLine
from generator.register.publications import PublicationRecord
from generator.rendering.words import Words
from tests.schools.built import ROOT
from tests.unit.commands.test_family_acts import standing
from tests.unit.register.acts.ground import FATHER, MOTHER, NOW, applied, people

KEK = bytes(range(32))


def words(language: str) -> Words:
    from generator.commands.inputs import built_in, load_words

    return Words(language, load_words((built_in("templates"),), language))


@pytest.fixture
def register(tmp_path):
    """Return a register in which everything has happened once."""
    with Register.create(tmp_path / "private" / "register.sqlite", who="Секретарь") as made:
        people(made)
        rows = [
            applied(phone="+79001234541", contact_doc="анкета 3"),
            applied("S1", FATHER, relation="опекун", application_no="=18", refusal_date=date(2026, 11, 2),
                    refusal_ground=RefusalGround.NO_ACCESS),
        ]  # fmt: skip
        note_family_acts(made, standing(rows), NOW)
        made.issue(MOTHER, KEK, NOW)
        made.hand(MOTHER, "Анна", NOW + timedelta(hours=1))
        made.revoke(FATHER, NOW, "отказ")
        closed = next(a for a in made.acts.all() if a.kind is ActKind.APPLICATION and a.recipient_id == FATHER)
        made.acts.add(
            [
                ActLine(kind=ActKind.INFORMED, day=NOW.date(), class_title="8А", detail={"way": "собрание"}),
                ActLine(kind=ActKind.DEFERRAL, day=NOW.date(), student_id="S1", document="пр. 12",
                        detail={"subject": "Химия", "term": "2 четверть", "until": "2027-01-20"}),
                ActLine(kind=ActKind.EXAM_RECEIVED, day=date(2026, 11, 12), class_title="8А",
                        detail={"subject": "Химия", "title": "ОГЭ", "received_at": "2026-11-19T14:00+05:00"}),
                ActLine(kind=ActKind.APPLICATION_CLOSED, day=NOW.date(), student_id="S1", recipient_id=FATHER,
                        document="ответ 5", earlier=closed.number),
            ],
            Source.COMMAND, NOW,
        )  # fmt: skip
        informed = next(act for act in made.acts.all() if act.kind is ActKind.INFORMED)
        made.acts.correct(informed.number, "другой класс", Source.COMMAND, NOW)
        made.acts.imports.note(
            [ImportLine(name="8A.csv", digest="a" * 64, reader="", rows={}, reasons={"bad-date": 2}, accepted=False)],
            NOW,
        )
        made.publications.add(PublicationRecord(1, NOW, "sftp", 3, 1, 4096, None))
        made.mailings.claim(MOTHER, "sms", 1, NOW)
        made.papers.keep(1, [PaperLine("S1", FATHER, Product.WEEK, "2026-W47", "8А", "no_access", "K7Q42M9T")], NOW)
        yield made


def lines(tables, name: str) -> list[dict[str, str]]:
    table = next(table for table in tables if table.name == name)
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


@pytest.fixture
def tables(register):
    return register_tables(register, words("ru"))


def test_every_register_that_the_regulations_ask_for_is_there_and_has_something(tables):
    assert tuple(table.name for table in tables) == ORDER
    assert [table.name for table in tables if not table.rows] == []
    assert all(len(row) == len(table.columns) == len(table.headings) for table in tables for row in table.rows)


def test_a_request_shows_number_channel_code_and_its_end(tables):
    mother, father = lines(tables, "applications")
    assert (mother["application_no"], mother["channel"], mother["day"]) == ("17", "ЕПГУ", "2026-10-30")
    assert (mother["student"], mother["recipient"]) == ("Абрамова Зоя (S1)", "Анна (R1)")
    assert (mother["issued"], mother["handed"]) == ("2026-11-19 15:04", "2026-11-19 16:04")
    assert (mother["closed"], mother["state"]) == ("", "действует")
    assert (father["issued"], father["closed"], father["document"]) == ("", "2026-11-19", "ответ 5")
    assert father["state"].startswith("закрыто записью №")


def test_consents_and_refusals_show_wards_and_grounds(tables):
    consent, _, refusal = lines(tables, "consents")
    assert (consent["kind"], consent["purpose"], consent["document"]) == ("согласие", "электронный дневник", "вх. 40")
    assert (consent["ward"], refusal["ward"], refusal["relation"]) == ("", "да", "опекун")
    assert (refusal["kind"], refusal["ground"], refusal["day"]) == ("отказ", "нет возможности", "2026-11-02")
    assert (refusal["who"], refusal["noted"]) == ("Секретарь", "2026-11-19 15:04")


def test_a_mistake_stays_and_says_by_what_it_was_corrected(tables):
    (informed,), (correction,) = lines(tables, "informing"), lines(tables, "corrections")
    assert informed["state"] == f"ошибка, исправлена записью № {correction['number']}"
    assert (correction["about"], correction["reason"]) == (informed["number"], "другой класс")


def test_the_other_registers_say_what_happened(tables):
    assert lines(tables, "contacts")[0]["contacts"] == "…41"
    assert lines(tables, "deferrals")[0]["order"] == "пр. 12"
    assert lines(tables, "exams")[0]["received"] == "2026-11-19 14:00"
    assert lines(tables, "codes")[0]["code_state"] == "вручён"
    assert lines(tables, "papers")[0]["product"] == "выписка за неделю"
    assert lines(tables, "papers")[0]["handed"] == ""
    assert lines(tables, "mailings")[0]["mailing_state"] == "отправляется"
    assert lines(tables, "publications")[0]["bytes"] == "4096"
    assert lines(tables, "imports")[0]["reasons"] == "bad-date 2"
    assert [line["kind"] for line in lines(tables, "withdrawals")] == ["доступ прекращён"]


def test_english_says_the_same_in_its_own_words(register):
    tables = register_tables(register, words("en"))
    assert lines(tables, "consents")[2]["ground"] == "no means"
    assert {len(table.rows) for table in tables} == {
        len(table.rows) for table in register_tables(register, words("ru"))
    }


def test_no_register_holds_a_code_a_key_or_a_whole_contact(tables):
    said = "\n".join(text for table in tables for row in table.rows for text in row)
    assert KEK.hex() not in said
    assert "9001234541" not in said


def test_files_are_written_for_their_owner_alone_and_read_back(register, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    (site / "site.yaml").write_bytes((ROOT / "site.yaml").read_bytes())
    inputs = load_inputs(Namespace(site=site, now=""))
    folder = site / "output" / "staff" / "registers"
    paths = export_registers(inputs, register, folder)
    assert sorted(path.name for path in paths) == sorted([*(f"{name}.csv" for name in ORDER), "registers.xlsx"])
    assert sorted(folder.iterdir()) == sorted(paths)
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    tables = register_tables(register, words("ru"))
    book = openpyxl.load_workbook(paths[0])
    assert book.sheetnames == [table.title for table in tables]
    for table, sheet in zip(tables, book.worksheets, strict=True):
        assert [tuple(cell.value or "" for cell in row) for row in sheet.iter_rows()] == [table.headings, *table.rows]
        assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
        read = csv.reader(io.StringIO((folder / f"{table.name}.csv").read_text("utf-8-sig"), newline=""), delimiter=";")
        assert [tuple(text.removeprefix("'") for text in row) for row in read] == [table.headings, *table.rows]
    assert "'=18" in (folder / "applications.csv").read_text("utf-8-sig")
    assert export_registers(inputs, register, folder) == paths
