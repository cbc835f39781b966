"""When borrowed power ends, open the request for permanent supply by itself (domain notes §9 R3)."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import SYSTEM
from service_desk.domain.following import follow
from service_desk.domain.requests import Kind, Source
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db, transaction
from service_desk.persistence.event_log import history
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import ticket_by_number
from service_desk.persistence.work_lists import loans_to_follow_up
from service_desk.usecases.intake.submit_ticket import Request, file_request


def follow_up_loans(now: datetime) -> list[str]:
    """File a follow-up for every loan that has ended, once each; returns the numbers of the new tickets.

    The submission key is made of the first ticket's number and the loan's last day: run twice, it makes one ticket.
    """
    made = []
    for number in loans_to_follow_up(db.session(), local_date(now)):
        with transaction() as session:
            ticket = ticket_by_number(session, number)
            if ticket is None:
                continue
            until = follow(history(session, ticket.id)).lending_until
            request = _request(ticket, f"loan/{number}/{until}")
        follow_up = file_request(request, Action.SUBMIT, SYSTEM, now, {"follows": number})
        if follow_up.submitted_at == now:
            made.append(follow_up.ticket_no)
    return made


def _request(ticket: Ticket, key: str) -> Request:
    return Request(
        title=f"借用电到期，需正式供电（接{ticket.ticket_no}）",
        body=f"{ticket.ticket_no}借用变压器的期限已到。请联系企业，办理正式用电或停止借用。",
        request_type=ticket.request_type,
        enterprise_name=ticket.enterprise_name,
        contact_name=ticket.contact_name,
        contact_mobile=ticket.contact_mobile,
        contact_email=ticket.contact_email,
        uscc=ticket.uscc,
        park=ticket.park,
        kind=Kind.HELP,
        source=Source.PROACTIVE,
        submission_key=key,
        language=ticket.language,
    )
