"""Go on with a visit afterwards: policies handed over later, what was promised done, the next day to look again."""

from __future__ import annotations

from datetime import date, datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotFound, Stale
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.visits import still_to_hand_over
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.tables import Visit
from service_desk.persistence.visits import lock_campaign, lock_visit, visit_by_number
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.visits.visitors import demand_visitor

UNKNOWN_VISIT = Bilingual("没有找到这次走访。", "No such visit was found.")


def find_visit(session: Session, visit_no: str) -> Visit:
    """Return a visit to look at; raises NotFound."""
    visit = visit_by_number(session, visit_no)
    if visit is None:
        raise NotFound(UNKNOWN_VISIT)
    return visit


def follow_up_visit(
    visit_no: str,
    actor: Actor,
    now: datetime,
    *,
    words: str,
    handed: tuple[str, ...] = (),
    next_on: date | None = None,
    seen_version: int | None = None,
) -> int:
    """Add what was done after a visit and return its version; without `next_on` nothing is due any more.

    Raises NotEntitled, NotFound, InvalidInput, Stale.
    """
    demand_visitor(actor)
    inputs = Inputs()
    said = inputs.text("words", words, MAX_NOTE)
    if next_on is not None:
        inputs.not_before("next_on", next_on, local_date(now))
    inputs.finish()
    with transaction() as session:
        visit = lock_visit(session, visit_no)
        if visit is None:
            raise NotFound(UNKNOWN_VISIT)
        if seen_version is not None and seen_version != visit.version:
            raise Stale(seen_version)
        given = [policy for policy in dict.fromkeys(handed) if policy not in visit.handed]
        _hand_over(session, visit, given)
        entry = {"at": now.isoformat(), "by": actor.name, "words": said, "handed": given}
        visit.followed = [*visit.followed, entry]
        visit.follow_up_on, visit.version = next_on, visit.version + 1
        return visit.version


def _hand_over(session: Session, visit: Visit, given: list[str]) -> None:
    """Add policies that were handed over, and take the visit off those that still owe some."""
    visit.handed = [*visit.handed, *given]
    campaign = lock_campaign(session, visit.campaign_id) if visit.campaign_id is not None else None
    if campaign is None or not visit.is_undelivered:
        return
    if not still_to_hand_over(campaign.policies, visit.handed):
        visit.is_undelivered = False
        campaign.undelivered -= 1
