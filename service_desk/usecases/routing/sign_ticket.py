"""Sign for a ticket: the lead department takes responsibility and says whether it has called the enterprise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import perform
from service_desk.usecases.acting.perform_many import Deed, perform_many


def sign_ticket(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    contacted: bool = False,
    note: str = "",
    seen_version: int | None = None,
) -> Ticket:
    """Sign for a ticket; whoever signs becomes its handler. With `contacted` the first contact is logged too (M1)."""
    inputs = Inputs()
    words = inputs.text("note", note, MAX_NOTE, required=False)
    inputs.finish()

    data = {"contacted": contacted, "note": words}
    return perform(ticket_no, Action.SIGN, actor, now, seen_version=seen_version, data=data)


def sign_tickets(seen: Mapping[str, int], actor: Actor, now: datetime) -> Sequence[Ticket]:
    """Sign for many tickets at once; the enterprises are called one by one afterwards."""
    deed = Deed(Action.SIGN, {"contacted": False, "note": ""})
    return perform_many(seen, lambda: deed, actor, now)
