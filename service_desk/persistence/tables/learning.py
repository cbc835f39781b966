"""Tables of what the zone has learnt and how it routes: lessons with the log of their versions, published routing sets."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from service_desk.persistence.database import Base, UtcDateTime


class LessonRow(Base):
    """One correction by a dispatcher: how a text was sorted or routed, suggested and decided; never rewritten.

    `text` is title and words as the classifier reads them, every digit as 0. `kind` is `sorting` (category, request
    type) or `lead` (another department than the routing set's).
    """

    __tablename__ = "lesson"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(sa.String(8))
    ticket_no: Mapped[str] = mapped_column(sa.String(20))
    title: Mapped[str] = mapped_column(sa.Text)
    text: Mapped[str] = mapped_column(sa.Text)
    suggested_category: Mapped[str | None] = mapped_column(sa.String(2))
    suggested_type: Mapped[str | None] = mapped_column(sa.String(40))
    suggested_lead: Mapped[str | None] = mapped_column(sa.String(8))
    decided_category: Mapped[str] = mapped_column(sa.String(2))
    decided_type: Mapped[str] = mapped_column(sa.String(40))
    decided_lead: Mapped[str | None] = mapped_column(sa.String(8))
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    by_user_id: Mapped[int | None] = mapped_column()
    by_name: Mapped[str] = mapped_column(sa.String(80))

    __table_args__ = (
        sa.CheckConstraint("kind in ('sorting', 'lead')", name="kind_known"),
        sa.CheckConstraint("(kind = 'lead') = (decided_lead is not null)", name="lead_has_lead"),
        sa.Index("ix_lesson_ticket", "ticket_no", "id"),
        sa.Index("ix_lesson_type", "kind", "decided_type", "id"),
    )


class LessonChangeRow(Base):
    """One version of the zone's lessons: a lesson learnt, excluded or readmitted, or the return to an earlier version.

    `digest` seals the version to all before it: equal digests mean equal lessons.
    """

    __tablename__ = "lesson_change"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    act: Mapped[str] = mapped_column(sa.String(12))
    lesson_id: Mapped[int | None] = mapped_column(sa.ForeignKey("lesson.id"))
    to_version: Mapped[int | None] = mapped_column()
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    by_user_id: Mapped[int | None] = mapped_column()
    by_name: Mapped[str] = mapped_column(sa.String(80))
    digest: Mapped[str] = mapped_column(sa.String(64))

    __table_args__ = (
        sa.CheckConstraint("act in ('learned', 'excluded', 'readmitted', 'returned')", name="act_known"),
        sa.CheckConstraint("(act = 'returned') = (to_version is not null)", name="returned_to_version"),
        sa.CheckConstraint("(act = 'returned') = (lesson_id is null)", name="one_lesson"),
        sa.Index("ix_lesson_change_lesson", "lesson_id", "version"),
    )


class LessonBook(Base):
    """The version of the zone's lessons that holds now; its one row is locked while a version is written."""

    __tablename__ = "lesson_book"

    id: Mapped[int] = mapped_column(sa.SmallInteger, primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column()
    digest: Mapped[str] = mapped_column(sa.String(64), default="")

    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)


class RoutingSetRow(Base):
    """One published set of routing rules, complete and never rewritten; the latest holds."""

    __tablename__ = "routing_set"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_user_id: Mapped[int | None] = mapped_column()
    by_name: Mapped[str] = mapped_column(sa.String(80))
    note: Mapped[str] = mapped_column(sa.Text)
    restored_from: Mapped[int | None] = mapped_column()
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    digest: Mapped[str] = mapped_column(sa.String(64))

    __table_args__ = (sa.CheckConstraint("version > 0", name="version_positive"),)


class RoutingDraftRow(Base):
    """The set that administrators are working on: one for the zone; `revision` counts its changes."""

    __tablename__ = "routing_draft"

    id: Mapped[int] = mapped_column(sa.SmallInteger, primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column()
    based_on: Mapped[int] = mapped_column()
    restored_from: Mapped[int | None] = mapped_column()
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    edited_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_name: Mapped[str] = mapped_column(sa.String(80))

    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)
