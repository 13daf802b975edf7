"""`diary notify`: families that asked for it are told that there is something new in the diary, once a day.

Each message is claimed in the register before it goes out and settled by its receipt. Nothing here runs inside a
transaction: a claim has to survive whatever happens next.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from generator.commands.candidates import gather_candidates
from generator.commands.carriers import EMAIL, SMS, channels, mail_carrier, refuse_example, sms_carrier
from generator.commands.inputs import Inputs, load_inputs, refuse_now
from generator.commands.looks import load_looks
from generator.commands.news_text import news_mail, news_sms
from generator.commands.notify_result import NotifyResult, Sample, Told
from generator.commands.readers import Standing, read_standing
from generator.commands.registers import open_register
from generator.commands.school import read_school
from generator.errors import DiaryError, HostError, HostRetryError, ProblemsError, SettingsError
from generator.notifying.digest import Candidate, choose
from generator.notifying.notifier import Message, Notifier, State
from generator.notifying.parts import sms_length
from generator.register.mailings import Mailings
from generator.register.register import Register

_SAMPLES = 2


def run(options: argparse.Namespace) -> int:
    """`diary notify`."""
    if not options.dry_run:
        refuse_now(options, "notify")
    inputs = load_inputs(options)
    with inputs.folder.locked(), open_register(inputs) as register:
        result = notify(inputs, register, dry_run=options.dry_run)
    if options.format == "json":
        sys.stdout.write(result.as_json() + "\n")
    else:
        sys.stdout.write(result.text() + "\n")
    for problem in result.problems:
        sys.stderr.write(problem.describe() + "\n")
    return max((problem.exit_code for problem in result.problems), default=0)


def notify(
    inputs: Inputs, register: Register, *, dry_run: bool = False, standing: Standing | None = None
) -> NotifyResult:
    """Tell everybody who is due. Needs the site's lock; `standing` is that of a build that has just been made.

    A channel that can't be used is a problem of the result, and the other one goes on. `dry_run` sends and writes
    nothing, but asks the gateway for the price. Raises SuspiciousError `example-notify`, SettingsError
    `no-site-address`, and what reading the school and the families file raises.
    """
    refuse_example(inputs)
    if not inputs.settings.site.address:
        hint = "write the address where the site lies into site.address; it is all that a message holds"
        raise SettingsError("no-site-address", "families can't be told before the site has an address", hint=hint)
    if dry_run:
        with register.rehearsal():
            return _tell(inputs, register, standing, dry_run=True)
    return _tell(inputs, register, standing, dry_run=False)


def _tell(inputs: Inputs, register: Register, standing: Standing | None, *, dry_run: bool) -> NotifyResult:
    last = register.publications.last()
    section = inputs.settings.notify
    digest = choose(
        gather_candidates(inputs, register, standing or _read(inputs, register)),
        inputs.now.time(),
        section.quiet,
        verified=last is not None and last.verified_at is not None,
        channels=channels(section),
    )
    batches = {channel: [one for one in digest.now if one.channel == channel] for channel in (EMAIL, SMS)}
    messages = _write(inputs, digest.now)
    left_behind = register.mailings.settle_unknown(inputs.moment)
    told: list[Told] = []
    problems: list[DiaryError] = []
    price: Decimal | None = None
    for channel, batch in batches.items():
        try:
            if channel == SMS and batch:
                price = _price(inputs, [messages[one.recipient_id] for one in batch])
            if batch and not dry_run:
                carrier = mail_carrier(inputs) if channel == EMAIL else sms_carrier(inputs)
                told += _send(carrier, batch, messages, inputs, register.mailings)
        except (HostError, HostRetryError, SettingsError) as problem:
            problems.append(problem)
    return NotifyResult(
        dry_run=dry_run,
        due={channel: len(batch) for channel, batch in batches.items()},
        told=tuple(told),
        others=digest.counted(),
        left_behind=tuple(record.recipient_id for record in left_behind),
        price=price,
        samples=_samples(batches, messages) if dry_run else (),
        problems=tuple(problems),
    )


def _read(inputs: Inputs, register: Register) -> Standing:
    loaded = read_school(inputs, inputs.folder.cache, quiet=True)
    if loaded.problems:
        raise ProblemsError(loaded.problems)
    return read_standing(inputs, loaded, register)


def _write(inputs: Inputs, batch: Sequence[Candidate]) -> dict[str, Message]:
    """Return recipient id → finished message."""
    if not batch:
        return {}
    looks = load_looks(inputs)
    address = inputs.settings.site.address
    found = {}
    for one in batch:
        words = looks.by_language[one.language].words
        text = news_mail(words, address) if one.channel == EMAIL else news_sms(words, address)
        found[one.recipient_id] = Message(one.recipient_id, one.address, text.subject, text.text)
    return found


def _price(inputs: Inputs, batch: Sequence[Message]) -> Decimal:
    """Return the price of all SMS; SettingsError `sms-too-long` when one would be more than one part."""
    if any(sms_length(message.text).parts > 1 for message in batch):
        hint = "shorten site.address, or the text told.sms in your own templates/words"
        raise SettingsError("sms-too-long", "the text with the site's address is longer than one SMS", hint=hint)
    return sms_carrier(inputs).price(batch)


def _send(
    carrier: Notifier,
    batch: Sequence[Candidate],
    messages: Mapping[str, Message],
    inputs: Inputs,
    ledger: Mailings,
) -> list[Told]:
    """Claim, send and settle one after another; what somebody else has claimed meanwhile is left to them."""

    def claimed() -> Iterator[Message]:
        for one in batch:
            if ledger.claim(one.recipient_id, one.channel, one.changed, inputs.moment):
                yield messages[one.recipient_id]

    told = []
    for receipt in carrier.send(claimed()):
        ledger.settle(receipt.recipient_id, inputs.now.date(), receipt.state, receipt.code, inputs.moment)
        told.append(Told(receipt.recipient_id, batch[0].channel, State(receipt.state), receipt.code))
    return told


def _samples(batches: Mapping[str, Sequence[Candidate]], messages: Mapping[str, Message]) -> tuple[Sample, ...]:
    """Return two messages to look at, of both channels where both are used."""
    ranked = sorted(
        (place, number, one) for number, batch in enumerate(batches.values()) for place, one in enumerate(batch)
    )
    return tuple(Sample.of(one.channel, messages[one.recipient_id]) for _, _, one in ranked[:_SAMPLES])
