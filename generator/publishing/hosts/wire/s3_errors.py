"""What obstore raises, in the program's words.

obstore tells what happened in text that quotes addresses of pages; only status codes and S3's own words ("NoSuchKey")
are taken from it, by the shapes that its version in the lock writes. What is not understood counts as temporary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError

from generator.errors import DiaryError, HostError, HostRetryError

_BAD_KEYS = frozenset({"InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken"})
_LATER = frozenset({408, 409, 423, 425, 429, 500, 502, 503, 504})


@contextmanager
def translated() -> Iterator[None]:
    """Turn whatever obstore raises into `HostError` and `HostRetryError`."""
    try:
        yield
    except (BaseError, OSError, ValueError) as error:
        raise _refused(error) or _later(error) from error


def word_of(error: Exception) -> str:
    """Return S3's own word for an error ("NoSuchBucket"), "" when it said none."""
    found = re.search(r"<Code>([A-Za-z]{1,40})</Code>|\(code: ([A-Za-z]{1,40})\)", str(error))
    return (found[1] or found[2]) if found else ""


def _refused(error: Exception) -> HostError | None:
    """Return the error of a refusal for good, None when it may be another time."""
    text, word, said = str(error), word_of(error), _said(error)
    if "InvalidCertificate" in text or "invalid peer certificate" in text:
        return HostError("host-certificate", "the storage's certificate is not trusted", hint="see publish.ca_file")
    if isinstance(error, UnauthenticatedError) or word in _BAD_KEYS:
        return HostError("host-login", f"the storage does not accept the keys ({said})")
    hint = None
    if isinstance(error, PermissionDeniedError) or word == "AccessDenied":
        hint = "look at the rights of the keys"
    elif isinstance(error, FileNotFoundError):
        hint = "is the bucket in publish.to the right one?"
    elif "redirect" in text.partition("\n")[0]:
        hint = "see publish.endpoint and publish.region"
    elif isinstance(error, ValueError) or _status(error) not in {0, *_LATER}:
        hint = ""
    return None if hint is None else HostError("host-refused", f"the storage refuses ({said})", hint=hint)


def _later(error: Exception) -> DiaryError:
    return HostRetryError("host-unreachable", f"no answer from the storage, or not now ({_said(error)})")


def _said(error: Exception) -> str:
    status = _status(error)
    return word_of(error) or (f"status {status}" if status else type(error).__name__)


def _status(error: Exception) -> int:
    found = re.search(r"status code: (\d{3})", str(error))
    return int(found[1]) if found else 0
