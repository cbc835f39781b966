"""What the desk holds of a person, complete and readable by machines (PIPL art. 45): of a ticket's contact, of an account."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from service_desk.domain.personal_data import CONTACT_NAMES
from service_desk.domain.request_forms import RequestForm, kept_apart, known_form, persons_among
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.accounts import User
from service_desk.persistence.contacts import erasure_of
from service_desk.persistence.database import Session
from service_desk.persistence.drafts import open_drafts
from service_desk.persistence.event_log import history
from service_desk.persistence.firms import filed_by, member_of
from service_desk.persistence.people import account_history
from service_desk.persistence.tables import Enterprise, Ticket
from service_desk.usecases.acting.published_forms import form_of_ticket

MOST = 500


def of_ticket(session: Session, ticket: Ticket) -> dict[str, Any]:
    """Return what a ticket holds of its contact and of what the enterprise sees."""
    erasure = erasure_of(session, ticket.id)
    events = [event for event in history(session, ticket.id) if event.is_public]
    answers = ticket.form_data or {}
    form = known_form(form_of_ticket(session, ticket))
    return {
        "ticket_no": ticket.ticket_no,
        "contact": {name: getattr(ticket, name) for name in CONTACT_NAMES},
        "persons_in_form": {name: answers[name] for name in persons_among(form, answers)},
        "enterprise": {"name": ticket.enterprise_name, "uscc": ticket.uscc, "park": ticket.park},
        "request": {
            "title": ticket.title,
            "body": ticket.body,
            "expected_result": ticket.expected_result,
            "location": ticket.location,
            "answers": ticket.form_data,
            "language": ticket.language,
            "is_publishable": ticket.is_publishable,
        },
        "submitted_at": _moment(ticket.submitted_at),
        "ended_at": _moment(ticket.ended_at),
        "rating": {"level": ticket.rating, "words": ticket.rating_text},
        "suggestion_by_machine": ticket.suggestion,
        "events": [
            {
                "at": _moment(event.at),
                "act": event.action.value,
                "by": event.actor_role.value,
                "data": _half_hidden(dict(event.data), form),
            }
            for event in events
        ],
        "erasure": None
        if erasure is None
        else {"why": erasure.why, "asked_at": _moment(erasure.asked_at), "done_at": _moment(erasure.done_at)},
    }


def of_account(session: Session, user: User, now: datetime) -> dict[str, Any]:
    """Return what an account holds of its owner, with his drafts and the requests he filed."""
    member = member_of(session, user.id)
    firm = session.get(Enterprise, member.enterprise_id) if member is not None else None
    tickets = filed_by(session, member.enterprise_id, user.id, MOST) if member is not None else []
    return {
        "account": {
            "login": user.login,
            "name": user.display_name,
            "email": user.email,
            "mobile": member.mobile if member is not None else None,
            "language": user.language,
            "created_at": _moment(user.created_at),
            "last_seen_at": _moment(user.last_seen_at),
        },
        "firm": None
        if firm is None or member is None
        else {
            "name": firm.name,
            "uscc": firm.uscc,
            "role": member.role,
            "verified": member.verified,
            "joined_at": _moment(member.joined_at),
        },
        "history": [
            {"at": _moment(entry.event.at), "act": entry.event.act.value, "address": entry.event.address}
            for entry in account_history(session, user.id, limit=MOST)
        ],
        "drafts": [
            {"request_type": draft.request_type, "saved_at": _moment(draft.saved_at), "fields": draft.fields}
            for draft in open_drafts(session, None, user.id, now, MOST)
        ],
        "tickets": [of_ticket(session, ticket) for ticket in tickets],
    }


def _half_hidden(data: dict[str, Any], form: RequestForm | None) -> dict[str, Any]:
    """Return what an event holds; a correction names persons half hidden, whenever it was sealed."""
    correction = data.get("correction")
    return {**data, "correction": kept_apart(form, correction)} if correction else data


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(SHANGHAI).isoformat(timespec="seconds") if moment is not None else None
