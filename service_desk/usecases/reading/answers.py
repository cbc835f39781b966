"""The answers of a ticket's form as a person may see them: telephones and addresses whole only for whoever may call."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.events import Event
from service_desk.domain.request_forms import (
    Corrected,
    Described,
    corrected_answers,
    describe,
    hidden,
    hidden_corrections,
)
from service_desk.persistence.contacts import erasure_of
from service_desk.persistence.database import Session
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.published_forms import form_of_ticket
from service_desk.usecases.reading.contact import may_call


def answers_of(session: Session, ticket: Ticket, actor: Actor) -> tuple[Described, ...]:
    """Return what the form says, section by section."""
    sections = describe(form_of_ticket(session, ticket), ticket.form_data)
    return sections if may_call(ticket, actor) else hidden(sections)


def corrections_of(
    session: Session, ticket: Ticket, events: Iterable[Event], actor: Actor
) -> list[tuple[datetime, tuple[Corrected, ...]]]:
    """Return what the enterprise put right in its form since it was filed, each time with the moment, newest first.

    The sealed events keep what was typed; once the contact is taken out they show it to nobody.
    """
    corrected = [event for event in events if event.data.get("correction")]
    if not corrected:
        return []
    form, erasure = form_of_ticket(session, ticket), erasure_of(session, ticket.id)
    is_erased = erasure is not None and erasure.done_at is not None
    told = [(event.at, corrected_answers(form, event.data["correction"])) for event in reversed(corrected)]
    if may_call(ticket, actor) and not is_erased:
        return told
    return [(at, hidden_corrections(changes)) for at, changes in told]
