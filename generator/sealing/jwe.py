"""The cryptographic steps of a JWE as this room takes them: RFC 7516 with A256KW and A256GCM (RFC 7518 §4.4, §5.3).

No step is our own; this module only fixes the sizes and the order. `v` and `kdf` in the header are private names and
not listed in `crit`: a library that ignores them decrypts rightly, and `crit` makes stock libraries refuse.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from generator.errors import SealError
from generator.sealing.base64url import encode
from generator.sealing.codes import KEY_BYTES, ROUNDS, SALT_BYTES
from generator.sealing.randomness import draw_bytes

SLOT_BYTES = 40
IV_BYTES = 12
TAG_BYTES = 16


class Encrypted(NamedTuple):
    """What A256GCM gives: iv (12 bytes), ciphertext, tag (16 bytes)."""

    iv: bytes
    ciphertext: bytes
    tag: bytes


def protected_header(salt: bytes, *, compressed: bool = True) -> str:
    """Return the base64url text of the one header that version 1 knows for this salt (16 bytes).

    `compressed` is true for pages (`"zip":"DEF"`) and false for boxes, so that neither can pass for the other.
    """
    if len(salt) != SALT_BYTES:
        raise SealError("salt-length", f"the salt has {len(salt)} bytes instead of {SALT_BYTES}")
    header = {
        "alg": "A256KW",
        "enc": "A256GCM",
        **({"zip": "DEF"} if compressed else {}),
        "v": 1,
        "kdf": {"name": "PBKDF2", "hash": "SHA-256", "salt": encode(salt), "iterations": ROUNDS},
    }
    return encode(json.dumps(header, separators=(",", ":")).encode("ascii"))


def wrap(kek: bytes, content_key: bytes) -> bytes:
    """Return the 40-byte slot: the content key wrapped for one recipient (RFC 3394)."""
    if len(kek) != KEY_BYTES:
        raise SealError("key-length", f"a key has {len(kek)} bytes instead of {KEY_BYTES}")
    return aes_key_wrap(kek, content_key)


def unwrap(kek: bytes, slot: bytes) -> bytes | None:
    """Return the content key, or None when the slot is not this recipient's (or a decoy)."""
    try:
        return aes_key_unwrap(kek, slot)
    except InvalidUnwrap:
        return None


def encrypt(content_key: bytes, plain: bytes, protected: bytes) -> Encrypted:
    """Encrypt under a fresh iv, with the protected header (ASCII) as additional data."""
    iv = draw_bytes(IV_BYTES)
    sealed = AESGCM(content_key).encrypt(iv, plain, protected)
    return Encrypted(iv, sealed[:-TAG_BYTES], sealed[-TAG_BYTES:])


def decrypt(content_key: bytes, encrypted: Encrypted, protected: bytes) -> bytes:
    """Return the plain bytes; raises SealError `page-damaged` when a single bit differs."""
    try:
        return AESGCM(content_key).decrypt(encrypted.iv, encrypted.ciphertext + encrypted.tag, protected)
    except InvalidTag as fault:
        raise SealError(
            "page-damaged", "the page was changed after it was sealed, or did not arrive whole", hint="load it again"
        ) from fault
