"""A public folder that changes as a whole: a link, put from one copy of the site to the next.

    public       -> public.8     what the web server follows
    public.7                     what was before it: for requests on their way, and to look at
    public.8                     unchanged files are the same files as in public.7 (hard links)
    public.own                   what `create_exclusive` made: the lock is there for all at once, in no copy

What is written goes into a new copy, and `flush` puts the link onto it in one step. The folder above must not be
served, else the copy before stays readable under its own name. Not on Windows, where links need special rights.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from generator.errors import HostError, HostRetryError
from generator.publishing.host import TEMPORARY, Listed, Traits
from generator.publishing.hosts.folder import FolderHost, translated

_TRAITS = Traits(
    atomic_replace=True, exclusive_create=True, immediate_erase=True, headers=False, connections=1, deferred=True
)
_OFF = "set publish.switch to false"
_MOVE = "move what lies there away, or set publish.switch to false"


class FolderSwitchHost:
    """See `Host`. A connection that others have overtaken ends in `host-moved`; make a new one and plan anew."""

    def __init__(self, folder: Path) -> None:
        """Use a link, or make it with the first `flush`.

        Raises `HostError`: `switch-not-possible` on Windows, `switch-folder-taken` where a folder with files is.
        """
        if os.name == "nt":
            raise HostError("switch-not-possible", "a folder can't be switched by a link on Windows", hint=_OFF)
        self.traits = _TRAITS
        self._folder = folder
        self._own = FolderHost(folder.with_name(f"{folder.name}.own"))
        self._from = self._target()
        self._copy: Path | None = None

    def read(self, path: str) -> bytes | None:
        """See `Host`."""
        found = self._own.read(path)
        return self._shown().read(path) if found is None else found

    def list(self, folder: str) -> list[Listed]:
        """See `Host`."""
        return sorted([*self._own.list(folder), *self._shown().list(folder)])

    def write(self, path: str, content: bytes) -> None:
        """See `Host`. What was made by `create_exclusive` is replaced at once, without a switch."""
        (self._shown(new=True) if self._own.read(path) is None else self._own).write(path, content)

    def delete(self, paths: Iterable[str]) -> None:
        """See `Host`."""
        there = list(paths)
        self._own.delete(there)
        shown = self._shown()
        if any(shown.read(path) is not None for path in there):
            self._shown(new=True).delete(there)

    def create_exclusive(self, path: str, content: bytes) -> bool:
        """See `Host`."""
        return self._shown().read(path) is None and self._own.create_exclusive(path, content)

    def flush(self) -> None:
        """See `Host`. Copies older than the one before are removed."""
        if self._copy is None:
            return
        if self._target() != self._from:
            raise HostRetryError("host-moved", "somebody else has switched the folder meanwhile", hint="publish again")
        aside = self._folder.with_name(f".{self._folder.name}.{uuid4().hex[:12]}{TEMPORARY}")
        with translated():
            aside.symlink_to(self._copy.name)
            try:
                if self._folder.is_dir() and not self._folder.is_symlink():
                    self._folder.rmdir()  # only ever an empty one
                aside.replace(self._folder)
            finally:
                aside.unlink(missing_ok=True)
        kept, self._from, self._copy = {self._from, self._copy.name}, self._copy.name, None
        for number in self._numbers():
            if (name := f"{self._folder.name}.{number}") not in kept:
                # what can't be removed today is tried again at the next switch
                shutil.rmtree(self._folder.with_name(name), ignore_errors=True)

    def close(self) -> None:
        """See `Host`. A copy that was not switched to goes."""
        if self._copy:
            shutil.rmtree(self._copy, ignore_errors=True)

    def _shown(self, *, new: bool = False) -> FolderHost:
        """Return what this connection sees; `new` makes the copy that may be changed."""
        if new and self._copy is None:
            self._copy = self._copied()
        return FolderHost(self._copy or self._folder)

    def _target(self) -> str:
        """Return the name of the copy that the link leads to, "" where there is no link yet."""
        with translated():
            if self._folder.is_symlink():
                target = str(self._folder.readlink())
                if re.fullmatch(rf"{re.escape(self._folder.name)}\.\d+", target):
                    return target
            elif not self._folder.exists() or (self._folder.is_dir() and not any(self._folder.iterdir())):
                return ""
        raise HostError("switch-folder-taken", "the public folder is not a link of this program, nor empty", hint=_MOVE)

    def _numbers(self) -> Iterable[int]:
        with translated():
            names = [place.name.rpartition(".") for place in self._folder.parent.iterdir()]
        return {int(end) for start, _, end in names if start == self._folder.name and re.fullmatch(r"[1-9]\d*", end)}

    def _copied(self) -> Path:
        with translated():
            self._folder.parent.mkdir(parents=True, exist_ok=True)
        copy = self._folder.with_name(f"{self._folder.name}.{max(self._numbers(), default=0) + 1}")
        try:
            if self._from:
                shutil.copytree(self._folder.with_name(self._from), copy, copy_function=os.link)
            else:
                copy.mkdir()
        except FileExistsError as error:
            raise HostRetryError("host-moved", "somebody else is switching the folder", hint="publish again") from error
        except (OSError, shutil.Error) as error:
            shutil.rmtree(copy, ignore_errors=True)
            raise HostError("switch-not-possible", "the disk can't link one file to two names", hint=_OFF) from error
        return copy
