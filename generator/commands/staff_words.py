"""Words that the staff see outside of pages: names of shortcuts, notes beside rejected files."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from generator.commands.folder import SiteFolder
from generator.commands.inputs import built_in, load_words, template_folders
from generator.errors import RenderError
from generator.rendering.words import Words


def staff_text(folder: SiteFolder, language: str, key: str, **values: object) -> str:
    """Return a text in a language, from the school's own words if they have it, else from the built-in ones.

    A school that overrides the words may have done so before a new one was needed; no run may fail for that.
    """
    try:
        return _words(template_folders(folder), language).text(key, **values)
    except RenderError:
        return _words((built_in("templates"),), language).text(key, **values)


def _words(folders: tuple[Path, ...], language: str) -> Words:
    return Words(language, cast("dict[str, object]", load_words(folders, language)))
