"""How long a text is as SMS (3GPP TS 23.038 and 23.040): the number of parts is the price.

A text of the GSM alphabet alone has 160 signs in one part and 153 in each of several; some signs count twice. One
letter outside of it, any Cyrillic one for instance, and the whole text is UCS-2: 70 in one part, 67 in each of several.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")
"""Signs behind the escape: two septets each."""


@dataclass(frozen=True, slots=True)
class Length:
    """Length of a text in `units` (septets, or 16-bit units where `wide`), and the number of SMS it takes."""

    wide: bool
    units: int
    parts: int


def sms_length(text: str) -> Length:
    """Measure a text; the empty one is one part too, for it would be sent as one."""
    if _GSM.union(_EXTENSION).issuperset(text):
        return _length([1 + (sign in _EXTENSION) for sign in text], wide=False, one=160, several=153)
    return _length([1 + (ord(sign) > 0xFFFF) for sign in text], wide=True, one=70, several=67)


def _length(sizes: Iterable[int], *, wide: bool, one: int, several: int) -> Length:
    """Count; a sign of two units is never torn apart, so it may leave the last place of a part empty."""
    parts, used, units = 1, 0, 0
    for size in sizes:
        if used + size > several:
            parts, used = parts + 1, 0
        used += size
        units += size
    return Length(wide, units, 1 if units <= one else parts)
