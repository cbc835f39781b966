"""Tables of the files that came with tickets and of what the scanner says; contents lie in the store under their SHA-256."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from service_desk.persistence.database import Base, UtcDateTime


class Attachment(Base):
    """One file: uploaded for a ticket, and part of the event `seq` once the act it was uploaded for is done.

    `token` names it in addresses and cannot be guessed; `name` is for people. `by_user_id` is None for a guest.
    `thumbnail` is the SHA-256 of a small picture of a picture, `pages` how many a PDF has.
    """

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(sa.String(32), unique=True)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"))
    seq: Mapped[int | None] = mapped_column()
    name: Mapped[str] = mapped_column(sa.String(100))
    kind: Mapped[str] = mapped_column(sa.String(5))
    size: Mapped[int] = mapped_column()
    sha256: Mapped[str] = mapped_column(sa.String(64))
    thumbnail: Mapped[str | None] = mapped_column(sa.String(64))
    pages: Mapped[int | None] = mapped_column()
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_user_id: Mapped[int | None] = mapped_column()

    __table_args__ = (
        sa.CheckConstraint("size > 0", name="size_positive"),
        sa.Index("ix_attachment_ticket", "ticket_id", "seq"),
        sa.Index("ix_attachment_sha256", "sha256"),
        sa.Index("ix_attachment_thumbnail", "thumbnail"),
        sa.Index(
            "ix_attachment_waiting", "uploaded_at",
            sqlite_where=sa.text("seq is null"), postgresql_where=sa.text("seq is null"),
        ),
    )  # fmt: skip


class ParcelFile(Base):
    """One file sent with a request form that is not submitted yet; `parcel` is one browser's form, `slot` what it is for.

    With the submission it becomes an attachment of the ticket; until then only that browser knows of it.
    """

    __tablename__ = "parcel_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(sa.String(32), unique=True)
    parcel: Mapped[str] = mapped_column(sa.String(32))
    slot: Mapped[str] = mapped_column(sa.String(30))
    name: Mapped[str] = mapped_column(sa.String(100))
    kind: Mapped[str] = mapped_column(sa.String(5))
    size: Mapped[int] = mapped_column()
    sha256: Mapped[str] = mapped_column(sa.String(64))
    thumbnail: Mapped[str | None] = mapped_column(sa.String(64))
    pages: Mapped[int | None] = mapped_column()
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.CheckConstraint("size > 0", name="size_positive"),
        sa.Index("ix_parcel_file_parcel", "parcel", "id"),
        sa.Index("ix_parcel_file_sha256", "sha256"),
        sa.Index("ix_parcel_file_thumbnail", "thumbnail"),
        sa.Index("ix_parcel_file_uploaded", "uploaded_at"),
    )


class FileScan(Base):
    """What the virus scanner says of a content; contents that came before there was a scanner have no row."""

    __tablename__ = "file_scan"

    sha256: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    state: Mapped[str] = mapped_column(sa.String(10))
    threat: Mapped[str | None] = mapped_column(sa.String(200))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.CheckConstraint("state in ('waiting', 'clean', 'infected')", name="state_known"),
        sa.CheckConstraint("(state = 'infected') = (threat is not null)", name="threat_named"),
        sa.Index(
            "ix_file_scan_waiting", "asked_at",
            sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"),
        ),
    )  # fmt: skip
