"""Put a visit under the enterprise that its requests turned out to be of, where none of them says otherwise.

A request may be corrected because it was another enterprise's matter: then the visit stays what it was. It moves only where
somebody says that the visit itself was written down under the wrong name.
"""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.persistence.database import Session
from service_desk.persistence.tables import Ticket, Visit
from service_desk.persistence.visits import (
    lock_campaign,
    lock_visit,
    requests_of,
    visit_of_ticket,
    was_visited,
)
from service_desk.usecases.acting.inputs import Inputs


def visit_to_move(
    session: Session, inputs: Inputs, ticket: Ticket, name: str | None, uscc: str | None
) -> Visit | None:
    """Return the locked visit that brought a ticket back, to go with it to an enterprise; None where it is there already.

    Notes under `moves_visit` what speaks against it: no visit, or other requests of it that are another enterprise's.
    """
    found = visit_of_ticket(session, ticket.id)
    visit = lock_visit(session, found.visit_no) if found is not None else None
    if visit is None:
        inputs.fail("moves_visit", "这件诉求不是走访带回来的。", "No visit brought this request back.")
        return None
    others = [
        other.ticket_no
        for _request, other in requests_of(session, visit.id)
        if other.id != ticket.id and not (other.uscc == uscc if uscc else other.enterprise_name == name)
    ]
    if others:
        inputs.fail(
            "moves_visit",
            f"同一次走访的 {'、'.join(others)} 登记的是别的企业，走访记录不能一起改。请先更正它们，或者不勾这一项。",
            f"{', '.join(others)} of the same visit stand under another enterprise, so that the visit cannot be corrected as well. "
            "Please correct them first, or do not tick this.",
        )
    is_there = (
        visit.enterprise_id == ticket.enterprise_id and visit.firm_name == name == ticket.enterprise_name
    )
    return None if is_there else visit


def move_visit(session: Session, visit: Visit, ticket: Ticket, actor: Actor, now: datetime) -> None:
    """Put a visit under its ticket's enterprise, with a trace among what was done afterwards; its campaign's count follows."""
    before, former = visit.firm_name, visit.enterprise_id
    campaign = lock_campaign(session, visit.campaign_id) if visit.campaign_id is not None else None
    is_new = campaign is not None and not was_visited(session, campaign.id, ticket.enterprise_id)
    visit.enterprise_id, visit.firm_name = ticket.enterprise_id, ticket.enterprise_name
    session.flush()
    if campaign is not None and former is not None:
        campaign.firms += is_new - (not was_visited(session, campaign.id, former))
    entry = {
        "at": now.isoformat(), "by": actor.name, "words": "", "firm": [before, visit.firm_name], "ticket": ticket.ticket_no,
    }  # fmt: skip
    visit.followed = [*visit.followed, entry]
    visit.version += 1
