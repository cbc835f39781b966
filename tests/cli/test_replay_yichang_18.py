"""The Yichang replay: 18 questions given out at once under one date, durations without dates, no answer made up."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.demo.replays.acting import act_out
from service_desk.demo.replays.script import Basis, load_script
from service_desk.domain.following import follow
from service_desk.domain.states import State
from service_desk.domain.zone_time import end_of_day, local_date
from service_desk.persistence.event_log import history
from service_desk.persistence.tables import Ticket
from service_desk.usecases.auditing.check_records import check_records
from service_desk.usecases.zone.seed_departments import seed_departments
from tests.support.replays import Replayed, milestones, solved_rate


@pytest.mark.every_database
def test_eighteen_parts_are_given_out_at_once_under_one_date(
    database: SQLAlchemy, replayed: Replayed
) -> None:
    (ticket,) = replayed("yichang-18")
    parts = ticket.co_tasks
    assert [part.title for part in parts] == [f"第{n}问（内容报道未载）" for n in range(1, 19)]
    assert len({part.department for part in parts}) == 18
    assert ticket.lead_department == "IP"
    assert ticket.lead_department not in {part.department for part in parts}
    assert {part.due_at for part in parts} == {end_of_day(date(2019, 1, 9))}
    course = follow(history(database.session(), ticket.id))
    assert len({task.opened_at for task in course.tasks}) == 1
    assert {task.due_on for task in course.tasks} == {None}
    assert list(check_records()) == []


def test_no_answer_is_made_up_and_the_result_waits_for_all_of_them(database: SQLAlchemy) -> None:
    seed_departments()
    performed = act_out(load_script("yichang-18"))
    ticket = database.session.scalars(sa.select(Ticket)).one()
    assert {part.status for part in ticket.co_tasks} == {"open"}
    assert {part.opinion for part in ticket.co_tasks} == {None}
    refusal = performed[-1].refusal
    assert refusal is not None
    assert "协办单位还没有反馈完" in refusal.zh
    assert ticket.state == State.IN_PROGRESS
    assert solved_rate([ticket]) == "—"


def test_durations_stay_durations(database: SQLAlchemy) -> None:
    script = load_script("yichang-18")
    assert [(each.key, each.months) for each in script.durations] == [("intention", 2), ("signing", 6)]
    days = {landmark.on for landmark in script.landmarks} | {local_date(act.at) for act in script.acts}
    assert days == {date(2019, 1, 4), date(2021, 3, 27)}
    assert all(not landmark.since for landmark in script.landmarks)


def test_who_gets_which_question_is_flagged_as_shown_only() -> None:
    script = load_script("yichang-18")
    demo = [act.do for act in script.acts if act.basis is Basis.DEMO]
    assert demo == ["dispatch", "submit_result"]
    assert "报道未载" in next(act.words.zh for act in script.acts if act.do == "dispatch")


def test_the_dates_of_a_year_without_its_holidays_are_provisional(
    database: SQLAlchemy, replayed: Replayed
) -> None:
    (ticket,) = replayed("yichang-18")
    found = milestones(database, ticket)
    assert found["M30"].due == end_of_day(date(2019, 2, 4))
    assert found["M30"].is_provisional
