"""Receive a file for a ticket: looked into, stored, and waiting until the act it was uploaded for is done."""

from __future__ import annotations

import secrets
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.attachments import (
    MAX_BYTES,
    MAX_PER_TICKET,
    MAX_TICKET_BYTES,
    MEBIBYTE,
    name_for_people,
)
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotFound
from service_desk.persistence.attachments import totals_of
from service_desk.persistence.blobs import FolderStore
from service_desk.persistence.database import transaction
from service_desk.persistence.tables import Attachment
from service_desk.persistence.tickets import ticket_by_number
from service_desk.usecases.acting.perform import UNKNOWN_TICKET, may_know
from service_desk.usecases.files.looking_into import UnfitFileError, look_into


def receive_file(
    ticket_no: str, name: str, content: bytes, by: Actor, now: datetime, store: FolderStore
) -> Attachment:
    """Keep a file for a ticket and return its row; whether it becomes part of the ticket, the act decides.

    Raises NotFound where the ticket is not the person's, UnfitFileError for a file that is not taken.
    """
    if not content:
        raise UnfitFileError(Bilingual("文件是空的。", "The file is empty."))
    if len(content) > MAX_BYTES:
        limit = MAX_BYTES // MEBIBYTE
        raise UnfitFileError(Bilingual(f"超过{limit} MB。", f"Larger than {limit} MB."))
    kept = look_into(content)
    with transaction() as session:
        ticket = ticket_by_number(session, ticket_no)
        if ticket is None or not may_know(by, ticket):
            raise NotFound(UNKNOWN_TICKET)
        count, size = totals_of(session, ticket.id)
        if count >= MAX_PER_TICKET or size + len(kept.content) > MAX_TICKET_BYTES:
            raise UnfitFileError(Bilingual("这件诉求的附件已满。", "This request can take no more files."))
        row = Attachment(
            token=secrets.token_urlsafe(20),
            ticket_id=ticket.id,
            name=name_for_people(name, kept.kind),
            kind=kept.kind.value,
            size=len(kept.content),
            sha256=store.put(kept.content, now),
            uploaded_at=now,
            by_user_id=by.user_id,
        )
        session.add(row)
        session.flush()
        return row
