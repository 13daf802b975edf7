"""The inbox of a site folder: where it lies, what was seen in it, and the notes beside what was rejected."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from generator.commands.folder import write_atomically
from generator.commands.inputs import Inputs, read_optional
from generator.commands.staff_words import staff_text
from generator.errors import SettingsError
from generator.origin import Origin
from generator.scheduling.arrivals import Rules, Sightings, is_network_path, recall, remember
from generator.scheduling.inbox import Inbox, InboxResult, receive
from generator.scheduling.watching import mounts_text, receive_until_still

Guard = Callable[[], AbstractContextManager[None]]
"""What is held while files come into their place."""

_NOTE = ("inbox.note", "inbox.why", "inbox.next")


def receive_inbox(inputs: Inputs, rules: Rules | None = None) -> InboxResult:
    """Take what has arrived in the inbox, and wait for it to lie still; without an inbox nothing is done.

    The caller holds the folder's lock. Takes up to about four times `schedule.settle_seconds` if something is there,
    else no time. `rules` replaces those of the settings. Raises SettingsError `inbox-place` and ReadError
    `inbox-unwritable`.
    """
    if not inputs.settings.schedule.inbox:
        return InboxResult()
    desk = InboxDesk.of(inputs, nullcontext, rules)
    return receive_until_still(desk.look, desk.rules)


@dataclass(slots=True)
class InboxDesk:
    """The inbox over many looks: what was seen before is kept in `private/`."""

    inputs: Inputs
    folder: Path
    is_network: bool
    rules: Rules
    guard: Guard
    sightings: Sightings = field(default_factory=dict)

    @classmethod
    def of(
        cls, inputs: Inputs, guard: Callable[[], AbstractContextManager[None]], rules: Rules | None = None
    ) -> InboxDesk:
        """Open the inbox of the settings; `guard` is held while files come into their place."""
        folder = inbox_folder(inputs)
        is_network = is_network_path(folder, mounts_text())
        rules = rules or Rules.usual(inputs.settings.schedule, is_network=is_network)
        known = recall(read_optional(_memory(inputs)).decode("utf-8", "replace"))
        return cls(inputs, folder, is_network, rules, guard, known)

    def look(self) -> InboxResult:
        """Look once, and take what is whole."""
        folder = self.inputs.folder
        inbox = Inbox(
            folder=self.folder,
            exports=folder.content / "exports",
            staging=folder.private / "inbox",
            rules=self.rules,
            # The real day, even in the example school: it sorts files and stands in no page.
            today=datetime.now(self.inputs.zone).date(),
            note=self.note,
            guard=self.guard,
        )
        before = self.sightings
        result, self.sightings = receive(inbox, before, time.time())
        if self.sightings or before:
            folder.make_private()
            write_atomically(_memory(self.inputs), remember(self.sightings).encode(), 0o600)
        return result

    def note(self, name: str, reason: str) -> str:
        """Return the note beside a rejected file, in Russian and in English."""
        texts = []
        for language in ("ru", "en"):
            why = staff_text(self.inputs.folder, language, f"inbox.reasons.{reason}")
            values = {"name": name, "moment": f"{datetime.now(self.inputs.zone):%d.%m.%Y %H:%M}", "reason": why}
            texts.append("\n".join(staff_text(self.inputs.folder, language, key, **values) for key in _NOTE))
        return "\n\n".join(texts) + "\n"


def _memory(inputs: Inputs) -> Path:
    return inputs.folder.private / "inbox.json"


def inbox_folder(inputs: Inputs) -> Path:
    """Return the inbox; one that is named relative to the site folder is made. Raises SettingsError `inbox-place`."""
    folder, named = inputs.folder, Path(inputs.settings.schedule.inbox)
    inbox = folder.root / named
    place = inbox.resolve()
    own = (folder.content, folder.private, folder.root / "output", folder.templates)
    if folder.root.is_relative_to(place) or any(place.is_relative_to(path.resolve()) for path in own):
        message = f"schedule.inbox: {named} is a folder of the site itself"
        raise SettingsError("inbox-place", message, origin=Origin("site.yaml"), hint="name another, as in inbox")
    if not named.is_absolute():
        inbox.mkdir(parents=True, exist_ok=True)
    return inbox
