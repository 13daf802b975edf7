"""A desk that keeps what it was asked, behind the real application."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from generator.errors import DiaryError, ReadError
from generator.panel.app import make_app
from generator.panel.desk import Asset, Desk, Job, Paper, Shown
from generator.panel.doors import KEY_HEADER, Doors
from generator.panel.pages import Given
from generator.panel.state import Panel, Problem
from generator.panel.work import Work

PORT = 8123
HOST = f"127.0.0.1:{PORT}"
ORIGIN = f"http://{HOST}"
NOW = datetime(2026, 11, 19, 16, 40)


@dataclass
class FakeDesk:
    """What was dropped, and a gate that a refresh waits at."""

    received: list[tuple[str, bytes]] = field(default_factory=list)
    refreshes: int = 0
    gate: threading.Event = field(default_factory=threading.Event)
    error: Exception | None = None
    checked: tuple[Problem, ...] = ()
    acts: list[tuple[str, Given]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def refresh(self, tell: Callable[[str, int, int], None]) -> None:
        self.refreshes += 1
        tell("reading", 1, 2)
        assert self.gate.wait(10)
        tell("diaries", 3, 3)
        if self.error:
            raise self.error

    def receive(self, name: str, content: bytes) -> tuple[Problem, ...]:
        self.received.append((name, content))
        return self.explain(ReadError("bad-value", "no")) if content == b"bad" else ()

    def explain(self, error: DiaryError) -> tuple[Problem, ...]:
        return (Problem("error", error.message, error.slug),)

    def act(self, name: str, given: Given, key: str) -> Shown | None:
        self.acts.append((name, given))
        return Shown(f"acted key={key}", "wrong" not in given) if name == "hand" else None

    def paper(self, name: str) -> Paper | None:
        self.asked.append(name)
        return Paper("text/html", b"<p>paper") if name == "print/2026-W47/index.html" else None

    def desk(self) -> Desk:
        return Desk(
            look=lambda: Panel("School", "", NOW),
            check=lambda: self.checked,
            refresh=self.refresh,
            receive=self.receive,
            explain=self.explain,
            render=lambda panel: f"page key={panel.key} drops={[(d.name, d.stored) for d in panel.drops]}",
            report=lambda _: "report",
            closed=lambda: "closed",
            assets={"panel.js": Asset("text/javascript", "1")},
            jobs={"week": Job(self.refresh, ("reading", "papers"))},
            show=lambda name, key: Shown(f"page {name} key={key}") if name == "hand" else None,
            act=self.act,
            paper=self.paper,
        )


@pytest.fixture
def fake() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def work(fake: FakeDesk) -> Work:
    return Work(fake.desk())


@pytest.fixture
def entered() -> list[str]:
    return []


@pytest.fixture
def doors(entered: list[str]) -> Doors:
    numbers = count(1)
    return Doors(PORT, lambda size: next(numbers).to_bytes(size, "big"), entered.append)


@pytest.fixture
def app(fake: FakeDesk, doors: Doors, work: Work) -> Flask:
    return make_app(fake.desk(), doors, work)


class Visitor:
    """A browser: it sends the right Host, and after `enter` the cookie; other headers as the test says."""

    def __init__(self, client: FlaskClient, doors: Doors) -> None:
        self.client = client
        self.doors = doors

    def enter(self) -> TestResponse:
        return self.get(self.doors.address.removeprefix(ORIGIN), inside=False)

    def get(self, path: str, *, inside: bool = True, **headers: str) -> TestResponse:
        return self.ask("GET", path, inside=inside, **headers)

    def post(self, path: str, content: bytes = b"", **headers: str) -> TestResponse:
        """Post as the page's script does; a header given as "" is left out."""
        given = {"Origin": ORIGIN, KEY_HEADER: self.doors.key, **{k.replace("_", "-"): v for k, v in headers.items()}}
        return self.ask("POST", path, content=content, **{k: v for k, v in given.items() if v})

    def ask(self, method: str, path: str, *, inside: bool = True, content: bytes = b"", **headers: str) -> TestResponse:
        sent = {"Host": HOST, **{k.replace("_", "-"): v for k, v in headers.items()}}
        address = self.doors.path + path if inside else path
        base = f"http://{sent.pop('Host')}"
        return self.client.open(address, method=method, data=content, headers=sent, base_url=base)


@pytest.fixture
def stranger(app: Flask, doors: Doors) -> Visitor:
    return Visitor(app.test_client(), doors)


@pytest.fixture
def visitor(app: Flask, doors: Doors) -> Visitor:
    made = Visitor(app.test_client(), doors)
    made.enter()
    return made
