"""Files that come with a request: which kinds are taken, how large and how many, and how they are named for people."""

from __future__ import annotations

import re
from enum import StrEnum

from service_desk.domain.bilingual import Bilingual

MEBIBYTE = 1024 * 1024
MAX_BYTES = 20 * MEBIBYTE
"""One file."""
MAX_PER_ACT = 10
MAX_PER_TICKET = 60
MAX_TICKET_BYTES = 200 * MEBIBYTE
MAX_PER_FORM = 20
"""Files that a request form may bring along before it is submitted."""
MAX_FORM_BYTES = 100 * MEBIBYTE
MAX_UNSENT_BYTES = 4096 * MEBIBYTE
"""All forms together that are not submitted yet: strangers cannot fill the disk."""
MAX_NAME = 80


class FileKind(StrEnum):
    """What a file is, by its content; the value is the ending it is given."""

    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"

    @property
    def is_image(self) -> bool:
        """Tell whether it is a picture, which is written anew before it is kept."""
        return self in (FileKind.JPEG, FileKind.PNG, FileKind.WEBP)

    @property
    def media_type(self) -> str:
        """The type it is served as."""
        return _MEDIA_TYPES[self]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    FileKind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
}
KIND_NAMES = {
    FileKind.JPEG: Bilingual("图片", "picture"),
    FileKind.PNG: Bilingual("图片", "picture"),
    FileKind.WEBP: Bilingual("图片", "picture"),
    FileKind.PDF: Bilingual("PDF", "PDF"),
    FileKind.DOCX: Bilingual("Word", "Word"),
    FileKind.XLSX: Bilingual("Excel", "Excel"),
}

ACCEPTED = ",".join(f".{kind.value}" for kind in FileKind) + ",.jpeg"
"""What a browser is told to offer."""

TAKEN = Bilingual("图片（JPG、PNG、WebP）、PDF、Word、Excel", "pictures (JPG, PNG, WebP), PDF, Word, Excel")

_UNFIT = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+')
"""What no file system takes, and what turns the reading direction so that "gpj.exe" looks like "exe.jpg"."""


def signature(head: bytes) -> FileKind | None:
    """Return what the first bytes of a file say it is (DOCX for any zip: its members decide); None for anything else."""
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileKind.WEBP
    if head.startswith(b"%PDF-"):
        return FileKind.PDF
    if head.startswith(b"PK\x03\x04"):
        return FileKind.DOCX
    return None


def name_for_people(typed: str, kind: FileKind) -> str:
    """Return the name a file is shown and downloaded under: the person's own, made harmless, with the true ending."""
    base = _UNFIT.sub(" ", re.split(r"[/\\]", typed)[-1]).strip(" .")
    stem = base.rpartition(".")[0] or base
    return f"{' '.join(stem.split())[:MAX_NAME] or '附件'}.{kind.value}"


def size_words(size: int) -> str:
    """Return a size as people read it: 640 KB, 3.2 MB."""
    if size < MEBIBYTE:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / MEBIBYTE:.1f} MB"
