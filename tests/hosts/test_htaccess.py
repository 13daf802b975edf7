"""The `.htaccess` does in a real Apache what it says, and what a poor one lacks it passes over."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from generator.publishing.findings import Expectation, Wanted
from generator.publishing.htaccess import NAME, htaccess
from generator.publishing.verify import verify
from tests.hosts.servers.apache import apache, missing

pytestmark = [pytest.mark.network, pytest.mark.ci]

PAGE = "d/" + "a" * 32 + "/index.html"
FILES = {
    "index.html": b"<html>front</html>",
    PAGE: b"<html>sealed</html>",
    "a/0123.js": b"1",
    ".diary/state": b"sealed",
    "d/x.part": b"half",
}


def laid_out(root: Path) -> None:
    for path, content in {**FILES, NAME: htaccess()}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


@pytest.fixture(autouse=True)
def _there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    if reason := missing():
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture
def served() -> Iterator[str]:
    with apache() as (root, address):
        laid_out(root)
        laid_out(root / "school")
        yield address


def test_apache_lists_nothing_keeps_our_files_and_sends_the_headers(served: str):
    for address in (served, f"{served}/school"):
        assert httpx.get(f"{address}/d/").status_code == 403
        assert httpx.get(f"{address}/.diary/state").status_code == 404
        assert httpx.get(f"{address}/.diary/").status_code == 404
        assert httpx.get(f"{address}/d/x.part").status_code == 404
        assert httpx.get(f"{address}/{NAME}").status_code == 404
        page = httpx.get(f"{address}/{PAGE}")
        assert page.content == FILES[PAGE]
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert page.headers["Cache-Control"] == "no-cache"
        asset = httpx.get(f"{address}/a/0123.js")
        assert asset.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert asset.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        for answer in (page, asset, httpx.get(f"{address}/absent")):
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'none'"


def test_a_look_at_such_a_host_finds_nothing_and_without_the_file_several_things():
    expect = Expectation({PAGE: Wanted.of(FILES[PAGE])}, folders=("d",), gone=(".diary/state",))
    with apache() as (root, address):
        laid_out(root)
        assert verify(address, expect) == []
        (root / NAME).unlink()
        assert {one.slug for one in verify(address, expect)} == {"site-listing", "site-type", "site-not-gone"}


def test_what_a_host_lacks_is_passed_over():
    with apache(without=("alias", "headers", "setenvif", "autoindex", "dir")) as (root, address):
        laid_out(root)
        assert httpx.get(f"{address}/{PAGE}").content == FILES[PAGE]
