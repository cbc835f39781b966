"""Read a file: of a ticket for whoever sees the entry it came with, and for nobody else; of a row found in another way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from service_desk.domain.attachments import FileKind
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.events import Event
from service_desk.domain.refusals import NotFound, Unavailable
from service_desk.domain.scanning import ScanState, may_be_handed_out
from service_desk.persistence.attachments import attachment_of, files_of_ticket
from service_desk.persistence.database import Session
from service_desk.persistence.scans import scan_state
from service_desk.persistence.storing.store import FileStore, StoreDownError
from service_desk.persistence.tables import Attachment, VisitPhoto
from service_desk.usecases.reading.views import TicketView

Row = Attachment | VisitPhoto
"""A file as the tables keep it: part of a ticket's entry, or a photograph of a visit."""

_NO_FILE = Bilingual("没有这个附件。", "There is no such file.")
_HELD_BACK = Bilingual(
    "这个附件还没有查完毒，或者查出了病毒，现在不能下载。",
    "This file has not been scanned yet, or a virus was found in it; it cannot be downloaded now.",
)
_STORE_DOWN = Bilingual(
    "附件暂时取不出来，请稍后再试。", "The file cannot be fetched at the moment; please try again later."
)


@dataclass(frozen=True)
class FileRead:
    """A file to hand out."""

    name: str
    kind: FileKind
    content: bytes


@dataclass(frozen=True)
class FileFacts:
    """What a page shows of a file besides its name and size."""

    has_thumbnail: bool
    pages: int | None
    scan: ScanState | None


def read_file(session: Session, view: TicketView, token: str, store: FileStore) -> FileRead:
    """Return a file of one of the entries that the person sees; raises as `read_row` does, NotFound for every other."""
    return read_row(session, _seen(session, view, token), store)


def read_thumbnail(session: Session, view: TicketView, token: str, store: FileStore) -> bytes:
    """Return the small picture of such a file (WebP); raises as `read_file` does."""
    return read_small_row(session, _seen(session, view, token), store)


def read_row(session: Session, row: Row | None, store: FileStore) -> FileRead:
    """Return the file of a row that was found for the person, of whatever it is part.

    Raises NotFound where none was or its content is gone, Unavailable for one that is held back or cannot be fetched now.
    """
    found = _open(session, row)
    return FileRead(found.name, FileKind(found.kind), _fetch(found.sha256, store))


def read_small_row(session: Session, row: Row | None, store: FileStore) -> bytes:
    """Return the small picture of a row's file (WebP); raises as `read_row` does."""
    found = _open(session, row)
    if found.thumbnail is None:
        raise NotFound(_NO_FILE)
    return _fetch(found.thumbnail, store)


def facts_of(session: Session, ticket_id: int) -> Mapping[str, FileFacts]:
    """Return what a ticket's page shows of each of its files, by token, in one query."""
    return {
        row.token: FileFacts(row.thumbnail is not None, row.pages, ScanState(state) if state else None)
        for row, state in files_of_ticket(session, ticket_id)
    }


def files_of(event: Event) -> list[dict[str, str]]:
    """Return the files of an entry as its event names them."""
    return list(event.data.get("files", ()))


def _seen(session: Session, view: TicketView, token: str) -> Attachment | None:
    seen = {each["token"] for entry in view.timeline for each in files_of(entry.event)}
    return attachment_of(session, view.ticket.id, token) if token in seen else None


def _open(session: Session, row: Row | None) -> Row:
    if row is None:
        raise NotFound(_NO_FILE)
    if not may_be_handed_out(scan_state(session, row.sha256)):
        raise Unavailable(_HELD_BACK)
    return row


def _fetch(digest: str, store: FileStore) -> bytes:
    try:
        return store.get(digest)
    except FileNotFoundError as gone:
        raise NotFound(_NO_FILE) from gone
    except StoreDownError as down:
        raise Unavailable(_STORE_DOWN) from down
