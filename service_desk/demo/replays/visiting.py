"""The visits of a replay: one to the firm that the page names, placeholders for those it does not; nothing is made up."""

from __future__ import annotations

from collections.abc import Iterator

from service_desk.demo.replays.script import Act, Round, Script
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.visits import Asked, DatePrecision, Firm, VisitReport
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import Session
from service_desk.persistence.visits import campaign_by_id, requests_of, visit_by_key
from service_desk.usecases.visits.record_visit import record_visit
from service_desk.usecases.visits.run_campaign import CampaignPlan, open_campaign

NAMED = 1
"""The place of the firm that is named among those visited."""


def visit_key(script: Script, place: int) -> str:
    """Return what a visit of a replay is known again by, so that none is stored twice."""
    return f"replay-{script.code}-visit-{place:02d}"


def was_visited(session: Session, script: Script) -> bool:
    """Tell whether the visits of a replay are stored already."""
    return visit_by_key(session, visit_key(script, NAMED)) is not None


def visit_all(script: Script, planned: Round, act: Act) -> str:
    """Open the campaign, record its visits, and return the number of the ticket of the firm that is named."""
    actor, _name = script.people[planned.by]
    day = local_date(act.at)
    plan = CampaignPlan(
        planned.name.zh,
        planned.group,
        day,
        planned.firms,
        departments=planned.departments,
        precision=_precision(act),
    )
    campaign_id = open_campaign(plan, actor, act.at)
    part = script.parts[act.ticket]
    report = VisitReport(
        key=visit_key(script, NAMED),
        firm=Firm(script.enterprise.name, park=script.enterprise.park),
        visited_on=day,
        people=planned.people,
        campaign_id=campaign_id,
        precision=_precision(act),
        seen=planned.seen,
        asked=(Asked(part.body, request_type=part.request_type, title=part.title),),
    )
    (number,) = record_visit(report, actor, act.at).tickets
    _visit_unnamed(script, planned, act, campaign_id)
    return number


def _visit_unnamed(script: Script, planned: Round, act: Act, campaign_id: int) -> None:
    """Record a placeholder for each firm that the page counts and does not name: 企业02, 企业03 and so on."""
    actor, _name = script.people[planned.by]
    for place in range(NAMED + 1, planned.firms + 1):
        report = VisitReport(
            key=visit_key(script, place),
            firm=Firm(f"企业{place:02d}", is_placeholder=True),
            visited_on=local_date(act.at),
            people=planned.people,
            campaign_id=campaign_id,
            precision=DatePrecision.APPROX,
        )
        record_visit(report, actor, act.at)


def visit_lines(session: Session, script: Script, planned: Round, language: str) -> Iterator[str]:
    """Yield what the campaign has come to: the visit that is named with its ticket, and how many stand for the others."""
    visit = visit_by_key(session, visit_key(script, NAMED))
    campaign = campaign_by_id(session, visit.campaign_id) if visit and visit.campaign_id else None
    if visit is None or campaign is None:
        return
    tickets = "、".join(ticket.ticket_no for _link, ticket in requests_of(session, visit.id))
    others = campaign.visits - 1
    lines = (
        Bilingual(
            f"走访：{planned.name.zh}（{planned.group}）", f"Visits: {planned.name.en} ({planned.group})"
        ),
        Bilingual(
            f"  已走访 {campaign.firms} / {campaign.target} 家；诉求 {campaign.asked} 件，当场解决 {campaign.on_site} 件",
            f"  visited {campaign.firms} of {campaign.target}; {campaign.asked} request, {campaign.on_site} solved on the spot",
        ),
        Bilingual(
            f"  {visit.visit_no}  {visit.firm_name} → {tickets}",
            f"  {visit.visit_no}  {visit.firm_name} → {tickets}",
        ),
        Bilingual(f"  其余 {others} 家：占位，报道未载", f"  {others} others: placeholders, not on the page"),
    )
    yield ""
    yield from (line.say(language) for line in lines)


def _precision(act: Act) -> DatePrecision:
    return DatePrecision.APPROX if act.is_approximate else DatePrecision.EXACT
