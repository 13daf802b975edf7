"""Who may come in, asked of the whole application."""

from __future__ import annotations

import pytest

from generator.panel.doors import COOKIE, KEY_HEADER, Doors
from tests.unit.panel.conftest import HOST, ORIGIN, PORT, FakeDesk, Visitor


def test_the_first_visit_gives_a_strict_cookie_for_the_secret_path_only(stranger: Visitor, doors: Doors) -> None:
    answer = stranger.enter()
    cookie = answer.headers["Set-Cookie"]
    assert answer.status_code == 200
    assert {"HttpOnly", "SameSite=Strict", f"Path={doors.path}"} <= set(cookie.split("; "))
    assert cookie.startswith(f"{COOKIE}=")
    assert stranger.get("/").status_code == 200


def test_the_token_opens_once_and_the_next_one_is_told(stranger: Visitor, doors: Doors, entered: list[str]) -> None:
    first = doors.address
    assert stranger.enter().status_code == 200
    again = stranger.get(first.removeprefix(ORIGIN), inside=False)
    assert (again.status_code, again.text) == (403, "closed")
    assert entered == [doors.address] != [first]


@pytest.mark.parametrize("token", ["", "0", "é", "x" * 48])
def test_another_token_opens_nothing(stranger: Visitor, token: str) -> None:
    answer = stranger.get(f"/open?token={token}", inside=False)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/report", "/events", "/panel.js", "/none"])
def test_without_the_cookie_nothing_is_shown(stranger: Visitor, path: str) -> None:
    assert stranger.get(path).status_code == 403


def test_outside_of_the_secret_path_there_is_nothing(visitor: Visitor) -> None:
    for path in ("/", "/refresh", "/panel.js", "/x/"):
        assert visitor.get(path, inside=False).status_code == 403


def test_another_cookie_is_refused(stranger: Visitor, doors: Doors) -> None:
    stranger.client.set_cookie(COOKIE, "0" * 48, path=doors.path, domain="127.0.0.1")
    assert stranger.get("/").status_code == 403


@pytest.mark.parametrize(
    "host",
    ["diary.example", f"diary.example:{PORT}", "127.0.0.1", f"127.0.0.1:{PORT + 1}", f"127.0.0.1.example:{PORT}"],
)
def test_a_name_that_was_bent_to_this_machine_is_refused(visitor: Visitor, host: str) -> None:
    assert visitor.get("/", Host=host).status_code == 421
    assert visitor.ask("POST", "/refresh", Host=host, Origin=f"http://{host}").status_code == 421


def test_localhost_is_this_machine_too(doors: Doors) -> None:
    assert doors.knows_host({"Host": f"LOCALHOST:{PORT}"})


@pytest.mark.parametrize(
    "origin",
    ["", "null", "http://diary.example", "http://127.0.0.1", f"https://{HOST}", f"http://127.0.0.1:{PORT + 1}"],
)
def test_a_post_of_another_origin_is_refused(visitor: Visitor, fake: FakeDesk, origin: str) -> None:
    assert visitor.post("/refresh", Origin=origin).status_code == 403
    assert visitor.post("/drop", b"x", Origin=origin, X_File_Name="a.csv").status_code == 403
    assert (fake.refreshes, fake.received) == (0, [])


@pytest.mark.parametrize("key", ["", "0" * 48])
def test_a_post_without_the_key_of_the_page_is_refused(visitor: Visitor, fake: FakeDesk, key: str) -> None:
    assert visitor.post("/refresh", **{KEY_HEADER: key}).status_code == 403
    assert fake.refreshes == 0


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_page_asks_for_is_refused(visitor: Visitor, site: str) -> None:
    assert visitor.get("/", Sec_Fetch_Site=site).status_code == 403
    assert visitor.post("/refresh", Sec_Fetch_Site=site).status_code == 403
    assert visitor.get("/", Sec_Fetch_Site="same-origin").status_code == 200
    assert visitor.get("/", Sec_Fetch_Site="none").status_code == 200


def test_every_answer_is_sealed_off(visitor: Visitor, stranger: Visitor) -> None:
    answers = [visitor.get("/"), visitor.get("/panel.js"), visitor.get("/none"), stranger.get("/"), stranger.enter()]
    for answer in answers:
        headers = answer.headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert not [name for name, _ in headers if name.startswith("Access-Control")]


def test_a_preflight_of_another_page_is_answered_by_nothing(visitor: Visitor) -> None:
    asked = {"Origin": "http://diary.example", "Access-Control-Request-Method": "POST"}
    answer = visitor.ask("OPTIONS", "/refresh", **asked)
    assert answer.status_code == 403
    assert visitor.ask("OPTIONS", "/refresh", Origin=ORIGIN, **{KEY_HEADER: visitor.doors.key}).status_code == 405


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/refresh"), ("GET", "/drop"), ("PUT", "/drop"), ("POST", "/"), ("DELETE", "/")]
)
def test_a_path_takes_its_own_method_only(visitor: Visitor, method: str, path: str) -> None:
    answer = visitor.ask(method, path, Origin=ORIGIN, **{KEY_HEADER: visitor.doors.key})
    assert answer.status_code in {404, 405}
    assert answer.text == ""
