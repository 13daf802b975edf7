"""How each family hears of news, for its page: «what you are subscribed to and how to change it» (B2.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.commands.candidates import gather_candidates
from generator.commands.carriers import channels
from generator.commands.inputs import Inputs
from generator.commands.readers import Readers
from generator.register.register import Register


def with_news(inputs: Inputs, register: Register, readers: Readers) -> Readers:
    """Return the readers with their channels on the family pages; raises nothing of its own."""
    news = channels_of(inputs, register, readers)
    families = tuple(replace(task, news=news.get(task.recipient_id, "")) for task in readers.families)
    return replace(readers, families=families)


def channels_of(inputs: Inputs, register: Register, readers: Readers) -> Mapping[str, str]:
    """Return recipient → channel (`email`, `sms`) for those who are really told of news.

    Whoever lacks the consent to mailings or the document of the contact (B7.2), or whose channel has no server in the
    settings, is told nothing, and the page must not promise it.
    """
    carried = channels(inputs.settings.notify)
    return {
        one.recipient_id: one.channel
        for one in gather_candidates(inputs, register, readers.standing)
        if one.channel in carried and one.address and one.reader and one.consented and one.documented
    }
