"""The routes of the counter: who may send a form, what a form may be, and which papers are handed out."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest

from generator.panel.counter import LARGEST_FORM
from generator.panel.doors import KEY_HEADER
from generator.panel.work import Work
from tests.unit.panel.conftest import FakeDesk, Visitor

PAPER = "/papers/print/2026-W47/index.html"
PATHS = ("/desk/hand", PAPER)


def form(**fields: str) -> bytes:
    return urlencode(fields).encode()


def test_a_page_carries_the_key_that_its_forms_are_sent_with(visitor: Visitor) -> None:
    assert visitor.doors.key in visitor.get("/desk/hand").text
    assert visitor.get("/desk/none").status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_without_the_cookie_nothing_is_shown(stranger: Visitor, path: str) -> None:
    assert stranger.get(path).status_code == 403


@pytest.mark.parametrize("path", PATHS)
def test_another_host_or_another_page_gets_nothing(visitor: Visitor, path: str) -> None:
    assert visitor.get(path, Host="diary.example").status_code == 421
    assert visitor.get(path, Sec_Fetch_Site="cross-site").status_code == 403
    assert visitor.get(path, Origin="http://diary.example").status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {KEY_HEADER: ""},
        {KEY_HEADER: "0" * 48},
        {"Origin": ""},
        {"Origin": "http://diary.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_a_form_of_another_page_changes_nothing(visitor: Visitor, fake: FakeDesk, headers: dict[str, str]) -> None:
    assert visitor.post("/desk/hand", form(act="papers", papers="1"), **headers).status_code == 403
    assert visitor.post("/jobs/week", **headers).status_code == 403
    assert (fake.acts, fake.refreshes) == ([], 0)


def test_the_key_in_a_field_of_the_form_is_no_key(visitor: Visitor, fake: FakeDesk) -> None:
    body = form(act="papers", **{KEY_HEADER: visitor.doors.key, "key": visitor.doors.key})
    assert visitor.post("/desk/hand", body, **{KEY_HEADER: ""}).status_code == 403
    assert visitor.post(f"/desk/hand?{KEY_HEADER}={visitor.doors.key}", body, **{KEY_HEADER: ""}).status_code == 403
    assert fake.acts == []


def test_what_is_asked_by_reading_changes_nothing(visitor: Visitor, fake: FakeDesk) -> None:
    assert visitor.get("/desk/hand?act=papers&papers=1").status_code == 200
    assert visitor.get("/jobs/week").status_code == 405
    assert fake.acts == []


def test_a_form_reaches_the_desk_with_every_value(visitor: Visitor, fake: FakeDesk) -> None:
    body = "act=papers&papers=1&papers=2&to=" + quote("бабушке & деду") + "&on="
    answer = visitor.post("/desk/hand", body.encode())
    assert (answer.status_code, answer.text) == (200, f"acted key={visitor.doors.key}")
    assert fake.acts == [("hand", {"act": ["papers"], "papers": ["1", "2"], "to": ["бабушке & деду"], "on": [""]})]


def test_an_act_that_was_not_done_says_so_by_its_number(visitor: Visitor) -> None:
    assert visitor.post("/desk/hand", form(wrong="1")).status_code == 422
    assert visitor.post("/desk/none", form(act="1")).status_code == 404


def test_a_form_that_is_too_large_is_not_read(visitor: Visitor, fake: FakeDesk) -> None:
    assert visitor.post("/desk/hand", b"a=" + b"x" * LARGEST_FORM).status_code == 413
    assert fake.acts == []
    assert visitor.post("/desk/hand", b"a=" + b"x" * (LARGEST_FORM - 2)).status_code == 200


@pytest.mark.parametrize("body", [b"a=%FF", "a=\u0444".encode(), b"&".join([b"a=1"] * 5001)])
def test_a_form_that_no_browser_would_send_is_refused(visitor: Visitor, fake: FakeDesk, body: bytes) -> None:
    assert visitor.post("/desk/hand", body).status_code == 400
    assert fake.acts == []


def test_a_paper_has_no_script_and_may_load_nothing(visitor: Visitor) -> None:
    answer = visitor.get(PAPER)
    assert (answer.status_code, answer.data, answer.mimetype) == (200, b"<p>paper", "text/html")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "form-action 'none'" in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_pages_of_the_counter_keep_the_strict_policy(visitor: Visitor) -> None:
    for answer in (visitor.get("/desk/hand"), visitor.post("/desk/hand", form(act="1")), visitor.get("/papers/none")):
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert "form-action 'none'" in answer.headers["Content-Security-Policy"]


def test_a_paper_is_only_read(visitor: Visitor) -> None:
    for method in ("POST", "PUT", "DELETE"):
        sent = {"Origin": "http://127.0.0.1:8123", KEY_HEADER: visitor.doors.key}
        assert visitor.ask(method, PAPER, **sent).status_code == 405


def test_a_job_runs_once_and_another_has_to_wait(visitor: Visitor, fake: FakeDesk, work: Work) -> None:
    assert visitor.post("/jobs/none").status_code == 404
    assert visitor.post("/jobs/week").status_code == 202
    assert visitor.post("/jobs/week").status_code == 409
    assert visitor.post("/refresh").text == "joined"
    fake.gate.set()
    work.wait()
    assert fake.refreshes == 1
    assert visitor.post("/jobs/week").status_code == 202
    work.wait()
