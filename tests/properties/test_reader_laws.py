"""Laws of the readers: what is written is read back, order does not matter, nothing raises."""

from __future__ import annotations

import csv
import io
import json
from copy import deepcopy
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from generator.errors import ReadError
from generator.model.entries import AbsenceEntry, LessonEntry, MarkEntry
from generator.model.kinds import AbsenceKind, MarkKind
from generator.reading.cells import BadCellError, parse_date, parse_datetime, parse_mark
from generator.reading.formats.dnevnikru.reader import DnevnikruReader
from generator.reading.formats.netschool.cells import CODES, read_cell
from generator.reading.formats.netschool.reader import NetschoolReader
from generator.reading.formats.tables.reader import TablesReader
from generator.reading.reader import Export
from tests.exports import dnevnik, make_good
from tests.exports.workbooks import LEGEND, grid, lessons_block, lessons_report

DAYS = st.dates(date(2026, 9, 1), date(2027, 5, 31))
WORDS = st.text("абвгдеёжзАБВ «»'-<>&;,|\"", min_size=1, max_size=12).map(lambda s: " ".join(s.split())).filter(bool)


@given(DAYS, st.sampled_from(["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%Y%m%d", "%Y-%m-%dT00:00:00", " %d.%m.%Y\u00a0"]))
def test_a_date_is_read_back_in_every_spelling(day: date, spelling: str) -> None:
    assert parse_date(day.strftime(spelling)) == day


@given(st.datetimes(datetime(2026, 9, 1), datetime(2027, 5, 31)), st.integers(0, 7), st.sampled_from("T "))
def test_a_moment_is_read_to_the_second_whatever_its_fraction(moment: datetime, digits: int, between: str) -> None:
    moment = moment.replace(microsecond=0)
    fraction = "." + "1234567"[:digits] if digits else ""
    assert parse_datetime(f"{moment:%Y-%m-%d}{between}{moment:%H:%M:%S}{fraction}") == moment


@given(st.text(max_size=20))
def test_a_mark_is_read_or_refused_and_nothing_else(text: str) -> None:
    try:
        mark = parse_mark(text)
    except BadCellError:
        return
    assert mark.raw == " ".join(text.split())
    assert (mark.value is not None) == (mark.kind is MarkKind.NUMERIC)


MARKS = st.lists(
    st.tuples(WORDS, WORDS, DAYS, st.sampled_from(["5", "2", "зач", "."]), st.integers(1, 3)), min_size=1, max_size=8
)


