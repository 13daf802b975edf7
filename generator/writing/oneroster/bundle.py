"""The files of a bundle while they are written: row by row beside the target, then packed into one zip.

RFC 4180 with commas and CRLF, UTF-8 without a mark, no line break in a field; the files lie at the root of the zip,
deflated; a file without rows is not there and the manifest calls it absent.
"""

from __future__ import annotations

import csv
import zipfile
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from generator.writing.oneroster.columns import COLUMNS, FILES

if TYPE_CHECKING:
    from _csv import Writer

_NO_TEXT = dict.fromkeys((0, 65533, *range(55296, 57344)))
_MADE = (1980, 1, 1, 0, 0, 0)
"""The time of the files in the zip: the same school gives the same bytes."""


class Bundle:
    """A bundle that grows in `folder`, which is its owner's alone. Use it in `with`, then `pack` it."""

    def __init__(self, folder: Path) -> None:
        """Begin without any file."""
        self._folder = folder
        self._open = ExitStack()
        self._writers: dict[str, Writer] = {}
        self.rows: Counter[str] = Counter()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the files."""
        self._open.close()

    def add(self, name: str, cells: Mapping[str, str]) -> None:
        """Add a record to the file `name`; columns that are not given stay empty."""
        writer = self._writers.get(name) or self._start(name)
        writer.writerow([cells.get(column, "") for column in COLUMNS[name]])
        self.rows[name] += 1

    def pack(self, target: Path) -> None:
        """Close the files and write the zip, for its owner alone; `target` must not exist."""
        self._open.close()
        self._manifest()
        target.touch(mode=0o600, exist_ok=False)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in ("manifest", *FILES):
                path = self._path(name)
                if path.exists():
                    info = zipfile.ZipInfo(path.name, _MADE)
                    info.compress_type, info.file_size = zipfile.ZIP_DEFLATED, path.stat().st_size
                    with path.open("rb") as source, archive.open(info, "w") as packed:
                        while block := source.read(1 << 20):
                            packed.write(block)
                    path.unlink()

    def _manifest(self) -> None:
        said = {"manifest.version": "1.0", "oneroster.version": "1.2"}
        said |= {f"file.{name}": "bulk" if self.rows[name] else "absent" for name in FILES}
        said["source.systemName"] = "diary"
        writer = self._csv("manifest")
        writer.writerow(("propertyName", "value"))
        writer.writerows(said.items())
        self._open.close()

    def _start(self, name: str) -> Writer:
        writer = self._writers[name] = self._csv(name)
        writer.writerow(COLUMNS[name])
        return writer

    def _csv(self, name: str) -> Writer:
        path = self._path(name)
        path.touch(mode=0o600, exist_ok=False)
        return csv.writer(self._open.enter_context(path.open("w", encoding="utf-8", newline="")), lineterminator="\r\n")

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.csv"


def text(said: str) -> str:
    """Return a text on one line: a line break in a field is not permitted."""
    return " ".join(said.translate(_NO_TEXT).split())


def day(of: date | None) -> str:
    """Return a day, "" for none."""
    return of.isoformat() if of else ""


def day_after(last: date | None) -> str:
    """Return the exclusive end of a span whose last day is `last`, "" for none."""
    return day(last + timedelta(days=1)) if last else ""


def moment(at: datetime | None) -> str:
    """Return a local time to the second, "" for none."""
    return at.isoformat("T", "seconds") if at else ""


def number(value: Decimal | None) -> str:
    """Return a number without an exponent, "" for none."""
    return "" if value is None else f"{value:f}"


def score(value: Decimal | int) -> str:
    """Return a score as a float."""
    said = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return said if "." in said else f"{said}.0"
