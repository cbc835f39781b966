"""Recording visits: one commit, once however often it is sent, its requests tickets, its campaign's counts kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from service_desk.domain.actions import Action
from service_desk.domain.catalogue import Category
from service_desk.domain.enterprises import fictitious_uscc
from service_desk.domain.naming import UNDECIDED
from service_desk.domain.origins import read_origin
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound, Stale
from service_desk.domain.states import State
from service_desk.domain.visits import Asked, DatePrecision, Firm, Handling, VisitReport
from service_desk.persistence.database import db
from service_desk.persistence.tables import Campaign, Enterprise, Ticket, Visit, VisitRequest
from service_desk.usecases.auditing.check_records import check_records
from service_desk.usecases.firms.known_firms import look_up_firms
from service_desk.usecases.visits.follow_up_visit import find_visit, follow_up_visit
from service_desk.usecases.visits.read_campaign import read_campaign
from service_desk.usecases.visits.record_visit import record_visit
from service_desk.usecases.visits.run_campaign import (
    CampaignPlan,
    edit_campaign,
    find_campaign,
    open_campaign,
)
from tests.usecases.at_once import together
from tests.usecases.deeds import CALLER, COMMISSIONER, DISPATCHER, HANDLER, LEADER, MORNING, REQUEST
from tests.usecases.office import Office, stored

CHARGING = "厂区外路边的充电桩装好三个月了没有通电。"

PLAN = CampaignPlan(
    name="开年走访", group_name="演示入企服务组", starts_on=date(2026, 3, 1), target=36, ends_on=date(2026, 3, 31),
    departments=("ID",), policies=("稳岗返还", "设备更新补助"),
)  # fmt: skip
FIRM = Firm("演示精密制造有限公司", fictitious_uscc(7), "智能制造产业园", "演示联系人", "138 0013 8000")
REPORT = VisitReport(
    key="0123456789abcdef", firm=FIRM, visited_on=date(2026, 3, 10), people="演示组长、演示组员",
    handed=("稳岗返还",), seen="两条生产线在改造。",
    asked=(
        Asked("二期设备六月到位，变压器容量不够，想增容到1250kVA。"),
        Asked("问稳岗返还要不要申请", Handling.ON_SITE, "免申即享，已当场说明到账时间。"),
    ),
)  # fmt: skip


def counts(campaign_id: int) -> dict[str, int]:
    db.session.rollback()
    row = db.session.get_one(Campaign, campaign_id)
    names = ("visits", "firms", "silent", "undelivered", "asked", "on_site")
    return {name: getattr(row, name) for name in names}


def in_campaign() -> VisitReport:
    return replace(REPORT, campaign_id=open_campaign(PLAN, DISPATCHER, MORNING))


def firm_of(report: VisitReport) -> int:
    assert report.campaign_id is not None
    return report.campaign_id


@pytest.mark.every_database
def test_a_visit_becomes_tickets_that_name_it_and_keeps_its_campaigns_counts(office: Office) -> None:
    report = in_campaign()
    done = record_visit(report, COMMISSIONER, MORNING)
    assert (done.visit_no, done.is_new) == ("ZF20260310-0001", True)
    listed, solved = (office.ticket(number) for number in done.tickets)
    assert (listed.state, solved.state) == (State.SUBMITTED, State.RESOLVED_ON_SITE)
    assert {listed.source, solved.source} == {"visit"}
    assert (listed.uscc, listed.contact_mobile, listed.occurred_on) == (
        FIRM.uscc,
        "13800138000",
        date(2026, 3, 10),
    )
    for ticket in (listed, solved):
        first = office.events(ticket.ticket_no)[0]
        assert read_origin(first.data).visit_no == done.visit_no
    assert office.events(solved.ticket_no)[0].data["note"] == "免申即享，已当场说明到账时间。"
    links = db.session.scalars(sa.select(VisitRequest).order_by(VisitRequest.no)).all()
    assert [(link.ticket_id, link.is_on_site) for link in links] == [(listed.id, False), (solved.id, True)]
    assert counts(firm_of(report)) == {
        "visits": 1, "firms": 1, "silent": 0, "undelivered": 1, "asked": 2, "on_site": 1,
    }  # fmt: skip
    assert list(check_records()) == []


def test_what_nobody_named_and_nobody_is_sure_of_is_left_to_the_dispatcher(office: Office) -> None:
    asked = (
        Asked("二号线停电了"),
        Asked("二号线停电了", request_type="power_capacity"),
        Asked("变压器容量不够，想增容到1250kVA"),
    )
    done = record_visit(replace(REPORT, asked=asked), COMMISSIONER, MORNING)
    tickets = [office.ticket(number) for number in done.tickets]
    assert [(each.request_type, each.form) for each in tickets] == [
        (UNDECIDED, "general"), ("power_capacity", "power"), ("power_capacity", "power"),
    ]  # fmt: skip
    assert tickets[0].suggestion["request_type"] == "power_capacity"
    assert tickets[0].suggestion["evidence"]
    named = [office.events(number)[0].data["named_by"] for number in done.tickets]
    assert named == ["machine", "officer", "machine"]


def test_a_visit_is_sorted_with_what_the_zone_has_learnt(office: Office) -> None:
    learnt = office.submit(replace(REQUEST, title="路边充电桩没电", body=CHARGING, request_type="tax"))
    office.act(Action.ACCEPT, learnt, category=Category.OTHER, request_type="roads_public_works")
    done = record_visit(replace(REPORT, asked=(Asked(CHARGING),)), COMMISSIONER, MORNING)
    assert office.ticket(done.tickets[0]).suggestion["request_type"] == "roads_public_works"


@pytest.mark.every_database
def test_sent_twice_and_sent_at_once_it_is_one_visit_with_its_tickets(
    office: Office, database_url: str
) -> None:
    report = in_campaign()
    first = record_visit(report, COMMISSIONER, MORNING)
    again = record_visit(report, COMMISSIONER, MORNING)
    assert (again.visit_no, again.tickets, again.is_new) == (first.visit_no, first.tickets, False)
    other = replace(report, key="another", firm=Firm("演示新开工厂"))
    done, failures = together(database_url, [lambda: record_visit(other, COMMISSIONER, MORNING)] * 3)
    assert (len({each.visit_no for each in done}), failures) == (1, [])
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Visit)) == 2
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Ticket)) == 4
    assert counts(firm_of(report))["visits"] == 2


def test_a_firm_visited_twice_counts_once_and_one_without_requests_is_silent(office: Office) -> None:
    report = in_campaign()
    record_visit(report, COMMISSIONER, MORNING)
    record_visit(replace(report, key="b", asked=()), COMMISSIONER, MORNING)
    record_visit(replace(report, key="c", asked=(), firm=Firm("演示别的工厂")), DISPATCHER, MORNING)
    assert counts(firm_of(report)) == {
        "visits": 3, "firms": 2, "silent": 2, "undelivered": 3, "asked": 2, "on_site": 1,
    }  # fmt: skip


def test_a_firm_known_by_its_name_keeps_its_code(office: Office) -> None:
    record_visit(REPORT, COMMISSIONER, MORNING)
    done = record_visit(replace(REPORT, key="b", firm=Firm(FIRM.name)), COMMISSIONER, MORNING)
    assert office.ticket(done.tickets[0]).uscc == FIRM.uscc
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Enterprise)) == 1


def test_a_placeholder_stands_for_a_firm_that_is_not_named_and_no_enterprise_is_made_up(
    office: Office,
) -> None:
    report = replace(
        in_campaign(), firm=Firm("企业02", is_placeholder=True), asked=(), precision=DatePrecision.APPROX
    )
    record_visit(report, COMMISSIONER, MORNING)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Enterprise)) == 0
    visit = db.session.scalars(sa.select(Visit)).one()
    assert (visit.is_placeholder, visit.enterprise_id, visit.date_precision) == (True, None, "approx")
    assert counts(firm_of(report)) == {
        "visits": 1, "firms": 1, "silent": 0, "undelivered": 0, "asked": 0, "on_site": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("different", "fields"),
    [
        ({"firm": Firm("  ")}, {"firm_name"}),
        ({"firm": Firm("企业02", is_placeholder=True)}, {"firm_name"}),
        ({"firm": replace(FIRM, uscc="91", contact_mobile="12")}, {"uscc", "contact_mobile"}),
        ({"people": " "}, {"people"}),
        ({"visited_on": date(2026, 3, 11)}, {"visited_on"}),
        ({"asked": (Asked("问题", Handling.ON_SITE), Asked(" "))}, {"asked-0-answer", "asked-1-text"}),
        ({"asked": (Asked("一"),) * 31}, {"asked"}),
        ({"follow_up_on": date(2026, 3, 1)}, {"follow_up_on", "follow_up"}),
        ({"key": ""}, {"key"}),
    ],
)
def test_what_is_missing_or_wrong_is_told_field_by_field_and_nothing_is_stored(
    different: dict[str, object], fields: set[str], office: Office
) -> None:
    before = stored()
    with pytest.raises(InvalidInput) as refusal:
        record_visit(replace(REPORT, **different), COMMISSIONER, MORNING)  # type: ignore[arg-type]
    assert set(refusal.value.problems) == fields
    assert stored() == before


@pytest.mark.parametrize("actor", [HANDLER, LEADER, CALLER], ids=lambda actor: actor.name)
def test_only_those_who_visit_record_visits_and_campaigns(office: Office, actor: object) -> None:
    before = stored()
    with pytest.raises(NotEntitled):
        record_visit(REPORT, actor, MORNING)  # type: ignore[arg-type]
    with pytest.raises(NotEntitled):
        open_campaign(PLAN, actor, MORNING)  # type: ignore[arg-type]
    assert stored() == before


def test_a_campaign_that_does_not_exist_takes_no_visits(office: Office) -> None:
    before = stored()
    with pytest.raises(NotFound):
        record_visit(replace(REPORT, campaign_id=99), COMMISSIONER, MORNING)
    assert stored() == before


def test_policies_handed_over_later_clear_what_is_owed_and_the_next_look_is_due(office: Office) -> None:
    report = replace(in_campaign(), follow_up_on=date(2026, 3, 10), follow_up="看增容进展")
    number = record_visit(report, COMMISSIONER, MORNING).visit_no
    campaign_id = firm_of(report)
    assert read_campaign(db.session(), find_campaign(db.session(), campaign_id), MORNING).due == 1
    follow_up_visit(
        number, DISPATCHER, MORNING, words="又看了一次", next_on=date(2026, 3, 20), seen_version=1
    )
    assert counts(campaign_id)["undelivered"] == 1
    with pytest.raises(Stale):
        follow_up_visit(number, DISPATCHER, MORNING, words="同时", seen_version=1)
    follow_up_visit(number, DISPATCHER, MORNING, words="送到了", handed=("设备更新补助", "稳岗返还"))
    visit = find_visit(db.session(), number)
    assert (visit.is_undelivered, visit.follow_up_on) == (False, None)
    assert visit.handed == ["稳岗返还", "设备更新补助"]
    assert [entry["words"] for entry in visit.followed] == ["又看了一次", "送到了"]
    assert counts(campaign_id)["undelivered"] == 0
    with pytest.raises(InvalidInput):
        follow_up_visit(number, DISPATCHER, MORNING, words=" ", next_on=date(2026, 3, 1))
    with pytest.raises(NotFound):
        follow_up_visit("ZF20260310-0009", DISPATCHER, MORNING, words="x")


def test_a_campaign_tells_progress_categories_and_the_share_solved_on_the_spot(office: Office) -> None:
    report = in_campaign()
    record_visit(report, COMMISSIONER, MORNING)
    standing = read_campaign(db.session(), find_campaign(db.session(), firm_of(report)), MORNING)
    assert (standing.progress.text(), standing.on_the_spot.text(), standing.remaining) == (
        "2.8%",
        "50.0%",
        35,
    )
    assert sum(standing.categories.values()) == 2
    assert standing.categories[Category.FACTORS] == 1


def test_a_campaign_is_changed_and_ended_but_its_policies_stand_once_firms_were_visited(
    office: Office,
) -> None:
    report = in_campaign()
    campaign_id = firm_of(report)
    edit_campaign(campaign_id, replace(PLAN, target=40), DISPATCHER, MORNING, seen_version=1)
    with pytest.raises(Stale):
        edit_campaign(campaign_id, PLAN, DISPATCHER, MORNING, seen_version=1)
    record_visit(report, COMMISSIONER, MORNING)
    with pytest.raises(InvalidInput) as refusal:
        edit_campaign(campaign_id, replace(PLAN, policies=("别的",)), DISPATCHER, MORNING)
    assert set(refusal.value.problems) == {"policies"}
    edit_campaign(campaign_id, PLAN, COMMISSIONER, MORNING, is_over=True)
    assert find_campaign(db.session(), campaign_id).is_over


@pytest.mark.parametrize(
    ("different", "fields"),
    [
        ({"name": "", "group_name": " "}, {"name", "group_name"}),
        ({"target": 0}, {"target"}),
        ({"target": None, "starts_on": None}, {"target", "starts_on"}),
        ({"ends_on": date(2026, 2, 1)}, {"ends_on"}),
        ({"departments": ("XX",)}, {"departments"}),
        ({"policies": tuple(f"政策{n}" for n in range(21))}, {"policies"}),
    ],
)
def test_a_campaigns_plan_is_checked(different: dict[str, object], fields: set[str], office: Office) -> None:
    with pytest.raises(InvalidInput) as refusal:
        open_campaign(replace(PLAN, **different), DISPATCHER, MORNING)  # type: ignore[arg-type]
    assert set(refusal.value.problems) == fields


@pytest.mark.every_database
@pytest.mark.parametrize(
    "typed", ["精密制造", "演示精", "ysjm", "jingmizhizao", "jmzz", FIRM.uscc, "MA0DEMA"]
)
def test_a_firm_is_found_by_any_part_of_its_name_its_spelling_or_its_code(office: Office, typed: str) -> None:
    record_visit(REPORT, COMMISSIONER, MORNING)
    office.submit()
    assert [firm.name for firm in look_up_firms(db.session(), typed)][:1] == [FIRM.name]


def test_too_little_finds_nothing_and_a_filed_request_makes_its_firm_findable(office: Office) -> None:
    office.submit()
    assert look_up_firms(db.session(), "演") == []
    assert [firm.name for firm in look_up_firms(db.session(), "新材料")] == ["演示新材料有限公司"]
    assert look_up_firms(db.session(), "没有这家") == []
