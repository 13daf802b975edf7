from __future__ import annotations

import json

import pytest
from jwcrypto import jwe, jwk

from generator.errors import DiaryError
from generator.products import Page
from generator.sealing.base64url import encode
from generator.sealing.box import box_salt, open_box, seal_box
from generator.sealing.envelope import read_envelope, seal_bundle

KEK, SALT = bytes(range(32)), bytes(16)


def slug(box: bytes, kek: bytes = KEK) -> str:
    with pytest.raises(DiaryError) as caught:
        open_box(box, kek)
    return caught.value.slug


@pytest.mark.parametrize("data", [b"", b"register", bytes(5 * 1024 * 1024)])
def test_a_box_gives_back_its_bytes(data: bytes) -> None:
    box = seal_box(data, KEK, SALT)
    assert open_box(box, KEK) == data
    assert box_salt(box) == SALT


def test_jwcrypto_opens_a_box() -> None:
    token = jwe.JWE()
    token.deserialize(seal_box(b"register", KEK, SALT).decode())
    token.decrypt(jwk.JWK(kty="oct", k=encode(KEK)))
    assert token.payload == b"register"


def test_another_key_is_a_wrong_code() -> None:
    assert slug(seal_box(b"register", KEK, SALT), bytes(32)) == "wrong-code"


@pytest.mark.parametrize("member", ["iv", "ciphertext", "tag"])
def test_a_changed_box_is_damaged(member: str) -> None:
    box = json.loads(seal_box(b"register", KEK, SALT))
    box[member] = ("B" if box[member][0] == "A" else "A") + box[member][1:]
    assert slug(json.dumps(box).encode()) == "page-damaged"


@pytest.mark.parametrize(
    "change",
    [
        {"protected": "AAAA"},
        {"protected": 1},
        {"encrypted_key": "AAAA"},
        {"iv": ""},
        {"tag": "AA"},
        {"ciphertext": "A==="},
        {"ciphertext": None},
        {"kid": "1"},
    ],
)
def test_a_box_of_another_shape_is_malformed(change: dict[str, object]) -> None:
    box = json.loads(seal_box(b"register", KEK, SALT)) | change
    assert slug(json.dumps(box).encode()) == "box-malformed"


@pytest.mark.parametrize("box", [b"", b"[]", b"{}", b"\xff"])
def test_other_bytes_are_malformed(box: bytes) -> None:
    assert slug(box) == "box-malformed"


def test_a_page_can_not_pass_for_a_box() -> None:
    page = Page("0" * 32, "2026-11-19T15:40", ("<p>5</p>",))
    envelope = read_envelope(seal_bundle([(page, [KEK])], SALT, "2026-11-19T16:02:00+03:00")[0])
    box = json.loads(seal_box(b"", KEK, SALT)) | {"protected": envelope.protected}
    assert slug(json.dumps(box).encode()) == "box-malformed"
