from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.reading.texts.file_types import FileType, file_type
from tests.unit.reading.texts.builders import PDF, png


def picture(kind: str, size: tuple[int, int] = (40, 21), **options: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, (10, 120, 200)).save(made, kind, **options)
    return made.getvalue()


def archive(*names: str, first: bytes = b"") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        if first:
            file.writestr("mimetype", first)
        for name in names:
            file.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (picture("PNG"), FileType("image/png", 40, 21)),
        (picture("GIF"), FileType("image/gif", 40, 21)),
        (picture("JPEG"), FileType("image/jpeg", 40, 21)),
        (picture("JPEG", progressive=True, comment=b"\xff\xc0\xff\xff"), FileType("image/jpeg", 40, 21)),
        (picture("WEBP"), FileType("image/webp", 40, 21)),
        (picture("WEBP", lossless=True), FileType("image/webp", 40, 21)),
        (picture("WEBP", exif=b"Exif\0\0II*\0"), FileType("image/webp", 40, 21)),
        (PDF, FileType("application/pdf")),
        ("Список книг\n1. «Бежин луг» <5\n".encode(), FileType("text/plain")),
        ("\ufeffСписок".encode(), FileType("text/plain")),
    ],
)
def test_a_file_is_what_its_bytes_are(content, expected):
    assert file_type(content) == expected


@pytest.mark.parametrize(
    ("part", "end"),
    [("word/document.xml", "wordprocessingml.document"), ("xl/workbook.xml", "spreadsheetml.sheet"),
     ("ppt/presentation.xml", "presentationml.presentation")],
)  # fmt: skip
def test_office_documents_are_known_by_their_parts_and_refused_with_macros(part, end):
    found = file_type(archive("[Content_Types].xml", part))
    assert found is not None
    assert found.type.endswith(end)
    assert file_type(archive("[Content_Types].xml", part, f"{part.partition('/')[0]}/vbaProject.bin")) is None


def test_open_documents_say_what_they_are():
    found = file_type(archive("content.xml", first=b"application/vnd.oasis.opendocument.text"))
    assert found == FileType("application/vnd.oasis.opendocument.text")
    assert file_type(archive("x", first=b"application/vnd.oasis.opendocument.text-macro")) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b'\xef\xbb\xbf\n <?xml version="1.0"?><svg/>',
        b"<!doctype html><script>",
        b"MZ\x90\0",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"PK\x03\x04",
        archive("a.txt"),
        "Список".encode("cp1251"),
        "Список".encode("utf-16"),
        png(0, 5),
        png(30_000, 5),
        picture("PNG")[:20],
        picture("JPEG")[:20],
        b"\xff\xd8\xff\xe0\0\x02\0\0\0\0",
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"RIFF\0\0\0\0WEBPABCD" + b"\0" * 40,
        b"GIF89a",
    ],
)
def test_nothing_else_is_taken(content):
    assert file_type(content) is None


@given(st.sampled_from([b"", b"GIF89a", b"\xff\xd8\xff", b"RIFF1234WEBP", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n"]),
       st.binary(max_size=60))  # fmt: skip
def test_whatever_the_bytes_are_a_picture_has_a_size_and_nothing_fails(start, rest):
    found = file_type(start + rest)
    if found is not None and found.is_picture:
        assert 0 < found.width <= 20_000
        assert 0 < found.height <= 20_000
