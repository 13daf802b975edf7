"""What lies on the host as far as we know: every path with its digest, under a number that only grows.

The manifest lists the address of every page, so it is sealed before it is sent, and its own name can't be guessed: it
follows from the publisher's key. Reading it has three ends: it is there, it is surely absent and so is the site, or
nobody knows; the last one stops a publication.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from generator.errors import DiaryError, SuspiciousError
from generator.publishing.host import TEMPORARY, Host

FOLDER = ".diary"
"""Where manifest and lock lie; a dot, because many servers give out no such folder."""

_FORMAT = 1
_OURS = ("d/", "f/", "a/")


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it is or should be on the host: SHA-256 in hex, and bytes."""

    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of a generation of the school `school` (its id). `leaving`: assets that no page uses any more, with the
    generation that used them last; they stay for pages that are open somewhere.
    """

    school: str
    generation: int
    files: Mapping[str, FileState]
    leaving: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Names:
    """The paths of what only publishing reads."""

    manifest: str
    lock: str


@dataclass(frozen=True, slots=True)
class Box:
    """Seals and opens bytes with the publisher's key; handed in, for publishing knows no cryptography."""

    seal: Callable[[bytes], bytes] = field(repr=False)
    open: Callable[[bytes], bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Found:
    """What reading the host's state found; `manifest` None: surely no site of ours. `base` is the digest of the bytes
    that were read ("" for none): a journal belongs to the state that it began from. `strangers`: files that look like
    a diary's and are in no manifest.
    """

    manifest: Manifest | None
    base: str
    strangers: tuple[str, ...] = ()


def names(key: bytes) -> Names:
    """Return the paths that belong to a publisher's key."""

    def name(what: str) -> str:
        return f"{FOLDER}/{hmac.new(key, what.encode(), hashlib.sha256).hexdigest()[:32]}"

    return Names(name("manifest"), name("lock"))


def read_manifest(host: Host, paths: Names, box: Box) -> Found:
    """Return the state of the host. Raises what the host raises, and SuspiciousError `manifest-damaged`."""
    content = host.read(paths.manifest)
    if content is not None:
        return Found(_parse(content, box), hashlib.sha256(content).hexdigest())
    listed = [found.path for found in host.list("")]
    strangers = [path for path in listed if path == "index.html" or path.startswith(_OURS)]
    return Found(None, "", tuple(path for path in strangers if not path.endswith(TEMPORARY)))


def pack_manifest(manifest: Manifest, box: Box) -> bytes:
    """Return the sealed bytes of a manifest."""
    found = {
        "format": _FORMAT,
        "school": manifest.school,
        "generation": manifest.generation,
        "files": {path: [state.digest, state.size] for path, state in sorted(manifest.files.items())},
        "leaving": dict(sorted(manifest.leaving.items())),
    }
    return box.seal(json.dumps(found, separators=(",", ":")).encode())


def _parse(content: bytes, box: Box) -> Manifest:
    try:
        found = json.loads(box.open(content))
        listed = {_FORMAT: found["files"]}[found["format"]]
        files = {str(path): FileState(str(digest), int(size)) for path, (digest, size) in listed.items()}
        leaving = {str(path): int(generation) for path, generation in found["leaving"].items()}
        return Manifest(str(found["school"]), int(found["generation"]), files, leaving)
    except (DiaryError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise SuspiciousError(
            "manifest-damaged",
            "the host's list of what was published does not open",
            hint="somebody changed it, or it is of a newer version; nothing was changed",
        ) from fault
