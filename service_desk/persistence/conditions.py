"""Conditions on tickets in a list: who has them in hand, when they fall due, which tags they bear, which light they show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from service_desk.domain.milestones import YELLOW_FROM, Lamp
from service_desk.persistence.tables import CoTask, Tag, Ticket, TicketTag

NOBODY = 0
"""Stands for the handler of a ticket that no handler has; accounts are numbered from 1."""


def held_by(owner_id: int | None, owner_ids: Sequence[int]) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the conditions on the handler: what nobody has (NOBODY), or what one of several has.

    That one person has it is said by the list itself.
    """
    if owner_id == NOBODY:
        yield Ticket.owner_id.is_(None)
    if owner_ids:
        yield Ticket.owner_id.in_(owner_ids)


def due_within(
    begin: datetime | None, end: datetime | None, *, is_undated: bool
) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the conditions on the next due date: from a moment on, before another, or none at all."""
    if begin is not None:
        yield Ticket.next_due_at >= begin
    if end is not None:
        yield Ticket.next_due_at < end
    if is_undated:
        yield Ticket.next_due_at.is_(None)


def an_earlier_part() -> sa.Exists:
    """Tell whether the department has an earlier open part of the same ticket: a ticket is listed once, by its first."""
    other = aliased(CoTask)
    return (
        sa.select(other.id)
        .where(other.ticket_id == CoTask.ticket_id, other.department == CoTask.department)
        .where(other.status == "open", other.no < CoTask.no)
        .exists()
    )


def bearing(tags: Sequence[int]) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the conditions that a ticket bears every one of these tags; a merged tag stands for what it became."""
    for tag_id in tags:
        now = sa.select(sa.func.coalesce(Tag.merged_into, Tag.id)).where(Tag.id == tag_id).scalar_subquery()
        borne = sa.select(TicketTag.tag_id).where(TicketTag.ticket_id == Ticket.id, TicketTag.tag_id == now)
        yield borne.exists()


def with_open_part() -> sa.ColumnElement[bool]:
    """Return the condition that a co-handler has not answered yet."""
    part = aliased(CoTask)
    return sa.select(part.id).where(part.ticket_id == Ticket.id, part.status == "open").exists()


def lit(light: Lamp, now: datetime, *, of_part: bool) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the conditions on the light a ticket, or a co-handler's part, shows now; as `milestones.lamp` decides."""
    # A ticket's date is wrapped so that no index by dates is preferred to the one of the list's own order.
    due = CoTask.due_at.expression if of_part else sa.func.coalesce(Ticket.next_due_at, sa.null())
    if light is Lamp.STOPPED:
        yield sa.false() if of_part else Ticket.clock == "stopped"
        return
    if not of_part:
        yield Ticket.clock != "stopped"
    if light is Lamp.NONE:
        yield due.is_(None)
    elif light is Lamp.RED:
        yield due < now
    elif light is Lamp.YELLOW:
        yield due.between(now, now + YELLOW_FROM)
    else:
        yield due > now + YELLOW_FROM


def readable_by(department: str | sa.BindParameter[str]) -> sa.ColumnElement[bool]:
    """Tell whether a department may read a ticket: it leads it, led it first or helps with it."""
    part = aliased(CoTask)  # a list may be of parts itself
    helps = sa.select(part.id).where(part.ticket_id == Ticket.id, part.department == department)
    return sa.or_(Ticket.lead_department == department, Ticket.first_department == department, helps.exists())
