"""The routes for those who have come in."""

from __future__ import annotations

import threading
import time
from urllib.parse import quote

import pytest

from generator.panel import app as module
from generator.panel.work import Work
from tests.unit.panel.conftest import FakeDesk, Visitor


def test_the_page_carries_the_key_and_its_files_come_by_name_only(visitor: Visitor) -> None:
    assert visitor.doors.key in visitor.get("/").text
    assert visitor.get("/report").text == "report"
    assert visitor.get("/panel.js").mimetype == "text/javascript"
    for name in ("../app.py", "..%2fapp.py", "app.py", "static/", "panel.js/"):
        assert visitor.get(f"/{name}").status_code == 404


def test_a_dropped_file_goes_to_the_desk_under_its_name(visitor: Visitor, fake: FakeDesk) -> None:
    answer = visitor.post("/drop", b"a;b", X_File_Name=quote("Отчет 8А.csv"))
    assert (answer.status_code, answer.text) == (200, "stored")
    assert fake.received == [("Отчет 8А.csv", b"a;b")]
    assert "('Отчет 8А.csv', True)" in visitor.get("/").text


def test_a_file_with_a_fault_is_told_and_not_stored(visitor: Visitor) -> None:
    assert visitor.post("/drop", b"bad", X_File_Name="a.csv").text == "refused"
    assert "('a.csv', False)" in visitor.get("/").text


@pytest.mark.parametrize("name", ["../../x.csv", "..\\x.csv", "NUL.csv", "", "a/b", "\0"])
def test_a_name_that_is_a_path_never_reaches_the_desk(visitor: Visitor, fake: FakeDesk, name: str) -> None:
    assert visitor.post("/drop", b"a;b", X_File_Name=quote(name, safe="") or "").text == "refused"
    assert fake.received == []


def test_a_name_that_is_no_utf8_is_refused(visitor: Visitor, fake: FakeDesk) -> None:
    assert visitor.post("/drop", b"a", X_File_Name="%2E%2E%2Fx%FF").text == "refused"
    assert fake.received == []


def test_a_file_that_is_too_large_is_not_read(visitor: Visitor, fake: FakeDesk) -> None:
    visitor.client.application.config["MAX_CONTENT_LENGTH"] = 10
    assert visitor.post("/drop", b"x" * 11, X_File_Name="a.csv").status_code == 413
    assert visitor.post("/drop", b"x" * 10, X_File_Name="a.csv").status_code == 200
    assert [len(content) for _, content in fake.received] == [10]
    assert module.LARGEST == 64 * 2**20


def test_the_page_remembers_a_few_drops_until_the_next_refresh(visitor: Visitor, fake: FakeDesk) -> None:
    for number in range(7):
        visitor.post("/drop", b"bad", X_File_Name=f"{number}.csv")
    text = visitor.get("/").text
    assert "('6.csv'" in text
    assert "('1.csv'" not in text
    fake.gate.set()
    visitor.post("/refresh")
    assert "drops=[]" in visitor.get("/").text


def test_a_second_press_joins_the_refresh_that_runs(visitor: Visitor, fake: FakeDesk, work: Work) -> None:
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(visitor_post(visitor))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    fake.gate.set()
    work.wait()
    assert sorted(answers) == ["joined", "joined", "joined", "started"]
    assert fake.refreshes == 1


def visitor_post(visitor: Visitor) -> str:
    """Post with a client of its own: one is not made for threads."""
    again = Visitor(visitor.client.application.test_client(), visitor.doors)
    for cookie in [visitor.client.get_cookie("diary-panel", path=visitor.doors.path, domain="127.0.0.1")]:
        assert cookie is not None
        again.client.set_cookie(cookie.key, cookie.value, path=cookie.path, domain="127.0.0.1")
    return again.post("/refresh").text


def test_progress_comes_as_server_sent_events(visitor: Visitor, fake: FakeDesk, work: Work) -> None:
    visitor.post("/refresh")
    fake.gate.set()
    work.wait()
    answer = visitor.get("/events")
    assert answer.mimetype == "text/event-stream"
    assert answer.text.startswith("event: end\ndata: {")
    assert answer.text.endswith("}\n\n")


def test_only_some_may_listen_at_once(visitor: Visitor, fake: FakeDesk, work: Work) -> None:
    visitor.post("/refresh")
    open_streams = [visitor.get("/events") for _ in range(module.LISTENERS)]
    assert visitor.get("/events").status_code == 503
    fake.gate.set()
    work.wait()
    for stream in open_streams:
        stream.close()
    assert visitor.get("/events").status_code == 200


def test_a_stored_file_starts_a_check(visitor: Visitor, fake: FakeDesk, work: Work) -> None:
    fake.checked = fake.receive("x", b"bad")
    visitor.post("/drop", b"good", X_File_Name="a.csv")
    end = time.monotonic() + 5
    while work.is_checking and time.monotonic() < end:
        time.sleep(0.01)
    assert work.problems == fake.checked
