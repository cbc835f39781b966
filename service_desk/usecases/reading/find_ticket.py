"""Find a ticket: a guest by number and query code, an officer by number and right."""

from __future__ import annotations

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.identifiers import parse_number, same_query_code
from service_desk.domain.refusals import NotFound
from service_desk.domain.roles import DEPARTMENT_ROLES
from service_desk.persistence.database import Session
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import ticket_by_number
from service_desk.usecases.acting.perform import UNKNOWN_TICKET

WRONG_NUMBER_OR_CODE = Bilingual(
    "编号或查询码不对，请核对回执后再试。",
    "The number or the query code is wrong; please check your receipt.",
)


def find_for_guest(session: Session, number: str, code: str) -> Ticket:
    """Return the ticket whose number and query code a guest has given.

    Raises NotFound with the same words whether the number is unknown or the code is wrong.
    """
    parsed = parse_number(number)
    ticket = ticket_by_number(session, str(parsed)) if parsed else None
    matches = same_query_code(code, ticket.query_code if ticket else None)
    if ticket is None or not matches:
        raise NotFound(WRONG_NUMBER_OR_CODE)
    return ticket


def find_for_officer(session: Session, number: str, actor: Actor) -> Ticket:
    """Return a ticket an officer may read; raises NotFound where there is none or it is not his to see."""
    ticket = ticket_by_number(session, number)
    if ticket is None or not may_read(ticket, actor):
        raise NotFound(UNKNOWN_TICKET)
    return ticket


def may_read(ticket: Ticket, actor: Actor) -> bool:
    """Tell whether a person may read a ticket: zone-wide roles all, departments what they lead, led or help with."""
    if actor.is_enterprise:
        return ticket.ticket_no in actor.holds
    if actor.roles - DEPARTMENT_ROLES:
        return True
    involved = {
        ticket.lead_department,
        ticket.first_department,
        *(task.department for task in ticket.co_tasks),
    }
    return actor.department is not None and actor.department in involved
