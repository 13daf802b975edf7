"""The vectors, read by Python and by the page's own script in Node; the browsers read the same files elsewhere."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import zlib
from pathlib import Path
from typing import NamedTuple

import pytest

from generator import sealing
from generator.errors import SealError, WrongCodeError
from generator.sealing.codes import derive_kek, family_address, parse_link_key
from generator.sealing.envelope import open_envelope, read_envelope

FOLDER = Path(__file__).parents[2] / "vectors"
ROOM = Path(sealing.__file__).parent
NAMES = sorted(path.name for path in FOLDER.glob("*.vector"))
# Node 20 ignores bytes behind the end of a DEFLATE stream; the browsers' inflaters refuse them, as their standard says
LENIENT_IN_NODE = {"malformed-second-end-after-end.vector"}


class Vector(NamedTuple):
    fields: dict[str, str]
    body: bytes


def load(name: str) -> Vector:
    head, body = (FOLDER / name).read_bytes().split(b"\n\n", 1)
    fields = dict(line.split(": ", 1) for line in head.decode().split("\n"))
    body = body.removesuffix(b"\n")
    return Vector(fields, zlib.decompress(base64.b64decode(body)) if "encoding" in fields else body)


def outcome(vector: Vector) -> str:
    try:
        salt = read_envelope(vector.body).salt
        fields = vector.fields
        kek = derive_kek(fields["code"], salt) if "code" in fields else parse_link_key(fields["key"])
        opened = open_envelope(vector.body, kek)
    except WrongCodeError as error:
        return error.slug
    except SealError as error:
        return "damaged" if error.slug == "page-damaged" else f"malformed:{error.slug}"
    head = {"page": opened.page_id, "sealed": opened.sealed_at, "asOf": opened.as_of}
    text = json.dumps(head, separators=(",", ":")) + "\n" + opened.text
    assert hashlib.sha256(text.encode()).hexdigest() == vector.fields["sha256"]
    return "opened"


@pytest.fixture(scope="module")
def in_node() -> dict[str, list[str]]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("BROWSER MISSING: node, which runs the page's script against the vectors")
    command = [node, FOLDER / "run.mjs", ROOM / "inflate.js", ROOM / "unlock.js"]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", NAMES)
def test_python_says_what_the_vector_expects(name: str) -> None:
    vector = load(name)
    assert outcome(vector) == vector.fields["expect"]


@pytest.mark.parametrize("name", NAMES)
def test_the_script_says_what_the_vector_expects(name: str, in_node: dict[str, list[str]]) -> None:
    native, bundled = in_node[name]
    expected = load(name).fields["expect"]
    assert bundled in {expected, "skipped"}
    assert native == expected or name in LENIENT_IN_NODE


def test_the_script_agrees_about_codes_and_addresses(in_node: dict[str, list[str]]) -> None:
    assert in_node["damm"] == [0, 0, 3]
    assert in_node["digits"] == "48209155370648291768"
    assert in_node["family"] == family_address(bytes(32))


def test_every_kind_of_refusal_has_a_vector() -> None:
    slugs = {load(name).fields["expect"] for name in NAMES}
    assert slugs == {"opened", "wrong-code", "damaged"} | {
        f"malformed:{slug}"
        for slug in (
            "envelope-count",
            "envelope-json",
            "envelope-members",
            "newer-version",
            "envelope-header",
            "envelope-recipients",
            "envelope-base64",
            "slot-length",
            "iv-length",
            "tag-length",
            "ciphertext-empty",
            "ciphertext-too-long",
            "ciphertext-not-padded",
            "text-too-long",
            "bytes-after-end",
        )
    }
