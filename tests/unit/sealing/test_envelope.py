from __future__ import annotations

import json
from dataclasses import replace

import pytest
from jwcrypto import jwe, jwk

from generator.errors import DiaryError, SealError, WrongCodeError
from generator.products import Page
from generator.sealing import envelope as sealing
from generator.sealing.base64url import encode
from generator.sealing.envelope import describe, open_envelope, read_envelope, seal_bundle, take_envelope

SALT = bytes(range(16))
SEALED = "2026-11-19T16:02:00+03:00"
MOTHER, FATHER, STRANGER = (bytes([number]) * 32 for number in (1, 2, 3))
PLAIN = Page("0123456789abcdef" * 2, "2026-11-19T15:40", ("<main>Математика: 5, ", "😀</main>"))


def seal(plain: Page = PLAIN, *keks: bytes) -> bytes:
    return seal_bundle([(plain, keks or (MOTHER,))], SALT, SEALED)[0]


def slug(kind: type[DiaryError], *keks: bytes, plain: Page = PLAIN) -> str:
    with pytest.raises(kind) as caught:
        seal_bundle([(plain, keks)], SALT, SEALED)
    return caught.value.slug


def test_every_recipient_opens_the_page_and_nobody_else() -> None:
    envelope = seal(PLAIN, MOTHER, FATHER)
    for kek in (MOTHER, FATHER):
        opened = open_envelope(envelope, kek)
        assert (opened.page_id, opened.sealed_at, opened.as_of, opened.text) == (
            PLAIN.page_id,
            SEALED,
            PLAIN.as_of,
            PLAIN.text,
        )
    with pytest.raises(WrongCodeError) as caught:
        open_envelope(envelope, STRANGER)
    assert caught.value.slug == "wrong-code"


def test_the_text_begins_with_one_line_of_compact_json() -> None:
    text = _open_with_jwcrypto(seal(), MOTHER)
    first, fragment = text.split("\n", 1)
    assert first == '{"page":"%s","sealed":"%s","asOf":"%s"}' % (PLAIN.page_id, SEALED, PLAIN.as_of)  # noqa: UP031  braces all over
    assert fragment == PLAIN.text


def _open_with_jwcrypto(envelope: bytes, kek: bytes) -> str:
    token = jwe.JWE()
    token.deserialize(envelope.decode())
    token.decrypt(jwk.JWK(kty="oct", k=encode(kek)))
    return str(token.payload.decode()).rstrip(" ")


def test_jwcrypto_opens_a_page_among_decoys() -> None:
    assert _open_with_jwcrypto(seal(PLAIN, MOTHER, FATHER), FATHER).endswith(PLAIN.text)


def test_all_pages_of_a_bundle_have_one_length() -> None:
    pages = [(replace(PLAIN, chunks=(*PLAIN.chunks, _noise(length))), [MOTHER]) for length in (0, 300, 5000, 20_000)]
    envelopes = seal_bundle(pages, SALT, SEALED)
    assert len({len(envelope) for envelope in envelopes}) == 1
    assert read_envelope(envelopes[0]).encrypted.ciphertext.__len__() % 4096 == 0
    assert [open_envelope(envelope, MOTHER).text for envelope in envelopes] == [plain.text for plain, _ in pages]


def _noise(length: int) -> str:
    """Text that hardly compresses."""
    return "".join(chr(0x400 + number * number * 31 % 251) for number in range(length))


def test_a_bundle_without_pages_is_empty() -> None:
    assert seal_bundle([], SALT, SEALED) == []


@pytest.mark.parametrize(("recipients", "slots"), [(1, 4), (4, 4), (5, 8), (64, 64)])
def test_decoys_fill_up_to_a_multiple_of_four(recipients: int, slots: int) -> None:
    envelope = seal(PLAIN, *(bytes([number]) * 32 for number in range(recipients)))
    assert len(read_envelope(envelope).slots) == slots


def test_a_page_without_recipients_is_refused() -> None:
    assert slug(SealError) == "no-recipients"


def test_one_page_without_recipients_stops_the_whole_bundle() -> None:
    with pytest.raises(SealError, match="without recipients"):
        seal_bundle([(PLAIN, [MOTHER]), (PLAIN, [])], SALT, SEALED)


def test_more_recipients_than_a_reader_accepts_are_refused() -> None:
    assert slug(SealError, *(bytes([number]) * 32 for number in range(65))) == "too-many-recipients"


def test_a_key_or_a_salt_of_another_length_is_refused() -> None:
    assert slug(SealError, b"") == "key-length"
    assert slug(SealError, MOTHER, bytes(16)) == "key-length"
    with pytest.raises(SealError) as caught:
        seal_bundle([(PLAIN, [MOTHER])], b"", SEALED)
    assert caught.value.slug == "salt-length"


def test_a_page_id_of_another_shape_is_refused() -> None:
    assert slug(SealError, MOTHER, plain=replace(PLAIN, page_id="8А")) == "page-id"


def test_a_text_above_the_limit_is_refused_before_it_is_published() -> None:
    assert slug(SealError, MOTHER, plain=replace(PLAIN, chunks=("x" * (16 * 1024 * 1024),))) == "text-too-long"


def test_a_page_that_does_not_open_to_what_was_sealed_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    deflate = sealing.deflate_bundle
    monkeypatch.setattr(sealing, "deflate_bundle", lambda pages: deflate([chunks[:-1] for chunks in pages]))
    assert slug(SealError, MOTHER) == "sealing-check"


def test_two_recipients_with_one_key_take_one_slot_only() -> None:
    assert open_envelope(seal(PLAIN, MOTHER, MOTHER), MOTHER).text == PLAIN.text


def test_values_with_a_page_do_not_show_it() -> None:
    assert "Математика" not in repr(PLAIN) + repr(open_envelope(seal(), MOTHER))


def test_an_envelope_is_taken_out_of_its_page() -> None:
    envelope = seal()
    html = (
        b'<!DOCTYPE html>\n<script type="application/jose+json" id="sealed">'
        + envelope
        + b"</script><script>1</script>"
    )
    assert take_envelope(html) == envelope
    assert open_envelope(html, MOTHER).text == PLAIN.text


def test_the_header_can_be_described_without_a_key() -> None:
    described = describe(read_envelope(seal(PLAIN, MOTHER, FATHER)))
    assert described == {
        "version": 1,
        "key_wrapping": "A256KW",
        "encryption": "A256GCM",
        "compression": "DEF",
        "key_derivation": "PBKDF2 SHA-256",
        "iterations": 600_000,
        "salt": encode(SALT),
        "slots": 4,
        "padded_length": 4096,
    }


def test_no_member_links_two_pages() -> None:
    assert set(json.loads(seal())) == {"protected", "recipients", "iv", "ciphertext", "tag"}
