"""What is inside a backup: a zip of the site folder's inputs and register, with a manifest that everything is held to.

Nothing here touches the disk. Paths are relative, with `/`; only the parts of a site folder that a backup holds are
allowed, so that an archive, whoever made it, can't write anywhere else.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from generator.errors import RegisterError

FORMAT = "family-diary backup"
VERSION = 1
MANIFEST = "manifest.json"
PARTS = ("site.yaml", "content", "templates", "private")
"""What of a site folder is in a backup; `output/` can be made again, and its letters are codes."""

REGISTER = "private/register.sqlite"


@dataclass(frozen=True, slots=True)
class Backup:
    """An opened backup: when and of which school it was made (`register`: the register's identity), and its files."""

    made_at: str
    school: str
    register: str
    files: Mapping[str, bytes] = field(repr=False)


def pack(backup: Backup) -> bytes:
    """Return the archive."""
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": backup.made_at,
        "school": backup.school,
        "register": backup.register,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in backup.files.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        for name, content in backup.files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def unpack(archive: bytes) -> Backup:
    """Return what is in an archive; all and only the files of its manifest, each as it was.

    Raises RegisterError `backup-damaged`, `backup-newer`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as found:
            manifest = json.loads(found.read(MANIFEST))
            if manifest["format"] != FORMAT:
                raise _damaged()
            if manifest["version"] > VERSION:
                hint = "update the program, then restore"
                raise RegisterError("backup-newer", "the backup was made by a newer version of the program", hint=hint)
            files = {name: found.read(name) for name in found.namelist() if name != MANIFEST}
        _verify(files, manifest["files"])
        return Backup(manifest["made_at"], manifest["school"], manifest["register"], files)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError) as error:
        raise _damaged() from error


def _verify(files: Mapping[str, bytes], digests: Mapping[str, str]) -> None:
    if {name: hashlib.sha256(content).hexdigest() for name, content in files.items()} != digests:
        raise _damaged()
    if REGISTER not in files or not all(_is_safe(name) for name in files):
        raise _damaged()


def _is_safe(name: str) -> bool:
    """Say whether a name stays below one of the parts, on every operating system."""
    parts = PurePosixPath(name).parts
    plain = "/".join(parts) == name and not set(name) & set('\\:*?"<>|\0')
    return plain and ".." not in parts and parts[0] in PARTS and (len(parts) > 1 or name == "site.yaml")


def _damaged() -> RegisterError:
    return RegisterError("backup-damaged", "the backup is not whole", hint="try an older one; it was not restored")
