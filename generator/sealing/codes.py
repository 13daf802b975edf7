"""Access codes, the keys derived from them, and what a key gives: link and family address.

A code is 4 × groups decimal digits: a uniform number from the operating system, zero-padded, and a check digit
(H. M. Damm, 2004) that finds every single wrong digit and every swap of two neighbours. The key-encryption key is
PBKDF2-HMAC-SHA256 over all digits with the school's salt; 600,000 rounds are part of version 1 of the format, because
codes are not kept and another number would mean new letters for everybody.
Nothing here may be logged: a code and a key are the diary.
"""

from __future__ import annotations

import hmac
import re
import unicodedata

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from generator.errors import SealError, WrongCodeError
from generator.sealing.base64url import decode, encode
from generator.sealing.randomness import draw_below, draw_bytes

ROUNDS = 600_000
SALT_BYTES = 16
KEY_BYTES = 32
LENGTHS = (20, 24, 28, 32)

_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip
_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}
_DIGITS = re.compile(r"[0-9]*")


def damm(digits: str) -> int:
    """Return the Damm state after ASCII digits: the check digit of a number, 0 for a number with its check digit."""
    state = 0
    for digit in digits:
        state = int(_DAMM[state][int(digit)])
    return state


def draw_code(groups: int = 5) -> str:
    """Draw a new access code of `groups` × 4 digits (5 to 8 groups), check digit included, without spaces."""
    length = 4 * groups
    if length not in LENGTHS:
        raise SealError("code-groups", f"a code has 5 to 8 groups of four digits, not {groups}")
    number = f"{draw_below(10 ** (length - 1)):0{length - 1}d}"
    return f"{number}{damm(number)}"


def normalise_code(text: str) -> str:
    """Return the digits of a typed code; spaces, dashes and full-width digits are forgiven.

    Raises WrongCodeError `code-incomplete` (not 20, 24, 28 or 32 digits) or `code-mistyped` (another character, or the
    check digit says no). The message never repeats what was typed.
    """
    kept = "".join(char for char in text.translate(_FULL_WIDTH) if not _is_separator(char))
    if not _DIGITS.fullmatch(kept):
        raise WrongCodeError("code-mistyped", "the code holds something that is not a digit")
    if len(kept) not in LENGTHS:
        raise WrongCodeError(
            "code-incomplete",
            f"the code has {len(kept)} digits instead of 20",
            hint="a code has 20 digits in groups of four; some schools use 24, 28 or 32",
        )
    if damm(kept) != 0:
        raise WrongCodeError(
            "code-mistyped",
            "the code has a typing mistake",
            hint="compare each group with the letter: one digit is wrong, or two neighbours are swapped",
        )
    return kept


def _is_separator(char: str) -> bool:
    return char.isspace() or char == "−" or unicodedata.category(char) in {"Pd", "Cf"}


def group_digits(code: str) -> str:
    """Return the code in groups of four, the way a letter shows it."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def draw_salt() -> bytes:
    """Draw a school's salt: 16 bytes, made once at the first issue and never changed."""
    return draw_bytes(SALT_BYTES)


def derive_kek(code: str, salt: bytes) -> bytes:
    """Return the 32-byte key of a code under the school's salt (RFC 8018 PBKDF2). Costs about 80 ms."""
    return stretch(normalise_code(code).encode("ascii"), salt, ROUNDS)


def stretch(password: bytes, salt: bytes, rounds: int) -> bytes:
    """Return the first 32 bytes of PBKDF2-HMAC-SHA256; apart so that the published vectors can be run against it."""
    return PBKDF2HMAC(algorithm=SHA256(), length=KEY_BYTES, salt=salt, iterations=rounds).derive(password)


def link_key(kek: bytes) -> str:
    """Return the key as it stands after `#k=` in a link: 43 characters of base64url."""
    return encode(kek)


def parse_link_key(text: str) -> bytes:
    """Return the key of a link, also of the whole link or `k=…`. Raises WrongCodeError `link-incomplete`."""
    try:
        key = decode(text.strip().rpartition("k=")[2])
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise WrongCodeError("link-incomplete", "the link's key is not complete", hint="it has 43 characters after #k=")
    return key


def family_address(kek: bytes) -> str:
    """Return the 32 hex digits under which the recipient's family page lies: nothing to type, new with every code."""
    return hmac.digest(kek, b"family page", "sha256")[:16].hex()
