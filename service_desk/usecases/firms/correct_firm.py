"""Put a ticket under the enterprise that really asked: everything that is kept by enterprise or park follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from service_desk.domain.identifiers import check_uscc
from service_desk.domain.parks import load_parks
from service_desk.domain.visits import Firm
from service_desk.persistence.counted import move_counted
from service_desk.persistence.database import Session
from service_desk.persistence.firm_lookup import firm_by_id, firms_named, keep_firm_keys
from service_desk.persistence.firms import people_of
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import others_of_enterprise
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.firms.known_firms import enterprise_of, firm_keys

Columns = Mapping[str, str | None]
"""The ticket's columns that name its enterprise: `enterprise_name`, `uscc`, `park`."""


def checked_firm(session: Session, inputs: Inputs, ticket: Ticket, firm: Firm) -> Columns:
    """Return the enterprise as typed, as a ticket keeps it; only what differs from the ticket is checked.

    A ticket that was brought in long ago may hold what would not be taken today.
    """
    name = inputs.line("enterprise_name", firm.name, 100)
    code, park = (firm.uscc or "").strip() or None, (firm.park or "").strip() or None
    if code != ticket.uscc and code:
        result = check_uscc(code)
        for error in result.errors[:1]:
            inputs.fail("uscc", *error)
        code = result.code
    if park != ticket.park and park:
        inputs.one_of("park", park, [each.zh for each in load_parks()])
    if name != ticket.enterprise_name and code == ticket.uscc:
        # The code was left as it stood: that of the enterprise the ticket was taken for, unless only the name was misspelt.
        same = firms_named(session, name)
        if len(same) > 1:
            inputs.fail(
                "uscc",
                "有几家企业都叫这个名称，请填写代码。",
                "Several enterprises have this name; please give the code.",
            )
        for firm_meant in same[:1]:
            code, park = firm_meant.uscc, (park if park != ticket.park else firm_meant.park or park)
    return {"enterprise_name": name, "uscc": code, "park": park}


def move_ticket(session: Session, ticket: Ticket, wanted: Columns, now: datetime) -> None:
    """Keep another enterprise with a ticket, found or made; facts that are counted by firm or park go with it.

    The search index, the lists of an enterprise's requests and what its accounts see are read from the ticket.
    """
    before = {name: getattr(ticket, name) for name in wanted}
    for name, value in wanted.items():
        setattr(ticket, name, value)
    if (before["enterprise_name"], before["uscc"]) != (ticket.enterprise_name, ticket.uscc):
        firm = Firm(ticket.enterprise_name, ticket.uscc, ticket.park)
        ticket.enterprise_id = enterprise_of(session, firm, now).id
    _tell_firm_right(session, ticket, before)
    move_counted(session, ticket)


def _tell_firm_right(session: Session, ticket: Ticket, before: Columns) -> None:
    """Correct name and park of the enterprise one picks from, where it was made with this ticket's mistake.

    One that has accounts has been compared with its licence, one with other requests was named by others as well: both
    are left as they are.
    """
    firm = firm_by_id(session, ticket.enterprise_id)
    if firm is None or people_of(session, firm.id) or others_of_enterprise(session, ticket, 1):
        return
    if firm.park in (before["park"], None):
        firm.park = ticket.park
    if firm.name == before["enterprise_name"] != ticket.enterprise_name:
        firm.name = ticket.enterprise_name
        keep_firm_keys(session, {firm.id: firm_keys(firm.name, firm.uscc)})
