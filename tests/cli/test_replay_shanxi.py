"""The Shanxi replay: the ticket waits for the city, stays open and is in no solved rate."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.demo.replays.acting import act_out
from service_desk.demo.replays.script import load_script
from service_desk.demo.replays.telling import Teller
from service_desk.domain.actions import Action
from service_desk.domain.following import follow
from service_desk.domain.milestones import MilestoneStatus
from service_desk.domain.origins import read_origin
from service_desk.domain.refusals import NotPossible
from service_desk.domain.states import State
from service_desk.domain.zone_time import end_of_day, local_date
from service_desk.persistence.event_log import history
from service_desk.persistence.tables import Campaign, Enterprise, Ticket, Visit, VisitRequest
from service_desk.usecases.acting.rules import rules_in_force
from service_desk.usecases.auditing.check_records import check_records
from service_desk.usecases.zone.seed_departments import seed_departments
from tests.support.replays import Replayed, acts_of, milestones, solved_rate


@pytest.mark.every_database
def test_the_shanxi_ticket_stays_in_progress_and_is_in_no_solved_rate(
    database: SQLAlchemy, replayed: Replayed
) -> None:
    (ticket,) = replayed("shanxi")
    assert ticket.ticket_no == "QY20210601-0001"
    assert ticket.state == State.IN_PROGRESS
    assert acts_of(database, ticket) == [
        "submit", "accept", "dispatch", "sign", "refer_outside", "verify_on_site", "progress",
    ]  # fmt: skip
    assert (ticket.result_type, ticket.callback_outcome, ticket.rating) == (None, None, None)
    assert solved_rate([ticket]) == "—"
    assert list(check_records()) == []


@pytest.mark.every_database
def test_the_shanxi_campaign_has_thirty_six_visits_one_to_the_firm_that_is_named(
    database: SQLAlchemy, replayed: Replayed
) -> None:
    (ticket,) = replayed("shanxi")
    campaign = database.session.scalars(sa.select(Campaign)).one()
    assert (campaign.group_name, campaign.target, campaign.departments) == (
        "山西省入企服务第十二工作组",
        36,
        ["ID"],
    )
    assert (campaign.visits, campaign.firms, campaign.asked, campaign.on_site) == (36, 36, 1, 0)
    assert (campaign.silent, campaign.undelivered, campaign.policies) == (0, 0, [])
    named, *others = database.session.scalars(sa.select(Visit).order_by(Visit.id)).all()
    assert (named.visit_no, named.firm_name, named.asked) == ("ZF20210601-0001", "智奇铁路设备有限公司", 1)
    assert [link.ticket_id for link in database.session.scalars(sa.select(VisitRequest))] == [ticket.id]
    origin = read_origin(history(database.session(), ticket.id)[0].data)
    assert origin.visit_no == named.visit_no
    assert [visit.firm_name for visit in others] == [f"企业{n:02d}" for n in range(2, 37)]


def test_the_shanxi_placeholders_are_marked_and_nothing_is_made_up_for_them(
    database: SQLAlchemy, replayed: Replayed
) -> None:
    replayed("shanxi")
    visits = database.session.scalars(sa.select(Visit)).all()
    assert {visit.date_precision for visit in visits} == {"approx"}
    assert sum(visit.is_placeholder for visit in visits) == 35
    assert all(visit.enterprise_id is None for visit in visits if visit.is_placeholder)
    (enterprise,) = database.session.scalars(sa.select(Enterprise)).all()
    assert (enterprise.name, enterprise.uscc) == ("智奇铁路设备有限公司", None)
    assert not any(
        visit.handed or visit.follow_up_on or visit.asked for visit in visits if visit.is_placeholder
    )


def test_the_shanxi_replay_tells_its_visits_and_is_stored_once(database: SQLAlchemy) -> None:
    seed_departments()
    script = load_script("shanxi")
    performed = act_out(script)
    told = "\n".join(Teller(script, performed, database.session(), "zh").lines())
    assert "已走访 36 / 36 家；诉求 1 件，当场解决 0 件" in told
    assert "ZF20210601-0001  智奇铁路设备有限公司 → QY20210601-0001" in told
    assert "其余 35 家：占位，报道未载" in told
    with pytest.raises(NotPossible):
        act_out(script)
    assert database.session.scalar(sa.select(sa.func.count()).select_from(Visit)) == 36


def test_the_shanxi_ticket_is_routed_as_the_page_tells(database: SQLAlchemy, replayed: Replayed) -> None:
    (ticket,) = replayed("shanxi")
    assert ticket.enterprise_name == "智奇铁路设备有限公司"
    assert ticket.title == "希望调整为非重点用能企业"
    assert (ticket.source, ticket.request_type, ticket.lead_department) == ("visit", "energy_list", "ID")
    assert (ticket.category, ticket.secondary_category, ticket.level) == ("AA", "FS", "complex")
    kind = rules_in_force(database.session()).catalogue.request_types["energy_list"]
    assert kind.external_units


def test_the_shanxi_night_meeting_meets_the_first_milestone_and_progress_the_second(
    database: SQLAlchemy, replayed: Replayed
) -> None:
    (ticket,) = replayed("shanxi")
    found, now = milestones(database, ticket), load_script("shanxi").ends
    first_night = local_date(ticket.submitted_at)
    assert found["M1"].status(now) is MilestoneStatus.DONE
    assert found["M1"].met_at is not None
    assert local_date(found["M1"].met_at) == first_night
    assert found["M3"].status(now) is MilestoneStatus.DONE
    assert found["M7"].applies is False
    assert found["M30"].status(now) is MilestoneStatus.RUNNING
    assert found["M30"].due == end_of_day(date(2021, 7, 1))
    assert found["M0"].status(now) is MilestoneStatus.WAITING


def test_the_shanxi_dates_are_marked_as_approximate_everywhere(replayed: Replayed) -> None:
    (ticket,) = replayed("shanxi")
    script = load_script("shanxi")
    assert ticket.date_precision == "approx"
    assert ticket.occurred_on is None
    assert all(act.is_approximate for act in script.acts)
    assert script.nominal is not None
    assert "36家" in " ".join(fact.zh for fact in script.facts)


def test_the_shanxi_result_waits_for_the_city_and_the_attempt_leaves_no_trace(database: SQLAlchemy) -> None:
    seed_departments()
    performed = act_out(load_script("shanxi"))
    attempt = performed[-1]
    assert attempt.act.do == "submit_result"
    assert attempt.refusal is not None
    assert "外部单位还没有回复" in attempt.refusal.zh
    ticket = database.session.scalars(sa.select(Ticket)).one()
    course = follow(history(database.session(), ticket.id))
    (referral,) = course.open_referrals
    assert (referral.unit, referral.document_no, referral.expected_on) == ("太原市有关部门", "", None)
    assert ticket.last_seq == 7
    assert ticket.state == State.IN_PROGRESS


def test_the_shanxi_verification_has_no_readings_that_the_page_does_not_give(
    database: SQLAlchemy, replayed: Replayed
) -> None:
    (ticket,) = replayed("shanxi")
    events = history(database.session(), ticket.id)
    (verified,) = [event for event in events if event.action is Action.VERIFY_ON_SITE]
    assert verified.data["readings"] == []
    assert "阶段性进展" in events[-1].data["note"]
