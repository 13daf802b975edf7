"""The folder of an export: where it may lie, and files that appear there all together or not at all.

An export holds everything of every student in clear. So its folder is marked and its owner's alone, lies nowhere near
what is published or read, and is a folder of its own, for what an earlier export left there is replaced.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.commands.inputs import Inputs
from generator.commands.plaintext import MARKER, is_marked, mark_plaintext
from generator.errors import UsageError
from generator.register.place import make_private_folder

BUNDLE = "oneroster.zip"
TABLES = "tables"
_STAGING, _OLD = ".next", ".old"


def refuse_target(inputs: Inputs, target: Path) -> None:
    """Raise UsageError for a folder in which an export may not lie; `target` is resolved."""
    folder = inputs.folder
    publish = inputs.settings.publish
    public = [folder.site.resolve()]
    if publish.kind == "folder":
        public.append((folder.root / publish.to.removeprefix("folder:")).resolve())
    hint = "leave out --to for output/export, or name a new folder outside"
    for site in public:
        if target.is_relative_to(site) or site.is_relative_to(target):
            raise UsageError("export-into-site", f"{target} is published, or holds what is published", hint=hint)
    root, export = folder.root.resolve(), folder.export.resolve()
    if root.is_relative_to(target) or (target.is_relative_to(root) and not target.is_relative_to(export)):
        message = f"in the site folder an export may lie below {folder.export} only, and never around it"
        raise UsageError("bad-export-folder", message, hint=hint)
    if target.exists() and not target.is_dir():
        raise UsageError("bad-export-folder", f"{target} is no folder", hint=hint)
    if target.is_dir() and not is_marked(target) and any(target.iterdir()):
        message = f"{target} holds files that are no export"
        raise UsageError(
            "bad-export-folder", message, hint="name a new folder: an export replaces what lies in its own"
        )


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """Give a folder to write `BUNDLE` and `TABLES` into; they take the place of earlier ones when the block ends well.

    After an error everything is as it was.
    """
    is_new = not target.exists()
    mark_plaintext(target)
    staging = target / _STAGING
    try:
        shutil.rmtree(staging, ignore_errors=True)
        make_private_folder(staging)
        yield staging
        _place(staging, target)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        if is_new:
            (target / MARKER).unlink(missing_ok=True)
            target.rmdir()
        raise
    shutil.rmtree(staging, ignore_errors=True)


def _place(staging: Path, target: Path) -> None:
    if (staging / BUNDLE).exists():
        (staging / BUNDLE).replace(target / BUNDLE)
    if (staging / TABLES).is_dir():
        # A folder can't take the place of another in one step: the old one goes aside first, whole.
        shutil.rmtree(target / _OLD, ignore_errors=True)
        if (target / TABLES).exists():
            (target / TABLES).rename(target / _OLD)
        (staging / TABLES).rename(target / TABLES)
        shutil.rmtree(target / _OLD, ignore_errors=True)
