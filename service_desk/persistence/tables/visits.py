"""Tables of the visits: campaigns with their kept counts, visits, what was asked at each, and how firms are looked up."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from service_desk.persistence.database import Base, UtcDateTime
from service_desk.persistence.tables.few import index_of_few

_BY_BYTES = sa.String(24).with_variant(sa.String(24, collation="C"), "postgresql")
"""Compared by the numbers of its characters on both databases, so that what begins with a text lies together."""

SILENT = "asked = 0 and not is_placeholder"
"""The visits to firms that asked nothing; of a firm that is not named nothing is known."""

OWING = "is_undelivered"
"""The visits after which policies are still to be handed over."""


class Campaign(Base):
    """A round of visits by one group (§1.1); its counts are kept by the acts that change them (house law 11).

    `firms` counts the firms visited, `silent` the visits without a request, `undelivered` those with policies still to be
    handed over, `asked` and `on_site` the requests and those solved on the spot.
    """

    __tablename__ = "campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(sa.String(80))
    group_name: Mapped[str] = mapped_column(sa.String(80))
    starts_on: Mapped[date] = mapped_column(sa.Date)
    ends_on: Mapped[date | None] = mapped_column(sa.Date)
    date_precision: Mapped[str] = mapped_column(sa.String(8), default="exact")
    departments: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    policies: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    target: Mapped[int] = mapped_column()
    is_over: Mapped[bool] = mapped_column(default=False)
    visits: Mapped[int] = mapped_column(default=0)
    firms: Mapped[int] = mapped_column(default=0)
    silent: Mapped[int] = mapped_column(default=0)
    undelivered: Mapped[int] = mapped_column(default=0)
    asked: Mapped[int] = mapped_column(default=0)
    on_site: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(sa.String(80))

    __table_args__ = (
        sa.CheckConstraint("target > 0", name="target_positive"),
        sa.CheckConstraint("ends_on is null or ends_on >= starts_on", name="ends_after_start"),
        sa.CheckConstraint("date_precision in ('exact', 'approx')", name="precision_known"),
        sa.CheckConstraint(
            "firms <= visits and silent <= visits and undelivered <= visits", name="counts_fit"
        ),
        sa.CheckConstraint("on_site <= asked", name="on_site_fits"),
        sa.Index("ix_campaign_order", "is_over", "starts_on", "id"),
    )


class Visit(Base):
    """One visit to one firm; a placeholder stands for a firm that is not named and holds no requests.

    `submission_key` is drawn where the visit is written down: sent twice, it makes one visit.
    """

    __tablename__ = "visit"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_no: Mapped[str] = mapped_column(sa.String(20), unique=True)
    submission_key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    version: Mapped[int] = mapped_column(default=1)
    campaign_id: Mapped[int | None] = mapped_column(sa.ForeignKey("campaign.id"))
    enterprise_id: Mapped[int | None] = mapped_column(sa.ForeignKey("enterprise.id"))
    firm_name: Mapped[str] = mapped_column(sa.String(100))
    is_placeholder: Mapped[bool] = mapped_column(default=False)
    visited_on: Mapped[date] = mapped_column(sa.Date)
    date_precision: Mapped[str] = mapped_column(sa.String(8), default="exact")
    people: Mapped[str] = mapped_column(sa.String(200))
    handed: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    handed_words: Mapped[str] = mapped_column(sa.Text, default="")
    is_undelivered: Mapped[bool] = mapped_column(default=False)
    seen: Mapped[str] = mapped_column(sa.Text, default="")
    follow_up: Mapped[str] = mapped_column(sa.Text, default="")
    follow_up_on: Mapped[date | None] = mapped_column(sa.Date)
    followed: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    asked: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    on_site: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[int | None] = mapped_column()
    recorder_name: Mapped[str] = mapped_column(sa.String(80))

    __table_args__ = (
        sa.CheckConstraint("is_placeholder = (enterprise_id is null)", name="placeholder_has_no_firm"),
        sa.CheckConstraint("not is_placeholder or asked = 0", name="placeholder_asks_nothing"),
        sa.CheckConstraint("date_precision in ('exact', 'approx')", name="precision_known"),
        sa.CheckConstraint("asked >= 0 and on_site >= 0 and on_site <= asked", name="on_site_fits"),
        sa.Index("ix_visit_campaign", "campaign_id", "id"),
        sa.Index("ix_visit_firm", "enterprise_id", "campaign_id", "id"),
        index_of_few("ix_visit_silent", "campaign_id", "id", where=SILENT),
        index_of_few("ix_visit_undelivered", "campaign_id", "id", where=OWING),
        index_of_few("ix_visit_follow_up", "campaign_id", "follow_up_on", "id", where="follow_up_on is not null"),
    )  # fmt: skip


class VisitRequest(Base):
    """One request of a visit, in the order in which they were written down, and the ticket it became."""

    __tablename__ = "visit_request"

    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visit.id"), primary_key=True, autoincrement=False)
    no: Mapped[int] = mapped_column(sa.SmallInteger, primary_key=True, autoincrement=False)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"), unique=True)
    campaign_id: Mapped[int | None] = mapped_column(sa.ForeignKey("campaign.id"))
    is_on_site: Mapped[bool] = mapped_column()

    __table_args__ = (sa.Index("ix_visit_request_campaign", "campaign_id", "ticket_id"),)


class VisitPhoto(Base):
    """One photograph taken at a visit; until the visit is recorded it lies with the unsent files (`ParcelFile`).

    `token` names it in addresses and cannot be guessed; `thumbnail` is the SHA-256 of its small picture.
    """

    __tablename__ = "visit_photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(sa.String(32), unique=True)
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visit.id"))
    name: Mapped[str] = mapped_column(sa.String(100))
    kind: Mapped[str] = mapped_column(sa.String(5))
    size: Mapped[int] = mapped_column()
    sha256: Mapped[str] = mapped_column(sa.String(64))
    thumbnail: Mapped[str | None] = mapped_column(sa.String(64))
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.CheckConstraint("size > 0", name="size_positive"),
        sa.Index("ix_visit_photo_visit", "visit_id", "id"),
        sa.Index("ix_visit_photo_sha256", "sha256"),
        sa.Index("ix_visit_photo_thumbnail", "thumbnail"),
    )


class FirmKey(Base):
    """What an enterprise is looked up by: every end of its name, of its spelling and of its initials, and its code."""

    __tablename__ = "firm_key"

    key: Mapped[str] = mapped_column(_BY_BYTES, primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise.id"), primary_key=True)

    __table_args__ = (sa.Index("ix_firm_key_enterprise", "enterprise_id"),)
