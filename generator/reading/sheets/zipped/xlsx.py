"""The bytes of an `.xlsx` become sheets, or a reason why they are refused ([ECMA-376] parts 1 and 2)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import NamedTuple

from generator.reading.archives import Refusal
from generator.reading.sheets.dates import is_date_format
from generator.reading.sheets.sheet import DAMAGED, MACROS, SAVE_AGAIN, Budget, RefusedError, Sheet, safe_title
from generator.reading.sheets.zipped.parts import Parts, open_parts
from generator.reading.sheets.zipped.xlsx_cells import MAIN, Book, read_cells
from generator.reading.sheets.zipped.xml_part import Depth, names_in, parse_part

_RELATIONS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_PACKAGE = ("http://schemas.openxmlformats.org/package/2006/relationships",)
_NAMES = {**names_in(MAIN, "sheet workbookPr si t rPh numFmt cellXfs xf"), **names_in(_PACKAGE, "Relationship")}
_ID = [f"{namespace}}}id" for namespace in _RELATIONS]
_MAX_SHEETS = 500
_NO_WORKBOOK = Refusal("not-a-workbook", "this is not a workbook", SAVE_AGAIN)


def open_xlsx(content: bytes, limit: int | None = None) -> list[Sheet]:
    """Return the sheets in order; with a `limit` only the first one, and only so many rows of it.

    Raises `RefusedError`.
    """
    with open_parts(content) as parts:
        if any(name.casefold().endswith("vbaproject.bin") for name in parts.names):
            raise RefusedError(MACROS)
        if "[Content_Types].xml" not in parts.names:
            raise RefusedError(_NO_WORKBOOK)
        parts.check_all()
        main = next((r.target for r in _relations(parts, "").values() if r.kind == "officeDocument"), "xl/workbook.xml")
        related = _relations(parts, main)
        places, from_1904 = _sheets_of(parts.read(main))
        shared = {r.kind: r.target for r in related.values()}
        texts = _texts(parts.read(shared["sharedStrings"])) if shared.get("sharedStrings") in parts.names else []
        dates = _dates(parts.read(shared["styles"])) if shared.get("styles") in parts.names else frozenset()
        book = Book(texts, dates, from_1904, Budget())
        found: list[Sheet] = []
        for number, (title, part) in enumerate(_parts_of(places, related), 1):
            found.append(read_cells(parts.read(part), book, safe_title(title, number), limit)._replace(name=title))
            if limit is not None:
                break
    if not found:
        raise RefusedError(DAMAGED)
    return found


class _Relation(NamedTuple):
    kind: str
    target: str


def _parts_of(places: list[tuple[str, str]], related: Mapping[str, _Relation]) -> list[tuple[str, str]]:
    """Return title and part of each sheet, without those that are charts; no two sheets are one part."""
    found: list[tuple[str, str]] = []
    for number, (title, key) in enumerate(places, 1):
        target = related.get(key)
        if target is None or target.kind == "worksheet":
            found.append((title, target.target if target else f"xl/worksheets/sheet{number}.xml"))
    if len({part for _, part in found}) < len(found):
        raise RefusedError(DAMAGED)
    return found


def _relations(parts: Parts, part: str) -> Mapping[str, _Relation]:
    """Return what a part refers to, by id: the last word of the relation's type, and the part it leads to."""
    folder, name = posixpath.split(part)
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, _Relation] = {}

    def start(full: str, attributes: dict[str, str]) -> None:
        if _NAMES.get(full) == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = _Relation(kind, target)

    if place in parts.names:
        parse_part(parts.read(place), start)
    return found


def _sheets_of(content: bytes) -> tuple[list[tuple[str, str]], bool]:
    """Return the sheets of the workbook part (title, id of the relation) and whether its days count from 1904."""
    found: list[tuple[str, str]] = []
    from_1904 = False

    def start(full: str, attributes: dict[str, str]) -> None:
        nonlocal from_1904
        name = _NAMES.get(full)
        if name == "sheet":
            found.append((attributes.get("name", ""), next((attributes[key] for key in _ID if key in attributes), "")))
            if len(found) > _MAX_SHEETS:
                raise RefusedError(DAMAGED)
        elif name == "workbookPr":
            from_1904 = attributes.get("date1904") in {"1", "true"}

    parse_part(content, start)
    return found, from_1904


def _texts(content: bytes) -> list[str]:
    """Return the texts that sheets share: of several runs joined, without what stands above them (`rPh`)."""
    found: list[str] = []
    pieces: list[str] = []
    text = ""
    phonetic = False
    depth = Depth()

    def start(full: str, _: dict[str, str]) -> None:
        nonlocal phonetic, text
        depth.down()
        name = _NAMES.get(full)
        if name == "si":
            text = ""
        elif name == "rPh":
            phonetic = True
        pieces.clear()

    def end(full: str) -> None:
        nonlocal phonetic, text
        depth.up()
        name = _NAMES.get(full)
        if name == "t" and not phonetic:
            text += "".join(pieces)
        elif name == "si":
            found.append(text)
        elif name == "rPh":
            phonetic = False

    parse_part(content, start, end, pieces.append)
    return found


def _dates(content: bytes) -> frozenset[str]:
    """Return the numbers of the cell styles that show dates or times, as the cells write them."""
    codes: dict[int, str] = {}
    formats: list[int] = []
    inside = False
    depth = Depth()

    def start(full: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        depth.down()
        name = _NAMES.get(full)
        if name == "numFmt":
            codes[_number(attributes, "numFmtId")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            formats.append(_number(attributes, "numFmtId"))

    def end(full: str) -> None:
        nonlocal inside
        depth.up()
        if _NAMES.get(full) == "cellXfs":
            inside = False

    parse_part(content, start, end)
    shown = {number: is_date_format(number, codes.get(number)) for number in set(formats)}
    return frozenset(str(index) for index, number in enumerate(formats) if shown[number])


def _number(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name, "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
