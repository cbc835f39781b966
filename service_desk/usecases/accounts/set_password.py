"""Set a password: with a one-time link, or by its owner who knows the old one."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.passwords import weakness
from service_desk.domain.refusals import InvalidInput, NotPossible
from service_desk.persistence.accounts import (
    AccountAct,
    AccountEvent,
    OneTimeLink,
    User,
    end_sessions,
    link_by_hash,
)  # fmt: skip
from service_desk.persistence.database import Session, db, transaction
from service_desk.usecases.accounts.account_words import LINK_IS_DEAD
from service_desk.usecases.accounts.password_hash import hash_password, is_password, token_hash


def owner_of_link(token: str, *, now: datetime) -> User:
    """Return whose link this is; reads only, so a mail scanner that opens the link uses nothing up.

    Raises NotPossible when the link was used, has expired, or its account is closed.
    """
    return _alive(link_by_hash(db.session(), token_hash(token)), now).user


def set_password_by_link(token: str, password: str, *, address: str, now: datetime) -> str:
    """Use a link up, set the password, end every session of the account, and return the sign-in name.

    Raises NotPossible when the link is dead, InvalidInput when the password is too weak.
    """
    _demand_strong(password, owner_of_link(token, now=now).login)
    hashed = hash_password(password)
    with transaction() as session:
        link = _alive(link_by_hash(session, token_hash(token)), now)
        link.used_at = now
        _store(session, link.user, hashed, address, now)
        return link.user.login


def change_password(
    user_id: int, old: str, new: str, *, keep_session: str, address: str, now: datetime
) -> None:
    """Replace one's own password and sign out every other browser; `keep_session` is the token of this one.

    Raises InvalidInput when the old password is wrong or the new one too weak.
    """
    user = db.session().get(User, user_id)
    stored = user.password_hash if user is not None else None
    if user is None or not is_password(stored, old):
        raise InvalidInput({"old": Bilingual("现在的口令不对。", "The present password is wrong.")})
    _demand_strong(new, user.login)
    if old == new:
        raise InvalidInput(
            {"new": Bilingual("新口令和现在的一样。", "The new password equals the present one.")}
        )
    hashed = hash_password(new)
    with transaction() as session:
        user = session.get_one(User, user_id)
        if user.password_hash != stored:
            raise InvalidInput(
                {"old": Bilingual("口令刚刚在别处改过了。", "The password has just been changed elsewhere.")}
            )
        _store(session, user, hashed, address, now, keep=token_hash(keep_session))


def _store(
    session: Session, user: User, hashed: str, address: str, now: datetime, keep: str | None = None
) -> None:
    user.password_hash = hashed
    end_sessions(session, user.id, keep=keep)
    session.add(
        AccountEvent(
            at=now, act=AccountAct.PASSWORD_SET, user_id=user.id, by_user_id=user.id, address=address
        )
    )


def _alive(link: OneTimeLink | None, now: datetime) -> OneTimeLink:
    if link is None or link.used_at is not None or link.expires_at <= now or not link.user.active:
        raise NotPossible(LINK_IS_DEAD)
    return link


def _demand_strong(password: str, login: str) -> None:
    words = weakness(password, login)
    if words is not None:
        raise InvalidInput({"new": words})
