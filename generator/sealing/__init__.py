"""Sealing: from a page in clear to the envelope that lies on a public server, and back.

Gives: access codes and their keys (`codes`), sealing a bundle of pages and opening one (`envelope`), strict reading of
what a hostile host may hand us (`strict`), boxes for backups and manifests (`box`), and the two scripts of the
browser's side. Rests on JWE (RFC 7516) with A256KW, A256GCM and DEF (RFC 7518); the format is described in
`docs/reference/sealed-page.md`. Refuses: a page without a recipient, an envelope that is not exactly what we write.
Randomness comes from the operating system only, through `randomness`. This room never sees `model`: it seals text.
"""

from __future__ import annotations

from importlib.resources import files


def unlock_script() -> str:
    """Return the browser's side of the format: the lock screen's script, as written, with comments."""
    return files(__name__).joinpath("unlock.js").read_text(encoding="utf-8")


def inflate_script() -> str:
    """Return the bundled inflater for browsers without `DecompressionStream` (fflate, MIT, see inflate.LICENSE)."""
    return files(__name__).joinpath("inflate.js").read_text(encoding="utf-8")


def loader_script() -> str:
    """Return the script that unpacks the others in a page."""
    return files(__name__).joinpath("loader.js").read_text(encoding="utf-8")
