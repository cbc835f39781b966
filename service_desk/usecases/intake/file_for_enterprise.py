"""File a request on behalf of an enterprise (代录): from a chat group, the telephone, 12345, a leader, the counter."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.origins import RECORDED_SOURCES, Origin
from service_desk.domain.refusals import NotEntitled
from service_desk.domain.requests import Source
from service_desk.domain.roles import Role
from service_desk.domain.visits import Firm
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import Session
from service_desk.persistence.firm_lookup import firms_named
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import enterprise_by_code
from service_desk.persistence.visits import same_requests
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.intake.submit_ticket import Request, file_request


def file_for_enterprise(request: Request, origin: Origin, actor: Actor, now: datetime) -> Ticket:
    """File what an enterprise said elsewhere; source and original time stay with the ticket, its clock starts on acceptance.

    Raises NotEntitled, InvalidInput: a 12345 transfer needs its number, a leader's instruction the leader's name; nothing
    can have been said after `now`.
    """
    if not actor.has_role(Role.COMMISSIONER, Role.DISPATCHER):
        raise NotEntitled(
            Bilingual("代录由服务专员、受理派单员办理。", "This is for commissioners and dispatchers.")
        )
    clean = _checked(request.source, origin, now)
    said_on = local_date(clean.said_at) if clean.said_at else request.occurred_on
    wanted = replace(request, occurred_on=said_on)
    return file_request(wanted, Action.SUBMIT, actor, now, {"origin": clean.as_data()})


def already_open(session: Session, firm: Firm, request_type: str) -> list[Ticket]:
    """Return open tickets of the same firm about the same kind of matter: what somebody may have filed before."""
    if firm.uscc:
        row = enterprise_by_code(session, firm.uscc)
        known = [row] if row else []
    else:
        known = list(firms_named(session, firm.name.strip()))
    return [ticket for row in known for ticket in same_requests(session, row.id, request_type)]


def _checked(source: Source, origin: Origin, now: datetime) -> Origin:
    inputs = Inputs()
    inputs.one_of("source", source.value, [each.value for each in RECORDED_SOURCES])
    if origin.said_at is not None and origin.said_at > now:
        inputs.fail("said_at", "原话时间不能在现在之后。", "Nothing can have been said after now.")
    is_hotline, is_leader = source is Source.HOTLINE, source is Source.LEADER
    number = inputs.line("hotline_no", origin.hotline_no, 40, required=is_hotline)
    leader = inputs.line("instructed_by", origin.instructed_by, 40, required=is_leader)
    if is_leader and origin.wished_by is not None:
        inputs.not_before("wished_by", origin.wished_by, local_date(origin.said_at or now))
    clean = replace(
        origin,
        said_by=inputs.line("said_by", origin.said_by, 40, required=False),
        hotline_no=number if is_hotline else "",
        instructed_by=leader if is_leader else "",
        wished_by=origin.wished_by if is_leader else None,
    )
    inputs.finish()
    return clean
