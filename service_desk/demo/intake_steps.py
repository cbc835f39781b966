"""Steps at the door of the demo zone: submitting, accepting, asking, declining, dispatching, returning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from service_desk.demo.answering import answer
from service_desk.demo.drawn_photos import photographs_with
from service_desk.demo.forms import form_data
from service_desk.demo.story import Play, Stage, Story
from service_desk.domain.actors import Actor, guest
from service_desk.domain.calendar import load_calendar
from service_desk.domain.catalogue import Level
from service_desk.domain.requests import Source
from service_desk.domain.returns import ReturnReason
from service_desk.domain.roles import Role
from service_desk.domain.zone_time import local_date
from service_desk.usecases.intake.accept_ticket import accept_ticket
from service_desk.usecases.intake.decline_ticket import decline_ticket
from service_desk.usecases.intake.record_on_site import record_on_site
from service_desk.usecases.intake.request_information import request_information
from service_desk.usecases.intake.submit_ticket import Request, submit_ticket
from service_desk.usecases.intake.supplement_ticket import add_facts
from service_desk.usecases.intake.withdraw_ticket import lapse_unanswered, withdraw_ticket
from service_desk.usecases.routing.dispatch_ticket import Part, answer_directly, dispatch_ticket
from service_desk.usecases.routing.judge_return import reject_return, uphold_return
from service_desk.usecases.routing.merge_ticket import merge_ticket
from service_desk.usecases.routing.return_ticket import return_ticket

_VISITED = frozenset({Source.VISIT, Source.PROACTIVE})


def _request(story: Story, at: datetime) -> Request:
    filled, firm, day = story.filled, story.firm, local_date(at)
    return Request(
        title=filled.title,
        body=filled.body,
        request_type=story.kind.code,
        enterprise_name=firm.name,
        contact_name=firm.contact,
        contact_mobile=firm.mobile,
        contact_email=firm.mail if story.has_mail else None,
        uscc=firm.uscc,
        park=firm.park,
        kind=filled.text.kind,
        source=story.source,
        urgency=filled.text.urgency,
        form_data=form_data(story.kind.form, filled, firm, day, story.rng),
        location=f"{firm.park}{filled.blanks['building']}" if filled.text.language == "zh" else None,
        is_publishable=story.rng.random() < 0.4,
        language=filled.text.language,
    )


def _submit(stage: Stage, story: Story, at: datetime) -> None:
    submitter: Actor = guest(story.firm.contact)
    if story.source in _VISITED:
        submitter = stage.cast.zone(Role.COMMISSIONER)
    elif story.source is not Source.WEB:
        submitter = stage.cast.zone(Role.DISPATCHER)
    request = _request(story, at)
    if story.source is Source.WEB:
        parcel, files = photographs_with(story.kind.code, story.firm, at)
        request = replace(request, parcel=parcel, files=files)
    story.ticket_no = submit_ticket(request, submitter, at).ticket_no


def _on_site(stage: Stage, story: Story, at: datetime) -> None:
    visitor, answer = stage.cast.zone(Role.COMMISSIONER), f"走访时当场答复：{story.filled.answer}"
    story.ticket_no = record_on_site(_request(story, at), visitor, at, answer=answer).ticket_no


def _accept(stage: Stage, story: Story, at: datetime) -> None:
    accept_ticket(
        story.ticket_no,
        stage.cast.zone(Role.DISPATCHER),
        at,
        category=story.kind.category,
        request_type=story.kind.code,
        level=story.level,
        urgency=story.filled.text.urgency,
        secondary_category=story.kind.secondary_category,
    )


def _need_info(stage: Stage, story: Story, at: datetime) -> None:
    note = stage.words(story, "ask_before", at)
    request_information(story.ticket_no, stage.cast.zone(Role.DISPATCHER), at, note=note)


def _give_info(stage: Stage, story: Story, at: datetime) -> None:
    answer(story, at, stage.words(story, "answer_before", at))


def _facts(stage: Stage, story: Story, at: datetime) -> None:
    add_facts(story.ticket_no, story.contact, at, note=stage.words(story, "facts", at))


def _decline(stage: Stage, story: Story, at: datetime) -> None:
    why = story.filled.blanks
    decline_ticket(
        story.ticket_no,
        stage.cast.zone(Role.DISPATCHER),
        at,
        reason=why["reason"],
        channel=why["channel"],
    )


def _lapse(stage: Stage, story: Story, at: datetime) -> None:
    lapse_unanswered(at)


def _withdraw(stage: Stage, story: Story, at: datetime) -> None:
    withdraw_ticket(story.ticket_no, story.contact, at, reason=stage.words(story, "withdraw", at))


def _merge(stage: Stage, story: Story, at: datetime) -> None:
    into = story.twin.ticket_no if story.twin else ""
    merge_ticket(story.ticket_no, stage.cast.zone(Role.DISPATCHER), at, into=into)


def _dispatch(stage: Stage, story: Story, at: datetime) -> None:
    """Dispatch by the routing table; the general ones get only some of their usual helpers."""
    everybody = story.kind.form == "joint_utilities" or story.level is Level.COMPLEX
    story.lead = story.lead or story.kind.lead
    usual = [code for code in story.kind.co_handlers if code != story.lead]
    story.helpers = [code for code in usual if everybody or story.rng.random() < 0.4]
    dispatcher = stage.cast.zone(Role.DISPATCHER)
    if story.kind.form == "joint_utilities":
        parts = [Part(code, _PARTS.get(code, ""), _part_day(story, at)) for code in story.helpers]
        dispatch_ticket(story.ticket_no, dispatcher, at, lead=story.lead, parts=parts, is_joint=True)
        return
    dispatch_ticket(story.ticket_no, dispatcher, at, lead=story.lead, co_departments=story.helpers)


_PARTS = {"PW": "供电", "WT": "供水", "GH": "燃气与供热", "TC": "通信", "CB": "道路开挖与外线配合"}


def _part_day(story: Story, at: datetime) -> date:
    """Draw the day for a part of a joint request: one to three weeks ahead, a working day."""
    return load_calendar().next_working_day(local_date(at) + timedelta(days=story.rng.randint(7, 21)))


def _direct(stage: Stage, story: Story, at: datetime) -> None:
    answer_directly(story.ticket_no, stage.cast.zone(Role.DISPATCHER), at, answer=story.filled.answer)


def _return(stage: Stage, story: Story, at: datetime) -> None:
    others = [code for code in (*story.kind.co_handlers, "ES") if code != story.lead]
    return_ticket(
        story.ticket_no,
        stage.cast.head(story.lead),
        at,
        reason=story.rng.choice(list(ReturnReason)),
        basis=stage.words(story, "basis", at),
        suggested=others[0],
    )


def _uphold(stage: Stage, story: Story, at: datetime) -> None:
    ruling = stage.words(story, "ruling_upheld", at)
    uphold_return(story.ticket_no, stage.cast.zone(Role.DISPATCHER), at, ruling=ruling)
    story.lead = next(code for code in (*story.kind.co_handlers, "ES") if code != story.lead)


def _reject(stage: Stage, story: Story, at: datetime) -> None:
    ruling = stage.words(story, "ruling_rejected", at)
    reject_return(story.ticket_no, stage.cast.zone(Role.SUPERVISOR), at, ruling=ruling)


INTAKE_STEPS: Mapping[str, Play] = {
    "submit": _submit,
    "on_site": _on_site,
    "accept": _accept,
    "need_info": _need_info,
    "give_info": _give_info,
    "facts": _facts,
    "decline": _decline,
    "lapse": _lapse,
    "withdraw": _withdraw,
    "merge": _merge,
    "dispatch": _dispatch,
    "direct": _direct,
    "return": _return,
    "uphold": _uphold,
    "reject": _reject,
}
