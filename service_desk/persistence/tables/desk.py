"""Tables of the officers' desk: what somebody has begun to write and not sent, and the phrases he writes with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from service_desk.persistence.database import Base, UtcDateTime


class ActDraft(Base):
    """What an officer has typed into the form of an act and not sent: one for each person, ticket and act."""

    __tablename__ = "act_draft"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"), primary_key=True, autoincrement=False)
    slug: Mapped[str] = mapped_column(sa.String(30), primary_key=True)
    fields: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (sa.Index("ix_act_draft_saved", "saved_at"),)


class OwnedByOne:
    """Columns of what one person keeps for himself, or (without `user_id`) a department for all its people."""

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column()
    department: Mapped[str | None] = mapped_column(sa.String(8))
    name: Mapped[str] = mapped_column(sa.String(30))
    is_dropped: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


def _one_owner(table: str) -> tuple[sa.CheckConstraint, sa.Index, sa.Index]:
    """Return what makes such a table whole: exactly one owner, found by either."""
    return (
        sa.CheckConstraint("(user_id is null) <> (department is null)", name="one_owner"),
        sa.Index(f"ix_{table}_user", "user_id", "id"),
        sa.Index(f"ix_{table}_department", "department", "id"),
    )


class Phrase(OwnedByOne, Base):
    """A phrase to write with (常用语)."""

    __tablename__ = "phrase"

    text: Mapped[str] = mapped_column(sa.Text)

    __table_args__ = _one_owner("phrase")


class SavedView(OwnedByOne, Base):
    """A list of tickets under a name: a tab and conditions as they stand in an address."""

    __tablename__ = "saved_view"

    conditions: Mapped[dict[str, Any]] = mapped_column(sa.JSON)

    __table_args__ = _one_owner("saved_view")
