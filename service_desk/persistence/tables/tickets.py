"""Tables of the ticket: the projection for fast lists, the immutable event log, co-tasks and kept counts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service_desk.domain.catalogue import Category, Level
from service_desk.domain.states import ENDED_STATES, STORED_STATES, State
from service_desk.persistence.database import Base, UtcDateTime
from service_desk.persistence.tables.few import index_of_few as _few
from service_desk.persistence.tables.zone import Enterprise


def _one_of(column: str, values: list[str]) -> str:
    quoted = ", ".join(f"'{value}'" for value in values)
    return f"{column} in ({quoted})"


_ENDED = _one_of("state", sorted(ENDED_STATES))
_UNSIGNED = _one_of("state", ["submitted", "need_info", "accepted", "dispatched", "return_review"])
_LED = _one_of("state", ["dispatched", "return_review", "in_progress", "on_hold", "result_review"])

_ACCEPTED = "accepted_at is not null"
IN_HAND = f"ticket.state not in ({', '.join(repr(state.value) for state in sorted(ENDED_STATES))})"
"""What has not ended, as the partial indexes of what is in hand say it; a list that says the same is read along them.

It names the state and not the date of the end, because no other index by department should look as good.
"""

_ASKING = "application is not null"
_SUPERVISED = "supervision is not null"
_LENDING = "lending_until is not null"
_OPEN = "ended_at is null"
STOPPED = "clock = 'stopped'"
_AT_A_MILESTONE = "milestone is not null"


class Ticket(Base):
    """One request on its way from submission to strike-off: the projection of its events (house law 1).

    `queue_department` is the department in whose queue it lies, `responsible_department` the one that answers for it
    now (first-receiver responsibility). `milestones` is the stored timetable, `next_due_at` its earliest open date,
    `milestone` the key of the one an open ticket stands at and `rank_at` the sort key of 轻重缓急: the next due date, drawn
    forward by the urgency.
    """

    __tablename__ = "ticket"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_no: Mapped[str] = mapped_column(sa.String(20), unique=True)
    query_code: Mapped[str] = mapped_column(sa.String(12))
    submission_key: Mapped[str | None] = mapped_column(sa.String(40), unique=True)
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(sa.String(20))
    clock: Mapped[str] = mapped_column(sa.String(12), default="not_started")
    source: Mapped[str] = mapped_column(sa.String(20))
    kind: Mapped[str] = mapped_column(sa.String(12))
    language: Mapped[str] = mapped_column(sa.String(5), default="zh")

    category: Mapped[str] = mapped_column(sa.String(2))
    secondary_category: Mapped[str | None] = mapped_column(sa.String(2))
    request_type: Mapped[str] = mapped_column(sa.String(40))
    level: Mapped[str] = mapped_column(sa.String(10))
    urgency: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    policy: Mapped[str] = mapped_column(sa.String(40))
    suggestion: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)

    title: Mapped[str] = mapped_column(sa.String(50))
    body: Mapped[str] = mapped_column(sa.Text)
    expected_result: Mapped[str | None] = mapped_column(sa.Text)
    form: Mapped[str] = mapped_column(sa.String(40))
    form_version: Mapped[int] = mapped_column(default=1, server_default="1")
    form_data: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    location: Mapped[str | None] = mapped_column(sa.String(200))
    occurred_on: Mapped[date | None] = mapped_column(sa.Date)
    date_precision: Mapped[str] = mapped_column(sa.String(8), default="exact")
    is_publishable: Mapped[bool] = mapped_column(default=False)

    enterprise_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise.id"))
    enterprise_name: Mapped[str] = mapped_column(sa.String(100))
    uscc: Mapped[str | None] = mapped_column(sa.String(18))
    park: Mapped[str | None] = mapped_column(sa.String(60))
    contact_name: Mapped[str | None] = mapped_column(sa.String(40))
    contact_mobile: Mapped[str | None] = mapped_column(sa.String(30))
    contact_email: Mapped[str | None] = mapped_column(sa.String(254))

    queue_department: Mapped[str] = mapped_column(sa.String(8))
    responsible_department: Mapped[str] = mapped_column(sa.String(8))
    lead_department: Mapped[str | None] = mapped_column(sa.String(8))
    first_department: Mapped[str | None] = mapped_column(sa.String(8))
    owner_id: Mapped[int | None] = mapped_column()
    owner_name: Mapped[str | None] = mapped_column(sa.String(80))

    milestones: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
    milestone: Mapped[str | None] = mapped_column(sa.String(4))
    next_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rank_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    dispatched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    result_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    info_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    review_on: Mapped[date | None] = mapped_column(sa.Date)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_event_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seq: Mapped[int] = mapped_column(default=0)
    last_hash: Mapped[str] = mapped_column(sa.String(64))

    result_type: Mapped[str | None] = mapped_column(sa.String(20))
    result_text: Mapped[str | None] = mapped_column(sa.Text)
    callback_outcome: Mapped[str | None] = mapped_column(sa.String(12))
    rating: Mapped[int | None] = mapped_column(sa.SmallInteger)
    rating_text: Mapped[str | None] = mapped_column(sa.Text)
    redo_count: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    return_count: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    return_is_final: Mapped[bool] = mapped_column(default=False)
    merged_into: Mapped[str | None] = mapped_column(sa.String(20))
    parent_no: Mapped[str | None] = mapped_column(sa.String(20))
    application: Mapped[str | None] = mapped_column(sa.String(10))
    extension_count: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    supervision: Mapped[str | None] = mapped_column(sa.String(8))
    last_sheet: Mapped[str | None] = mapped_column(sa.String(40))
    has_open_sheet: Mapped[bool] = mapped_column(default=False)
    has_open_instruction: Mapped[bool] = mapped_column(default=False)
    is_escalated: Mapped[bool] = mapped_column(default=False)
    lending_until: Mapped[date | None] = mapped_column(sa.Date)

    enterprise: Mapped[Enterprise] = relationship(lazy="raise")
    co_tasks: Mapped[list[CoTask]] = relationship(
        back_populates="ticket", lazy="selectin", order_by="CoTask.no", cascade="all, delete-orphan"
    )

    __table_args__ = (
        sa.CheckConstraint(_one_of("state", list(STORED_STATES)), name="state_known"),
        sa.CheckConstraint(_one_of("category", list(Category)), name="category_known"),
        sa.CheckConstraint(_one_of("level", list(Level)), name="level_known"),
        sa.CheckConstraint(_one_of("clock", ["not_started", "running", "stopped", "finished"]), name="clock_known"),
        sa.CheckConstraint("urgency between 0 and 2", name="urgency_known"),
        sa.CheckConstraint("rating is null or rating between 1 and 5", name="rating_known"),
        sa.CheckConstraint(f"({_ENDED}) = (ended_at is not null)", name="ended_has_date"),
        sa.CheckConstraint(f"not ({_LED}) or lead_department is not null", name="led_has_lead"),
        sa.CheckConstraint(f"({_ENDED}) or clock <> 'finished' or state in ('callback', 'resolved_on_site')",
                           name="open_has_clock"),
        sa.CheckConstraint(f"({_UNSIGNED}) or ({_ENDED}) or first_department is not null", name="first_receiver_kept"),
        sa.Index("ix_ticket_queue", "queue_department", "state", "rank_at", "id"),
        sa.Index("ix_ticket_state_rank", "state", "rank_at", "id"),
        sa.Index("ix_ticket_rank", "rank_at", "id"),
        sa.Index("ix_ticket_due", "queue_department", "next_due_at", "id"),
        sa.Index("ix_ticket_next_due", "next_due_at", "id"),
        sa.Index("ix_ticket_enterprise", "enterprise_id", "id"),
        sa.Index("ix_ticket_last_event", "last_event_at"),
        sa.Index("ix_ticket_ended", "queue_department", "ended_at", "id"),
        _few("ix_ticket_parent", "parent_no", "id", where="parent_no is not null"),
        _few("ix_ticket_accepted", "accepted_at", "id", where=_ACCEPTED),
        _few("ix_ticket_open", "queue_department", "rank_at", "id", where=IN_HAND.replace("ticket.", "")),
        _few("ix_ticket_owner", "owner_id", "rank_at", "id", where=IN_HAND.replace("ticket.", "")),
        _few("ix_ticket_application", "rank_at", "id", where=_ASKING),
        _few("ix_ticket_supervised", "rank_at", "id", where=_SUPERVISED),
        _few("ix_ticket_open_kind", "request_type", "park", "id", where=_OPEN),
        _few("ix_ticket_lending", "lending_until", "id", where=_LENDING),
        _few("ix_ticket_stopped", "id", where=STOPPED),
        _few("ix_ticket_milestone", "milestone", "queue_department", "next_due_at", "id", where=_AT_A_MILESTONE),
        sa.Index(
            "ix_ticket_instructed", "rank_at", "id",
            sqlite_where=sa.text("has_open_instruction = 1"), postgresql_where=sa.text("has_open_instruction"),
        ),
    )  # fmt: skip

    @property
    def state_now(self) -> State:
        """The state as the domain's enumeration."""
        return State(self.state)


