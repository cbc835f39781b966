"""Steps between departments of the demo zone: applications, stops by law, external units, meetings, supervision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from service_desk.demo.story import Play, Stage, Story
from service_desk.domain.actions import Action
from service_desk.domain.catalogue import Level
from service_desk.domain.meetings import WhistleReason
from service_desk.domain.roles import Role
from service_desk.domain.stops import StopKind
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.persistence.tickets import ticket_by_number
from service_desk.usecases.handling.apply_for_leave import apply_extension, apply_hold, apply_level
from service_desk.usecases.handling.decide_application import (
    approve_hold,
    grant_extension,
    raise_level,
    refuse_application,
)
from service_desk.usecases.handling.pause_clock import pause_clock
from service_desk.usecases.handling.record_meeting import Owner, record_meeting
from service_desk.usecases.handling.refer_outside import close_referral, refer_outside
from service_desk.usecases.handling.verify_on_site import Reading, verify_on_site
from service_desk.usecases.reading.views import view_ticket
from service_desk.usecases.routing.transfer_ticket import transfer_ticket
from service_desk.usecases.supervision.instruct_department import answer_instruction, instruct_department
from service_desk.usecases.supervision.urge_ticket import urge_ticket


def _ask_days(stage: Stage, story: Story, at: datetime) -> None:
    """The head asks while there is time; where holidays have eaten it up nobody asks, and nobody decides."""
    head, reason = stage.cast.head(story.lead), stage.words(story, "extension_reason", at)
    days, session = story.rng.randint(2, 5), db.session()
    ticket = ticket_by_number(session, story.ticket_no)
    if ticket is None or Action.APPLY_EXTENSION not in view_ticket(session, ticket, head, at).possible:
        if story.steps and story.steps[0].name in ("grant_days", "refuse"):
            story.steps.popleft()
        return
    apply_extension(story.ticket_no, head, at, days=days, reason=reason)


def _grant_days(stage: Stage, story: Story, at: datetime) -> None:
    grant_extension(story.ticket_no, stage.cast.zone(Role.SUPERVISOR), at, note="情况属实，同意。")


def _refuse(stage: Stage, story: Story, at: datetime) -> None:
    reason = stage.words(story, "refusal", at)
    refuse_application(story.ticket_no, stage.cast.zone(Role.SUPERVISOR), at, reason=reason)


def _ask_level(stage: Stage, story: Story, at: datetime) -> None:
    reason = stage.words(story, "level_reason", at)
    apply_level(story.ticket_no, stage.cast.head(story.lead), at, level=Level.COMPLEX, reason=reason)


def _raise(stage: Stage, story: Story, at: datetime) -> None:
    raise_level(story.ticket_no, stage.cast.zone(Role.SUPERVISOR), at, note="同意按复杂问题办理。")


def _ask_hold(stage: Stage, story: Story, at: datetime) -> None:
    """The head asks with a dated plan: a scheme in two weeks, the works in a month."""
    first, second = local_date(at) + timedelta(days=14), local_date(at) + timedelta(days=30)
    steps = [stage.words(story, "hold_plan", at) for _ in range(2)]
    apply_hold(
        story.ticket_no,
        stage.cast.head(story.lead),
        at,
        reason=stage.words(story, "hold_reason", at),
        plan=f"{first} {steps[0]}\n{second} {steps[1]}",
        review_on=second,
    )


def _hold(stage: Stage, story: Story, at: datetime) -> None:
    approve_hold(story.ticket_no, stage.cast.zone(Role.LEADER), at, note="同意挂账，按节点推进。")


def _stop(stage: Stage, story: Story, at: datetime) -> None:
    kind = story.rng.choice(
        (StopKind.SURVEY, StopKind.TENDER, StopKind.CUSTOMER_WORKS, StopKind.EXPERT_REVIEW)
    )
    pause_clock(
        story.ticket_no,
        stage.cast.handler(story.lead),
        at,
        kind=kind,
        evidence=stage.words(story, "stop_evidence", at),
        expected_until=local_date(at) + timedelta(days=story.rng.randint(5, 12)),
    )


def _refer(stage: Stage, story: Story, at: datetime) -> None:
    unit = (story.kind.external_units or ("市发改委",))[0]
    refer_outside(
        story.ticket_no,
        stage.cast.handler(story.lead),
        at,
        unit=unit,
        note=stage.words(story, "referral", at),
        document_no=f"演示函〔{at:%Y}〕{story.rng.randint(11, 89)}号",
        expected_on=local_date(at) + timedelta(days=15),
    )


def _referred(stage: Stage, story: Story, at: datetime) -> None:
    number = f"演示复〔{at:%Y}〕{story.rng.randint(11, 89)}号"
    note = stage.words(story, "referral_answer", at)
    close_referral(story.ticket_no, stage.cast.handler(story.lead), at, note=note, document_no=number)


def _verify(stage: Stage, story: Story, at: datetime) -> None:
    claimed = Decimal(story.rng.randint(900, 1500) * 1000)
    measured = claimed - story.rng.randint(1, 40) * 1000
    verify_on_site(
        story.ticket_no,
        stage.cast.handler(story.lead),
        at,
        on=local_date(at),
        people="主办单位两人、企业负责人一人",
        conclusion=stage.words(story, "verification", at),
        readings=[Reading("企业总表", "kWh", claimed, measured)],
    )


def _meet(stage: Stage, story: Story, at: datetime) -> None:
    helper = next(code for code in (*story.kind.co_handlers, "ES") if code != story.lead)
    record_meeting(
        story.ticket_no,
        stage.cast.head(story.lead),
        at,
        held_on=local_date(at),
        reason=WhistleReason.BEYOND_ONE_UNIT,
        attendees=[story.lead, helper, "ES"],
        minutes=stage.words(story, "minutes", at),
        owners=[Owner(helper, "核对现场条件并出具意见", local_date(at) + timedelta(days=4))],
    )
    story.helpers.append(helper)


def _transfer(stage: Stage, story: Story, at: datetime) -> None:
    lead = next(code for code in (*story.kind.co_handlers, "ES") if code != story.lead)
    reason = stage.words(story, "transfer_reason", at)
    transfer_ticket(story.ticket_no, stage.cast.zone(Role.DISPATCHER), at, lead=lead, reason=reason)
    story.lead, story.helpers = lead, [code for code in story.helpers if code != lead]


def _urge(stage: Stage, story: Story, at: datetime) -> None:
    urge_ticket(story.ticket_no, story.contact, at, note=stage.words(story, "urge", at))


def _instruct(stage: Stage, story: Story, at: datetime) -> None:
    note = stage.words(story, "instruction", at)
    by = local_date(at) + timedelta(days=3)
    instruct_department(story.ticket_no, stage.cast.zone(Role.LEADER), at, note=note, answer_by=by)


def _report_back(stage: Stage, story: Story, at: datetime) -> None:
    note = stage.words(story, "instruction_answer", at)
    answer_instruction(story.ticket_no, stage.cast.head(story.lead), at, note=note)


CONTRACT_STEPS: Mapping[str, Play] = {
    "ask_days": _ask_days,
    "grant_days": _grant_days,
    "refuse": _refuse,
    "ask_level": _ask_level,
    "raise": _raise,
    "ask_hold": _ask_hold,
    "hold": _hold,
    "stop": _stop,
    "refer": _refer,
    "referred": _referred,
    "verify": _verify,
    "meet": _meet,
    "transfer": _transfer,
    "urge": _urge,
    "instruct": _instruct,
    "report_back": _report_back,
}
