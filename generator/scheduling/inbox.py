"""The inbox: a folder, often on the school's share, into which teachers drop exports.

`receive` looks once. A file is taken when it has lain still for a while, was copied to the private staging folder
without having changed meanwhile, and its format shows that it is whole (`completeness`); only then does it come into
`content/exports`, in one move, so no build ever sees half a file. The original goes to `done/<day>/`. What stays
broken goes to `rejected/<day>/` with a note that says why; what it holds is said nowhere.

Files at the top are taken one by one. A subfolder is taken as a whole, because files that lie together may be one
export: nothing of it is taken until all of it is still and whole (or rejected). Beside a file its sender may put
`<name>.sha256`, which then decides alone; a file `_READY` says of a folder that what can't show its end is whole.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator.scheduling.arrivals import (
    DIGEST,
    DONE,
    READY,
    REJECTED,
    InboxGoneError,
    Rules,
    Sighting,
    Sightings,
    is_companion,
    is_still,
    looked_again,
    snapshot,
)
from generator.scheduling.completeness import Verdict, Whole, judge
from generator.scheduling.placing import ChangedError, place, put_away, stage


@dataclass(frozen=True, slots=True)
class Inbox:
    """Where exports are dropped, where they go, and what is needed on the way.

    `note(name, reason)` returns the text beside a rejected file; `reason` is a key of the words `inbox.reasons`.
    `guard()` is held while files come into `exports`, so that no build reads meanwhile; it may raise BusyError, and
    then nothing was moved.
    """

    folder: Path
    exports: Path
    staging: Path
    rules: Rules
    today: date
    note: Callable[[str, str], str]
    guard: Callable[[], AbstractContextManager[None]]


class Rejected(NamedTuple):
    """A file that was not taken, and why (a key of `inbox.reasons`)."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class InboxResult:
    """What looking into the inbox came to, as paths below it (or below `content/exports`, which is the same).

    `received` are new there; `unchanged` held the same bytes as before. `waiting` were not still yet; `doubtful` are
    still, but not whole, and are waited for. `stuck` were dealt with and can't be moved away. `gone`: the folder can't
    be looked into now.
    """

    received: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    waiting: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    stuck: tuple[str, ...] = ()
    gone: bool = False

    @property
    def changed(self) -> bool:
        """Say whether there is anything to build."""
        return bool(self.received)

    def then(self, later: InboxResult) -> InboxResult:
        """Return both looks as one: what was done adds up, what is open is as the later one found it."""
        return replace(
            later,
            received=self.received + later.received,
            unchanged=self.unchanged + later.unchanged,
            rejected=self.rejected + later.rejected,
            stuck=self.stuck + later.stuck,
        )


@dataclass(slots=True)
class _Look:
    """One look, while it goes on."""

    inbox: Inbox
    now: float
    sightings: dict[str, Sighting]
    received: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)

    def result(self) -> InboxResult:
        lists = (self.received, self.unchanged, self.rejected, self.waiting, self.doubtful, self.stuck)
        return InboxResult(*(tuple(items) for items in lists))  # type: ignore[arg-type] # one is of Rejected, in its place

    def age(self, name: str) -> float:
        return self.now - self.sightings[name].since


class _Judged(NamedTuple):
    staged: Path | None
    verdict: Verdict


def receive(inbox: Inbox, before: Sightings, now: float) -> tuple[InboxResult, Sightings]:
    """Look once; take what has arrived. Returns what was done and the sightings for the next look.

    `now` is in seconds and may come from any clock that goes on between the looks. Raises what `guard` raises, and
    ReadError `inbox-unwritable`.
    """
    try:
        stamps = snapshot(inbox.folder)
    except InboxGoneError:
        # Whatever was still may have changed when the folder comes back.
        return InboxResult(gone=True), {name: seen for name, seen in before.items() if seen.settled}
    look = _Look(inbox, now, looked_again(before, stamps, now))
    ready = []
    for names in sorted(_groups(look.sightings), key=lambda group: max(stamps[name].mtime_ns for name in group)):
        rules = inbox.rules
        if all(is_still(look.sightings[name], now, rules.settle, rules.looks) for name in names):
            ready.append(names)
        else:
            look.waiting += names
    worth = [names for names in ready if _is_worth_a_try(look, names)]
    look.doubtful += [name for names in ready if names not in worth for name in names]
    if worth:
        with inbox.guard():
            # what a run that was cut off has left; nobody else copies now
            shutil.rmtree(inbox.staging, ignore_errors=True)
            for names in worth:
                _take(look, names)
    return look.result(), look.sightings


def _groups(sightings: Mapping[str, Sighting]) -> Iterator[list[str]]:
    folders: dict[str, list[str]] = {}
    for name in sorted(sightings):
        if is_companion(name) or sightings[name].settled:
            continue
        folder = name.rpartition("/")[0]
        if folder:
            folders.setdefault(folder, []).append(name)
        else:
            yield [name]
    yield from folders.values()


