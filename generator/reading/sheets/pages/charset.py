"""In which encoding a web page is, and whether it decodes to Russian or to nonsense."""

from __future__ import annotations

import codecs
import re

from generator.reading.archives import Refusal

UNREADABLE = Refusal(
    "unreadable-charset",
    "the page decodes to nonsense: its encoding is not the one that it names, or it names none",
    "open it in a browser that shows it well, save the report again as a web page in UTF-8, or export it as .xlsx",
)

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_HEAD = 8192
_SAMPLE = 200_000
_OTHERS = ("cp1251", "koi8-r", "cp866")
"""What Russian pages that are not UTF-8 are written in when they don't say so, or say something else."""

_COMMON = frozenset("оеаинтсрвлк")
"""The eleven letters that make up two thirds of any Russian text; of nonsense they make up a third."""
_HIGH = re.compile(r"[^\x00-\x7f\xa0]")
_FEW, _ENOUGH = 12, 40
"""How many letters beyond ASCII tell that bytes are UTF-8, and that a text is Russian."""
_CLEARLY = 0.15


def decode_page(content: bytes) -> str | Refusal:
    """Return the text of a page: by its BOM, what its `meta` says, else UTF-8 if it is valid, else windows-1251.

    Refused as nonsense: bytes that the encoding doesn't have, and a text that is Russian in another encoding (UTF-8
    said to be windows-1251, KOI8-R that says nothing). A wrong encoding is never corrected: it would be a guess.
    """
    encoding = next((name for bom, name in _BOMS if content.startswith(bom)), "")
    if encoding:
        text = _decoded(content, encoding)
        return UNREADABLE if text is None or "\0" in text else text
    encoding = declared(content) or ("cp1251" if _decoded(content, "utf-8") is None else "utf-8")
    text = _decoded(content, encoding)
    if text is None or "\0" in text or _is_nonsense(content[:_SAMPLE], encoding):
        return UNREADABLE
    return text


def declared(content: bytes) -> str:
    """Return the Python name of the encoding that a page's `meta` names, or "" if it names none that is known."""
    found = _META.search(content[:_HEAD])
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else ""
        "".encode(name or "ascii")
    except (LookupError, UnicodeError, ValueError):
        return ""
    # A page that says UTF-16 in letters of one byte is not UTF-16: browsers take it for UTF-8, too.
    return "utf-8" if name.startswith("utf-16") else name


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except (UnicodeError, ValueError, LookupError):
        return None
    return text if isinstance(text, str) else None


def _is_nonsense(sample: bytes, encoding: str) -> bool:
    """Say whether the bytes are a text in another encoding.

    Valid UTF-8 with a dozen letters is nothing else, unless it was made of what was UTF-8 already. Among encodings of
    one byte that is told by which makes clearly better Russian.
    """
    text = _utf8(sample)
    if len(_HIGH.findall(text)) >= _FEW:
        return encoding != "utf-8" or _is_twice(text)
    said = _russian(sample, encoding)
    others = (_russian(sample, other) for other in _OTHERS if other != encoding)
    return said is not None and any(other is not None and other > said + _CLEARLY for other in others)


def _is_twice(text: str) -> bool:
    """Say whether a text was UTF-8, taken for windows-1251, and written as UTF-8 again."""
    try:
        return len(_HIGH.findall(_utf8(text.encode("cp1251")))) >= _FEW
    except UnicodeEncodeError:
        return False


def _russian(sample: bytes, encoding: str) -> float | None:
    """Return which part of the letters beyond ASCII are common Russian ones, as people write them: 0 to 1.

    None if there are too few letters to tell.
    """
    text = sample.decode(encoding, "ignore")
    letters = _HIGH.findall(text)
    if len(letters) < _ENOUGH:
        return None
    return (sum(letter.lower() in _COMMON for letter in letters) - len(_CROOKED.findall(text))) / len(letters)


_CROOKED = re.compile(r"(?<=[а-яё])[А-ЯЁ]")
"""A capital behind a small letter: what KOI8-R and windows-1251 make of each other's words."""


def _utf8(sample: bytes) -> str:
    """Decode UTF-8 (cut off at the end, perhaps), or return nothing."""
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return ""
