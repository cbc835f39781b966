"""Invite people, offer them a new password, close and reopen their accounts: an administrator's acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.notices import Notice
from service_desk.domain.refusals import InvalidInput, NotPossible
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import (
    AccountAct,
    AccountEvent,
    LinkPurpose,
    OneTimeLink,
    User,
    active_administrators,
    end_sessions,
    normal_login,
    user_by_login,
)  # fmt: skip
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.outbox import queue_mail
from service_desk.persistence.tables import Enterprise
from service_desk.usecases.accounts.account_rules import (
    account_of,
    demand_administrator,
    demand_another_administrator,
    demand_fitting_roles,
)
from service_desk.usecases.accounts.password_hash import new_token, token_hash
from service_desk.usecases.accounts.tell_unattended import tell_unattended


@dataclass(frozen=True)
class Invitation:
    """A one-time link as it is handed over: `token` is shown once and kept only in a letter that waits to be sent."""

    user_id: int
    token: str
    expires_at: datetime


@dataclass(frozen=True)
class Person:
    """What an administrator fills in about somebody who shall sign in."""

    login: str
    display_name: str
    roles: frozenset[Role]
    department: str | None = None
    enterprise_id: int | None = None
    email: str | None = None
    language: str = "zh"


def create_first_administrator(
    login: str, display_name: str, *, now: datetime, hours: int = 72
) -> Invitation:
    """Create the administrator of a new installation and return the link with which he sets his own password.

    Raises NotPossible when somebody can already manage accounts, so that the command cannot be a back door.
    """
    with transaction() as session:
        if active_administrators(session):
            raise NotPossible(
                Bilingual(
                    "已经有系统管理员了，请由管理员邀请。",
                    "There is an administrator already; ask to be invited.",
                )
            )
        person = Person(login, display_name, frozenset({Role.ADMINISTRATOR}))
        user = user_by_login(session, login) or create_account(session, person, None, now)
        user.hold(person.roles)
        return issue_link(session, user, LinkPurpose.INVITE, None, now, hours)


def invite_user(
    person: Person, *, by: Actor, now: datetime, hours: int = 72, mailed: bool = False
) -> Invitation:
    """Create an account without a password and return the link with which its owner sets one.

    `mailed` also sends the link to the person's address, where there is one.
    Raises NotEntitled when the actor is no administrator, InvalidInput when the name is taken or the roles do not fit.
    """
    demand_administrator(by)
    with transaction() as session:
        if user_by_login(session, person.login) is not None:
            raise InvalidInput(
                {"login": Bilingual("这个登录名已经有人用了。", "This sign-in name is taken.")}
            )
        user = create_account(session, person, by.user_id, now)
        return issue_link(session, user, LinkPurpose.INVITE, by.user_id, now, hours, mailed=mailed)


def offer_new_password(
    user_id: int, *, by: Actor, now: datetime, hours: int = 24, mailed: bool = False
) -> Invitation:
    """Return a link to set a new password; the old password works until the link is used.

    `mailed` also sends the link to the person's address, where there is one. Raises Refusal.
    """
    demand_administrator(by)
    with transaction() as session:
        user = account_of(session, user_id)
        return issue_link(session, user, LinkPurpose.RESET, by.user_id, now, hours, mailed=mailed)


def deactivate_user(user_id: int, *, by: Actor, now: datetime) -> None:
    """Close an account at once: sessions end and unused links die; what the person did stays.

    Those he stands in for are told, with their heads, that nobody does any longer. Raises Refusal.
    """
    demand_administrator(by)
    with transaction() as session:
        user = account_of(session, user_id)
        demand_another_administrator(session, user)
        user.active = False
        end_sessions(session, user.id)
        kill_links(session, user, now)
        session.add(AccountEvent(at=now, act=AccountAct.DEACTIVATED, user_id=user.id, by_user_id=by.user_id))
        session.flush()
        tell_unattended(session, user, now)


def activate_user(user_id: int, *, by: Actor, now: datetime) -> None:
    """Open a closed account again; its password still fits.

    Raises Refusal.
    """
    demand_administrator(by)
    with transaction() as session:
        user = account_of(session, user_id)
        user.active = True
        session.add(AccountEvent(at=now, act=AccountAct.ACTIVATED, user_id=user.id, by_user_id=by.user_id))


def create_account(session: Session, person: Person, by_user_id: int | None, now: datetime) -> User:
    """Make an account without a password, within a transaction; raises InvalidInput where the roles do not fit."""
    demand_fitting_roles(person.roles, person.department)
    user = User(
        login=normal_login(person.login), display_name=person.display_name, department=person.department,
        enterprise_id=person.enterprise_id, email=person.email, language=person.language, created_at=now,
    )  # fmt: skip
    user.hold(person.roles)
    session.add(user)
    session.flush()
    session.add(AccountEvent(at=now, act=AccountAct.CREATED, user_id=user.id, by_user_id=by_user_id))
    return user


def issue_link(
    session: Session,
    user: User,
    purpose: LinkPurpose,
    by_user_id: int | None,
    now: datetime,
    hours: int,
    *,
    mailed: bool = False,
) -> Invitation:
    """Issue a link and let the earlier unused ones die, so at most one is alive per account."""
    if not user.active:
        raise NotPossible(Bilingual("账号已停用，请先启用。", "The account is closed; reopen it first."))
    kill_links(session, user, now)
    token, until = new_token(), now + timedelta(hours=hours)
    link = OneTimeLink(
        user_id=user.id, purpose=purpose, token_hash=token_hash(token), created_at=now, expires_at=until
    )
    session.add(link)
    session.flush()
    note = purpose.value
    if mailed and user.email:
        _mail_link(session, user, link, token, now)
        note = f"{note} → {user.email}"[:200]
    session.add(
        AccountEvent(at=now, act=AccountAct.INVITED, user_id=user.id, by_user_id=by_user_id, note=note)
    )
    return Invitation(user.id, token, until)


def _mail_link(session: Session, user: User, link: OneTimeLink, token: str, now: datetime) -> None:
    """Queue the letter with the link; the outbox forgets the token as soon as the letter has left."""
    firm = session.get(Enterprise, user.enterprise_id) if user.enterprise_id else None
    data = {"purpose": link.purpose.value, "token": token, "login": user.login}
    if firm is not None:
        data["firm"] = firm.name
    queue_mail(
        session,
        f"{Notice.ACCOUNT_LINK}/{user.id}/{link.id}",
        Notice.ACCOUNT_LINK,
        user.email or "",
        now,
        recipient_name=user.display_name,
        language=user.language,
        data=data | {"expires_at": link.expires_at.isoformat()},
    )


def kill_links(session: Session, user: User, now: datetime) -> None:
    """Let the unused links of an account die, within a transaction."""
    for link in session.query(OneTimeLink).filter_by(user_id=user.id, used_at=None):
        link.used_at = now
