"""Tables of the zone itself: departments, enterprises, calendar years, what was changed in them, running numbers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from service_desk.persistence.database import Base, UtcDateTime


class DepartmentRow(Base):
    """A department or utility as the administrator keeps it; seeded from the packaged catalogue."""

    __tablename__ = "department"

    code: Mapped[str] = mapped_column(sa.String(8), primary_key=True)
    zh: Mapped[str] = mapped_column(sa.String(60))
    en: Mapped[str] = mapped_column(sa.String(80))
    short: Mapped[str] = mapped_column(sa.String(12))
    is_utility: Mapped[bool] = mapped_column(default=False)
    mailbox: Mapped[str | None] = mapped_column(sa.String(254))
    phone: Mapped[str | None] = mapped_column(sa.String(30))
    is_active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)


class Enterprise(Base):
    """An enterprise known by its unified social credit code; tickets keep their own snapshot of it."""

    __tablename__ = "enterprise"

    id: Mapped[int] = mapped_column(primary_key=True)
    uscc: Mapped[str | None] = mapped_column(sa.String(18), unique=True)
    name: Mapped[str] = mapped_column(sa.String(100))
    park: Mapped[str | None] = mapped_column(sa.String(60))
    industry: Mapped[str | None] = mapped_column(sa.String(5))
    above_scale: Mapped[str | None] = mapped_column(sa.String(30))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (sa.Index("ix_enterprise_name", "name"),)


class CalendarYearRow(Base):
    """One year's days off and make-up days as the administrator imported or edited them; it overrides the package's."""

    __tablename__ = "calendar_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    days: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    imported_by: Mapped[str] = mapped_column(sa.String(80))


class ZoneChange(Base):
    """One thing an administrator changed in the zone's records: who, when, what it was before and after; never rewritten.

    `kind` and `subject` name what was changed (a department's code, a calendar year, a letter's number); how many
    changes a subject has seen is its version.
    """

    __tablename__ = "zone_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(sa.String(12))
    subject: Mapped[str] = mapped_column(sa.String(20))
    act: Mapped[str] = mapped_column(sa.String(20))
    by_user_id: Mapped[int | None] = mapped_column()
    by_name: Mapped[str] = mapped_column(sa.String(80))
    data: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)

    __table_args__ = (
        sa.CheckConstraint("kind in ('department', 'calendar', 'mail', 'setting')", name="kind_known"),
        sa.Index("ix_zone_change_subject", "kind", "subject", "id"),
    )


class ZoneSetting(Base):
    """One choice the administrator has made for the zone, by its key; what is not here stands at its default."""

    __tablename__ = "zone_setting"

    key: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    value: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


class ReturnRuling(Base):
    """What was ruled on a department's return, remembered for the next request of its kind."""

    __tablename__ = "return_ruling"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    ticket_no: Mapped[str] = mapped_column(sa.String(20))
    request_type: Mapped[str] = mapped_column(sa.String(40))
    department: Mapped[str] = mapped_column(sa.String(8))
    suggested: Mapped[str | None] = mapped_column(sa.String(8))
    reason: Mapped[str] = mapped_column(sa.String(24))
    is_upheld: Mapped[bool] = mapped_column()
    ruling: Mapped[str] = mapped_column(sa.Text)

    __table_args__ = (sa.Index("ix_return_ruling_type", "request_type", "id"),)


class NumberSequence(Base):
    """The last running number handed out on a local day, by prefix (domain notes §5.4)."""

    __tablename__ = "number_sequence"

    prefix: Mapped[str] = mapped_column(sa.String(2), primary_key=True)
    day: Mapped[date] = mapped_column(sa.Date, primary_key=True)
    last: Mapped[int] = mapped_column()
