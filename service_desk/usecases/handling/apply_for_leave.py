"""Apply for what somebody else decides: more time, a higher level, a hold with a dated plan (domain notes §1.5, §2.2)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.applications import MAX_EXTENSION_DAYS
from service_desk.domain.catalogue import Level
from service_desk.domain.plans import read_plan
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.zone_time import local_date
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform

_LEVELS = list(Level)


def apply_extension(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    days: int | None,
    reason: str,
    seen_version: int | None = None,
) -> Ticket:
    """Ask for so many more days, counted as the policy counts; only before the date, with the reason."""
    inputs = Inputs()
    words = inputs.text("reason", reason, MAX_NOTE)
    if days is None or not 1 <= days <= MAX_EXTENSION_DAYS:
        inputs.fail("days", f"请填写1至{MAX_EXTENSION_DAYS}天。", f"Give 1 to {MAX_EXTENSION_DAYS} days.")
    inputs.finish()
    data = {"days": days, "reason": words}
    return perform(ticket_no, Action.APPLY_EXTENSION, actor, now, seen_version=seen_version, data=data)


def apply_level(
    ticket_no: str, actor: Actor, now: datetime, *, level: Level, reason: str, seen_version: int | None = None
) -> Ticket:
    """Ask for a higher level, which has a later closing date; once, and before the present date has passed."""
    inputs = Inputs()
    words = inputs.text("reason", reason, MAX_NOTE)
    inputs.finish()

    def is_higher(scene: Scene) -> None:
        checks = Inputs()
        if _LEVELS.index(level) <= _LEVELS.index(scene.course.level):
            checks.fail("level", "请选择比现在更高的一级。", "Choose a level above the present one.")
        checks.finish()

    data = {"wanted": level.value, "reason": words}
    return perform(
        ticket_no, Action.APPLY_LEVEL, actor, now, seen_version=seen_version, data=data, check=is_higher
    )


def apply_hold(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    reason: str,
    plan: str,
    review_on: date | None = None,
    seen_version: int | None = None,
) -> Ticket:
    """Ask to hold what objectively cannot be solved now (挂账): evidence, dated nodes, a day of review (§2.2).

    Without a day of its own the review is on the day of the first node.
    """
    today, inputs = local_date(now), Inputs()
    said, written = inputs.text("reason", reason, MAX_NOTE), inputs.text("plan", plan, MAX_NOTE)
    read = read_plan(written, today)
    if read.problem is not None and written:
        inputs.fail("plan", *read.problem)
    day = review_on or (read.nodes[0].on if read.nodes else None)
    if review_on is not None:
        inputs.not_before("review_on", review_on, today + timedelta(days=1))
    inputs.finish()
    data = {
        "reason": said,
        "plan": written,
        "nodes": [{"on": node.on.isoformat(), "what": node.what} for node in read.nodes],
        "review_on": day.isoformat() if day else None,
    }
    return perform(ticket_no, Action.APPLY_HOLD, actor, now, seen_version=seen_version, data=data)
