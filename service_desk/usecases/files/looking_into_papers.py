"""Looking into a PDF: it opens without a password, has pages, and brings neither programs nor other files along."""

from __future__ import annotations

import io
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from service_desk.domain.bilingual import Bilingual
from service_desk.usecases.files.unfit import BROKEN, UnfitFileError

MAX_PAGES = 2_000
_PAGES_LOOKED_AT = 200
"""Actions hang on the document as a rule; of a very long one only the first pages are searched for their own."""

_LOCKED = Bilingual(
    "PDF 设了密码，办理的人打不开，请去掉密码再传。",
    "The PDF has a password; nobody here could open it. Please remove the password and send it again.",
)
_ACTIVE = Bilingual(
    "PDF 里带有脚本或嵌入的文件，请用“打印成 PDF”另存一份再传。",
    "The PDF carries scripts or other files; please print it to a new PDF and send that.",
)
_TOO_LONG = Bilingual(f"PDF 超过{MAX_PAGES}页。", f"The PDF has more than {MAX_PAGES} pages.")
_RUNS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"})
"""Kinds of action that do something besides turning to a page or opening a link."""

_READER_TRIPS = (
    PyPdfError, ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError,
)  # fmt: skip
"""Whatever a reader trips over in a file made by somebody else means the same: it cannot be read."""


def count_pages(content: bytes) -> int:
    """Return how many pages a PDF has; raises UnfitFileError for one that is broken, locked or active."""
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        fault, pages = _fault(reader)
    except _READER_TRIPS as broken:
        raise UnfitFileError(BROKEN) from broken
    if fault is not None:
        raise UnfitFileError(fault)
    return pages


def _fault(reader: PdfReader) -> tuple[Bilingual | None, int]:
    """Return why a PDF is not taken, if it is not, and how many pages it has."""
    if reader.is_encrypted and not reader.decrypt(""):
        return _LOCKED, 0
    pages = len(reader.pages)
    if pages == 0:
        return BROKEN, 0
    if pages > MAX_PAGES:
        return _TOO_LONG, pages
    return (_ACTIVE if _is_active(reader) else None), pages


def _is_active(reader: PdfReader) -> bool:
    root = _dictionary(reader.trailer["/Root"])
    names = _dictionary(root.get("/Names"))
    if "/JavaScript" in names or "/EmbeddedFiles" in names:
        return True
    if _runs(root.get("/OpenAction")) or _any_runs(root.get("/AA")):
        return True
    first = range(min(len(reader.pages), _PAGES_LOOKED_AT))
    return any(_page_is_active(reader.pages[number]) for number in first)


def _page_is_active(page: DictionaryObject) -> bool:
    notes = [_dictionary(note) for note in page.get("/Annots") or ()]
    return _any_runs(page.get("/AA")) or any(
        note.get("/Subtype") == "/FileAttachment" or _runs(note.get("/A")) or _any_runs(note.get("/AA"))
        for note in notes
    )


def _any_runs(actions: Any) -> bool:
    return any(_runs(action) for action in _dictionary(actions).values())


def _runs(action: Any) -> bool:
    return str(_dictionary(action).get("/S", "")) in _RUNS


def _dictionary(value: Any) -> DictionaryObject:
    """Return what a reference leads to if it is a dictionary, else an empty one."""
    found = value.get_object() if value is not None and hasattr(value, "get_object") else value
    return found if isinstance(found, DictionaryObject) else DictionaryObject()
