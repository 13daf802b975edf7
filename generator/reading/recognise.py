"""Which reader an export belongs to. The list is explicit; its order never matters."""

from __future__ import annotations

from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.formats.asc.reader import AscReader
from generator.reading.formats.asurso.reader import AsursoReader
from generator.reading.formats.bars.reader import BarsReader
from generator.reading.formats.dnevnikru.codes import EMAKTAB, KUNDELIK, SCHOOL_PORTAL
from generator.reading.formats.dnevnikru.reader import DnevnikruReader
from generator.reading.formats.eljur.reader import EljurReader
from generator.reading.formats.mapped.reader import MappedReader
from generator.reading.formats.mesh.reader import MeshReader
from generator.reading.formats.netschool.reader import NetschoolReader
from generator.reading.formats.oneroster.reader import OnerosterReader
from generator.reading.formats.tables.reader import TablesReader
from generator.reading.formats.unclaimed import why_unclaimed
from generator.reading.reader import Export, Reader

READERS: tuple[Reader, ...] = (
    TablesReader(),
    NetschoolReader(),
    DnevnikruReader(),
    AscReader(),
    MeshReader(),
    BarsReader(),
    AsursoReader(),
    EljurReader(),
    OnerosterReader(),
    MappedReader(),
)
TWINS: tuple[Reader, ...] = tuple(DnevnikruReader(source) for source in (KUNDELIK, EMAKTAB, SCHOOL_PORTAL))
"""Readers of what looks exactly like another journal's exports: they claim only when the settings ask for them."""


def reader_for(export: Export, wanted: str = "") -> Reader | ReadError:
    """Return the one reader that claims the export; with `wanted` only the reader of that name is asked."""
    asked = [reader for reader in (*READERS, *TWINS) if reader.name == wanted] if wanted else list(READERS)
    origin = Origin(export.name)
    if not asked:
        hint = "known are " + ", ".join(reader.name for reader in (*READERS, *TWINS))
        return ReadError("unknown-reader", "there is no reader of this name", origin=origin, hint=hint)
    claims = [reader for reader in asked if reader.identify(export)]
    # A mapping with layouts is the school's own word for how a file is read, whatever it looks like.
    claims = [reader for reader in claims if reader.name == MappedReader.name] or claims
    if not claims and export.about.mapping.is_faulty:
        # What is wrong with the mapping was told; perhaps it was to say how this file is read.
        claims = [reader for reader in READERS if reader.name == MappedReader.name]
    if len(claims) == 1:
        return claims[0]
    if claims:
        names = ", ".join(reader.name for reader in claims)
        hint = "put what belongs to different journals into different folders or archives"
        return ReadError("two-readers", f"more than one format fits: {names}", origin=origin, hint=hint)
    return why_unclaimed(export, asked)
