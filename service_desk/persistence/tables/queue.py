"""Tables of the officers' queue: what each person has chosen for it, tags with their log, absences with their substitutes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from service_desk.persistence.database import Base, UtcDateTime


class DeskChoice(Base):
    """What one person has chosen for his lists; NULL means he has chosen nothing.

    `last_list` is the list he narrowed last and how (as it stands in an address), `view_order` the ids of saved lists in
    his order, `default_view` the one that opens after signing in, `single_keys` whether single keys are shortcuts.
    """

    __tablename__ = "desk_choice"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    columns: Mapped[list[str] | None] = mapped_column(sa.JSON(none_as_null=True))
    density: Mapped[str | None] = mapped_column(sa.String(12))
    last_list: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    view_order: Mapped[list[int] | None] = mapped_column(sa.JSON(none_as_null=True))
    default_view: Mapped[int | None] = mapped_column()
    single_keys: Mapped[bool | None] = mapped_column()


class Tag(Base):
    """A word put on tickets; `key` is what it is compared by. A merged tag stays as a pointer to what it became."""

    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(20))
    key: Mapped[str] = mapped_column(sa.String(80), unique=True)
    is_retired: Mapped[bool] = mapped_column(default=False)
    merged_into: Mapped[int | None] = mapped_column(sa.ForeignKey("tag.id"))


class TicketTag(Base):
    """One tag on one ticket."""

    __tablename__ = "ticket_tag"

    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"), primary_key=True, autoincrement=False)
    tag_id: Mapped[int] = mapped_column(sa.ForeignKey("tag.id"), primary_key=True, autoincrement=False)

    __table_args__ = (sa.Index("ix_ticket_tag_tag", "tag_id", "ticket_id"),)


class TagChange(Base):
    """One thing done with a tag: put on a ticket, taken off, renamed, merged, retired; never rewritten.

    `batch` names what was done in one go and can be taken back together.
    """

    __tablename__ = "tag_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    act: Mapped[str] = mapped_column(sa.String(10))
    tag_id: Mapped[int] = mapped_column(sa.ForeignKey("tag.id"))
    tag_name: Mapped[str] = mapped_column(sa.String(20))
    ticket_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ticket.id"))
    batch: Mapped[str | None] = mapped_column(sa.String(32))
    by_user_id: Mapped[int | None] = mapped_column()
    by_name: Mapped[str] = mapped_column(sa.String(80))
    note: Mapped[str] = mapped_column(sa.String(40), default="")

    __table_args__ = (
        sa.CheckConstraint(
            "act in ('added', 'removed', 'renamed', 'merged', 'retired', 'restored')", name="act_known"
        ),
        sa.CheckConstraint("(ticket_id is not null) = (act in ('added', 'removed'))", name="ticket_of_act"),
        sa.Index("ix_tag_change_ticket", "ticket_id", "id"),
        sa.Index("ix_tag_change_batch", "batch", "id"),
        sa.Index("ix_tag_change_tag", "tag_id", "id"),
    )


class AbsenceRow(Base):
    """Somebody's absence with the colleague who stands in for him, both days included; cancelled ones stay as history."""

    __tablename__ = "absence"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column()
    substitute_id: Mapped[int] = mapped_column()
    department: Mapped[str] = mapped_column(sa.String(8))
    from_on: Mapped[date] = mapped_column(sa.Date)
    until_on: Mapped[date] = mapped_column(sa.Date)
    reason: Mapped[str] = mapped_column(sa.String(100), default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(sa.String(80))
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_by: Mapped[str | None] = mapped_column(sa.String(80))

    __table_args__ = (
        sa.CheckConstraint("user_id <> substitute_id", name="somebody_else"),
        sa.CheckConstraint("until_on >= from_on", name="days_in_order"),
        sa.CheckConstraint("(cancelled_at is null) = (cancelled_by is null)", name="cancelled_by_somebody"),
        sa.Index("ix_absence_user", "user_id", "until_on"),
        sa.Index("ix_absence_substitute", "substitute_id", "until_on"),
        sa.Index("ix_absence_department", "department", "until_on", "id"),
    )
