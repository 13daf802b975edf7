"""What the items of `journals` say of the exports they name: how each is to be read."""

from __future__ import annotations

from collections.abc import Iterable

from generator.commands.inputs import Inputs, read_optional
from generator.errors import DiaryError, ReadError
from generator.origin import Origin
from generator.reading.about import about
from generator.reading.cached import ReadTask
from generator.reading.exports import FoundExport
from generator.reading.mapping.mapping import NO_MAPPING, Mapping, read_mapping
from generator.settings.sections import JournalSection


def read_tasks(
    inputs: Inputs, journals: Iterable[tuple[FoundExport, JournalSection]], problems: list[DiaryError]
) -> list[ReadTask]:
    """Return a task for every export; what is wrong with mapping files and patterns of paths goes to `problems`."""
    mappings = read_mappings(inputs, problems)
    calendar = inputs.settings.calendar
    year = (calendar.year_start, calendar.year_end)
    tasks = []
    for found, journal in journals:
        known = about(found.name, journal, year, mappings[journal.mapping])
        if isinstance(known, ReadError):
            problems.append(known)
        else:
            tasks.append(ReadTask(found, journal.reader, journal.provides, known))
    return tasks


def read_mappings(inputs: Inputs, problems: list[DiaryError]) -> dict[str, Mapping]:
    """Return the mapping files of all items by path; one that is not there is a problem."""
    mappings = {"": NO_MAPPING}
    for journal in inputs.settings.journals:
        name = journal.mapping
        if name in mappings:
            continue
        mappings[name] = Mapping(name, is_faulty=True)
        content = read_optional(inputs.folder.root / name)
        if content:
            mappings[name], found = read_mapping(name, content)
            problems += found
        else:
            hint = "mend journals.mapping in site.yaml, or put the file there"
            problems.append(ReadError("no-mapping", "there is no such mapping file", origin=Origin(name), hint=hint))
    return mappings
