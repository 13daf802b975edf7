"""Short ways to say entries in tests."""

from datetime import date
from decimal import Decimal

from generator.model import entries as e
from generator.origin import Origin
from generator.reading.joining.assemble import Assembly, Limits
from generator.reading.joining.build import Calendar, Source, build_directory
from generator.reading.joining.directory import Directory
from generator.reading.joining.people.aliases import NO_ALIASES, Aliases

START, END = date(2026, 9, 1), date(2027, 5, 26)
LIMITS = Limits(1, 5, START, END)
CALENDAR = Calendar("Школа", START, END)


def at(line: int = 1, file: str = "a.csv") -> Origin:
    return Origin(file, line=line)


def student(name: str, group: str = "8А", id: str = "", line: int = 1, file: str = "a.csv") -> e.StudentEntry:  # noqa: A002  the journal's id
    return e.StudentEntry(at(line, file), e.PersonRef(id, name), group)


def lesson(subject: str, day: date, number: int | None, **more: object) -> e.LessonEntry:
    group = str(more.pop("group", "8А"))
    origin = more.pop("origin", at())
    return e.LessonEntry(origin, str(more.pop("id", "")), group, subject, day, number, **more)


def mark(name: str, subject: str, day: date, raw: str, **more: object) -> e.MarkEntry:
    origin = more.pop("origin", at())
    group = more.pop("group", "8А")
    person = more.pop("person", e.PersonRef("", name))
    return e.MarkEntry(
        origin,
        person,
        group,
        subject,
        day,
        raw,
        e.MarkKind.NUMERIC,
        Decimal(raw),
        **more,
    )


def directory(*sources: tuple[str, list[e.Entry]], aliases: Aliases = NO_ALIASES):
    return build_directory([Source(system, tuple(entries)) for system, entries in sources], aliases, CALENDAR)


def assembled(sources: list[tuple[str, list[e.Entry]]], records: list[tuple[str, list]], group: str = "8а"):
    school, found, problems = directory(*sources)
    assert problems == []
    assembly = Assembly(school, found, LIMITS, group)
    for system, entries in records:
        assembly.add(system, entries)
    return assembly.records(), assembly.problems


__all__ = ["CALENDAR", "LIMITS", "Directory", "assembled", "at", "directory", "lesson", "mark", "student"]
