"""Change what the zone knows of a person: name, address, language, roles and department."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import InvalidInput, Stale
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import AccountAct, AccountEvent, User, end_sessions
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.people import version_of_account
from service_desk.usecases.accounts.account_rules import (
    account_of,
    demand_administrator,
    demand_another_administrator,
    demand_fitting_roles,
)

LONGEST_NOTE = 200


@dataclass(frozen=True)
class Details:
    """What an account shall be from now on; the sign-in name never changes."""

    display_name: str
    roles: frozenset[Role]
    department: str | None = None
    email: str | None = None
    language: str = "zh"


def edit_account(
    user_id: int, details: Details, *, by: Actor, now: datetime, seen_version: int | None = None
) -> bool:
    """Store an account's new details and return whether anything changed; new roles sign the person out everywhere.

    Raises NotEntitled, NotFound, InvalidInput (roles that do not fit), NotPossible (the last administrator), and Stale
    when somebody else changed the account after the version the administrator saw.
    """
    demand_administrator(by)
    with transaction() as session:
        user = account_of(session, user_id)
        if seen_version is not None and seen_version != version_of_account(session, user_id):
            raise Stale(seen_version)
        plain = _store_plain(user, details)
        duties = _store_duties(session, user, details)
        for act, note in ((AccountAct.EDITED, plain), (AccountAct.ROLES_CHANGED, duties)):
            if note:
                session.add(
                    AccountEvent(
                        at=now, act=act, user_id=user.id, by_user_id=by.user_id, note=note[:LONGEST_NOTE]
                    )
                )
        return bool(plain or duties)


def _store_plain(user: User, details: Details) -> str:
    """Store name, address and language; return what changed, empty where nothing did."""
    changes = []
    for name in ("display_name", "email", "language"):
        before, after = getattr(user, name), getattr(details, name)
        if before != after:
            changes.append(f"{name}: {before or '—'} → {after or '—'}")
            setattr(user, name, after)
    return "; ".join(changes)


def _store_duties(session: Session, user: User, details: Details) -> str:
    """Store roles and department and end the person's sessions; return what changed, empty where nothing did."""
    if user.roles == details.roles and user.department == details.department:
        return ""
    if Role.ENTERPRISE in user.roles or Role.ENTERPRISE in details.roles:
        words = Bilingual("企业账号的角色不能在这里改。", "An enterprise account's role is not changed here.")
        raise InvalidInput({"roles": words})
    if Role.ADMINISTRATOR not in details.roles:
        demand_another_administrator(session, user)
    demand_fitting_roles(details.roles, details.department)
    note = f"{_duties(user.roles, user.department)} → {_duties(details.roles, details.department)}"
    user.hold(details.roles)
    user.department = details.department
    end_sessions(session, user.id)
    return note


def _duties(roles: frozenset[Role], department: str | None) -> str:
    return ",".join(sorted(roles)) + (f"@{department}" if department else "")
