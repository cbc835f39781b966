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


def dwg(version: str = "AC1015") -> bytes:
    """Return a DWG with a head as its version has it and nothing drawn."""
    head = version.encode() + bytes(5)
    if version in ("AC1012", "AC1014", "AC1015"):
        sections = b"".join(bytes([number]) + bytes(8) for number in range(3))
        listed = head.ljust(0x15, b"\x00") + (3).to_bytes(4, "little") + sections + bytes(2)
        return listed + bytes.fromhex("95a04e2899821ae55e41e05f9d3a4d00") + bytes(200)
    if version in ("AC1021", "AC1099"):
        return head.ljust(0x500, b"\x00")
    veil = bytes.fromhex("2923be84e16cd6ae529049f1")  # the first numbers of the row, from the description
    own = bytes(a ^ b for a, b in zip(b"AcFssFcAJMB\x00", veil, strict=True))
    return head.ljust(0x80, b"\x00") + own + bytes(300)


def dxf(*, comment: str = "", line: str = "\r\n") -> bytes:
    """Return a DXF text of one line, with a comment before it where one is wanted."""
    said = ["999", comment] if comment else []
    said += ["  0", "SECTION", "  2", "HEADER", "  9", "$ACADVER", "  1", "AC1015", "  0", "ENDSEC"]
    said += [
        "  0",
        "SECTION",
        "  2",
        "ENTITIES",
        "  0",
        "LINE",
        " 10",
        "0.0",
        " 11",
        "500.0",
        "  0",
        "ENDSEC",
        "  0",
        "EOF",
    ]
    return (line.join(said) + line).encode()


def binary_dxf() -> bytes:
    """Return a DXF in its binary shape."""
    return b"AutoCAD Binary DXF\r\n\x1a\x00\x00\x00SECTION\x00\x02\x00HEADER\x00\x00\x00ENDSEC\x00\x00\x00EOF\x00"
