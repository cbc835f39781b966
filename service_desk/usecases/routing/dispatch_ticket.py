"""Dispatch a ticket to its lead department and co-handlers, or answer it directly at the centre."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.callbacks import ResultType
from service_desk.domain.catalogue import Level
from service_desk.domain.milestones import CLOSING_KEYS, MilestoneStatus
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.tasks import MAX_PART_TITLE, MAX_TASKS
from service_desk.domain.zone_time import local_date
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform
from service_desk.usecases.acting.stored_clock import stored_milestones
from service_desk.usecases.learning.learn_lesson import learn_lead
from service_desk.usecases.reading.way import way_of

MAX_OVERRIDE = 200
"""Characters in which a dispatcher says why a ticket goes elsewhere than the rules propose."""


@dataclass(frozen=True)
class Part:
    """A part of a joint request: for whom, what, and by when (None: the general rule for co-handlers)."""

    department: str
    title: str = ""
    due_on: date | None = None


def dispatch_ticket(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    lead: str,
    co_departments: Sequence[str] = (),
    parts: Sequence[Part] = (),
    is_joint: bool = False,
    level: Level | None = None,
    note: str = "",
    override: str = "",
    seen_version: int | None = None,
) -> Ticket:
    """Hand a ticket to a lead department; it stays the coordinator's until the lead has signed for it.

    `co_departments` assist by the general rule; `parts` say more of what each is asked for. The dates of a joint
    request's parts set the date of the whole, as far as the limit of its level allows (domain notes §8.2, 联合报装).
    `level` corrects the one set on acceptance, but not after the closing date has passed (domain notes §1.5).
    The event keeps which routing rules were tried and what they proposed; whoever decides otherwise may say why
    (`override`), and that is a lesson.
    """
    inputs = Inputs()
    words = inputs.text("note", note, MAX_NOTE, required=False)
    why = inputs.line("override", override, MAX_OVERRIDE, required=False)
    titles = [inputs.line("parts", part.title, MAX_PART_TITLE, required=False) for part in parts]
    if len(parts) + len(co_departments) > MAX_TASKS:
        inputs.fail("parts", f"最多分成{MAX_TASKS}项。", f"At most {MAX_TASKS} parts.")
    inputs.finish()
    helpers = [Part(code) for code in dict.fromkeys(co_departments) if code != lead]
    given = [replace(part, title=title) for part, title in zip(parts, titles, strict=True)]
    data = _as_recorded(lead, [*helpers, *given], words, level, is_joint=is_joint)

    def verify(scene: Scene) -> None:
        checks, known = Inputs(), scene.rules.receiving_departments
        checks.one_of("lead", lead, known)
        for part in (*helpers, *given):
            checks.one_of("co_departments", part.department, known)
            if part.due_on is not None:
                checks.not_before("parts", part.due_on, local_date(now))
        if level not in (None, scene.course.level) and _is_overdue(scene.ticket, now):
            checks.fail(
                "level",
                "办结时限已过，难易不能再改。",
                "The closing date has passed; the level stays as it is.",
            )
        checks.finish()
        way = way_of(scene.ticket, scene.rules)
        data["routing"] = way.as_recorded()
        if lead != way.lead:
            data["override"] = why
            learn_lead(scene, way.lead, lead, why)

    return perform(ticket_no, Action.DISPATCH, actor, now, seen_version=seen_version, data=data, check=verify)


def _as_recorded(
    lead: str, parts: Sequence[Part], note: str, level: Level | None, *, is_joint: bool
) -> dict[str, object]:
    data: dict[str, object] = {
        "lead": lead,
        "co_departments": list(dict.fromkeys(part.department for part in parts)),
        "note": note,
    }
    if any(part.title or part.due_on for part in parts):
        data["tasks"] = [
            {"department": part.department, "title": part.title, "due_on": part.due_on.isoformat() if part.due_on else None}
            for part in parts
        ]  # fmt: skip
        data["joint"] = is_joint
    if level is not None:
        data["level"] = level.value
    return data


def _is_overdue(ticket: Ticket, now: datetime) -> bool:
    """Tell whether the closing date has passed: a level raised then would make the breach disappear."""
    closing = (m for m in stored_milestones(ticket) if m.key in CLOSING_KEYS)
    return any(milestone.status(now) is MilestoneStatus.LATE for milestone in closing)


def answer_directly(
    ticket_no: str, actor: Actor, now: datetime, *, answer: str, seen_version: int | None = None
) -> Ticket:
    """Answer at the centre (直办); the coordinator is then the handling department and somebody else calls back."""
    inputs = Inputs()
    words = inputs.text("answer", answer, MAX_NOTE)
    inputs.finish()

    data: dict[str, object] = {"answer": words, "result_type": ResultType.EXPLAINED.value}

    def keep_here(scene: Scene) -> None:
        data["lead"] = scene.rules.catalogue.coordinator
        data["callback"] = scene.rules.callback_choice.is_called(ticket_no)

    return perform(
        ticket_no, Action.ANSWER_DIRECTLY, actor, now, seen_version=seen_version, data=data, check=keep_here
    )
