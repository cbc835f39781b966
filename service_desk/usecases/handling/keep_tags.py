"""Keep the zone's tags in order: rename one, merge it into another, retire it or take it up again."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotFound
from service_desk.domain.tags import tag_key
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.tables import Tag
from service_desk.persistence.tags import merge_tag_rows, tag_by_key
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.handling.tag_rules import check_name, demand_keeper, log_tag

_UNKNOWN = Bilingual("没有这个标签，可能已经合并。", "There is no such tag; it may have been merged.")


def rename_tag(tag_id: int, actor: Actor, now: datetime, *, name: str) -> Tag:
    """Give a tag another name; tickets keep it. Raises InvalidInput, also where another tag is written so."""
    demand_keeper(actor)
    with transaction() as session:
        tag, inputs = _tag(session, tag_id), Inputs()
        words = " ".join(name.replace("\x00", "").split())
        check_name(inputs, "name", words)
        if any(each in words for each in ",，、;；"):
            inputs.fail("name", "标签里不能有逗号、顿号和分号。", "A tag holds no comma and no semicolon.")
        other = tag_by_key(session, tag_key(words)) if words else None
        if other is not None and other.id != tag.id:
            inputs.fail(
                "name",
                f"已经有“{other.name}”，请用合并。",
                f"There is “{other.name}” already; merge the two instead.",
            )
        inputs.finish()
        before = tag.name
        tag.name, tag.key = words, tag_key(words)
        session.flush()
        if before != words:
            log_tag(session, "renamed", tag, actor, now, note=before)
        return tag


def merge_tag(tag_id: int, actor: Actor, now: datetime, *, into: int) -> Tag:
    """Make every ticket that bears a tag bear another instead; whoever types the old one gets the other. Returns the other."""
    demand_keeper(actor)
    with transaction() as session:
        first, second = sorted({tag_id, into}) if tag_id != into else (tag_id, into)
        locked = {number: _tag(session, number) for number in (first, second)}
        source, target, inputs = locked[tag_id], locked[into], Inputs()
        if source is target:
            inputs.fail("into", "不能合并到自己。", "A tag is not merged into itself.")
        if target.is_retired:
            inputs.fail("into", "要合并到的标签已经停用。", "The other tag has been retired.")
        inputs.finish()
        log_tag(session, "merged", source, actor, now, note=target.name)
        source.merged_into = target.id
        session.flush()
        merge_tag_rows(session, source.id, target.id)
        return _tag(session, into)


def retire_tag(tag_id: int, actor: Actor, now: datetime, *, is_retired: bool = True) -> Tag:
    """Stop a tag from being put on more tickets, or allow it again; tickets that bear it keep it."""
    demand_keeper(actor)
    with transaction() as session:
        tag = _tag(session, tag_id)
        if tag.is_retired != is_retired:
            tag.is_retired = is_retired
            log_tag(session, "retired" if is_retired else "restored", tag, actor, now)
        return tag


def _tag(session: Session, tag_id: int) -> Tag:
    """Return a tag, locked; raises NotFound where there is none or it has been merged."""
    tag = session.get(Tag, tag_id, with_for_update=True)
    if tag is None or tag.merged_into is not None:
        raise NotFound(_UNKNOWN)
    return tag