def _is_worth_a_try(look: _Look, names: list[str]) -> bool:
    """Say whether these files would be judged otherwise than before: one was not judged yet, or enough time went by.

    A file may also be filled in without any of its signs changing; it is looked into again after 4, 8, 16 looks.
    """
    return all(_is_open(look, name) for name in names)


def _is_open(look: _Look, name: str) -> bool:
    seen = look.sightings[name]
    if seen.verdict is None or seen.looks & (seen.looks - 1) == 0:
        return True
    return _decided(look, name, seen.verdict) is not None


def _decided(look: _Look, name: str, verdict: Verdict) -> Whole | None:
    """Return YES (take it), NO (reject it) or None (wait) for a file that was judged so."""
    folder = name.rpartition("/")[0]
    ready = (f"{folder}/{READY}" if folder else READY) in look.sightings
    if verdict.whole is Whole.MAYBE:
        return Whole.YES if ready or look.age(name) >= look.inbox.rules.unsure else None
    if verdict.whole is Whole.NO:
        return Whole.NO if look.age(name) >= look.inbox.rules.deadline else None
    return Whole.YES


def _take(look: _Look, names: list[str]) -> None:
    """Take, reject or leave the files of one group."""
    judged: dict[str, _Judged] = {}
    try:
        for name in names:
            judged[name] = _judge(look, name)
        decisions = {name: _decided(look, name, found.verdict) for name, found in judged.items()}
        for name, found in judged.items():
            seen = look.sightings[name]
            if decisions[name] is Whole.NO and (seen.verdict is None or seen.verdict.whole is not Whole.NO):
                decisions[name] = None  # one fault may be the line's: nothing is rejected at first sight
            look.sightings[name] = replace(seen, verdict=found.verdict)
        if None in decisions.values():
            look.doubtful += names
            return
        for name, decision in decisions.items():
            staged = judged[name].staged
            if decision is Whole.YES and staged:
                _accept(look, name, staged)
            else:
                _reject(look, name, judged[name].verdict.reason)
        _away_with_mark(look, names[0].rpartition("/")[0])
    except ChangedError:
        look.waiting += names
    finally:
        for found in judged.values():
            if found.staged:
                found.staged.unlink(missing_ok=True)


def _judge(look: _Look, name: str) -> _Judged:
    inbox = look.inbox
    try:
        staged = stage(inbox.folder / name, look.sightings[name].stamp, inbox.staging)
    except OSError:
        return _Judged(None, Verdict(Whole.NO, "unreadable"))
    digest = ""
    with suppress(OSError):
        # as sha256sum writes it: the digest, two spaces, the name
        digest = (inbox.folder / f"{name}{DIGEST}").read_text(encoding="utf-8", errors="replace").strip("\ufeff \n")
    return _Judged(staged, judge(staged, digest.partition(" ")[0].lower()))


def _accept(look: _Look, name: str, staged: Path) -> None:
    is_new = place(staged, look.inbox.exports, name)
    (look.received if is_new else look.unchanged).append(name)
    _away(look, name, DONE)
    _away(look, f"{name}{DIGEST}", DONE)


def _reject(look: _Look, name: str, reason: str) -> None:
    look.rejected.append(Rejected(name, reason))
    where = _away(look, name, REJECTED)
    if where:
        with suppress(OSError):
            # Two line ends for the Notepad of old Windows, and a mark so that it knows the encoding.
            text = look.inbox.note(name, reason).replace("\n", "\r\n")
            where.with_name(f"{where.name}.txt").write_bytes(text.encode("utf-8-sig"))
    _away(look, f"{name}{DIGEST}", REJECTED)


def _away_with_mark(look: _Look, folder: str) -> None:
    """Put `_READY` away when nothing that it speaks of is left."""
    left = (name for name, seen in look.sightings.items() if not is_companion(name) and not seen.settled)
    if folder not in {name.rpartition("/")[0] for name in left}:
        _away(look, f"{folder}/{READY}".lstrip("/"), DONE)


def _away(look: _Look, name: str, into: str) -> Path | None:
    """Move an original or a companion away. What was taken and can't be moved is remembered and not taken again; what
    was rejected begins anew, because whoever holds it may let go of it.
    """
    seen = look.sightings.get(name)
    if seen is None:
        return None
    inbox = look.inbox
    try:
        # What was taken may be removed where it can't be moved; what was rejected is somebody's only copy.
        found = put_away(inbox.folder, name, seen.stamp, f"{into}/{inbox.today:%Y-%m-%d}", may_remove=into == DONE)
    except OSError:
        anew = replace(seen, since=look.now, looks=0, verdict=None)
        look.sightings[name] = replace(seen, settled=True) if into == DONE else anew
        look.stuck.append(name)
        return None
    del look.sightings[name]
    return found
