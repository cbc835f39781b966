"""Dispatch a ticket to its lead department and co-handlers, or answer it directly at the centre."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.callbacks import ResultType
from service_desk.domain.catalogue import Level
from service_desk.domain.milestones import MilestoneKey, MilestoneStatus
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.zone_time import end_of_day, local_date
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import open_co_task
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform
from service_desk.usecases.acting.projection import stored_milestones

CO_HANDLER_WORKING_DAYS = 3
"""A co-handler answers the lead within three working days (domain notes §2.2)."""


def dispatch_ticket(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    lead: str,
    co_departments: Sequence[str] = (),
    level: Level | None = None,
    note: str = "",
    seen_version: int | None = None,
) -> Ticket:
    """Hand a ticket to a lead department; it stays the coordinator's until the lead has signed for it.

    `level` corrects the one set on acceptance, but not after the closing date has passed (domain notes §1.5).
    """
    inputs = Inputs()
    words = inputs.text("note", note, MAX_NOTE, required=False)
    inputs.finish()
    helpers = [code for code in dict.fromkeys(co_departments) if code != lead]
    data: dict[str, object] = {"lead": lead, "co_departments": helpers, "note": words}
    if level is not None:
        data["level"] = level.value

    def hand_over(scene: Scene) -> None:
        checks, known = Inputs(), scene.rules.receiving_departments
        checks.one_of("lead", lead, known)
        for code in helpers:
            checks.one_of("co_departments", code, known)
        ticket = scene.ticket
        if level not in (None, ticket.level) and _is_overdue(ticket, now):
            checks.fail(
                "level",
                "办结时限已过，难易不能再改。",
                "The closing date has passed; the level stays as it is.",
            )
        checks.finish()
        ticket.lead_department, ticket.dispatched_at = lead, now
        ticket.owner_id = ticket.owner_name = ticket.signed_at = None
        if level is not None:
            ticket.level = level.value
        due = end_of_day(scene.rules.calendar.add_working_days(local_date(now), CO_HANDLER_WORKING_DAYS))
        for code in sorted(helpers):  # always in the same order, so that two acts never wait for each other
            open_co_task(scene.session, ticket, code, due)

    return perform(
        ticket_no, Action.DISPATCH, actor, now, seen_version=seen_version, data=data, change=hand_over
    )


def _is_overdue(ticket: Ticket, now: datetime) -> bool:
    """Tell whether the closing date has passed: a level raised then would make the breach disappear."""
    closing = (
        m for m in stored_milestones(ticket) if m.key in (MilestoneKey.CLOSING, MilestoneKey.CLOSING_COMPLEX)
    )
    return any(milestone.status(now) is MilestoneStatus.LATE for milestone in closing)


def answer_directly(
    ticket_no: str, actor: Actor, now: datetime, *, answer: str, seen_version: int | None = None
) -> Ticket:
    """Answer at the centre (直办); the coordinator is then the handling department and somebody else calls back."""
    inputs = Inputs()
    words = inputs.text("answer", answer, MAX_NOTE)
    inputs.finish()

    def keep_here(scene: Scene) -> None:
        ticket, coordinator = scene.ticket, scene.rules.catalogue.coordinator
        ticket.lead_department = ticket.first_department = coordinator
        ticket.dispatched_at = ticket.signed_at = ticket.result_at = now
        ticket.result_type, ticket.result_text = ResultType.EXPLAINED.value, words

    return perform(
        ticket_no, Action.ANSWER_DIRECTLY, actor, now,
        seen_version=seen_version, data={"answer": words, "result_type": ResultType.EXPLAINED.value}, change=keep_here,
    )  # fmt: skip