@given(MARKS, st.sampled_from(";,\t"), st.sampled_from(["utf-8", "utf-8-sig", "cp1251", "utf-16"]), st.booleans())
def test_marks_written_as_a_table_are_read_back(
    marks: list[tuple[Any, ...]], separator: str, encoding: str, crlf: bool
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n" if crlf else "\n")
    writer.writerow(["ученик", "предмет", "дата", "отметка", "slot", "group"])
    writer.writerows([[name, subject, f"{day:%d.%m.%Y}", mark, slot, "8А"] for name, subject, day, mark, slot in marks])
    content = out.getvalue().encode(encoding)
    # cp1251 bytes that happen to be valid UTF-8 cannot be told apart, by anybody.
    assume(encoding != "cp1251" or not _is_utf8(content))
    found = list(TablesReader().read(Export("x/marks.csv", {"marks.csv": content})))
    told = [(e.person.name, e.subject, e.day, e.raw, e.slot) for e in found if isinstance(e, MarkEntry)]
    assert told == marks
    assert len(found) == len(marks)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


WORK = st.lists(st.integers(1, 5), min_size=1, max_size=3)


@given(st.lists(st.sampled_from(sorted(CODES)), max_size=2, unique=True), st.lists(WORK, max_size=3), st.data())
def test_a_cell_is_its_codes_and_its_works(codes: list[str], works: list[list[int]], data: st.DataObject) -> None:
    space = st.sampled_from([" ", "  ", "\u00a0"])
    words = [code.upper() for code in codes] + ["/".join(map(str, work)) for work in works]
    text = "".join(word + data.draw(space) for word in words)
    cell = read_cell(text, CODES)
    assert [kind for _, kind in cell.absences] == [CODES[code].absence for code in codes]
    assert [[int(mark.raw) for mark in work] for work in cell.works] == works
    assert cell.unknown == ()


CELLS = st.sampled_from([None, None, "", "5", "4/5", "5 4", "О 2", "Н", "Б  3"])
SUBJECTS = st.lists(st.sampled_from(["Алгебра", "Физика", "Химия"]), unique=True, min_size=1)


@st.composite
def class_of(draw: st.DrawFn) -> list[list[Any]]:
    blocks = []
    for name in draw(st.lists(st.sampled_from(["Ая", "Бо", "Ви", "Го"]), unique=True, min_size=1)):
        days = sorted(draw(st.lists(st.integers(1, 30), min_size=1, max_size=5)))
        rows = [[subject, *(draw(CELLS) for _ in days), 0, 0, None] for subject in draw(SUBJECTS)]
        blocks.append(lessons_block(f"Берёзкина {name}", {"Сентябрь": days}, rows))
    return blocks


@given(class_of(), st.randoms())
def test_the_order_of_students_changes_no_lesson_and_no_mark(blocks: list[Any], random: Any) -> None:
    def told(order: list[Any]) -> tuple[set[Any], list[Any]]:
        found = list(NetschoolReader().read(Export("r.xlsx", {"r.xlsx": lessons_report(*order)})))
        assert not [item for item in found if isinstance(item, ReadError)]
        lessons = [item[1:] for item in found if isinstance(item, LessonEntry)]
        assert len(lessons) == len(set(lessons))
        return set(lessons), sorted(item[1:] for item in found if isinstance(item, (MarkEntry, AbsenceEntry)))

    shuffled = list(blocks)
    random.shuffle(shuffled)
    assert told(blocks) == told(shuffled)


ANY_CELL = st.one_of(
    st.none(),
    st.sampled_from(["", "Предмет", "Сентябрь", "Май", "Итог", "Средний балл", "Учебные периоды", "1 Четверть", "Ученик: Я",
                     "Учебный год: 2026/2027", "Класс: 8А", "Период: с 01.09.26 по 23.10.26", "Год. оценка", "5", "Н"]),
    st.integers(-5, 40), st.floats(allow_nan=False, allow_infinity=False), st.text("абв5/ \u00a0", max_size=5),
)  # fmt: skip


@given(st.lists(st.lists(ANY_CELL, max_size=6), min_size=1, max_size=14))
def test_any_grid_of_cells_is_read_without_raising(rows: list[list[Any]]) -> None:
    top = [["Учебный год: 2026/2027"], ["Класс: 8А"], ["Период: с 01.09.26 по 23.10.26"], ["Ученик: Я"], []]
    for sheet in (rows, top + rows):
        list(NetschoolReader().read(Export("r.xlsx", {"r.xlsx": grid([["x"], *sheet, *LEGEND])})))


PAYLOADS = [
    (name, json.loads(content.decode("utf-8-sig")))
    for name, content in make_good.files().items()
    if name.endswith(".json")
]
ANY_JSON = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=6), st.just([]), st.just({}), st.just([{}]),
    st.just({"id": 1}), st.sampled_from(["2026-09-14T00:00:00", "Ill", "08:30 - 09:15", "Homework", "5"]),
)  # fmt: skip


@given(st.sampled_from(PAYLOADS), st.lists(ANY_JSON, min_size=1, max_size=3), st.randoms())
def test_a_payload_with_any_value_replaced_raises_nothing(case: Any, values: list[Any], random: Any) -> None:
    name, payload = case[0], deepcopy(case[1])
    for value in values:
        _replace_one(payload, value, random)
    content = json.dumps(payload).encode()
    for _ in DnevnikruReader().read(Export(f"x/{name}", {name: content})):
        pass


def _replace_one(node: Any, value: Any, random: Any) -> None:
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            return
        key = random.choice(keys)
        if isinstance(node[key], (dict, list)) and node[key] and random.random() < 0.85:
            node = node[key]
            continue
        node[key] = deepcopy(value)
        return


@given(st.integers(0, 2**63), st.integers(1, 20))
def test_an_id_is_never_rounded(key: int, lessons: int) -> None:
    days = [
        dnevnik.day(str(date(2026, 9, 1) + timedelta(days=n)), [dnevnik.lesson(key + n, "2026-09-01", 1)])
        for n in range(lessons)
    ]
    days[0]["works"] = [dnevnik.work(1, key)]
    found = DnevnikruReader().read(Export("s.json", {"s.json": dnevnik.schedule(*days)}))
    assert [item.id for item in found if isinstance(item, LessonEntry)] == [str(key + n) for n in range(lessons)]


def test_every_code_has_a_kind() -> None:
    assert {meaning.absence for meaning in CODES.values()} <= set(AbsenceKind)
