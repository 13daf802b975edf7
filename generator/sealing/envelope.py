"""Sealing a bundle of pages, and opening one.

A bundle is what is padded to one length and sealed together: a class's diaries, the school's family pages. At every
sealing the content key, the iv, the decoys and the order of the slots are new, so that two sealings of one text share
nothing. The text inside begins with one line of compact JSON (page id, sealing time, data as of), then the fragment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.errors import SealError, WrongCodeError
from generator.products import Page
from generator.sealing.base64url import encode
from generator.sealing.codes import KEY_BYTES
from generator.sealing.jwe import SLOT_BYTES, decrypt, encrypt, protected_header, unwrap, wrap
from generator.sealing.randomness import draw_bytes, shuffled
from generator.sealing.stream import deflate_bundle, inflate, pad, padded_length
from generator.sealing.strict import (
    MAX_SLOTS,
    SLOT_STEP,
    Envelope,
    describe,
    parse_object,
    read_envelope,
    take_envelope,
)

__all__ = [
    "Envelope",
    "Opened",
    "describe",
    "open_envelope",
    "padded_length",
    "read_envelope",
    "seal_bundle",
    "take_envelope",
]

_HEAD_MEMBERS = ("page", "sealed", "asOf")
_PAGE_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A page after opening: the head's three values and the fragment."""

    page_id: str
    sealed_at: str
    as_of: str
    text: str


def seal_bundle(
    pages: Sequence[tuple[Page, Sequence[bytes]]],
    salt: bytes,
    sealed_at: str,
) -> list[bytes]:
    """Return the envelopes (JSON) of pages with their recipients' keys, in order, all of one length.

    `salt` is the school's, `sealed_at` an ISO time with offset. Every page is opened once and compared before this
    returns. Raises SealError: `no-recipients`, `too-many-recipients`, `key-length`, `text-too-long`,
    `ciphertext-too-long`, `page-id`, `sealing-check`.
    """
    if not pages:
        return []
    texts = [_compose(plain, sealed_at) for plain, _ in pages]
    streams = deflate_bundle(texts)
    length = padded_length(map(len, streams))
    protected = protected_header(salt)
    envelopes = []
    for (_, keks), text, stream in zip(pages, texts, streams, strict=True):
        envelope = _seal(pad(stream, length), keks, protected)
        _check(envelope, keks[0], "".join(text).encode())
        envelopes.append(envelope)
    return envelopes


def open_envelope(envelope: bytes, kek: bytes) -> Opened:
    """Open a page or an envelope with a recipient's key.

    Raises WrongCodeError `wrong-code` when no slot is this key's, SealError with the slug of strict reading, or
    `page-damaged` when a slot opens and the rest does not.
    """
    head, fragment = _split(_open(read_envelope(envelope), kek))
    return Opened(head["page"], head["sealed"], head["asOf"], fragment)


def _compose(plain: Page, sealed_at: str) -> tuple[str, ...]:
    """Return the text of a page in chunks, its head first."""
    if not _PAGE_ID.fullmatch(plain.page_id):
        raise SealError("page-id", "a page id is not 32 hex digits")
    values = (plain.page_id, sealed_at, plain.as_of)
    head = json.dumps(dict(zip(_HEAD_MEMBERS, values, strict=True)), separators=(",", ":"))
    return (f"{head}\n", *plain.chunks)


def _seal(stream: bytes, keks: Sequence[bytes], protected: str) -> bytes:
    """Encrypt a stream for its recipients, decoys added, under everything fresh."""
    if not keks:
        raise SealError("no-recipients", "a page without recipients can't be sealed")
    content_key = draw_bytes(KEY_BYTES)
    slots = [wrap(kek, content_key) for kek in dict.fromkeys(keks)]
    slots += [draw_bytes(SLOT_BYTES) for _ in range(-len(slots) % SLOT_STEP)]
    if len(slots) > MAX_SLOTS:
        raise SealError("too-many-recipients", f"a page has at most {MAX_SLOTS} recipients")
    encrypted = encrypt(content_key, stream, protected.encode("ascii"))
    members = {
        "protected": protected,
        "recipients": [{"encrypted_key": encode(slot)} for slot in shuffled(slots)],
        "iv": encode(encrypted.iv),
        "ciphertext": encode(encrypted.ciphertext),
        "tag": encode(encrypted.tag),
    }
    return json.dumps(members, separators=(",", ":")).encode("ascii")


def _check(envelope: bytes, kek: bytes, text: bytes) -> None:
    """Open what was just sealed, through the same strict reading as anybody, and compare."""
    if _open(read_envelope(envelope), kek) != text.rstrip(b" "):
        raise SealError(
            "sealing-check", "a page does not open to what was sealed", hint="this is a fault of the program"
        )


def _open(envelope: Envelope, kek: bytes) -> bytes:
    for slot in envelope.slots:
        content_key = unwrap(kek, slot)
        if content_key is not None:
            return inflate(decrypt(content_key, envelope.encrypted, envelope.protected.encode("ascii")))
    raise WrongCodeError(
        "wrong-code",
        "no slot of the page opens with this code",
        hint="compare the groups in their order; the letter may be of another diary, or the code was replaced",
    )


def _split(text: bytes) -> tuple[dict[str, str], str]:
    """Return the head and the fragment; `page-damaged` when the first line is not the head."""
    try:
        first, _, fragment = text.decode("utf-8").partition("\n")
        head = parse_object(first)
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise SealError("page-damaged", "the sealed text is not a page") from fault
    values = [head.get(name) for name in _HEAD_MEMBERS]
    if len(head) != len(values) or not all(isinstance(value, str) for value in values):
        raise SealError("page-damaged", "the sealed text does not begin with its head")
    if not _PAGE_ID.fullmatch(head["page"]):
        raise SealError("page-damaged", "the page id is not 32 hex digits")
    return head, fragment
