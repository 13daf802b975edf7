from __future__ import annotations

import pickle
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ReadError
from generator.model.kinds import AbsenceKind, FinalScope, MarkKind
from generator.reading.about import About
from generator.reading.mapping import keys, mapping, parsing
from generator.reading.mapping.layouts import (
    ColumnRef,
    DatesAs,
    Form,
    GridLayout,
    ListLayout,
    RowRange,
    Source,
    WorkKind,
)
from generator.reading.mapping.mapping import Mapping, read_mapping
from generator.reading.meaning import Meaning
from generator.reading.reader import Export
from generator.reading.recognise import reader_for

DOCUMENT = Path(__file__).parents[3] / "docs/how-to/own-spreadsheets.md"
SAMPLE = Path(__file__).parents[2] / "exports/mapped/sample-cp1251/mapping.yaml"
GRID = "layouts:\n  - {kind: grid, group: 8А, subject: Алгебра, names: B, dates: 1}\n"


def grid(more: str) -> GridLayout:
    found, problems = read_mapping("m.yaml", GRID.replace("dates: 1}", f"dates: 1, {more}}}").encode())
    assert not problems, problems
    (layout,) = found.layouts
    assert isinstance(layout, GridLayout)
    return layout


def faults(text: str) -> list[tuple[int, str, str]]:
    _, problems = read_mapping("m.yaml", text.encode())
    assert all(isinstance(problem, ReadError) for problem in problems)
    return [(problem.origin.line, problem.message, problem.hint) for problem in problems]


def test_the_document_lists_the_keys_of_the_parser_section_by_section() -> None:
    told: dict[str, list[str]] = {}
    for section in re.split(r"^##+ ", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title = section.splitlines()[0]
        rows = re.findall(r"^\| `(\w+)`(?: !)? \| ", section, flags=re.MULTILINE)
        if "\n| key | what it says |\n" in section:
            told[title] = rows
    every = ["kind", *keys.WHERE_KEYS]
    assert told == {
        "The file": list(mapping.SECTIONS),
        "Every layout": every,
        "A class page (`kind: grid`)": [key for key in keys.GRID_KEYS if key not in every],
        "`finals`": list(keys.FINAL_KEYS),
        "`work_kinds`": list(keys.WORK_KIND_KEYS),
        "A text from the file": list(parsing.SOURCE_KEYS),
        "A list (`kind: list`)": [key for key in keys.LIST_KEYS if key not in every],
        "Codes": list(mapping.CODE_COLUMNS),
    }


def test_the_document_names_every_meaning_of_a_code_and_every_word_of_a_key() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for word in (*mapping._MEANINGS, *DatesAs, *Form, *FinalScope, *parsing.PLACES, *keys.KINDS):
        assert f"`{word}`" in text, word


def test_every_example_of_the_document_is_a_mapping_without_a_problem() -> None:
    examples = re.findall(r"^```yaml\n(.*?)^```", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    assert len(examples) == 3
    assert [faults(example) for example in examples] == [[], [], []]
    assert examples[0] == SAMPLE.read_text(encoding="utf-8")


def test_codes_are_folded_and_keep_their_column() -> None:
    found, problems = read_mapping(
        "m.yaml", 'codes: {lesson: {Я: absent_ill, "+": ignore}, final: {Н: exempt}}'.encode()
    )
    assert not problems
    assert found.lesson_codes == {"я": Meaning(absence=AbsenceKind.ILL), "+": Meaning()}
    assert found.final_codes == {"н": Meaning(AbsenceKind.EXEMPT, MarkKind.EXEMPT)}
    assert found.layouts == ()


def test_a_column_is_a_letter_a_number_or_a_header() -> None:
    layout = grid("ignore: [AA, 3, «№ п/п», Ж]")
    assert layout.names == (ColumnRef(1, "B", "names", 2),)
    assert [(ref.number, ref.text) for ref in layout.ignore] == [(26, "AA"), (2, "3"), (None, "«№ п/п»"), (None, "Ж")]


def test_rows_are_numbers_spans_or_texts() -> None:
    layout = grid("ignore_rows: [30, 32–35, Итого], last_student: 40")
    assert layout.ignore_rows == (RowRange(29, 29), RowRange(31, 34), RowRange(0, -1, "Итого"))
    assert layout.last_student == 39


def test_a_single_value_is_a_list_of_one() -> None:
    layout = grid("cells: 5/4, finals: {mark: J, scope: year}, sheets: Алгебра")
    assert layout.cells == (Form.ONE_WORK,)
    assert [(final.mark and final.mark.number, final.scope) for final in layout.finals] == [(9, FinalScope.YEAR)]
    assert layout.where.sheets == ("Алгебра",)


def test_a_mapping_crosses_processes_and_prints_the_same_in_each() -> None:
    found, _ = read_mapping("m.yaml", SAMPLE.read_bytes())
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 (made in this line)
    assert again == found
    assert repr(again) == repr(found)
    assert "set(" not in repr(found), "the order of a set differs from process to process"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("codes: {lesson: {н: absent}}", False),
        (GRID, True),
        (GRID.replace("names", "nmaes"), True),
        ("layouts: []", True),
        ("layouts:\n\t- kind: grid", True),
    ],
)
def test_a_mapping_with_a_fault_in_its_layouts_is_still_one_of_tables(text: str, *, expected: bool) -> None:
    found, problems = read_mapping("m.yaml", text.encode())
    assert found.is_of_tables is expected
    assert bool(found.layouts) is (expected and not problems)


