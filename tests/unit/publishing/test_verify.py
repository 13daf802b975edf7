"""What a look at the public address finds, against a real server that does one thing wrong at a time."""

from __future__ import annotations

import gzip
import hashlib
import ssl
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
import trustme

from generator.publishing.findings import Expectation, Finding, Wanted
from generator.publishing.verify import verify
from tests.hosts.servers.web import Web, serving

pytestmark = pytest.mark.network

ONE, TWO, OLD = (f"{kind}/{number * 32}/index.html" for kind, number in (("d", "a"), ("f", "b"), ("d", "c")))
SEALED = b'<script type="application/jose+json" id="sealed">{"protected":"x"}</script>'
PAGE = b"<!DOCTYPE html>\n<html><head><title>t</title></head>\n<body>\n" + SEALED + b"\n</body></html>\n"
BANNER = b"\n<script src='//ads.example/banner.js'></script>\n<!-- hosted for free -->"
FILES = {
    "index.html": b"<html>front</html>",
    ONE: PAGE,
    TWO: PAGE.replace(b"x", b"y"),
    "sw.js": b"self.addEventListener('fetch', e => 1)",
}


def wanted(content: bytes, *, envelope: bool = False) -> Wanted:
    """Return what is wanted as the manifest knows it: mostly without the envelope's digest."""
    return Wanted.of(content) if envelope else Wanted.of(content)._replace(envelope="")


EXPECT = Expectation({path: wanted(content) for path, content in FILES.items()}, [OLD], ".diary/0123")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture
def web() -> Iterator[Web]:
    with serving(Web(dict(FILES))) as served:
        yield served


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@cache
def system() -> ssl.SSLContext:
    """Loading the system's authorities takes longer than most of these tests."""
    return ssl.create_default_context()


def look(web: Web, expect: Expectation = EXPECT, **more: object) -> list[Finding]:
    return verify(web.address, expect, **{"answer_within": 5, "verify_tls": system(), **more})


def slugs(findings: list[Finding]) -> set[tuple[str, str]]:
    return {(one.path, one.slug) for one in findings}


def tls(authority: trustme.CA, days: float = 90) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    now = datetime.now(UTC)
    leaf = authority.issue_cert("127.0.0.1", not_before=now - timedelta(days=9), not_after=now + timedelta(days=days))
    leaf.configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_a_site_as_it_was_sent_has_no_findings(web: Web):
    assert look(web) == []


def test_every_file_is_asked_for_as_a_browser_does_and_past_the_cache(web: Web):
    look(web)
    assert web.asked.count(ONE) == 2


def test_an_older_content_is_found(web: Web):
    web.files[ONE] = PAGE.replace(b"x", b"z")
    (found,) = look(web)
    assert (found.path, found.slug, found.level) == (ONE, "site-differs", "error")


def test_a_content_that_only_a_cache_still_has_is_told_apart(web: Web):
    web.cached[ONE] = PAGE.replace(b"x", b"z")
    assert slugs(look(web)) == {(ONE, "site-cached")}


def test_a_content_that_is_right_only_in_the_cache_is_found(web: Web):
    web.cached[ONE] = PAGE
    web.files[ONE] = PAGE.replace(b"x", b"z")
    assert slugs(look(web)) == {(ONE, "site-differs")}


@pytest.mark.parametrize("before", [b"</body>", b"<head>", b"<!DOCTYPE", b"\n<body>"])
def test_a_banner_in_a_page_is_told_as_such(web: Web, before: bytes):
    web.files[ONE] = PAGE.replace(before, BANNER + before)
    (found,) = look(web)
    assert (found.path, found.slug) == (ONE, "site-added-to")
    assert f"+{len(BANNER)} bytes" in found.message


def test_a_banner_behind_a_page_is_told_as_such(web: Web):
    web.files[ONE] = PAGE + BANNER
    assert slugs(look(web)) == {(ONE, "site-added-to")}


def test_additions_at_several_places_are_told_by_the_envelope(web: Web):
    web.files[ONE] = PAGE.replace(b"</head>", BANNER + b"</head>").replace(b"</body>", BANNER + b"</body>")
    known = Expectation({ONE: wanted(PAGE, envelope=True)})
    assert slugs(look(web, known)) == {(ONE, "site-added-to")}
    (found,) = look(web)
    assert found.slug == "site-differs"
    assert "another length" in found.message


def test_no_finding_quotes_a_page(web: Web):
    web.files[ONE] = PAGE.replace(b"</body>", BANNER + b"</body>")
    web.files[TWO] = b"<html>Ivanova got a five</html>"
    web.statuses["sw.js"] = 500
    for found in look(web):
        assert "Ivanova" not in repr(found)
        assert "ads.example" not in repr(found)


