"""What a look at the public address should show, and what to call it when it doesn't. Pure: answers in, findings out.

A finding names a path and what is wrong with it, never a word of a page. Every slug has a paragraph in
`docs/reference/errors.md`; `docs/reference/verification.md` lists all that is looked at.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Self

_ENVELOPE = re.compile(rb'<script[^>]*\bid="sealed"[^>]*>(.*?)</script>', re.DOTALL)
_LISTING = re.compile(rb"<title>[^<]*(?:index of|listing)|parent directory|<ListBucketResult", re.IGNORECASE)
_OUR_PAGES = re.compile(rb"\b[df]/[0-9a-f]{32}\b")
_TAGS = re.compile(rb"<(?:!doctype|/?(?:html|head|body|meta|link|title|style|script))\b[^>]*>", re.IGNORECASE)
"""Foreign text is put into a page before or behind one of these, or on the next line."""
_TRIES = 40
"""Tags looked at from the beginning, and as many from the end: each try hashes the whole page."""

_PASSING = {"site-silent", "site-certificate", "site-missing", "site-differs", "site-cached", "site-not-gone"}
_TYPES = {".html": ("text/html",), ".js": ("text/javascript", "application/javascript", "application/x-javascript")}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is not as it should be; `path` is relative to the public address, "" is the address itself."""

    path: str
    slug: str
    level: Literal["error", "warning"] = field(compare=False)
    message: str = field(compare=False)

    @property
    def may_pass(self) -> bool:
        """Tell whether waiting may help: caches and git hosts take a while to show what is new."""
        return self.level == "error" and self.slug in _PASSING


class Wanted(NamedTuple):
    """A published file: SHA-256 in hex, bytes, and where known its `envelope_digest`, which proves a foreign banner."""

    sha256: str
    size: int
    envelope: str = ""

    @classmethod
    def of(cls, content: bytes) -> Self:
        """Return what is wanted when exactly this was sent."""
        return cls(hashlib.sha256(content).hexdigest(), len(content), envelope_digest(content))

    def is_(self, body: bytes) -> bool:
        """Tell whether these are its bytes."""
        return len(body) == self.size and hashlib.sha256(body).hexdigest() == self.sha256


@dataclass(frozen=True, slots=True)
class Expectation:
    """What should be seen. `files`: what is compared, by path. `gone`: paths that must be absent. `manifest`: the path
    that must be absent or sealed ("": not looked at). `folders` must not list what they hold; "" is the topmost.
    """

    files: Mapping[str, Wanted]
    gone: Collection[str] = ()
    manifest: str = ""
    folders: Collection[str] = ("", "d", "f")

    def below(self, folder: str) -> set[str]:
        """Return the names that stand directly in a folder, as far as this knows them."""
        start = f"{folder}/" if folder else ""
        paths = [path for path in (*self.files, *self.gone) if path.startswith(start)]
        return {path[len(start) :].partition("/")[0] for path in paths}


class Answer(NamedTuple):
    """What the web server gave: `moved` when it sent the visitor to another path, `whole` when the packing came undone
    without a fault. A body is cut off shortly behind the size that was expected.
    """

    status: int
    content_type: str
    body: bytes
    moved: bool = False
    whole: bool = True


def envelope_digest(page: bytes) -> str:
    """Return the SHA-256 of the sealed envelope in a page, "" where there is none."""
    found = _ENVELOPE.search(page)
    return hashlib.sha256(found[1]).hexdigest() if found else ""


def judge_file(
    path: str, wanted: Wanted, seen: Answer, uncached: Answer, unpacked: Callable[[], Answer]
) -> Iterator[Finding]:
    """Compare what comes with what was sent: as a browser asks, past all caches and, if need be, not compressed."""
    right = [answer.status == 200 and wanted.is_(answer.body) for answer in (seen, uncached)]
    if seen.status == 200:
        yield from _judge_type(path, seen.content_type)
    if all(right):
        return
    if right[1]:
        yield Finding(path, "site-cached", "error", "a cache on the way still gives another content than was sent")
    elif not seen.whole or (seen.status == 200 and wanted.is_(unpacked().body)):
        yield Finding(path, "site-compression", "error", "the content comes out changed when it is sent compressed")
    else:
        yield _difference(path, wanted, uncached if right[0] else seen)


