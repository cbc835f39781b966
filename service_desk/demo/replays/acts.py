"""The acts that a script may name: each handed to the use case of the same name, with what the script says of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from service_desk.demo.replays.script import Act, Script
from service_desk.domain.actors import Actor
from service_desk.domain.callbacks import ResultType
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.meetings import WhistleReason
from service_desk.domain.zone_time import local_date
from service_desk.persistence.tables import Ticket
from service_desk.usecases.handling.end_co_task import finish_co_task
from service_desk.usecases.handling.record_energised import record_energised
from service_desk.usecases.handling.record_meeting import Owner, record_meeting
from service_desk.usecases.handling.refer_outside import refer_outside
from service_desk.usecases.handling.report_progress import log_contact, report_progress
from service_desk.usecases.handling.review_result import approve_result
from service_desk.usecases.handling.submit_result import submit_result
from service_desk.usecases.handling.verify_on_site import verify_on_site
from service_desk.usecases.intake.accept_ticket import accept_ticket
from service_desk.usecases.intake.submit_ticket import Request
from service_desk.usecases.routing.dispatch_ticket import Part, dispatch_ticket
from service_desk.usecases.routing.group_tickets import join_umbrella
from service_desk.usecases.routing.sign_ticket import sign_ticket


def submission_key(script: Script, part: str) -> str:
    """Return what makes a ticket of a replay known again, so that no case is stored twice."""
    return f"replay-{script.code}-{part}"


def request_of(script: Script, act: Act) -> Request:
    """Return what is submitted: what the page says of the ticket, and nothing where it is silent."""
    part, firm = script.parts[act.ticket], script.enterprise
    return Request(
        title=part.title,
        body=part.body,
        request_type=part.request_type,
        enterprise_name=part.enterprise or firm.name,
        contact_name=None,
        contact_mobile=None,
        park=firm.park,
        location=firm.location,
        source=part.source,
        form_data=part.form_data,
        date_precision="approx" if part.is_approximate else "exact",
        submission_key=submission_key(script, act.ticket),
    )


def perform_act(script: Script, act: Act, numbers: Mapping[str, str]) -> int:
    """Perform one act on its ticket and return its place in the event log; raises what the use case raises."""
    actor, _name = script.people[act.by]
    if act.do == "join":
        parent = numbers[act.details["parent"]]
        return join_umbrella(numbers[act.ticket], actor, act.at, parent=parent).last_seq
    return _ACTS[act.do](script, act, actor, numbers[act.ticket]).last_seq


def _accept(script: Script, act: Act, actor: Actor, ticket_no: str) -> Ticket:
    kind = load_catalogue().request_types[script.parts[act.ticket].request_type]
    return accept_ticket(
        ticket_no,
        actor,
        act.at,
        category=kind.category,
        request_type=kind.code,
        level=kind.level,
        secondary_category=kind.secondary_category,
    )


def _dispatch(_script: Script, act: Act, actor: Actor, ticket_no: str) -> Ticket:
    return dispatch_ticket(
        ticket_no,
        actor,
        act.at,
        lead=act.details["lead"],
        co_departments=act.details.get("co_departments", ()),
        parts=[Part(department, title) for department, title in act.details.get("parts", ())],
        note=act.words.zh,
    )


def _sign(_script: Script, act: Act, actor: Actor, ticket_no: str) -> Ticket:
    contacted = act.details.get("contacted", False)
    return sign_ticket(ticket_no, actor, act.at, contacted=contacted, note=act.words.zh)


def _contact(_script: Script, act: Act, actor: Actor, ticket_no: str) -> Ticket:
    return log_contact(ticket_no, actor, act.at, note=act.words.zh)


def _progress(_script: Script, act: Act, actor: Actor, ticket_no: str) -> Ticket:
    return report_progress(ticket_no, actor, act.at, note=act.words.zh)


def _refer_outside(_script: Script, act: Act, actor: Actor, ticket_no: str) -> Ticket:
    return refer_outside(ticket_no, actor, act.at, unit=act.details["unit"], note=act.words.zh)


def _verify_on_site(_script: Script, act: Act, actor: Actor, ticket_no: str) -> Ticket:
    return verify_on_site(
        ticket_no, actor, act.at, on=local_date(act.at), people=act.details["people"], conclusion=act.words.zh
    )


def _record_meeting(_script: Script, act: Act, actor: Actor, ticket_no: str) -> Ticket:
    return record_meeting(
        ticket_no,
        actor,
        act.at,
        held_on=local_date(act.at),
        reason=WhistleReason(act.details["reason"]),
        attendees=act.details["attendees"],
        minutes=act.words.zh,
        owners=[Owner(department, matter) for department, matter in act.details["owners"]],
    )


def _record_energised(_script: Script, act: Act, actor: Actor, ticket_no: str) -> Ticket:
    return record_energised(ticket_no, actor, act.at, on=local_date(act.at), note=act.words.zh)


def _finish_co_task(_script: Script, act: Act, actor: Actor, ticket_no: str) -> Ticket:
    return finish_co_task(ticket_no, actor, act.at, opinion=act.words.zh)


def _submit_result(_script: Script, act: Act, actor: Actor, ticket_no: str) -> Ticket:
    return submit_result(ticket_no, actor, act.at, result_type=ResultType.SOLVED, answer=act.words.zh)


def _approve_result(_script: Script, act: Act, actor: Actor, ticket_no: str) -> Ticket:
    return approve_result(ticket_no, actor, act.at, note=act.words.zh)


_ACTS: Mapping[str, Callable[[Script, Act, Actor, str], Ticket]] = {
    "accept": _accept,
    "dispatch": _dispatch,
    "sign": _sign,
    "contact": _contact,
    "progress": _progress,
    "refer_outside": _refer_outside,
    "verify_on_site": _verify_on_site,
    "record_meeting": _record_meeting,
    "record_energised": _record_energised,
    "finish_co_task": _finish_co_task,
    "submit_result": _submit_result,
    "approve_result": _approve_result,
}
