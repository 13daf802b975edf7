"""What the settings say of an export because its file does not: class, student, term, school year, codes.

Payloads that parents' clients save are about one student and rarely say whom; a teacher's own table names no year. The
school says it once, in `journals`: for all files of an item, or by a pattern for where they lie, such as
`content/exports/mesh/{group}/{student}`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from generator.errors import ReadError
from generator.model.entries import PersonRef
from generator.origin import Origin
from generator.reading.mapping.mapping import NO_MAPPING, Mapping
from generator.settings.sections import JournalSection

_PLACE = re.compile(r"\{(group|student|term)\}")
NOBODY = PersonRef()


@dataclass(frozen=True, slots=True)
class About:
    """What is known of an export beside its bytes, empty where it is not told; `year` is its first and last day.

    Where a file says something itself, the file is right: a reader that finds another class or term than `group` or
    `term` asks for yields a `ReadError` (`another-class`, `another-term`).
    """

    group: str = ""
    student: PersonRef = NOBODY
    term: str = ""
    year: tuple[date, date] | None = None
    mapping: Mapping = field(default=NO_MAPPING)

    @property
    def first_calendar_year(self) -> int | None:
        """Return the calendar year in which the school year begins, None when nothing is known of it."""
        return self.year[0].year if self.year else None


NOTHING = About()


def about(name: str, journal: JournalSection, year: tuple[date, date], mapping: Mapping) -> About | ReadError:
    """Return what an item of `journals` says of the export `name` (its path below the site folder).

    An export whose path does not fit the item's pattern is an error `path-does-not-fit`.
    """
    found: dict[str, str] = {}
    if journal.path:
        fits = _pattern(journal.path, is_folder=journal.together == "folder").match(name)
        if fits is None:
            hint = (
                f"journals.path in site.yaml is {journal.path}: put the file into such a folder; to take something "
                "from the file's name, write its ending too, as in {group}.xlsx"
            )
            message = "the path does not fit the pattern that tells what the export is about"
            return ReadError("path-does-not-fit", message, origin=Origin(name), hint=hint)
        found = fits.groupdict()
    student = found.get("student") or journal.student
    return About(
        group=found.get("group") or journal.group,
        student=_person(student) if student else NOBODY,
        term=found.get("term") or journal.term,
        year=year,
        mapping=mapping,
    )


def _person(text: str) -> PersonRef:
    """Return whom a text means: what has a space in it is a name."""
    text = " ".join(text.split())
    return PersonRef("", text) if " " in text else PersonRef(text)


def _pattern(text: str, *, is_folder: bool) -> re.Pattern[str]:
    """Return an expression for the beginning of a path.

    It ends with a folder, and with a file's name only where the pattern writes its ending (`{group}.xlsx`): a file that
    lies one folder too high would else give its name to a class. `is_folder`: the export is itself a folder.
    """
    text = text.replace("\\", "/").rstrip("/")
    parts = _PLACE.split(text)
    # Every second part is the name of a place; one that stands twice must be the same both times.
    seen: set[str] = set()
    made = []
    for index, part in enumerate(parts):
        if index % 2 == 0:
            made.append(re.escape(part).replace(r"\*", "[^/]*"))
        else:
            made.append(f"(?P={part})" if part in seen else f"(?P<{part}>[^/]+?)")
            seen.add(part)
    whole = is_folder or "." in text.rpartition("/")[2]
    return re.compile("".join(made) + (r"(?=/|$)" if whole else "(?=/)"), re.IGNORECASE)
