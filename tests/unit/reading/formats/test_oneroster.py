"""What the cases in `tests/exports/oneroster` don't show: the list of columns, deltas in every order, damage."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ReadError
from generator.model.entries import MarkEntry, MemberEntry, StudentEntry, TermEntry, WorkEntry
from generator.model.kinds import TermKind
from generator.reading.about import About
from generator.reading.exports import find_exports
from generator.reading.formats.oneroster.bundle.columns import columns_of
from generator.reading.formats.oneroster.bundle.text import Line, lines_of
from generator.reading.formats.oneroster.directory import in_circles
from generator.reading.formats.oneroster.reader import OnerosterReader
from generator.reading.formats.oneroster.words import kind_of_terms
from generator.reading.mapping.mapping import Mapping
from generator.reading.meaning import Meaning
from generator.reading.reader import Export, Ignored, Reading
from tests.exports.make_oneroster import Texts, bundle, good, manifest

READER = OnerosterReader()
YEAR = (date(2026, 9, 1), date(2027, 5, 26))
SAMPLES = Path(__file__).parents[3] / "exports/oneroster"


def read(texts: Texts, about: About | None = None) -> list[Reading]:
    export = Export("bundle", {name: text.encode() for name, text in texts.items()}, about or About(year=YEAR))
    return list(READER.read(export))


def slugs(texts: Texts) -> list[str]:
    return [item.slug for item in read(texts) if isinstance(item, ReadError)]


def with_deltas(*deltas: Texts) -> Texts:
    found = good()
    for number, delta in enumerate(deltas):
        found |= {f"delta-{number}/{name}": text for name, text in delta.items()}
    return found


def delta_of(*results: str) -> Texts:
    return bundle({"results": list(results)}, "delta")


def marks(texts: Texts) -> dict[str, str]:
    return {item.person.id: item.raw for item in read(texts) if isinstance(item, MarkEntry)}


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_the_columns_are_those_of_the_samples_in_their_order(version: str) -> None:
    folder = SAMPLES / f"sample-v{version.replace('.', 'p')}"
    for path in folder.glob("*.csv"):
        if path.name != "manifest.csv":
            titles = next(csv.reader([path.read_text(encoding="utf-8").splitlines()[0]]))
            assert [column.name for column in columns_of(version)[path.stem]] == titles


def test_what_is_referred_to_comes_before_what_refers_to_it() -> None:
    for version in ("1.1", "1.2"):
        seen: set[str] = set()
        for name, columns in columns_of(version).items():
            seen.add(name)
            assert {column.refers_to for column in columns if column.refers_to} <= seen


def test_there_are_21_files_in_1_2_and_13_in_1_1() -> None:
    assert (len(columns_of("1.2")), len(columns_of("1.1"))) == (21, 13)


def change(moment: str, score: str, status: str = "active") -> str:
    return f"r1,{status},{moment},w1,s1,fully graded,{score},2026-09-09,,,8a-alg,,,,"


def test_the_newest_row_wins_in_whatever_order_the_deltas_lie() -> None:
    old, new = change("2026-09-10T08:00:00Z", "3.0"), change("2026-09-10T10:30:00+03:00", "2.0")
    newest = change("2026-09-10T09:00:00Z", "5.0")
    for order in ((old, new, newest), (newest, new, old), (new, newest, old)):
        assert marks(with_deltas(*(delta_of(row) for row in order)))["s1"] == "5"


def test_a_delta_changes_a_full_bundle_although_that_has_no_time() -> None:
    assert marks(with_deltas(delta_of(change("2001-01-01T00:00:00Z", "2.0"))))["s1"] == "2"


def test_the_same_row_in_two_deltas_is_no_contradiction() -> None:
    row = change("2026-09-10T08:00:00Z", "3.0")
    assert slugs(with_deltas(delta_of(row), delta_of(row))) == []


def test_what_refers_to_a_removed_record_is_passed_over() -> None:
    row = "w1,tobedeleted,2026-09-10T08:00:00Z,Ответ,,2026-09-09,2026-09-09,8a-alg,ans,q1,1.0,5.0,o"
    found = read(with_deltas(bundle({"lineItems": [row]}, "delta")))
    assert [item for item in found if isinstance(item, (ReadError, MarkEntry))] == []
    assert [item.why for item in found if isinstance(item, Ignored)] == ["refers to a record that a delta removed"] * 2


def test_a_removed_row_that_comes_back_later_is_there() -> None:
    gone, back = change("2026-09-10T08:00:00Z", "3.0", "tobedeleted"), change("2026-09-11T08:00:00Z", "3.0")
    assert "s1" not in marks(with_deltas(delta_of(gone)))
    assert marks(with_deltas(delta_of(gone), delta_of(back)))["s1"] == "3"


def test_a_mapping_says_what_a_text_means() -> None:
    texts = good()
    texts["results.csv"] = texts["results.csv"].replace("fully graded,4.0,2026-09-09,,", "fully graded,,2026-09-09,,Я")
    about = About(year=YEAR, mapping=Mapping(lesson_codes={"я": Meaning()}))
    found = read(texts, about)
    assert [item for item in found if isinstance(item, ReadError)] == []
    assert [item.why for item in found if isinstance(item, Ignored)] == ["the mapping file passes over it"]


@pytest.mark.parametrize(("weight", "works"), [("", ["", ""]), ("20", ["w1", "w1"])])
def test_a_mark_in_a_lesson_has_no_work_unless_it_has_a_weight(weight: str, works: list[str]) -> None:
    texts = good()
    texts["categories.csv"] = texts["categories.csv"].replace("Ответ на уроке,20", f"Отметка за урок,{weight}")
    texts["lineItems.csv"] = texts["lineItems.csv"].replace("Ответ на уроке", "Отметка за урок")
    found = read(texts)
    assert [item.work for item in found if isinstance(item, MarkEntry)] == works
    assert [item.id for item in found if isinstance(item, WorkEntry)] == works[:1] * bool(weight)


def test_somebody_with_one_name_has_no_dash_for_another() -> None:
    texts = good()
    texts["users.csv"] = texts["users.csv"].replace(",Лев,Сидоров,", ",-,Сидоров,")
    names = {item.person.name for item in read(texts) if isinstance(item, StudentEntry)}
    assert names == {"Берёзкина Ая Львовна", "Сидоров"}


def test_a_student_of_another_class_is_a_guest_of_the_class_that_the_title_names() -> None:
    texts = good()
    texts["classes.csv"] += "8b,,,8Б,08,alg,,homeroom,301,o,q1,,,\n"
    texts["enrollments.csv"] = texts["enrollments.csv"].replace("e2,,,8a,", "e2,,,8b,")
    found = read(texts)
    assert [item for item in found if isinstance(item, ReadError)] == []
    assert {(item.person.id, item.group) for item in found if isinstance(item, StudentEntry)} == {
        ("s1", "8a"),
        ("s2", "8b"),
    }
    assert [(item.person.id, item.group) for item in found if isinstance(item, MemberEntry)] == [("s2", "8a")]
    assert {(item.person.id, item.group) for item in found if isinstance(item, MarkEntry)} == {
        ("s1", "8a"),
        ("s2", "8a"),
    }


def test_faults_of_many_files_come_out_in_one_pass() -> None:
    texts = good()
    texts["manifest.csv"] += "file.nothing,absent\n"
    texts["users.csv"] = texts["users.csv"].replace("Берёзкина", "")
    texts["results.csv"] = texts["results.csv"].replace("2026-09-09", "9.9.2026")
    texts["lineItems.csv"] = texts["lineItems.csv"].replace("1.0,5.0", "5.0,1.0", 1)
    assert set(slugs(texts)) == {"manifest-property", "missing-value", "not-iso-date", "min-above-max"}


def test_no_fault_is_told_for_a_row_that_refers_to_one_with_a_fault() -> None:
    texts = good()
    texts["classes.csv"] = texts["classes.csv"].replace("scheduled", "Scheduled")
    assert slugs(texts) == ["not-in-list"]


def test_days_that_are_the_first_and_the_last_of_the_year_are_no_arrival() -> None:
    texts = good()
    texts["enrollments.csv"] = (
        texts["enrollments.csv"]
        .replace("8a,o,s1,student,,,", "8a,o,s1,student,,2026-09-01,2027-05-27")
        .replace("8a,o,s2,student,,,", "8a,o,s2,student,,2026-09-21,2027-03-02")
    )
    found = {item.person.id: (item.begin, item.end) for item in read(texts) if isinstance(item, StudentEntry)}
    assert found == {"s1": (None, None), "s2": (date(2026, 9, 21), date(2027, 3, 1))}


def test_terms_without_a_kind_are_told_by_how_many_they_are() -> None:
    assert [kind_of_terms("gradingPeriod", n) for n in (4, 3, 2, 6)] == [
        TermKind.QUARTER,
        TermKind.TRIMESTER,
        TermKind.HALF_YEAR,
        TermKind.MODULE,
    ]
    assert kind_of_terms("semester", 4) is TermKind.HALF_YEAR


def test_terms_whose_titles_say_nothing_are_counted_by_their_first_day() -> None:
    texts = good()
    texts["academicSessions.csv"] = texts["academicSessions.csv"].replace("1 четверть", "Осень")
    texts["academicSessions.csv"] += "q0,,,Лето,gradingPeriod,2026-08-25,2026-09-01,y,2027\n"
    texts["academicSessions.csv"] += "q2,,,Зима,gradingPeriod,2026-11-05,2026-12-31,y,2027\n"
    texts["classes.csv"] = texts["classes.csv"].replace("o,q1", 'o,"q1,q2"')
    found = [(t.title, t.kind, t.ordinal) for t in read(texts) if isinstance(t, TermEntry)]
    assert found == [("Осень", TermKind.HALF_YEAR, 1), ("Зима", TermKind.HALF_YEAR, 2)]


def lines(text: str) -> Iterator[Line | ReadError]:
    return lines_of("x.csv", text.encode())


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\r\n\0", codec="utf-8")), min_size=1), min_size=1))
def test_what_the_csv_module_writes_in_one_line_is_read_back(rows: list[list[str]]) -> None:
    out = "\r\n".join(",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows)
    assert [line.cells for line in lines(out) if isinstance(line, Line)] == rows


def test_a_cell_that_is_never_closed_spoils_only_its_own_row() -> None:
    found = list(lines('a,b,c\n1,"x,3\n4,5,6\n7,"8",9\n'))
    assert [item.slug if isinstance(item, ReadError) else item.cells[0] for item in found] == [
        "a",
        "broken-quotes",
        "4",
        "7",
    ]


def test_a_cell_over_three_lines_is_one_fault_and_the_next_row_is_read() -> None:
    found = list(lines('a,b\n1,"x\ny\nz"\n2,3\n'))
    assert [item.slug if isinstance(item, ReadError) else item.cells[0] for item in found] == [
        "a",
        "line-break-in-cell",
        "2",
    ]


_GOOD = {name: text.encode() for name, text in good().items()}


@given(data=st.data())
def test_a_bundle_with_a_damaged_file_raises_nothing(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(_GOOD)))
    content = bytearray(_GOOD[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
        content += b"x" * (not content)
    for item in READER.read(Export("bundle", {**_GOOD, name: bytes(content)}, About(year=YEAR))):
        assert not isinstance(item, ReadError) or item.origin.file.startswith("bundle/")


_CELL = st.sampled_from(
    ["", "s1", "q1", "8a", "y", "o", "2026-09-01", "1.0", "-3", "true", "{a:b}", "долг", "x,y", "\\"]
)


@given(data=st.data())
def test_a_bundle_with_changed_cells_raises_nothing(data: st.DataObject) -> None:
    texts = good()
    for name in data.draw(st.sets(st.sampled_from(sorted(set(texts) - {"manifest.csv"})), min_size=1, max_size=4)):
        rows = [line.split(",") for line in texts[name].splitlines()]
        row = rows[data.draw(st.integers(0, len(rows) - 1))]
        row[data.draw(st.integers(0, len(row) - 1))] = data.draw(_CELL)
        texts[name] = "\n".join([*map(",".join, rows), ""])
    for item in read(texts):
        assert item is not None


def test_a_manifest_alone_and_one_of_nothing_raise_nothing() -> None:
    assert slugs({"manifest.csv": manifest({})}) == ["file-missing"]
    assert set(slugs({"manifest.csv": manifest({"users": "bulk"})})) == {"file-missing"}


def test_a_folder_of_a_delta_below_a_bundle_is_part_of_it(tmp_path: Path) -> None:
    for name in ("a/manifest.csv", "a/d/manifest.csv", "a/d/users.csv", "a/more/x.json", "b/manifest.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert [found.name for found in find_exports(tmp_path, ["**/*"])] == ["a", "a/more/x.json", "b"]


def test_bundles_beside_one_another_are_one_export_only_when_the_settings_say_so(tmp_path: Path) -> None:
    for name in ("x/a/manifest.csv", "x/b/manifest.csv", "x/b/users.csv", "y/c/manifest.csv", "y/c/users.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert [found.name for found in find_exports(tmp_path, ["**/*"])] == ["x/a", "x/b", "y/c"]
    assert [found.name for found in find_exports(tmp_path, ["**/*"], together=True)] == ["x", "y/c"]


def test_of_each_circle_the_first_id_is_told_however_long_what_leads_to_it() -> None:
    leading = {f"x{number}": f"x{number + 1}" for number in range(100_000)} | {"x100000": "b"}
    circles = {"c": "a", "a": "b", "b": "c", "q": "q", "over": "q", "top": "", "below": "top", "lost": "nowhere"}
    assert in_circles({**leading, **circles}) == ["a", "q"]
