"""Record a request that was solved on the spot during a visit; it goes to the callback sample."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.intake.submit_ticket import Request, file_request


def record_on_site(request: Request, actor: Actor, now: datetime, *, answer: str) -> Ticket:
    """Record what was asked and how it was solved (domain notes §1.1, step 5a)."""
    inputs = Inputs()
    words = inputs.text("answer", answer, MAX_NOTE)
    inputs.finish()
    return file_request(request, Action.RECORD_ON_SITE, actor, now, {"note": words})
