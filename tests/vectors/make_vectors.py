"""Write the vectors beside this file: sealed pages with one fault each, from the primitives and with fixed randomness.

    .venv/bin/python tests/vectors/make_vectors.py

Nothing of `generator.sealing` is used, so a fault there can't hide here too. The committed files are what counts:
a release that can't open an old vector is a breaking release. Run it only to add a vector, and look at what `git diff`
says about the others (another zlib may deflate differently; keep the old files then).
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_wrap

HERE = Path(__file__).parent
CODE = "48209155370648291768"
SALT = bytes(range(16))
ROUNDS = 600_000
MIB = 1024 * 1024
HEAD = '{"page":"0123456789abcdef0123456789abcdef","sealed":"2026-11-19T16:02:00+03:00","asOf":"2026-11-19T15:40"}\n'
TEXT = HEAD + '<main id="d-main"><h1>Дневник</h1><p>Математика: 5, «№ 7», 😀</p></main>'


class Fixed:
    """Bytes that look random and are the same every time, from a seed."""

    def __init__(self, seed: str) -> None:
        self.seed, self.count = seed, 0

    def __call__(self, size: int) -> bytes:
        self.count += 1
        return hashlib.shake_256(f"{self.seed}/{self.count}".encode()).digest(size)


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


KEK = hashlib.pbkdf2_hmac("sha256", CODE.encode(), SALT, ROUNDS)
OTHER = hashlib.sha256(b"another recipient").digest()


def header(salt: bytes = SALT) -> str:
    kdf = {"name": "PBKDF2", "hash": "SHA-256", "salt": b64(salt), "iterations": ROUNDS}
    return compact({"alg": "A256KW", "enc": "A256GCM", "zip": "DEF", "v": 1, "kdf": kdf})


def compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def deflated(text: bytes) -> bytes:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return squeeze.compress(text) + squeeze.flush(zlib.Z_SYNC_FLUSH)


def spaces(count: int) -> bytes:
    return b"\x00" + count.to_bytes(2, "little") + (65535 - count).to_bytes(2, "little") + b" " * count


def padded(body: bytes, length: int = 4096, end: bytes = b"\x03\x00") -> bytes:
    blocks, gap = [], length - len(body) - len(end)
    while not blocks or gap:
        count = min(gap - 5, 65535)
        blocks.append(spaces(count))
        gap -= count + 5
    return body + b"".join(blocks) + end


def seal(
    stream: bytes,
    seed: str,
    *,
    keks: tuple[bytes, ...] = (KEK,),
    slots: int = 4,
    protected: str = "",
    iv_size: int = 12,
) -> dict[str, object]:
    """Return an envelope as a mapping, sealed under fixed randomness."""
    draw = Fixed(seed)
    content_key, iv = draw(32), draw(iv_size)
    protected = protected or b64(header().encode())
    sealed = AESGCM(content_key).encrypt(iv, stream, protected.encode())
    wrapped = [draw(40) for _ in range(slots - len(keks))] + [aes_key_wrap(kek, content_key) for kek in keks]
    return {
        "protected": protected,
        "recipients": [{"encrypted_key": b64(slot)} for slot in wrapped],
        "iv": b64(iv),
        "ciphertext": b64(sealed[:-16]),
        "tag": b64(sealed[-16:]),
    }


def write(
    name: str, expect: str, body: str, *, key: str = "", text: str = "", kind: str = "envelope", packed: bool = False
) -> None:
    lines = [f"expect: {expect}", f"body: {kind}", key or f"key: {b64(KEK)}"]
    if text:
        lines.append(f"sha256: {hashlib.sha256(text.encode()).hexdigest()}")
    if packed:
        lines.append("encoding: zlib-base64")
        body = base64.b64encode(zlib.compress(body.encode(), 9)).decode()
    (HERE / f"{name}.vector").write_text("\n".join(lines) + "\n\n" + body + "\n", encoding="utf-8", newline="\n")


def plain(name: str, **how: object) -> dict[str, object]:
    return seal(padded(deflated(TEXT.encode())), name, **how)


def opened() -> None:
    write("opened-by-code", "opened", compact(plain("code")), key=f"code: {CODE}", text=TEXT)
    write("opened-by-link-key", "opened", compact(plain("link")), text=TEXT)
    write("opened-two-recipients", "opened", compact(plain("two", keks=(OTHER, KEK))), text=TEXT)
    write("opened-64-slots", "opened", compact(plain("many", slots=64)), text=TEXT)
    write(
        "opened-three-blocks-of-padding",
        "opened",
        compact(seal(padded(deflated(TEXT.encode()), 139_264), "pad")),
        text=TEXT,
    )
    exact = TEXT + "x" * (4096 - 7 - len(stored(TEXT.encode())))
    write("opened-empty-padding", "opened", compact(seal(padded(stored(exact.encode())), "exact")), text=exact)
    write(
        "opened-trailing-spaces",
        "opened",
        compact(seal(padded(deflated((TEXT + "   ").encode())), "spaces")),
        text=TEXT,
    )
    longest = HEAD + "x" * (16 * MIB - len(HEAD))
    write("opened-16-mib", "opened", compact(seal(whole(longest), "16 mib")), text=longest, packed=True)
    moved = plain("order")
    write("opened-members-in-another-order", "opened", json.dumps(dict(reversed(moved.items())), indent=1), text=TEXT)
    page = (
        '<!DOCTYPE html><html lang="ru"><title>x</title><body><p>\n'
        + script(compact(plain("page")))
        + "\n</body></html>"
    )
    write("opened-page", "opened", page, text=TEXT, kind="page")


def stored(text: bytes) -> bytes:
    return b"\x00" + len(text).to_bytes(2, "little") + (65535 - len(text)).to_bytes(2, "little") + text


def round_up(size: int) -> int:
    return -(-size // 4096) * 4096


def whole(text: str) -> bytes:
    """Return a stream of a multiple of 4,096 bytes that inflates to the text alone, filled with empty blocks."""
    body = deflated(text.encode())
    gap = round_up(len(body) + 64) - len(body) - 2
    pairs = gap % 5  # an empty fixed block (10 bits) and an empty stored one, 6 bytes together
    return body + b"\x02\x00\x00\x00\xff\xff" * pairs + spaces(0) * ((gap - 6 * pairs) // 5) + b"\x03\x00"


def wrong_code() -> None:
    write("wrong-code-another-code", "wrong-code", compact(plain("other")), key="code: 11112222333344445553")
    write("wrong-code-another-key", "wrong-code", compact(plain("other key")), key=f"key: {b64(OTHER)}")
    write("wrong-code-only-decoys", "wrong-code", compact(plain("decoys", keks=())))


def flip(text: str) -> str:
    return ("B" if text[0] == "A" else "A") + text[1:]


def damaged() -> None:
    for name in ("iv", "ciphertext", "tag"):
        envelope = plain(f"flip {name}")
        envelope[name] = flip(str(envelope[name]))
        write(f"damaged-{name}", "damaged", compact(envelope))
    envelope = plain("salt")
    envelope["protected"] = b64(header(bytes(16)).encode())
    write("damaged-another-salt", "damaged", compact(envelope))
    envelope = plain("slot")
    envelope["recipients"][0]["encrypted_key"] = b64(aes_key_wrap(KEK, bytes(32)))
    write("damaged-slot-of-another-page", "damaged", compact(envelope))
    text = deflated(TEXT.encode())
    for name, stream in {
        "no-final-block": text + spaces(4096 - len(text) - 5),
        "not-deflate": b"\xff" * 4096,
        "cut-off": deflated(Fixed("long")(9000).hex().encode())[:4096],
        "not-utf-8": padded(deflated(HEAD.encode() + b"\xff\xfe")),
        "no-head": padded(deflated(b"<main>no head</main>")),
        "head-of-another-shape": padded(deflated(b'{"page":"0123456789abcdef0123456789abcdef"}\n<main></main>')),
        "head-bad-page-id": padded(deflated(TEXT.replace("0123", "x123", 1).encode())),
        "no-text": padded(b""),
    }.items():
        write(f"damaged-{name}", "damaged", compact(seal(stream, name)))


def script(body: str, attributes: str = 'type="application/jose+json" id="sealed"') -> str:
    return f"<script {attributes}>{body}</script>"


def malformed(slug: str, name: str, body: object, kind: str = "envelope", *, packed: bool = False) -> None:
    write(
        f"malformed-{name}",
        f"malformed:{slug}",
        body if isinstance(body, str) else compact(body),
        kind=kind,
        packed=packed,
    )


def changed(name: str, change: Callable[[dict], object]) -> dict[str, object]:
    envelope = plain(name)
    change(envelope)
    return envelope


def bad_shape() -> None:
    good = compact(plain("shape"))
    malformed("envelope-count", "no-envelope", "<!DOCTYPE html><title>404</title><p>Not found</p>", "page")
    malformed("envelope-count", "two-envelopes", f"<!DOCTYPE html>{script(good)}{script(good)}", "page")
    malformed(
        "envelope-count",
        "second-envelope-without-id",
        f"<!DOCTYPE html>{script(good)}{script(good, 'type=application/jose+json')}",
        "page",
    )
    malformed("envelope-json", "not-json", good[:-1])
    malformed("envelope-json", "nothing", "")
    malformed("envelope-members", "array", "[1]")
    malformed("envelope-members", "null", "null")
    for member in ("protected", "recipients", "iv", "ciphertext", "tag"):
        malformed("envelope-members", f"without-{member}", changed(member, lambda e, m=member: e.pop(m)))
    for member in ("unprotected", "aad", "header"):
        malformed("envelope-members", f"with-{member}", changed(member, lambda e, m=member: e.update({m: "AAAA"})))
    malformed("envelope-members", "tag-twice", good[:-1] + ',"tag":"AAAAAAAAAAAAAAAAAAAAAA"}')
    malformed("envelope-members", "recipient-with-kid", changed("kid", lambda e: e["recipients"][0].update(kid="1")))
    malformed("envelope-members", "recipient-without-key", changed("keyless", lambda e: e["recipients"][0].clear()))
    malformed(
        "envelope-members", "recipient-is-text", changed("text", lambda e: e["recipients"].__setitem__(0, "AAAA"))
    )
    for count in (0, 1, 3, 6, 68):
        slot = {"encrypted_key": b64(Fixed("slot")(40))}
        malformed(
            "envelope-recipients",
            f"{count}-recipients",
            changed(f"n{count}", lambda e, n=count, s=slot: e.update(recipients=[s] * n)),
        )
    malformed("envelope-recipients", "recipients-is-an-object", changed("object", lambda e: e.update(recipients={})))


def bad_header() -> None:
    good = header()
    assert good.startswith('{"alg":"A256KW","enc":"A256GCM"')
    for slug, name, text in (
        ("newer-version", "version-2", good.replace('"v":1', '"v":2')),
        ("newer-version", "version-text", good.replace('"v":1', '"v":"1"')),
        ("newer-version", "version-true", good.replace('"v":1', '"v":true')),
        ("envelope-header", "no-version", good.replace('"v":1,', "")),
        ("envelope-header", "version-1.0", good.replace('"v":1', '"v":1.0')),
        ("envelope-header", "other-key-wrap", good.replace("A256KW", "A128KW")),
        ("envelope-header", "direct-key", good.replace("A256KW", "dir")),
        ("envelope-header", "other-cipher", good.replace("A256GCM", "A128GCM")),
        ("envelope-header", "no-compression", good.replace('"zip":"DEF",', "")),
        ("envelope-header", "one-iteration", good.replace("600000", "1")),
        ("envelope-header", "sha-1", good.replace("SHA-256", "SHA-1")),
        ("envelope-header", "with-crit", good.replace('"v":1', '"crit":["v"],"v":1')),
        ("envelope-header", "spaces-in-header", good.replace(",", ", ")),
        ("envelope-header", "header-in-another-order", '{"enc":"A256GCM","alg":"A256KW"' + good[31:]),
        ("envelope-header", "alg-twice", good.replace('"zip"', '"alg":"A256KW","zip"')),
        ("envelope-header", "salt-of-15-bytes", header(bytes(15))),
        ("envelope-header", "salt-of-17-bytes", header(bytes(17))),
        ("envelope-header", "salt-not-canonical", good.replace(b64(SALT), b64(SALT)[:-1] + "x")),
        ("envelope-header", "no-kdf", good[: good.index(',"kdf"')] + "}"),
        ("envelope-header", "header-is-no-object", "[]"),
        ("envelope-header", "header-is-no-json", "header"),
    ):
        malformed(slug, name, plain(name, protected=b64(text.encode())))


def bad_values() -> None:
    for member in ("iv", "tag", "ciphertext", "protected"):
        malformed(
            "envelope-base64", f"{member}-padded", changed(f"=={member}", lambda e, m=member: e.update({m: e[m] + "="}))
        )
        malformed(
            "envelope-base64", f"{member}-is-a-number", changed(f"1{member}", lambda e, m=member: e.update({m: 1}))
        )
    malformed("envelope-base64", "iv-standard-alphabet", changed("std", lambda e: e.update(iv="++++////++++////")))
    malformed("envelope-base64", "iv-with-space", changed("sp", lambda e: e.update(iv=e["iv"][:8] + " " + e["iv"][8:])))
    malformed("envelope-base64", "tag-loose-bits", changed("loose", lambda e: e.update(tag="A" * 21 + "B")))
    malformed("envelope-base64", "tag-impossible-length", changed("length", lambda e: e.update(tag="A" * 21)))
    malformed(
        "envelope-base64",
        "slot-loose-bits",
        changed("slot", lambda e: e["recipients"][0].update(encrypted_key="A" * 53 + "B")),
    )
    for size in (0, 39, 48):
        malformed(
            "slot-length",
            f"slot-of-{size}-bytes",
            changed(f"s{size}", lambda e, n=size: e["recipients"][1].update(encrypted_key=b64(bytes(n)))),
        )
    for size in (0, 16):
        malformed(
            "iv-length",
            f"iv-of-{size}-bytes",
            plain(f"iv{size}", iv_size=16) if size else changed("iv0", lambda e: e.update(iv="")),
        )
    for size in (0, 12, 15, 17):
        malformed(
            "tag-length", f"tag-of-{size}-bytes", changed(f"t{size}", lambda e, n=size: e.update(tag=b64(bytes(n))))
        )
    malformed("ciphertext-empty", "empty-ciphertext", changed("empty", lambda e: e.update(ciphertext="")))
    malformed("ciphertext-not-padded", "ciphertext-4095", seal(padded(deflated(TEXT.encode()), 4095), "4095"))
    malformed("ciphertext-not-padded", "ciphertext-unpadded", seal(deflated(TEXT.encode()) + b"\x03\x00", "bare"))
    long = changed("long", lambda e: e.update(ciphertext="A" * ((4 * MIB + 4096) * 4 // 3 + 1)))
    malformed("ciphertext-too-long", "ciphertext-too-long", long, packed=True)


def bad_stream() -> None:
    malformed(
        "text-too-long",
        "text-of-16-mib-and-1",
        seal(whole(HEAD + "x" * (16 * MIB + 1 - len(HEAD))), "16 mib 1"),
        packed=True,
    )
    bomb = zlib.compress(bytes(64 * MIB), 9)[2:-4]
    bomb = bomb + bytes(round_up(len(bomb)) - len(bomb))
    malformed("text-too-long", "bomb-of-64-mib", seal(bomb, "bomb"), packed=True)
    text = deflated(TEXT.encode())
    early = text + b"\x03\x00"
    malformed("bytes-after-end", "padding-after-end", seal(early + b" " * (4096 - len(early)), "after"))
    malformed("bytes-after-end", "one-byte-after-end", seal(padded(text, 4095) + b"\x00", "one after"))
    malformed("bytes-after-end", "second-end-after-end", seal(padded(early), "two ends"))


def main() -> None:
    for make in (opened, wrong_code, damaged, bad_shape, bad_header, bad_values, bad_stream):
        make()


if __name__ == "__main__":
    main()
