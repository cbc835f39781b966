"""Files that come with a request: which kinds are taken, how large and how many, and how they are named for people."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
    DWG = "dwg"
    DXF = "dxf"

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
    FileKind.DWG: "image/vnd.dwg",
    FileKind.DXF: "image/vnd.dxf",
}
KIND_NAMES = {
    FileKind.JPEG: Bilingual("图片", "picture"),
    FileKind.PNG: Bilingual("图片", "picture"),
    FileKind.WEBP: Bilingual("图片", "picture"),
    FileKind.PDF: Bilingual("PDF", "PDF"),
    FileKind.DOCX: Bilingual("Word", "Word"),
    FileKind.XLSX: Bilingual("Excel", "Excel"),
    FileKind.DWG: Bilingual("CAD 图纸", "CAD drawing"),
    FileKind.DXF: Bilingual("CAD 图纸", "CAD drawing"),
}
CAD = frozenset({FileKind.DWG, FileKind.DXF})
"""What drawing programs write: few people can open it, so it is taken only where drawings are asked for, and from officers."""
EVERYDAY = frozenset(FileKind) - CAD
"""What is taken wherever nothing else is said."""


class FileGroup(StrEnum):
    """What a form may ask for instead of any file: the words people use for it, not a file format."""

    PICTURE = "picture"
    PDF = "pdf"
    DRAWING = "drawing"
    TABLE = "table"
    DOCUMENT = "document"


_PICTURES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.WEBP})
GROUP_KINDS: dict[FileGroup, frozenset[FileKind]] = {
    FileGroup.PICTURE: _PICTURES,
    FileGroup.PDF: frozenset({FileKind.PDF}),
    FileGroup.DRAWING: _PICTURES | {FileKind.PDF} | CAD,
    FileGroup.TABLE: frozenset({FileKind.XLSX}),
    FileGroup.DOCUMENT: frozenset({FileKind.DOCX}),
}
"""A drawing comes as PDF or as a picture, which need no drawing program to be read, or as the drawing program keeps it."""

GROUP_NAMES: dict[FileGroup, Bilingual] = {
    FileGroup.PICTURE: Bilingual("图片（JPG、PNG、WebP）", "pictures (JPG, PNG, WebP)"),
    FileGroup.PDF: Bilingual("PDF", "PDF"),
    FileGroup.DRAWING: Bilingual(
        "图纸（PDF、图片，CAD 的 dwg、dxf）", "drawings (PDF, picture, or CAD as dwg, dxf)"
    ),
    FileGroup.TABLE: Bilingual("Excel 表格（xlsx）", "Excel sheets (xlsx)"),
    FileGroup.DOCUMENT: Bilingual("Word 文档（docx）", "Word documents (docx)"),
}


def kinds_of(groups: Iterable[FileGroup]) -> frozenset[FileKind]:
    """Return the kinds of files that belong to any of the groups; everyday's where there is none."""
    kinds = frozenset(kind for group in groups for kind in GROUP_KINDS[group])
    return kinds or EVERYDAY


def group_words(groups: Iterable[FileGroup]) -> Bilingual:
    """Return the groups in words, empty for none."""
    names = [GROUP_NAMES[group] for group in groups]
    return Bilingual("、".join(name.zh for name in names), ", ".join(name.en for name in names))


def accepted_by_browsers(kinds: Iterable[FileKind]) -> str:
    """Return what a browser is told to offer for these kinds."""
    wanted = set(kinds)
    endings = [f".{kind.value}" for kind in FileKind if kind in wanted]
    return ",".join([*endings, ".jpeg"] if FileKind.JPEG in wanted else endings)


TAKEN = Bilingual("图片（JPG、PNG、WebP）、PDF、Word、Excel", "pictures (JPG, PNG, WebP), PDF, Word, Excel")

_DWG = re.compile(rb"AC10[0-9]{2}")
_DXF = re.compile(rb"(?:\xef\xbb\xbf)?[ \t]*(?:999[ \t]*[\r\n]|0[ \t]*\r?\nSECT)")
"""Comments (999) may stand before the first section of a text."""
_UNFIT = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+')
"""What no file system takes, and what turns the reading direction so that "gpj.exe" looks like "exe.jpg"."""


def signature(head: bytes) -> FileKind | None:
    """Return what the first sixteen bytes say a file is (DOCX for any zip: its members decide); None for anything else."""
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
    if _DWG.match(head):
        return FileKind.DWG
    if head.startswith(b"AutoCAD Binary D") or _DXF.match(head):
        return FileKind.DXF
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
