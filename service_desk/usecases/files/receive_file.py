"""Receive a file for a ticket or for a form: looked into, stored, waiting until the act or the submission it is for."""

from __future__ import annotations

import secrets
from collections.abc import Collection
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
    name_for_people,
)
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotFound
from service_desk.persistence.attachments import drop_from_parcel, parcel_files, parcel_totals, totals_of
from service_desk.persistence.blobs import FolderStore
from service_desk.persistence.database import db, transaction
from service_desk.persistence.tables import Attachment, ParcelFile
from service_desk.persistence.tickets import ticket_by_number
from service_desk.usecases.acting.perform import UNKNOWN_TICKET, may_know
from service_desk.usecases.files.looking_into import LookedInto, UnfitFileError, look_into


def receive_file(
    ticket_no: str, name: str, content: bytes, by: Actor, now: datetime, store: FolderStore
) -> Attachment:
    """Keep a file for a ticket and return its row; whether it becomes part of the ticket, the act decides.

    Raises NotFound where the ticket is not the person's, UnfitFileError for a file that is not taken.
    """
    kept = _checked(content)
    with transaction() as session:
        ticket = ticket_by_number(session, ticket_no)
        if ticket is None or not may_know(by, ticket):
            raise NotFound(UNKNOWN_TICKET)
        count, size = totals_of(session, ticket.id)
        if count >= MAX_PER_TICKET or size + len(kept.content) > MAX_TICKET_BYTES:
            raise UnfitFileError(Bilingual("这件诉求的附件已满。", "This request can take no more files."))
        row = Attachment(ticket_id=ticket.id, by_user_id=by.user_id, **_stored(name, kept, now, store))
        session.add(row)
        session.flush()
        return row


def receive_for_form(
    parcel: str, slot: str, name: str, content: bytes, now: datetime, store: FolderStore
) -> ParcelFile:
    """Keep a file for a request form that is not submitted yet; raises UnfitFileError for a file that is not taken.

    What strangers may leave here is bounded, for one form and for all together.
    """
    kept = _checked(content)
    with transaction() as session:
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
        row = ParcelFile(parcel=parcel, slot=slot, **_stored(name, kept, now, store))
        session.add(row)
        session.flush()
        return row


def keep_only(parcel: str, tokens: Collection[str]) -> None:
    """Forget the files of a form but those with these tokens: the others were taken out again."""
    if all(row.token in tokens for row in parcel_files(db.session(), parcel)):
        return
    with transaction() as session:
        drop_from_parcel(session, parcel, but=tokens)


def _checked(content: bytes) -> LookedInto:
    if not content:
        raise UnfitFileError(Bilingual("文件是空的。", "The file is empty."))
    if len(content) > MAX_BYTES:
        limit = MAX_BYTES // MEBIBYTE
        raise UnfitFileError(Bilingual(f"超过{limit} MB。", f"Larger than {limit} MB."))
    return look_into(content)


def _stored(name: str, kept: LookedInto, now: datetime, store: FolderStore) -> dict[str, Any]:
    """Store a file's content and return what both tables of files keep of it."""
    return {
        "token": secrets.token_urlsafe(20), "name": name_for_people(name, kept.kind), "kind": kept.kind.value,
        "size": len(kept.content), "sha256": store.put(kept.content, now), "uploaded_at": now,
    }  # fmt: skip
