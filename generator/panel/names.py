"""Names of dropped files. A name is a name and never a path; what would mean something else to a system is refused.

Source for the names of devices: «Naming Files, Paths, and Namespaces» of the Windows documentation; they are refused
everywhere, because a site folder may move from one system to another.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
"""Letters of a name; in UTF-8 a Russian one is twice as long, and file systems end at 255 bytes."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)
_HIDDEN_SIGNS = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Categories of signs that are not seen, or turn the direction of writing and make one ending look like another."""


def plain_name(name: str) -> str | None:
    """Return the name as it is stored (in Unicode's form NFC), None when it may not be stored under it."""
    name = unicodedata.normalize("NFC", name)
    if not name or len(name) > LONGEST or len(name.encode("utf-8", "replace")) > 2 * LONGEST:
        return None
    if _FORBIDDEN.search(name) or any(unicodedata.category(sign) in _HIDDEN_SIGNS for sign in name):
        return None
    # Windows drops dots and spaces at an end without a word, and a leading dot hides a file.
    if name != name.strip() or name.startswith(".") or name.endswith("."):
        return None
    # A device is one whatever its ending: NUL.xlsx is no file.
    return None if _DEVICE.fullmatch(name.partition(".")[0].rstrip()) else name
