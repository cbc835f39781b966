"""Accept and dispatch in one go: two acts, so that a dispatcher presses one button."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import flash
from flask_babel import gettext as _

from service_desk.domain.actors import Actor
from service_desk.domain.catalogue import Category, Level
from service_desk.domain.refusals import Refusal
from service_desk.domain.requests import Urgency
from service_desk.persistence.tables import Ticket
from service_desk.usecases.intake.accept_ticket import accept_ticket
from service_desk.usecases.routing.dispatch_ticket import dispatch_ticket
from service_desk.web.language import say


def accept_and_dispatch(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    category: Category,
    request_type: str,
    level: Level,
    urgency: Urgency,
    secondary_category: Category | None,
    dispatches: bool,
    lead: str,
    co_departments: Sequence[str],
    note: str,
    override: str = "",
    seen_version: int | None = None,
) -> Ticket:
    """Accept a request and, where wanted, dispatch it; a refused dispatch leaves it accepted and says so."""
    ticket = accept_ticket(
        ticket_no, actor, now, category=category, request_type=request_type, level=level, urgency=urgency,
        secondary_category=secondary_category, seen_version=seen_version,
    )  # fmt: skip
    if not dispatches:
        return ticket
    try:
        return dispatch_ticket(
            ticket_no, actor, now, lead=lead, co_departments=co_departments, note=note, override=override,
            seen_version=ticket.version,
        )  # fmt: skip
    except Refusal as refusal:
        flash(_("已受理，但还没有派单：%(reason)s", reason=say(refusal.reason)), "warn")
        return ticket
