"""The parts of a workbook that is a zip (XLSX, ODS), opened within the limits of `archives`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from generator.reading.archives import DAMAGE, check_directory, refuse_entries
from generator.reading.archives import Refusal as _Refusal
from generator.reading.sheets.sheet import DAMAGED, RefusedError
from generator.reading.sheets.zipped.xml_part import check_beginning

MAX_BYTES = 200 * 2**20

_HEAD = 2**16


class Parts:
    """The parts by name."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = frozenset(archive.namelist())

    def read(self, name: str) -> bytes:
        """Return a part; one that is missing or damaged is damage of the whole."""
        if name not in self.names:
            raise RefusedError(DAMAGED)
        return self._archive.read(name)

    def check_all(self) -> None:
        """Refuse the workbook if any part of it declares entities, also one that nothing here reads."""
        for name in self.names:
            if name.casefold().endswith((".xml", ".rels", ".vml")):
                with self._archive.open(name) as part:
                    check_beginning(part.read(_HEAD))


@contextmanager
def open_parts(content: bytes) -> Iterator[Parts]:
    """Open a workbook; whatever its zip has wrong is raised as `RefusedError`."""
    refusal = check_directory(content)
    if refusal:
        raise RefusedError(refusal)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse(archive.infolist())
            yield Parts(archive)
    except DAMAGE as error:
        raise RefusedError(DAMAGED) from error


def refuse(infos: list[zipfile.ZipInfo]) -> None:
    """Refuse what no archive may be, and what is too much for a workbook."""
    refusal = refuse_entries(infos)
    if refusal:
        # The names of parts say nothing to anybody, and a broken archive is a broken workbook here.
        raise RefusedError(DAMAGED if refusal.slug == "broken-archive" else refusal._replace(member=""))
    if sum(info.file_size for info in infos) > MAX_BYTES:
        limit = MAX_BYTES // 2**20
        message = f"the workbook unpacks to more than {limit} MiB"
        raise RefusedError(_Refusal("archive-too-large", message, "export less at once"))
