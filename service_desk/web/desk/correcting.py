"""Correct a ticket's enterprise and contact at the desk: a new query code is told once, for the call to pass it on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import flash, url_for
from flask_babel import gettext as _

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.persistence.tables import Ticket
from service_desk.usecases.enterprise.correct_contact import correct_contact
from service_desk.web.forms.desk import Stage

SLUG = "correct-contact"
"""The act's name in addresses."""


def correct_and_tell(
    ticket_no: str, actor: Actor, now: datetime, *, renews_code: bool, **inputs: Any
) -> Ticket:
    """Correct the ticket; where another query code was wanted, say it to the officer, who sees it nowhere else."""
    ticket = correct_contact(ticket_no, actor, now, renews_code=renews_code, **inputs)
    if renews_code:
        flash(_("新查询码 %(code)s，只显示这一次，请告知企业。", code=ticket.query_code))
    return ticket


def correction_address(stage: Stage, onward: str | None = None) -> str | None:
    """Return where the person corrects the ticket's enterprise and contact; None where he may not."""
    if Action.CORRECT_CONTACT.value not in stage.view.possible:
        return None
    return url_for("desk.act", number=stage.view.ticket.ticket_no, slug=SLUG, onward=onward)
