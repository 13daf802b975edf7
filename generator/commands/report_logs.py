"""The pages of the registers and of the import log (B8.1), which need no class to be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from generator.commands.inputs import Inputs
from generator.commands.registers_export import WORKBOOK, register_tables_of
from generator.register.register import Register
from generator.rendering.staff.reports.figures import Figures
from generator.rendering.staff.reports.logs import ImportState, KeptTable, imports_page, registers_page
from generator.rendering.staff.reports.page import ReportPage
from generator.rules.clocks.profile import profile_on
from generator.writing.registers import RegisterTable, registers_csv, registers_xlsx

FOLDER = "registers"
"""Where the files of the registers lie, below `output/staff`."""
_LOG = "imports"


def log_pages(
    inputs: Inputs, register: Register, fresh: Mapping[str, datetime], figures: Figures
) -> Iterator[tuple[ReportPage, Mapping[str, bytes]]]:
    """Yield the two pages with the files beside them; `fresh` is class title → the newest time that its data prove.

    A missing class is one that could not be read.
    """
    tables = register_tables_of(inputs, register)
    made = inputs.now
    kept = [_kept(table) for table in tables]
    files = {f"{FOLDER}/{table.name}.csv": registers_csv(table) for table in tables if table.rows}
    files[f"{FOLDER}/{WORKBOOK}"] = registers_xlsx(tables)
    yield registers_page(kept, WORKBOOK, FOLDER, made, figures), files
    log = next(one for one in kept if one.name == _LOG)
    hours = profile_on(inputs.settings.rules, made.date()).fresh_hours
    csv = f"{FOLDER}/{_LOG}.csv"
    page = imports_page(
        latest=_imports(register), log=log, fresh=fresh, fresh_hours=hours, csv=csv, made=made, figures=figures
    )
    yield page, {}


def _kept(table: RegisterTable) -> KeptTable:
    return KeptTable(table.name, table.title, table.headings, table.rows)


def _imports(register: Register) -> Sequence[ImportState]:
    return [
        ImportState(one.name, one.digest, one.reader, one.rows, one.reasons, one.accepted, one.at.replace(tzinfo=None))
        for one in sorted(register.acts.imports.latest().values(), key=lambda one: one.name)
    ]
