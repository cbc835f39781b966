"""Submit the department's result; another person reviews it before the enterprise is called."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.callbacks import ResultType
from service_desk.domain.requests import MAX_NOTE
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import perform


def submit_result(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    result_type: ResultType,
    answer: str,
    seen_version: int | None = None,
) -> Ticket:
    """Submit a result; stage progress is no result, it is reported as progress (domain notes §2.7)."""
    inputs = Inputs()
    words = inputs.text("answer", answer, MAX_NOTE)
    inputs.finish()

    data = {"result_type": result_type.value, "answer": words}
    return perform(ticket_no, Action.SUBMIT_RESULT, actor, now, seen_version=seen_version, data=data)
