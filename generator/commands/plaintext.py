"""Folders whose files families could be read from: marked as such, closed to others, and never near a web server."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from generator.commands.inputs import built_in, load_words
from generator.register.place import make_private_folder, write_private_file
from generator.rendering.words import Words

MARKER = "PLAINTEXT-NEVER-PUBLISH.txt"
"""The file that marks the folders `print`, `letters`, `staff` and `export` of `output`. In ASCII, for every disk."""

_LANGUAGES = ("ru", "en")
_LEVELS = 3


def mark_plaintext(path: Path) -> None:
    """Make a folder that only its owner may enter (0700), with a file that tells people and the publisher what it is.

    The words are the program's own, in every language: whoever finds the file need not know the school's settings.
    """
    make_private_folder(path)
    if (path / MARKER).exists():
        return
    folders = (built_in("templates"),)
    texts = [
        Words(language, cast("dict[str, object]", load_words(folders, language))).text("plaintext_marker")
        for language in _LANGUAGES
    ]
    write_private_file(path / MARKER, "".join(f"{text}\n" for text in texts).encode())


def find_plaintext(target: Path) -> Path | None:
    """Return a marked folder that is `target` or around it, or up to three levels below; None when there is none.

    Links are followed, as web servers follow them. What may not be looked into is passed over.
    """
    there = target.resolve()
    return next((folder for folder in (there, *there.parents, *_below(there, _LEVELS)) if is_marked(folder)), None)


def is_marked(folder: Path) -> bool:
    """Say whether a folder is marked; one that may not be looked into is not."""
    return os.path.lexists(folder / MARKER)


def _below(folder: Path, levels: int) -> Iterator[Path]:
    try:
        with os.scandir(folder) as found:
            inner = sorted(entry.path for entry in found if entry.is_dir())
    except OSError:
        return
    for path in inner:
        yield Path(path)
        if levels > 1:
            yield from _below(Path(path), levels - 1)
