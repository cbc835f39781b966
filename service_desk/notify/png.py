"""Small PNG files: a drawing of few colours is written with a palette, at a quarter of the size."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGBA = (8, 6)
_PALETTE = (8, 3)
_MOST_COLOURS = 256
_COARSE = bytes(round(shade / 17) * 17 for shade in range(256))


def with_palette(png: bytes) -> bytes:
    """Return an opaque 8-bit RGBA picture with a palette of at most 256 colours, or as it is where it needs more.

    Shades closer than an eye can tell (a sixteenth of a channel) become one; black and white stay what they are.
    """
    parts = list(_chunks(png))
    head = next(data for kind, data in parts if kind == b"IHDR")
    width, height, *form = struct.unpack(">IIBB", head[:10])
    if tuple(form) != _RGBA:
        return png
    packed = zlib.decompress(b"".join(data for kind, data in parts if kind == b"IDAT"))
    rows = (row.translate(_COARSE) for row in _unfiltered(packed, width * 4))
    pixels = [[row[at : at + 3] for at in range(0, len(row), 4)] for row in rows]
    colours = sorted({pixel for row in pixels for pixel in row})
    if len(colours) > _MOST_COLOURS:
        return png
    place = {colour: number for number, colour in enumerate(colours)}
    lines = b"".join(b"\0" + bytes(place[pixel] for pixel in row) for row in pixels)
    return SIGNATURE + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, *_PALETTE, 0, 0, 0)),
            _chunk(b"PLTE", b"".join(colours)),
            _chunk(b"IDAT", zlib.compress(lines, 9)),
            _chunk(b"IEND", b""),
        )
    )


def size(png: bytes) -> tuple[int, int]:
    """Return width and height in pixels."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _unfiltered(packed: bytes, stride: int) -> Iterator[bytes]:
    """Yield the rows of four-byte pixels as they were before PNG's filters (PNG specification, section 9)."""
    above = bytes(stride)
    for start in range(0, len(packed), stride + 1):
        row = bytearray(packed[start + 1 : start + 1 + stride])
        kind = packed[start]
        if kind == 2:
            row = bytearray((x + b) & 255 for x, b in zip(row, above, strict=True))
        elif kind:
            for at in range(stride):
                left, corner = (row[at - 4], above[at - 4]) if at >= 4 else (0, 0)
                row[at] = (row[at] + _predicted(kind, left, above[at], corner)) & 255
        above = bytes(row)
        yield above


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 1:
        return left
    if kind == 3:
        return (left + up) >> 1
    guess = left + up - corner
    by_left, by_up, by_corner = abs(guess - left), abs(guess - up), abs(guess - corner)
    if by_left <= by_up and by_left <= by_corner:
        return left
    return up if by_up <= by_corner else corner
