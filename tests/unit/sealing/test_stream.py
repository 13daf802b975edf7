from __future__ import annotations

import zlib

import pytest

from generator.errors import SealError
from generator.sealing import stream
from generator.sealing.stream import BUCKET, MAX_TEXT, deflate, inflate, pad, padded_length

TEXT = "<p>Математика: 5</p>".encode()


def slug(stream: bytes) -> str:
    with pytest.raises(SealError) as caught:
        inflate(stream)
    return caught.value.slug


def test_the_longest_text_rounded_up_is_the_length_of_all() -> None:
    assert padded_length([1, 4096 - 7, 300]) == BUCKET
    assert padded_length([1, 4096 - 6]) == 2 * BUCKET


@pytest.mark.parametrize("length", [4096, 8192, 65_536, 69_632, 131_072, 135_168, 4 * 1024 * 1024])
def test_a_padded_stream_has_exactly_the_length_and_any_inflater_reads_it(length: int) -> None:
    stream = pad(deflate(TEXT), length)
    assert len(stream) == length
    assert stream.endswith(b"\x03\x00")
    assert zlib.decompress(stream, -15).rstrip(b" ") == TEXT == inflate(stream)


@pytest.mark.parametrize("missing", range(5, 13))
def test_a_gap_that_just_holds_an_empty_block_is_filled(missing: int) -> None:
    body = deflate(TEXT)
    assert inflate(pad(body, len(body) + 2 + missing)) == TEXT


@pytest.mark.parametrize("spare", range(65_530, 65_550))
def test_a_gap_of_about_one_full_block_is_filled(spare: int) -> None:
    body = deflate(TEXT)
    stream = pad(body, len(body) + 2 + spare)
    assert len(stream) == len(body) + 2 + spare
    assert inflate(stream) == TEXT


def test_faults_of_a_stream_are_told_apart() -> None:
    body = deflate(TEXT)
    good = pad(body, BUCKET)
    assert slug(good[:-2]) == "page-damaged"
    assert slug(b"\xff" * BUCKET) == "page-damaged"
    assert slug(b"") == "page-damaged"
    assert slug(good + b"\x00") == "bytes-after-end"


def test_a_bomb_is_stopped_while_it_inflates() -> None:
    bomb = zlib.compress(bytes(64 * 1024 * 1024), 9)[2:-4]
    assert len(bomb) < 70_000
    assert slug(bomb) == "text-too-long"


def test_the_longest_text_is_sixteen_mebibytes() -> None:
    assert len(inflate(deflate(b"x" * MAX_TEXT) + b"\x03\x00")) == MAX_TEXT
    assert slug(deflate(b"x" * (MAX_TEXT + 1)) + b"\x03\x00") == "text-too-long"


def test_pages_of_a_bundle_open_to_their_chunks_and_what_they_share_is_deflated_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shared, own = "неделя " * 3000, [f"отметки {n}" for n in range(5)]
    deflated: list[bytes] = []
    real = stream.deflate

    def counted(text: bytes, level: int = 5, before: bytes = b"") -> bytes:
        deflated.append(text)
        return real(text, level, before)

    monkeypatch.setattr(stream, "deflate", counted)
    streams = stream.deflate_bundle([("head", shared, mine) for mine in own])
    assert deflated.count(shared.encode()) == 1
    for mine, made in zip(own, streams, strict=True):
        assert inflate(made + b"\x03\x00").decode() == "head" + shared + mine


def test_a_page_alone_is_deflated_as_well() -> None:
    (made,) = stream.deflate_bundle([("a", "b", "a")])
    assert inflate(made + b"\x03\x00") == b"aba"


def test_what_stood_before_in_a_page_is_not_written_again() -> None:
    text = "".join(f"Контрольная работа {n * 7919 % 1000}. " for n in range(300))
    twice, once = (len(stream.deflate_bundle([chunks])[0]) for chunks in ((text, text + "!"), (text,)))
    assert twice < once + 300


def test_what_is_shared_looks_back_to_nothing_that_only_one_page_has() -> None:
    own, shared = [f"{n}: " + "отметка " * 50 for n in range(3)], "отметка " * 50
    pages = [(mine, shared, "неделя", mine[::-1], shared) for mine in own]
    for chunks, made in zip(pages, stream.deflate_bundle(pages), strict=True):
        assert inflate(made + b"\x03\x00").decode() == "".join(chunks).rstrip()
