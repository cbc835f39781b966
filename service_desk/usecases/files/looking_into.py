"""Looking into a file: is it really what it says, and nothing besides; pictures are written anew."""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import dataclass

from PIL import Image, ImageOps

from service_desk.domain.attachments import CAD, MEBIBYTE, TAKEN, FileKind, signature
from service_desk.domain.bilingual import Bilingual
from service_desk.usecases.files.looking_into_drawings import check_drawing
from service_desk.usecases.files.unfit import BROKEN, UnfitFileError

MAX_PIXELS = 60_000_000
"""More than any telephone takes; ten kilobytes can otherwise unfold into gigabytes."""

_MAX_UNPACKED = 300 * MEBIBYTE
_MAX_MEMBERS = 5_000
_PICTURES = {FileKind.JPEG: "JPEG", FileKind.PNG: "PNG", FileKind.WEBP: "WEBP"}
_PARTS = {FileKind.DOCX: "word/document.xml", FileKind.XLSX: "xl/workbook.xml"}


SMALL_SIDE = 320
"""The longer side of a small picture, in pixels."""

PHOTO_SIDE = 2_000
"""The longer side of a visit's photograph: nameplates can be read, and a megabyte is enough."""


@dataclass(frozen=True)
class LookedInto:
    """A file as it is kept: its true kind, and its content without what a picture carries besides the picture.

    `thumbnail` is a small picture of a picture (WebP), `pages` how many pages a PDF has.
    """

    kind: FileKind
    content: bytes
    thumbnail: bytes | None = None
    pages: int | None = None


_UNKNOWN = Bilingual(f"只收{TAKEN.zh}。", f"Only {TAKEN.en} are taken.")
_NO_PICTURE = Bilingual("这里只收照片（JPG、PNG、WebP）。", "Only pictures (JPG, PNG, WebP) are taken here.")
_MACROS = Bilingual("带宏的文件不收，请另存为不带宏的再传。", "Files with macros are not taken.")
_TOO_LARGE_INSIDE = Bilingual("文件展开后过大。", "The file is too large once unpacked.")


def look_at_photograph(content: bytes) -> LookedInto:
    """Return a photograph as it is kept: as any picture, and no larger than a screen shows; raises UnfitFileError."""
    kind = signature(content[:16])
    if kind is None or not kind.is_image:
        raise UnfitFileError(_NO_PICTURE)
    return LookedInto(kind, *_drawn_anew(content, kind, PHOTO_SIDE))


def look_into(content: bytes) -> LookedInto:
    """Return a file as it is kept; raises UnfitFileError for what is not taken.

    Pictures are decoded and encoded again: place and time of the photograph, and anything hidden behind the picture,
    are gone. PDF, Office files and drawings are kept as they are, and only ever handed out as downloads. Whether a drawing
    of a drawing program is wanted, the place it is sent to says.
    """
    kind = signature(content[:16])
    if kind is None:
        raise UnfitFileError(_UNKNOWN)
    if kind.is_image:
        return LookedInto(kind, *_drawn_anew(content, kind))
    if kind is FileKind.PDF:
        # A large library that only papers need.
        from service_desk.usecases.files.looking_into_papers import count_pages  # noqa: PLC0415

        return LookedInto(kind, content, pages=count_pages(content))
    if kind in CAD:
        check_drawing(content, kind)
        return LookedInto(kind, content)
    return LookedInto(_office_kind(content), content)


def _drawn_anew(content: bytes, kind: FileKind, longest: int | None = None) -> tuple[bytes, bytes]:
    """Return a picture encoded again, its longer side at most `longest` pixels, and a small one of it."""
    drawn, small = io.BytesIO(), io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # what is wrong with the notes of a photograph goes with the notes
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[_PICTURES[kind]]) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise UnfitFileError(_TOO_LARGE_INSIDE)
                upright = ImageOps.exif_transpose(picture)
                if kind is FileKind.JPEG and upright.mode not in ("RGB", "L"):
                    upright = upright.convert("RGB")
                if longest is not None:
                    upright.thumbnail((longest, longest))
                upright.info = {}  # profiles, comments and texts go as well
                upright.save(drawn, format=_PICTURES[kind], quality=88)
                upright.thumbnail((SMALL_SIDE, SMALL_SIDE))
                upright.convert("RGB").save(small, format="WEBP", quality=75)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise UnfitFileError(_TOO_LARGE_INSIDE) from bomb
    except (OSError, ValueError, SyntaxError, EOFError) as broken:
        raise UnfitFileError(BROKEN) from broken
    return drawn.getvalue(), small.getvalue()


def _office_kind(content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as broken:
        raise UnfitFileError(BROKEN) from broken
    names = {member.filename for member in members}
    if len(members) > _MAX_MEMBERS or sum(member.file_size for member in members) > _MAX_UNPACKED:
        raise UnfitFileError(_TOO_LARGE_INSIDE)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnfitFileError(_MACROS)
    kind = next((kind for kind, part in _PARTS.items() if part in names), None)
    if kind is None or "[Content_Types].xml" not in names:
        raise UnfitFileError(_UNKNOWN)
    return kind
