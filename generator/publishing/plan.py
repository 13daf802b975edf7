"""What a publication will do, worked out before anything is done: pure, so that a dry run prints the very same plan.

The order is part of the promise. Pages of revoked recipients go first, because nothing is more urgent; then assets,
before the pages that need them; then pages; then what leads to them; the manifest comes last. Assets that are no
longer used stay for two generations: a page that is open somewhere may still ask for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.publishing.manifest import FileState, Manifest

_ASSETS = "a/"
_PAGES = ("d/", "f/")
_KEPT_GENERATIONS = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """Paths to delete first (`revoked`), to write in this order (`assets`, `pages`, `shared`), to delete at the end
    (`old`); `done` of the writes were sent by a run that was cut off. `manifest` is what the host holds afterwards.
    """

    revoked: tuple[str, ...]
    assets: tuple[str, ...]
    pages: tuple[str, ...]
    shared: tuple[str, ...]
    old: tuple[str, ...]
    done: tuple[str, ...]
    manifest: Manifest

    @property
    def writes(self) -> tuple[str, ...]:
        """Return what is sent, in order."""
        return (*self.assets, *self.pages, *self.shared)

    @property
    def empty(self) -> bool:
        """Say whether nothing has to be done."""
        return not (self.writes or self.revoked or self.old or self.done)

    @property
    def bytes(self) -> int:
        """Return how many bytes are sent, without the manifest."""
        return sum(self.manifest.files[path].size for path in self.writes)


def make_plan(
    school: str,
    local: Mapping[str, FileState],
    remote: Manifest,
    *,
    sent: Mapping[str, str] | None = None,
    latest: int = 0,
) -> Plan:
    """Compare what was built with what lies on the host.

    `sent`: path → digest of files that an interrupted run is known to have written since the manifest; `latest`: the
    last generation that this computer knows of.
    """
    before = remote.files
    generation = max(remote.generation, latest) + 1
    changed = [path for path, state in sorted(local.items()) if before.get(path) != state]
    done = tuple(path for path in changed if (sent or {}).get(path) == local[path].digest)
    todo = [path for path in changed if path not in set(done)]
    gone = sorted(set(before) - set(local))
    leaving = {path: remote.leaving.get(path, remote.generation) for path in gone if path.startswith(_ASSETS)}
    old = tuple(path for path, last in leaving.items() if generation - last > _KEPT_GENERATIONS)
    files = {**local, **{path: before[path] for path in leaving if path not in old}}
    return Plan(
        revoked=tuple(path for path in gone if not path.startswith(_ASSETS)),
        assets=tuple(path for path in todo if path.startswith(_ASSETS)),
        pages=tuple(path for path in todo if path.startswith(_PAGES)),
        shared=tuple(path for path in todo if not path.startswith((_ASSETS, *_PAGES))),
        old=old,
        done=done,
        manifest=Manifest(school, generation, files, {path: leaving[path] for path in leaving if path not in old}),
    )
