"""Stop the clock, because the enterprise's answer is awaited or the law does not count a segment, and let it run again."""

from __future__ import annotations

from datetime import date, datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.stops import EVIDENCED_STOPS, StopKind
from service_desk.domain.zone_time import local_date
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import perform


def ask_enterprise(
    ticket_no: str, actor: Actor, now: datetime, *, note: str, seen_version: int | None = None
) -> Ticket:
    """Ask the enterprise for something only it can give; the clock stops until it answers (domain notes §2.2)."""
    return _say(ticket_no, Action.ASK_ENTERPRISE, actor, now, note, seen_version)


def pause_clock(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    kind: StopKind,
    evidence: str,
    expected_until: date | None,
    seen_version: int | None = None,
) -> Ticket:
    """Stop the clock for a segment that is not counted: a hearing, a tender, a survey, the enterprise's own works.

    `evidence` names the paper that proves it (notice, contract, hand-over sheet); `expected_until` is when it should
    end. Sources: domain notes §2.2 时限不计, §3.2.
    """
    inputs = Inputs()
    inputs.one_of("kind", kind.value, [each.value for each in EVIDENCED_STOPS])
    words = inputs.text("evidence", evidence, MAX_NOTE)
    inputs.not_before("expected_until", expected_until, local_date(now))
    inputs.finish()
    data = {
        "kind": kind.value,
        "evidence": words,
        "expected_until": expected_until.isoformat() if expected_until else None,
    }
    return perform(ticket_no, Action.PAUSE_CLOCK, actor, now, seen_version=seen_version, data=data)


def resume_clock(
    ticket_no: str, actor: Actor, now: datetime, *, note: str, seen_version: int | None = None
) -> Ticket:
    """Let the clock run again, saying why: the segment is over, or the enterprise answered by telephone."""
    return _say(ticket_no, Action.RESUME_CLOCK, actor, now, note, seen_version)


def _say(
    ticket_no: str, action: Action, actor: Actor, now: datetime, note: str, seen_version: int | None
) -> Ticket:
    inputs = Inputs()
    words = inputs.text("note", note, MAX_NOTE)
    inputs.finish()
    return perform(ticket_no, action, actor, now, seen_version=seen_version, data={"note": words})
