"""All registers as tables, and as files for office programs: one workbook, and a CSV for each."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from generator.commands.folder import write_atomically
from generator.commands.inputs import Inputs, built_in, load_words, template_folders
from generator.commands.register_acts import ActTables
from generator.commands.register_ledgers import ledger_tables
from generator.commands.register_texts import Texts
from generator.errors import RenderError
from generator.register.place import make_private_folder, tighten
from generator.register.register import Register
from generator.rendering.words import Words
from generator.writing.registers import RegisterTable, registers_csv, registers_xlsx

WORKBOOK = "registers.xlsx"

ORDER = ("informing", "applications", "consents", "codes", "papers", "mailings", "contacts", "deferrals", "exams",
         "publications", "imports", "withdrawals", "corrections")  # fmt: skip
"""The registers, in the order in which the regulations ask for them."""


def register_tables(register: Register, words: Words) -> tuple[RegisterTable, ...]:
    """Return every register, in `ORDER`, with titles and values in a language (`words`, keys below `registers`)."""
    texts = Texts.of(register, words)
    acts = ActTables(texts, register.acts.all(), register.codes())
    found = {table.name: table for table in (*acts.tables(), *ledger_tables(register, texts))}
    return tuple(found[name] for name in ORDER)


def export_registers(inputs: Inputs, register: Register, folder: Path) -> list[Path]:
    """Write the workbook and a CSV for each register into `folder`, and return the paths, the workbook first.

    The folder and the files are their owner's alone (0700, 0600): they name people. Not below `output/site`.
    """
    tables = register_tables_of(inputs, register)
    make_private_folder(folder)
    files = {WORKBOOK: registers_xlsx(tables)}
    files |= {f"{table.name}.csv": registers_csv(table) for table in tables}
    for name, content in files.items():
        write_atomically(folder / name, content, mode=0o600)
        tighten(folder / name)
    return [folder / name for name in files]


def register_tables_of(inputs: Inputs, register: Register) -> tuple[RegisterTable, ...]:
    """Return every register in the language of the site; a school's own words may be older than a word of these."""
    language = inputs.settings.site.language
    try:
        return register_tables(register, _words(template_folders(inputs.folder), language))
    except RenderError:
        return register_tables(register, _words((built_in("templates"),), language))


def _words(folders: tuple[Path, ...], language: str) -> Words:
    return Words(language, cast("dict[str, object]", load_words(folders, language)))
