"""Read the cells of a list that somebody uploaded: Excel, or CSV in the encodings Chinese spreadsheets write."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from service_desk.domain.attachments import FileKind, signature
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.problem_list import MAX_ROWS
from service_desk.usecases.files.looking_into import look_into
from service_desk.usecases.files.unfit import UnfitFileError

MAX_COLUMNS = 40
_NO_LIST = Bilingual("只收 Excel（.xlsx、.xls）和 CSV。", "Only Excel (.xlsx, .xls) and CSV are taken.")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_sheet(content: bytes) -> Iterator[list[str]]:
    """Yield the rows of the first sheet as texts; raises UnfitFileError for what is neither Excel nor CSV."""
    if signature(content[:16]) is FileKind.DOCX:
        if look_into(content).kind is not FileKind.XLSX:
            raise UnfitFileError(_NO_LIST)
        return _excel(content)
    if content.startswith(_OLD_EXCEL):
        return _excel(content)
    if b"\x00" in content[:1024]:
        raise UnfitFileError(_NO_LIST)
    return _csv(content)


def _excel(content: bytes) -> Iterator[list[str]]:
    import python_calamine  # noqa: PLC0415 - a large library that only imported lists need

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python(nrows=MAX_ROWS + 50)
    except (python_calamine.CalamineError, OSError, ValueError, IndexError) as broken:
        raise UnfitFileError(_NO_LIST) from broken
    return ([_text(cell) for cell in row[:MAX_COLUMNS]] for row in rows)


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():  # a telephone number that Excel took for a figure
        return str(int(cell))
    return str(cell).replace("\x00", "").strip()


def _csv(content: bytes) -> Iterator[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        rows = csv.reader(io.StringIO(text.replace("\x00", "")))
        return ([cell.strip() for cell in row[:MAX_COLUMNS]] for row in rows)
    raise UnfitFileError(_NO_LIST)
