"""Record a callback: what the enterprise answered when somebody who did not handle the ticket asked."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.callbacks import RATING_NAMES, Outcome
from service_desk.domain.requests import MAX_NOTE
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform
from service_desk.usecases.zone.edit_callback_script import script_in_force


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

    The event names the version of the script that was in force.
    A call that nobody takes, or that is declined, does not undo what the enterprise has said before.
    """
    inputs = Inputs()
    words = inputs.text("note", note, MAX_NOTE, required=False)
    check_rating(inputs, rating)
    inputs.finish()

    data = {"outcome": outcome.value, "rating": rating, "note": words}

    def name_script(scene: Scene) -> None:
        data["script"] = script_in_force(scene.session).version

    return perform(
        ticket_no, Action.RECORD_CALLBACK, actor, now, seen_version=seen_version, data=data, check=name_script
    )


def check_rating(inputs: Inputs, rating: int | None) -> None:
    """Note a rating that is not one of the five levels."""
    if rating is not None and rating not in RATING_NAMES:
        inputs.fail("rating", "请从五档评价中选择。", "Choose one of the five levels.")
