"""Write to a unit outside the zone, and record its answer: 市发改委, 统计局, 省节能主管部门, banks, contractors."""

from __future__ import annotations

from datetime import date, datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.zone_time import local_date
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform


def refer_outside(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    unit: str,
    note: str,
    document_no: str = "",
    expected_on: date | None = None,
    seen_version: int | None = None,
) -> Ticket:
    """Record what was sent to which unit under which number, and when its answer is expected.

    The clock goes on: it stops only for what the law does not count. The result waits for the answer.
    """
    inputs = Inputs()
    data = {
        "unit": inputs.line("unit", unit, 60),
        "note": inputs.text("note", note, MAX_NOTE),
        "document_no": inputs.line("document_no", document_no, 60, required=False),
        "expected_on": expected_on.isoformat() if expected_on else None,
    }
    if expected_on is not None:
        inputs.not_before("expected_on", expected_on, local_date(now))
    inputs.finish()
    return perform(ticket_no, Action.REFER_OUTSIDE, actor, now, seen_version=seen_version, data=data)


def close_referral(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    note: str,
    referral: int | None = None,
    document_no: str = "",
    seen_version: int | None = None,
) -> Ticket:
    """Record what the unit answered (None: the oldest open referral), with the number of its document."""
    inputs = Inputs()
    data: dict[str, object] = {
        "note": inputs.text("note", note, MAX_NOTE),
        "document_no": inputs.line("document_no", document_no, 60, required=False),
    }
    inputs.finish()

    def find(scene: Scene) -> None:
        waiting = [each for each in scene.course.open_referrals if referral in (None, each.no)]
        checks = Inputs()
        if not waiting:
            checks.fail("referral", "请选择还没有回复的一件。", "Choose one that has not been answered.")
        checks.finish()
        data["referral"], data["unit"] = waiting[0].no, waiting[0].unit

    return perform(
        ticket_no, Action.CLOSE_REFERRAL, actor, now, seen_version=seen_version, data=data, check=find
    )
