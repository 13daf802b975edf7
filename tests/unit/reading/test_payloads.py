from __future__ import annotations

import pytest

from generator.errors import ReadError
from generator.reading.payloads.items import load


@pytest.mark.parametrize(
    ("content", "slug", "place"),
    [
        (b'{"a":\n' + b"[" * 5_000 + b"]" * 5_000 + b"}", "json-too-deep", "a.json:2:100"),
        (b'["[[[\\"[[",\n' + b"[" * 5_000 + b"]" * 5_000 + b"]", "json-too-deep", "a.json:2:100"),
        (b"[" + b"{}," * 300_000 + b"{}]", "json-too-crowded", "a.json"),
        (b"[" + b"[[]]," * 500_000 + b"[]]", "json-too-crowded", "a.json"),
        (b'{"a":' + b"9" * 5_000 + b"}", "bad-json", "a.json"),
        (b'{"a":\n1', "bad-json", "a.json:2:2"),
        (b'{"a":\n"\xd0"}', "bad-encoding", "a.json:2"),
    ],
)
def test_json_that_no_journal_writes_is_refused_with_its_place(content: bytes, slug: str, place: str) -> None:
    with pytest.raises(ReadError) as caught:
        load("a.json", content)
    assert (caught.value.slug, str(caught.value.origin)) == (slug, place)


def test_many_small_objects_are_read() -> None:
    assert len(load("a.json", b"[" + b'{"id":1234,"mark":"5"},' * 100_000 + b"{}]")) == 100_001
