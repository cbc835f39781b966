"""Receive a file for a ticket or for a form: looked into, stored, waiting until the act or the submission it is for."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service_desk.domain.actors import Actor
from service_desk.domain.attachments import (
    MAX_BYTES,
    MAX_FORM_BYTES,
    MAX_PER_FORM,
    MAX_PER_TICKET,
    MAX_TICKET_BYTES,
    MAX_UNSENT_BYTES,
    MEBIBYTE,
    TAKEN,
    FileGroup,
    group_words,
    kinds_of,
    name_for_people,
)
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotFound
from service_desk.domain.scanning import ScanState
from service_desk.persistence.attachments import drop_from_parcel, parcel_files, parcel_totals, totals_of
from service_desk.persistence.clamd import Scanner
from service_desk.persistence.database import Session, db, transaction
from service_desk.persistence.scans import record_scan
from service_desk.persistence.storing.store import FileStore
from service_desk.persistence.tables import Attachment, ParcelFile, Ticket
from service_desk.persistence.tickets import ticket_by_number
from service_desk.usecases.acting.perform import UNKNOWN_TICKET, may_know
from service_desk.usecases.acting.published_forms import form_of_ticket
from service_desk.usecases.files.looking_into import LookedInto, look_into
from service_desk.usecases.files.scan_files import scan_on_arrival
from service_desk.usecases.files.unfit import UnfitFileError

Look = Callable[[bytes], LookedInto]


def receive_file(
    ticket_no: str,
    name: str,
    content: bytes,
    by: Actor,
    now: datetime,
    store: FileStore,
    scanner: Scanner | None = None,
) -> Attachment:
    """Keep a file for a ticket and return its row; whether it becomes part of the ticket, the act decides.

    Raises NotFound where the ticket is not the person's, UnfitFileError for a file that is not taken, StoreDownError.
    """
    kept = _checked(content)
    ticket = _ticket_with_room(db.session(), ticket_no, by, kept)  # before anything is sent anywhere
    if not takes_drawings(db.session(), ticket, by):
        _demand_kind(kept)
    stored = _stored(name, content, kept, now, store, scanner)
    with transaction() as session:
        ticket = _ticket_with_room(session, ticket_no, by, kept)
        row = Attachment(ticket_id=ticket.id, by_user_id=by.user_id, **stored.columns)
        stored.record_scan(session, now)
        session.add(row)
        session.flush()
        return row


def receive_for_form(
    parcel: str,
    slot: str,
    name: str,
    content: bytes,
    now: datetime,
    store: FileStore,
    scanner: Scanner | None = None,
    look: Look = look_into,
    *,
    groups: Collection[FileGroup] = (),
) -> ParcelFile:
    """Keep a file for a form that is not submitted yet; `look` looks into it, `groups` limits the kinds taken (empty: all).

    What strangers may leave here is bounded, for one form and for all together. Raises UnfitFileError for a file that is
    not taken, StoreDownError.
    """
    kept = _checked(content, look)
    _demand_kind(kept, groups)
    _demand_room_in_parcel(db.session(), parcel, kept)
    stored = _stored(name, content, kept, now, store, scanner)
    with transaction() as session:
        _demand_room_in_parcel(session, parcel, kept)
        row = ParcelFile(parcel=parcel, slot=slot, **stored.columns)
        stored.record_scan(session, now)
        session.add(row)
        session.flush()
        return row


def takes_drawings(session: Session, ticket: Ticket, by: Actor) -> bool:
    """Tell whether a person may send what drawing programs write: officers, and the enterprise whose form asks for drawings."""
    form = form_of_ticket(session, ticket)
    return not by.is_enterprise or (not isinstance(form, str) and form.asks_for_drawings)


def _demand_kind(kept: LookedInto, groups: Collection[FileGroup] = ()) -> None:
    if kept.kind not in kinds_of(groups):
        wanted = group_words(groups) if groups else TAKEN
        raise UnfitFileError(Bilingual(f"这里只收{wanted.zh}。", f"Only {wanted.en} are taken here."))


def _ticket_with_room(session: Session, ticket_no: str, by: Actor, kept: LookedInto) -> Ticket:
    ticket = ticket_by_number(session, ticket_no)
    if ticket is None or not may_know(by, ticket):
        raise NotFound(UNKNOWN_TICKET)
    count, size = totals_of(session, ticket.id)
    if count >= MAX_PER_TICKET or size + len(kept.content) > MAX_TICKET_BYTES:
        raise UnfitFileError(Bilingual("这件诉求的附件已满。", "This request can take no more files."))
    return ticket


def _demand_room_in_parcel(session: Session, parcel: str, kept: LookedInto) -> None:
    count, size = parcel_totals(session, parcel)
    if count >= MAX_PER_FORM or size + len(kept.content) > MAX_FORM_BYTES:
        raise UnfitFileError(Bilingual("这份表单的附件已满。", "This form can take no more files."))
    if parcel_totals(session, None)[1] + len(kept.content) > MAX_UNSENT_BYTES:
        raise UnfitFileError(
            Bilingual(
                "现在收不下附件，请先提交，再在进度页补充。",
                "No room for files now; submit first and add them on the tracking page.",
            )
        )


def keep_only(parcel: str, tokens: Collection[str]) -> None:
    """Forget the files of a form but those with these tokens: the others were taken out again."""
    if all(row.token in tokens for row in parcel_files(db.session(), parcel)):
        return
    with transaction() as session:
        drop_from_parcel(session, parcel, but=tokens)


def _checked(content: bytes, look: Look = look_into) -> LookedInto:
    if not content:
        raise UnfitFileError(Bilingual("文件是空的。", "The file is empty."))
    if len(content) > MAX_BYTES:
        limit = MAX_BYTES // MEBIBYTE
        raise UnfitFileError(Bilingual(f"超过{limit} MB。", f"Larger than {limit} MB."))
    return look(content)


@dataclass(frozen=True)
class _Stored:
    """A content that is in the store: what both tables of files keep of it, and how it stands with the scanner."""

    columns: dict[str, Any]
    scan: ScanState | None

    def record_scan(self, session: Session, now: datetime) -> None:
        """Keep what the scanner said, or that it could not be asked."""
        if self.scan is not None:
            record_scan(session, self.columns["sha256"], self.scan, now)


def _stored(
    name: str, content: bytes, kept: LookedInto, now: datetime, store: FileStore, scanner: Scanner | None
) -> _Stored:
    """Have a content scanned and store it: outside of any transaction, as either may take a while."""
    scan = scan_on_arrival(content, scanner)
    columns = {
        "token": secrets.token_urlsafe(20), "name": name_for_people(name, kept.kind), "kind": kept.kind.value,
        "size": len(kept.content), "sha256": store.put(kept.content, now), "uploaded_at": now, "pages": kept.pages,
        "thumbnail": store.put(kept.thumbnail, now) if kept.thumbnail else None,
    }  # fmt: skip
    return _Stored(columns, scan)
