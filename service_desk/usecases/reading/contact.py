"""How an enterprise can be reached, shown in full only to whoever has to call it (domain notes §2.6, masked by role)."""

from __future__ import annotations

from dataclasses import dataclass

from service_desk.domain.actors import Actor
from service_desk.domain.personal_data import masked
from service_desk.domain.roles import DEPARTMENT_ROLES, Role
from service_desk.persistence.tables import Ticket


@dataclass(frozen=True)
class Contact:
    """Name, telephone and address of an enterprise's contact; `is_masked` tells that parts are hidden."""

    name: str | None
    mobile: str | None
    email: str | None
    is_masked: bool


def contact_of(ticket: Ticket, actor: Actor) -> Contact:
    """Return the contact as the person may see it."""
    if may_call(ticket, actor):
        return Contact(ticket.contact_name, ticket.contact_mobile, ticket.contact_email, is_masked=False)
    mobile = masked("contact_mobile", ticket.contact_mobile) or None
    email = masked("contact_email", ticket.contact_email) or None
    return Contact(ticket.contact_name, mobile, email, is_masked=bool(mobile or email))


def may_call(ticket: Ticket, actor: Actor) -> bool:
    """Tell whether a person's duty on the ticket includes calling: dispatcher, callback officer, lead department."""
    if actor.has_role(Role.DISPATCHER, Role.CALLBACK):
        return True
    leads = actor.department is not None and actor.department == ticket.lead_department
    return leads and actor.has_role(*DEPARTMENT_ROLES)
