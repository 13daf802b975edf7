"""What an object storage and the line to it do wrong, and what is told of it; the suite of all hosts shows what goes well."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import httpx
import obstore
import pytest
from obstore.store import S3Store

from generator.errors import HostError, HostRetryError
from generator.publishing.host import Traits
from generator.publishing.hosts import s3
from generator.publishing.hosts.s3 import open_s3
from tests.hosts.servers import nginx as nginx_server
from tests.hosts.servers import seaweed as seaweed_server
from tests.hosts.servers.between import between, every_call
from tests.hosts.servers.old_storage import old_storage
from tests.hosts.servers.scripted import answering
from tests.hosts.servers.seaweed import BUCKET, KEY_ID, READER, SECRET, Seaweed

pytestmark = [pytest.mark.network, pytest.mark.ci]


@pytest.fixture(scope="module")
def seaweed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seaweed]:
    if missing := seaweed_server.missing():
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with seaweed_server.seaweed(tmp_path_factory.mktemp("seaweed")) as server:
        yield server


@pytest.fixture
def place() -> str:
    return f"s3://{BUCKET}/t{uuid.uuid4().hex[:12]}"


def at(port: int) -> dict[str, Any]:
    return {"endpoint": f"http://127.0.0.1:{port}", "region": ""}


def untried(place: str, key_id: str, port: int) -> s3.S3Host:
    """Return a host whose storage was not tried out, which needs the right to write."""
    store = s3._store(place, (key_id, SECRET), f"http://127.0.0.1:{port}", "", {"allow_http": True})
    return s3.S3Host(store, Traits(False, False, False, False, 1))


def test_what_a_storage_promises_is_found_out_and_leaves_nothing_behind(seaweed: Seaweed, place: str):
    host = open_s3(place, KEY_ID, SECRET, **at(seaweed.port))()
    assert (host.traits.exclusive_create, host.traits.headers) == (True, True)
    assert host.list("") == []


@pytest.mark.parametrize(
    ("path", "kind", "caching"),
    [
        ("index.html", "text/html; charset=utf-8", "no-cache"),
        ("d/0a/index.html", "text/html; charset=utf-8", "no-cache"),
        ("a/0f.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
        ("a/0f.png", "image/png", "public, max-age=31536000, immutable"),
        (".diary/state", "application/octet-stream", "no-cache"),
    ],
)
def test_a_browser_is_told_what_a_file_is_and_how_long_to_keep_it(
    seaweed: Seaweed, place: str, path: str, kind: str, caching: str
):
    open_s3(place, KEY_ID, SECRET, **at(seaweed.port))().write(path, b"x")
    store = S3Store(
        BUCKET,
        prefix=place.rpartition("/")[2],
        endpoint=seaweed.endpoint,
        region="us-east-1",
        access_key_id=KEY_ID,
        secret_access_key=SECRET,
        client_options={"allow_http": True},
    )
    answer = httpx.get(obstore.sign(store, "GET", path, timedelta(minutes=1)), trust_env=False)
    assert (answer.content, answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (b"x", kind, caching)


@pytest.mark.parametrize(
    ("key_id", "secret", "slug"),
    [
        (KEY_ID, "a wrong secret", "host-login"),
        ("nobody", SECRET, "host-login"),
        (READER, SECRET, "host-refused"),
    ],
)
def test_wrong_keys_and_missing_rights_are_told_apart(
    seaweed: Seaweed, place: str, key_id: str, secret: str, slug: str
):
    with pytest.raises(HostError) as told:
        open_s3(place, key_id, secret, **at(seaweed.port))()
    assert told.value.slug == slug
    assert secret not in told.value.describe()
    assert place.rpartition("/")[2] not in told.value.describe()


@pytest.mark.parametrize(
    ("status", "content", "kind", "slug"),
    [
        (301, b"", HostError, "host-refused"),
        (400, b"<Error><Code>AuthorizationHeaderMalformed</Code></Error>", HostError, "host-refused"),
        (401, b"", HostError, "host-login"),
        (403, b"<Error><Code>RequestTimeTooSkewed</Code></Error>", HostError, "host-refused"),
        (429, b"", HostRetryError, "host-unreachable"),
        (500, b"<Error><Code>InternalError</Code></Error>", HostRetryError, "host-unreachable"),
        (503, b"<Error><Code>SlowDown</Code></Error>", HostRetryError, "host-unreachable"),
        (507, b"", HostError, "host-refused"),
    ],
)
def test_what_may_pass_is_told_apart_from_what_will_not(
    place: str, status: int, content: bytes, kind: type[Exception], slug: str
):
    with answering(status, content) as port, pytest.raises(kind) as told:
        open_s3(place, KEY_ID, SECRET, **at(port))()
    assert told.value.slug == slug
    assert "http:" not in told.value.describe()


@pytest.mark.parametrize("content", [b"", b"<Error><Code>NoSuchKey</Code></Error>"])
def test_a_missing_object_is_none_and_a_missing_bucket_is_not(place: str, content: bytes):
    for body, absent in ((content, True), (b"<Error><Code>NoSuchBucket</Code></Error>", False)):
        with answering(404, body) as port:
            host = untried(place, KEY_ID, port)
            if absent:
                assert host.read("index.html") is None
            else:
                with pytest.raises(HostError, match="NoSuchBucket"):
                    host.read("index.html")


def test_a_bucket_that_is_missing_is_an_error_and_no_empty_place(seaweed: Seaweed):
    with pytest.raises(HostError, match="NoSuchBucket") as told:
        open_s3("s3://elsewhere/site", KEY_ID, SECRET, **at(seaweed.port))()
    assert told.value.slug == "host-refused"


def test_the_rights_to_delete_may_be_missing(seaweed: Seaweed, place: str):
    host = open_s3(place, KEY_ID, SECRET, **at(seaweed.port))()
    host.write("index.html", b"x")
    reader = untried(place, READER, seaweed.port)
    with pytest.raises(HostError, match="AccessDenied"):
        reader.delete(["index.html", "other.html"])
    assert reader.read("index.html") == b"x"


def test_a_busy_storage_is_tried_again_later_and_works_then(seaweed: Seaweed, place: str):
    with between(seaweed.port) as way:
        host = open_s3(place, KEY_ID, SECRET, **at(way.port))()
        way.busy = True
        for call in every_call(host):
            with pytest.raises(HostRetryError, match="503") as told:
                call()
            assert told.value.slug == "host-unreachable"
        way.busy = False
        host.write("index.html", b"x")
        assert host.read("index.html") == b"x"


def test_a_storage_that_does_not_answer_is_given_up_in_time(seaweed: Seaweed, place: str):
    with between(seaweed.port) as way:
        host = open_s3(place, KEY_ID, SECRET, **at(way.port), seconds=1.5)()
        way.silent = True
        began = time.monotonic()
        with pytest.raises(HostRetryError):
            host.write("index.html", b"x")
        assert time.monotonic() - began < 6


def test_half_an_answer_is_no_file(place: str):
    with answering(200, b"half", missing=4) as port, pytest.raises(HostRetryError):
        untried(place, KEY_ID, port).read("index.html")


def test_a_line_cut_in_the_middle_of_a_file_leaves_the_old_one_whole(seaweed: Seaweed, place: str):
    with between(seaweed.port) as way:
        host = open_s3(place, KEY_ID, SECRET, **at(way.port))()
        host.write("index.html", b"a" * 900_000)
        way.left = 400_000
        with pytest.raises(HostRetryError):
            host.write("index.html", b"b" * 900_000)
        way.left = None
        assert host.read("index.html") == b"a" * 900_000


@pytest.mark.parametrize("refuses", [False, True], ids=["ignores", "refuses"])
def test_a_storage_that_knows_no_conditions_is_found_out_and_still_gives_a_name_to_one(
    place: str, monkeypatch: pytest.MonkeyPatch, refuses: bool
):
    monkeypatch.setattr(s3, "_SETTLE", 0.3)
    with old_storage(refuses=refuses) as port:
        opened = open_s3(place, KEY_ID, SECRET, **at(port))
        hosts = [opened() for _ in range(3)]
        assert not hosts[0].traits.exclusive_create
        with ThreadPoolExecutor(3) as pool:
            made = list(pool.map(lambda n: hosts[n].create_exclusive("lock", f"{n}".encode()), range(3)))
        assert sorted(made) == [False, False, True]
        assert hosts[0].read("lock") == f"{made.index(True)}".encode()
        assert hosts[0].create_exclusive("lock", b"late") is False


def test_an_untrusted_certificate_is_refused_and_one_of_the_schools_authority_is_not(
    tmp_path_factory: pytest.TempPathFactory, place: str
):
    if missing := nginx_server.missing():
        pytest.skip(missing)
    with nginx_server.nginx(tmp_path_factory.mktemp("nginx")) as server:
        where = {"endpoint": f"https://localhost:{server.tls_port}", "region": ""}
        for ca_file, slug in ((None, "host-certificate"), (server.ca_file, "host-refused")):  # it is no storage
            with pytest.raises(HostError) as told:
                open_s3(place, KEY_ID, SECRET, **where, ca_file=ca_file)()
            assert told.value.slug == slug
        with pytest.raises(HostError, match=r"publish\.ca_file"):
            open_s3(place, KEY_ID, SECRET, **where, ca_file=server.root / "absent.pem")()


def test_what_somebody_set_for_other_programs_changes_nothing(
    seaweed: Seaweed, place: str, monkeypatch: pytest.MonkeyPatch
):
    for name, told in (
        ("AWS_ACCESS_KEY_ID", "other"),
        ("AWS_SESSION_TOKEN", "other"),
        ("AWS_ENDPOINT", "http://127.0.0.1:9"),
        ("AWS_SKIP_SIGNATURE", "true"),
        ("AWS_S3_EXPRESS", "true"),
        ("AWS_CONDITIONAL_PUT", "disabled"),
    ):
        monkeypatch.setenv(name, told)
    host = open_s3(place, KEY_ID, SECRET, **at(seaweed.port))()
    assert host.traits.exclusive_create


def test_keys_do_not_travel_in_clear(place: str):
    with pytest.raises(HostError, match="https"):
        open_s3(place, KEY_ID, SECRET, endpoint="http://storage.example", region="")()
