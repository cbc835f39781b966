"""Looking into a drawing of a drawing program: a DWG has the head its version has, a DXF is sections from begin to end.

Nothing of it is drawn or run here: it is kept as it is, looked at by the scanner like any file, and only handed out as a
download. Published descriptions: the Open Design Specification for .dwg files (versions R13 to 2018), the DXF reference.
"""

from __future__ import annotations

import re

from service_desk.domain.attachments import FileKind
from service_desk.domain.bilingual import Bilingual
from service_desk.usecases.files.unfit import BROKEN, UnfitFileError

_TOO_OLD = Bilingual(
    "这份 dwg 是 R12 或更早的格式，请另存为 2000 以后的版本，或导出为 PDF 再传。",
    "This dwg is of R12 or older; please save it as version 2000 or later, or send it as PDF.",
)
_NEWEST_KNOWN = b"AC1032"
_FLAT = frozenset({b"AC1012", b"AC1014", b"AC1015"})
"""R13 to 2000: the head lists its sections and ends with a mark of sixteen bytes."""
_PAGED = frozenset({b"AC1018", b"AC1024", b"AC1027", b"AC1032"})
"""2004, 2010, 2013, 2018: behind the first 128 bytes a head that is veiled by a fixed row of numbers and names itself."""
_CODED = b"AC1021"
"""2007: the head is coded against errors; it is as long as it is."""
_CODED_HEAD = 0x480
_END_OF_HEAD = bytes.fromhex("95a04e2899821ae55e41e05f9d3a4d00")
_SECTIONS_AT, _SECTION_BYTES, _MOST_SECTIONS = 0x15, 9, 16
_VEILED_AT, _OWN_NAME = 0x80, b"AcFssFcAJMB"

_BINARY_DXF = b"AutoCAD Binary DXF\r\n\x1a\x00"
_SECTION_NAMES = frozenset(
    {b"HEADER", b"CLASSES", b"TABLES", b"BLOCKS", b"ENTITIES", b"OBJECTS", b"THUMBNAILIMAGE"}
)
_GROUP_CODE = re.compile(rb"[ \t]*-?[0-9]{1,4}[ \t]*")
_LOOKED_AT = 4_000
"""So many pairs of lines at the beginning are read; a plan has hundreds of thousands."""
_LONGEST_LINE = 8_192


def check_drawing(content: bytes, kind: FileKind) -> None:
    """Raise UnfitFileError for what begins like a drawing and is none."""
    if kind is FileKind.DWG:
        _check_dwg(content)
    elif not (_is_binary_dxf(content) or _is_dxf_text(content)):
        raise UnfitFileError(BROKEN)


def _check_dwg(content: bytes) -> None:
    version = content[:6]
    if version < min(_FLAT):
        raise UnfitFileError(_TOO_OLD)
    if version in _FLAT:
        is_one = _has_section_list(content)
    elif version in _PAGED:
        is_one = _unveiled(content[_VEILED_AT : _VEILED_AT + len(_OWN_NAME)]) == _OWN_NAME
    else:  # a version younger than this program is told by no more than its length
        is_one = (version == _CODED or version > _NEWEST_KNOWN) and len(content) >= _CODED_HEAD
    if not is_one or content[6:11] != bytes(5):
        raise UnfitFileError(BROKEN)


def _has_section_list(content: bytes) -> bool:
    """Tell whether the head of an R13 to 2000 drawing ends where its list of sections says."""
    sections = int.from_bytes(content[_SECTIONS_AT : _SECTIONS_AT + 4], "little")
    end = _SECTIONS_AT + 4 + sections * _SECTION_BYTES + 2  # a checksum of two bytes
    return 0 < sections <= _MOST_SECTIONS and content[end : end + len(_END_OF_HEAD)] == _END_OF_HEAD


def _unveiled(veiled: bytes) -> bytes:
    """Return the bytes of a head without the row of numbers it is veiled by."""
    number, plain = 1, bytearray()
    for byte in veiled:
        number = (number * 0x343FD + 0x269EC3) & 0xFFFFFFFF
        plain.append(byte ^ (number >> 16 & 0xFF))
    return bytes(plain)


def _is_binary_dxf(content: bytes) -> bool:
    if not content.startswith(_BINARY_DXF):
        return False
    body = content[len(_BINARY_DXF) :]
    # group codes of one byte (to R12) or of two
    begins = body.startswith((b"\x00SECTION\x00", b"\x00\x00SECTION\x00"))
    return begins and body.rstrip(b"\x00\x1a\r\n").endswith(b"\x00EOF")


def _is_dxf_text(content: bytes) -> bool:
    """Tell whether a text is pairs of lines, a code and a value, that begin with a known section and end with EOF."""
    if b"\x00" in content or not content.rstrip(b"\x1a\r\n\t ").endswith(b"EOF"):
        return False
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n", 2 * _LOOKED_AT)[: 2 * _LOOKED_AT]
    codes, values = lines[::2], [line.strip() for line in lines[1::2]]
    if any(len(line) > _LONGEST_LINE for line in lines):
        return False
    pairs = [(code.strip(), value) for code, value in zip(codes, values, strict=False)]
    if not all(_GROUP_CODE.fullmatch(code) for code, _value in pairs):
        return False
    said = [pair for pair in pairs if pair[0] != b"999"]
    return (
        said[:1] == [(b"0", b"SECTION")]
        and len(said) > 1
        and said[1][0] == b"2"
        and said[1][1] in _SECTION_NAMES
    )
