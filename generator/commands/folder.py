"""The site folder: where everything lies, the lock, and files that are replaced whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from generator.errors import BusyError, UsageError


@dataclass(frozen=True, slots=True)
class SiteFolder:
    """A school's folder; every path below it is asked for here."""

    root: Path

    @property
    def settings(self) -> Path:
        """`site.yaml`."""
        return self.root / "site.yaml"

    @property
    def content(self) -> Path:
        """What people bring."""
        return self.root / "content"

    @property
    def templates(self) -> Path:
        """The school's own templates, which go before the built-in ones."""
        return self.root / "templates"

    @property
    def private(self) -> Path:
        """Keys, registers, build record: never published, never in git."""
        return self.root / "private"

    @property
    def register(self) -> Path:
        """The register."""
        return self.private / "register.sqlite"

    @property
    def cache(self) -> Path:
        """Entries of exports that were read before."""
        return self.private / "cache"

    @property
    def compiled(self) -> Path:
        """Compiled templates; can be thrown away."""
        return self.private / "templates"

    @property
    def record(self) -> Path:
        """What the last build made of what."""
        return self.private / "build.json"

    @property
    def kept(self) -> Path:
        """Who was in the closed year, and what their families read last."""
        return self.private / "kept"

    @property
    def site(self) -> Path:
        """The only folder that is ever published."""
        return self.root / "output" / "site"

    @property
    def letters(self) -> Path:
        """Letters with codes, until they are handed over."""
        return self.root / "output" / "letters"

    @property
    def print(self) -> Path:
        """Papers for families, in clear."""
        return self.root / "output" / "print"

    @property
    def staff(self) -> Path:
        """Reports for the staff, in clear."""
        return self.root / "output" / "staff"

    @property
    def export(self) -> Path:
        """The whole school for another program, in clear."""
        return self.root / "output" / "export"

    @property
    def runs(self) -> Path:
        """What the last runs did: places and slugs, no people."""
        return self.root / "output" / "logs" / "runs.jsonl"

    @property
    def exports(self) -> Path:
        """Exports of journals, exactly as the journal gives them."""
        return self.content / "exports"

    @property
    def staging(self) -> Path:
        """Where new files of `output/site` wait until all are made; the same disk, so that a move is one step."""
        return self.root / "output" / ".next"

    def check(self) -> None:
        """Refuse a folder without `site.yaml`."""
        if not self.settings.is_file():
            message = f"{self.root} is not a site folder: it has no site.yaml"
            raise UsageError("no-site-folder", message, hint="diary new FOLDER makes one; --site DIR names another")

    def make_private(self) -> None:
        """Make `private/`, readable by its owner only."""
        self.private.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix":
            self.private.chmod(0o700)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock of this folder; a second run is refused at once."""
        self.make_private()
        try:
            with FileLock(self.private / "lock", timeout=0):
                yield
        except Timeout:
            hint = "wait until it is done; after a crash the lock goes away by itself"
            raise BusyError("busy", "another run works on this folder", hint=hint) from None


def place_files(staging: Path, target: Path, addresses: list[str]) -> None:
    """Move staged files to their places one by one; each move is atomic, so no reader ever sees a half file."""
    for address in addresses:
        destination = target / address
        destination.parent.mkdir(parents=True, exist_ok=True)
        (staging / address).replace(destination)


def remove_strangers(target: Path, keep: set[str]) -> list[str]:
    """Remove every file below `target` that is not to be kept, and folders left empty; return what went."""
    gone = []
    for folder, _, names in os.walk(target, topdown=False):
        path = Path(folder)
        address = "" if path == target else f"{path.relative_to(target).as_posix()}/"
        strangers = [name for name in names if address + name not in keep]
        for name in strangers:
            (path / name).unlink()
            gone.append(address + name)
        if path != target and len(strangers) == len(names) and not any(path.iterdir()):
            path.rmdir()
    return gone


def write_atomically(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write a file beside its place and move it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            file.write(content)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def empty_folder(path: Path) -> Path:
    """Make a folder that is empty, whatever was there."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path
