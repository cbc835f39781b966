"""Begin an answer: from nothing, or from a struck-off ticket, without anything that tells of the firm or its people."""

from __future__ import annotations

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.knowledge.answers import MAX_ANSWER, MAX_QUESTION, MAX_TITLE
from service_desk.domain.knowledge.traces import without_traces
from service_desk.domain.refusals import NotPossible
from service_desk.domain.states import State
from service_desk.persistence.tables import Ticket
from service_desk.usecases.knowledge.wording import Wording

ENDED_WELL = frozenset({State.CLOSED, State.RESOLVED_ON_SITE})
_NOT_STRUCK_OFF = Bilingual(
    "销号以后才能写成答复。", "An answer is written from a ticket once it has been struck off."
)


def begin_from_ticket(ticket: Ticket) -> Wording:
    """Return what an answer begins with: the question as asked and the result as told, nobody named.

    Raises NotPossible while the ticket is not struck off.
    """
    if ticket.state_now not in ENDED_WELL:
        raise NotPossible(_NOT_STRUCK_OFF)
    names = names_in(ticket)
    departments = [ticket.lead_department or ticket.responsible_department]
    departments += [task.department for task in ticket.co_tasks]
    return Wording(
        title=without_traces(ticket.title, names)[:MAX_TITLE],
        question=without_traces(ticket.body, names)[:MAX_QUESTION],
        text=without_traces(ticket.result_text or "", names)[:MAX_ANSWER],
        departments=tuple(dict.fromkeys(departments)),
        request_type=ticket.request_type,
    )


def names_in(ticket: Ticket | None) -> list[str | None]:
    """Return the names and numbers in a ticket that no answer may tell."""
    if ticket is None:
        return []
    return [
        ticket.enterprise_name, _short_name(ticket.enterprise_name), ticket.contact_name, ticket.contact_mobile,
        ticket.contact_email, ticket.uscc, ticket.ticket_no,
    ]  # fmt: skip


def departments_of(actor: Actor, coordinator: str) -> tuple[str, ...]:
    """Return the department an answer from nothing begins with: one's own, else the centre."""
    return (actor.department or coordinator,)


def _short_name(name: str) -> str | None:
    """Return a firm's name without its legal form, as people write it; None where too little is left."""
    for form in ("股份有限公司", "有限责任公司", "有限公司", "集团", "公司", "厂"):
        if name.endswith(form):
            short = name.removesuffix(form)
            return short if len(short) >= 4 else None
    return None
