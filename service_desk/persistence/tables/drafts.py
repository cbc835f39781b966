"""Tables of what enterprises have begun and not submitted, and of the links that are mailed to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from service_desk.persistence.database import Base, UtcDateTime


class RequestDraft(Base):
    """A request form that is not submitted yet: what stands in it, by field; an account's, or (without `user_id`) a guest's.

    `code` names it in addresses and opens nothing by itself. `saved_by` is the hash of whoever saved last, `version` how
    often that was. Once submitted only the number of its ticket is left, so that a repeated click finds it.
    """

    __tablename__ = "request_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(32), unique=True)
    request_type: Mapped[str] = mapped_column(sa.String(40))
    parcel: Mapped[str] = mapped_column(sa.String(32), unique=True)
    fields: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    user_id: Mapped[int | None] = mapped_column()
    version: Mapped[int] = mapped_column(default=1)
    saved_by: Mapped[str] = mapped_column(sa.String(64))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ticket_no: Mapped[str | None] = mapped_column(sa.String(20))

    __table_args__ = (
        sa.Index("ix_request_draft_user", "user_id", "saved_at"),
        sa.Index("ix_request_draft_expires", "expires_at"),
    )


class DraftKey(Base):
    """What opens a guest's draft: the mark of a browser that works on it, or a mailed link; only SHA-256 hashes are kept."""

    __tablename__ = "draft_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(sa.ForeignKey("request_draft.id", ondelete="cascade"))
    hash: Mapped[str] = mapped_column(sa.String(64))
    is_link: Mapped[bool] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (sa.UniqueConstraint("draft_id", "hash"), sa.Index("ix_draft_key_hash", "hash"))


class TicketLink(Base):
    """A mailed link to one ticket's tracking page: only its SHA-256 is kept, it ends by itself and can be taken back.

    A request that named no such ticket leaves a row without one: it opens nothing and costs the same time.
    """

    __tablename__ = "ticket_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ticket.id"))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.Index("ix_ticket_link_ticket", "ticket_id", "id"),
        sa.Index("ix_ticket_link_expires", "expires_at"),
    )
