"""The zone's answer to a firm that asks for its first account: opened, or refused with a reason."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.enterprise_accounts import ApplicationState, FirmRole, Verified
from service_desk.domain.notices import Notice
from service_desk.domain.refusals import NotEntitled, NotFound, NotPossible
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import LinkPurpose
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.outbox import queue_mail
from service_desk.persistence.tables import FirmApplication
from service_desk.persistence.tickets import enterprise_for
from service_desk.usecases.accounts.manage_account import issue_link
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.enterprise.firm_rules import add_member, demand_free_address
from service_desk.usecases.enterprise.join_firm import LINK_HOURS

_NOT_YOURS = Bilingual(
    "企业账号由受理派单员或系统管理员核对开通。", "Dispatchers and administrators open firms' accounts."
)
_DECIDED = Bilingual("这份申请已经处理过了。", "This application has been decided already.")
_MAY_DECIDE = (Role.DISPATCHER, Role.ADMINISTRATOR)


def approve_firm(application_id: int, by: Actor, now: datetime) -> FirmApplication:
    """Open the account of a firm whose licence was compared, and mail the link; its name is the licence's from now on.

    Raises NotEntitled, NotFound, NotPossible (decided already), InvalidInput (the address has an account).
    """
    with transaction() as session:
        row = _open(session, application_id, by)
        demand_free_address(session, row.email)
        firm = enterprise_for(session, row.uscc, row.firm_name, None, now)
        firm.name = row.firm_name
        person = (row.contact_name, row.email, row.mobile)
        user = add_member(
            session, firm.id, person, FirmRole.MANAGER, Verified.ZONE, by.user_id, now, language=row.language
        )
        issue_link(session, user, LinkPurpose.INVITE, by.user_id, now, LINK_HOURS, mailed=True)
        _decide(row, ApplicationState.APPROVED, by, now)
        return row


def refuse_firm(application_id: int, reason: str, by: Actor, now: datetime) -> FirmApplication:
    """Refuse an application with a reason, which is mailed to the applicant.

    Raises NotEntitled, NotFound, NotPossible (decided already), InvalidInput (no reason).
    """
    inputs = Inputs()
    words = inputs.text("reason", reason, 500)
    inputs.finish()
    with transaction() as session:
        row = _open(session, application_id, by)
        _decide(row, ApplicationState.REFUSED, by, now)
        row.reason = words
        queue_mail(
            session,
            f"{Notice.FIRM_REFUSED}/{row.id}",
            Notice.FIRM_REFUSED,
            row.email,
            now,
            recipient_name=row.contact_name,
            language=row.language,
            data={"firm": row.firm_name, "reason": words},
        )
        return row


def may_decide(actor: Actor) -> bool:
    """Tell whether somebody opens firms' accounts."""
    return actor.has_role(*_MAY_DECIDE)


def _open(session: Session, application_id: int, by: Actor) -> FirmApplication:
    if not may_decide(by):
        raise NotEntitled(_NOT_YOURS)
    row = session.get(FirmApplication, application_id, with_for_update=True)
    if row is None:
        raise NotFound(Bilingual("没有这份申请。", "There is no such application."))
    if row.state != ApplicationState.WAITING.value:
        raise NotPossible(_DECIDED)
    return row


def _decide(row: FirmApplication, state: ApplicationState, by: Actor, now: datetime) -> None:
    row.state, row.decided_at = state.value, now
    row.decided_by_id, row.decided_by = by.user_id, by.name