def test_a_file_that_is_not_there_is_found(web: Web):
    del web.files[TWO]
    web.statuses["sw.js"] = 503
    assert slugs(look(web)) == {(TWO, "site-missing"), ("sw.js", "site-missing")}


def test_another_front_page_at_the_address_itself_is_found(web: Web):
    web.files[""] = b"<html>buy this domain</html>"
    assert slugs(look(web)) == {("", "site-differs")}


@pytest.mark.parametrize("kind", ["text/plain", "application/octet-stream", "text/html; charset=windows-1251", ""])
def test_a_wrong_type_of_a_page_is_found(web: Web, kind: str):
    web.types[ONE] = kind
    assert slugs(look(web)) == {(ONE, "site-type")}


def test_types_may_say_no_charset_and_scripts_have_several_names(web: Web):
    web.types |= {ONE: "text/html", TWO: 'Text/HTML; charset="UTF-8"', "sw.js": "application/javascript"}
    assert look(web) == []
    web.types["sw.js"] = "text/plain"
    assert slugs(look(web)) == {("sw.js", "site-type")}


def test_a_listing_of_a_folder_is_found(web: Web):
    del web.files["index.html"]
    web.listing = True
    expect = Expectation({path: one for path, one in EXPECT.files.items() if path != "index.html"})
    assert slugs(look(web, expect)) == {("/", "site-listing"), ("d/", "site-listing"), ("f/", "site-listing")}


def test_a_folder_that_shows_the_front_page_or_another_text_is_no_listing(web: Web):
    web.files["d/index.html"] = FILES["index.html"]
    web.files["f/index.html"] = b"<html>nothing to see in folder f</html>"
    assert look(web) == []


def test_a_deleted_page_that_is_still_served_is_found_at_both_of_its_addresses(web: Web):
    web.files[OLD] = PAGE
    found = look(web)
    assert slugs(found) == {(OLD, "site-not-gone"), (OLD.removesuffix("index.html"), "site-not-gone")}
    assert {one.level for one in found} == {"error"}


def test_a_deleted_page_that_only_a_cache_serves_is_found(web: Web):
    web.cached[OLD] = PAGE
    (found,) = look(web)
    assert (found.path, found.slug, found.level) == (OLD, "site-not-gone", "error")
    assert "cache" in found.message


def test_an_emptied_folder_may_be_refused_or_shown_empty(web: Web):
    folder = OLD.removesuffix("index.html")
    web.files[folder], web.statuses[folder] = b"forbidden", 403
    assert look(web) == []
    web.files[folder], web.statuses[folder] = b"<title>Index of /d</title>", 200
    assert look(web) == []


def test_a_deleted_page_that_leads_elsewhere_is_a_warning(web: Web):
    web.moved[OLD] = "/"
    (found,) = look(web)
    assert (found.path, found.slug, found.level) == (OLD, "site-not-gone", "warning")


@pytest.mark.parametrize("content", [b'{"files":{"%b":1}}' % ONE.encode(), b"d/" + b"9" * 32])
def test_a_manifest_in_clear_is_found(web: Web, content: bytes):
    web.files[".diary/0123"] = content
    assert slugs(look(web)) == {(".diary/0123", "site-manifest-readable")}


def test_a_sealed_manifest_may_be_served(web: Web):
    web.files[".diary/0123"] = hashlib.sha512(b"sealed").digest() * 20
    assert look(web) == []


def test_packing_that_changes_the_content_is_told_apart(web: Web):
    web.packed[ONE] = gzip.compress(PAGE.replace(b"\n", b""))
    web.packed[TWO] = b"not packed at all"
    assert slugs(look(web)) == {(ONE, "site-compression"), (TWO, "site-compression")}


def test_what_becomes_right_in_time_is_no_finding(web: Web):
    web.files[ONE] = PAGE.replace(b"x", b"z")
    web.soon[ONE] = (3, PAGE)
    assert look(web, patience=20) == []
    assert web.asked.count("sw.js") == 2, "what was right is not asked for again"


def test_a_redirect_in_a_circle_is_a_missing_file(web: Web):
    web.moved[ONE] = f"/{ONE}"
    assert slugs(look(web)) == {(ONE, "site-missing")}


def test_https_with_a_good_certificate_and_a_redirect_has_no_findings(authority: trustme.CA, web: Web):
    with serving(Web(dict(FILES)), tls(authority)) as secure:
        web.moved[""] = secure.address + "/"
        assert look(secure, verify_tls=trusting(authority), plain_port=web.port) == []


