"""Nothing of what a school knows may be found on the public server, in any form a machine can undo."""

from __future__ import annotations

import base64
import contextlib
import json
import re
import shutil
import zlib
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest

from generator.cli import main
from generator.errors import WrongCodeError
from generator.sealing.codes import parse_link_key
from generator.sealing.envelope import open_envelope
from tests.end_to_end.planting import LATIN_MARK, MARK, plant
from tests.schools import cast
from tests.schools.built import Built, build_with_codes, copy_example

_RUNS = re.compile(rb"[A-Za-z0-9_+/=-]{16,}")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = copy_example(tmp_path_factory.mktemp("planted") / "school")
    assert plant(folder) > 5000
    return build_with_codes(folder)


def traces(word: str) -> Iterator[bytes]:
    """Yield the word in every encoding that could have carried it."""
    for codec in ("utf-8", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866"):
        yield word.encode(codec)
    yield json.dumps(word)[1:-1].encode()
    yield quote(word).encode()
    yield quote(word).lower().encode()
    yield "".join(f"&#{ord(c)};" for c in word).encode()
    yield "".join(f"&#x{ord(c):x};" for c in word).encode()
    yield word.encode().hex().encode()
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + word.encode())
        yield encoded[(0, 2, 3)[shift] : len(encoded) // 4 * 4 - 4] or encoded


def unpacked(content: bytes, depth: int = 2) -> Iterator[bytes]:
    """Yield the content and whatever base64 and deflate in it can be undone."""
    yield content
    if not depth:
        return
    for run in _RUNS.findall(content):
        text = run.replace(b"-", b"+").replace(b"_", b"/").rstrip(b"=")
        with contextlib.suppress(ValueError):
            decoded = base64.b64decode(text + b"=" * (-len(text) % 4))
            yield from unpacked(decoded, depth - 1)
            for window in (-15, 15, 31):
                with contextlib.suppress(zlib.error):
                    yield zlib.decompressobj(window).decompress(decoded, 1 << 20)


def found_in(content: bytes, words: list[bytes]) -> bool:
    return any(word in piece for piece in unpacked(content) for word in words)


def test_the_search_finds_what_it_looks_for() -> None:
    words = [trace for trace in traces("Кедрова" + MARK) if len(trace) >= 8]
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(("текст Кедрова" + MARK).encode() * 3) + packer.flush()
    hidden: list[Callable[[bytes], bytes]] = [bytes, base64.b64encode, base64.urlsafe_b64encode]
    for hide in hidden:
        assert found_in(b"<p>" + hide(("да, Кедрова" + MARK + " тут").encode()) + b"</p>", words)
    assert found_in(b'"' + base64.urlsafe_b64encode(packed) + b'"', words)


def test_planted_words_are_in_the_opened_pages(planted: Built) -> None:
    kek = parse_link_key(str(planted.codes[0]["link"]))
    texts = []
    for path in planted.site.rglob("index.html"):
        with contextlib.suppress(Exception):
            texts.append(open_envelope(path.read_bytes(), kek).text)
    assert texts
    assert max(text.count(MARK) for text in texts) > 300


OWN = """\
---
title: Заглавщъие
student: {name}
group: {group}
author: Автощъор
date: 2026-11-19
---

Телщъо письма

![Подпщъись](own.png) [Памятщъка](own.txt)
"""


@pytest.mark.ci
def test_a_letter_is_in_the_pages_of_its_reader_and_in_no_other(tmp_path: Path) -> None:
    """In every field, in the words beside a picture, in the name and in the bytes of a file."""
    folder = copy_example(tmp_path / "school")
    name = f"{cast.SIBLING_8A.family_name}{MARK} {cast.SIBLING_8A.given_name}{MARK}"
    place = folder / "content/recommendations"
    plant(folder)
    (place / "own.md").write_text(OWN.format(name=name, group=cast.GROUP_8A), encoding="utf-8")
    (place / "own.txt").write_text("Вложещъние", encoding="utf-8")
    shutil.copyfile(place / "right-triangle.png", place / "own.png")
    built = build_with_codes(folder)
    assert main(["build", "--site", str(folder), "--workers", "1"]) == 0
    words = ("Заглавщъие", "Автощъор", "Телщъо", "Подпщъись", "Памятщъка")
    for path in built.site.rglob("index.html"):
        assert not found_in(path.read_bytes(), [trace for word in words for trace in traces(word) if len(trace) >= 8])
    attached = base64.b64encode("Вложещъние".encode()).decode()
    readers = 0
    for code in built.codes:
        kek = parse_link_key(str(code["link"]))
        for path in (built.site / "d").rglob("index.html"):
            with contextlib.suppress(WrongCodeError):
                text = open_envelope(path.read_bytes(), kek).text
                own = f"{cast.SIBLING_8A.given_name}{MARK} {cast.SIBLING_8A.family_name}{MARK}</h1>" in text
                readers += own
                assert [word for word in (*words, attached) if (word in text) is not own] == []
    assert readers > 0


def test_planted_files_and_notices_reach_the_pages_they_are_for(planted: Built) -> None:
    assert main(["build", "--site", str(planted.folder), "--workers", "1"]) == 0
    attached, noticed = set(), set()
    for code in planted.codes:
        kek = parse_link_key(str(code["link"]))
        for path in (planted.site / "d").rglob("index.html"):
            with contextlib.suppress(WrongCodeError):
                text = open_envelope(path.read_bytes(), kek).text
                group = text.partition('class="class">')[2].partition("</span>")[0]
                files = re.findall(r'data-b64="([^"]*)"', text)
                if any(f"файл{MARK}".encode() in base64.b64decode(file) for file in files):
                    attached.add(group)
                if f"краеведческий{MARK} музей" in text:
                    noticed.add(group)
    assert (len(attached), len(noticed)) == (1, 1)
    assert attached != noticed


def test_no_word_of_any_input_is_in_any_byte_or_path_of_the_site(planted: Built) -> None:
    words = [trace for trace in traces(MARK) if len(trace) >= 6] + [LATIN_MARK.encode()]
    files = [path for path in planted.site.rglob("*") if path.is_file()]
    assert len(files) > 30
    for path in files:
        assert not found_in(path.read_bytes(), words), path.name
        assert MARK not in path.as_posix()


def test_reports_for_the_staff_are_full_of_the_words_and_leave_the_site_without_any(planted: Built) -> None:
    before = {path: path.read_bytes() for path in planted.site.rglob("*") if path.is_file()}
    assert main(["report", "--site", str(planted.folder), "--workers", "1"]) == 0
    staff = [path for path in (planted.folder / "output/staff").rglob("*.html") if MARK in path.read_text("utf-8")]
    assert {"hours.html", "results.html", "registers.html", "deadlines.html"} <= {path.name for path in staff}
    assert [path for path in staff if path.name.startswith("sheets-")]
    assert {path: path.read_bytes() for path in planted.site.rglob("*") if path.is_file()} == before
    words = [trace for trace in traces(MARK) if len(trace) >= 6]
    for path, content in before.items():
        assert not found_in(content, words), path.name


def test_an_export_is_full_of_the_words_and_leaves_the_site_without_any(planted: Built) -> None:
    before = {path: path.read_bytes() for path in planted.site.rglob("*") if path.is_file()}
    assert main(["export", "--site", str(planted.folder), "--workers", "1"]) == 0
    tables = list((planted.folder / "output/export/tables").iterdir())
    assert sum(MARK in path.read_text("utf-8") for path in tables) > 15
    assert {path: path.read_bytes() for path in planted.site.rglob("*") if path.is_file()} == before


def test_no_code_key_phone_or_register_id_is_in_the_site(planted: Built) -> None:
    secrets = []
    for code in planted.codes:
        secrets += [str(code["code"]).encode(), str(code["code"]).replace(" ", "").encode()]
        key = str(code["link"]).partition("#k=")[2]
        secrets += [key.encode(), parse_link_key(key), parse_link_key(key).hex().encode()]
    names = [escape(pupil.name).encode() for pupil in (*cast.CLASS_8A, *cast.CLASS_5B)]
    for path in planted.site.rglob("index.html"):
        assert not found_in(path.read_bytes(), secrets + names)


def test_nothing_but_sealed_pages_and_the_front_page_lies_in_the_site(planted: Built) -> None:
    hexes = "[0-9a-f]{32}"
    shape = re.compile(rf"index\.html|[df]/{hexes}/index\.html|sw\.js|a/[0-9a-f]+\.\w+")
    for path in planted.site.rglob("*"):
        if path.is_file():
            assert shape.fullmatch(path.relative_to(planted.site).as_posix())


def test_outer_pages_of_a_kind_differ_in_nothing_but_the_envelope(planted: Built) -> None:
    """Diaries and family pages have each their own scripts; an address tells the kind anyway."""
    outer = set()
    for path in planted.site.rglob("index.html"):
        content = path.read_bytes()
        before, mark, rest = content.partition(b'id="sealed">')
        if mark:
            kind = path.relative_to(planted.site).parts[0]
            outer.add((kind, before + rest.partition(b"</script>")[2]))
    assert sorted(kind for kind, _ in outer) == ["d", "f"]


def test_private_files_hold_no_code(planted: Built) -> None:
    codes = [str(code["code"]).replace(" ", "").encode() for code in planted.codes]
    spaced = [str(code["code"]).encode() for code in planted.codes]
    for path in Path(planted.folder / "private").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(code in content for code in codes + spaced), path.name
