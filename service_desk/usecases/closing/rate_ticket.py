"""Rate a ticket: the enterprise itself says whether it is solved and how satisfied it is."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.callbacks import ENTERPRISE_OUTCOMES, Outcome
from service_desk.domain.requests import MAX_NOTE
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import perform
from service_desk.usecases.closing.record_callback import check_rating


def rate_ticket(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    outcome: Outcome,
    rating: int | None,
    note: str = "",
    seen_version: int | None = None,
) -> Ticket:
    """Give the enterprise's own answer; while the callback is awaited it counts as the callback's outcome."""
    inputs = Inputs()
    words = inputs.text("note", note, MAX_NOTE, required=False)
    inputs.one_of("outcome", outcome.value, [each.value for each in ENTERPRISE_OUTCOMES])
    if rating is None:
        inputs.fail("rating", "请选择一档评价。", "Please choose a level.")
    check_rating(inputs, rating)
    inputs.finish()

    data = {"outcome": outcome.value, "rating": rating, "note": words}
    return perform(ticket_no, Action.RATE, actor, now, seen_version=seen_version, data=data)
