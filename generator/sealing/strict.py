"""Strict reading of an envelope: exactly what we write, or a refusal with its own slug, before any secret is used.

The host is not trusted, and a lenient reader is a hole: it lets a hostile file choose algorithms, iterations and sizes.
`protected` is compared byte for byte with the header rebuilt from its salt, which settles algorithms, iterations, order
of members and duplicates at once. `unlock.js` reads the same way; `tests/vectors` holds both to it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn

from generator.errors import SealError
from generator.sealing.base64url import decode
from generator.sealing.codes import SALT_BYTES
from generator.sealing.jwe import IV_BYTES, SLOT_BYTES, TAG_BYTES, Encrypted, protected_header
from generator.sealing.stream import BUCKET, MAX_STREAM

OPENING = b'<script type="application/jose+json" id="sealed">'
CLOSING = b"</script>"
MAX_SLOTS = 64
SLOT_STEP = 4

_ANY_ENVELOPE = re.compile(rb"<script[^>]*(?:application/jose\+json|\bid\s*=\s*.?sealed\b)[^>]*>", re.IGNORECASE)
_MEMBERS = {"protected", "recipients", "iv", "ciphertext", "tag"}


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope that passed strict reading; `salt` is the school's, `slots` are 40 bytes each, decoys among them."""

    protected: str
    salt: bytes
    slots: tuple[bytes, ...]
    encrypted: Encrypted


def take_envelope(html: bytes) -> bytes:
    """Return the envelope's JSON out of a page; raises SealError `envelope-count` unless there is exactly one."""
    tags = _ANY_ENVELOPE.findall(html)
    if len(tags) != 1 or tags[0] != OPENING:
        _refuse("envelope-count", "the file does not hold exactly one sealed envelope", "is it a page of a diary?")
    rest = html.split(OPENING, 1)[1]
    envelope, end, _ = rest.partition(CLOSING)
    if not end:
        _refuse("envelope-count", "the sealed envelope has no end", "the file did not arrive whole")
    return envelope


def read_envelope(html_or_envelope: bytes) -> Envelope:
    """Read a page or an envelope; raises SealError with the slug of the first line of the list that it breaks."""
    whole = html_or_envelope
    members = _parse(take_envelope(whole) if whole.lstrip()[:1] == b"<" else whole)
    if set(members) != _MEMBERS:
        _refuse("envelope-members", "the envelope has a missing or an extra member")
    salt = _read_header(members["protected"])
    slots = _read_slots(members["recipients"])
    encrypted = Encrypted(
        _exactly(members["iv"], IV_BYTES, "iv-length"),
        _read_ciphertext(members["ciphertext"]),
        _exactly(members["tag"], TAG_BYTES, "tag-length"),
    )
    return Envelope(members["protected"], salt, slots, encrypted)


def describe(envelope: Envelope) -> dict[str, str | int]:
    """Return what anybody can see without a key: for `diary open --header`."""
    header = json.loads(decode(envelope.protected))
    return {
        "version": header["v"],
        "key_wrapping": header["alg"],
        "encryption": header["enc"],
        "compression": header["zip"],
        "key_derivation": f"{header['kdf']['name']} {header['kdf']['hash']}",
        "iterations": header["kdf"]["iterations"],
        "salt": header["kdf"]["salt"],
        "slots": len(envelope.slots),
        "padded_length": len(envelope.encrypted.ciphertext),
    }


def parse_object(text: bytes | str) -> dict[str, Any]:
    """Return a JSON object; ValueError for anything else, KeyError for a member that stands there twice."""
    found = json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constants)
    if not isinstance(found, dict):
        raise TypeError("not a JSON object")
    return found


def _parse(envelope: bytes) -> dict[str, Any]:
    try:
        return parse_object(envelope.decode("utf-8"))
    except (ValueError, RecursionError):
        _refuse("envelope-json", "the envelope is not JSON", "the file did not arrive whole")
    except (KeyError, TypeError):
        _refuse("envelope-members", "the envelope has a missing or an extra member")


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise KeyError("a member stands there twice")
    return members


def _no_constants(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _read_header(protected: Any) -> bytes:
    """Return the salt of the protected header, after comparing the header with the only one that this salt may have."""
    header = _header_members(_bytes(protected))
    version = header.get("v", 1)
    if version is True or version != 1:
        _refuse("newer-version", "the page is of a newer version", "open it with a newer version of the program")
    derivation = header.get("kdf")
    salt = _salt(derivation.get("salt") if isinstance(derivation, dict) else None)
    if len(salt) != SALT_BYTES or protected_header(salt) != protected:
        _refuse("envelope-header", "the header of the envelope is not the one of version 1")
    return salt


def _header_members(header: bytes) -> dict[str, Any]:
    """Return what the header says, or nothing at all: the comparison that follows refuses it then."""
    try:
        return parse_object(header.decode("utf-8"))
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}


def _salt(text: Any) -> bytes:
    try:
        return decode(text)
    except (ValueError, AttributeError):
        return b""


def _read_slots(recipients: Any) -> tuple[bytes, ...]:
    if not isinstance(recipients, list) or not 0 < len(recipients) <= MAX_SLOTS or len(recipients) % SLOT_STEP:
        _refuse("envelope-recipients", "the number of recipients is not 4, 8, … 64")
    if any(not isinstance(slot, dict) or set(slot) != {"encrypted_key"} for slot in recipients):
        _refuse("envelope-members", "a recipient has a missing or an extra member")
    return tuple(_exactly(slot["encrypted_key"], SLOT_BYTES, "slot-length") for slot in recipients)


def _read_ciphertext(text: Any) -> bytes:
    if isinstance(text, str) and len(text) > (MAX_STREAM * 4 + 2) // 3:
        _refuse("ciphertext-too-long", "the ciphertext is longer than 4 MiB")
    ciphertext = _bytes(text)
    if not ciphertext:
        _refuse("ciphertext-empty", "the ciphertext is empty")
    if len(ciphertext) % BUCKET:
        _refuse("ciphertext-not-padded", "the ciphertext is not a multiple of 4,096 bytes")
    return ciphertext


def _exactly(text: Any, size: int, slug: str) -> bytes:
    found = _bytes(text)
    if len(found) != size:
        _refuse(slug, f"{len(found)} bytes stand where {size} belong")
    return found


def _bytes(text: Any) -> bytes:
    try:
        return decode(text)
    except (ValueError, AttributeError):
        _refuse("envelope-base64", "a part of the envelope is not base64url")


def _refuse(slug: str, message: str, hint: str = "") -> NoReturn:
    raise SealError(slug, message, hint=hint)
