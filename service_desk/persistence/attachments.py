"""Finding the files of a ticket, and those that nobody needs any more."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.tables import Attachment, FileScan, ParcelFile, RequestDraft, VisitPhoto


def attachment_of(session: Session, ticket_id: int, token: str) -> Attachment | None:
    """Return a ticket's file by its token."""
    query = sa.select(Attachment).where(Attachment.token == token, Attachment.ticket_id == ticket_id)
    return session.scalar(query)


def waiting_files(session: Session, ticket_id: int, tokens: Collection[str]) -> Sequence[Attachment]:
    """Return the uploaded files of a ticket that belong to no act yet, of these tokens, in the order they came."""
    query = sa.select(Attachment).where(
        Attachment.ticket_id == ticket_id, Attachment.seq.is_(None), Attachment.token.in_(tokens)
    )
    return session.scalars(query.order_by(Attachment.id)).all()


def totals_of(session: Session, ticket_id: int) -> tuple[int, int]:
    """Return how many files a ticket has, those waiting included, and their size in bytes."""
    query = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(Attachment.size), 0))
    count, size = session.execute(query.where(Attachment.ticket_id == ticket_id)).one()
    return int(count), int(size)


def drop_waiting_before(session: Session, moment: datetime) -> int:
    """Forget the files that were uploaded before a moment and became part of no act and no draft; returns how many."""
    waiting = sa.delete(Attachment).where(Attachment.seq.is_(None), Attachment.uploaded_at < moment)
    drafts = sa.select(RequestDraft.parcel)  # a draft's files go with the draft
    unsent = sa.delete(ParcelFile).where(ParcelFile.uploaded_at < moment, ParcelFile.parcel.not_in(drafts))
    return _deleted(session, waiting) + _deleted(session, unsent)


def _deleted(session: Session, old: sa.Delete) -> int:
    return int(session.execute(old).rowcount or 0)  # type: ignore[attr-defined]


def is_wanted(session: Session, sha256: str) -> bool:
    """Tell whether any file has this content, as its own or as its small picture."""
    return any(
        session.scalar(sa.select(table.id).where(column == sha256).limit(1)) is not None
        for table in (Attachment, ParcelFile, VisitPhoto)
        for column in (table.sha256, table.thumbnail)
    )


def all_contents(session: Session, at_once: int) -> Iterator[tuple[str, str | None]]:
    """Yield what every file of a ticket or a visit holds: its SHA-256 and its small picture's, so many rows at a time."""
    for table in (Attachment, VisitPhoto):
        last = 0
        while rows := _contents_after(session, table, last, at_once):
            last = rows[-1][0]
            yield from ((sha256, thumbnail) for _id, sha256, thumbnail in rows)


def _contents_after(
    session: Session, table: type[Attachment | VisitPhoto], last_id: int, limit: int
) -> list[tuple[int, str, str | None]]:
    query = sa.select(table.id, table.sha256, table.thumbnail).where(table.id > last_id)
    return [(row[0], row[1], row[2]) for row in session.execute(query.order_by(table.id).limit(limit))]


def files_of_ticket(session: Session, ticket_id: int) -> Sequence[tuple[Attachment, str | None]]:
    """Return the files that are part of a ticket, each with how its content stands with the scanner."""
    query = (
        sa.select(Attachment, FileScan.state)
        .outerjoin(FileScan, FileScan.sha256 == Attachment.sha256)
        .where(Attachment.ticket_id == ticket_id, Attachment.seq.is_not(None))
    )
    return [(row, state) for row, state in session.execute(query)]


def parcel_files(session: Session, parcel: str) -> Sequence[ParcelFile]:
    """Return the files of a form that is not submitted yet, in the order they came."""
    return session.scalars(
        sa.select(ParcelFile).where(ParcelFile.parcel == parcel).order_by(ParcelFile.id)
    ).all()


def parcel_totals(session: Session, parcel: str | None) -> tuple[int, int]:
    """Return how many files a parcel (None: all of them together) holds and their size in bytes."""
    query = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(ParcelFile.size), 0))
    count, size = session.execute(query if parcel is None else query.where(ParcelFile.parcel == parcel)).one()
    return int(count), int(size)


def drop_from_parcel(session: Session, parcel: str, *, but: Collection[str] = ()) -> None:
    """Forget the files of a form, except those with these tokens."""
    session.execute(sa.delete(ParcelFile).where(ParcelFile.parcel == parcel, ParcelFile.token.not_in(but)))
