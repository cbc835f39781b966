"""Invite people, change what they may do, close and reopen their accounts: an administrator's acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from service_desk.domain.actors import SYSTEM, Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound, NotPossible
from service_desk.domain.roles import DEPARTMENT_ROLES, Role
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
from service_desk.usecases.accounts.account_words import NOT_YOURS
from service_desk.usecases.accounts.password_hash import new_token, token_hash


@dataclass(frozen=True)
class Invitation:
    """A one-time link as it is handed over: `token` is shown or mailed once and kept nowhere."""

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
        user = user_by_login(session, login) or _create(session, person, None, now)
        user.hold(person.roles)
        return _link(session, user, LinkPurpose.INVITE, None, now, hours)


def invite_user(person: Person, *, by: Actor, now: datetime, hours: int = 72) -> Invitation:
    """Create an account without a password and return the link with which its owner sets one.

    Raises NotEntitled when the actor is no administrator, InvalidInput when the name is taken or the roles do not fit.
    """
    _demand_administrator(by)
    with transaction() as session:
        if user_by_login(session, person.login) is not None:
            raise InvalidInput(
                {"login": Bilingual("这个登录名已经有人用了。", "This sign-in name is taken.")}
            )
        user = _create(session, person, by.user_id, now)
        return _link(session, user, LinkPurpose.INVITE, by.user_id, now, hours)


def offer_new_password(user_id: int, *, by: Actor, now: datetime, hours: int = 24) -> Invitation:
    """Return a link to set a new password; the old password works until the link is used.

    Raises Refusal.
    """
    _demand_administrator(by)
    with transaction() as session:
        return _link(session, _user(session, user_id), LinkPurpose.RESET, by.user_id, now, hours)


def change_roles(
    user_id: int, roles: frozenset[Role], department: str | None, *, by: Actor, now: datetime
) -> None:
    """Replace somebody's roles and department; the person is signed out everywhere.

    Raises Refusal.
    """
    _demand_administrator(by)
    with transaction() as session:
        user = _user(session, user_id)
        if Role.ADMINISTRATOR not in roles:
            _demand_another_administrator(session, user)
        demand_fitting_roles(roles, department)
        before = ",".join(sorted(user.roles))
        user.hold(roles)
        user.department = department
        end_sessions(session, user.id)
        note = f"{before} → {','.join(sorted(roles))}"
        session.add(
            AccountEvent(
                at=now, act=AccountAct.ROLES_CHANGED, user_id=user.id, by_user_id=by.user_id, note=note[:200]
            )
        )


def deactivate_user(user_id: int, *, by: Actor, now: datetime) -> None:
    """Close an account at once: sessions end and unused links die; what the person did stays.

    Raises Refusal.
    """
    _demand_administrator(by)
    with transaction() as session:
        user = _user(session, user_id)
        _demand_another_administrator(session, user)
        user.active = False
        end_sessions(session, user.id)
        _kill_links(session, user, now)
        session.add(AccountEvent(at=now, act=AccountAct.DEACTIVATED, user_id=user.id, by_user_id=by.user_id))


def activate_user(user_id: int, *, by: Actor, now: datetime) -> None:
    """Open a closed account again; its password still fits.

    Raises Refusal.
    """
    _demand_administrator(by)
    with transaction() as session:
        user = _user(session, user_id)
        user.active = True
        session.add(AccountEvent(at=now, act=AccountAct.ACTIVATED, user_id=user.id, by_user_id=by.user_id))


def demand_fitting_roles(roles: frozenset[Role], department: str | None) -> None:
    """Refuse roles nobody may hold, department roles without a department, and administrators who also handle tickets.

    Whoever manages accounts decides no ticket: the separation that network-security grading asks for (domain notes §6).
    """
    if not roles or Role.SYSTEM in roles:
        raise InvalidInput({"roles": Bilingual("请至少选一个角色。", "Choose at least one role.")})
    if Role.ADMINISTRATOR in roles and len(roles) > 1:
        words = Bilingual(
            "系统管理员不能同时担任别的角色，请另建账号。",
            "An administrator holds no other role; add an account.",
        )
        raise InvalidInput({"roles": words})
    if Role.ENTERPRISE in roles and len(roles) > 1:
        raise InvalidInput(
            {
                "roles": Bilingual(
                    "企业账号不能担任园区的角色。", "An enterprise account holds no role of the zone."
                )
            }
        )
    if not roles.isdisjoint(DEPARTMENT_ROLES) and not department:
        raise InvalidInput(
            {
                "department": Bilingual(
                    "承办人和部门负责人要选部门。", "Choose the department of a handler or head."
                )
            }
        )


def _create(session: Session, person: Person, by_user_id: int | None, now: datetime) -> User:
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


def _link(
    session: Session, user: User, purpose: LinkPurpose, by_user_id: int | None, now: datetime, hours: int
) -> Invitation:
    """Issue a link and let the earlier unused ones die, so at most one is alive per account."""
    if not user.active:
        raise NotPossible(Bilingual("账号已停用，请先启用。", "The account is closed; reopen it first."))
    _kill_links(session, user, now)
    token, until = new_token(), now + timedelta(hours=hours)
    session.add(
        OneTimeLink(
            user_id=user.id, purpose=purpose, token_hash=token_hash(token), created_at=now, expires_at=until
        )
    )
    note = purpose.value
    session.add(
        AccountEvent(at=now, act=AccountAct.INVITED, user_id=user.id, by_user_id=by_user_id, note=note)
    )
    return Invitation(user.id, token, until)


def _kill_links(session: Session, user: User, now: datetime) -> None:
    for link in session.query(OneTimeLink).filter_by(user_id=user.id, used_at=None):
        link.used_at = now


def _user(session: Session, user_id: int) -> User:
    user = session.get(User, user_id)
    if user is None:
        raise NotFound(Bilingual("没有这个账号。", "There is no such account."))
    return user


def _demand_administrator(by: Actor) -> None:
    if by is not SYSTEM and not by.has_role(Role.ADMINISTRATOR):
        raise NotEntitled(NOT_YOURS)


def _demand_another_administrator(session: Session, user: User) -> None:
    """Refuse to take the last administrator away: nobody could let anybody in again."""
    others = [one for one in active_administrators(session) if one.id != user.id]
    if Role.ADMINISTRATOR in user.roles and not others:
        raise NotPossible(
            Bilingual(
                "这是最后一位系统管理员，不能停用或撤去角色。",
                "This is the last administrator and must stay one.",
            )
        )
