"""Tell that somebody has a ticket open, and who else has: renewed every twenty seconds, forgotten after a minute."""

from __future__ import annotations

from datetime import datetime, timedelta

from service_desk.domain.actors import Actor
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.live import (
    Present,
    drop_presence,
    forget_presence,
    keep_presence,
    present_at,
)
from service_desk.persistence.watching import watch_of
from service_desk.usecases.reading.find_ticket import find_for_officer

LASTS = timedelta(seconds=60)
"""After so long without a sign somebody is not here any more; three signs may be lost."""


def be_present(
    ticket_no: str, actor: Actor, now: datetime, *, seen_version: int, leaves: bool = False
) -> None:
    """Record that an officer has a ticket open, or has left it; what he has before him counts as seen.

    Raises NotFound where the ticket is not his to read.
    """
    if actor.user_id is None:
        return
    with transaction() as session:
        ticket = find_for_officer(session, ticket_no, actor)
        forget_presence(session, now - LASTS)
        if leaves:
            drop_presence(session, ticket.id, actor.user_id)
        else:
            keep_presence(session, ticket.id, actor.user_id, now)
        watch = watch_of(session, actor.user_id, ticket.id)
        if watch is not None and watch.is_unread:
            watch.seen_seq = max(watch.seen_seq, min(seen_version, ticket.version))
            watch.is_unread = watch.news_seq > watch.seen_seq


def others_here(session: Session, ticket_id: int, actor: Actor, now: datetime) -> list[Present]:
    """Return who else has the ticket open; whoever may open it himself is told."""
    return present_at(session, ticket_id, now - LASTS, actor.user_id)
