"""The primitives as this room calls them, against published vectors.

Wycheproof (C2SP, Apache-2.0) for A256GCM and A256KW, the groups that fit our sizes; RFC 7914 §11 for PBKDF2.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.errors import SealError
from generator.sealing.codes import stretch
from generator.sealing.jwe import Encrypted, decrypt, unwrap, wrap

FOLDER = Path(__file__).parents[2] / "vectors" / "wycheproof"


def load(name: str) -> list[dict[str, Any]]:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))["tests"]


@pytest.mark.parametrize("case", load("aes_wrap_test.json"), ids=lambda case: str(case["tcId"]))
def test_unwrapping_agrees_with_wycheproof(case: dict[str, Any]) -> None:
    key, plain, wrapped = (bytes.fromhex(case[name]) for name in ("key", "msg", "ct"))
    if case["result"] == "valid":
        assert wrap(key, plain) == wrapped
        assert unwrap(key, wrapped) == plain
    else:  # "acceptable" is a key of eight bytes, which RFC 3394 leaves out
        assert unwrap(key, wrapped) is None


@pytest.mark.parametrize("case", load("aes_gcm_test.json"), ids=lambda case: str(case["tcId"]))
def test_decrypting_agrees_with_wycheproof(case: dict[str, Any]) -> None:
    key, iv, aad, plain, cipher, tag = (bytes.fromhex(case[name]) for name in ("key", "iv", "aad", "msg", "ct", "tag"))
    if case["result"] == "valid":
        assert decrypt(key, Encrypted(iv, cipher, tag), aad) == plain
    else:
        with pytest.raises(SealError):
            decrypt(key, Encrypted(iv, cipher, tag), aad)


@pytest.mark.parametrize(
    ("password", "salt", "rounds", "first_bytes"),
    [
        (b"passwd", b"salt", 1, "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"),
        (b"Password", b"NaCl", 80_000, "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"),
    ],
)
def test_stretching_agrees_with_rfc_7914(password: bytes, salt: bytes, rounds: int, first_bytes: str) -> None:
    assert stretch(password, salt, rounds).hex() == first_bytes
