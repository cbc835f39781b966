"""Tables of what reports are added up from, of long exports and of the templates of Word reports."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from service_desk.persistence.database import Base, UtcDateTime
from service_desk.persistence.tables.few import index_of_few

STANDING_ROWS = "figure in ('closing', 'in_hand', 'held', 'overdue')"
"""What stands at a cut-off rather than happened in a period: few of them are open at a time."""

HELD_LATER_ROWS = "since > at"
"""What came to count later than it happened."""

FRESH_ROWS = "figure in ('new', 'received')"
"""What came in: of it reports count request types and enterprises, and lists are narrowed to a type."""

NO_LONGER_ROWS = (
    "until < '9999-01-01 00:00:00+00:00' and figure not in ('closing', 'in_hand', 'held', 'overdue')"
)
"""What happened and counts no longer: few facts are taken back."""

FOREVER = datetime(9999, 12, 31, tzinfo=UTC)
"""The end of what has not ended."""


class CountedFact(Base):
    """One thing a ticket counts for (`service_desk.domain.reporting.facts`): a projection of its events.

    It happened at `at` (of what stands: began then, and `ended`) and holds for the cut-offs after `since` up to `until`;
    what has no end yet ends at `FOREVER`, so that every condition is one range.
    The rows lie in the order of figure and moment, so a period is one stretch of each figure; `no` tells the rows of a
    ticket apart.
    """

    __tablename__ = "counted_fact"

    figure: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"), primary_key=True)
    no: Mapped[int] = mapped_column(sa.Integer, primary_key=True, autoincrement=False)
    department: Mapped[str] = mapped_column(sa.String(8))
    category: Mapped[str] = mapped_column(sa.String(2))
    request_type: Mapped[str] = mapped_column(sa.String(40))
    park: Mapped[str | None] = mapped_column(sa.String(60))
    enterprise_id: Mapped[int] = mapped_column()
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime, default=FOREVER)
    ended: Mapped[datetime | None] = mapped_column(UtcDateTime)
    days: Mapped[int | None] = mapped_column()
    seq: Mapped[int] = mapped_column()

    __table_args__ = (
        sa.CheckConstraint("until > since", name="holds_for_a_while"),
        sa.Index("ix_counted_fact_ticket", "ticket_id", "no"),
        index_of_few(
            "ix_counted_fact_standing", "figure", "ended", "until", "since", "at", "ticket_id", "department", "category",
            "request_type", "park", where=STANDING_ROWS,
        ),
        index_of_few(
            "ix_counted_fact_fresh", "figure", "request_type", "at", "ticket_id", "no", "department", "park", "enterprise_id",
            "since", "until", where=FRESH_ROWS,
        ),
        index_of_few("ix_counted_fact_held_later", "since", where=HELD_LATER_ROWS),
        index_of_few("ix_counted_fact_no_longer", "until", where=NO_LONGER_ROWS),
        {"sqlite_with_rowid": False},
    )  # fmt: skip


class PeriodSnapshot(Base):
    """The figures of a finished month, quarter, half-year or year of one scope, computed once; never rewritten."""

    __tablename__ = "period_snapshot"

    id: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(sa.String(24))
    scope: Mapped[str] = mapped_column(sa.String(8))
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime)
    figures: Mapped[dict[str, Any]] = mapped_column(sa.JSON)

    __table_args__ = (sa.UniqueConstraint("period", "scope"),)


class ExportJob(Base):
    """A list too long to be written while somebody waits: who wants what, how far it is, and the file until `expires_at`.

    A process that works on it claims it until `claimed_until`; when it is killed, the next one takes it up again.
    """

    __tablename__ = "export_job"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(sa.String(43), unique=True)
    user_id: Mapped[int] = mapped_column()
    language: Mapped[str] = mapped_column(sa.String(5), default="zh")
    ending: Mapped[str] = mapped_column(sa.String(4))
    title: Mapped[str] = mapped_column(sa.String(200))
    wanted: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    status: Mapped[str] = mapped_column(sa.String(9), default="waiting")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    size: Mapped[int | None] = mapped_column()
    attempts: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    reason: Mapped[str | None] = mapped_column(sa.String(20))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    claimed_by: Mapped[str | None] = mapped_column(sa.String(60))
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.CheckConstraint("status in ('waiting', 'running', 'ready', 'failed', 'cancelled')", name="status_known"),
        sa.CheckConstraint("ending in ('xlsx', 'csv')", name="ending_known"),
        sa.CheckConstraint("(status in ('ready', 'failed', 'cancelled')) = (finished_at is not null)",
                           name="ended_has_date"),
        sa.CheckConstraint("done >= 0 and total >= 0", name="never_negative"),
        sa.Index("ix_export_job_status", "status", "id"),
        sa.Index("ix_export_job_user", "user_id", "id"),
    )  # fmt: skip


class ReportTemplate(Base):
    """One version of the Word template of the weekly report that the zone uses instead of the packaged one.

    The highest version counts; one without `content` says that the packaged template is used again.
    """

    __tablename__ = "report_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(unique=True)
    file_name: Mapped[str] = mapped_column(sa.String(120))
    content: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str] = mapped_column(sa.String(80))
