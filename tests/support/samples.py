"""Files as people send them, made on the spot: photographs, papers, and what pretends to be either."""

from __future__ import annotations

import io
import zipfile

import xlsxwriter
from PIL import Image


def photograph(*, place: bool = True, size: tuple[int, int] = (64, 48), colour: str = "#3366aa") -> bytes:
    """Return a JPEG, with the place it was taken at in its EXIF data."""
    drawn, exif = io.BytesIO(), Image.Exif()
    if place:
        exif[0x010E] = "SECRET-PLACE"
        exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", size, colour).save(drawn, format="JPEG", exif=exif)
    return drawn.getvalue()


def bomb() -> bytes:
    """Return a small PNG that unfolds into a hundred million pixels."""
    drawn = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(drawn, format="PNG")
    return drawn.getvalue()


def paper() -> bytes:
    """Return a small PDF."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n45\n%%EOF\n"
    )


def sheet() -> bytes:
    """Return an Excel file."""
    drawn = io.BytesIO()
    book = xlsxwriter.Workbook(drawn, {"in_memory": True})
    book.add_worksheet("用电").write(0, 0, "500 kVA")
    book.close()
    return drawn.getvalue()


def package(*members: str) -> bytes:
    """Return a zip with empty members of these names."""
    drawn = io.BytesIO()
    with zipfile.ZipFile(drawn, "w") as archive:
        for name in members:
            archive.writestr(name, "")
    return drawn.getvalue()


def letter() -> bytes:
    """Return the outline of a Word file."""
    return package("[Content_Types].xml", "word/document.xml")
