"""Follow a ticket or stop following it: whoever follows is told of what others do with it."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.tables import Ticket, Watch
from service_desk.persistence.watching import watch_of
from service_desk.usecases.acting.perform import Scene
from service_desk.usecases.reading.find_ticket import find_for_officer


def follow_ticket(ticket_no: str, actor: Actor, now: datetime, *, follows: bool = True) -> Ticket:
    """Follow a ticket, or stop; raises NotFound where it is not his to read. Doing it twice changes nothing."""
    with transaction() as session:
        ticket = find_for_officer(session, ticket_no, actor)
        if actor.user_id is None:
            return ticket
        watch = watch_kept(session, ticket, actor.user_id, now)
        watch.is_followed = follows
        if not follows and watch.mentioned_seq is None:
            session.delete(watch)
        return ticket


def follow_it(scene: Scene) -> None:
    """Have the author of an act follow the ticket from then on, so that the answer finds him."""
    if scene.actor.user_id is not None:
        watch_kept(scene.session, scene.ticket, scene.actor.user_id, scene.now).is_followed = True


def is_following(session: Session, ticket: Ticket, actor: Actor) -> bool:
    """Tell whether a person follows a ticket."""
    watch = watch_of(session, actor.user_id, ticket.id) if actor.user_id is not None else None
    return watch is not None and watch.is_followed


def watch_kept(session: Session, ticket: Ticket, user_id: int, now: datetime) -> Watch:
    """Return what somebody is told of a ticket, begun here and now where there was nothing."""
    watch = watch_of(session, user_id, ticket.id)
    if watch is None:
        watch = Watch(
            user_id=user_id, ticket_id=ticket.id, is_followed=False, news_seq=ticket.version,
            seen_seq=ticket.version, is_unread=False, news_at=now,
        )  # fmt: skip
        session.add(watch)
        session.flush()
    return watch
