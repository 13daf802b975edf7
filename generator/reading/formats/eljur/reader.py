"""The reader of ЭлЖур: answers of its programming interface, saved as JSON files, alone or several in one export.

The workbook that the journal gives to a family is read as well: see `book`.

What an answer is, is told by what stands in it: classes and students (getrules), periods, days with lessons, homework
and marks (getdiary, gethomework, getschedule), marks by subject (getmarks), final marks (getfinalassessments). All
field names come from public clients of the journal, none from a captured answer. See `docs/reference/journals.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.errors import ReadError
from generator.reading.formats.eljur.answers import each, is_answer, is_own_page, result_of
from generator.reading.formats.eljur.book import is_book, read_book
from generator.reading.formats.eljur.diary import read_days
from generator.reading.formats.eljur.directory import read_finals, read_periods, read_rules
from generator.reading.formats.eljur.known import Known, Who
from generator.reading.formats.eljur.marks import read_marks
from generator.reading.payloads.items import Item
from generator.reading.payloads.members import open_payloads, unknown_member
from generator.reading.reader import Export, Reading

_READ: dict[str, Callable[[Item, Who, Known], Iterator[Reading]]] = {
    "periods": read_periods,
    "days": read_days,
    "lessons": read_marks,
    "items": read_finals,
}
"""What a student's object holds, in the order in which it is read: marks after the diary that knows their lessons."""


class EljurReader:
    """Reads answers of ЭлЖур; see the module."""

    name = "eljur"
    system = "eljur"

    def identify(self, export: Export) -> bool:
        """Claim an export with a file that begins like an answer, a page of the journal, or the workbook of a pupil."""
        contents = export.members.values()
        return any(is_answer(content) or is_own_page(content) or is_book(content) for content in contents)

    def read(self, export: Export) -> Iterator[Reading]:
        """Yield what the answers say: classes and students first, final marks last."""
        known = Known(export.about)
        answers: list[tuple[str, bytes]] = []
        for place, content in export.files():
            if is_book(content):
                yield from read_book(place, content, known)
            else:
                answers.append((place, content))
        payloads, problems = open_payloads(answers, lambda content: "answer" if is_answer(content) else "")
        yield from problems
        results: list[tuple[int, str, Item]] = []
        for payload in payloads:
            try:
                result = result_of(payload.root)
                results.append((_rank(result), payload.place, result))
            except ReadError as error:
                yield error
        for rank, _, result in sorted(results, key=lambda found: found[:2]):
            try:
                yield from read_rules(result, known) if rank == 0 else _students(result, known)
            except ReadError as error:
                yield error
        yield from known.unknown.errors()


def _rank(result: Item) -> int:
    """Return where an answer stands in the order of reading: 0 for classes and students, then as `_READ` has it."""
    if "relations" in result.fields:
        return 0
    ranks = {field: rank for rank, field in enumerate(_READ, 1)}
    if "days" in result.fields:
        return ranks["days"]
    if "students" not in result.fields:
        raise unknown_member(result.origin())
    found = (ranks[field] for _, student in each(result, "students") for field in _READ if field in student.fields)
    return next(found, len(ranks))


def _students(result: Item, known: Known) -> Iterator[Reading]:
    if "students" not in result.fields:
        yield from read_days(result, known.class_as_a_whole(result), known)
        return
    for key, student in each(result, "students"):
        try:
            who = known.who(key, student)
            yield from known.member_of_class(who, student.origin())
            fields = [field for field in _READ if field in student.fields]
            if not fields:
                yield student.error("", f"one of {', '.join(_READ)}")
            for field in fields:
                yield from _READ[field](student, who, known)
        except ReadError as error:
            yield error
