"""The routes of the secretary's counter: pages with forms, and papers that lie ready to be printed.

Forms are sent by the page's script with the key in a header, like everything that changes something; the pages forbid
the browser to send a form by itself (`form-action 'none'`), so that there is no second way in.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qs

from flask import Blueprint, Response, abort, request

from generator.panel.desk import Desk
from generator.panel.doors import DOCUMENT_POLICY

LARGEST_FORM: Final = 256 * 2**10
"""Bytes of a form that was filled in; a whole school's ticks have a hundredth of it for every class."""
_MOST_FIELDS = 5000


def add_counter(inside: Blueprint, desk: Desk, key: str) -> None:
    """Add the routes to those for people who have come in; `key` is what the pages' own requests must carry."""
    inside.add_url_rule("/desk/<name>", "counter", lambda name: _show(desk, name, key), methods=["GET"])
    inside.add_url_rule("/desk/<name>", "act", lambda name: _act(desk, name, key), methods=["POST"])
    inside.add_url_rule("/papers/<path:name>", "paper", lambda name: _paper(desk, name), methods=["GET"])


def _show(desk: Desk, name: str, key: str) -> Response:
    page = desk.show(name, key)
    if page is None:
        abort(404)
    return Response(page.text, 200, mimetype="text/html")


def _act(desk: Desk, name: str, key: str) -> Response:
    # Asked before anything is read; a body without a length is none of our script's.
    if request.content_length is None or request.content_length > LARGEST_FORM:
        abort(413)
    try:
        text = request.get_data(cache=False).decode("ascii")
        given = parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:
        abort(400)
    page = desk.act(name, given, key)
    if page is None:
        abort(404)
    return Response(page.text, 200 if page.is_done else 422, mimetype="text/html")


def _paper(desk: Desk, name: str) -> Response:
    paper = desk.paper(name)
    if paper is None:
        abort(404)
    answer = Response(paper.content, 200, mimetype=paper.kind)
    answer.headers["Content-Security-Policy"] = DOCUMENT_POLICY
    return answer
