"""What `diary notify` did, for a person and for logs: ids and codes, never addresses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from generator.errors import DiaryError
from generator.notifying.notifier import UNKNOWN, Message, State


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one message; `code` as in `Receipt`."""

    recipient_id: str
    channel: str
    state: State
    code: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A message as it would go out, its address masked."""

    channel: str
    to: str
    subject: str = field(repr=False)
    text: str = field(repr=False)

    @classmethod
    def of(cls, channel: str, message: Message) -> Sample:
        """Mask a message."""
        return cls(channel, masked(message.to), message.subject, message.text)


@dataclass(frozen=True, slots=True)
class NotifyResult:
    """One run. `due`: channel → recipients who had something to hear; `others`: reason → recipients left out.

    `told`: one for each message that was tried; `left_behind`: recipients of messages of an earlier run that was cut
    off, of which nobody knows whether they went out; `price` of all SMS in the account's currency, None where none.
    `problems`: what kept a whole channel from being used.
    """

    dry_run: bool
    due: Mapping[str, int]
    told: tuple[Told, ...] = ()
    others: Mapping[str, int] = field(default_factory=dict)
    left_behind: tuple[str, ...] = ()
    price: Decimal | None = None
    samples: tuple[Sample, ...] = ()
    problems: tuple[DiaryError, ...] = ()

    def count(self, state: State) -> int:
        """Return how many messages have this state; those nobody knows of are counted by `unknown` alone."""
        return sum(one.state is state and one.code != UNKNOWN for one in self.told)

    @property
    def unknown(self) -> int:
        """Return how many messages may have arrived: they count as sent and are not repeated."""
        return sum(one.code == UNKNOWN for one in self.told)

    @property
    def again(self) -> bool:
        """Say whether another run today can tell more: something was put off, or a channel was out of order."""
        return bool(self.count(State.LATER) or self.problems)

    def text(self) -> str:
        """Say it to a person, and to a log: there are ids and codes in it and no addresses but masked ones."""
        due = ", ".join(f"{number} by {channel}" for channel, number in self.due.items() if number)
        lines = [f"{'would tell' if self.dry_run else 'to tell'}: {due or 'nobody'}"]
        if self.told:
            counts = [f"{self.count(state)} {state.value}" for state in State] + [f"{self.unknown} unknown"]
            lines.append(", ".join(counts))
        lines += [
            f"  {one.recipient_id} {one.channel} {one.state.value} {one.code}".rstrip()
            for one in self.told
            if one.state is not State.SENT or one.code
        ]
        lines += [f"  {recipient} unknown since an earlier run was cut off" for recipient in self.left_behind]
        if self.others:
            lines.append("not told: " + ", ".join(f"{number} {reason}" for reason, number in self.others.items()))
        if self.price is not None:
            lines.append(f"price of all SMS: {self.price}")
        for one in self.samples:
            lines += ["", f"{one.channel} to {one.to}", *filter(None, (one.subject, one.text.rstrip()))]
        return "\n".join(lines)

    def as_json(self) -> str:
        """Return it for programs."""
        found = {
            "dry_run": self.dry_run,
            "due": dict(self.due),
            "told": [
                {"recipient_id": t.recipient_id, "channel": t.channel, "state": t.state.value, "code": t.code}
                for t in self.told
            ],
            **{state.value: self.count(state) for state in State},
            "unknown": self.unknown,
            "left_behind": list(self.left_behind),
            "others": dict(self.others),
            "price": None if self.price is None else str(self.price),
            "samples": [{"channel": s.channel, "to": s.to, "subject": s.subject, "text": s.text} for s in self.samples],
            "problems": [problem.slug for problem in self.problems],
        }
        return json.dumps(found, ensure_ascii=False)


def masked(address: str) -> str:
    """Return an address that a secretary recognises and nobody can use: «a…@h…», «+7…02»."""
    local, at, domain = address.partition("@")
    if at:
        return f"{local[:1]}…@{domain[:1]}…"
    return f"{address[:2]}…{address[-2:]}"
