"""The rules every administrator's act on an account obeys: who may, which roles fit, who must stay."""

from __future__ import annotations

from service_desk.domain.actors import SYSTEM, Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound, NotPossible
from service_desk.domain.roles import DEPARTMENT_ROLES, Role
from service_desk.persistence.accounts import User, active_administrators
from service_desk.persistence.database import Session
from service_desk.usecases.accounts.account_words import NOT_YOURS

_NO_ROLE = Bilingual("请至少选一个角色。", "Choose at least one role.")
_ADMINISTRATOR_ALONE = Bilingual(
    "系统管理员不能同时担任别的角色，请另建账号。", "An administrator holds no other role; add an account."
)
_ENTERPRISE_ALONE = Bilingual(
    "企业账号不能担任园区的角色。", "An enterprise account holds no role of the zone."
)
_DEPARTMENT_MISSING = Bilingual("承办人和部门负责人要选部门。", "Choose the department of a handler or head.")
_LAST_ADMINISTRATOR = Bilingual(
    "这是最后一位系统管理员，不能停用或撤去角色。", "This is the last administrator and must stay one."
)


def demand_administrator(by: Actor) -> None:
    """Raise NotEntitled unless an administrator, or the program itself, acts."""
    if by is not SYSTEM and not by.has_role(Role.ADMINISTRATOR):
        raise NotEntitled(NOT_YOURS)


def account_of(session: Session, user_id: int) -> User:
    """Return the account with this number, locked until the transaction ends; raises NotFound."""
    user = session.get(User, user_id, with_for_update=True)
    if user is None:
        raise NotFound(Bilingual("没有这个账号。", "There is no such account."))
    return user


def demand_another_administrator(session: Session, user: User) -> None:
    """Raise NotPossible where the account is the last administrator's: nobody could let anybody in again."""
    others = [one for one in active_administrators(session) if one.id != user.id]
    if Role.ADMINISTRATOR in user.roles and not others:
        raise NotPossible(_LAST_ADMINISTRATOR)


def demand_fitting_roles(roles: frozenset[Role], department: str | None) -> None:
    """Refuse roles nobody may hold, department roles without a department, and administrators who also handle tickets.

    Whoever manages accounts decides no ticket: the separation that network-security grading asks for (domain notes §6).
    Raises InvalidInput.
    """
    if not roles or Role.SYSTEM in roles:
        raise InvalidInput({"roles": _NO_ROLE})
    if Role.ADMINISTRATOR in roles and len(roles) > 1:
        raise InvalidInput({"roles": _ADMINISTRATOR_ALONE})
    if Role.ENTERPRISE in roles and len(roles) > 1:
        raise InvalidInput({"roles": _ENTERPRISE_ALONE})
    if not roles.isdisjoint(DEPARTMENT_ROLES) and not department:
        raise InvalidInput({"department": _DEPARTMENT_MISSING})
