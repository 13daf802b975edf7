"""`manifest.csv`: which version a bundle is of, and which files it holds as bulk, as delta, or not at all."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from typing import NamedTuple

from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.cells import quotable
from generator.reading.formats.oneroster.bundle.bundles import MANIFEST, Bundle
from generator.reading.formats.oneroster.bundle.columns import KEPT, VERSIONS, columns_of
from generator.reading.formats.oneroster.bundle.text import Line, lines_of
from generator.reading.reader import Export, Ignored

_HEADER = ["propertyName", "value"]
_SOURCES = {"source.systemName", "source.systemCode"}
_MODES = {"absent", "bulk", "delta"}


class Manifest(NamedTuple):
    """What a manifest says: its place, the version, `bulk` or `delta`, and the members that hold the files by name."""

    place: str
    version: str
    mode: str
    files: Mapping[str, str]


Properties = Mapping[str, tuple[Origin, str]]


def read_manifest(export: Export, bundle: Bundle) -> Iterator[Manifest | ReadError | Ignored]:
    """Yield what is wrong with a manifest or differs from the files, and the manifest if its files can be read."""
    place = export.place_of(bundle.members[MANIFEST])
    properties: dict[str, tuple[Origin, str]] = {}
    fault = yield from _read(place, export.members[bundle.members[MANIFEST]], properties)
    if fault:
        return
    version = yield from _version(place, properties)
    if not version:
        return
    modes = dict[str, str]()
    for name in columns_of(version):
        mode = yield from _mode(place, name, properties, has_file=f"{name}.csv" in bundle.members)
        if mode:
            modes[name] = mode
    yield from _strangers(export, bundle, version, properties)
    kinds = set(modes.values()) - {"absent"}
    if len(kinds) > 1:
        origin = next(properties[f"file.{name}"][0] for name, mode in modes.items() if mode == "delta")
        hint = "export everything as bulk, or all changes as delta"
        yield ReadError("bulk-and-delta", "bulk and delta files in one bundle", origin=origin, hint=hint)
    elif not kinds:
        yield ReadError("file-missing", "the manifest declares no file at all", origin=Origin(place, "", 1))
    else:
        files = {name: bundle.members[f"{name}.csv"] for name in columns_of(version) if f"{name}.csv" in bundle.members}
        yield Manifest(place, version, kinds.pop(), files)


def _read(place: str, content: bytes, properties: dict[str, tuple[Origin, str]]) -> Generator[ReadError, None, bool]:
    """Fill `properties` with values and their places; return whether the header was wrong, so that nothing was read."""
    lines = lines_of(place, content)
    first = next(lines, None)
    if not isinstance(first, Line) or first.cells != _HEADER:
        hint = "some programs write propertyValue" if isinstance(first, Line) and "propertyValue" in first.cells else ""
        origin = Origin(place, "", 1)
        message = "the first line of a manifest is propertyName,value"
        yield ReadError("manifest-header", message, origin=origin, hint=hint or "export the bundle again")
        return True
    for line in lines:
        if isinstance(line, ReadError):
            yield line
            continue
        origin = Origin(place, "", line.number, 1)
        if len(line.cells) != len(_HEADER):
            message = f"the row has {len(line.cells)} cells, the header has 2"
            yield ReadError("ragged-row", message, origin=origin)
        elif line.cells[0] in properties:
            yield ReadError("manifest-property", "this property stands on an earlier line too", origin=origin)
        else:
            properties[line.cells[0]] = (Origin(place, "", line.number, 2), line.cells[1])
    return False


def _version(place: str, properties: Properties) -> Generator[ReadError, None, str]:
    """Return the version of OneRoster, "" when it is none that can be read."""
    origin, form = properties.get("manifest.version", (Origin(place, "", 1), ""))
    if not form:
        yield _missing(origin, "manifest.version")
    elif form != "1.0":
        hint = "Excel turns 1.0 into 1: don't save a bundle in a spreadsheet program" if form == "1" else ""
        message = f"the form of the manifest is {quotable(form)}, known is 1.0"
        yield ReadError("manifest-version", message, origin=origin, hint=hint)
    origin, version = properties.get("oneroster.version", (Origin(place, "", 1), ""))
    if version in VERSIONS:
        return version
    if version:
        hint = "ask the journal for OneRoster 1.1 or 1.2"
        yield ReadError("oneroster-version", f"OneRoster {quotable(version)} is not read", origin=origin, hint=hint)
    else:
        yield _missing(origin, "oneroster.version")
    return ""


def _mode(place: str, name: str, properties: Properties, *, has_file: bool) -> Generator[ReadError, None, str]:
    """Return what the manifest says of a file, "" if nothing that is known."""
    key = f"file.{name}"
    origin, mode = properties.get(key, (Origin(place, "", 1), ""))
    if mode not in _MODES:
        if key not in properties:
            yield _missing(origin, key)
        else:
            yield ReadError("manifest-value", f"column value: {key} is absent, bulk or delta", origin=origin)
        return ""
    if mode == "absent" and has_file:
        message = f"{name}.csv is here, and the manifest says it is absent"
        yield ReadError("file-not-declared", message, origin=origin, hint="pack the bundle again")
    elif mode != "absent" and not has_file:
        hint = "pack the bundle again; capitals in names of files count"
        message = f"the manifest declares {name}.csv, and it is not here"
        yield ReadError("file-missing", message, origin=origin, hint=hint)
    return mode


def _strangers(export: Export, bundle: Bundle, version: str, properties: Properties) -> Iterator[ReadError | Ignored]:
    """Yield properties and files that the version does not know, and files that a diary has no use for."""
    known = columns_of(version)
    names = {"manifest.version", "oneroster.version", *_SOURCES, *(f"file.{name}" for name in known)}
    for key, (origin, _) in properties.items():
        if key not in names:
            message = f"OneRoster {version} has no such property"
            yield ReadError("manifest-property", message, origin=origin._replace(column=1))
    for name, member in bundle.members.items():
        origin = Origin(export.place_of(member), "", 1)
        stem = name.removesuffix(".csv")
        if name != MANIFEST and (stem == name or stem not in known):
            yield Ignored(origin, "files", f"not a file of OneRoster {version}")
        elif name != MANIFEST and stem not in KEPT:
            yield Ignored(origin, "files", "a file of OneRoster that a diary has no use for")


def _missing(origin: Origin, key: str) -> ReadError:
    return ReadError("manifest-property", f"the manifest lacks {key}", origin=origin, hint="export the bundle again")
