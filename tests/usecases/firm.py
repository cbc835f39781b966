"""The firm that has its account in tests of acts: its manager, a colleague, and the letters that open their accounts."""

from __future__ import annotations

from sqlalchemy import select

from service_desk.domain.actors import Actor
from service_desk.domain.enterprise_accounts import FirmRole
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import user_by_login
from service_desk.persistence.database import db
from service_desk.persistence.tables import OutboxMail
from service_desk.usecases.accounts.set_password import set_password_by_link
from service_desk.usecases.enterprise.decide_firm import approve_firm
from service_desk.usecases.enterprise.join_firm import Applicant, apply_for_firm
from service_desk.usecases.enterprise.manage_colleagues import invite_colleague
from tests.support.people import PASSWORD
from tests.usecases.office import Office

CODE = "91990000MA0TE5T088"
BOSS = "boss@firm.example"
APPLICANT = Applicant(CODE, "演示精密制造有限公司", "赵总", "创业大道8号", "王经理", "13800138000", BOSS)
DISPATCHER = Actor(11, "受理员", frozenset({Role.DISPATCHER}))
HANDLER = Actor(12, "承办人", frozenset({Role.HANDLER}), department="PW")


def links_mailed() -> list[str]:
    letters = db.session.scalars(select(OutboxMail).where(OutboxMail.notice == "account_link"))
    return [str(letter.data["token"]) for letter in letters]


def actor(login: str) -> Actor:
    user = user_by_login(db.session(), login)
    assert user is not None
    return user.actor()


def in_office(office: Office, login: str) -> Actor:
    """Set somebody's password by the letter just sent and return him."""
    set_password_by_link(links_mailed()[-1], PASSWORD, address="", now=office.now)
    return actor(login)


def opened_firm(office: Office) -> Actor:
    """Open the firm's first account and return its owner."""
    row = apply_for_firm(APPLICANT, office.now)
    approve_firm(row.id, DISPATCHER, office.now)
    return in_office(office, BOSS)


def new_colleague(office: Office, boss: Actor) -> Actor:
    """Invite a colleague, set his password and return him."""
    invite_colleague("李工", "li@firm.example", FirmRole.MEMBER, boss, office.now)
    return in_office(office, "li@firm.example")
