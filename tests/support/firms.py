"""Firms with accounts for tests of pages: opened by the zone, colleagues invited, passwords set by the mailed link."""

from __future__ import annotations

from datetime import datetime

from flask import Flask
from sqlalchemy import select

from service_desk.domain.actors import SYSTEM, Actor
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
from tests.support.visitor import Visitor

CODE, OTHER_CODE = "91990000MA0TE5T088", "91990000MA0TE5T163"
FIRM = "演示精密制造有限公司"
BOSS, COLLEAGUE, STRANGER = "boss@firm.example", "li@firm.example", "boss@other.example"
_DISPATCHER = Actor(None, "受理员", frozenset({Role.DISPATCHER}))


def open_firm(app: Flask, now: datetime, *, code: str = CODE, name: str = FIRM, email: str = BOSS) -> Actor:
    """Open a firm's first account and set its password; return its owner."""
    with app.app_context():
        asked = Applicant(code, name, "赵总", "创业大道8号", "王经理", "13800138000", email)
        approve_firm(apply_for_firm(asked, now).id, _DISPATCHER, now)
        return _with_password(email, now)


def add_colleague(
    app: Flask, boss: Actor, now: datetime, *, email: str = COLLEAGUE, name: str = "李工"
) -> Actor:
    """Invite a colleague and set his password; return him."""
    with app.app_context():
        invite_colleague(name, email, FirmRole.MEMBER, boss, now)
        return _with_password(email, now)


def come_in(visitor: Visitor, login: str = BOSS) -> Visitor:
    """Sign a firm's person in."""
    visitor.sign_in(login, PASSWORD, for_firm=True)
    return visitor


def last_link(app: Flask, notice: str = "account_link") -> str:
    """Return the token of the letter sent last."""
    with app.app_context():
        query = select(OutboxMail).where(OutboxMail.notice == notice).order_by(OutboxMail.id.desc())
        letter = db.session.scalars(query).first()
        return str(letter.data["token"]) if letter is not None else ""


def _with_password(email: str, now: datetime) -> Actor:
    letter = db.session.scalars(
        select(OutboxMail).where(OutboxMail.recipient == email).order_by(OutboxMail.id.desc())
    )
    token = letter.first().data["token"]  # type: ignore[union-attr]
    set_password_by_link(token, PASSWORD, address="", now=now)
    user = user_by_login(db.session(), email)
    return user.actor() if user is not None else SYSTEM
