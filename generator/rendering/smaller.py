"""Scripts and style sheets made small: they are in every page. Nothing but comments, space and local names changes."""

from __future__ import annotations

import minify

from generator.errors import RenderError


def small_script(text: str) -> str:
    """Return a script that does the same; names that stand outside functions stay. Raises RenderError `bad-script`."""
    # What was written for ES2018 must not come out newer.
    minify.config({"js-version": 2018})
    return _small("text/javascript", text, "script")


def small_style(text: str) -> str:
    """Return a style sheet that says the same. Raises RenderError `bad-script`."""
    return _small("text/css", text, "style sheet")


def _small(kind: str, text: str, what: str) -> str:
    try:
        return str(minify.string(kind, text))
    except minify.MinifyError as error:
        raise RenderError("bad-script", f"a {what} of the templates can't be read: {error}") from error
