"""Tables of what leaves the house and of the timetable: outbox, report snapshots, leases, job runs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from service_desk.persistence.database import Base, UtcDateTime


class OutboxMail(Base):
    """One letter to one recipient, written in the transaction of the act and delivered afterwards.

    `key` is unique per letter and recipient, so the same letter is never queued twice; `data` is what the composer
    needs. Delivery claims a row until `claimed_until`, so a killed process leaves it to the next one.
    """

    __tablename__ = "outbox_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(120), unique=True)
    notice: Mapped[str] = mapped_column(sa.String(30))
    recipient: Mapped[str] = mapped_column(sa.String(254))
    recipient_name: Mapped[str] = mapped_column(sa.String(100), default="")
    language: Mapped[str] = mapped_column(sa.String(5), default="zh")
    ticket_no: Mapped[str | None] = mapped_column(sa.String(20))
    data: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    status: Mapped[str] = mapped_column(sa.String(10), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None] = mapped_column(sa.String(60))
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str | None] = mapped_column(sa.Text)

    __table_args__ = (
        sa.CheckConstraint("status in ('waiting', 'sent', 'failed')", name="status_known"),
        sa.CheckConstraint("(status = 'sent') = (sent_at is not null)", name="sent_has_date"),
        sa.Index("ix_outbox_mail_ticket", "ticket_no"),
        sa.Index("ix_outbox_mail_waiting", "status", "due_at"),
    )


class ReportSnapshot(Base):
    """The frozen figures and lists of one weekly report, for the zone or for one department; never rewritten."""

    __tablename__ = "report_snapshot"

    id: Mapped[int] = mapped_column(primary_key=True)
    week: Mapped[str] = mapped_column(sa.String(8))
    scope: Mapped[str] = mapped_column(sa.String(8))
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime)
    figures: Mapped[dict[str, Any]] = mapped_column(sa.JSON)

    __table_args__ = (sa.UniqueConstraint("week", "scope"),)


class Lease(Base):
    """Which process holds a duty (the scheduler's), and until when; one row per duty."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(sa.String(30), primary_key=True)
    holder: Mapped[str] = mapped_column(sa.String(60))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class JobRun(Base):
    """That a job has done its work for a slot (a week, a day); the primary key makes it once only."""

    __tablename__ = "job_run"

    job: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    slot: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    finished_at: Mapped[datetime] = mapped_column(UtcDateTime)
