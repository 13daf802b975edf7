"""What a build depends on, and one digest of all of it: the first and cheapest door of a build.

This module must stay quick to import: most builds find that nothing has changed and end here.
"""

from __future__ import annotations

import hashlib

from generator.commands.found_exports import find_journals
from generator.commands.inputs import Inputs, digest_folders, program_digest, read_optional, template_folders
from generator.errors import ReadError
from generator.reading.family.families import find_families
from generator.register.register import Register

ALIASES = "content/aliases.csv"
CALENDAR = "content/calendar.csv"
ROLL = "roll.json"
"""Who was in the closed year, in `private/kept`."""


def families_bytes(inputs: Inputs) -> bytes:
    """Return the families file, b"" when there is none (reading it says so in words)."""
    try:
        return find_families(inputs.folder.content).read_bytes()
    except ReadError:
        return b""


def digest_everything(files: str, register: Register) -> str:
    """Return a digest of everything a build depends on: `digest_files`, and the state of the register."""
    return hashlib.sha256(f"{files}{register.state_digest()}".encode()).hexdigest()


def digest_files(inputs: Inputs) -> str:
    """Return a digest, by content, of all files that a build depends on."""
    folder = inputs.folder
    digest = hashlib.sha256(inputs.settings_bytes)
    # A date in the families file may open or close an access, so another day is another build.
    digest.update(f"{inputs.now.date()}{program_digest()}".encode())
    digest.update(digest_folders(template_folders(folder)).encode())
    # with the pictures and files that lie beside the texts
    texts = (folder.content / name for name in ("notices", "pages", "recommendations"))
    digest.update(digest_folders(texts).encode())
    digest.update(read_optional(folder.kept / ROLL))
    digest.update(families_bytes(inputs) + b"\0" + read_optional(folder.root / ALIASES))
    digest.update(b"\0" + read_optional(folder.root / CALENDAR))
    for journal in inputs.settings.journals:
        digest.update(b"\0" + (read_optional(folder.root / journal.mapping) if journal.mapping else b""))
    for export, _ in find_journals(inputs):
        digest.update(export.name.encode())
        for path in export.paths:
            digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
