"""One's own account at a firm: corrected, or withdrawn for good."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.identifiers import check_phone
from service_desk.persistence.accounts import AccountAct, AccountEvent, User
from service_desk.persistence.database import transaction
from service_desk.persistence.drafts import drop_draft, open_drafts
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.enterprise.firm_rules import demand_member
from service_desk.usecases.enterprise.manage_colleagues import close_member, demand_may_leave

_ALL = 10_000


def correct_own_account(name: str, mobile: str, actor: Actor, now: datetime) -> None:
    """Store another name and telephone for oneself. Raises NotEntitled, InvalidInput."""
    inputs = Inputs()
    called = inputs.line("name", name, 40)
    typed = inputs.text("mobile", mobile, 30, required=False)
    phone = check_phone(typed)
    if typed:
        for error in phone.errors[:1]:
            inputs.fail("mobile", *error)
    inputs.finish()
    with transaction() as session:
        member = demand_member(session, actor)
        user = session.get_one(User, member.user_id)
        user.display_name, member.mobile = called, phone.number if typed else None
        session.add(AccountEvent(at=now, act=AccountAct.EDITED, user_id=user.id, by_user_id=user.id))


def withdraw_own_account(actor: Actor, now: datetime) -> None:
    """Close one's account and take one's name, address and telephone out of it; what was filed stays the firm's.

    Drafts go with it. Raises NotEntitled, NotPossible (colleagues would be left without a manager).
    """
    with transaction() as session:
        member = demand_may_leave(session, actor)
        user = session.get_one(User, member.user_id)
        close_member(session, member, user, actor, now)
        user.login, user.display_name = f"withdrawn-{user.id}", "***"
        user.email = user.password_hash = member.mobile = None
        for draft in open_drafts(session, None, user.id, now, _ALL):
            drop_draft(session, draft)
