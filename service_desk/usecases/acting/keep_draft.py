"""Keep what an officer is writing, so that nothing typed is lost: on another device, after an expired session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from service_desk.domain.actors import Actor
from service_desk.domain.refusals import NotFound
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import ticket_by_number
from service_desk.persistence.writing import draft_of, drop_draft_row, forget_drafts, keep_draft_row
from service_desk.usecases.acting.perform import UNKNOWN_TICKET

MAX_FIELDS = 60
MAX_CHARACTERS = 20_000
KEPT_FOR = timedelta(days=30)

Fields = Mapping[str, list[str]]
"""What stands in a form, by the field's name."""


@dataclass(frozen=True)
class Draft:
    """What was typed and when it was last kept."""

    fields: Fields
    saved_at: datetime


def keep_draft(ticket_no: str, slug: str, fields: Fields, actor: Actor, now: datetime) -> bool:
    """Keep a draft for this person alone; False where there is nothing to keep or too much.

    Whoever may open the ticket is checked by the caller; what is kept is shown to nobody but the person himself.
    """
    typed = {name: values for name, values in fields.items() if any(value.strip() for value in values)}
    size = sum(len(value) for values in typed.values() for value in values)
    if actor.user_id is None or len(typed) > MAX_FIELDS or size > MAX_CHARACTERS:
        return False
    with transaction() as session:
        ticket = _ticket(session, ticket_no)
        if typed:
            keep_draft_row(session, actor.user_id, ticket.id, slug, typed, now)
        else:
            drop_draft_row(session, actor.user_id, ticket.id, slug)
    return bool(typed)


def drop_draft(ticket_no: str, slug: str, actor: Actor) -> None:
    """Forget a draft: it was sent, or is not wanted any more."""
    if actor.user_id is None:
        return
    with transaction() as session:
        drop_draft_row(session, actor.user_id, _ticket(session, ticket_no).id, slug)


def kept_draft(session: Session, ticket: Ticket, slug: str, actor: Actor) -> Draft | None:
    """Return what this person has begun to write."""
    row = draft_of(session, actor.user_id, ticket.id, slug) if actor.user_id is not None else None
    return Draft(row.fields, row.saved_at) if row else None


def forget_old_drafts(session: Session, now: datetime) -> int:
    """Forget drafts nobody has touched for a month; returns how many."""
    return forget_drafts(session, now - KEPT_FOR)


def _ticket(session: Session, ticket_no: str) -> Ticket:
    ticket = ticket_by_number(session, ticket_no)
    if ticket is None:
        raise NotFound(UNKNOWN_TICKET)
    return ticket
