"""The reader of a school's own tables: whatever layout they have, a mapping file says it.

It claims an export when the mapping of its item in `journals` has `layouts`. See `docs/how-to/own-spreadsheets.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.formats.mapped.grid import read_grid
from generator.reading.formats.mapped.listing import read_list
from generator.reading.formats.mapped.opening import open_pages
from generator.reading.formats.mapped.page import Page
from generator.reading.formats.mapped.rows import Said
from generator.reading.formats.mapped.words import Words
from generator.reading.joining.folding import fold_name
from generator.reading.mapping.layouts import GridLayout, Layout, Where
from generator.reading.reader import Export, Ignored, Reading


class MappedReader:
    """Reads tables through a mapping file; see the module."""

    name = "mapped"
    system = "mapped"

    def identify(self, export: Export) -> bool:
        """Claim an export whose mapping says how tables are laid out."""
        return bool(export.members) and export.about.mapping.is_of_tables

    def read(self, export: Export) -> Iterator[Reading]:
        """Yield what the layouts find in the files, file by file; unknown codes come last.

        Without a layout that can be read there is nothing to find: what is wrong with it was told with the mapping.
        """
        mapping = export.about.mapping
        if not mapping.layouts:
            return
        said = Said(Words(mapping.lesson_codes, mapping.final_codes))
        for member in export.members:
            yield from _read_member(export, member, said)
        yield from said.words.unknown_in_lessons.errors()
        yield from said.words.unknown_in_finals.errors()


def _read_member(export: Export, member: str, said: Said) -> Iterator[Reading]:
    place = export.place_of(member)
    layouts = [layout for layout in export.about.mapping.layouts if is_for_file(layout.where, member)]
    if not layouts:
        hint = "say in files of a layout for which files it is, or leave files out"
        message = "no layout of the mapping is for this file"
        yield ReadError("mapping-does-not-fit", message, origin=Origin(place), hint=hint)
        return
    separator = next((layout.where.separator for layout in layouts if layout.where.separator), "")
    pages = open_pages(place, member, export.members[member], separator)
    if isinstance(pages, ReadError):
        yield pages
        return
    for page in pages:
        yield from _read_page(page, layouts, export, said)
    yield from _sheets_missing(place, layouts, pages)


def _read_page(page: Page, layouts: list[Layout], export: Export, said: Said) -> Iterator[Reading]:
    filled = [row for row in range(page.height) if not page.is_empty(row)]
    if page.number > 1 and not filled:
        # The empty second and third sheets that every new workbook used to have.
        return
    found = [layout for layout in layouts if is_for_page(layout.where, page)]
    if not found:
        yield Ignored(page.origin(0), "sheets", "no layout of the mapping is for it")
        return
    said.rows.clear()
    for layout in found:
        if isinstance(layout, GridLayout):
            yield from read_grid(page, layout, export.about, said)
        else:
            yield from read_list(page, layout, export.about, said)
    yield from (Ignored(page.origin(row), "rows", "outside the table") for row in filled if row not in said.rows)


def is_for_file(where: Where, member: str) -> bool:
    """Say whether a layout is for a file: told by its name or path, `*` and `?` stand for anything."""
    path = member.replace("\\", "/").casefold()
    names = (path, path.rpartition("/")[2])
    return not where.files or any(fnmatchcase(name, pattern.casefold()) for pattern in where.files for name in names)


def is_for_page(where: Where, page: Page) -> bool:
    """Say whether a layout is for a sheet: told by its title, or its number from 1."""
    return not where.sheets or any(_is_sheet(page, sheet) for sheet in where.sheets)


def _is_sheet(page: Page, sheet: str) -> bool:
    return sheet == str(page.number) or (bool(page.title) and fold_name(sheet) == fold_name(page.title))


def _sheets_missing(place: str, layouts: list[Layout], pages: list[Page]) -> Iterator[ReadError]:
    for layout in layouts:
        if any(not any(_is_sheet(page, sheet) for page in pages) for sheet in layout.where.sheets):
            message = f"a sheet that the layout in line {layout.where.line} of the mapping names is not there"
            hint = "name sheets as their tabs do, or by number; leave sheets out to read all of them"
            yield ReadError("mapping-does-not-fit", message, origin=Origin(place), hint=hint)
