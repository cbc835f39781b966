"""Decide what a department applied for: grant the extension, raise the level, approve the hold, or refuse."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.applications import MAX_EXTENSION_DAYS
from service_desk.domain.requests import MAX_NOTE
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform


def grant_extension(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    days: int | None = None,
    note: str = "",
    seen_version: int | None = None,
) -> Ticket:
    """Grant the extension, with as many days as asked unless fewer or more are given; the enterprise is told why."""
    inputs = Inputs()
    data: dict[str, object] = {"note": inputs.text("note", note, MAX_NOTE, required=False)}
    if days is not None and not 1 <= days <= MAX_EXTENSION_DAYS:
        inputs.fail("days", f"请填写1至{MAX_EXTENSION_DAYS}天。", f"Give 1 to {MAX_EXTENSION_DAYS} days.")
    inputs.finish()

    def take_over(scene: Scene) -> None:
        asked = _asked(scene)
        data["days"], data["reason"] = days or asked["days"], asked["reason"]

    return perform(
        ticket_no, Action.GRANT_EXTENSION, actor, now, seen_version=seen_version, data=data, check=take_over
    )


def raise_level(
    ticket_no: str, actor: Actor, now: datetime, *, note: str = "", seen_version: int | None = None
) -> Ticket:
    """Raise the level as asked; the closing date is then that of the new level, counted from the same acceptance."""
    inputs = Inputs()
    data: dict[str, object] = {"note": inputs.text("note", note, MAX_NOTE, required=False)}
    inputs.finish()

    def take_over(scene: Scene) -> None:
        asked = _asked(scene)
        data["level"], data["reason"] = asked["wanted"], asked["reason"]

    return perform(
        ticket_no, Action.RAISE_LEVEL, actor, now, seen_version=seen_version, data=data, check=take_over
    )


def approve_hold(
    ticket_no: str, actor: Actor, now: datetime, *, note: str = "", seen_version: int | None = None
) -> Ticket:
    """Approve a hold: a leader's decision; the clock stops, the ticket stays open, and the review comes back by itself."""
    inputs = Inputs()
    data: dict[str, object] = {"note": inputs.text("note", note, MAX_NOTE, required=False)}
    inputs.finish()

    def take_over(scene: Scene) -> None:
        asked = _asked(scene)
        data.update({name: asked[name] for name in ("reason", "plan", "nodes", "review_on") if name in asked})

    return perform(ticket_no, Action.HOLD, actor, now, seen_version=seen_version, data=data, check=take_over)


def refuse_application(
    ticket_no: str, actor: Actor, now: datetime, *, reason: str, seen_version: int | None = None
) -> Ticket:
    """Refuse what was asked, saying why; nothing changes in dates or level."""
    inputs = Inputs()
    data: dict[str, object] = {"reason": inputs.text("reason", reason, MAX_NOTE)}
    inputs.finish()

    def name_kind(scene: Scene) -> None:
        if scene.course.application is not None:
            data["kind"] = scene.course.application.kind.value

    return perform(
        ticket_no,
        Action.REFUSE_APPLICATION,
        actor,
        now,
        seen_version=seen_version,
        data=data,
        check=name_kind,
    )


def _asked(scene: Scene) -> dict[str, object]:
    return dict(scene.course.application.data) if scene.course.application else {}
