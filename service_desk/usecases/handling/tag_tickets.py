"""Put tags on tickets and take them off: one ticket or many at once, and the many taken back within ten minutes."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.guards import UNDO_WINDOW
from service_desk.domain.refusals import NotFound, NotPossible
from service_desk.domain.tags import MOST_ON_A_TICKET
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.tables import Tag, Ticket
from service_desk.persistence.tags import (
    bears,
    changes_of_batch,
    put_on,
    tags_by_ids,
    tags_of,
    take_off,
)
from service_desk.persistence.tickets import lock_tickets
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform_many import MANY, SomeRefusedError
from service_desk.usecases.handling.tag_rules import log_tag, tags_typed, ticket_to_tag

_NONE = Bilingual("请先选择诉求。", "Select some tickets first.")
_TOO_MANY = Bilingual(f"一次最多{MANY}件。", f"At most {MANY} tickets at once.")
_FULL = Bilingual(
    f"一件最多{MOST_ON_A_TICKET}个标签，请先去掉一些。",
    f"A ticket bears {MOST_ON_A_TICKET} tags at most; take some off first.",
)
_TOO_LATE = Bilingual(
    "已经过了十分钟，不能一起撤销了。", "Ten minutes have passed; this cannot be taken back."
)
_NOT_YOURS = Bilingual("没有可以撤销的。", "There is nothing to take back.")


def tag_ticket(ticket_no: str, actor: Actor, now: datetime, *, tags: str) -> Sequence[Tag]:
    """Put tags on a ticket, as typed; returns those it did not bear. Raises InvalidInput, NotEntitled, NotFound."""
    with transaction() as session:
        ticket = ticket_to_tag(session, ticket_no, actor)
        wanted = tags_typed(session, "tags", tags)
        new = [tag for tag in wanted if not bears(session, ticket.id, tag.id)]
        if len(tags_of(session, [ticket.id]).get(ticket.id, ())) + len(new) > MOST_ON_A_TICKET:
            inputs = Inputs()
            inputs.fail("tags", _FULL.zh, _FULL.en)
            inputs.finish()
        for tag in new:
            put_on(session, ticket.id, tag.id)
            log_tag(session, "added", tag, actor, now, ticket_id=ticket.id)
        return new


def untag_ticket(ticket_no: str, actor: Actor, now: datetime, *, tag_id: int) -> Tag | None:
    """Take a tag off a ticket; returns None where the ticket does not bear it (any more)."""
    with transaction() as session:
        ticket = ticket_to_tag(session, ticket_no, actor)
        tag = tags_by_ids(session, [tag_id]).get(tag_id)
        if tag is None or not bears(session, ticket.id, tag.id):
            return None
        take_off(session, ticket.id, tag.id)
        log_tag(session, "removed", tag, actor, now, ticket_id=ticket.id)
        return tag


def tag_tickets(
    numbers: Sequence[str], actor: Actor, now: datetime, *, add: str = "", remove: str = ""
) -> str:
    """Put tags on many tickets and take others off, all of them or none; returns the word to take it back by.

    Raises NotPossible for no ticket or too many, SomeRefusedError, InvalidInput, NotEntitled; then nothing is stored.
    """
    if not numbers or len(numbers) > MANY:
        raise NotPossible(_TOO_MANY if numbers else _NONE)
    batch = secrets.token_hex(12)
    with transaction() as session:
        plus = tags_typed(session, "add", add) if add.strip() else []
        minus = tags_typed(session, "remove", remove) if remove.strip() else []
        if not plus and not minus:
            inputs = Inputs()
            inputs.fail("add", "请写要加或要去掉的标签。", "Write what to put on or take off.")
            inputs.finish()
        reasons: dict[str, Bilingual] = {}
        for number in sorted(numbers):  # always in the same order, so that two acts never wait for each other
            try:
                ticket = ticket_to_tag(session, number, actor)
            except NotFound as refusal:
                reasons[number] = refusal.reason
                continue
            _take_off_all(session, ticket, minus, actor, now, batch)
            _put_on_all(session, ticket, plus, actor, now, batch)
            if len(tags_of(session, [ticket.id]).get(ticket.id, ())) > MOST_ON_A_TICKET:
                reasons[number] = _FULL
        if reasons:
            raise SomeRefusedError(reasons)
    return batch


def undo_tags(batch: str, actor: Actor, now: datetime) -> int:
    """Take back what a person did to many tickets within ten minutes; returns how many tickets.

    What somebody else has changed since stays as it is. Raises NotFound, NotPossible.
    """
    with transaction() as session:
        changes = changes_of_batch(session, batch)
        if not changes or changes[0].by_user_id != actor.user_id:
            raise NotFound(_NOT_YOURS)
        if now - changes[0].at > UNDO_WINDOW:
            raise NotPossible(_TOO_LATE)
        tickets = lock_tickets(session, {change.ticket_id for change in changes if change.ticket_id})
        tags = tags_by_ids(session, {change.tag_id for change in changes})
        for change in reversed(changes):
            ticket, tag = tickets[change.ticket_id or 0], tags[change.tag_id]
            if change.act == "added":
                _take_off_all(session, ticket, [tag], actor, now, None)
            else:
                _put_on_all(session, ticket, [tag], actor, now, None)
        return len(tickets)


def _put_on_all(
    session: Session, ticket: Ticket, tags: Sequence[Tag], actor: Actor, now: datetime, batch: str | None
) -> None:
    for tag in tags:
        if not bears(session, ticket.id, tag.id):
            put_on(session, ticket.id, tag.id)
            log_tag(session, "added", tag, actor, now, ticket_id=ticket.id, batch=batch)


def _take_off_all(
    session: Session, ticket: Ticket, tags: Sequence[Tag], actor: Actor, now: datetime, batch: str | None
) -> None:
    for tag in tags:
        if bears(session, ticket.id, tag.id):
            take_off(session, ticket.id, tag.id)
            log_tag(session, "removed", tag, actor, now, ticket_id=ticket.id, batch=batch)
