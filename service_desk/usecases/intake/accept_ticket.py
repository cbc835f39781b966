"""Accept a request: its clock starts, its category and request type are confirmed by a person."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.catalogue import Category, Level
from service_desk.domain.requests import Urgency
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform
from service_desk.usecases.learning.learn_lesson import learn_sorting


def accept_ticket(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    category: Category,
    request_type: str,
    level: Level,
    urgency: Urgency = Urgency.NORMAL,
    secondary_category: Category | None = None,
    seen_version: int | None = None,
) -> Ticket:
    """Accept and classify a request; the level decides the closing milestone (domain notes §1.5).

    The event names the version of the deadline policy that the zone has chosen for the type: whatever is chosen later,
    this ticket keeps it. A category or request type other than the machine suggested is a lesson for the next request.
    """
    data: dict[str, object] = {
        "category": category.value,
        "secondary_category": secondary_category.value if secondary_category else None,
        "request_type": request_type,
        "level": level.value,
        "urgency": int(urgency),
    }

    def name_policy(scene: Scene) -> None:
        inputs = Inputs()
        inputs.one_of("request_type", request_type, scene.rules.catalogue.request_types)
        inputs.finish()
        data["policy"] = scene.rules.policy_choice.policy_for(request_type).reference
        learn_sorting(scene, category, request_type)

    return perform(
        ticket_no, Action.ACCEPT, actor, now, seen_version=seen_version, data=data, check=name_policy
    )