def test_the_certificate_may_be_of_an_authority_in_a_file(authority: trustme.CA, web: Web, tmp_path: Path):
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    with serving(Web(dict(FILES)), tls(authority)) as secure:
        web.moved[""] = secure.address + "/"
        assert look(secure, verify_tls=tmp_path / "ca.pem", plain_port=web.port) == []


def test_http_that_leads_nowhere_else_is_a_warning(authority: trustme.CA, web: Web):
    with serving(Web(dict(FILES)), tls(authority)) as secure:
        (found,) = look(secure, verify_tls=trusting(authority), plain_port=web.port)
    assert (found.slug, found.level) == ("site-no-redirect", "warning")


def test_nobody_at_the_port_of_http_is_no_finding(authority: trustme.CA):
    with serving(Web()) as gone:
        free = gone.port
    with serving(Web(dict(FILES)), tls(authority)) as secure:
        assert look(secure, verify_tls=trusting(authority), plain_port=free) == []


def test_a_certificate_that_ends_soon_is_a_warning(authority: trustme.CA, web: Web):
    with serving(Web(dict(FILES)), tls(authority, 5.5)) as secure:
        web.moved[""] = secure.address + "/"
        (found,) = look(secure, verify_tls=trusting(authority), plain_port=web.port)
    assert (found.slug, found.level) == ("site-certificate-ends", "warning")
    assert "5 days" in found.message


def test_a_certificate_that_has_ended_is_one_finding(authority: trustme.CA):
    with serving(Web(dict(FILES)), tls(authority, -1)) as secure:
        (found,) = look(secure, verify_tls=trusting(authority))
    assert (found.slug, found.level) == ("site-certificate", "error")
    assert "expired" in found.message


def test_a_certificate_of_an_unknown_authority_is_one_finding(authority: trustme.CA):
    with serving(Web(dict(FILES)), tls(authority)) as secure:
        (found,) = look(secure)
    assert found.slug == "site-certificate"


def test_a_site_without_https_is_found_unless_it_is_this_computer(web: Web, monkeypatch: pytest.MonkeyPatch):
    assert look(web) == []
    monkeypatch.setattr("generator.publishing.verify._LOCAL", set())
    assert slugs(look(web)) == {("", "site-not-https")}


def test_a_site_that_nobody_serves_is_one_finding():
    with serving(Web()) as gone:
        pass
    (found,) = look(gone)
    assert (found.path, found.slug, found.level) == ("", "site-silent", "error")


def test_a_site_that_hangs_is_one_finding_and_soon(web: Web):
    web.hanging.add("*")
    began = time.monotonic()
    (found,) = look(web, answer_within=0.3)
    assert found.slug == "site-silent"
    assert time.monotonic() - began < 3


def test_a_site_that_stops_to_answer_is_one_finding_beside_what_was_seen(web: Web):
    web.files[ONE] = PAGE.replace(b"x", b"z")
    pages = {f"d/{number:032x}/index.html": wanted(PAGE) for number in range(40)}
    web.hanging |= set(pages)
    began = time.monotonic()
    found = look(web, Expectation({ONE: wanted(PAGE), **pages}), answer_within=0.3)
    assert slugs(found) == {("", "site-silent"), (ONE, "site-differs")}
    assert time.monotonic() - began < 5


def test_an_answer_without_end_is_given_up(web: Web, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("generator.publishing.verify._SLOWEST", 10**9)
    web.dripping.add(ONE)
    (found,) = look(web, Expectation({ONE: wanted(PAGE)}), answer_within=0.3)
    assert found.slug == "site-silent"
    assert "does not come to an end" in found.message


def test_of_a_much_longer_answer_only_a_part_is_read(web: Web):
    web.files[ONE] = b"x" * 5_000_000
    assert slugs(look(web)) == {(ONE, "site-differs")}


@pytest.mark.long
def test_a_whole_site_of_older_and_longer_pages_is_looked_at_in_reasonable_time(web: Web):
    pages = {
        f"d/{number:032x}/index.html": PAGE + b"<script></script>" * 6 + b"x" * 90_000 + b"%d" % number
        for number in range(300)
    }
    web.files |= {path: page + b"<i>older" for path, page in pages.items()}
    began = time.monotonic()
    found = look(web, Expectation({path: wanted(page + b"!") for path, page in pages.items()}))
    assert {one.slug for one in found} == {"site-differs"}
    assert time.monotonic() - began < 120
