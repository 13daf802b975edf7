"""Looks at the public address as a parent would, and says what is not as it was sent.

It asks with new connections, once as a browser does and once past all caches, with a few threads. It changes nothing,
and it reads no more of an answer than is needed to judge it. A site that does not answer is one finding, not one for
each file; what caches and git hosts show only after a while is looked at again as long as there is `patience`.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import httpx

from generator.publishing.findings import (
    Answer,
    Expectation,
    Finding,
    Wanted,
    judge_file,
    judge_gone,
    judge_listing,
    judge_manifest,
)

_NO_CACHE = {"Cache-Control": "no-cache", "Pragma": "no-cache"}
_BROWSER = {"User-Agent": "Mozilla/5.0 (compatible; family-diary)", "Accept-Encoding": "gzip, deflate"}
_SLACK = 256 * 1024
"""Bytes read beyond what is expected: enough for a banner or a long listing."""
_SLOWEST = 20_000
"""Bytes a second; what comes slower than this counts as not answered."""
_ENOUGH_SILENCE = 3
_PLAIN_WITHIN = 5
"""Seconds for http beside https: many hosts drop it without a word."""
_LAST_DAYS = 14
_LOCAL = {"localhost", "127.0.0.1", "::1"}


class _SilentError(Exception):
    """No answer: the words say why."""


Check = Callable[["_Visitor"], Iterable[Finding]]


def verify(
    address: str,
    expect: Expectation,
    *,
    verify_tls: ssl.SSLContext | Path | None = None,
    patience: float = 0,
    answer_within: float = 20,
    threads: int = 4,
    plain_port: int = 80,
) -> list[Finding]:
    """Return what is wrong with the site at `address` (http or https), sorted by path; [] when all is well.

    `verify_tls` is a context, or a PEM file of an authority that counts beside those of the system. `patience` is how
    many seconds the site has to become right, `answer_within` how many one answer may take. `plain_port` is where http
    is asked for when the address is https. Never raises for what a server does.
    """
    trust = verify_tls if isinstance(verify_tls, ssl.SSLContext) else _trusting(verify_tls)
    end = time.monotonic() + patience
    checks, settled, pause = list(_checks(expect, plain_port)), list[Finding](), 1.0
    while True:
        with _Visitor(address.rstrip("/") + "/", trust, answer_within, threads) as visitor:
            seen = visitor.round(checks)
        settled += [finding for check, found in seen.found if check not in seen.again for finding in found]
        if not seen.again or time.monotonic() + pause > end:
            left = [finding for check, found in seen.found if check in seen.again for finding in found]
            return sorted({*settled, *left, *seen.silence})
        time.sleep(pause)
        checks, pause = seen.again, min(pause * 2, 30)


def _trusting(ca_file: Path | None) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if ca_file:
        context.load_verify_locations(ca_file)
    return context


def _checks(expect: Expectation, plain_port: int) -> Iterator[Check]:
    yield _certificate
    yield partial(_redirect, plain_port)
    for path, wanted in expect.files.items():
        yield partial(_file, path, wanted)
        if path == "index.html":  # what a parent types; some hosts show another page there
            yield partial(_file, "", wanted)
    for path in expect.gone:
        yield partial(_gone, path, folder=False)
        if path.endswith("/index.html"):
            yield partial(_gone, path.removesuffix("index.html"), folder=True)
    for folder in expect.folders:
        yield partial(_listing, folder, expect)
    if expect.manifest:
        yield partial(_manifest, expect)


def _certificate(visitor: _Visitor) -> Iterator[Finding]:
    if urlsplit(visitor.address).scheme == "http":
        if urlsplit(visitor.address).hostname not in _LOCAL:
            yield Finding("", "site-not-https", "error", "the address begins with http: browsers open no diary there")
    elif visitor.certificate_ends is not None:
        days = int((visitor.certificate_ends - time.time()) // 86_400)
        if days < _LAST_DAYS:
            yield Finding("", "site-certificate-ends", "warning", f"the site's certificate ends in {days} days")


def _redirect(port: int, visitor: _Visitor) -> Iterator[Finding]:
    parts = urlsplit(visitor.address)
    if parts.scheme != "https":
        return
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    try:
        answer = visitor.client.get(f"http://{host}:{port}{parts.path}", timeout=_PLAIN_WITHIN)
    except (httpx.RequestError, httpx.InvalidURL):
        return  # nobody answers there: nothing is shown without encryption either
    if answer.url.scheme == "http" and answer.status_code < 400:
        yield Finding("", "site-no-redirect", "warning", "who types the address without https is not sent on to https")


def _file(path: str, wanted: Wanted, visitor: _Visitor) -> Iterator[Finding]:
    get = partial(visitor.get, path, wanted.size)
    # the cache is asked first: asking past it may bring it up to date and hide what families got
    seen, uncached = get(), get(_NO_CACHE)
    return judge_file(path, wanted, seen, uncached, lambda: get({**_NO_CACHE, "Accept-Encoding": "identity"}))


def _gone(path: str, visitor: _Visitor, *, folder: bool) -> Iterator[Finding]:
    return judge_gone(path, visitor.get(path), visitor.get(path, extra=_NO_CACHE), folder=folder)


def _listing(folder: str, expect: Expectation, visitor: _Visitor) -> Iterator[Finding]:
    return judge_listing(folder, visitor.get(f"{folder}/".lstrip("/")), expect)


def _manifest(expect: Expectation, visitor: _Visitor) -> Iterator[Finding]:
    known = [path for path in (*expect.files, *expect.gone) if "/" in path]
    return judge_manifest(expect.manifest, visitor.get(expect.manifest), known)


@dataclass(frozen=True, slots=True)
class _Round:
    """What each check found, those that are worth another look, and the one finding for all that was silent."""

    found: list[tuple[Check, list[Finding]]]
    again: list[Check]
    silence: list[Finding]


class _Visitor:
    """Somebody with a browser and empty caches: one look at the site."""

    def __init__(self, address: str, trust: ssl.SSLContext, answer_within: float, threads: int) -> None:
        self.address = address
        self.certificate_ends: float | None = None
        self._answer_within = answer_within
        self._threads = threads
        self._silent: list[str] = []
        self._closing = ExitStack()
        limits = httpx.Limits(max_connections=threads)
        self.client = httpx.Client(
            verify=trust, follow_redirects=True, timeout=answer_within, limits=limits, headers=_BROWSER
        )

    def __enter__(self) -> Self:
        self._closing.enter_context(self.client)
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    def round(self, checks: list[Check]) -> _Round:
        """Make all checks once, unless nobody answers at all."""
        try:
            self.get("")
        except ssl.SSLCertVerificationError as error:
            words = f"browsers will refuse the site's certificate: {error.verify_message}"
            return _Round([], checks, [Finding("", "site-certificate", "error", words)])
        except _SilentError as error:
            return _Round([], checks, [Finding("", "site-silent", "error", f"the site does not answer: {error}")])
        with ThreadPoolExecutor(self._threads) as pool:
            results = list(zip(checks, pool.map(self._make, checks), strict=True))
        again = [check for check, found in results if found is None or any(one.may_pass for one in found)]
        unseen = sum(found is None for _, found in results)
        words = f"{unseen} of {len(checks)} looks got no answer: {self._silent[0]}" if unseen else ""
        silence = [Finding("", "site-silent", "error", words)] if unseen else []
        return _Round([(check, found) for check, found in results if found is not None], again, silence)

    def _make(self, check: Check) -> list[Finding] | None:
        if len(self._silent) >= _ENOUGH_SILENCE:
            return None
        try:
            return list(check(self))
        except (_SilentError, ssl.SSLCertVerificationError) as error:
            self._silent.append(str(error))
            return None

    def get(self, path: str, size: int = 0, extra: dict[str, str] | None = None) -> Answer:
        """Ask for a path; twice if need be, because a kept connection may have been closed meanwhile."""
        for last in (False, True):
            try:
                return self._ask(self.address + path, size, extra or {})
            except httpx.TimeoutException as error:
                raise _SilentError(f"no answer within {self._answer_within:g} seconds") from error
            except httpx.TransportError as error:
                _raise_certificate(error)
                if last:
                    raise _SilentError("the connection fails") from error
        raise AssertionError  # the second round returns or raises

    def _ask(self, url: str, size: int, extra: dict[str, str]) -> Answer:
        body, end = bytearray(), time.monotonic() + self._answer_within + (size + _SLACK) / _SLOWEST
        try:
            with self.client.stream("GET", url, headers=extra) as answer:
                self._remember_certificate(answer)
                whole = True
                try:
                    for piece in answer.iter_bytes():
                        body += piece
                        if time.monotonic() > end:
                            raise _SilentError("the answer does not come to an end")
                        if len(body) > size + _SLACK:
                            break
                except httpx.DecodingError:
                    whole = False
        except (httpx.TooManyRedirects, httpx.InvalidURL):
            return Answer(310, "", b"")
        moved = answer.url.path.rstrip("/") != httpx.URL(url).path.rstrip("/")
        return Answer(answer.status_code, answer.headers.get("Content-Type", ""), bytes(body), moved, whole)

    def _remember_certificate(self, answer: httpx.Response) -> None:
        stream = answer.extensions.get("network_stream")
        tls = stream.get_extra_info("ssl_object") if stream else None
        told = tls.getpeercert() if tls else None
        if told and "notAfter" in told:
            self.certificate_ends = ssl.cert_time_to_seconds(str(told["notAfter"]))


def _raise_certificate(error: BaseException | None) -> None:
    """Raise the certificate's fault that hides among the causes of an error, if there is one."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            raise error
        error = error.__cause__ or error.__context__
