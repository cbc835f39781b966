"""What a file is called and how large it is, for people."""

from __future__ import annotations

import pytest

from service_desk.domain.attachments import FileKind, name_for_people, signature, size_words


@pytest.mark.parametrize(
    ("typed", "kind", "shown"),
    [
        ("现场照片.jpg", FileKind.JPEG, "现场照片.jpg"),
        ("现场照片.JPEG", FileKind.JPEG, "现场照片.jpg"),
        ("invoice.pdf.exe", FileKind.PDF, "invoice.pdf.pdf"),
        (r"C:\Users\王\电表.png", FileKind.PNG, "电表.png"),
        ("../../etc/passwd", FileKind.PDF, "passwd.pdf"),
        ("a\u202egpj.exe", FileKind.JPEG, "a gpj.jpg"),
        ('<img src="x">.png', FileKind.PNG, "img src= x.png"),
        ("", FileKind.PDF, "附件.pdf"),
        ("...", FileKind.PDF, "附件.pdf"),
        ("长" * 300 + ".docx", FileKind.DOCX, "长" * 80 + ".docx"),
    ],
)
def test_a_name_is_the_persons_own_made_harmless_with_its_true_ending(
    typed: str, kind: FileKind, shown: str
) -> None:
    assert name_for_people(typed, kind) == shown


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe0", FileKind.JPEG),
        (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
        (b"RIFF\x00\x00\x00\x00WEBP", FileKind.WEBP),
        (b"RIFF\x00\x00\x00\x00WAVE", None),
        (b"%PDF-1.7", FileKind.PDF),
        (b"PK\x03\x04", FileKind.DOCX),
        (b"AC1032\x00\x00\x00\x00\x00", FileKind.DWG),
        (b"AC1.40", None),
        (b"ACTION", None),
        (b"AutoCAD Binary DXF\r\n\x1a\x00"[:16], FileKind.DXF),
        (b"  0\r\nSECTION\r\n", FileKind.DXF),
        (b"999\ndrawn by", FileKind.DXF),
        (b"\xef\xbb\xbf0\nSECTION", FileKind.DXF),
        (b"0\nEOF", None),
        (b"MZ\x90\x00", None),
        (b"<svg xmlns", None),
        (b"<!doctype html>", None),
        (b"", None),
    ],
)
def test_the_first_bytes_say_what_a_file_is(head: bytes, kind: FileKind | None) -> None:
    assert signature(head) is kind


@pytest.mark.parametrize(
    ("size", "words"), [(1, "1 KB"), (2048, "2 KB"), (1024 * 1024, "1.0 MB"), (3_400_000, "3.2 MB")]
)
def test_sizes_are_in_words(size: int, words: str) -> None:
    assert size_words(size) == words
