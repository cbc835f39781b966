"""Read a file of a ticket: for whoever sees the entry it came with, and for nobody else."""

from __future__ import annotations

from dataclasses import dataclass

from service_desk.domain.attachments import FileKind
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.events import Event
from service_desk.domain.refusals import NotFound
from service_desk.persistence.attachments import attachment_of
from service_desk.persistence.blobs import FolderStore
from service_desk.persistence.database import Session
from service_desk.usecases.reading.views import TicketView

_NO_FILE = Bilingual("没有这个附件。", "There is no such file.")


@dataclass(frozen=True)
class FileRead:
    """A file to hand out."""

    name: str
    kind: FileKind
    content: bytes


def read_file(session: Session, view: TicketView, token: str, store: FolderStore) -> FileRead:
    """Return a file of one of the entries that the person sees; raises NotFound for every other."""
    seen = {each["token"] for entry in view.timeline for each in files_of(entry.event)}
    row = attachment_of(session, view.ticket.id, token) if token in seen else None
    if row is None:
        raise NotFound(_NO_FILE)
    try:
        return FileRead(row.name, FileKind(row.kind), store.get(row.sha256))
    except FileNotFoundError as gone:
        raise NotFound(_NO_FILE) from gone


def files_of(event: Event) -> list[dict[str, str]]:
    """Return the files of an entry as its event names them."""
    return list(event.data.get("files", ()))
