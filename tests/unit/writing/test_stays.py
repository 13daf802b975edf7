"""Students who changed their class, and groups of several classes: everything is written where it was told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.model import entries as e
from generator.model.school import Membership
from generator.reading.formats.tables.reader import TablesReader
from generator.reading.reader import Export, Ignored
from generator.writing.stays import Stays
from tests.properties.drawn_schools import HERE, joined
from tests.properties.test_export_laws import bundle_of, facts, read_bundle, tables_of
from tests.schools.sayable import sayable

LEFT, CAME = date(2026, 9, 3), date(2026, 9, 4)
MOVED, GUEST, CLASSMATE = e.PersonRef("7", "Ким Ли"), e.PersonRef("8", "Ан Бо"), e.PersonRef("9", "Гуль")


def mark(person: e.PersonRef, group: str, day: date, value: int) -> e.MarkEntry:
    return e.MarkEntry(HERE, person, group, "Алгебра", day, str(value), e.MarkKind.NUMERIC, Decimal(value))


ENTRIES = [
    e.GroupEntry(HERE, "", "8А", homeroom_teacher="Гуль"),
    e.GroupEntry(HERE, "", "8Б"),
    e.GroupEntry(HERE, "n", "Немецкий", "8А"),
    e.StudentEntry(HERE, MOVED, "8А", None, LEFT),
    e.StudentEntry(HERE, MOVED, "8Б", CAME),
    e.StudentEntry(HERE, GUEST, "8Б"),
    e.StudentEntry(HERE, CLASSMATE, "8А"),
    e.MemberEntry(HERE, GUEST, "n", CAME),
    e.MemberEntry(HERE, MOVED, "n"),
    e.LessonEntry(HERE, "", "8А", "Алгебра", LEFT, 1),
    e.LessonEntry(HERE, "", "n", "Алгебра", CAME, 2),
    e.LessonEntry(HERE, "", "8Б", "Алгебра", CAME, 3),
    mark(MOVED, "8А", LEFT, 5),
    mark(MOVED, "8Б", CAME, 4),
    mark(GUEST, "n", CAME, 3),
    mark(CLASSMATE, "8А", LEFT, 2),
    e.TermEntry(HERE, "", e.TermKind.QUARTER, 1, "1 четверть", date(2026, 9, 1), date(2026, 10, 24)),
    e.TermMarkEntry(HERE, GUEST, "8А", "Алгебра", e.FinalScope.TERM, "1 четверть", "3", e.MarkKind.NUMERIC, Decimal(3)),
    e.TermMarkEntry(HERE, MOVED, "8Б", "Алгебра", e.FinalScope.TERM, "1 четверть", "", None, average=Decimal("4.50")),
]
FOUND = joined([("dnevnikru", ENTRIES)])


def test_the_school_has_what_was_elsewhere() -> None:
    assert [(m.student_id[-1], m.raw) for m in FOUND.told["8а"].marks] == [("7", "5"), ("8", "3"), ("9", "2")]
    assert sorted((m.student_id[-1], m.raw) for m in FOUND.records["8б"].marks) == [("7", "4"), ("7", "5"), ("8", "3")]
    assert [lesson.group_id for lesson in FOUND.records["8б"].elsewhere.lessons] == ["8а", "8а/немецкий"]


def test_the_tables_have_a_row_for_every_class_of_a_student_and_are_read_back_equal(tmp_path: Path) -> None:
    files, lost = tables_of(FOUND, tmp_path)
    rows = files["students.csv"].decode("utf-8-sig").splitlines()
    assert [row for row in rows if "Ким" in row] == [
        "dnevnikru:7;Ким Ли;8А;;2026-09-03;",
        "dnevnikru:7;Ким Ли;8Б;2026-09-04;;",
    ]
    assert files["members.csv"].decode("utf-8-sig").splitlines()[1:] == [
        "dnevnikru:8;Ан Бо;8а/немецкий;2026-09-04;",
        "dnevnikru:7;Ким Ли;8а/немецкий;;2026-09-03",
    ]
    assert not lost
    assert facts(joined([("tables", list(TablesReader().read(Export("export", files))))])) == facts(FOUND)


def test_the_bundle_enrolls_a_student_in_every_class_and_is_read_back() -> None:
    told = [entry for entry in read_bundle(bundle_of(FOUND)) if not isinstance(entry, Ignored)]
    names = {entry.id: entry.title for entry in told if isinstance(entry, e.GroupEntry)}
    stays = [entry for entry in told if isinstance(entry, e.StudentEntry) and entry.person.name == MOVED.name]
    assert sorted((names[stay.group], stay.begin, stay.end) for stay in stays) == [
        ("8А", None, LEFT),
        ("8Б", CAME, None),
    ]
    (of_guest,) = [entry for entry in told if isinstance(entry, e.MarkEntry) and entry.person.name == GUEST.name]
    assert names[of_guest.group] == "Немецкий"
    assert {entry.person.name for entry in told if isinstance(entry, e.StudentEntry)} >= {"Гуль"}
    assert [entry for entry in told if isinstance(entry, e.WorkEntry)] == []
    again = joined([("oneroster", told)])
    assert sayable(again, is_back=True) == sayable(FOUND)
    assert sorted(mark.raw for mark in again.records["8б"].marks) == ["3", "4", "5"]
    assert [one.average for one in again.told["8б"].term_marks] == [Decimal("4.50")]


@pytest.mark.parametrize("guest_in", ["8А", "8Б"])
def test_a_guest_of_a_whole_class_has_no_second_stay(guest_in: str, tmp_path: Path) -> None:
    person = {"8А": GUEST, "8Б": CLASSMATE}[guest_in]
    found = joined([("dnevnikru", [*ENTRIES, e.MemberEntry(HERE, person, guest_in, None, CAME)])])
    student, group = f"dnevnikru:{person.id}", guest_in.casefold()
    assert Membership(student, group, None, CAME) in Stays(found.school).members
    assert student not in {stay.student_id for stay in Stays(found.school).of_class(group)}
    files, _ = tables_of(found, tmp_path)
    assert facts(joined([("tables", list(TablesReader().read(Export("export", files))))])) == facts(found)
    told = [entry for entry in read_bundle(bundle_of(found)) if not isinstance(entry, Ignored)]
    again = joined([("oneroster", told)])
    assert any(one.group_id == group and one.end == CAME for one in again.school.memberships)
    assert sayable(again, is_back=True) == sayable(found)
