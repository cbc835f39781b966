"""The replays: every figure of the page comes out again, nothing is added to it, and what it leaves open stays open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask_sqlalchemy import SQLAlchemy

from service_desk.cli import main
from service_desk.demo.replays.acting import act_out
from service_desk.demo.replays.script import REPLAYS, Basis, load_script
from service_desk.domain.calendar import load_calendar
from service_desk.domain.callbacks import Outcome
from service_desk.domain.milestones import Milestone, MilestoneStatus
from service_desk.domain.power import ApplyKind, PowerRequest, check_power_request
from service_desk.domain.rates import tally, vote_on_solution
from service_desk.domain.refusals import NotPossible
from service_desk.domain.requests import Kind
from service_desk.domain.states import State
from service_desk.domain.zone_time import SHANGHAI, end_of_day, local_date
from service_desk.persistence.database import transaction
from service_desk.persistence.event_log import history
from service_desk.persistence.outbox import queue_mail
from service_desk.persistence.tables import DepartmentRow, Enterprise, OutboxMail, Ticket
from service_desk.usecases.acting.rules import rules_in_force
from service_desk.usecases.acting.stored_clock import milestones_of
from service_desk.usecases.auditing.check_records import check_records
from service_desk.usecases.zone.seed_departments import seed_departments

SHANXI = ["QY20210601-0001"]
XIANNING = ["QY20210423-0001", "QY20210507-0001", "QY20210507-0002"]


def replayed(database: SQLAlchemy, code: str) -> list[Ticket]:
    seed_departments()
    act_out(load_script(code))
    return list(database.session.scalars(sa.select(Ticket).order_by(Ticket.ticket_no)))


def milestones(database: SQLAlchemy, ticket: Ticket) -> dict[str, Milestone]:
    events = history(database.session(), ticket.id)
    found = milestones_of(ticket, events, rules_in_force(database.session()))
    return {milestone.key.value: milestone for milestone in found}


def solved_rate(tickets: list[Ticket]) -> str:
    outcomes = [Outcome(t.callback_outcome) if t.callback_outcome else None for t in tickets]
    votes = (vote_on_solution(o, Kind(t.kind), is_held=False) for o, t in zip(outcomes, tickets, strict=True))
    return tally(votes).text()


# ---- Shanxi ----------------------------------------------------------------------------------------------------------


@pytest.mark.every_database
def test_the_shanxi_ticket_stays_in_progress_and_is_in_no_solved_rate(database: SQLAlchemy) -> None:
    (ticket,) = replayed(database, "shanxi")
    acts = [event.action.value for event in history(database.session(), ticket.id)]
    assert ticket.ticket_no == SHANXI[0]
    assert ticket.state == State.IN_PROGRESS
    assert acts == ["submit", "accept", "dispatch", "sign", "progress", "progress", "progress"]
    assert (ticket.result_type, ticket.callback_outcome, ticket.rating) == (None, None, None)
    assert solved_rate([ticket]) == "—"
    assert list(check_records()) == []


def test_the_shanxi_ticket_is_routed_as_the_page_tells(database: SQLAlchemy) -> None:
    (ticket,) = replayed(database, "shanxi")
    assert ticket.enterprise_name == "智奇铁路设备有限公司"
    assert ticket.title == "希望调整为非重点用能企业"
    assert (ticket.source, ticket.request_type, ticket.lead_department) == ("visit", "energy_list", "ID")
    assert (ticket.category, ticket.secondary_category, ticket.level) == ("AA", "FS", "complex")
    kind = rules_in_force(database.session()).catalogue.request_types["energy_list"]
    assert kind.external_units


def test_the_shanxi_night_meeting_meets_the_first_milestone_and_progress_the_second(
    database: SQLAlchemy,
) -> None:
    (ticket,) = replayed(database, "shanxi")
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


def test_the_shanxi_dates_are_marked_as_approximate_everywhere(database: SQLAlchemy) -> None:
    (ticket,) = replayed(database, "shanxi")
    script = load_script("shanxi")
    assert ticket.date_precision == "approx"
    assert ticket.occurred_on is None
    assert all(act.is_approximate for act in script.acts)
    assert script.nominal is not None
    assert "36家" in " ".join(fact.zh for fact in script.facts)


# ---- Xianning --------------------------------------------------------------------------------------------------------


@pytest.mark.every_database
@pytest.mark.parametrize("place", [1, 2])
def test_xianning_water_and_power_take_five_natural_and_four_working_days(
    database: SQLAlchemy, place: int
) -> None:
    ticket = replayed(database, "xianning")[place]
    assert ticket.ticket_no == XIANNING[place]
    assert ticket.result_at is not None
    opened, done = local_date(ticket.submitted_at), local_date(ticket.result_at)
    assert (opened, done) == (date(2021, 5, 7), date(2021, 5, 12))
    assert (done - opened).days == 5
    assert load_calendar().working_days_between(opened, done) == 4


@pytest.mark.parametrize("place", [1, 2])
def test_xianning_meets_the_seven_days_with_two_to_spare(database: SQLAlchemy, place: int) -> None:
    ticket = replayed(database, "xianning")[place]
    found, now = milestones(database, ticket), load_script("xianning").ends
    assert found["M1"].due == end_of_day(date(2021, 5, 7))
    assert found["M1"].status(now) is MilestoneStatus.DONE
    assert found["M3"].due == end_of_day(date(2021, 5, 10))
    assert found["M7"].due == end_of_day(date(2021, 5, 14))
    assert found["M7"].status(now) is MilestoneStatus.DONE
    assert found["M7"].met_at is not None
    assert (date(2021, 5, 14) - local_date(found["M7"].met_at)).days == 2


def test_no_feedback_is_made_up_that_the_page_does_not_tell_of(database: SQLAlchemy) -> None:
    for ticket in replayed(database, "xianning"):
        events = history(database.session(), ticket.id)
        acts = {event.action.value for event in events}
        assert acts.isdisjoint({"progress", "record_callback", "rate", "strike_off"})
        assert ticket.state == State.CALLBACK
        assert solved_rate([ticket]) == "—"


def test_the_departments_of_the_pre_acceptance_are_those_of_the_page(database: SQLAlchemy) -> None:
    ticket = replayed(database, "xianning")[0]
    assert (ticket.request_type, ticket.lead_department) == ("construction_permit", "GS")
    assert {task.department for task in ticket.co_tasks} == {"FR", "EM", "CB"}
    assert {task.status for task in ticket.co_tasks} == {"done"}
    assert ticket.date_precision == "approx"
    assert ticket.result_at is not None
    assert local_date(ticket.result_at) == date(2021, 4, 26)


def test_five_hundred_borrowed_and_a_hundred_and_thirty_kept_need_six_hundred_and_thirty(
    database: SQLAlchemy,
) -> None:
    form = replayed(database, "xianning")[1].form_data
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


# ---- nothing is invented ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", REPLAYS)
def test_nobody_named_on_the_page_gets_an_invented_code_contact_or_telephone(
    database: SQLAlchemy, code: str
) -> None:
    for ticket in replayed(database, code):
        assert (ticket.uscc, ticket.contact_name, ticket.contact_mobile, ticket.contact_email) == (None,) * 4
    assert database.session.scalars(sa.select(Enterprise.uscc)).all() == [None]


@pytest.mark.parametrize("code", REPLAYS)
def test_every_act_says_whether_the_page_tells_of_it(code: str) -> None:
    script = load_script(code)
    routine = {act.do for act in script.acts if act.basis is Basis.ROUTINE}
    assert routine <= {"submit", "accept", "dispatch", "sign", "approve_result"}
    assert {act.do for act in script.acts if act.basis is Basis.PAGE} >= {"sign"}
    assert all(script.ends >= act.at for act in script.acts)


@pytest.mark.parametrize("code", REPLAYS)
def test_those_who_review_are_not_those_who_wrote(code: str) -> None:
    people = load_script(code).people
    ids = [actor.user_id for actor, _ in people.values()]
    assert len(set(ids)) == len(ids)
    assert all(number is not None and number < 0 for number in ids)


def test_an_unknown_case_is_no_case() -> None:
    with pytest.raises(ValueError, match="kunming"):
        load_script("kunming")


# ---- the command -----------------------------------------------------------------------------------------------------


def test_the_command_prints_the_xianning_timeline_with_its_counts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DESK_INSTANCE_FOLDER", str(tmp_path / "untouched"))
    told = CliRunner().invoke(main, ["replay", "xianning"])
    assert told.exit_code == 0, told.output
    for words in (
        "59自然日/42工作日",
        "3自然日/2工作日",
        "38自然日/25工作日",
        "35自然日/23工作日",
        "用时：5自然日/4工作日",
        "5月14日（周五）24:00到期",
        "提前2天",
        "未计入解决率",
        "时刻为演示设定",
        "统一社会信用代码：报道未载",
    ):
        assert words in told.output
    assert told.output.count("用时：5自然日/4工作日") == 2
    assert not (tmp_path / "untouched").exists()


def test_the_command_prints_the_shanxi_timeline_in_english() -> None:
    told = CliRunner().invoke(main, ["replay", "shanxi", "--lang", "en"])
    assert told.exit_code == 0, told.output
    for words in (
        "Substantial progress",
        "Now: In progress",
        "not in the solved rate",
        "≈2021-06-01",
        "27 days left",
    ):
        assert words in told.output


def test_a_kept_case_is_stored_once_and_a_second_time_refused(
    database: SQLAlchemy, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DESK_INSTANCE_FOLDER", str(tmp_path))
    monkeypatch.setenv("DESK_DATABASE_URL", database_url)
    assert CliRunner().invoke(main, ["replay", "xianning", "--keep"]).exit_code == 0
    again = CliRunner().invoke(main, ["replay", "xianning", "--keep"])
    assert again.exit_code == 1
    assert "已经重演" in again.output
    assert sorted(database.session.scalars(sa.select(Ticket.ticket_no))) == XIANNING


def test_no_letters_go_out_about_a_case_that_was_over_years_ago(database: SQLAlchemy) -> None:
    seed_departments()
    now = datetime(2026, 3, 10, tzinfo=SHANGHAI)
    with transaction() as session:
        session.get_one(DepartmentRow, "PW").mailbox = "pw@zone.example"
        queue_mail(session, "another", "dispatched", "wt@zone.example", now, ticket_no="QY20260310-0001")
    act_out(load_script("xianning"))
    assert database.session.scalars(sa.select(OutboxMail.key)).all() == ["another"]


def test_a_case_that_fails_half_way_stores_nothing(database: SQLAlchemy) -> None:
    seed_departments()
    script = load_script("xianning")
    doubled = replace(script, acts=(*script.acts, script.acts[-1]))
    with pytest.raises(NotPossible):
        act_out(doubled)
    assert database.session.scalars(sa.select(Ticket)).all() == []
