"""Run a campaign of visits: open one, change it while it runs, end it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotFound, Stale
from service_desk.domain.visits import MAX_POLICIES, MAX_TARGET, DatePrecision
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.tables import Campaign
from service_desk.persistence.visits import campaign_by_id, lock_campaign
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.visits.visitors import demand_visitor

UNKNOWN_CAMPAIGN = Bilingual("没有找到这一轮走访。", "No such campaign was found.")


@dataclass(frozen=True)
class CampaignPlan:
    """What a campaign is meant to be, as typed; `policies` are those to hand over at every visit."""

    name: str
    group_name: str
    starts_on: date | None
    target: int | None
    ends_on: date | None = None
    departments: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    precision: DatePrecision = DatePrecision.EXACT


def open_campaign(plan: CampaignPlan, actor: Actor, now: datetime) -> int:
    """Store a new campaign and return its id; raises NotEntitled, InvalidInput."""
    demand_visitor(actor)
    with transaction() as session:
        clean = _checked(plan, session)
        campaign = Campaign(version=1, is_over=False, created_at=now, created_by=actor.name, **clean)
        for name in ("visits", "firms", "silent", "undelivered", "asked", "on_site"):
            setattr(campaign, name, 0)
        session.add(campaign)
        session.flush()
        return campaign.id


def edit_campaign(
    campaign_id: int,
    plan: CampaignPlan,
    actor: Actor,
    now: datetime,
    *,
    is_over: bool = False,
    seen_version: int | None = None,
) -> int:
    """Change a campaign, or end it, and return its version.

    Once firms were visited its policies stand: what those visits owe was reckoned from them.
    Raises NotEntitled, NotFound, InvalidInput, Stale.
    """
    demand_visitor(actor)
    with transaction() as session:
        campaign = lock_campaign(session, campaign_id)
        if campaign is None:
            raise NotFound(UNKNOWN_CAMPAIGN)
        if seen_version is not None and seen_version != campaign.version:
            raise Stale(seen_version)
        clean = _checked(plan, session, campaign)
        for name, value in clean.items():
            setattr(campaign, name, value)
        campaign.is_over, campaign.version = is_over, campaign.version + 1
        return campaign.version


def find_campaign(session: Session, campaign_id: int) -> Campaign:
    """Return a campaign to look at; raises NotFound."""
    campaign = campaign_by_id(session, campaign_id)
    if campaign is None:
        raise NotFound(UNKNOWN_CAMPAIGN)
    return campaign


def _checked(plan: CampaignPlan, session: Session, known: Campaign | None = None) -> dict[str, object]:
    inputs = Inputs()
    policies = [
        inputs.line("policies", each, 60) for each in dict.fromkeys(map(str.strip, plan.policies)) if each
    ]
    if len(policies) > MAX_POLICIES:
        inputs.fail("policies", f"最多{MAX_POLICIES}项政策。", f"At most {MAX_POLICIES} policies.")
    if known is not None and known.visits and policies != known.policies:
        inputs.fail(
            "policies",
            "已经有走访记录，政策清单不能再改；新政策请另开一轮走访。",
            "Firms were visited already, so the policies stand; open another campaign for new ones.",
        )
    for code in plan.departments:
        inputs.one_of("departments", code, catalogue_in_force(session).departments)
    if plan.starts_on is None:
        inputs.fail("starts_on", "请填写日期。", "Please give a date.")
    elif plan.ends_on is not None:
        inputs.not_before("ends_on", plan.ends_on, plan.starts_on)
    if plan.target is None or not 1 <= plan.target <= MAX_TARGET:
        inputs.fail(
            "target",
            f"请填1到{MAX_TARGET}之间的家数。",
            f"Please give a number of firms from 1 to {MAX_TARGET}.",
        )
    clean: dict[str, object] = {
        "name": inputs.line("name", plan.name, 80),
        "group_name": inputs.line("group_name", plan.group_name, 80),
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "date_precision": plan.precision.value,
        "departments": list(dict.fromkeys(plan.departments)),
        "policies": policies,
        "target": plan.target,
    }
    inputs.finish()
    return clean
