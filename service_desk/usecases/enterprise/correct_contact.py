"""Correct a ticket's contact (PIPL art. 46): the record says which part was changed and what it was, half hidden."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.identifiers import check_phone
from service_desk.domain.personal_data import CONTACT_NAMES, masked
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform


def correct_contact(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    contact_name: str,
    contact_mobile: str,
    contact_email: str = "",
    seen_version: int | None = None,
) -> Ticket:
    """Store another contact; the whole values stand in the ticket's row alone, never in the sealed event.

    Raises InvalidInput (also where nothing differs), NotFound, Stale, NotPossible.
    """
    inputs = Inputs()
    wanted = {
        "contact_name": inputs.line("contact_name", contact_name, 40),
        "contact_mobile": _phone(inputs, contact_mobile),
        "contact_email": inputs.line("contact_email", contact_email, 254, required=False) or None,
    }
    inputs.finish()
    data: dict[str, Any] = {}

    def change(scene: Scene) -> None:
        ticket = scene.ticket
        changed = [name for name in CONTACT_NAMES if getattr(ticket, name) != wanted[name]]
        if not changed:
            told = Inputs()
            told.fail(
                "contact_name", "和现在登记的一样，没有要改的。", "Nothing differs from what is recorded."
            )
            told.finish()
        data["changed"] = changed
        data["before"] = {name: masked(name, getattr(ticket, name)) for name in changed}
        for name in changed:
            setattr(ticket, name, wanted[name])

    return perform(
        ticket_no, Action.CORRECT_CONTACT, actor, now, seen_version=seen_version, data=data, check=change
    )


def _phone(inputs: Inputs, typed: str) -> str:
    text = inputs.text("contact_mobile", typed, 30)
    phone = check_phone(text)
    if text:
        for error in phone.errors[:1]:
            inputs.fail("contact_mobile", *error)
    return phone.number
