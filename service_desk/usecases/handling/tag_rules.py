"""Who may put tags on tickets, who keeps the tags themselves, and which tags are meant by what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotEntitled, NotFound
from service_desk.domain.roles import Role
from service_desk.domain.tags import MAX_KEY, MAX_NAME, MOST_AT_ONCE, read_tags, tag_key
from service_desk.persistence.database import Session
from service_desk.persistence.tables import Tag, TagChange, Ticket
from service_desk.persistence.tags import make_tag, tag_by_key
from service_desk.persistence.tickets import lock_ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import UNKNOWN_TICKET
from service_desk.usecases.reading.find_ticket import may_read

_TAGGERS = (Role.HANDLER, Role.HEAD, Role.DISPATCHER, Role.SUPERVISOR, Role.CALLBACK)
_KEEPERS = (Role.HEAD, Role.ADMINISTRATOR)
_NOT_TAGGED = Bilingual("您的账号不能加减标签。", "Your account cannot change tags.")
_NOT_KEPT = Bilingual("标签由部门负责人和系统管理员整理。", "Tags are kept by heads and administrators.")


def may_tag(actor: Actor) -> bool:
    """Tell whether a person puts tags on the tickets he may read."""
    return actor.has_role(*_TAGGERS)


def demand_keeper(actor: Actor) -> None:
    """Raise NotEntitled unless the person keeps the zone's tags."""
    if not actor.has_role(*_KEEPERS):
        raise NotEntitled(_NOT_KEPT)


def ticket_to_tag(session: Session, ticket_no: str, actor: Actor) -> Ticket:
    """Return a ticket, locked; raises NotEntitled, or NotFound where it is not the person's to see."""
    if not may_tag(actor):
        raise NotEntitled(_NOT_TAGGED)
    ticket = lock_ticket(session, ticket_no)
    if ticket is None or not may_read(ticket, actor):
        raise NotFound(UNKNOWN_TICKET)
    return ticket


def tags_typed(session: Session, field: str, typed: str) -> Sequence[Tag]:
    """Return the tags that were typed, new ones made; raises InvalidInput. A merged tag is what it became."""
    inputs, names = Inputs(), read_tags(typed)
    if not names:
        inputs.fail(field, "请写标签。", "Please write a tag.")
    if len(names) > MOST_AT_ONCE:
        inputs.fail(field, f"一次最多{MOST_AT_ONCE}个标签。", f"At most {MOST_AT_ONCE} tags at once.")
    for name in names:
        check_name(inputs, field, name)
    found = [(name, tag_by_key(session, tag_key(name))) for name in names]
    for name, tag in found:
        if tag is not None and tag.is_retired:
            inputs.fail(
                field,
                f"标签“{name}”已经停用，请换一个。",
                f"The tag “{name}” has been retired; take another.",
            )
    inputs.finish()
    return list(dict.fromkeys(tag or make_tag(session, name, tag_key(name)) for name, tag in found))


def check_name(inputs: Inputs, field: str, name: str) -> None:
    """Note what is wrong with a tag's name: too long, or without any letter or digit."""
    if len(name) > MAX_NAME or len(tag_key(name)) > MAX_KEY:
        inputs.fail(
            field,
            f"标签“{name}”太长，最多{MAX_NAME}字。",
            f"“{name}” is too long; at most {MAX_NAME} characters.",
        )
    if not tag_key(name):
        inputs.fail(field, f"标签“{name}”里没有字。", f"“{name}” has no letter in it.")


def log_tag(
    session: Session, act: str, tag: Tag, actor: Actor, now: datetime,
    *, ticket_id: int | None = None, batch: str | None = None, note: str = "",
) -> None:  # fmt: skip
    """Append to the log of tags; it is apart from the tickets' events, because a tag is no part of a ticket's record."""
    session.add(
        TagChange(
            at=now, act=act, tag_id=tag.id, tag_name=tag.name, ticket_id=ticket_id, batch=batch,
            by_user_id=actor.user_id, by_name=actor.name, note=note,
        )
    )  # fmt: skip
    session.flush()
