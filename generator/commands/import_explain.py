"""`diary import --explain FILE`: how a file is understood, cell by cell, before anybody trusts it. Nothing is kept.

The file may lie anywhere. What it doesn't say itself comes from the options, or from the item of `journals` that names
the file; without a site folder only from the options.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.commands.folder import write_atomically
from generator.commands.found_exports import exports_of
from generator.commands.import_page import Drawing
from generator.commands.import_text import lines
from generator.commands.inputs import Inputs, built_in, load_inputs, load_words
from generator.commands.journals import read_mappings
from generator.commands.looks import load_looks
from generator.commands.panel_look import load_faults
from generator.errors import DiaryError, ProblemsError, ReadError, RenderError, UsageError
from generator.reading.about import NOTHING, About, about
from generator.reading.explaining.explain import explain
from generator.reading.explaining.understood import Explanation, Meaning
from generator.reading.exports import FoundExport, is_ignored, open_export
from generator.reading.mapping.mapping import NO_MAPPING, Mapping, read_mapping
from generator.reading.recognise import reader_for
from generator.rendering.look import Look
from generator.rendering.staff.explained import render_explanation
from generator.rendering.words import Words
from generator.settings.sections import JournalSection

_Item = tuple[FoundExport, JournalSection]
"""An export, and the item of `journals` that names it."""
_ANY_YEAR = (date.min, date.max)


def run(options: argparse.Namespace) -> int:
    """`diary import --explain`; ends with 1 when something is wrong with the file, which is shown in its place."""
    if options.explain is None:
        raise UsageError("usage", "import needs --explain FILE", hint="exports are dropped into content/exports")
    inputs = _inputs(options)
    found = _chosen(explain_file(inputs, options), options.sheet)
    if options.html:
        look = _look(inputs)
        page = render_explanation(look, Drawing(look.words, load_faults(look), _passed(look)).page(found))
        write_atomically(options.html, page.encode(), mode=0o600)
    if options.format == "json":
        sys.stdout.write(json.dumps(as_json(found), ensure_ascii=False) + "\n")
    elif not options.html:
        sys.stdout.writelines(f"{line}\n" for line in lines(found))
    return max((problem.exit_code for problem in found.problems), default=0)


def explain_file(inputs: Inputs | None, options: argparse.Namespace) -> Explanation:
    """Read the file of the options and return how it was understood. Raises the reason why it isn't read at all."""
    file = options.explain.resolve()
    root = inputs.folder.root if inputs and file.is_relative_to(inputs.folder.root) else file.parent
    item = _item(inputs, file) if inputs else None
    whole = item[0] if item and item[1].together == "folder" else _export(root, file)
    export = open_export(root, whole, _about(inputs, item, options))
    if isinstance(export, ReadError):
        raise export
    reader = reader_for(export, options.reader or (item[1].reader if item else ""))
    if isinstance(reader, ReadError):
        raise reader
    return explain(export, reader)


def _inputs(options: argparse.Namespace) -> Inputs | None:
    try:
        return load_inputs(options)
    except UsageError as error:
        if error.slug != "no-site-folder":
            raise
        return None


def _export(root: Path, file: Path) -> FoundExport:
    name = file.relative_to(root).as_posix()
    if not file.is_dir():
        return FoundExport(name, (file,))
    paths = (path for path in sorted(file.rglob("*")) if path.is_file())
    return FoundExport(name, tuple(path for path in paths if not is_ignored(path.relative_to(root).as_posix())))


def _item(inputs: Inputs, file: Path) -> _Item | None:
    """Return the item of `journals` that names the file, with the export to which it belongs."""
    for journal in inputs.settings.journals:
        for export in exports_of(inputs, journal):
            if any(path.resolve() == file or file in path.resolve().parents for path in export.paths):
                return export, journal
    return None


def _about(inputs: Inputs | None, item: _Item | None, options: argparse.Namespace) -> About:
    """Return what is known of the file beside its bytes: the options go before the item of `journals`."""
    problems: list[DiaryError] = []
    calendar = inputs.settings.calendar if inputs else None
    year = (calendar.year_start, calendar.year_end) if calendar else None
    known: About | ReadError = NOTHING
    if inputs and item:
        found, journal = item
        known = about(found.name, journal, year or _ANY_YEAR, read_mappings(inputs, problems)[journal.mapping])
    mapping = _mapping(options.mapping, problems) if options.mapping else NO_MAPPING
    asked = JournalSection((), "", (), group=options.group, student=options.student, term=options.term)
    told = about("", asked, year or _ANY_YEAR, mapping)
    problems += [one for one in (known, told) if isinstance(one, ReadError)]
    if problems or isinstance(known, ReadError) or isinstance(told, ReadError):
        raise ProblemsError(problems)
    return About(
        group=told.group or known.group,
        student=told.student if any(told.student) else known.student,
        term=told.term or known.term,
        year=year,
        mapping=mapping if options.mapping else known.mapping,
    )


def _mapping(path: Path, problems: list[DiaryError]) -> Mapping:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError("usage", f"the mapping file can't be read: {error.strerror}") from error
    mapping, found = read_mapping(path.name, content)
    problems += found
    return mapping


def _chosen(found: Explanation, titles: list[str]) -> Explanation:
    """Return only the sheets asked for, by title or number."""
    if not titles:
        return found
    sheets = tuple(view for number, view in enumerate(found.sheets, 1) if view.title in titles or str(number) in titles)
    if not sheets:
        known = ", ".join(view.title or str(number) for number, view in enumerate(found.sheets, 1))
        raise UsageError("usage", "the file has no such sheet", hint=f"sheets: {known}" if known else "it has none")
    return replace(found, sheets=sheets)


def as_json(found: Explanation) -> dict[str, object]:
    """Return an explanation as plain values."""
    return {
        "export": found.name,
        "reader": found.reader,
        "sheets": [
            {
                "place": view.place,
                "sheet": view.title,
                "cells": [
                    {"cell": cell.name, "text": cell.text, "became": [_meaning(one) for one in cell.meanings]}
                    for cell in view.cells
                ],
            }
            for view in found.sheets
        ],
        "records": [{"place": r.place, "where": r.where, "became": _meaning(r.meaning)} for r in found.records],
        "problems": [
            {"slug": p.slug, "message": p.message, "place": str(p.origin), "hint": p.hint} for p in found.problems
        ],
    }


def _meaning(meaning: Meaning) -> dict[str, object]:
    told = {"kind": meaning.kind.value, "what": meaning.what, "said": dict(meaning.said)}
    return {**told, **{name: text for name in ("note", "hint") if (text := getattr(meaning, name))}}


def _passed(look: Look) -> dict[str, object]:
    try:
        found = load_words(look.folders, f"passed/{look.words.language}")
    except RenderError:
        found = {}  # in English the phrases of readers are the words
    return dict(found) if isinstance(found, dict) else {}


def _look(inputs: Inputs | None) -> Look:
    if inputs:
        return load_looks(inputs).main
    folder = built_in("templates")
    words = load_words((folder,), "ru")
    return Look((folder,), Words("ru", words if isinstance(words, dict) else {}), "", "")
