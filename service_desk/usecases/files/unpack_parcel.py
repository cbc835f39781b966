"""Make the files that came with a form part of the ticket it becomes, named in its first sealed event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from service_desk.persistence.attachments import drop_from_parcel, parcel_files
from service_desk.persistence.database import Session
from service_desk.persistence.tables import Attachment, ParcelFile
from service_desk.usecases.acting.inputs import Inputs

FIRST = 1
"""The sequence number of the event that the files come with."""


def unpack_parcel(
    session: Session, ticket_id: int, parcel: str, tokens: Sequence[str]
) -> list[dict[str, Any]]:
    """Turn the files of a form into attachments and return how the event names them; the parcel is empty afterwards.

    Raises InvalidInput where one of them has expired; then nothing is stored.
    """
    rows = [row for row in parcel_files(session, parcel) if row.token in tokens]
    inputs = Inputs()
    if len(rows) != len(set(tokens)):
        inputs.fail(
            "files_other", "有附件已失效，请重新上传。", "A file has expired; please upload it again."
        )
    inputs.finish()
    named = [
        {"token": row.token, "name": row.name, "kind": row.kind, "size": row.size, "sha256": row.sha256, "slot": row.slot}
        for row in rows
    ]  # fmt: skip
    session.add_all(_attachment(row, ticket_id) for row in rows)
    drop_from_parcel(session, parcel)
    return named


def _attachment(row: ParcelFile, ticket_id: int) -> Attachment:
    return Attachment(
        token=row.token, ticket_id=ticket_id, seq=FIRST, name=row.name, kind=row.kind, size=row.size,
        sha256=row.sha256, thumbnail=row.thumbnail, pages=row.pages, uploaded_at=row.uploaded_at,
    )  # fmt: skip
