"""The routes of the staff's page. Everything but the first visit lies below a secret path; see `doors`."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Final
from urllib.parse import unquote

from flask import Blueprint, Flask, Response, abort, request
from werkzeug.exceptions import HTTPException

from generator.errors import UsageError
from generator.panel.counter import add_counter
from generator.panel.desk import Desk
from generator.panel.doors import COOKIE, HEADERS, Doors
from generator.panel.names import LONGEST, plain_name
from generator.panel.state import Drop, Panel
from generator.panel.work import Work

LARGEST: Final = 64 * 2**20
"""Bytes of a dropped file; an export of a class has a tenth of a megabyte, a zip of a year some twenty."""
LISTENERS = 6
"""Streams of progress at once: each keeps a thread of the server busy."""
OPEN = {"/open", "/favicon.ico"}
"""Paths for everybody; browsers ask for the second one by themselves, and get nothing."""
DROPS = 5
"""Dropped files that the page still speaks of."""


class Board:
    """What the routes share: the desk, the work behind it, and what the last drop said."""

    def __init__(self, desk: Desk, doors: Doors, work: Work) -> None:
        self.desk = desk
        self.doors = doors
        self.work = work
        self.listeners = threading.BoundedSemaphore(LISTENERS)
        self.drops: tuple[Drop, ...] = ()

    def panel(self) -> Panel:
        """Return what the page shows now."""
        seen = self.desk.look()
        work = self.work
        return replace(
            seen,
            problems=(*work.problems, *seen.problems),
            drops=self.drops,
            is_running=work.is_running,
            is_checking=work.is_checking,
            key=self.doors.key,
        )


def make_app(desk: Desk, doors: Doors, work: Work) -> Flask:
    """Return the application; it serves nobody until `serve` puts it behind a socket on localhost."""
    app = Flask("generator.panel", static_folder=None, template_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False  # a preflight of a foreign page is answered by nothing
    app.url_map.merge_slashes = False  # a path means what it says, and nobody is sent to another one
    board = Board(desk, doors, work)
    app.before_request(lambda: _guard(board))
    app.after_request(_seal_off)
    app.register_error_handler(HTTPException, lambda error: _refuse(board, error))
    app.add_url_rule("/open", "open", lambda: _open(board), methods=["GET"])
    app.add_url_rule("/favicon.ico", "icon", lambda: Response("", 204), methods=["GET"])
    app.register_blueprint(_inside(board), url_prefix=doors.path)
    return app


def _guard(board: Board) -> None:
    """Stop whoever may not ask, before any route is looked at."""
    doors = board.doors
    if not doors.knows_host(request.headers):
        abort(421)
    if request.path in OPEN:
        return
    if not doors.comes_from_here(request.headers) or not doors.is_inside(request.cookies.get(COOKIE)):
        abort(403)
    if request.method not in {"GET", "HEAD"} and not doors.may_change(request.headers):
        abort(403)


def _seal_off(answer: Response) -> Response:
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    return answer


def _refuse(board: Board, error: HTTPException) -> Response:
    # Who asks for a page is told how to come in; a script learns the number only.
    if error.code == 403 and request.method == "GET":
        return _document(board.desk.closed(), 403)
    return Response("", error.code or 500, mimetype="text/plain")


def _document(text: str, status: int = 200) -> Response:
    return Response(text, status, mimetype="text/html")


def _open(board: Board) -> Response:
    session = board.doors.exchange(request.args.get("token", ""))
    if session is None:
        abort(403)
    # Not a redirect: the visit may begin in another program, and a browser sends a strict cookie only to a visit that
    # begins on a page of ours, which is this one.
    answer = _document(
        f'<!DOCTYPE html><meta http-equiv="refresh" content="0;url={board.doors.path}/"><title>…</title>'
    )
    answer.set_cookie(COOKIE, session, path=board.doors.path, httponly=True, samesite="Strict")
    return answer


def _inside(board: Board) -> Blueprint:
    """Return the routes for those who have come in."""
    inside = Blueprint("panel", __name__)
    routes: dict[str, tuple[str, Callable[..., Response]]] = {
        "/": ("GET", lambda: _document(board.desk.render(board.panel()))),
        "/report": ("GET", lambda: _document(board.desk.report(board.panel()))),
        "/events": ("GET", lambda: _events(board)),
        "/<name>": ("GET", lambda name: _asset(board, name)),
        "/refresh": ("POST", lambda: _refresh(board)),
        "/jobs/<name>": ("POST", lambda name: _start(board, name)),
        "/drop": ("POST", lambda: _drop(board)),
    }
    for path, (method, function) in routes.items():
        inside.add_url_rule(path, path, function, methods=[method])
    add_counter(inside, board.desk, board.doors.key)
    return inside


def _asset(board: Board, name: str) -> Response:
    asset = board.desk.assets.get(name)
    if asset is None:
        abort(404)
    return Response(asset.text, mimetype=asset.kind)


def _refresh(board: Board) -> Response:
    started = board.work.refresh()
    board.drops = ()
    return Response("started" if started else "joined", 202, mimetype="text/plain")


def _start(board: Board, name: str) -> Response:
    if name not in board.desk.jobs:
        abort(404)
    started = board.work.start(board.desk.jobs[name])
    return Response("started" if started else "busy", 202 if started else 409, mimetype="text/plain")


def _events(board: Board) -> Response:
    if not board.listeners.acquire(blocking=False):
        abort(503)
    gone = request.environ.get("waitress.client_disconnected", lambda: False)
    answer = Response(board.work.events(gone), mimetype="text/event-stream")
    answer.call_on_close(board.listeners.release)
    return answer


def _drop(board: Board) -> Response:
    """Take one file: its bytes are the body, its name a percent-encoded header; what came of it stands on the page."""
    asked = unquote(request.headers.get("X-File-Name", ""), errors="replace")
    name = plain_name(asked)
    if name is None:
        hint = "give the file a plain name of letters and digits, then drop it again"
        problems = board.desk.explain(UsageError("bad-file-name", "the file can't be stored under its name", hint=hint))
    else:
        problems = board.desk.receive(name, request.get_data(cache=False))
    drop = Drop(asked[:LONGEST], all(problem.level != "error" for problem in problems), problems)
    board.drops = (drop, *board.drops)[:DROPS]
    if drop.stored:
        board.work.check()
    return Response("stored" if drop.stored else "refused", mimetype="text/plain")
