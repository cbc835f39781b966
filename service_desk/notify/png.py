"""Small PNG files: a drawing of few colours is written with a palette, at a quarter of the size."""

from __future__ import annotations

import io

from PIL import Image

COLOURS = 32
"""Flat colours and the shades of their edges; more are not seen in a drawing, but weigh in a letter."""


def with_palette(png: bytes) -> bytes:
    """Return an opaque picture with a palette of at most 32 colours."""
    small = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        flat = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        flat.save(small, "PNG", optimize=True)
    return small.getvalue()


def size(png: bytes) -> tuple[int, int]:
    """Return width and height in pixels."""
    with Image.open(io.BytesIO(png)) as picture:
        return picture.size
