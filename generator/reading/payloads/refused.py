"""What lies where an answer of a journal should: nothing, the page to sign in, a part of an answer, a refusal."""

from __future__ import annotations

from typing import Any

from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.payloads.items import load
from generator.reading.payloads.shapes import is_page, shape_of

_BLANK = b" \t\r\n\0\xef\xbb\xbf"
_SAYS_NO = {"error", "errors", "errormessage", "errordescription", "message", "detail", "details"}
"""In what fields a service says why it does not answer, in small letters and without `_`."""
_SAYS_WHY = {"title", "description"}
_SAYS_WHAT = {"code", "errorcode", "errortype", "exception", "ok", "state", "status", "statuscode", "success", "type"}
_BESIDE = {"instance", "path", "requestid", "timestamp", "traceid"}
_AGAIN = "sign in again in the program that saves the answers and save them once more"
_LARGEST = 2**16


def is_empty(content: bytes) -> bool:
    """Say whether nothing stands in a file: no bytes, or only spaces and zeros."""
    return not content[:_LARGEST].strip(_BLANK) and not content.strip(_BLANK)


def may_be_answer(content: bytes) -> bool:
    """Say whether a file is empty or begins as JSON does: then `why_no_answer` may know what it is."""
    return is_empty(content) or bool(shape_of(content).start)


def empty_file(origin: Origin) -> ReadError:
    """Return the error of a file in which nothing stands."""
    hint = "whatever saved it did not finish: export it again"
    return ReadError("empty-file", "the file is empty", origin=origin, hint=hint)


def why_no_answer(place: str, content: bytes) -> ReadError | None:
    """Return what keeps a file from being an answer: empty, a page, cut off, a refusal; None: nothing of these."""
    origin = Origin(place)
    if is_empty(content):
        return empty_file(origin)
    if is_page(content):
        message = "a web page in place of an answer: the journal asked to sign in"
        return ReadError("sign-in-page", message, origin=origin, hint=_AGAIN)
    if not shape_of(content).start:
        return None
    try:
        value = load(place, content)
    except ReadError as error:
        return error
    if _is_refusal(value):
        message = "the journal answered with an error in place of data"
        return ReadError("journal-said-no", message, origin=origin, hint=_AGAIN)
    return None


def _is_refusal(value: Any) -> bool:
    """Say whether an object holds an error and nothing else; fields without anything in them count as not there."""
    if not isinstance(value, dict):
        return False
    said = {key.casefold().replace("_", "") for key, held in value.items() if held not in (None, "", [], {})}
    says_no = said & _SAYS_NO or (said & _SAYS_WHY and said & _SAYS_WHAT)
    return bool(says_no) and said <= _SAYS_NO | _SAYS_WHY | _SAYS_WHAT | _BESIDE
