"""Accounts as an administrator reads them: pages of people, who works where, and what happened to an account."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from service_desk.domain.roles import Role
from service_desk.persistence.accounts import AccountAct, AccountEvent, User, UserRole

_CHANGES = (AccountAct.EDITED, AccountAct.ROLES_CHANGED, AccountAct.DEACTIVATED, AccountAct.ACTIVATED)


@dataclass(frozen=True)
class PeopleFilter:
    """What the list is narrowed to; None means not narrowed.

    `words` is looked for in sign-in name, name and address. `role` and `department` are exact.
    """

    words: str | None = None
    role: Role | None = None
    department: str | None = None
    active: bool | None = None


@dataclass(frozen=True)
class PeoplePage:
    """One page of accounts in the order of their sign-in names, with the names its neighbours begin after or before."""

    people: Sequence[User]
    before: str | None
    after: str | None


def people_page(
    session: Session,
    narrowed: PeopleFilter,
    *,
    after: str | None = None,
    before: str | None = None,
    size: int,
) -> PeoplePage:
    """Return one page, the one after a sign-in name or the one before it."""
    query = _narrow(sa.select(User), narrowed)
    backwards = before is not None
    if backwards:
        query = query.where(User.login < before).order_by(User.login.desc())
    else:
        query = query.where(User.login > after if after is not None else sa.true()).order_by(User.login)
    found = list(session.scalars(query.limit(size + 1)))
    has_more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return PeoplePage(found, None, None)
    shows_earlier = has_more if backwards else after is not None
    shows_later = True if backwards else has_more
    return PeoplePage(
        found, found[0].login if shows_earlier else None, found[-1].login if shows_later else None
    )


def _narrow(query: sa.Select[Any], narrowed: PeopleFilter) -> sa.Select[Any]:
    if narrowed.words:
        columns = (User.login, User.display_name, User.email)
        query = query.where(
            sa.or_(*(column.icontains(narrowed.words, autoescape=True) for column in columns))
        )
    if narrowed.role is not None:
        holds = sa.select(UserRole.user_id).where(UserRole.role == narrowed.role)
        query = query.where(User.id.in_(holds))
    if narrowed.department is not None:
        query = query.where(User.department == narrowed.department)
    if narrowed.active is not None:
        query = query.where(User.active == narrowed.active)
    return query


def active_staff(session: Session) -> dict[str, list[User]]:
    """Return the open accounts that belong to a department, by its code, in the order of their names."""
    query = sa.select(User).where(User.active, User.department.is_not(None)).order_by(User.display_name)
    staff: dict[str, list[User]] = {}
    for user in session.scalars(query):
        staff.setdefault(user.department or "", []).append(user)
    return staff


def roles_held(session: Session) -> frozenset[Role]:
    """Return the roles that at least one open account with a password holds."""
    query = (
        sa.select(UserRole.role)
        .join(User, User.id == UserRole.user_id)
        .where(User.active, User.password_hash.is_not(None))
        .distinct()
    )
    return frozenset(session.scalars(query))


@dataclass(frozen=True)
class AccountEntry:
    """One thing that happened to an account; `by` is the name of whoever did it to somebody else's."""

    event: AccountEvent
    by: str | None


def account_history(
    session: Session, user_id: int, *, after_id: int = 0, limit: int = 100
) -> list[AccountEntry]:
    """Return what happened to an account after an entry, newest first, at most `limit` entries."""
    doer = aliased(User)
    query = (
        sa.select(AccountEvent, doer.display_name)
        .outerjoin(doer, doer.id == AccountEvent.by_user_id)
        .where(AccountEvent.user_id == user_id, AccountEvent.id > after_id)
        .order_by(AccountEvent.id.desc())
        .limit(limit)
    )
    return [AccountEntry(event, name) for event, name in session.execute(query)]


def changes_to_account(session: Session, user_id: int, after_id: int) -> list[AccountEntry]:
    """Return what administrators changed in an account after an entry, newest first."""
    return [
        entry for entry in account_history(session, user_id, after_id=after_id) if entry.event.act in _CHANGES
    ]


def version_of_account(session: Session, user_id: int) -> int:
    """Return the number of the last change an administrator made to an account, 0 where there was none."""
    query = sa.select(sa.func.max(AccountEvent.id)).where(
        AccountEvent.user_id == user_id, AccountEvent.act.in_(_CHANGES)
    )
    return session.scalar(query) or 0


def leaders(session: Session) -> Sequence[User]:
    """Return the active leaders who can be written to."""
    query = (
        sa.select(User)
        .join(UserRole, UserRole.user_id == User.id)
        .where(UserRole.role == Role.LEADER, User.active, User.email.is_not(None), User.email != "")
    )
    return session.scalars(query.order_by(User.id)).all()


def holders(
    session: Session, roles: Collection[Role], departments: Collection[str] | None = None
) -> Sequence[User]:
    """Return the open accounts that hold one of these roles, in these departments or anywhere."""
    query = sa.select(User).where(User.active, User.role_rows.any(UserRole.role.in_(roles)))
    if departments is not None:
        query = query.where(User.department.in_(departments))
    return session.scalars(query.order_by(User.id)).all()


def heads_by_department(session: Session) -> dict[str, str]:
    """Return the names of the heads with an open account by their department, several with commas between."""
    query = (
        sa.select(User.department, User.display_name)
        .join(UserRole, UserRole.user_id == User.id)
        .where(UserRole.role == Role.HEAD, User.active, User.department.is_not(None))
        .order_by(User.department, User.id)
    )
    heads: dict[str, list[str]] = {}
    for department, name in session.execute(query):
        heads.setdefault(department or "", []).append(name)
    return {department: "、".join(names) for department, names in heads.items()}
