"""Correct whom a ticket names: its contact, by the enterprise itself (PIPL art. 46) or by officers who call; its enterprise.

Officers alone say which enterprise it is, and give a reason. The record holds what it was before, contacts half hidden.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.identifiers import check_phone, make_query_code
from service_desk.domain.personal_data import CONTACT_NAMES, masked
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.visits import Firm
from service_desk.persistence.contacts import erasure_of, redirect_letters
from service_desk.persistence.tables import Ticket, Visit
from service_desk.persistence.ticket_links import revoke_links_to
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform
from service_desk.usecases.firms.correct_firm import Columns as FirmColumns
from service_desk.usecases.firms.correct_firm import checked_firm, move_ticket
from service_desk.usecases.visits.correct_visit import move_visit, visit_to_move

Columns = dict[str, str | None]


@dataclass(frozen=True)
class _Typed:
    """What somebody wants a ticket to say."""

    contact: dict[str, str]
    firm: Firm | None
    reason: str
    renews_code: bool
    moves_visit: bool


def correct_contact(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    contact_name: str,
    contact_mobile: str,
    contact_email: str = "",
    firm: Firm | None = None,
    reason: str = "",
    renews_code: bool = False,
    moves_visit: bool = False,
    seen_version: int | None = None,
) -> Ticket:
    """Store another contact and, for an officer, another enterprise; an officer says why.

    The contact's whole values stand in the ticket's row alone, never in the sealed event. Links mailed to an address
    that an officer found wrong open nothing any more, letters that wait for a former one go to the new one. `renews_code` makes the
    query code void that the wrong person may have, and draws another. `moves_visit` puts the visit that brought the ticket back
    under the same enterprise, which is refused where another request of it contradicts.
    Raises InvalidInput (also where nothing differs), NotFound, Stale, NotEntitled, NotPossible.
    """
    contact = {
        "contact_name": contact_name,
        "contact_mobile": contact_mobile,
        "contact_email": contact_email,
    }
    is_own = actor.is_enterprise
    typed = _Typed(
        contact, None if is_own else firm, reason, renews_code and not is_own, moves_visit and not is_own
    )
    data: dict[str, Any] = {}

    def change(scene: Scene) -> None:
        data.update(_change(scene, typed))

    return perform(
        ticket_no, Action.CORRECT_CONTACT, actor, now, seen_version=seen_version, data=data, check=change
    )


def _change(scene: Scene, typed: _Typed) -> dict[str, Any]:
    """Write what was typed into the ticket and return what the event holds of it."""
    ticket, inputs = scene.ticket, Inputs()
    wanted = _contact(inputs, scene, typed.contact)
    firm = checked_firm(scene.session, inputs, ticket, typed.firm) if typed.firm is not None else {}
    visit = _visit_to_move(scene, inputs, typed, firm)
    reason = inputs.text("reason", typed.reason, MAX_NOTE, required=not scene.actor.is_enterprise)
    both = {**firm, **wanted}
    changed = [name for name in both if getattr(ticket, name) != both[name]]
    if not changed and not typed.renews_code and visit is None and not inputs.problems:
        inputs.fail(
            "contact_name", "和现在登记的一样，没有要改的。", "Nothing differs from what is recorded."
        )
    inputs.finish()
    before = {name: getattr(ticket, name) for name in changed}
    for name in wanted:
        setattr(ticket, name, wanted[name])
    if any(name in firm for name in changed):
        move_ticket(scene.session, ticket, firm, scene.now)
    if visit is not None:
        move_visit(scene.session, visit, ticket, scene.actor, scene.now)
    if before.get("contact_email"):
        redirect_letters(scene.session, ticket, before["contact_email"] or "", ticket.contact_email)
    is_wrong_address = bool(before.get("contact_email")) and not scene.actor.is_enterprise
    if is_wrong_address or typed.renews_code:  # an enterprise's own former address stays its own
        revoke_links_to(scene.session, ticket.id, scene.now)
    if typed.renews_code:
        ticket.query_code = make_query_code(secrets.choice)
    data: dict[str, Any] = {
        "changed": changed,
        "before": {name: _sealed(name, before[name]) for name in changed},
        "after": {name: _sealed(name, both[name]) for name in changed},
    }
    told = {"reason": reason, "renewed_code": typed.renews_code, "visit": visit.visit_no if visit else ""}
    return data | {name: value for name, value in told.items() if value}


def _visit_to_move(scene: Scene, inputs: Inputs, typed: _Typed, firm: FirmColumns) -> Visit | None:
    if not typed.moves_visit:
        return None
    named = {"enterprise_name": scene.ticket.enterprise_name, "uscc": scene.ticket.uscc} | dict(firm)
    return visit_to_move(scene.session, inputs, scene.ticket, named["enterprise_name"], named["uscc"])


def _contact(inputs: Inputs, scene: Scene, typed: dict[str, str]) -> Columns:
    """Return the contact as typed; only what differs is checked, and what was taken out on request is not put back."""
    ticket = scene.ticket
    mobile = typed["contact_mobile"].strip()
    wanted: Columns = {
        "contact_name": inputs.line(
            "contact_name", typed["contact_name"], 40, required=bool(ticket.contact_name)
        )
        or None,
        "contact_mobile": ticket.contact_mobile
        if mobile == (ticket.contact_mobile or "")
        else _phone(inputs, mobile),
        "contact_email": inputs.line("contact_email", typed["contact_email"], 254, required=False) or None,
    }
    changed = [name for name in wanted if getattr(ticket, name) != wanted[name]]
    erasure = erasure_of(scene.session, ticket.id) if changed else None
    if erasure is not None and erasure.done_at is not None:
        inputs.fail(
            changed[0],
            "联系方式已按要求去除，不再登记。",
            "The contact was taken out on request and is not recorded again.",
        )
    return wanted


def _phone(inputs: Inputs, typed: str) -> str:
    text = inputs.text("contact_mobile", typed, 30)
    phone = check_phone(text)
    if text:
        for error in phone.errors[:1]:
            inputs.fail("contact_mobile", *error)
    return phone.number


def _sealed(name: str, value: str | None) -> str:
    """Return a value as the sealed event may hold it: a contact half hidden, the enterprise as it is."""
    return masked(name, value) if name in CONTACT_NAMES else value or ""
