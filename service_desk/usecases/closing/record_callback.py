"""Record a callback: what the enterprise answered when somebody who did not handle the ticket asked."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.callbacks import RATING_NAMES, SILENT_OUTCOMES, Outcome
from service_desk.domain.requests import MAX_NOTE
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform


def record_callback(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    outcome: Outcome,
    rating: int | None = None,
    note: str = "",
    seen_version: int | None = None,
) -> Ticket:
    """Record one call: solved or not, and the five-level rating if one was given (domain notes §2.4).

    A call that nobody takes, or that is declined, does not undo what the enterprise has said before.
    """
    inputs = Inputs()
    words = inputs.text("note", note, MAX_NOTE, required=False)
    check_rating(inputs, rating)
    inputs.finish()

    def keep(scene: Scene) -> None:
        said = scene.ticket.callback_outcome
        if outcome not in SILENT_OUTCOMES or said is None or Outcome(said) in SILENT_OUTCOMES:
            scene.ticket.callback_outcome = outcome.value
        if rating is not None:
            scene.ticket.rating, scene.ticket.rating_text = rating, words or None

    data = {"outcome": outcome.value, "rating": rating, "note": words}
    return perform(
        ticket_no, Action.RECORD_CALLBACK, actor, now, seen_version=seen_version, data=data, change=keep
    )


def check_rating(inputs: Inputs, rating: int | None) -> None:
    """Note a rating that is not one of the five levels."""
    if rating is not None and rating not in RATING_NAMES:
        inputs.fail("rating", "请从五档评价中选择。", "Choose one of the five levels.")
