"""A branch of a git repository, as Pages services serve one. By dulwich, so no git program is needed.

Each push replaces the branch by **one commit without a parent**: history would keep the pages of those whose access
has ended. Even so the host keeps what nothing names any more for weeks, and whoever has copied the branch keeps it for
ever; hence `immediate_erase` is False, and encryption is the only protection there. Other branches are not touched.

The tree is held in memory. What was written is pushed by `flush`, by `create_exclusive` at once, and always with a
lease: when the branch is not where this connection left it, somebody else publishes, and the push ends in `host-moved`.
Such a connection stays behind for good; make a new one and plan anew. Nothing is read from the user's git settings,
which may switch the check of certificates off or name other passwords.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dulwich.client import GitClient
from dulwich.file import FileLocked
from dulwich.index import commit_tree
from dulwich.object_store import MemoryObjectStore, PackCapableObjectStore, iter_tree_contents
from dulwich.objects import Blob, Commit, ObjectID, ShaFile
from dulwich.pack import UnpackedObject, pack_objects_to_data
from dulwich.refs import Ref
from dulwich.repo import MemoryRepo

from generator.errors import HostError, HostRetryError
from generator.publishing.host import Listed, Open, Traits
from generator.publishing.hosts.wire.git_reach import reach, translated

_TRAITS = Traits(
    atomic_replace=True, exclusive_create=True, immediate_erase=False, headers=False, connections=1, deferred=True
)
_AUTHOR = b"School diary program <diary@school.invalid>"
_FILE = 0o100644
_RACES = 8
"""How often a creation is tried anew when others push other things meanwhile."""
_PAUSE = 0.05
_HELD = 5.0
"""Seconds after which the lock of a branch belongs to nobody any more."""
"""Seconds before the second try, and as much more before each later one: who pushes just now holds the branch."""

Entries = dict[str, tuple[int, ObjectID]]
"""Path to mode and id."""
Objects = list[ShaFile]


class GitHost:
    """See `Host`. Each connection fetches all files of the branch."""

    def __init__(self, client: GitClient, path: str, branch: str) -> None:
        """Fetch the newest commit of a branch; one that does not exist yet is made by the first push."""
        self._client = client
        self._path = path
        self._ref = Ref(b"refs/heads/" + branch.encode())
        self._tip: ObjectID | None = None
        self._store: PackCapableObjectStore = MemoryObjectStore()
        self._entries: Entries = {}
        self._changes: dict[str, bytes | None] = {}
        self.traits = _TRAITS
        try:
            self._fetch()
        except BaseException:
            client.close()
            raise

    def read(self, path: str) -> bytes | None:
        """See `Host`."""
        if path in self._changes:
            return self._changes[path]
        mode, sha = self._entries.get(path, (0, None))
        return self._blob(sha).data if sha and stat.S_ISREG(mode) else None

    def list(self, folder: str) -> list[Listed]:
        """See `Host`. A branch keeps no time of a file."""
        sizes = {
            path: len(self._blob(sha).data)
            for path, (mode, sha) in self._entries.items()
            if stat.S_ISREG(mode) and path not in self._changes
        }
        sizes |= {path: len(content) for path, content in self._changes.items() if content is not None}
        below = f"{folder}/" if folder else ""
        return [Listed(path, size, None) for path, size in sorted(sizes.items()) if path.startswith(below)]

    def write(self, path: str, content: bytes) -> None:
        """See `Host`."""
        self._changes[path] = content

    def delete(self, paths: Iterable[str]) -> None:
        """See `Host`."""
        self._changes |= dict.fromkeys(paths)

    def create_exclusive(self, path: str, content: bytes) -> bool:
        """See `Host`. Looks at the branch anew and pushes this one file; what else was written waits for `flush`."""
        for attempt in range(_RACES):
            time.sleep(attempt * _PAUSE)
            if self._remote_tip() != self._tip:
                self._fetch()
            if path in self._entries:
                return False
            if self._push({path: content}):
                self._changes.pop(path, None)
                return True
        raise _moved()

    def flush(self) -> None:
        """See `Host`. Raises `HostRetryError` `host-moved` when somebody else has pushed meanwhile."""
        if not self._push(self._changes):
            raise _moved()
        self._changes = {}

    def close(self) -> None:
        """See `Host`."""
        self._client.close()

    def _blob(self, sha: ObjectID) -> Blob:
        found = self._store[sha]
        if not isinstance(found, Blob):
            raise HostError("host-refused", "the branch holds something else where a file should be")
        return found

    def _remote_tip(self) -> ObjectID | None:
        with translated():
            return self._client.get_refs(self._path.encode()).refs.get(self._ref)

    def _fetch(self) -> None:
        """Take over the newest commit of the branch, whole, and nothing of what was before it."""
        seen: list[ObjectID] = []

        def wants(refs: Mapping[Ref, ObjectID], depth: int | None = None) -> list[ObjectID]:  # noqa: ARG001 - dulwich's
            seen.extend(refs[ref] for ref in refs if ref == self._ref)
            return seen

        repository = MemoryRepo()
        with translated():
            self._client.fetch(self._path, repository, wants, depth=1)
        self._store, self._tip, self._entries = repository.object_store, None, {}
        if seen:
            commit = self._store[seen[0]]
            if not isinstance(commit, Commit):
                raise HostError("host-refused", "the branch holds something else than commits")
            self._tip = commit.id
            listed = iter_tree_contents(self._store, commit.tree)
            self._entries = {entry.path.decode("utf-8", "surrogateescape"): (entry.mode, entry.sha) for entry in listed}

    def _push(self, changes: Mapping[str, bytes | None]) -> bool:
        """Put the changes into the place of the branch; return False when it is not where this connection left it."""
        entries, new = self._changed(changes)
        if entries == self._entries:
            return True
        trees = MemoryObjectStore()
        listed = [(path.encode("utf-8", "surrogateescape"), sha, mode) for path, (mode, sha) in entries.items()]
        commit = _commit(commit_tree(trees, listed))
        new += [trees[sha] for sha in trees]
        new = [*(one for one in new if one.id not in self._store), commit]
        if not self._send(commit.id, new):
            return False
        for one in new:
            self._store.add_object(one)
        self._tip, self._entries = commit.id, entries
        return True

    def _changed(self, changes: Mapping[str, bytes | None]) -> tuple[Entries, Objects]:
        entries, new = dict(self._entries), Objects()
        for path, content in changes.items():
            if content is None:
                entries.pop(path, None)
            else:
                blob = Blob.from_string(content)
                new.append(blob)
                entries[path] = (_FILE, blob.id)
        return entries, new

    def _send(self, commit: ObjectID, new: Objects) -> bool:
        def update(refs: dict[Ref, ObjectID]) -> dict[Ref, ObjectID]:
            if refs.get(self._ref) != self._tip:
                raise _MovedError
            return {self._ref: commit}

        def pack(*_: object, **__: object) -> tuple[int, Iterator[UnpackedObject]]:
            # dulwich would compare histories, find nothing in common and send all pages each time
            return pack_objects_to_data(new)

        try:
            with translated():
                answer = self._client.send_pack(self._path.encode(), update, pack)
        except _MovedError:
            return False
        except FileLocked as error:
            _clear_left(Path(os.fsdecode(error.lockfilename)))
            return False
        if not (answer.ref_status or {}).get(self._ref):
            return True
        if self._remote_tip() != self._tip:
            return False
        raise HostError(
            "host-refused",
            "the repository refuses the push",
            hint="is the branch protected, or replacing it forbidden?",
        )


def open_git(
    repository: str,
    branch: str,
    password: str = "",
    *,
    ca_file: Path | None = None,
    key_file: Path | None = None,
    known_host: str = "",
    seconds: float = 120.0,
) -> Open:
    """Return what opens connections to a branch of `repository`.

    It is a path, or `https://user@host/name.git` with a `password` (of most services: an access token) and a `ca_file`
    with authorities that are trusted beside the system's, or `ssh://user@host/name.git` with a `key_file` and the key
    of the server, `known_host` («type base64», see `ssh.fetch_host_key`). `seconds` is how long the server may be
    silent. Raises `HostError` and `SettingsError` for an address that is not one.
    """
    if repository.startswith("ssh://"):
        from generator.publishing.hosts.git_ssh import over_ssh  # noqa: PLC0415 - the library of ssh only for ssh

        connect, path = over_ssh(repository, password, key_file, known_host, seconds)
    else:
        connect, path = reach(repository, password, ca_file, seconds)
    return lambda: GitHost(connect(), path, branch)


def _clear_left(lock: Path) -> None:
    """Remove the lock of a branch in a folder of this computer whose owner was killed: it is held for milliseconds."""
    with contextlib.suppress(OSError):
        if time.time() - lock.stat().st_mtime > _HELD:
            lock.unlink()


class _MovedError(Exception):
    """The branch is not where it was."""


def _moved() -> HostRetryError:
    return HostRetryError("host-moved", "somebody else has pushed to the branch meanwhile", hint="publish again")


def _commit(tree: ObjectID) -> Commit:
    made = Commit()
    made.tree = tree
    made.author = made.committer = _AUTHOR
    made.author_time = made.commit_time = int(time.time())
    made.author_timezone = made.commit_timezone = 0
    made.message = b"Site\n"
    return made
