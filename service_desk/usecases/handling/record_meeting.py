"""Record a joint meeting (吹哨报到): why it was called, who came, what was agreed, and who owns which step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.meetings import WhistleReason
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.tasks import MAX_PART_TITLE, MAX_TASKS
from service_desk.domain.zone_time import local_date
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform


@dataclass(frozen=True)
class Owner:
    """Who owns a step that was agreed: department, what, by when."""

    department: str
    matter: str
    due_on: date | None = None


def record_meeting(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    held_on: date | None,
    reason: WhistleReason,
    attendees: Sequence[str],
    minutes: str,
    owners: Sequence[Owner] = (),
    seen_version: int | None = None,
) -> Ticket:
    """Record the meeting; every owner but the lead gets a part of the ticket with its own date (domain notes §2.2)."""
    inputs = Inputs()
    words = inputs.text("minutes", minutes, MAX_NOTE)
    if held_on is None or held_on > local_date(now):
        inputs.fail("held_on", "请填写今天或以前的日期。", "Give a day that has come.")
    if not attendees:
        inputs.fail("attendees", "请选择到会单位。", "Choose who attended.")
    matters = [inputs.line("owners", owner.matter, MAX_PART_TITLE) for owner in owners]
    for owner in owners:
        if owner.due_on is not None:
            inputs.not_before("owners", owner.due_on, local_date(now))
    inputs.finish()

    def verify(scene: Scene) -> None:
        checks, known = Inputs(), scene.rules.receiving_departments
        for code in attendees:
            checks.one_of("attendees", code, known)
        for owner in owners:
            checks.one_of("owners", owner.department, known)
        if len(scene.course.tasks) + len(owners) > MAX_TASKS:
            checks.fail("owners", f"最多分成{MAX_TASKS}项。", f"At most {MAX_TASKS} parts.")
        checks.finish()

    data = {
        "held_on": held_on.isoformat() if held_on else None,
        "reason": reason.value,
        "attendees": list(dict.fromkeys(attendees)),
        "minutes": words,
        "owners": [
            {"department": owner.department, "matter": matter, "due_on": owner.due_on.isoformat() if owner.due_on else None}
            for owner, matter in zip(owners, matters, strict=True)
        ],
    }  # fmt: skip
    return perform(
        ticket_no, Action.RECORD_MEETING, actor, now, seen_version=seen_version, data=data, check=verify
    )
