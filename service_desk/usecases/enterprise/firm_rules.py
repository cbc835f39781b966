"""The rules every act on a firm's people obeys: who acts for the firm, who manages it, who must stay."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.enterprise_accounts import LONGEST_LOGIN, FirmRole, Verified
from service_desk.domain.refusals import InvalidInput, NotEntitled
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import User, user_by_login
from service_desk.persistence.database import Session
from service_desk.persistence.firms import member_of
from service_desk.persistence.tables import FirmMember
from service_desk.usecases.accounts.manage_account import Person, create_account

_NOT_OF_A_FIRM = Bilingual("这个账号没有关联企业。", "This account belongs to no enterprise.")
_MANAGERS_ONLY = Bilingual("由本企业的企业管理员办理。", "This is for a manager of your firm.")
ADDRESS_TAKEN = Bilingual(
    "这个邮箱已有账号，请换一个邮箱。", "There is an account with this address already; use another one."
)
_TOO_LONG = Bilingual(
    f"邮箱最多 {LONGEST_LOGIN} 个字符。", f"The address has at most {LONGEST_LOGIN} characters."
)


def demand_member(session: Session, actor: Actor) -> FirmMember:
    """Return for which firm the actor acts; raises NotEntitled where he does for none."""
    member = member_of(session, actor.user_id) if actor.is_enterprise else None
    if member is None:
        raise NotEntitled(_NOT_OF_A_FIRM)
    return member


def demand_manager(session: Session, actor: Actor) -> FirmMember:
    """Return for which firm the actor manages the people; raises NotEntitled."""
    member = demand_member(session, actor)
    if member.role != FirmRole.MANAGER.value:
        raise NotEntitled(_MANAGERS_ONLY)
    return member


def demand_free_address(session: Session, email: str) -> None:
    """Raise InvalidInput where an address cannot become a sign-in name."""
    if len(email) > LONGEST_LOGIN:
        raise InvalidInput({"email": _TOO_LONG})
    if user_by_login(session, email) is not None:
        raise InvalidInput({"email": ADDRESS_TAKEN})


def add_member(
    session: Session,
    enterprise_id: int,
    person: tuple[str, str, str | None],
    role: FirmRole,
    verified: Verified,
    by_user_id: int | None,
    now: datetime,
    *,
    language: str = "zh",
) -> User:
    """Make an account without a password for a firm's person: name, address, telephone."""
    name, email, mobile = person
    user = create_account(
        session,
        Person(
            email,
            name,
            frozenset({Role.ENTERPRISE}),
            enterprise_id=enterprise_id,
            email=email,
            language=language,
        ),
        by_user_id,
        now,
    )
    session.add(
        FirmMember(
            user_id=user.id,
            enterprise_id=enterprise_id,
            role=role.value,
            verified=verified.value,
            mobile=mobile,
            joined_at=now,
        )
    )
    session.flush()
    return user
