"""A firm's people: its managers invite colleagues, give and take the manager's role, and remove them at once."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.enterprise_accounts import LONGEST_LOGIN, FirmRole, Verified
from service_desk.domain.refusals import NotFound, NotPossible
from service_desk.persistence.accounts import AccountAct, AccountEvent, LinkPurpose, User, end_sessions
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.firms import managers_of, people_of
from service_desk.persistence.tables import Enterprise, FirmMember
from service_desk.usecases.accounts.manage_account import issue_link, kill_links
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.enterprise.firm_rules import (
    add_member,
    demand_free_address,
    demand_manager,
    demand_member,
)
from service_desk.usecases.enterprise.join_firm import LINK_HOURS

_NO_COLLEAGUE = Bilingual("本企业没有这个人。", "Nobody of this kind works for your firm.")
_LAST_MANAGER = Bilingual(
    "这是最后一位企业管理员，请先让另一位同事当企业管理员。",
    "This is the last manager of the firm; make a colleague manager first.",
)


def invite_colleague(
    name: str, email: str, role: FirmRole, actor: Actor, now: datetime, *, language: str = "zh"
) -> User:
    """Make an account for a colleague and mail him the link with which he sets his password.

    Raises NotEntitled, InvalidInput.
    """
    inputs = Inputs()
    called = inputs.line("name", name, 40)
    address = inputs.line("email", email, LONGEST_LOGIN).lower()
    inputs.finish()
    with transaction() as session:
        firm = demand_manager(session, actor).enterprise_id
        demand_free_address(session, address)
        user = add_member(
            session,
            firm,
            (called, address, None),
            role,
            Verified.INVITED,
            actor.user_id,
            now,
            language=language,
        )
        issue_link(session, user, LinkPurpose.INVITE, actor.user_id, now, LINK_HOURS, mailed=True)
        return user


def invite_again(user_id: int, actor: Actor, now: datetime) -> None:
    """Mail a colleague who has set no password yet a new link. Raises NotEntitled, NotFound, NotPossible."""
    with transaction() as session:
        _member, user = _colleague(session, user_id, actor)
        if user.password_hash:
            raise NotPossible(Bilingual("这位同事已设好口令。", "This colleague has set a password already."))
        issue_link(session, user, LinkPurpose.INVITE, actor.user_id, now, LINK_HOURS, mailed=True)


def change_role(user_id: int, role: FirmRole, actor: Actor, now: datetime) -> None:
    """Make a colleague manager or ordinary user. Raises NotEntitled, NotFound, NotPossible (the last manager)."""
    with transaction() as session:
        member, user = _colleague(session, user_id, actor)
        if member.role == role.value:
            return
        if role is not FirmRole.MANAGER:
            _demand_another_manager(session, member)
        member.role = role.value
        _note(session, user, AccountAct.ROLES_CHANGED, actor, now, role.value)


def remove_colleague(user_id: int, actor: Actor, now: datetime) -> None:
    """Close a colleague's account: his sessions and links end in the same moment; what he filed stays the firm's.

    Raises NotEntitled, NotFound, NotPossible (the last manager).
    """
    with transaction() as session:
        member, user = _colleague(session, user_id, actor)
        _demand_another_manager(session, member)
        close_member(session, member, user, actor, now)


def close_member(session: Session, member: FirmMember, user: User, actor: Actor, now: datetime) -> None:
    """End somebody's acting for a firm, within a transaction."""
    member.left_at, user.active = now, False
    end_sessions(session, user.id)
    kill_links(session, user, now)
    _note(session, user, AccountAct.DEACTIVATED, actor, now, "")


def demand_may_leave(session: Session, actor: Actor) -> FirmMember:
    """Return the actor's own membership; raises NotPossible where colleagues would be left without a manager."""
    member = demand_member(session, actor)
    if len(people_of(session, member.enterprise_id)) > 1:
        _demand_another_manager(session, member)
    return member


def _colleague(session: Session, user_id: int, actor: Actor) -> tuple[FirmMember, User]:
    firm = demand_manager(session, actor).enterprise_id
    session.get(Enterprise, firm, with_for_update=True)  # two managers cannot remove each other at one moment
    member = session.get(FirmMember, user_id, with_for_update=True)
    if member is None or member.left_at is not None or member.enterprise_id != firm:
        raise NotFound(_NO_COLLEAGUE)
    return member, session.get_one(User, user_id)


def _demand_another_manager(session: Session, member: FirmMember) -> None:
    if set(managers_of(session, member.enterprise_id)) == {member.user_id}:
        raise NotPossible(_LAST_MANAGER)


def _note(session: Session, user: User, act: AccountAct, actor: Actor, now: datetime, note: str) -> None:
    session.add(AccountEvent(at=now, act=act, user_id=user.id, by_user_id=actor.user_id, note=note))
