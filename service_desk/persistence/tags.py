"""Tags on tickets: which there are, which a ticket bears, putting on and taking off with a log, merging."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.queues import counts_up_to
from service_desk.persistence.tables import Tag, TagChange, TicketTag

_MAKE = sa.text(
    'insert into tag (name, "key", is_retired) values (:name, :key, :no) on conflict ("key") do nothing'
)


@dataclass(frozen=True)
class TagUse:
    """A tag and how many tickets bear it, counted no further than COUNT_LIMIT."""

    tag: Tag
    tickets: int


def live_tags(session: Session, *, with_retired: bool = False, limit: int = 500) -> Sequence[Tag]:
    """Return the tags that can be put on tickets, by name; with those that are retired where they are asked for."""
    query = sa.select(Tag).where(Tag.merged_into.is_(None))
    if not with_retired:
        query = query.where(Tag.is_retired.is_(False))
    return session.scalars(query.order_by(Tag.name, Tag.id).limit(limit)).all()


def tag_uses(session: Session) -> list[TagUse]:
    """Return every tag that has not been merged, with how many tickets bear it."""
    tags = live_tags(session, with_retired=True)
    few = [sa.select(TicketTag.ticket_id).where(TicketTag.tag_id == tag.id) for tag in tags]
    return [TagUse(tag, used) for tag, used in zip(tags, counts_up_to(session, few), strict=True)]


def tag_by_key(session: Session, key: str) -> Tag | None:
    """Return the tag written so, or what it was merged into."""
    tag = session.scalar(sa.select(Tag).where(Tag.key == key))
    return session.get(Tag, tag.merged_into) if tag is not None and tag.merged_into is not None else tag


def make_tag(session: Session, name: str, key: str) -> Tag:
    """Store a tag and return it; where somebody has stored it meanwhile, that one (or what it was merged into)."""
    session.execute(_MAKE, {"name": name, "key": key, "no": False})
    return tag_by_key(session, key) or session.scalars(sa.select(Tag).where(Tag.key == key)).one()


def tags_by_ids(session: Session, ids: Iterable[int]) -> dict[int, Tag]:
    """Return tags by the ids asked for, a merged one as what it became."""
    found = {tag.id: tag for tag in session.scalars(sa.select(Tag).where(Tag.id.in_(list(ids))))}
    return {
        key: target
        for key, tag in found.items()
        if (target := session.get(Tag, tag.merged_into) if tag.merged_into else tag) is not None
    }


def tags_of(session: Session, ticket_ids: Iterable[int]) -> dict[int, list[Tag]]:
    """Return the tags of tickets by the tickets' ids, in the order of their names: one statement for all."""
    ids = list(ticket_ids)
    found: dict[int, list[Tag]] = {}
    if ids:
        query = sa.select(TicketTag.ticket_id, Tag).join(Tag, Tag.id == TicketTag.tag_id)
        query = query.where(TicketTag.ticket_id.in_(ids)).order_by(Tag.name, Tag.id)
        for ticket_id, tag in session.execute(query):
            found.setdefault(ticket_id, []).append(tag)
    return found


def bears(session: Session, ticket_id: int, tag_id: int) -> bool:
    """Tell whether a ticket bears a tag."""
    return session.get(TicketTag, (ticket_id, tag_id)) is not None


def put_on(session: Session, ticket_id: int, tag_id: int) -> None:
    """Put a tag on a ticket that does not bear it."""
    session.add(TicketTag(ticket_id=ticket_id, tag_id=tag_id))
    session.flush()


def take_off(session: Session, ticket_id: int, tag_id: int) -> None:
    """Take a tag off a ticket."""
    gone = sa.delete(TicketTag).where(TicketTag.ticket_id == ticket_id, TicketTag.tag_id == tag_id)
    session.execute(gone.execution_options(synchronize_session="fetch"))


def merge_tag_rows(session: Session, source: int, target: int) -> None:
    """Make every ticket that bears one tag bear another instead, and every pointer to the one point to the other."""
    already = sa.select(TicketTag.ticket_id).where(TicketTag.tag_id == target)
    twice = sa.delete(TicketTag).where(TicketTag.tag_id == source, TicketTag.ticket_id.in_(already))
    session.execute(twice.execution_options(synchronize_session=False))
    moved = sa.update(TicketTag).where(TicketTag.tag_id == source).values(tag_id=target)
    session.execute(moved.execution_options(synchronize_session=False))
    pointing = sa.update(Tag).where(Tag.merged_into == source).values(merged_into=target)
    session.execute(pointing.execution_options(synchronize_session=False))
    session.expire_all()


def changes_on_ticket(session: Session, ticket_id: int, limit: int = 30) -> Sequence[TagChange]:
    """Return what was done with the tags of a ticket, newest first."""
    query = sa.select(TagChange).where(TagChange.ticket_id == ticket_id)
    return session.scalars(query.order_by(TagChange.id.desc()).limit(limit)).all()


def changes_of_batch(session: Session, batch: str) -> Sequence[TagChange]:
    """Return what was done in one go, in its order."""
    query = sa.select(TagChange).where(TagChange.batch == batch)
    return session.scalars(query.order_by(TagChange.id)).all()


def latest_changes(session: Session, limit: int = 30) -> Sequence[TagChange]:
    """Return what was done lately to the tags themselves: renamed, merged, retired, restored; newest first."""
    query = sa.select(TagChange).where(TagChange.ticket_id.is_(None))
    return session.scalars(query.order_by(TagChange.id.desc()).limit(limit)).all()
