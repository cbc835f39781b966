"""Acting a script out: every act through the desk's own use cases, at its own moment, all in one commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from service_desk.demo.replays.script import Act, Script
from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.callbacks import ResultType
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.refusals import NotPossible
from service_desk.persistence.database import transaction
from service_desk.persistence.filling import drop_letters_about, one_commit
from service_desk.persistence.tickets import ticket_by_submission
from service_desk.usecases.handling.end_co_task import finish_co_task
from service_desk.usecases.handling.report_progress import log_contact, report_progress
from service_desk.usecases.handling.review_result import approve_result
from service_desk.usecases.handling.submit_result import submit_result
from service_desk.usecases.intake.accept_ticket import accept_ticket
from service_desk.usecases.intake.submit_ticket import Request, submit_ticket
from service_desk.usecases.routing.dispatch_ticket import dispatch_ticket
from service_desk.usecases.routing.sign_ticket import sign_ticket


@dataclass(frozen=True)
class Performed:
    """An act that was carried out, and the place it took in its ticket's event log."""

    act: Act
    ticket_no: str
    seq: int


def act_out(script: Script) -> tuple[Performed, ...]:
    """Carry out a whole script; nothing is stored unless everything is.

    No letters go out about what was over years ago. Raises NotPossible where the database already holds this replay.
    """
    numbers: dict[str, str] = {}
    performed = []
    with one_commit() as session:
        if ticket_by_submission(session, _submission_key(script, next(iter(script.parts)))) is not None:
            raise NotPossible(
                Bilingual(
                    "这个案例已经重演到这个数据库里了。",
                    "This case has been replayed into this database already.",
                )
            )
        for act in script.acts:
            actor, _name = script.people[act.by]
            if act.do == "submit":
                ticket = submit_ticket(_request(script, act), actor, act.at)
                numbers[act.ticket] = ticket.ticket_no
                performed.append(Performed(act, ticket.ticket_no, ticket.last_seq))
                continue
            seq = _ACTS[act.do](script, act, actor, numbers[act.ticket])
            performed.append(Performed(act, numbers[act.ticket], seq))
        with transaction() as writing:
            drop_letters_about(writing, list(numbers.values()))
    return tuple(performed)


def _submission_key(script: Script, part: str) -> str:
    return f"replay-{script.code}-{part}"


def _request(script: Script, act: Act) -> Request:
    part, firm = script.parts[act.ticket], script.enterprise
    return Request(
        title=part.title,
        body=part.body,
        request_type=part.request_type,
        enterprise_name=firm.name,
        contact_name=None,
        contact_mobile=None,
        park=firm.park,
        location=firm.location,
        source=part.source,
        form_data=part.form_data,
        date_precision="approx" if part.is_approximate else "exact",
        submission_key=_submission_key(script, act.ticket),
    )


def _accept(script: Script, act: Act, actor: Actor, ticket_no: str) -> int:
    kind = load_catalogue().request_types[script.parts[act.ticket].request_type]
    return accept_ticket(
        ticket_no,
        actor,
        act.at,
        category=kind.category,
        request_type=kind.code,
        level=kind.level,
        secondary_category=kind.secondary_category,
    ).last_seq


def _dispatch(_script: Script, act: Act, actor: Actor, ticket_no: str) -> int:
    helpers = act.co_departments
    return dispatch_ticket(
        ticket_no, actor, act.at, lead=act.lead, co_departments=helpers, note=act.words.zh
    ).last_seq


def _sign(_script: Script, act: Act, actor: Actor, ticket_no: str) -> int:
    return sign_ticket(ticket_no, actor, act.at, contacted=act.contacted, note=act.words.zh).last_seq


def _contact(_script: Script, act: Act, actor: Actor, ticket_no: str) -> int:
    return log_contact(ticket_no, actor, act.at, note=act.words.zh).last_seq


def _progress(_script: Script, act: Act, actor: Actor, ticket_no: str) -> int:
    return report_progress(ticket_no, actor, act.at, note=act.words.zh).last_seq


def _finish_co_task(_script: Script, act: Act, actor: Actor, ticket_no: str) -> int:
    return finish_co_task(ticket_no, actor, act.at, opinion=act.words.zh).last_seq


def _submit_result(_script: Script, act: Act, actor: Actor, ticket_no: str) -> int:
    return submit_result(
        ticket_no, actor, act.at, result_type=ResultType.SOLVED, answer=act.words.zh
    ).last_seq


def _approve_result(_script: Script, act: Act, actor: Actor, ticket_no: str) -> int:
    return approve_result(ticket_no, actor, act.at, note=act.words.zh).last_seq


_ACTS: Mapping[str, Callable[[Script, Act, Actor, str], int]] = {
    "accept": _accept,
    "dispatch": _dispatch,
    "sign": _sign,
    "contact": _contact,
    "progress": _progress,
    "finish_co_task": _finish_co_task,
    "submit_result": _submit_result,
    "approve_result": _approve_result,
}
