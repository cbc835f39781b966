"""Follow a notice: with a request of one's own, or with a mail address that says yes first; and leave it again."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from email_validator import EmailNotValidError, validate_email

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.knowledge.area_notices import NoticeState
from service_desk.domain.notices import Audience, Notice
from service_desk.domain.refusals import NotFound, NotPossible
from service_desk.domain.states import is_open
from service_desk.persistence.area_notices import (
    follower_by_token,
    follower_with,
    forget_unconfirmed,
    lock_notice,
)
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.outbox import queue_mail
from service_desk.persistence.tables import AreaFollower, AreaNotice
from service_desk.persistence.tickets import ticket_by_number
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import UNKNOWN_TICKET
from service_desk.usecases.knowledge.tell_area import UNKNOWN_NOTICE

CONFIRMED_WITHIN = timedelta(days=7)
"""A mail address that has not said yes after a week is forgotten."""
ASKED_AGAIN_AFTER = timedelta(hours=1)
"""So often an address is asked at most, whoever types it."""

_OVER = Bilingual("公告已经结束，不用再关注。", "The notice is over; there is nothing to follow.")
_ENDED = Bilingual("这件诉求已经办结。", "That request has ended.")
UNKNOWN_LINK = Bilingual("链接不对或已经失效。", "The link is wrong or no longer valid.")


def follow_with_ticket(notice_id: int, ticket_no: str, held: Sequence[str], now: datetime) -> AreaFollower:
    """Have a request's contact told of a notice; the dispatcher sees it and can put the request under the umbrella.

    `held` are the requests whose number and code this browser has shown. Raises NotFound for any other, NotPossible.
    """
    with transaction() as session:
        notice = _open(session, notice_id)
        ticket = ticket_by_number(session, ticket_no) if ticket_no in held else None
        if ticket is None:
            raise NotFound(UNKNOWN_TICKET)
        if not is_open(ticket.state_now):
            raise NotPossible(_ENDED)
        follower = follower_with(session, notice.id, ticket_no=ticket_no) or _new(notice, now)
        follower.ticket_no, follower.language = ticket_no, ticket.language
        follower.confirmed_at, follower.left_at = follower.confirmed_at or now, None
        session.add(follower)
        session.flush()
        return follower


def ask_to_follow(notice_id: int, email: str, language: str, now: datetime) -> None:
    """Send a letter that asks whether an address wants to hear of a notice; says the same whether it follows already.

    Raises NotFound, NotPossible, InvalidInput.
    """
    address = _address(email)
    with transaction() as session:
        notice = _open(session, notice_id)
        follower = follower_with(session, notice.id, email=address)
        if follower is None:
            follower = _new(notice, now)
            follower.email, follower.language = address, language
            session.add(follower)
            session.flush()
        elif _hears_already(follower) or (now - follower.asked_at < ASKED_AGAIN_AFTER):
            return
        follower.asked_at = now
        queue_mail(
            session, f"{Notice.AREA_CONFIRM}/{notice.id}/{int(now.timestamp())}/{address}", Notice.AREA_CONFIRM, address,
            now, recipient_name=address, language=follower.language,
            data={"area": notice.id, "follower": follower.id, "audience": Audience.ENTERPRISE.value},
        )  # fmt: skip


def confirm_following(token: str, now: datetime) -> AreaFollower:
    """Say yes to the letters of a notice; raises NotFound."""
    with transaction() as session:
        follower = _by_token(session, token)
        follower.confirmed_at, follower.left_at = now, None
        return follower


def stop_following(token: str, now: datetime) -> AreaFollower:
    """End the letters of a notice; saying it twice changes nothing. Raises NotFound."""
    with transaction() as session:
        follower = _by_token(session, token)
        follower.left_at = follower.left_at or now
        return follower


def find_following(session: Session, token: str) -> AreaFollower:
    """Return the follower a link belongs to; raises NotFound."""
    return _by_token(session, token)


def forget_unanswered(session: Session, now: datetime) -> int:
    """Forget the addresses that never said yes; returns how many."""
    return forget_unconfirmed(session, now - CONFIRMED_WITHIN)


def _open(session: Session, notice_id: int) -> AreaNotice:
    notice = lock_notice(session, notice_id)
    if notice is None:
        raise NotFound(UNKNOWN_NOTICE)
    if notice.state != NoticeState.OPEN.value:
        raise NotPossible(_OVER)
    return notice


def _by_token(session: Session, token: str) -> AreaFollower:
    follower = follower_by_token(session, token) if token else None
    if follower is None:
        raise NotFound(UNKNOWN_LINK)
    return follower


def _new(notice: AreaNotice, now: datetime) -> AreaFollower:
    return AreaFollower(notice_id=notice.id, token=secrets.token_urlsafe(32), language="zh", asked_at=now)


def _hears_already(follower: AreaFollower) -> bool:
    return follower.confirmed_at is not None and follower.left_at is None


def _address(email: str) -> str:
    inputs = Inputs()
    written = inputs.line("email", email, 254)
    try:
        address = validate_email(written, check_deliverability=False).normalized if written else ""
    except EmailNotValidError:
        address = ""
    if not address:
        inputs.fail(
            "email",
            "请填写一个邮箱地址，如 name@example.com。",
            "Please give one mail address, like name@example.com.",
        )
    inputs.finish()
    return address
