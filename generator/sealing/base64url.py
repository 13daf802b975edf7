"""Base64url without padding (RFC 7515 §2), in one spelling only.

Python's and the browsers' decoders forgive padding, foreign characters and loose last bits, each in its own way. Here a
text that does not re-encode to itself is refused, so that two readers never disagree about a page.
"""

from __future__ import annotations

import binascii

_TO_STANDARD = bytes.maketrans(b"-_", b"+/")
_TO_URL = bytes.maketrans(b"+/", b"-_")


def encode(data: bytes) -> str:
    """Return the base64url text of bytes."""
    return binascii.b2a_base64(data, newline=False).translate(_TO_URL).rstrip(b"=").decode("ascii")


def decode(text: str) -> bytes:
    """Return the bytes of a base64url text; raises ValueError for anything `encode` would not have written."""
    raw = text.encode("ascii")
    data = binascii.a2b_base64(raw.translate(_TO_STANDARD) + b"=" * (-len(raw) % 4))
    if encode(data) != text:
        raise ValueError("not canonical base64url")
    return data
