"""A bucket of an S3 object storage, or a prefix in one, over obstore.

A put is all or nothing by the model of S3, so nothing is written beside. What differs between storages is whether a
put with `If-None-Match: *` (mode "create") is refused for a name that is taken, so two such puts of one name are tried
first. Nothing is retried here: that is the business of a wrapper, which also sees what came of it.

Where versions are kept (a setting of the bucket), what was deleted is gone for readers and stays for the owner.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from uuid import uuid4

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import S3Store

from generator.errors import HostError
from generator.publishing.host import TEMPORARY, Listed, Open, Traits
from generator.publishing.hosts.wire.s3_errors import translated, word_of

if TYPE_CHECKING:
    from obstore import Attributes
    from obstore.store import ClientConfig, S3Credential

_CONNECTIONS = 8
_SETTLE = 2.0  # seconds in which puts that were under way have arrived
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_TYPES = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "png": "image/png",
    "ico": "image/x-icon",
    "txt": "text/plain; charset=utf-8",
}


class S3Host:
    """See `Host`."""

    def __init__(self, store: S3Store, traits: Traits) -> None:
        """Use a store whose prefix is the folder that is served."""
        self._store = store
        self.traits = traits

    def read(self, path: str) -> bytes | None:
        """See `Host`."""
        with translated():
            try:
                return bytes(obstore.get(self._store, path).bytes())
            except FileNotFoundError as error:
                if word_of(error) in {"NoSuchKey", ""}:
                    return None
                raise

    def list(self, folder: str) -> list[Listed]:
        """See `Host`."""
        with translated():
            return sorted(
                Listed(found["path"], found["size"], found["last_modified"].timestamp())
                for some in obstore.list(self._store, folder or None)
                for found in some
            )

    def write(self, path: str, content: bytes) -> None:
        """See `Host`."""
        with translated():
            obstore.put(self._store, path, content, attributes=_headers(path), use_multipart=False)

    def delete(self, paths: Iterable[str]) -> None:
        """See `Host`. Up to a thousand names go into one request."""
        with translated():
            obstore.delete(self._store, list(paths))

    def create_exclusive(self, path: str, content: bytes) -> bool:
        """See `Host`.

        Where the storage can't: look, put, wait, read back; who was last has it, and is told so. That holds among
        clients that need less than two seconds for a put, and is less than a promise (`traits.exclusive_create`).
        """
        if self.traits.exclusive_create:
            return _created(self._store, path, content)
        if self.read(path) is not None:
            return False
        self.write(path, content)
        time.sleep(_SETTLE)
        return self.read(path) == content

    def flush(self) -> None:
        """See `Host`."""

    def close(self) -> None:
        """See `Host`. The connections belong to obstore, which closes those that are idle."""


def open_s3(
    to: str, key_id: str, secret: str, *, endpoint: str, region: str, ca_file: Path | None = None, seconds: float = 30.0
) -> Open:
    """Return what opens connections to `s3://bucket/prefix` at an endpoint (https; http on this computer only).

    `ca_file` holds authorities that are trusted beside the system's; `seconds` is how long a request may take. What
    the storage promises is tried out by the first connection, for all.
    """
    lock = threading.Lock()
    known: list[Traits] = []

    def open_() -> S3Host:
        local = urlsplit(endpoint).hostname in _LOCAL
        if not endpoint.startswith("https://") and not local:
            raise HostError("host-refused", "the endpoint of the storage is not https", hint="see publish.endpoint")
        options: ClientConfig = {
            "allow_http": local,
            "timeout": timedelta(seconds=seconds),
            "connect_timeout": timedelta(seconds=min(seconds, 10.0)),
        }
        options = _trusting(options, ca_file)
        with translated():
            store = _store(to, (key_id, secret), endpoint, region, options)
        with lock:
            if not known:
                known.append(_tried(store))
        return S3Host(store, known[0])

    return open_


def _store(to: str, keys: tuple[str, str], endpoint: str, region: str, options: ClientConfig) -> S3Store:
    def credential() -> S3Credential:
        return {"access_key_id": keys[0], "secret_access_key": keys[1], "token": None, "expires_at": None}

    parts = urlsplit(to)
    # All that obstore would else take from AWS_… variables of whoever runs the program is said here.
    return S3Store(
        parts.netloc.rpartition("@")[2],
        prefix=unquote(parts.path).strip("/") or None,
        endpoint=endpoint,
        region=region or "us-east-1",
        virtual_hosted_style_request=False,
        skip_signature=False,
        s3_express=False,
        conditional_put="etag",
        credential_provider=credential,
        client_options=options,
        retry_config={"max_retries": 0},
    )


def _trusting(options: ClientConfig, ca_file: Path | None) -> ClientConfig:
    if ca_file is None:
        return options
    try:
        found = ca_file.read_bytes()
    except OSError:
        found = b""
    if b"-----BEGIN CERTIFICATE-----" not in found:
        message = "the file of publish.ca_file holds no certificates that can be read"
        raise HostError("host-certificate", message, hint="it is a PEM file of an authority")
    return {**options, "root_certificate": found}


def _tried(store: S3Store) -> Traits:
    name = f".trial.{uuid4().hex[:12]}{TEMPORARY}"
    try:
        exclusive = _created(store, name, b"x") and not _created(store, name, b"y")
    except HostError as error:
        if error.slug != "host-refused":
            raise
        with translated():  # if it is not the condition that was refused, this is refused as well
            obstore.put(store, name, b"x", use_multipart=False)
        exclusive = False
    finally:
        with suppress(BaseError, OSError):
            obstore.delete(store, [name])
    return Traits(
        atomic_replace=True, exclusive_create=exclusive, immediate_erase=True, headers=True, connections=_CONNECTIONS
    )


def _created(store: S3Store, path: str, content: bytes) -> bool:
    with translated():
        try:
            obstore.put(store, path, content, attributes=_headers(path), mode="create", use_multipart=False)
        except AlreadyExistsError:
            return False
        return True


def _headers(path: str) -> Attributes:
    """Return type and caching: what lies in `a/` is named by its content and never changes."""
    for_ever = "public, max-age=31536000, immutable"
    return {
        "Content-Type": _TYPES.get(path.rpartition(".")[2], "application/octet-stream"),
        "Cache-Control": for_ever if path.startswith("a/") else "no-cache",
    }