def _difference(path: str, wanted: Wanted, answer: Answer) -> Finding:
    more = len(answer.body) - wanted.size
    if answer.status != 200:
        return Finding(path, "site-missing", "error", f"the site answers {answer.status} instead of the file")
    same_envelope = wanted.envelope and envelope_digest(answer.body) == wanted.envelope
    if same_envelope or _with_something_added(wanted, answer.body):
        words = f"the right content with {more:+} bytes that are not ours: something adds to the page or changes it"
        return Finding(path, "site-added-to", "error", words)
    if more and _ENVELOPE.search(answer.body):
        words = f"a diary's page of another length ({more:+} bytes): an older one, or one that something adds to"
        return Finding(path, "site-differs", "error", words)
    return Finding(path, "site-differs", "error", "the content is not what was sent, probably an older one")


def _with_something_added(wanted: Wanted, body: bytes) -> bool:
    """Tell whether cutting one piece out of the body leaves ours: so it is proved without having our bytes here."""
    more = len(body) - wanted.size
    other_envelope = wanted.envelope and envelope_digest(body) != wanted.envelope
    if more <= 0 or other_envelope:
        return False
    tags = list(_TAGS.finditer(body))
    tags = [*tags[:_TRIES], *tags[_TRIES:][-_TRIES:]]
    starts = {0, wanted.size, *(at for tag in tags for at in (tag.start(), tag.end(), tag.end() + 1))}
    return any(wanted.is_(body[:start] + body[start + more :]) for start in sorted(starts))


def _judge_type(path: str, content_type: str) -> Iterator[Finding]:
    wanted = next((types for suffix, types in _TYPES.items() if (path or "index.html").endswith(suffix)), ())
    kind, _, rest = content_type.lower().partition(";")
    charset = re.search(r'charset="?([^\s";]+)', rest)
    if wanted and kind.strip() not in wanted:
        words = f"comes as {kind.strip()[:40] or 'nothing'} instead of {wanted[0]}"
        yield Finding(path, "site-type", "error", f"the file {words}")
    elif wanted and charset and charset[1] not in ("utf-8", "utf8"):
        yield Finding(path, "site-type", "error", f"the file comes as {charset[1][:20]} instead of utf-8")


def judge_gone(path: str, seen: Answer, uncached: Answer, *, folder: bool) -> Iterator[Finding]:
    """Tell whether a deleted page is gone for good. An emptied `folder` may also be refused (403) or listed: what may
    be listed is another finding.
    """
    for answer, way in ((uncached, ""), (seen, ": a cache on the way gives it")):
        empty = folder and (answer.status == 403 or bool(_LISTING.search(answer.body)))
        if answer.status in (404, 410) or empty:
            continue
        if answer.status == 200 and not answer.moved:
            yield Finding(path, "site-not-gone", "error", f"a deleted page is still answered{way}")
        else:
            told = "by another page" if answer.status == 200 else f"with {answer.status}"
            yield Finding(path, "site-not-gone", "warning", f"a deleted page is answered {told} instead of 404")
        return


def judge_listing(folder: str, answer: Answer, expect: Expectation) -> Iterator[Finding]:
    """Tell whether the address of a folder shows what lies in it."""
    front = expect.files.get(f"{folder}/index.html".lstrip("/"))
    if answer.status != 200 or (front and front.is_(answer.body)):
        return
    if _LISTING.search(answer.body) or any(_names(answer.body, name) for name in expect.below(folder)):
        yield Finding(f"{folder}/", "site-listing", "error", "the host lists the files of this folder for everybody")


def _names(body: bytes, name: str) -> bool:
    """Look for a name; one that is no random address must stand in a link, for short names stand in every text."""
    if len(name) >= 32:
        return name.encode() in body
    return bool(re.search(rb'href="(?:\./|/)?%b/"' % re.escape(name.encode()), body))


def judge_manifest(path: str, answer: Answer, known: Iterable[str]) -> Iterator[Finding]:
    """Tell whether the manifest can be read as a list of pages; served sealed it tells nobody anything."""
    if answer.status != 200 or answer.moved:
        return
    if _OUR_PAGES.search(answer.body) or any(name.encode() in answer.body for name in known):
        yield Finding(path, "site-manifest-readable", "error", "the list of all pages can be read by everybody")