def test_days_weights_and_kinds_of_work_are_read() -> None:
    layout = grid("first_day: 01.09.2026, last_day: 2026-10-25, work_kinds: {К/р: {test: да, weight: 1.5}}")
    assert (layout.first_day, layout.last_day) == (date(2026, 9, 1), date(2026, 10, 25))
    assert layout.work_kinds == {"К/р": WorkKind("", test=True, weight=Decimal("1.5"))}


def test_a_list_names_fields_in_english_or_russian() -> None:
    text = "layouts: [{kind: list, table: homework, columns: {Предмет: A, text: B}, constants: {класс: {from: sheet}}}]"
    found, problems = read_mapping("m.yaml", text.encode())
    assert not problems
    (layout,) = found.layouts
    assert isinstance(layout, ListLayout)
    assert {field: ref.number for field, ref in layout.columns.items()} == {"subject": 0, "text": 1}
    assert layout.constants == {"group": Source(origin="sheet")}


def test_everything_that_is_wrong_is_told_at_once_with_line_and_hint() -> None:
    text = """\
codes:
  lesson: {н: abzent, У: absent, у: late}
layout: []
layouts:
  - kind: gird
  - kind: grid
    name: B
    dates: 1
    subject: {cell: 1B}
    cells: [5\\4]
    first_student: B
  - kind: list
    table: homeworks
"""
    assert faults(text) == [
        (3, "nothing reads this key", "is it layouts?"),
        (2, "this is no meaning of a code", "is it absent?"),
        (2, "this code has another meaning already", "capital and small letters are the same code"),
        (5, "kind is one of grid and list", "is it grid?"),
        (7, "nothing reads this key", "is it names?"),
        (6, "names is missing here", "docs/how-to/own-spreadsheets.md describes every key"),
        (9, "expected a cell", "letter and number, as B1"),
        (10, "this word is not known here", "is it 5/4?"),
        (11, "expected the number of a row", "rows count from 1, as the spreadsheet program shows them"),
        (12, "columns is missing here", "docs/how-to/own-spreadsheets.md describes every key"),
        (13, "there is no such table", "is it homework?"),
    ]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("months: 2, dates_as: full", "months belongs to days that are written as numbers"),
        ("dates_as: day", "days without months"),
        ("first_day: 2026-10-01, last_day: 2026-09-01", "last_day lies before first_day"),
        ("first_student: 5, last_student: 4", "last_student lies before first_student"),
        ("finals: {scope: year}", "a final mark without a column"),
        ("finals: {mark: J, scope: year, term: 1}", "term belongs to the scope term alone"),
        ("work_kinds: {К/р: {weight: 0}}", "expected a weight above 0"),
        ("work_kinds: {К/р: {test: 1}}", "expected yes or no"),
        ("separator: .", "expected a separator"),
        ("ignore_rows: 9-3", "the rows end before they begin"),
        ("first_day: 31.09.2026", "expected a day that exists"),
        ("sheets: [[1]]", "expected a word or a number here"),
        ("topics: {}", "expected a word or a number here"),
        ("cells: 4x2", "this word is not known here"),
    ],
)
def test_a_value_that_makes_no_sense_is_a_problem(more: str, message: str) -> None:
    assert [fault[1] for fault in faults(GRID.replace("dates: 1}", f"dates: 1, {more}}}"))] == [message]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("columns: {text: A, предмет: B, subject: C}", "a second time subject"),
        ("columns: {text: A}", "no column and no constant for subject"),
        ("columns: {text: A, subject: B}, constants: {subject: X}", "subject stands in columns and in constants"),
        ("columns: {text: A, subject: B, txet: C}", "the table has no such field"),
        ("columns: {text: A, subject: B}, constants: {minutes: много}", "expected a number"),
        ("columns: {text: A, subject: B}, constants: {group: {}}", "expected a text, or one of cell and from"),
        ("columns: {text: A, subject: B}, constants: {group: {from: sheet, after: x}}", "after belongs to cell"),
        ("columns: {text: A, subject: B}, constants: {group: {from: book}}", "this word is not known here"),
        ("columns: [A]", "expected keys with their values"),
    ],
)
def test_a_list_that_cannot_make_its_table_is_a_problem(more: str, message: str) -> None:
    assert message in [fault[1] for fault in faults(f"layouts: [{{kind: list, table: homework, {more}}}]")]


