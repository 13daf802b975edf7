"""A folder of this computer, or of a disk that the web server reads: files are written beside and moved into place."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from generator.errors import HostError, HostRetryError
from generator.publishing.host import TEMPORARY, Listed, Traits

_TRAITS = Traits(atomic_replace=True, exclusive_create=True, immediate_erase=True, headers=False, connections=4)


class FolderHost:
    """See `Host`."""

    def __init__(self, folder: Path) -> None:
        """Use a folder; it is made with the first file."""
        self._folder = folder
        self.traits = _TRAITS

    def read(self, path: str) -> bytes | None:
        """See `Host`."""
        with translated():
            try:
                return (self._folder / path).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                return None

    def list(self, folder: str) -> list[Listed]:
        """See `Host`."""
        found = []
        with translated():
            for here, _, names in os.walk(self._folder / folder, onerror=_refuse_unless_absent):
                for name in names:
                    file = Path(here, name)
                    stat = file.stat()
                    found.append(Listed(file.relative_to(self._folder).as_posix(), stat.st_size, stat.st_mtime))
        return sorted(found)

    def write(self, path: str, content: bytes) -> None:
        """See `Host`."""
        self._beside(path, content, lambda aside, place: aside.replace(place))

    def delete(self, paths: Iterable[str]) -> None:
        """See `Host`."""
        with translated():
            for path in paths:
                (self._folder / path).unlink(missing_ok=True)

    def create_exclusive(self, path: str, content: bytes) -> bool:
        """See `Host`."""
        try:
            # a hard link to a file that is complete: refused when the name is taken, and never seen half written
            self._beside(path, content, os.link)
        except FileExistsError:
            return False
        return True

    def flush(self) -> None:
        """See `Host`."""

    def close(self) -> None:
        """See `Host`."""

    def _beside(self, path: str, content: bytes, move: Callable[[Path, Path], object]) -> None:
        place = self._folder / path
        aside = place.with_name(f".{place.name}.{uuid4().hex[:12]}{TEMPORARY}")
        with translated():
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                with aside.open("wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                move(aside, place)
            finally:
                aside.unlink(missing_ok=True)


def _refuse_unless_absent(error: OSError) -> None:
    if not isinstance(error, (FileNotFoundError, NotADirectoryError)):
        raise error


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the system says into ours. On Windows a file that is being read can't be replaced: try again."""
    try:
        yield
    except FileExistsError:
        raise
    except PermissionError as error:
        kind = HostRetryError if os.name == "nt" else HostError
        raise kind("host-refused", f"the folder refuses: {error.strerror}", hint="look at the rights") from error
    except OSError as error:
        raise HostError("host-refused", f"the folder refuses: {error.strerror}") from error
