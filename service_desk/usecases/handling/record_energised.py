"""Record that power was switched on; over a neighbour's transformer only through the lending gate."""

from __future__ import annotations

from datetime import date, datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.power_gate import is_borrowed
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.zone_time import local_date
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform


def record_energised(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    on: date | None,
    consent_no: str = "",
    until: date | None = None,
    note: str = "",
    seen_version: int | None = None,
) -> Ticket:
    """Record the day of energisation (已送电).

    Borrowed supply needs borrow + keep ≤ rated, the number of the supply enterprise's written consent, and the last day
    of the loan, on which a follow-up is opened by itself (domain notes §3.5, §9 R3).
    """
    inputs = Inputs()
    data: dict[str, object] = {
        "note": inputs.text("note", note, MAX_NOTE, required=False),
        "consent_no": inputs.line("consent_no", consent_no, 60, required=False),
        "on": on.isoformat() if on else None,
    }
    if on is None:
        inputs.fail("on", "请填写送电日期。", "Please give the day power was switched on.")
    elif on > local_date(now):
        inputs.fail("on", "送电日期不能晚于今天。", "The day cannot lie in the future.")
    inputs.finish()

    def gate(scene: Scene) -> None:
        if not is_borrowed(scene.ticket.form, scene.ticket.form_data):
            return
        checks = Inputs()
        checks.line("consent_no", consent_no, 60)
        checks.not_before("until", until, on or local_date(now))
        checks.finish()
        data["until"] = until.isoformat() if until else None

    return perform(
        ticket_no, Action.RECORD_ENERGISED, actor, now, seen_version=seen_version, data=data, check=gate
    )
