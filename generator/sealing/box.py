"""Boxes: sealed bytes for the school itself (backups, the publishing manifest), with the same primitives as a page.

A flattened JWE (RFC 7516 §7.2.2) that jwcrypto opens, for one key, uncompressed and without the limits of a page: the
caller compresses and bounds. Its protected header has no `zip`, so a page can't pass for a box.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

from generator.errors import SealError, WrongCodeError
from generator.sealing.base64url import decode, encode
from generator.sealing.codes import KEY_BYTES
from generator.sealing.jwe import (
    IV_BYTES,
    SLOT_BYTES,
    TAG_BYTES,
    Encrypted,
    decrypt,
    encrypt,
    protected_header,
    unwrap,
    wrap,
)
from generator.sealing.randomness import draw_bytes
from generator.sealing.strict import parse_object

_MEMBERS = {"protected", "encrypted_key", "iv", "ciphertext", "tag"}


def seal_box(data: bytes, kek: bytes, salt: bytes) -> bytes:
    """Return bytes sealed under a 32-byte key; `salt` says how the key is derived from a typed code."""
    content_key = draw_bytes(KEY_BYTES)
    protected = protected_header(salt, compressed=False)
    encrypted = encrypt(content_key, data, protected.encode("ascii"))
    members = {
        "protected": protected,
        "encrypted_key": encode(wrap(kek, content_key)),
        "iv": encode(encrypted.iv),
        "ciphertext": encode(encrypted.ciphertext),
        "tag": encode(encrypted.tag),
    }
    return json.dumps(members, separators=(",", ":")).encode("ascii")


def box_salt(box: bytes) -> bytes:
    """Return the salt under which the box's key is derived. Raises SealError `box-malformed`."""
    return _salt(_members(box)["protected"])


def open_box(box: bytes, kek: bytes) -> bytes:
    """Return the bytes; raises WrongCodeError `wrong-code`, SealError `box-malformed` or `page-damaged`."""
    members = _members(box)
    _salt(members["protected"])
    try:
        slot, iv, ciphertext, tag = (decode(members[name]) for name in ("encrypted_key", "iv", "ciphertext", "tag"))
    except (ValueError, AttributeError):
        _refuse()
    if (len(slot), len(iv), len(tag)) != (SLOT_BYTES, IV_BYTES, TAG_BYTES):
        _refuse()
    content_key = unwrap(kek, slot)
    if content_key is None:
        raise WrongCodeError("wrong-code", "the box does not open with this code")
    return decrypt(content_key, Encrypted(iv, ciphertext, tag), members["protected"].encode("ascii"))


def _members(box: bytes) -> dict[str, Any]:
    try:
        members = parse_object(box.decode("ascii"))
    except (ValueError, KeyError, TypeError, RecursionError):
        _refuse()
    if set(members) != _MEMBERS:
        _refuse()
    return members


def _salt(protected: Any) -> bytes:
    try:
        salt = decode(parse_object(decode(protected).decode("ascii"))["kdf"]["salt"])
        same = protected_header(salt, compressed=False) == protected
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, SealError):
        _refuse()
    if not same:
        _refuse()
    return salt


def _refuse() -> NoReturn:
    raise SealError("box-malformed", "the file is not a sealed box of version 1", hint="it may not have arrived whole")
