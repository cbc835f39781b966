"""The Xianning replay: days as the calendar counts them, the lending gate, and no feedback that nobody gave."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.demo.replays.acting import act_out
from service_desk.demo.replays.script import load_script
from service_desk.domain.calendar import load_calendar
from service_desk.domain.milestones import MilestoneStatus
from service_desk.domain.power import ApplyKind, PowerRequest, check_power_request
from service_desk.domain.power_gate import POWER_FORM, lending_problem
from service_desk.domain.states import State
from service_desk.domain.zone_time import end_of_day, local_date
from service_desk.persistence.event_log import history
from service_desk.persistence.tables import Ticket
from service_desk.usecases.zone.seed_departments import seed_departments
from tests.support.replays import Replayed, acts_of, milestones, solved_rate

NUMBERS = ["QY20210423-0001", "QY20210507-0001", "QY20210507-0002"]


@pytest.mark.every_database
@pytest.mark.parametrize("place", [1, 2])
def test_xianning_water_and_power_take_five_natural_and_four_working_days(
    place: int, replayed: Replayed
) -> None:
    ticket = replayed("xianning")[place]
    assert ticket.ticket_no == NUMBERS[place]
    assert ticket.result_at is not None
    opened, done = local_date(ticket.submitted_at), local_date(ticket.result_at)
    assert (opened, done) == (date(2021, 5, 7), date(2021, 5, 12))
    assert (done - opened).days == 5
    assert load_calendar().working_days_between(opened, done) == 4


@pytest.mark.parametrize("place", [1, 2])
def test_xianning_meets_the_seven_days_with_two_to_spare(
    database: SQLAlchemy, place: int, replayed: Replayed
) -> None:
    ticket = replayed("xianning")[place]
    found, now = milestones(database, ticket), load_script("xianning").ends
    assert found["M1"].due == end_of_day(date(2021, 5, 7))
    assert found["M1"].status(now) is MilestoneStatus.DONE
    assert found["M3"].due == end_of_day(date(2021, 5, 10))
    assert found["M7"].due == end_of_day(date(2021, 5, 14))
    assert found["M7"].status(now) is MilestoneStatus.DONE
    assert found["M7"].met_at is not None
    assert (date(2021, 5, 14) - local_date(found["M7"].met_at)).days == 2


def test_no_feedback_is_made_up_that_the_page_does_not_tell_of(
    database: SQLAlchemy, replayed: Replayed
) -> None:
    for ticket in replayed("xianning"):
        events = history(database.session(), ticket.id)
        acts = {event.action.value for event in events}
        assert acts.isdisjoint({"progress", "record_callback", "rate", "strike_off"})
        assert ticket.state == State.CALLBACK
        assert solved_rate([ticket]) == "—"


def test_the_departments_of_the_pre_acceptance_are_those_of_the_page(replayed: Replayed) -> None:
    ticket = replayed("xianning")[0]
    assert (ticket.request_type, ticket.lead_department) == ("construction_permit", "GS")
    assert {task.department for task in ticket.co_tasks} == {"FR", "EM", "CB"}
    assert {task.status for task in ticket.co_tasks} == {"done"}
    assert ticket.date_precision == "approx"
    assert ticket.result_at is not None
    assert local_date(ticket.result_at) == date(2021, 4, 26)


def test_five_hundred_borrowed_and_a_hundred_and_thirty_kept_need_six_hundred_and_thirty(
    replayed: Replayed,
) -> None:
    form = replayed("xianning")[1].form_data
    assert form == {"apply_kind": "borrow", "borrow_kva": "500", "lender_keep_kva": "130"}
    borrowed, kept = Decimal(form["borrow_kva"]), Decimal(form["lender_keep_kva"])
    assert borrowed + kept == 630

    def overload(rated: int) -> bool:
        request = PowerRequest(
            ApplyKind(form["apply_kind"]),
            borrow_kva=borrowed,
            lender_keep_kva=kept,
            lender_rated_kva=Decimal(rated),
            temp_from=date(2021, 5, 12),
            temp_to=date(2021, 6, 12),
        )
        found = check_power_request(request, today=date(2021, 5, 7), calendar=load_calendar())
        return any(finding.field == "borrow_kva" for finding in found)

    assert not overload(630)
    assert overload(629)
    remarks = " ".join(words.zh for words in load_script("xianning").remarks_on("T2"))
    assert "500 + 自留130 = 630千伏安" in remarks


def test_the_milestones_of_xianning_count_as_the_page_and_the_calendar_do() -> None:
    days = {landmark.key: landmark.on for landmark in load_script("xianning").landmarks}
    working = load_calendar().working_days_between
    assert days == {
        "registered": date(2021, 2, 23),
        "entry": date(2021, 4, 23),
        "hammer": date(2021, 4, 26),
        "coordination": date(2021, 5, 7),
        "supplied": date(2021, 5, 12),
        "machines": date(2021, 5, 23),
        "trial": date(2021, 5, 31),
    }
    counts = [
        ((days[end] - days[start]).days, working(days[start], days[end]))
        for start, end in (
            ("registered", "entry"),
            ("entry", "hammer"),
            ("coordination", "supplied"),
            ("entry", "trial"),
            ("hammer", "trial"),
        )
    ]
    assert counts == [(59, 42), (3, 2), (5, 4), (38, 25), (35, 23)]
    assert [days[key].strftime("%a") for key in ("entry", "hammer", "machines")] == ["Fri", "Mon", "Sun"]


def test_xianning_power_is_not_recorded_as_switched_on_without_rated_capacity_consent_and_end(
    database: SQLAlchemy,
) -> None:
    seed_departments()
    performed = act_out(load_script("xianning"))
    (attempt,) = [each for each in performed if each.refusal is not None]
    assert attempt.act.do == "record_energised"
    assert attempt.refusal is not None
    assert "没有填全，不能送电" in attempt.refusal.zh
    tickets = database.session.scalars(sa.select(Ticket).order_by(Ticket.ticket_no)).all()
    assert all("record_energised" not in acts_of(database, ticket) for ticket in tickets)
    assert [ticket.lending_until for ticket in tickets] == [None, None, None]


@pytest.mark.parametrize(("rated", "passes"), [("630", True), ("629", False)])
def test_the_lending_gate_opens_at_six_hundred_and_thirty(
    rated: str, passes: bool, replayed: Replayed
) -> None:
    form = replayed("xianning")[1].form_data
    problem = lending_problem(POWER_FORM, {**form, "lender_rated_kva": rated})
    assert (problem is None) == passes
    if problem is not None:
        assert "500 + 130 > 629" in problem.zh
