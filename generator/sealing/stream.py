"""The compressed stream inside an envelope: raw DEFLATE (RFC 1951), padded so that pages of a bundle have one length.

    deflated text, flushed to a byte boundary | stored blocks of spaces | final empty block 03 00

The text is what inflates, without trailing spaces. Padding stands inside the stream because a stock JWE library then
opens the page without knowing of it. The longest page of a bundle decides: with a length of its own, rounded to 4 KiB,
every page told a weekly observer who in the class got a written remark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from zlib_ng import zlib_ng

from generator.errors import SealError

BUCKET = 4096
MAX_STREAM = 4 * 1024 * 1024
MAX_TEXT = 16 * 1024 * 1024
_FINAL = b"\x03\x00"
_BLOCK_HEAD = 5
_BLOCK_MAX = 65_535
_HARDEST = 9
_WINDOW = 32_768
_LEVEL = 5  # of zlib-ng: a third of the time of zlib's level 6 for 3 % more bytes


def deflate(text: bytes, level: int = _LEVEL, before: bytes = b"") -> bytes:
    """Return the text as complete DEFLATE blocks on a byte boundary, without a final block.

    What several calls return may stand one behind the other. Each looks back to its own text, and to `before`: the end
    of what then must stand right before it.
    """
    squeeze = zlib_ng.compressobj(level, zlib_ng.DEFLATED, -15, 9, zdict=before)
    return squeeze.compress(text) + squeeze.flush(zlib_ng.Z_SYNC_FLUSH)


def deflate_bundle(pages: Sequence[Sequence[str]]) -> list[bytes]:
    """Return the deflated texts of pages given in chunks; a chunk of several pages is deflated once, and harder.

    Such a chunk looks back only to those of several pages that stand right before it, so that its bytes fit all of
    them; a page's own chunk looks back to everything.
    """
    uses = Counter(chunk for chunks in pages for chunk in set(chunks))
    made: dict[tuple[str, ...], bytes] = {}
    return [b"".join(_deflate_page(chunks, uses, made)) for chunks in pages]


def _deflate_page(
    chunks: Sequence[str], uses: Mapping[str, int], made: dict[tuple[str, ...], bytes]
) -> Iterator[bytes]:
    """Yield the chunks of a page deflated; `made` has those of several pages, by themselves and what is before."""
    first = 0  # of the run of shared chunks that we are in
    for index, chunk in enumerate(chunks):
        if uses[chunk] == 1:
            first = index + 1
            yield deflate(chunk.encode(), before=_window(chunks[:index]))
            continue
        run = tuple(chunks[first : index + 1])
        if run not in made:
            made[run] = deflate(chunk.encode(), _HARDEST, _window(run[:-1]))
        yield made[run]


def _window(chunks: Sequence[str]) -> bytes:
    """Return the end of a text in chunks, as far as DEFLATE can look back."""
    text = ""
    for chunk in reversed(chunks):
        text = chunk[-_WINDOW:] + text
        if len(text) >= _WINDOW:
            break
    return text.encode()[-_WINDOW:]


def padded_length(lengths: Iterable[int]) -> int:
    """Return the one length (bytes, a multiple of 4,096) of a bundle whose deflated texts have these lengths."""
    least = max(lengths) + _BLOCK_HEAD + len(_FINAL)
    return -(-least // BUCKET) * BUCKET


def pad(deflated: bytes, length: int) -> bytes:
    """Return the finished stream of exactly `length` bytes."""
    gap = length - len(deflated) - len(_FINAL)
    blocks = -(-gap // (_BLOCK_HEAD + _BLOCK_MAX))
    spaces = gap - blocks * _BLOCK_HEAD
    parts = [deflated]
    for _ in range(blocks):
        size = min(spaces, _BLOCK_MAX)
        parts.append(b"\x00" + size.to_bytes(2, "little") + (_BLOCK_MAX - size).to_bytes(2, "little") + b" " * size)
        spaces -= size
    return b"".join((*parts, _FINAL))


def inflate(stream: bytes) -> bytes:
    """Return the text of a stream, trailing spaces removed.

    Never makes more than 16 MiB, however little the stream is (65 kB can hold 64 MiB). Raises SealError
    `text-too-long`, `bytes-after-end`, or `page-damaged` for what is not DEFLATE or ends too early.
    """
    expand = zlib_ng.decompressobj(-15)
    try:
        text = expand.decompress(stream, MAX_TEXT + 1)
    except zlib_ng.error as fault:  # type: ignore[misc]  # zlib-ng's stub does not say that it is an exception
        raise SealError("page-damaged", "the page does not inflate") from fault
    if len(text) > MAX_TEXT:
        raise SealError("text-too-long", "the page holds more than 16 MiB of text")
    if not expand.eof:
        raise SealError("page-damaged", "the page ends too early")
    if expand.unused_data:
        raise SealError("bytes-after-end", "there are bytes after the end of the text")
    return text.rstrip(b" ")
