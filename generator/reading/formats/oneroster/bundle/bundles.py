"""The bundles inside an export: one bulk bundle, and any number of deltas in archives or folders beside it.

A bundle is what lies beside one `manifest.csv`. Without one an export may still look like OneRoster, or like what
Microsoft's School Data Sync takes, which has the same file names and other columns; then the error says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.reader import Export, Ignored

MANIFEST = "manifest.csv"
_HEAD = 2_000
_PATH = re.compile(r"(.*[/!])?([^/!]*)", re.DOTALL)
_PROPERTY = (b"propertyName,", b'"propertyName",')
_SYNC_KEYS = {"sourcedId", "userSourcedId", "classSourcedId", "SIS ID"}
_SYNC_COLUMNS = {
    *("orgSourcedId", "sessionSourcedIds", "relationshipUserSourcedId", "roleStartDate", "flag", "schoolYear"),
    *("schoolYearSourcedId", "activeDirectoryMatchId", "raceCodes", "role", "type", "Name", "Section SIS ID"),
}


class Bundle(NamedTuple):
    """One bundle: its folder or archive within the export (`""`, `delta-1/`, `bulk.zip!`), and its members by name."""

    prefix: str
    members: Mapping[str, str]


def claims(export: Export) -> bool:
    """Say whether an export is OneRoster, or tries to be."""
    return any(_kind_of(member, content) for member, content in export.members.items())


def bundles_of(export: Export) -> Iterator[Bundle | ReadError | Ignored]:
    """Yield the bundles of an export in order, and what is wrong with what is none."""
    folders: dict[str, dict[str, str]] = defaultdict(dict)
    for member in export.members:
        found = _PATH.fullmatch(member)
        prefix, name = (found[1] or "", found[2]) if found else ("", member)
        folders[prefix][name] = member
    with_manifest = [prefix for prefix, members in folders.items() if MANIFEST in members]
    for prefix, members in sorted(folders.items()):
        if prefix not in with_manifest:
            yield _without_manifest(export, members, several=bool(with_manifest))
            continue
        inner = prefix.rpartition("!")[2]
        if inner and ("!" in prefix or (export.name.endswith(".zip") and len(with_manifest) == 1)):
            origin = Origin(export.place_of(members[MANIFEST]))
            hint = "pack the files themselves, not the folder they lie in"
            yield ReadError("bundle-in-folder", "the files lie in a folder of the archive", origin=origin, hint=hint)
        yield Bundle(prefix, members)


def _without_manifest(export: Export, members: Mapping[str, str], *, several: bool) -> ReadError | Ignored:
    """Say what is wrong with files that no manifest belongs to."""
    kinds = {member: _kind_of(member, export.members[member]) for member in members.values()}
    first = next((member for member in kinds if kinds[member]), next(iter(kinds)))
    origin = Origin(export.place_of(first), "", 1)
    if kinds[first] == "sync":
        hint = "ask the journal for OneRoster 1.1 or 1.2 CSV instead: a bundle with manifest.csv in it"
        message = "a file for Microsoft School Data Sync: like OneRoster, but with other columns and without marks"
        return ReadError("school-data-sync", message, origin=origin, hint=hint)
    if not kinds[first] and several:
        return Ignored(origin, "files", "not of OneRoster")
    hint = "a bundle is read whole: put manifest.csv and all its files into one folder or zip"
    return ReadError("no-manifest", "a file of OneRoster without manifest.csv beside it", origin=origin, hint=hint)


def _kind_of(member: str, content: bytes) -> str:
    """Return `manifest`, `file`, `sync` or "" for what a member begins like."""
    head = content[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    is_manifest = re.split("[/!]", member)[-1] == MANIFEST
    if head.startswith(_PROPERTY) or (is_manifest and b"oneroster" in head):
        return "manifest"
    line = head.partition(b"\n")[0].rstrip(b"\r").decode("utf-8", "ignore")
    titles = [title.strip('"') for title in re.split("[,;\t]", line)]
    if "sourcedId" in titles and "dateLastModified" in titles:
        return "file"
    is_sync = titles[0] in _SYNC_KEYS and len(titles) > 1 and not _SYNC_COLUMNS.isdisjoint(titles)
    return "sync" if is_sync else ""
