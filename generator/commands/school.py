"""Exports to one school: find them, read each once, join the directory. Used by every verb that needs the school."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.commands.fingerprint import ALIASES
from generator.commands.folder import write_atomically
from generator.commands.found_exports import find_journals
from generator.commands.inputs import Inputs, program_digest, read_optional
from generator.commands.journals import read_tasks
from generator.commands.school_days import read_days
from generator.errors import DiaryError, ReadError
from generator.executors import run_tasks
from generator.model.school import School
from generator.origin import Origin
from generator.pipeline import parts_by_class
from generator.products import file_names
from generator.progress import Tell, with_progress
from generator.reading.cached import ReadContext, find_read, read_export
from generator.reading.exports import FoundExport
from generator.reading.joining.assemble import Limits
from generator.reading.joining.build import Calendar, Source, build_directory
from generator.reading.joining.directory import Directory
from generator.reading.joining.people.aliases import NO_ALIASES, Aliases, read_aliases
from generator.reading.spool import Part, Spooled, load_part

_BUILT = "built.json"


@dataclass(frozen=True, slots=True)
class LoadedSchool:
    """The directory of the school, and where the records of every class lie.

    `exports` are those that could be read, of all that were `found`.
    """

    school: School
    directory: Directory
    parts: Mapping[str, Sequence[Part]]
    exports: Sequence[Spooled]
    problems: Sequence[DiaryError]
    found: Sequence[FoundExport] = ()

    @property
    def is_whole(self) -> bool:
        """Say whether every export that was found could be read."""
        return len(self.exports) == len(self.found)

    def limits(self, inputs: Inputs) -> Limits:
        """Return what the settings allow records to say."""
        marks, calendar = inputs.settings.marks, inputs.settings.calendar
        return Limits(marks.lowest, marks.highest, calendar.year_start, calendar.year_end, read_days(inputs)[0])


def class_names(school: School) -> dict[str, str]:
    """Return class → what its files are called."""
    groups = school.classes()
    return dict(zip((group.id for group in groups), file_names([group.title for group in groups]), strict=True))


def read_school(
    inputs: Inputs, cache: Path, *, workers: int = 0, quiet: bool = False, tell: Tell | None = None
) -> LoadedSchool:
    """Read all exports (those that changed) and join the directory. Raises ProblemsError for unreadable exports."""
    journals = find_journals(inputs)
    problems: list[DiaryError] = []
    tasks = read_tasks(inputs, journals, problems)
    kept = inputs.folder.cache
    context = ReadContext(inputs.folder.root, cache, program_digest(), kept if kept != cache else None)
    known = [find_read(context, task) for task in tasks]
    spooled = [export for export in known if export]
    new = [task for task, export in zip(tasks, known, strict=True) if not export]
    results = run_tasks(read_export, context, new, workers=workers, few=8)
    for result in with_progress(results, len(new), "reading", quiet=quiet, tell=tell):
        if isinstance(result, Spooled):
            spooled.append(result)
        else:
            problems += result
    # Results come as they are ready; the order of exports must not depend on that.
    spooled.sort(key=lambda export: export.name)
    aliases = _aliases(inputs, problems)
    calendar = inputs.settings.calendar
    year = Calendar(inputs.settings.school.name, calendar.year_start, calendar.year_end)
    sources = [Source(export.system, export.directory()) for export in spooled]
    school, directory, found = build_directory(sources, aliases, year)
    if problems:
        # Whom an unreadable export would have named is not known: only what is wrong in itself is worth saying.
        found = [problem for problem in found if not problem.slug.startswith("unknown-")]
    problems += found
    parts, unknown = parts_by_class(school, directory, spooled)
    if not problems:
        problems += map(_unknown, unknown)
    if not problems:
        _forget_old(cache, spooled)
    return LoadedSchool(school, directory, parts, spooled, problems, [found for found, _ in journals])


def _aliases(inputs: Inputs, problems: list[DiaryError]) -> Aliases:
    content = read_optional(inputs.folder.root / ALIASES)
    if not content:
        return NO_ALIASES
    aliases, found = read_aliases(ALIASES, content)
    problems += found
    return aliases


def _unknown(part: Part) -> ReadError:
    """Return the problem with records of a class that no export lists, at the place of the first of them."""
    message = f"records of a group «{part.group}» that no export lists as a class or group"
    hint = "add an export with the class's students, or settle the name in content/aliases.csv (kind group)"
    first = min((record.origin for record in load_part(part)), key=Origin.sort_key)
    return ReadError("unknown-group", message, origin=first, hint=hint)


def _forget_old(cache: Path, spooled: Iterable[Spooled]) -> None:
    keep = {export.folder.name for export in spooled} | set(built_from(cache).values())
    for folder in cache.iterdir() if cache.is_dir() else ():
        if folder.name not in keep:
            shutil.rmtree(folder, ignore_errors=True)


def remember_built(cache: Path, spooled: Iterable[Spooled]) -> None:
    """Write down what the diaries are made of now, so that `check` can tell what changed since."""
    found = {export.name: export.folder.name for export in spooled}
    write_atomically(cache / _BUILT, json.dumps(found, ensure_ascii=False).encode(), mode=0o600)


def built_from(cache: Path) -> dict[str, str]:
    """Return export → the folder of the cache with what the last build read of it; empty when there was no build."""
    try:
        found = json.loads((cache / _BUILT).read_text(encoding="utf-8"))
        return {str(name): str(folder) for name, folder in found.items()}
    except (OSError, ValueError, AttributeError):
        return {}
