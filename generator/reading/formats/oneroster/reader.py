"""The reader of OneRoster 1.1 and 1.2: bundles of CSV files as zip or folder, a bulk one and any deltas over it.

Strict as the CSV binding says, except that a byte order mark is passed over. All faults come out in one pass: those of
the package, then file by file those of text, cells and references, then what contradicts itself. What is read, and by
which convention, is in `docs/reference/oneroster.md`.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.formats.oneroster.bundle.bundles import Bundle, bundles_of, claims
from generator.reading.formats.oneroster.bundle.layers import Layers
from generator.reading.formats.oneroster.bundle.manifest import Manifest, read_manifest
from generator.reading.formats.oneroster.bundle.rows import Row
from generator.reading.formats.oneroster.directory import Directory
from generator.reading.formats.oneroster.groups import Groups
from generator.reading.formats.oneroster.marks import Marks
from generator.reading.formats.oneroster.roster import Roster
from generator.reading.formats.oneroster.works import Gradebook
from generator.reading.formats.oneroster.years import Year
from generator.reading.reader import Export, Reading

_GRADEBOOK = ("lineItems", "results")


class OnerosterReader:
    """Reads bundles of OneRoster; see the module."""

    name = "oneroster"
    system = "oneroster"

    def identify(self, export: Export) -> bool:
        """Claim an export with a manifest of OneRoster, or with files that lack one; also School Data Sync's."""
        return claims(export)

    def read(self, export: Export) -> Iterator[Reading]:
        """Yield the directory, then works and homework, then marks."""
        manifests: list[Manifest] = []
        is_readable = True
        for bundle in bundles_of(export):
            for item in read_manifest(export, bundle) if isinstance(bundle, Bundle) else (bundle,):
                if isinstance(item, Manifest):
                    manifests.append(item)
                else:
                    is_readable = is_readable and not isinstance(item, ReadError)
                    yield item
        if not manifests:
            return
        bulks = [manifest for manifest in manifests if manifest.mode == "bulk"]
        deltas = [manifest for manifest in manifests if manifest.mode == "delta"]
        yield from _packages(bulks, deltas, is_readable=is_readable)
        version = (bulks or deltas)[0].version
        deltas = [delta for delta in deltas if delta.version == version]
        yield from _contents(export, Layers(export, bulks[0] if bulks else None, deltas))


def _packages(bulks: list[Manifest], deltas: list[Manifest], *, is_readable: bool) -> Iterator[ReadError]:
    """Yield what is wrong with the bundles of an export taken together."""
    if not bulks and is_readable:
        hint = "put the bulk bundle and its deltas into one folder, with journals.together: folder in site.yaml"
        message = "a delta without the bulk bundle that it changes"
        yield ReadError("delta-without-bulk", message, origin=Origin(deltas[0].place, "", 1), hint=hint)
    for bulk in bulks[1:]:
        hint = "leave only the newest bulk bundle and the deltas made after it"
        message = f"a second bulk bundle beside {bulks[0].place}"
        yield ReadError("two-bulks", message, origin=Origin(bulk.place, "", 1), hint=hint)
    for delta in deltas:
        if bulks and delta.version != bulks[0].version:
            message = f"a delta of OneRoster {delta.version} over a bulk bundle of {bulks[0].version}"
            yield ReadError("oneroster-version", message, origin=Origin(delta.place, "", 1))


def _contents(export: Export, layers: Layers) -> Iterator[Reading]:
    """Yield what the files say; the directory is whole when the first lineItem is read."""
    roster = Roster()
    marks = Marks(export.about.mapping, layers.version)
    gradebook: Gradebook | None = None
    for name in layers.columns:
        if name in _GRADEBOOK and gradebook is None:
            groups, year = Groups(roster, export.about.group), Year(roster, export.about)
            whole = layers.known["classes"].whole and layers.known["enrollments"].whole
            yield from Directory(roster, groups, year, export.about).read(whole=whole)
            gradebook = Gradebook(roster, groups, year, marks, enrollments_whole=whole)
        for item in layers.read(name):
            if not isinstance(item, Row):
                yield item
            elif gradebook and name in _GRADEBOOK:
                yield from gradebook.take(name, item)
            else:
                for found in roster.take(name, item):
                    layers.known[name].whole &= not isinstance(found, ReadError)
                    yield found
    yield from marks.unknown.errors()