class TicketEvent(Base):
    """One immutable entry of the event log, sealed to its predecessor by a hash."""

    __tablename__ = "ticket_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"))
    seq: Mapped[int] = mapped_column()
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    action: Mapped[str] = mapped_column(sa.String(20))
    from_state: Mapped[str] = mapped_column(sa.String(20))
    to_state: Mapped[str] = mapped_column(sa.String(20))
    actor_id: Mapped[int | None] = mapped_column()
    actor_name: Mapped[str] = mapped_column(sa.String(80))
    actor_role: Mapped[str] = mapped_column(sa.String(20))
    actor_department: Mapped[str | None] = mapped_column(sa.String(8))
    department: Mapped[str | None] = mapped_column(sa.String(8))
    is_public: Mapped[bool] = mapped_column()
    data: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    hash: Mapped[str] = mapped_column(sa.String(64))

    __table_args__ = (
        sa.UniqueConstraint("ticket_id", "seq"),
        sa.CheckConstraint("seq > 0", name="seq_positive"),
        sa.Index("ix_ticket_event_at", "at"),
    )


class CoTask(Base):
    """The part of a co-handling department: open until its opinion is given or it is waived with a reason.

    `no` numbers the parts of a ticket from 1; `title` says what is asked, empty where the whole request is.
    """

    __tablename__ = "co_task"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"))
    no: Mapped[int] = mapped_column(sa.SmallInteger)
    department: Mapped[str] = mapped_column(sa.String(8))
    title: Mapped[str] = mapped_column(sa.String(100), default="")
    status: Mapped[str] = mapped_column(sa.String(8), default="open")
    opinion: Mapped[str | None] = mapped_column(sa.Text)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    ticket: Mapped[Ticket] = relationship(back_populates="co_tasks")

    __table_args__ = (
        sa.UniqueConstraint("ticket_id", "no"),
        sa.CheckConstraint("status in ('open', 'done', 'waived')", name="status_known"),
        sa.CheckConstraint("(status = 'open') = (ended_at is null)", name="ended_has_date"),
        sa.Index("ix_co_task_department", "department", "status", "due_at", "ticket_id"),
    )


class QueueCount(Base):
    """How many tickets lie in a department's queue in one state; kept by the act that changes it (house law 11).

    `state` is a ticket state, or `co_task` for open co-tasks of the department.
    """

    __tablename__ = "queue_count"

    department: Mapped[str] = mapped_column(sa.String(8), primary_key=True)
    state: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    tickets: Mapped[int] = mapped_column(default=0)

    __table_args__ = (sa.CheckConstraint("tickets >= 0", name="never_negative"),)
