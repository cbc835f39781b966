"""Tell everybody of a cause that concerns many (专题公告): publish it under an umbrella, tell what is new, end it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Category
from service_desk.domain.knowledge.answers import MAX_TITLE
from service_desk.domain.knowledge.area_notices import MAX_WORDS, PUBLISHERS, NoticeState
from service_desk.domain.notices import Audience, Notice
from service_desk.domain.parks import load_parks
from service_desk.domain.refusals import NotEntitled, NotFound, NotPossible, Stale
from service_desk.domain.states import is_open
from service_desk.domain.zone_time import local_date
from service_desk.persistence.area_notices import (
    firms_under,
    followers_of,
    lock_notice,
    notice_of_ticket,
    updates_of,
)
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.outbox import queue_mail
from service_desk.persistence.tables import AreaFollower, AreaNotice, AreaUpdate, Ticket
from service_desk.persistence.tickets import lock_ticket, ticket_by_number
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import UNKNOWN_TICKET
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.knowledge.wording import refuse_traces

UNKNOWN_NOTICE = Bilingual("没有这条公告。", "There is no such notice.")
_PUBLISHERS_ONLY = Bilingual(
    "公告由受理派单员或督办员发布。", "Notices are published by a dispatcher or a supervisor."
)
_NO_UMBRELLA = Bilingual(
    "只有在办的专题本身可以发公告；归在专题下的诉求不能。",
    "Only an open umbrella itself can be told; a ticket under an umbrella cannot.",
)
_TOLD_ALREADY = Bilingual("这件专题已经有公告。", "This umbrella has a notice already.")
_OVER = Bilingual("公告已经结束。", "The notice is over.")
STRUCK_OFF_WORDS = (
    "这个专题已经销号，公告到此结束。您那里如果还没有解决，请另提一件诉求。"
    "（This matter has been struck off and the notice ends. If it is not solved where you are, please file a request.）"
)
"""Said where nobody has ended a notice in words of his own."""


@dataclass(frozen=True)
class Told:
    """What a notice says: a title, where, what about, what is being done, and by when an end is expected."""

    title: str
    words: str
    park: str | None = None
    request_type: str | None = None
    expected_on: date | None = None


def publish_notice(ticket_no: str, actor: Actor, now: datetime, told: Told) -> AreaNotice:
    """Publish a notice under an open umbrella.

    Raises NotFound, NotEntitled, NotPossible, and InvalidInput where something is missing or a firm is named.
    """
    with transaction() as session:
        _demand_publisher(actor)
        ticket = lock_ticket(session, ticket_no)
        if ticket is None:
            raise NotFound(UNKNOWN_TICKET)
        if not is_open(ticket.state_now) or ticket.parent_no is not None:
            raise NotPossible(_NO_UMBRELLA)
        if notice_of_ticket(session, ticket_no) is not None:
            raise NotPossible(_TOLD_ALREADY)
        clean, category = _checked(session, told, ticket, now)
        notice = AreaNotice(
            version=1, ticket_no=ticket_no, state=NoticeState.OPEN.value, title=clean.title, park=clean.park,
            category=category.value, request_type=clean.request_type, published_at=now,
        )  # fmt: skip
        session.add(notice)
        session.flush()
        _tell(session, notice, clean.words, clean.expected_on, actor, now)
        return notice


def update_notice(
    notice_id: int, actor: Actor, now: datetime, *, words: str, expected_on: date | None, seen_version: int
) -> AreaNotice:
    """Tell what is new under a notice; everybody who follows it gets a letter."""
    with transaction() as session:
        notice = _locked(session, notice_id, actor, seen_version)
        clean = _clean_words(session, notice, words, expected_on, now)
        update = _tell(session, notice, clean, expected_on, actor, now)
        _write_to(session, followers_of(session, notice.id), notice, update, Notice.AREA_UPDATE, now)
        return notice


def end_notice(notice_id: int, actor: Actor, now: datetime, *, words: str, seen_version: int) -> AreaNotice:
    """End a notice, saying how it ended; everybody who follows it gets a last letter."""
    with transaction() as session:
        notice = _locked(session, notice_id, actor, seen_version)
        _end(session, notice, _clean_words(session, notice, words, None, now), actor, now)
        return notice


def end_with_ticket(session: Session, ticket_no: str, actor: Actor, now: datetime) -> None:
    """End the notice of an umbrella in the transaction that strikes it off: what is over is not announced any longer."""
    told = notice_of_ticket(session, ticket_no)
    notice = lock_notice(session, told.id) if told is not None else None
    if notice is not None and notice.state == NoticeState.OPEN.value:
        notice.version += 1
        _end(session, notice, STRUCK_OFF_WORDS, actor, now)


def _end(session: Session, notice: AreaNotice, words: str, actor: Actor, now: datetime) -> None:
    notice.state, notice.ended_at = NoticeState.ENDED.value, now
    update = _tell(session, notice, words, None, actor, now, is_end=True)
    _write_to(session, followers_of(session, notice.id), notice, update, Notice.AREA_ENDED, now)


def _demand_publisher(actor: Actor) -> None:
    if not actor.has_role(*PUBLISHERS):
        raise NotEntitled(_PUBLISHERS_ONLY)


def _locked(session: Session, notice_id: int, actor: Actor, seen_version: int) -> AreaNotice:
    _demand_publisher(actor)
    notice = lock_notice(session, notice_id)
    if notice is None:
        raise NotFound(UNKNOWN_NOTICE)
    if notice.version != seen_version:
        raise Stale(seen_version)
    if notice.state == NoticeState.ENDED.value:
        raise NotPossible(_OVER)
    notice.version += 1
    return notice


def _checked(session: Session, told: Told, ticket: Ticket, now: datetime) -> tuple[Told, Category]:
    inputs, catalogue = Inputs(), catalogue_in_force(session)
    names = firms_under(session, ticket.ticket_no)
    clean = Told(
        title=inputs.line("title", told.title, MAX_TITLE),
        words=inputs.text("words", told.words, MAX_WORDS),
        park=told.park or None,
        request_type=told.request_type or None,
        expected_on=_expected(inputs, told.expected_on, now),
    )
    if clean.park is not None:
        inputs.one_of("park", clean.park, [park.zh for park in load_parks()])
    if clean.request_type is not None:
        inputs.one_of("request_type", clean.request_type, catalogue.request_types)
    refuse_traces(inputs, "title", clean.title, names)
    refuse_traces(inputs, "words", clean.words, names)
    inputs.finish()
    kind = catalogue.request_types.get(clean.request_type or ticket.request_type)
    return clean, kind.category if kind else Category(ticket.category)


def _clean_words(
    session: Session, notice: AreaNotice, words: str, expected_on: date | None, now: datetime
) -> str:
    inputs = Inputs()
    clean = inputs.text("words", words, MAX_WORDS)
    _expected(inputs, expected_on, now)
    refuse_traces(inputs, "words", clean, firms_under(session, notice.ticket_no))
    inputs.finish()
    return clean


def _expected(inputs: Inputs, day: date | None, now: datetime) -> date | None:
    return inputs.not_before("expected_on", day, local_date(now)) if day is not None else None


def _tell(
    session: Session, notice: AreaNotice, words: str, expected_on: date | None, actor: Actor, now: datetime, *,
    is_end: bool = False,
) -> AreaUpdate:  # fmt: skip
    latest = next(iter(updates_of(session, notice.id, limit=1)), None)
    update = AreaUpdate(
        notice_id=notice.id, seq=(latest.seq if latest else 0) + 1, at=now, words=words, expected_on=expected_on,
        is_end=is_end, by_user_id=actor.user_id or 0, by_name=actor.name,
    )  # fmt: skip
    session.add(update)
    session.flush()
    return update


def _write_to(
    session: Session, followers: Iterable[AreaFollower], notice: AreaNotice, update: AreaUpdate, letter: Notice,
    now: datetime,
) -> None:  # fmt: skip
    """Queue a letter to each follower, in the transaction of the act."""
    for follower in followers:
        address, name, language = address_of(session, follower)
        if address:
            queue_mail(
                session, f"{letter}/{notice.id}/{update.seq}/{address}", letter, address, now,
                recipient_name=name, language=language,
                data={
                    "area": notice.id, "seq": update.seq, "follower": follower.id,
                    "audience": Audience.ENTERPRISE.value,
                },
            )  # fmt: skip


def address_of(session: Session, follower: AreaFollower) -> tuple[str | None, str, str]:
    """Return where a follower's letters go: the address given, or the contact of the ticket as it stands now."""
    if follower.email:
        return follower.email, follower.email, follower.language
    ticket = ticket_by_number(session, follower.ticket_no or "")
    if ticket is None:
        return None, "", follower.language
    return ticket.contact_email, ticket.contact_name or ticket.enterprise_name, ticket.language
