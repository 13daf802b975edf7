"""Who is told today: a pure decision, at most one message a day, and for everybody else the reason why not.

A digest and no alarm: all families hear of news at one time of the day, so that the mere coming of a message tells
nobody anything about one child.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum


class Reason(StrEnum):
    """Why somebody is not told. The order is that of the questions: the first that applies is given."""

    NO_CHANNEL = "no-channel"
    NO_CARRIER = "no-carrier"
    NOT_A_READER = "not-a-reader"
    NO_CONSENT = "no-mailing-consent"
    NO_DOCUMENT = "no-contact-document"
    NO_CODE = "no-code"
    NOT_VERIFIED = "not-verified"
    QUIET = "quiet-hours"
    TODAY = "told-today"
    NOTHING_NEW = "nothing-new"


@dataclass(frozen=True, slots=True)
class Candidate:
    """All that the decision needs to know of one recipient.

    `channel` is email, sms or "" (wants no messages). `reader`: has a valid row; `consented`: the consent to mailings
    is there and not withdrawn; `documented`: the contact has its document (requirement B7.2); `live_code`: can open
    what is new. `changed` is the generation of the newest change in the diaries that the messages are about (0: none
    published), `told` the one they were last told of. `told_today` also when it is not known whether it arrived.
    """

    recipient_id: str
    channel: str
    address: str = field(repr=False)
    language: str = ""
    reader: bool = False
    consented: bool = False
    documented: bool = False
    live_code: bool = False
    changed: int = 0
    told: int = 0
    told_today: bool = False


@dataclass(frozen=True, slots=True)
class Digest:
    """Who is told now, in the order of the candidates, and why the others are not."""

    now: tuple[Candidate, ...]
    others: Mapping[str, Reason]

    def counted(self) -> dict[str, int]:
        """Return reason → number of recipients, in the order of the reasons."""
        found = Counter(self.others.values())
        return {reason.value: found[reason] for reason in Reason if reason in found}


def choose(
    candidates: Iterable[Candidate],
    moment: time,
    quiet: Sequence[time],
    *,
    verified: bool,
    channels: Collection[str] = ("email", "sms"),
) -> Digest:
    """Decide at this time of the school's day. `verified`: the public address shows the last publication.

    `channels` are those that the settings name a server for. `quiet` holds two times, () for none; the first belongs to
    the quiet time, the second not.
    """
    silent = bool(quiet) and is_quiet(moment, quiet[0], quiet[1])
    now = []
    others = {}
    for candidate in candidates:
        reason = _reason(candidate, channels, verified=verified, silent=silent)
        if reason:
            others[candidate.recipient_id] = reason
        else:
            now.append(candidate)
    return Digest(tuple(now), others)


def is_quiet(moment: time, start: time, end: time) -> bool:
    """Say whether a time of day lies in a span that may run over midnight."""
    return start <= moment < end if start <= end else moment >= start or moment < end


def _reason(candidate: Candidate, channels: Collection[str], *, verified: bool, silent: bool) -> Reason | None:
    questions = (
        (not (candidate.channel and candidate.address), Reason.NO_CHANNEL),
        (candidate.channel not in channels, Reason.NO_CARRIER),
        (not candidate.reader, Reason.NOT_A_READER),
        (not candidate.consented, Reason.NO_CONSENT),
        (not candidate.documented, Reason.NO_DOCUMENT),
        (not candidate.live_code, Reason.NO_CODE),
        (not verified, Reason.NOT_VERIFIED),
        (silent, Reason.QUIET),
        (candidate.told_today, Reason.TODAY),
        (candidate.changed <= candidate.told, Reason.NOTHING_NEW),
    )
    return next((reason for holds, reason in questions if holds), None)
