"""Files as people send them, made on the spot: photographs, papers, and what pretends to be either."""

from __future__ import annotations

import io
import zipfile

import xlsxwriter
from PIL import Image
from pypdf import PdfWriter
from pypdf.actions import JavaScript


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
    Image.new("1", (10_000, 10_000)).save(drawn, format="PNG", compress_level=1)
    return drawn.getvalue()


def paper(*, pages: int = 1, password: str = "", script: str = "", inside: bytes = b"") -> bytes:
    """Return a PDF of blank pages: locked with a password, with a script, with a file inside, as wanted."""
    writer, drawn = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if script:
        writer.add_open_action(JavaScript(script))
    if inside:
        writer.add_attachment("inside.exe", inside)
    if password:
        writer.encrypt(password)
    writer.write(drawn)
    return drawn.getvalue()


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
