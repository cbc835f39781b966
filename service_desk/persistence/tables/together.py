"""Tables of working together: versions of the queues, who looks at a ticket, and whom news of a ticket reaches."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from service_desk.persistence.database import Base, UtcDateTime


class QueueVersion(Base):
    """How often anything in a department's queues has changed: raised by every act, compared by every poll."""

    __tablename__ = "queue_version"

    department: Mapped[str] = mapped_column(sa.String(8), primary_key=True)
    version: Mapped[int] = mapped_column(default=0)


class Presence(Base):
    """Somebody who has a ticket's page open; a row that has not been renewed for a minute says nothing."""

    __tablename__ = "presence"

    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"), primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (sa.Index("ix_presence_seen", "seen_at"),)


class Watch(Base):
    """Whom news of a ticket reaches: because he follows it, or because he was mentioned in it.

    Numbers are of events: `mentioned_seq` the last that mentions him, `news_seq` the last he is told of, `seen_seq` the
    last he has seen. `told_until` is the moment up to which one letter about this ticket is enough.
    """

    __tablename__ = "ticket_watch"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"), primary_key=True, autoincrement=False)
    is_followed: Mapped[bool] = mapped_column(default=False)
    mentioned_seq: Mapped[int | None] = mapped_column()
    news_seq: Mapped[int] = mapped_column(default=0)
    seen_seq: Mapped[int] = mapped_column(default=0)
    is_unread: Mapped[bool] = mapped_column(default=False)
    news_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.Index("ix_ticket_watch_news", "user_id", "news_at", "ticket_id"),
        sa.Index("ix_ticket_watch_ticket", "ticket_id"),
        sa.Index(
            "ix_ticket_watch_unread",
            "user_id",
            sqlite_where=sa.text("is_unread = 1"),
            postgresql_where=sa.text("is_unread"),
        ),
    )
