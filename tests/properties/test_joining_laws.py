"""Laws of joining: nobody gets another's marks, none is lost or doubled in silence, no order of exports counts."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from generator.model import entries as e
from generator.model.records import GroupRecords
from generator.model.school import School
from generator.origin import Origin
from generator.reading.joining.assemble import Assembly, Limits
from generator.reading.joining.build import Calendar, Source, build_directory
from generator.reading.joining.context import Tally
from generator.reading.joining.people.aliases import Aliases
from generator.reading.joining.people.elsewhere import classes_elsewhere, with_elsewhere
from generator.reading.spool import RECORDS

FIRST, LAST = date(2026, 9, 1), date(2027, 5, 26)
SYSTEMS = ("dnevnikru", "netschool", "tables")
CLASSES = ("8А", "8Б")
NAMES = ("Ким Ли", "Ким Ли Олегович", "Ким Ли Петрович", "Цой Ян", "")
IDS = ("", "1", "2", "3")
DAYS = st.sampled_from([FIRST + timedelta(days=n) for n in range(3)])
PERSONS = st.builds(e.PersonRef, st.sampled_from(IDS), st.sampled_from(NAMES)).filter(any)
MARKS = st.tuples(PERSONS, st.sampled_from(CLASSES), st.sampled_from(["Алгебра", "Химия"]), DAYS)
RAW = st.sampled_from(["2", "3", "4", "5"])


class File(NamedTuple):
    """An export as it was read."""

    name: str
    system: str
    entries: tuple[e.Entry, ...]


class Outcome(NamedTuple):
    """What came of joining: the school, the records of its classes, what is wrong, and what became of the records."""

    school: School
    records: dict[str, GroupRecords]
    problems: list[str]
    tallies: Counter[tuple[str, str]]
    refused: int


@st.composite
def files(draw: st.DrawFn) -> list[File]:
    """Draw exports of several systems that know the same few students by ids, names or both, well or badly."""
    found = []
    teller = draw(st.sampled_from(SYSTEMS))
    for number in range(draw(st.integers(1, 4))):
        name, system = f"{number}.csv", draw(st.sampled_from(SYSTEMS))
        told: list[e.Entry] = [e.GroupEntry(Origin(name, line=n), "", title) for n, title in enumerate(CLASSES, 1)]
        listed = draw(st.lists(st.tuples(PERSONS, st.sampled_from(CLASSES), st.none() | DAYS), max_size=4))
        for line, (person, group, begin) in enumerate(listed, 3):
            told.append(e.StudentEntry(Origin(name, line=line), person, group, begin))
        marks = draw(st.lists(st.tuples(MARKS, RAW), max_size=5)) if system == teller else []
        for line, (mark, raw) in enumerate(marks, 20):
            told.append(e.MarkEntry(Origin(name, line=line), *mark, raw, e.MarkKind.NUMERIC, Decimal(raw)))
        found.append(File(name, system, tuple(told)))
    return found


ALIASES = st.dictionaries(
    st.tuples(st.just("student"), st.sampled_from(SYSTEMS), st.sampled_from(["1", "2", "ким ли"]), st.just("")),
    st.sampled_from(["tables:1", "tables:2", "dnevnikru:1", "netschool:8А/ким ли", "S1"]),
    max_size=2,
).map(Aliases)


def joined(sources: list[File], aliases: Aliases) -> Outcome:
    """Join files as a build does."""
    listed = [Source(one.system, tuple(x for x in one.entries if not isinstance(x, RECORDS))) for one in sources]
    school, directory, problems = build_directory(listed, aliases, Calendar("Школа", FIRST, LAST))
    told, tally, refused = {}, Tally(), 0
    for group in school.classes():
        assembly = Assembly(school, directory, Limits(1, 5, FIRST, LAST), group.id, tally=tally)
        for one in sources:
            of_class = (x for x in one.entries if isinstance(x, RECORDS))
            assembly.add(one.system, [x for x in of_class if directory.group_id(one.system, x.group) == group.id])
        told[group.id] = assembly.records()
        problems += assembly.problems
        refused += sum(1 for problem in assembly.problems if problem.origin.line >= 20 and problem.slug != "told-twice")
    others = classes_elsewhere(school)
    records = {
        key: with_elsewhere(own, [told[one] for one in sorted(others.get(key, ()))], school)
        for key, own in told.items()
    }
    return Outcome(school, records, sorted(p.slug for p in problems), tally.joined + tally.repeated, refused)


def owners(outcome: Outcome) -> dict[tuple[str, str, date, str], set[str]]:
    """Return who got a mark: by class told in, subject, day and text."""
    found: dict[tuple[str, str, date, str], set[str]] = {}
    for records in outcome.records.values():
        for mark in records.marks:
            found.setdefault(("", mark.subject_id, mark.day, mark.raw), set()).add(mark.student_id)
    return found


@st.composite
def true_files(draw: st.DrawFn) -> list[File]:
    """Draw exports that are right: every journal lists all children, by ids of its own or by names, whole or short.

    The comment of a mark is the number of the child whose it is.
    """
    full = ("Ким Ли Олегович", "Ким Ли Петрович", "Ким Ли", "Цой Ян Олегович")
    cast = draw(st.lists(st.tuples(st.sampled_from(full), st.sampled_from(CLASSES)), min_size=1, max_size=3))
    found, teller = [], draw(st.sampled_from(SYSTEMS))
    for number, system in enumerate(draw(st.permutations(SYSTEMS))):
        has_ids, is_short = draw(st.booleans()), draw(st.booleans())
        ids = draw(st.permutations("123"))
        name = f"{number}.csv"
        people = [
            e.PersonRef(ids[n] if has_ids else "", " ".join(child.split()[:2]) if is_short else child)
            for n, (child, _) in enumerate(cast)
        ]
        told: list[e.Entry] = [
            e.StudentEntry(Origin(name, line=n), person, cast[n][1]) for n, person in enumerate(people)
        ]
        marks = draw(st.lists(st.tuples(st.integers(0, len(cast) - 1), DAYS, RAW), max_size=4))
        for n, day, raw in marks if system == teller else []:
            person = draw(st.sampled_from([people[n], people[n]._replace(name="") if has_ids else people[n]]))
            told.append(e.MarkEntry(Origin(name, line=20 + len(told)), person, cast[n][1], "Алгебра", day, raw,
                                    e.MarkKind.NUMERIC, Decimal(raw), comment=str(n)))  # fmt: skip
        found.append(File(name, system, tuple(told)))
    return found


@given(true_files())
def test_no_child_gets_the_mark_of_another_and_none_is_lost(sources: list[File]) -> None:
    outcome = joined(sources, Aliases({}))
    if outcome.problems:
        return  # nothing is published
    got = [mark for records in outcome.records.values() for mark in records.marks]
    children = {(mark.student_id, mark.comment) for mark in got}
    assert len(children) == len(dict(children)) == len({child for _, child in children})
    assert len(got) == sum(isinstance(x, e.MarkEntry) for one in sources for x in one.entries)
    # As many students as every single journal lists: nobody is in two halves, and no two are one.
    assert len(outcome.school.students) == sum(isinstance(x, e.StudentEntry) for x in sources[0].entries)


@given(true_files() | files(), ALIASES)
def test_a_mark_that_names_an_id_is_of_the_student_with_this_id_and_of_nobody_else(
    sources: list[File], aliases: Aliases
) -> None:
    outcome = joined(sources, aliases)
    school = outcome.school
    if outcome.problems:
        return  # nothing is published
    key_of = {key: one.id for one in school.students.values() for key in one.keys}
    assert sum(len(one.keys) for one in school.students.values()) == len(key_of)
    named: Counter[tuple[str, str, date, str]] = Counter()
    by_id: set[tuple[str, str, str, date, str]] = set()
    for one in sources:
        for x in one.entries:
            if isinstance(x, e.MarkEntry):
                mark = (x.subject.casefold(), x.day, x.raw)
                named["", *mark] += 1
                if x.person.id and f"{one.system}:{x.person.id}" in key_of:
                    by_id.add((key_of[f"{one.system}:{x.person.id}"], "", *mark))
    found = owners(outcome)
    for student_id, *mark in by_id:
        assert student_id in found[tuple(mark)]  # type: ignore[index]  # what is left of the five is a place
    assert all(len(students) <= named[mark] for mark, students in found.items())
    assert found.keys() == named.keys()


@given(true_files() | files(), ALIASES)
def test_students_whom_one_journal_tells_apart_by_ids_are_never_one(sources: list[File], aliases: Aliases) -> None:
    outcome = joined(sources, aliases)
    if outcome.problems:
        return
    for student in outcome.school.students.values():
        ids = [key.partition(":") for key in student.keys if "/" not in key]
        names = {
            x.person.name
            for one in sources
            for x in one.entries
            if isinstance(x, e.StudentEntry) and (one.system, ":", x.person.id) in ids and x.person.name
        }
        assert len({name.split()[0] for name in names}) <= 1 or aliases.table
        assert not {"Ким Ли Олегович", "Ким Ли Петрович"} <= names or aliases.table


@given(true_files() | files())
def test_marks_joined_repeated_and_refused_are_those_that_were_read(sources: list[File]) -> None:
    outcome = joined(sources, Aliases({}))
    read = sum(isinstance(x, e.MarkEntry) for one in sources for x in one.entries)
    assert sum(outcome.tallies.values()) + outcome.refused == read
    if not outcome.problems:
        assert sum(outcome.tallies.values()) == read


@given(true_files() | files(), ALIASES, st.randoms(use_true_random=False))
def test_the_order_of_exports_changes_nothing(sources: list[File], aliases: Aliases, random: object) -> None:
    other = [*sources]
    random.shuffle(other)  # type: ignore[attr-defined]  # a strategy gives random.Random without saying so
    one, two = joined(sources, aliases), joined(other, aliases)
    assert bool(one.problems) == bool(two.problems)
    if not one.problems:
        assert {x.id: (x.keys, x.group_id, x.begin, x.end) for x in one.school.students.values()} == {
            x.id: (x.keys, x.group_id, x.begin, x.end) for x in two.school.students.values()
        }
        assert {key: Counter(x.marks) for key, x in one.records.items()} == {
            key: Counter(x.marks) for key, x in two.records.items()
        }


@given(true_files() | files(), ALIASES)
def test_an_export_that_lies_there_under_two_names_adds_nothing(sources: list[File], aliases: Aliases) -> None:
    first = sources[0]
    copy = tuple(x._replace(origin=x.origin._replace(file="z.csv")) for x in first.entries)  # type: ignore[call-arg]
    one, two = joined(sources, aliases), joined([*sources, File("z.csv", first.system, copy)], aliases)
    if not one.problems:
        assert two.problems == []
        assert one.records == two.records
