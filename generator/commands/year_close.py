"""`diary year close`: the school year becomes an archive, and what lasts goes into the register (requirement B3.1).

The steps, each of which a run that was cut off does again or goes on with:

    results   every student's final results, and that a closing has begun, in one transaction
    archive   written, read back, compared with what is to go; only then the register says `archived`
    keep      who was in the year and the last pages, for the time until the new lists (`kept`)
    remove    exports, recommendations, notices: a file goes if the archive holds it byte for byte
    finish    the ledger of marks, identities that are a name in a class, the word `closed`: one transaction

Ids, addresses, recipients, codes and links are not touched.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.commands.build import build
from generator.commands.inputs import Inputs
from generator.commands.year_archive import (
    archive_path,
    check_archive,
    read_archive,
    refuse_elsewhere,
    remove_archived,
    write_archive,
)
from generator.commands.year_kept import keep_year, propose_aliases
from generator.commands.year_results import gather, year_of
from generator.errors import SuspiciousError, UsageError
from generator.model.years import Closing
from generator.reading.joining.people.people import is_by_name
from generator.register.register import Register
from generator.register.years.years import CLOSED, RESULTS
from generator.reports.personal import MissingFinals

TellCode = Callable[[str], None]
"""Told of a backup code as soon as it is in use: it is shown only now."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for: the archive's place (None: the usual), and what is overlooked."""

    archive: Path | None = None
    early: bool = False
    incomplete: bool = False
    dry_run: bool = False
    workers: int = 0


@dataclass(frozen=True, slots=True)
class ClosingResult:
    """What was done, or would be.

    `students` have results; `missing` final marks were overlooked; `removed` files went, `left` lie there still;
    `kept` pages stay readable; `aliases` is the file with `by_name` rows for content/aliases.csv, None: nobody.
    """

    year: str
    students: int
    missing: tuple[MissingFinals, ...]
    archive: Path
    code: str = field(default="", repr=False)
    removed: int = 0
    left: tuple[str, ...] = ()
    kept: int = 0
    aliases: Path | None = None
    by_name: int = 0


def close_year(
    inputs: Inputs, register: Register, wanted: Wanted, *, tell_code: TellCode, quiet: bool = False
) -> ClosingResult:
    """Close the year of the settings, or go on with a closing that was cut off. The caller holds the lock.

    Raises UsageError `year-closed`, `year-not-over`, `exports-elsewhere`; SuspiciousError `finals-incomplete`;
    RegisterError `archive-differs`; ProblemsError when the exports can't be read. After any of them what lies in the
    folder is whole.
    """
    year = year_of(inputs)
    closing = register.years.closing(year)
    if closing and closing.state == CLOSED:
        hint = "for the next year write its dates into calendar.year_start and calendar.year_end of site.yaml"
        raise UsageError("year-closed", f"the year {year} is closed", hint=hint)
    _refuse_early(inputs, wanted)
    if wanted.dry_run:
        return _rehearse(inputs, register, wanted, year, quiet=quiet)
    missing: tuple[MissingFinals, ...] = ()
    code = ""
    if closing is None or closing.state == RESULTS:
        missing = _enter_results(inputs, register, wanted, closing, quiet=quiet)
        code = _archive(inputs, register, wanted, year, tell_code)
    return _after_archive(inputs, register, year, missing, code)


def _refuse_early(inputs: Inputs, wanted: Wanted) -> None:
    last = inputs.settings.calendar.year_end
    if inputs.now.date() < last and not wanted.early:
        hint = "with --early it is closed all the same"
        raise UsageError("year-not-over", f"the year ends on {last}", hint=hint)


def _rehearse(inputs: Inputs, register: Register, wanted: Wanted, year: str, *, quiet: bool) -> ClosingResult:
    refuse_elsewhere(inputs)
    with tempfile.TemporaryDirectory() as cache, register.rehearsal():
        found = gather(inputs, register, Path(cache), workers=wanted.workers, quiet=quiet)
    _refuse_incomplete(found.missing, wanted)
    return ClosingResult(year, len(found.results), found.missing, archive_path(inputs, wanted.archive, year))


def _refuse_incomplete(missing: Sequence[MissingFinals], wanted: Wanted) -> None:
    if missing and not wanted.incomplete:
        lines = [f"  {m.class_title}, {m.subject}, {m.column or 'the year'}: {m.students}" for m in missing]
        count = sum(m.students for m in missing)
        message = "\n".join((f"{count} final marks are missing (class, subject, term: students)", *lines))
        hint = "bring exports with them, or close with --incomplete"
        raise SuspiciousError("finals-incomplete", message, hint=hint)


def _enter_results(
    inputs: Inputs, register: Register, wanted: Wanted, closing: Closing | None, *, quiet: bool
) -> tuple[MissingFinals, ...]:
    refuse_elsewhere(inputs)
    found = gather(inputs, register, inputs.folder.cache, workers=wanted.workers, quiet=quiet)
    _refuse_incomplete(found.missing, wanted)
    # What families read over the summer is the last state.
    build(inputs, register, workers=wanted.workers, quiet=quiet)
    if closing is None:
        calendar = inputs.settings.calendar
        draws = register.backup_key() is None
        closing = Closing(year_of(inputs), calendar.year_start, calendar.year_end, RESULTS, draws_code=draws)
    with register.transaction():
        register.years.begin(closing, inputs.moment)
        register.years.enter(found.results, inputs.moment)
    return found.missing


def _archive(inputs: Inputs, register: Register, wanted: Wanted, year: str, tell_code: TellCode) -> str:
    """Write the archive and read it back; return the backup code if it is a new one.

    A code that was drawn by a run that was cut off here may have been seen by nobody, so another one is drawn.
    """
    closing = register.years.closing(year)
    again = bool(closing and closing.draws_code and register.backup_key())
    target = archive_path(inputs, wanted.archive, year)
    result = write_archive(inputs, register, target, new_code=again)
    if result.code:
        tell_code(result.code)
    digest = check_archive(inputs.folder, register, target)
    register.years.note_archive(year, str(target), digest, inputs.moment)
    return result.code


def _after_archive(
    inputs: Inputs, register: Register, year: str, missing: tuple[MissingFinals, ...], code: str
) -> ClosingResult:
    folder, closing = inputs.folder, register.years.closing(year)
    if closing is None:
        raise RuntimeError("a closing that was not begun")
    archive = Path(closing.archive)
    files, _ = read_archive(register, archive, closing.digest)
    kept = keep_year(folder, register, closing)
    aliases, by_name = propose_aliases(folder, register, year)
    removed, left = remove_archived(folder, files)
    shutil.rmtree(folder.cache, ignore_errors=True)
    register.years.finish(year, is_by_name, inputs.moment)
    return ClosingResult(
        year=year,
        students=len(register.years.results_in(year)),
        missing=missing,
        archive=archive,
        code=code,
        removed=removed,
        left=left,
        kept=kept,
        aliases=aliases,
        by_name=by_name,
    )
