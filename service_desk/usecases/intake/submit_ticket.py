"""Submit a request: it becomes a ticket with a number, a query code, a suggested category and its first event."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import RequestType
from service_desk.domain.decisions import acting_role, decide
from service_desk.domain.events import GENESIS
from service_desk.domain.identifiers import (
    NumberPrefix,
    format_number,
    make_query_code,
)
from service_desk.domain.naming import UNDECIDED, NamedBy
from service_desk.domain.refusals import InvalidInput
from service_desk.domain.request_forms import RequestForm
from service_desk.domain.roles import Role
from service_desk.domain.situation import Situation
from service_desk.domain.states import State
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import IntegrityError, Session, db, transaction
from service_desk.persistence.numbering import next_numbers
from service_desk.persistence.tables import Enterprise, Ticket
from service_desk.persistence.tickets import (
    Named,
    enterprises_for,
    next_ticket_ids,
    tickets_by_submission,
)
from service_desk.usecases.acting.perform import Permitted, Scene, record_many
from service_desk.usecases.acting.published_forms import Forms
from service_desk.usecases.acting.rules import Rules, rules_in_force
from service_desk.usecases.files.unpack_parcel import unpack_parcel
from service_desk.usecases.firms.known_firms import note_firms
from service_desk.usecases.intake.check_request import Request, check_request
from service_desk.usecases.intake.keep_request_draft import finish_draft
from service_desk.usecases.learning.suggest import Suggested, suggest, warm_up

__all__ = ["Request", "file_request", "submit_many", "submit_ticket"]

UNKNOWN_VERSION = Bilingual(
    "这张表单的版本不存在，请按现行表单核对后再提交。",
    "There is no such version of the form; please check your entries in the present one and submit again.",
)


class Fit(NamedTuple):
    """A request that can be filed: as it was typed, as it was understood, its type, its form, and what was suggested."""

    typed: Request
    clean: Request
    kind: RequestType
    form: RequestForm
    said: Suggested


Filed = Ticket | InvalidInput
"""What became of a request."""


def submit_ticket(request: Request, actor: Actor, now: datetime) -> Ticket:
    """Make a ticket of a request and return it; a repeated submission returns the ticket it made the first time.

    Raises InvalidInput with a problem per field, NotEntitled where the actor may not submit.
    """
    return file_request(request, Action.SUBMIT, actor, now)


def file_request(
    request: Request, action: Action, actor: Actor, now: datetime, data: Mapping[str, Any] | None = None
) -> Ticket:
    """Make a ticket by one of the two first acts: submitted, or recorded as solved on the spot."""
    (filed,) = _file_once_more([request], action, actor, now, data)
    if isinstance(filed, InvalidInput):
        raise filed
    return filed


def submit_many(requests: Sequence[Request], actor: Actor, now: datetime) -> dict[int, InvalidInput]:
    """Make tickets of requests, numbered in their order, in one transaction; what was submitted before stays as it is.

    Returns, by their places, the requests of which no ticket could be made; the others are filed all or none.
    """
    filed = _file_once_more(requests, Action.SUBMIT, actor, now, None)
    return {place: each for place, each in enumerate(filed) if isinstance(each, InvalidInput)}


def _file_once_more(
    requests: Sequence[Request], action: Action, actor: Actor, now: datetime, data: Mapping[str, Any] | None
) -> list[Filed]:
    try:
        return _file(requests, action, actor, now, data)
    except IntegrityError:
        # The same form was sent, or the same new enterprise entered, at the same moment: by now that can be found.
        return _file(requests, action, actor, now, data)


def _file(
    requests: Sequence[Request], action: Action, actor: Actor, now: datetime, data: Mapping[str, Any] | None
) -> list[Filed]:
    warm_up(db.session())  # whatever has to be learnt anew is learnt before others have to wait
    keys = [request.submission_key or place for place, request in enumerate(requests)]
    with transaction() as session:
        filed: dict[str | int, Filed] = {}
        filed.update(tickets_by_submission(session, [key for key in keys if isinstance(key, str)]))
        new: dict[str | int, Request] = {}
        for key, request in zip(keys, requests, strict=True):
            if key not in filed:
                new.setdefault(key, request)
        if new:
            made = _file_new(session, list(new.values()), action, actor, now, data or {})
            filed.update(zip(new, made, strict=True))
        return [filed[key] for key in keys]


def _file_new(
    session: Session,
    requests: Sequence[Request],
    action: Action,
    actor: Actor,
    now: datetime,
    data: Mapping[str, Any],
) -> list[Filed]:
    """File requests that nothing was made of yet, each once."""
    row = decide(Situation("", State.DRAFT), action, actor, now)
    role = acting_role(row, Situation("", State.DRAFT), actor) or Role.ENTERPRISE
    rules, forms = rules_in_force(session), Forms(session)
    found = [_fit(session, request, rules, forms) for request in requests]
    fit = [each for each in found if isinstance(each, Fit)]
    tickets = _new_tickets(session, fit, rules, now)
    acts = [
        Permitted(
            Scene(session, ticket, actor, now, rules), row, role,
            _facts(session, each, ticket, action, actor, rules, data), is_public=True,
        )
        for each, ticket in zip(fit, tickets, strict=True)
    ]  # fmt: skip
    record_many(acts)
    for each, ticket in zip(fit, tickets, strict=True):
        if each.typed.draft:
            finish_draft(session, each.typed.draft, ticket.ticket_no)
    made = iter(tickets)
    return [each if isinstance(each, InvalidInput) else next(made) for each in found]


def _fit(session: Session, request: Request, rules: Rules, forms: Forms) -> Fit | InvalidInput:
    """Return a request as it can be filed, or what is wrong with it."""
    try:
        clean = check_request(request, rules.catalogue.request_types)
        said = clean.suggested or suggest(session, clean.title, clean.body)
        kind = rules.catalogue.request_types[clean.request_type or _unnamed(said)]
        return Fit(request, clean, kind, _form(clean, kind, forms, rules.forms_of(kind.code)), said)
    except InvalidInput as refusal:
        return refusal


def _unnamed(said: Suggested) -> str:
    """Return the request type of what nobody named: the suggested one, or the one the unsure choose on the portal."""
    return said.suggestion.request_type if said.suggestion.is_sure else UNDECIDED


def _named_by(request: Request, actor: Actor) -> NamedBy:
    if request.request_type is None:
        return NamedBy.MACHINE
    return NamedBy.ENTERPRISE if actor.is_enterprise else NamedBy.OFFICER


def _facts(
    session: Session, fit: Fit, ticket: Ticket, action: Action, actor: Actor, rules: Rules, data: Mapping[str, Any]
) -> dict[str, Any]:  # fmt: skip
    """Return what the first event keeps of a request; files that came along are unpacked."""
    typed = fit.typed
    facts = {
        "source": typed.source.value, "request_type": ticket.request_type,
        "named_by": _named_by(fit.clean, actor).value, "form": fit.form.code, "form_version": fit.form.version, **data,
    }  # fmt: skip
    # Sealed: what it is measured by, however much is learnt later.
    facts["suggestion"] = ticket.suggestion
    if action is Action.RECORD_ON_SITE:
        facts["lead"] = rules.catalogue.coordinator
    if typed.files:
        facts["files"] = unpack_parcel(session, ticket.id, typed.parcel, typed.files)
    return facts


def _form(request: Request, kind: RequestType, forms: Forms, allowed: Sequence[str]) -> RequestForm:
    """Return the form a request was filled in with; raises InvalidInput for one that was never published for its type."""
    code = request.form or kind.form
    form = forms.under(code, request.form_version) if code in allowed else None
    if form is None:
        raise InvalidInput({"form_version": UNKNOWN_VERSION})
    return form


def _new_tickets(session: Session, fit: Sequence[Fit], rules: Rules, now: datetime) -> list[Ticket]:
    """Make the rows of new tickets, numbered in the order of their requests; they are stored with their first events."""
    if not fit:
        return []
    day = local_date(now)
    # The numbers come first: whoever draws one waits for whoever drew one before, so a new enterprise is entered once.
    numbers = next_numbers(session, NumberPrefix.TICKET, day, len(fit))
    named = [Named(each.clean.uscc, each.clean.enterprise_name, each.clean.park) for each in fit]
    enterprises = enterprises_for(session, named, now)
    note_firms(session, enterprises, now)
    ids = next_ticket_ids(session, len(fit))
    tickets = []
    for each, enterprise, number, row_id in zip(fit, enterprises, numbers, ids, strict=True):
        ticket = _new_ticket(each, enterprise, rules, now)
        ticket.id, ticket.ticket_no = row_id, format_number(NumberPrefix.TICKET, day, number)
        tickets.append(ticket)
    session.add_all(tickets)
    return tickets


def _new_ticket(fit: Fit, enterprise: Enterprise, rules: Rules, now: datetime) -> Ticket:
    request, kind, form, coordinator = fit.clean, fit.kind, fit.form, rules.catalogue.coordinator
    return Ticket(
        query_code=make_query_code(secrets.choice), submission_key=request.submission_key, version=1,
        source=request.source.value, kind=request.kind.value, language=request.language,
        category=kind.category.value, secondary_category=kind.secondary_category, request_type=kind.code,
        level=kind.level.value, urgency=int(request.urgency), policy=rules.policy_choice.policy_for(kind.code).reference,
        suggestion=fit.said.as_stored(),
        title=request.title, body=request.body, expected_result=request.expected_result,
        form=form.code, form_version=form.version, form_data=dict(request.form_data), location=request.location,
        occurred_on=request.occurred_on, date_precision=request.date_precision,
        is_publishable=request.is_publishable, enterprise_id=enterprise.id, enterprise_name=request.enterprise_name,
        uscc=request.uscc, park=request.park, contact_name=request.contact_name,
        contact_mobile=request.contact_mobile, contact_email=request.contact_email,
        state=State.SUBMITTED.value, clock="not_started", co_tasks=[], milestones=[], rank_at=now,
        submitted_at=now, last_event_at=now, last_seq=0, last_hash=GENESIS, redo_count=0, return_count=0,
        return_is_final=False, queue_department=coordinator, responsible_department=coordinator,
    )  # fmt: skip
