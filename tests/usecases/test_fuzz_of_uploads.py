"""Whatever is sent as a file is refused in words or kept harmless; nothing that was thought of before gets through."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from service_desk.domain.attachments import MAX_NAME, FileKind, name_for_people
from service_desk.persistence.storing.folder import FolderStore
from service_desk.usecases.files.looking_into import look_into
from service_desk.usecases.files.receive_file import keep_only, receive_for_form
from service_desk.usecases.files.unfit import UnfitFileError
from tests.support.samples import binary_dxf, bomb, dwg, dxf, letter, package, paper, photograph, sheet
from tests.usecases.office import Office

SCRIPT = b"<script>alert(document.cookie)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def picture(form: str, **more: object) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "#336699").save(drawn, format=form, **more)
    return drawn.getvalue()


def zip_bomb(members: int, size: int, name: str = "word/document.xml") -> bytes:
    """Return a Word file of a few kilobytes that unfolds into `members` times `size` bytes."""
    drawn = io.BytesIO()
    with zipfile.ZipFile(drawn, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr(name, "")
        for number in range(members):
            archive.writestr(f"word/{number}.xml", bytes(size))
    return drawn.getvalue()


REFUSED: dict[str, bytes | Callable[[], bytes]] = {
    "nothing": b"",
    "html": b"<!DOCTYPE html>" + SCRIPT,
    "svg": SVG,
    "gif": picture("GIF"),
    "gif that is a script": b"GIF89a/*" + b"*/=1;alert(1)",
    "tiff": picture("TIFF"),
    "bmp": picture("BMP"),
    "program": b"MZ" + bytes(200),
    "elf": b"\x7fELF" + bytes(200),
    "shell script": b"#!/bin/sh\nrm -rf /\n",
    "php": b"<?php system($_GET['c']); ?>",
    "gzip": gzip.compress(bytes(1000)),
    "picture bomb": bomb,
    "zip bomb": partial(zip_bomb, 5, 80 * 1024 * 1024),
    "too many members": partial(zip_bomb, 6_000, 1),
    "zip of nothing known": package("a.txt"),
    "java program": package("META-INF/MANIFEST.MF", "a.class"),
    "macros": package("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"),
    "macros in capitals": package("[Content_Types].xml", "xl/workbook.xml", "xl/VBAPROJECT.BIN"),
    "head of a jpeg": b"\xff\xd8\xff\xe0" + SCRIPT,
    "head of a png": b"\x89PNG\r\n\x1a\n" + SCRIPT,
    "head of a webp": b"RIFF\x00\x00\x00\x00WEBP" + SCRIPT,
    "head of a pdf": b"%PDF-1.7\n" + SCRIPT + b"\nstartxref\n0\n%%EOF",
    "head of a dwg": b"AC1032\x00\x00\x00\x00\x00" + SCRIPT * 50,
    "head of a flat dwg": b"AC1015\x00\x00\x00\x00\x00" + SCRIPT * 50,
    "dwg with something in its zeros": b"AC1021" + SCRIPT * 50,
    "short dwg": b"AC1021" + bytes(40),
    "dwg of long ago": b"AC1009" + bytes(2000),
    "dwg of no version": b"AC1016" + bytes(2000),
    "head of a dxf": b"  0\r\nSECTION\r\n" + SCRIPT,
    "dxf without an end": dxf()[:-8],
    "dxf of no known section": dxf().replace(b"HEADER", b"SCRIPT"),
    "dxf with a line that is no code": dxf().replace(b" 10", b"<b>"),
    "dxf with a program in it": dxf() + b"MZ\x00\x00",
    "dxf that is one long line": b"999\n" + bytes([65]) * 20_000 + b"\n" + dxf(),
    "html in comments only": b"999\n" + SCRIPT + b"\n  0\nEOF\n",
    "head of a binary dxf": b"AutoCAD Binary DXF\r\n\x1a\x00" + SCRIPT,
    "binary dxf without an end": binary_dxf()[:-5],
    "html before a pdf": SCRIPT + paper(),
    "half a picture": photograph()[:200],
    "half a paper": paper()[: len(paper()) // 2],
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_taken_is_refused_in_both_languages(name: str, office: Office, tmp_path: Path) -> None:
    store, sent = FolderStore(tmp_path / "uploads"), REFUSED[name]
    with pytest.raises(UnfitFileError) as refused:
        receive_for_form(
            "p" * 32, "other", "x.jpg", sent if isinstance(sent, bytes) else sent(), office.now, store
        )
    assert refused.value.reason.zh
    assert refused.value.reason.en
    assert not (tmp_path / "uploads").exists()


@pytest.mark.parametrize(
    "content",
    [
        photograph() + package("payload.exe"),
        photograph() + SCRIPT,
        picture("PNG") + SVG,
        picture("JPEG", comment=SCRIPT),
        picture("JPEG", exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00" + SCRIPT),
    ],
    ids=["zip behind", "script behind", "svg behind", "script in the comment", "script in the exif"],
)
def test_what_rides_on_a_picture_is_gone(content: bytes) -> None:
    kept = look_into(content)
    for stowaway in (b"script", b"svg", b"PK\x03\x04", b"Exif"):
        assert stowaway not in kept.content
    assert kept.kind.is_image


HEADS = st.sampled_from(
    [b"AC1015\x00\x00\x00\x00\x00", b"AC1027\x00\x00\x00\x00\x00", b"AC1021", b"0\nSECTION\n2\nHEADER\n", b"999\n",
     b"AutoCAD Binary DXF\r\n\x1a\x00", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x10\x00\x00\x00WEBP", b"%PDF-1.7\n",
     b"PK\x03\x04", b""]
)  # fmt: skip


@given(
    HEADS,
    st.binary(max_size=400),
    st.sampled_from([b"", b"\nstartxref\n9\n%%EOF", b"\n0\nEOF\n", b"\x00EOF\x00"]),
)
@settings(max_examples=150, deadline=None)
def test_no_bytes_make_the_desk_stumble(head: bytes, body: bytes, tail: bytes) -> None:
    try:
        kept = look_into(head + body + tail)
    except UnfitFileError:
        return
    assert kept.kind in FileKind


@given(
    st.sampled_from(
        [
            photograph(),
            paper(pages=2),
            sheet(),
            letter(),
            picture("PNG"),
            picture("WEBP"),
            dwg("AC1032"),
            dwg(),
            dxf(),
            binary_dxf(),
        ]
    ),
    st.lists(st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=8)), min_size=1, max_size=6),
)
@settings(max_examples=80, deadline=None)
def test_files_with_bytes_changed_anywhere_are_refused_or_kept_as_what_they_are(
    content: bytes, changes: list[tuple[int, bytes]]
) -> None:
    spoilt = bytearray(content)
    for place, written in changes:
        at = place % len(spoilt)
        spoilt[at : at + len(written)] = written
    try:
        kept = look_into(bytes(spoilt))
    except UnfitFileError:
        return
    assert kept.kind in FileKind


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("合同.pdf", "合同.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\windows\\system32\\a.exe", "a.pdf"),
        ("照片\u202egpj.exe", "照片 gpj.pdf"),
        ("a\x00b.pdf", "a b.pdf"),
        ("index.php.pdf", "index.php.pdf"),
        ("shell.pht", "shell.pdf"),
        ('"><img src=x onerror=alert(1)>.pdf', "img src=x onerror=alert(1).pdf"),
        ("CON", "CON.pdf"),
        ("", "附件.pdf"),
        (".", "附件.pdf"),
        ("...", "附件.pdf"),
        ("😀.pdf", "😀.pdf"),
        ("很" * 300 + ".pdf", "很" * MAX_NAME + ".pdf"),
        ("a\r\nContent-Type: text/html\r\n\r\n.pdf", "html.pdf"),
    ],
)
def test_a_name_is_made_harmless_and_gets_the_true_ending(typed: str, shown: str) -> None:
    assert name_for_people(typed, FileKind.PDF) == shown


@given(st.text(max_size=300))
def test_no_name_leads_out_of_its_place_or_breaks_a_header(typed: str) -> None:
    shown = name_for_people(typed, FileKind.PDF)
    assert shown.endswith(".pdf")
    assert not set(shown) & set('/\\\r\n\x00"<>')
    assert 4 < len(shown) <= MAX_NAME + 4


@given(name=st.text(max_size=120), slot=st.sampled_from(["other", "drawing"]))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_name_is_kept_with_a_file_and_never_used_on_the_disk(
    name: str, slot: str, office: Office, tmp_path: Path
) -> None:
    store = FolderStore(tmp_path / "uploads")
    row = receive_for_form("p" * 32, slot, name, paper(), office.now, store, None)
    assert row.name == name_for_people(name, FileKind.PDF)
    kept = [place.name for place in (tmp_path / "uploads").glob("*/*")]
    assert kept == [row.sha256]
    keep_only("p" * 32, ())
