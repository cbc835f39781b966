"""Tables of the people of enterprises: who acts for which firm, and who asks to."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from service_desk.persistence.database import Base, UtcDateTime


class FirmMember(Base):
    """Somebody with an account who acts for a firm; `verified` says why he is believed to."""

    __tablename__ = "firm_member"

    user_id: Mapped[int] = mapped_column(
        sa.ForeignKey("account.id", ondelete="cascade"), primary_key=True, autoincrement=False
    )
    enterprise_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise.id"))
    role: Mapped[str] = mapped_column(sa.String(8))
    verified: Mapped[str] = mapped_column(sa.String(8))
    mobile: Mapped[str | None] = mapped_column(sa.String(30))
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.CheckConstraint("role in ('manager', 'member')", name="role_known"),
        sa.CheckConstraint("verified in ('zone', 'address', 'invited')", name="verified_known"),
        sa.Index("ix_firm_member_enterprise", "enterprise_id", "left_at"),
    )


class ContactErasure(Base):
    """That the contacts of a ticket are to be taken out, or were: asked for by the person, or because they are too old."""

    __tablename__ = "contact_erasure"

    ticket_id: Mapped[int] = mapped_column(
        sa.ForeignKey("ticket.id", ondelete="cascade"), primary_key=True, autoincrement=False
    )
    why: Mapped[str] = mapped_column(sa.String(10))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.CheckConstraint("why in ('asked', 'retention')", name="why_known"),
        sa.Index(
            "ix_contact_erasure_waiting", "asked_at",
            sqlite_where=sa.text("done_at is null"), postgresql_where=sa.text("done_at is null"),
        ),
    )  # fmt: skip


class FirmApplication(Base):
    """A firm's application for its first account, with what its licence says; the zone compares and decides."""

    __tablename__ = "firm_application"

    id: Mapped[int] = mapped_column(primary_key=True)
    uscc: Mapped[str] = mapped_column(sa.String(18))
    firm_name: Mapped[str] = mapped_column(sa.String(100))
    legal_person: Mapped[str] = mapped_column(sa.String(40))
    address: Mapped[str] = mapped_column(sa.String(200))
    contact_name: Mapped[str] = mapped_column(sa.String(40))
    mobile: Mapped[str] = mapped_column(sa.String(30))
    email: Mapped[str] = mapped_column(sa.String(80))
    language: Mapped[str] = mapped_column(sa.String(2), default="zh")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(sa.String(8), default="waiting")
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column()
    decided_by: Mapped[str | None] = mapped_column(sa.String(80))
    reason: Mapped[str | None] = mapped_column(sa.Text)

    __table_args__ = (
        sa.CheckConstraint("state in ('waiting', 'approved', 'refused')", name="state_known"),
        sa.CheckConstraint("(state = 'waiting') = (decided_at is null)", name="decided_has_date"),
        sa.Index("ix_firm_application_state", "state", "id"),
    )
