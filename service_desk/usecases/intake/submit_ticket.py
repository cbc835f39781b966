"""Submit a request: it becomes a ticket with a number, a query code, a suggested category and its first event."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import RequestType
from service_desk.domain.decisions import acting_role, decide
from service_desk.domain.events import GENESIS
from service_desk.domain.identifiers import (
    NumberPrefix,
    check_phone,
    check_uscc,
    format_number,
    make_query_code,
)
from service_desk.domain.naming import UNDECIDED, NamedBy
from service_desk.domain.refusals import InvalidInput
from service_desk.domain.request_forms import RequestForm
from service_desk.domain.requests import MAX_BODY, MAX_TITLE, Kind, Source, Urgency
from service_desk.domain.roles import Role
from service_desk.domain.situation import Situation
from service_desk.domain.states import State
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import IntegrityError, Session, db, transaction
from service_desk.persistence.numbering import next_number
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import enterprise_for, ticket_by_submission
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, record
from service_desk.usecases.acting.published_forms import form_in_force, form_under
from service_desk.usecases.acting.rules import Rules, rules_in_force
from service_desk.usecases.files.unpack_parcel import unpack_parcel
from service_desk.usecases.firms.known_firms import note_firm
from service_desk.usecases.intake.keep_request_draft import finish_draft
from service_desk.usecases.learning.suggest import Suggested, suggest, warm_up

UNKNOWN_VERSION = Bilingual(
    "这张表单的版本不存在，请按现行表单核对后再提交。",
    "There is no such version of the form; please check your entries in the present one and submit again.",
)


@dataclass(frozen=True)
class Request:
    """What is submitted; texts as typed, `form_data` as the request type's form gives it (JSON values).

    `request_type` is None where nobody named one: a sure suggestion is followed, an unsure one is left to the dispatcher.
    `form_version` is the published version of the form it was filled in with, None for the one in force.
    `submission_key` is drawn when the form is first shown: the same key twice makes one ticket. `files` are tokens of the
    files in `parcel` that come along, `draft` is the code of the draft that ends with the submission.
    """

    title: str
    body: str
    request_type: str | None
    enterprise_name: str
    contact_name: str | None
    contact_mobile: str | None
    contact_email: str | None = None
    uscc: str | None = None
    park: str | None = None
    expected_result: str | None = None
    kind: Kind = Kind.HELP
    source: Source = Source.WEB
    urgency: Urgency = Urgency.NORMAL
    form_data: Mapping[str, Any] = field(default_factory=dict)
    form_version: int | None = None
    location: str | None = None
    occurred_on: date | None = None
    date_precision: str = "exact"
    is_publishable: bool = False
    language: str = "zh"
    submission_key: str | None = None
    parcel: str = ""
    files: tuple[str, ...] = ()
    draft: str = ""


def submit_ticket(request: Request, actor: Actor, now: datetime) -> Ticket:
    """Make a ticket of a request and return it; a repeated submission returns the ticket it made the first time.

    Raises InvalidInput with a problem per field, NotEntitled where the actor may not submit.
    """
    return file_request(request, Action.SUBMIT, actor, now)


def file_request(
    request: Request, action: Action, actor: Actor, now: datetime, data: Mapping[str, Any] | None = None
) -> Ticket:
    """Make a ticket by one of the two first acts: submitted, or recorded as solved on the spot."""
    try:
        return _file(request, action, actor, now, data)
    except IntegrityError:
        # The same form was sent, or the same new enterprise entered, at the same moment: by now that can be found.
        return _file(request, action, actor, now, data)


def _file(
    request: Request, action: Action, actor: Actor, now: datetime, data: Mapping[str, Any] | None
) -> Ticket:
    warm_up(db.session())  # whatever has to be learnt anew is learnt before others have to wait
    with transaction() as session:
        if request.submission_key:
            earlier = ticket_by_submission(session, request.submission_key)
            if earlier is not None:
                return earlier
        row = decide(Situation("", State.DRAFT), action, actor, now)
        rules = rules_in_force(session)
        clean = _checked(request, rules.catalogue.request_types)
        suggested = suggest(session, clean.title, clean.body)
        kind = rules.catalogue.request_types[clean.request_type or _unnamed(suggested)]
        form = _form(session, clean, kind)
        ticket = _new_ticket(session, clean, kind, form, suggested, rules, now)
        ticket.queue_department = ticket.responsible_department = rules.catalogue.coordinator
        session.add(ticket)
        session.flush()
        scene = Scene(session, ticket, actor, now, rules)
        role = acting_role(row, Situation("", State.DRAFT), actor) or Role.ENTERPRISE
        facts = {
            "source": request.source.value, "request_type": kind.code, "named_by": _named_by(clean, actor).value,
            "form": form.code, "form_version": form.version, **(data or {}),
        }  # fmt: skip
        # Sealed: what it is measured by, however much is learnt later.
        facts["suggestion"] = ticket.suggestion
        if action is Action.RECORD_ON_SITE:
            facts["lead"] = rules.catalogue.coordinator
        if request.files:
            facts["files"] = unpack_parcel(session, ticket.id, request.parcel, request.files)
        record(scene, row, role, facts, is_public=True)
        if request.draft:
            finish_draft(session, request.draft, ticket.ticket_no)
        return ticket


def _unnamed(suggested: Suggested) -> str:
    """Return the request type of what nobody named: the suggested one, or the one the unsure choose on the portal."""
    return suggested.suggestion.request_type if suggested.suggestion.is_sure else UNDECIDED


def _named_by(request: Request, actor: Actor) -> NamedBy:
    if request.request_type is None:
        return NamedBy.MACHINE
    return NamedBy.ENTERPRISE if actor.is_enterprise else NamedBy.OFFICER


def _checked(request: Request, request_types: Mapping[str, RequestType]) -> Request:
    inputs = Inputs()
    title = inputs.line("title", request.title, MAX_TITLE)
    body = inputs.text("body", request.body, MAX_BODY)
    expected = inputs.text("expected_result", request.expected_result, 500, required=False)
    name = inputs.line("enterprise_name", request.enterprise_name, 100)
    is_replayed = request.date_precision != "exact" or request.source is not Source.WEB
    contact = inputs.line("contact_name", request.contact_name, 40, required=not is_replayed)
    email = inputs.line("contact_email", request.contact_email, 254, required=False)
    park = inputs.line("park", request.park, 60, required=False)
    location = inputs.line("location", request.location, 200, required=False)
    if request.request_type is not None:
        inputs.one_of("request_type", request.request_type, request_types)
    mobile = _phone(inputs, request.contact_mobile, required=not is_replayed)
    uscc = _uscc(inputs, request.uscc)
    inputs.finish()
    return Request(
        title=title, body=body, request_type=request.request_type, enterprise_name=name,
        contact_name=contact or None, contact_mobile=mobile, contact_email=email or None,
        uscc=uscc, park=park or None, expected_result=expected or None, kind=request.kind,
        source=request.source, urgency=request.urgency, form_data=request.form_data, form_version=request.form_version,
        location=location or None, occurred_on=request.occurred_on, date_precision=request.date_precision,
        is_publishable=request.is_publishable, language=request.language, submission_key=request.submission_key,
    )  # fmt: skip


def _phone(inputs: Inputs, typed: str | None, *, required: bool) -> str | None:
    text = inputs.text("contact_mobile", typed, 30, required=required)
    if not text:
        return None
    phone = check_phone(text)
    for error in phone.errors[:1]:
        inputs.fail("contact_mobile", *error)
    return phone.number


def _uscc(inputs: Inputs, typed: str | None) -> str | None:
    if not (typed or "").strip():
        return None
    result = check_uscc(typed or "")
    for error in result.errors[:1]:
        inputs.fail("uscc", *error)
    return result.code


def _form(session: Session, request: Request, kind: RequestType) -> RequestForm:
    """Return the form a request was filled in with; raises InvalidInput for a version that was never published."""
    if request.form_version is None:
        return form_in_force(session, kind.form)
    form = form_under(session, kind.form, request.form_version)
    if form is None:
        raise InvalidInput({"form_version": UNKNOWN_VERSION})
    return form


def _new_ticket(
    session: Session, request: Request, kind: RequestType, form: RequestForm, suggested: Suggested, rules: Rules,
    now: datetime,
) -> Ticket:  # fmt: skip
    day = local_date(now)
    # The number comes first: whoever draws one waits for whoever drew one before, so a new enterprise is entered once.
    number = format_number(NumberPrefix.TICKET, day, next_number(session, NumberPrefix.TICKET, day))
    enterprise = enterprise_for(session, request.uscc, request.enterprise_name, request.park, now)
    note_firm(session, enterprise, now)
    return Ticket(
        ticket_no=number,
        query_code=make_query_code(secrets.choice), submission_key=request.submission_key, version=1,
        source=request.source.value, kind=request.kind.value, language=request.language,
        category=kind.category.value, secondary_category=kind.secondary_category, request_type=kind.code,
        level=kind.level.value, urgency=int(request.urgency), policy=rules.policy_choice.policy_for(kind.code).reference,
        suggestion=suggested.as_stored(),
        title=request.title, body=request.body, expected_result=request.expected_result,
        form=form.code, form_version=form.version, form_data=dict(request.form_data), location=request.location,
        occurred_on=request.occurred_on, date_precision=request.date_precision,
        is_publishable=request.is_publishable, enterprise_id=enterprise.id, enterprise_name=request.enterprise_name,
        uscc=request.uscc, park=request.park, contact_name=request.contact_name,
        contact_mobile=request.contact_mobile, contact_email=request.contact_email,
        state=State.SUBMITTED.value, clock="not_started", co_tasks=[], milestones=[], rank_at=now,
        submitted_at=now, last_event_at=now, last_seq=0, last_hash=GENESIS, redo_count=0, return_count=0,
        return_is_final=False,
    )  # fmt: skip