@given(data=st.data())
def test_a_mapping_cut_off_or_changed_anywhere_raises_nothing(data: st.DataObject) -> None:
    content = bytearray(SAMPLE.read_bytes())
    for _ in range(data.draw(st.integers(0, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(
            st.sampled_from(b"\0 :[]{}-,\"'#&*!|>%@\n\t1B\xff")
        )
    found, problems = read_mapping("m.yaml", bytes(content[: data.draw(st.integers(0, len(content)))]))
    assert found.name in {"", "m.yaml"}
    assert all(isinstance(problem, ReadError) for problem in problems)


def test_a_file_far_too_large_for_a_mapping_is_not_read() -> None:
    mapping, problems = read_mapping("m.yaml", b"a: |\n" + b" a\n" * 90_000)
    assert mapping == Mapping("m.yaml", is_faulty=True)
    assert [problem.slug for problem in problems] == ["mapping-too-large"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("codes:\n  lesson:\n    Ю:late\n", 2),
        ("codes:\n  lesson:\n    Ю: late\n    Я:late\n", 4),
        ("codes: {lesson: {Ю:late}}\n", 1),
        ("layouts:\n  - kind:grid\n    names: 1\n", 2),
        ("layouts:\n  - kind: grid\n    names:1\n    dates: 2\n", 3),
    ],
)
def test_a_space_missing_behind_a_colon_is_called_so(text: str, line: int) -> None:
    mapping, (problem,) = read_mapping("m.yaml", text.encode())
    assert problem.message == "no space behind the colon"
    assert problem.origin
    assert problem.origin.line == line
    assert mapping.is_faulty


@pytest.mark.parametrize("text", ["codes:\n\tlesson:\n    Ю: late\n", "codes:\n  lesson:\n  \tЮ: late\n"])
def test_a_tab_is_called_so(text: str) -> None:
    _, (problem,) = read_mapping("m.yaml", text.encode())
    assert (problem.slug, problem.message) == ("bad-yaml", "a tab")


@pytest.mark.parametrize("text", ["layout:\n  - kind: grid\n", "layouts:\n  - kind:grid\n    names: 1\n", "\xff"])
def test_a_faulty_mapping_leads_to_no_more_errors_of_its_files(text: str) -> None:
    mapping, problems = read_mapping("m.yaml", text.encode("latin-1"))
    assert problems
    export = Export("8А.csv", {"8А.csv": "Имя;02.09\nЁлкина Анна;5\n".encode()}, About(mapping=mapping))
    reader = reader_for(export)
    assert not isinstance(reader, ReadError)
    assert list(reader.read(export)) == []
