"""Laws of the sealed page that hold for every text, every recipient and every change of a bit."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from generator.errors import SealError
from generator.products import Page
from generator.sealing.base64url import decode, encode
from generator.sealing.codes import LENGTHS, damm, draw_code, group_digits, normalise_code
from generator.sealing.envelope import open_envelope, read_envelope, seal_bundle
from generator.sealing.stream import deflate_bundle, inflate

SALT = bytes(16)
SEALED = "2026-11-19T16:02:00+03:00"
keks = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=9, unique=True)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=3000)
lengths = st.sampled_from(LENGTHS)


def plain(text: str) -> Page:
    return Page("0" * 32, "2026-11-19T15:40", (text,))


def opens_to(envelope: bytes, kek: bytes) -> str:
    return open_envelope(envelope, kek).text


@given(texts, keks)
def test_what_is_sealed_opens_to_itself_for_every_recipient(text: str, recipients: list[bytes]) -> None:
    (envelope,) = seal_bundle([(plain(text), recipients)], SALT, SEALED)
    assert {opens_to(envelope, kek) for kek in recipients} == {text.rstrip(" ")}


@given(texts, keks)
def test_two_sealings_of_one_text_share_nothing(text: str, recipients: list[bytes]) -> None:
    page = (plain(text), recipients)
    one, other = (read_envelope(envelope) for envelope in seal_bundle([page, page], SALT, SEALED))
    assert not set(one.slots) & set(other.slots)
    assert one.encrypted.iv != other.encrypted.iv
    assert one.encrypted.ciphertext[:64] != other.encrypted.ciphertext[:64]
    assert len(one.encrypted.ciphertext) == len(other.encrypted.ciphertext)


@given(st.lists(texts, min_size=1, max_size=5), keks)
def test_one_bundle_has_one_length(contents: list[str], recipients: list[bytes]) -> None:
    envelopes = seal_bundle([(plain(text), recipients) for text in contents], SALT, SEALED)
    assert len({len(envelope) for envelope in envelopes}) == 1


@given(st.lists(st.lists(st.sampled_from(["", "неделя " * 40, "отметка 5 " * 30, "отметка 4 " * 9000]) | texts)))
def test_pages_in_chunks_inflate_to_their_chunks_whatever_they_share(pages: list[list[str]]) -> None:
    for chunks, stream in zip(pages, deflate_bundle(pages), strict=True):
        assert inflate(stream + b"\x03\x00") == "".join(chunks).encode().rstrip(b" ")


@given(st.data())
def test_any_changed_bit_of_an_envelope_is_refused(data: st.DataObject) -> None:
    (envelope,) = seal_bundle([(plain("<p>5</p>"), [SALT * 2])], SALT, SEALED)
    members = json.loads(envelope)
    name = data.draw(st.sampled_from(["protected", "iv", "ciphertext", "tag"]))
    raw = bytearray(decode(members[name]))
    at = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[at // 8] ^= 1 << at % 8
    members[name] = encode(bytes(raw))
    try:
        opened = opens_to(json.dumps(members).encode(), SALT * 2)
    except SealError:
        opened = ""
    assert opened == ""


@given(st.binary(max_size=200))
def test_base64url_has_one_spelling(data: bytes) -> None:
    text = encode(data)
    assert decode(text) == data
    for other in (text + "=", text + "A" * (1 + len(text) % 4 // 3), " " + text):
        try:
            assert decode(other) != data
        except ValueError:
            continue


@given(lengths, st.data())
def test_every_single_wrong_digit_is_found(length: int, data: st.DataObject) -> None:
    code = draw_code(length // 4)
    at = data.draw(st.integers(0, length - 1))
    other = data.draw(st.sampled_from(sorted(set("0123456789") - {code[at]})))
    assert damm(code[:at] + other + code[at + 1 :]) != 0


@given(lengths, st.data())
def test_every_swap_of_different_neighbours_is_found(length: int, data: st.DataObject) -> None:
    code = draw_code(length // 4)
    at = data.draw(st.integers(0, length - 2))
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert swapped == code or damm(swapped) != 0


@given(lengths)
def test_a_code_as_the_letter_shows_it_is_understood(length: int) -> None:
    code = draw_code(length // 4)
    assert normalise_code(group_digits(code)) == code
