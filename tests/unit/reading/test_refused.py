"""What lies in place of an answer is called by its name, in every journal whose answers are several files."""

from __future__ import annotations

import pytest

from generator.errors import ReadError
from generator.reading.about import About
from generator.reading.payloads.refused import why_no_answer
from generator.reading.reader import Export
from generator.reading.recognise import reader_for
from tests.exports.bombs import ANSWERS

JOURNALS = {"asurso": "asurso", "bars": "bars", "dnevnikru": "schedule", "eljur": "eljur", "mesh": "mesh days",
            "netschool": "netschool"}  # fmt: skip
IN_PLACE = {
    b"": "empty-file",
    b"\xef\xbb\xbf \r\n": "empty-file",
    b'<!DOCTYPE html><html><body><form><input type="password"></form></body></html>': "sign-in-page",
    b'{"payload": [{"id": 1, "na': "bad-json",
    b"[": "bad-json",
    b'{"code": 401, "message": "Unauthorized"}': "journal-said-no",
    b'{"user": {}}': "unknown-member",
}


@pytest.mark.parametrize("journal", JOURNALS)
@pytest.mark.parametrize(("content", "slug"), IN_PLACE.items())
def test_a_file_among_answers_is_told_by_what_is_wrong_with_it(journal: str, content: bytes, slug: str) -> None:
    good = (ANSWERS[JOURNALS[journal]] % "[]").encode()
    export = Export("8А", {"a.json": good, "b.json": content}, About())
    reader = reader_for(export)
    assert not isinstance(reader, ReadError)
    assert reader.name == journal
    found = [item for item in reader.read(export) if isinstance(item, ReadError)]
    assert [item.slug for item in found if item.origin and item.origin.file == "8А/b.json"] == [slug]


@pytest.mark.parametrize(
    "answer",
    [
        b'{"type": "invalidToken", "description": "Invalid token"}',
        b'{"Message": "Authorization has been denied for this request."}',
        b'{"error": {"code": 403, "text": "x"}, "data": null, "success": false}',
        b'{"timestamp": 1, "status": 500, "error": "Internal Server Error", "path": "/api"}',
        b'{"detail": "Authentication credentials were not provided."}',
    ],
)
def test_an_object_that_holds_only_an_error_is_a_refusal(answer: bytes) -> None:
    found = why_no_answer("a.json", answer)
    assert found
    assert found.slug == "journal-said-no"


@pytest.mark.parametrize(
    "answer",
    [b'{"title": "x"}', b'{"error": null, "days": []}', b'{"errors": [], "marks": [1]}', b"{}", b"[]", b'{"type": 1}'],
)
def test_an_answer_with_something_in_it_is_no_refusal(answer: bytes) -> None:
    assert why_no_answer("a.json", answer) is None
