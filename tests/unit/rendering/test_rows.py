from __future__ import annotations

from datetime import date

import pytest
from invented import ORAL, TEST, chip

from generator.diaries.diary import AbsenceLine, OwnHomework
from generator.model.kinds import AbsenceKind, MarkKind
from generator.rendering.allowlist import check_html
from generator.rendering.parts.rows import Rows

MONDAY = date(2026, 11, 16)


@pytest.fixture
def rows(russian) -> Rows:
    return Rows(russian)


def test_a_mark_is_a_row_with_work_text_and_weight(rows):
    test = chip("5", MONDAY, *TEST, "3", is_test=True, title="дроби")
    row = '<tr class="m5 is-test" data-d="1116" data-s="КР"><td>Контрольная работа: дроби<td>5<td>3'
    assert rows.mark(test) == row


@pytest.mark.parametrize(
    ("text", "changes", "attributes"),
    [
        ("4-", {}, 'class="m4" data-d="1116"'),
        ("1", {}, 'class="m2" data-d="1116"'),
        ("2", {"counts": False}, 'class="m2 is-out" data-d="1116"'),
        ("5", {"nth": 2}, 'class="m5" data-d="1116" data-n="2"'),
        ("5", {"nth": 0}, 'class="m5" data-d="1116" data-n="0"'),
        ("5", {"ordinal": 2}, 'class="m5" data-d="1116" data-o="2"'),
        ("5", {"entered_on": date(2026, 11, 19)}, 'class="m5" data-d="1116" data-e="1119"'),
        ("4", {"was": "3"}, 'class="m4" data-d="1116" data-w="3"'),
        ("н/а", {"kind": MarkKind.NOT_ASSESSED}, 'class="is-word" data-d="1116" data-k="not_assessed"'),
        ("осв", {"kind": MarkKind.EXEMPT}, 'class="is-word" data-d="1116" data-k="exempt"'),
        ("зач", {"kind": MarkKind.PASS}, 'class="is-word" data-d="1116" data-k="pass"'),
        (
            "долг",
            {"kind": MarkKind.DEBT, "due_on": date(2026, 11, 27)},
            'class="is-debt" data-d="1116" data-u="1127" data-k="debt"',
        ),
        ("хор", {"kind": MarkKind.TEXT}, 'class="is-word" data-d="1116"'),
    ],
)
def test_every_kind_of_mark_has_a_shape(rows, text, changes, attributes):
    assert rows.mark(chip(text, MONDAY)._replace(**changes)) == f"<tr {attributes}><td><td>{text}<td>1"


def test_a_weight_that_nobody_knows_is_no_weight(rows):
    assert rows.mark(chip("5", MONDAY, weight=None)).endswith("<td>5<td>")
    assert rows.mark(chip("5", MONDAY, weight="0.5")).endswith("<td>5<td>0,5")


def test_a_comment_stands_with_the_work(rows):
    assert "<td>Устный ответ<small>Молодец &lt;3</small><td>" in rows.mark(
        chip("5", MONDAY, *ORAL, comment="Молодец <3")
    )


@pytest.mark.parametrize(
    ("line", "attributes"),
    [
        ((3, AbsenceKind.ILL, None, "б"), 'data-k="absent_ill" data-r="б" data-n="3"'),
        ((None, AbsenceKind.ABSENT, None, "отсутствовал"), 'data-k="absent"'),
        ((1, AbsenceKind.LATE, 8, "оп"), 'data-k="late" data-r="оп" data-n="1" data-m="8"'),
        ((1, AbsenceKind.ILL, 8, ""), 'data-k="absent_ill" data-n="1"'),
    ],
)
def test_an_absence_is_a_row_with_its_subject(rows, line, attributes):
    number, kind, minutes, raw = line
    made = rows.absence(AbsenceLine(MONDAY, number, "Химия", kind, minutes, raw))
    assert made == f'<tr data-d="1116" {attributes}><td>Химия'


def test_own_homework_is_an_item(rows):
    made = rows.homework(OwnHomework(MONDAY, "Химия", "№ 5", None, 20))
    assert made == '<li data-d="1116" data-m="20"><b>Химия</b><p>№\u00a05</p>'


def test_what_a_journal_writes_stays_text(rows):
    hostile = "<script>\"'&\x00\ud800"
    mark = chip("5", MONDAY, hostile, hostile, comment=hostile, title=hostile, was=hostile)
    check_html(rows.mark(mark._replace(text=hostile)), "mark")
    check_html(rows.absence(AbsenceLine(MONDAY, 1, hostile, AbsenceKind.ILL, None, hostile[:3])), "absence")
    check_html(rows.homework(OwnHomework(MONDAY, hostile, hostile, None, None)), "homework")
