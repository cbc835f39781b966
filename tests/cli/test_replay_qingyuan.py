"""The Qingyuan replay: an umbrella with two tasks and six surveys, without a figure, and open."""

from __future__ import annotations

import re

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.demo.replays.script import load_script
from service_desk.domain.actions import Action
from service_desk.domain.actors import SYSTEM
from service_desk.domain.following import follow
from service_desk.domain.guards import children_have_ended
from service_desk.persistence.event_log import history
from service_desk.persistence.work_lists import children_of
from service_desk.usecases.acting.projection import situation_of
from service_desk.usecases.acting.rules import rules_in_force
from service_desk.usecases.auditing.check_records import check_records
from tests.support.replays import Replayed, solved_rate

NAMED = ["先导稀材", "蒙牛乳业", "楚江铜业", "天安智谷三期", "广汇钟表城", "凤熙科技"]


@pytest.mark.every_database
def test_the_umbrella_has_its_departments_two_tasks_and_a_meeting(
    database: SQLAlchemy, replayed: Replayed
) -> None:
    umbrella = replayed("qingyuan")[0]
    assert umbrella.title == "百嘉科技创新园供电能力"
    assert (umbrella.category, umbrella.level, umbrella.lead_department) == ("FS", "complex", "CB")
    assert [(task.department, task.title[:3], task.status) for task in umbrella.co_tasks] == [
        ("ES", "任务A", "open"),
        ("PW", "任务B", "open"),
    ]
    (meeting,) = [
        event for event in history(database.session(), umbrella.id) if event.action is Action.RECORD_MEETING
    ]
    assert meeting.data["attendees"] == ["CB", "ES", "PW"]
    assert "110 kV玉塘变电站" in meeting.data["minutes"]
    assert list(check_records()) == []


def test_every_enterprise_named_has_a_request_under_the_umbrella_with_an_empty_survey(
    database: SQLAlchemy, replayed: Replayed
) -> None:
    umbrella, *children = replayed("qingyuan")
    assert [child.enterprise_name for child in children] == NAMED
    assert {child.parent_no for child in children} == {umbrella.ticket_no}
    assert [child.form for child in children] == ["power"] * 6
    assert [child.form_data for child in children] == [{}] * 6
    assert [child.ticket_no for child in children_of(database.session(), umbrella.ticket_no)] == [
        child.ticket_no for child in children
    ]


def test_no_load_in_kva_is_made_up(database: SQLAlchemy) -> None:
    script = load_script("qingyuan")
    words = " ".join([*(part.body for part in script.parts.values()), *(act.words.zh for act in script.acts)])
    assert re.search(r"\d\s*(kVA|千伏安|MVA)", words) is None
    assert re.findall(r"\d+ ?kV", words) == ["110 kV"]


def test_everything_stays_open_and_no_day_is_claimed(database: SQLAlchemy, replayed: Replayed) -> None:
    tickets = replayed("qingyuan")
    assert [ticket.state for ticket in tickets] == ["in_progress", *["accepted"] * 6]
    assert {ticket.date_precision for ticket in tickets} == {"approx"}
    assert solved_rate(tickets) == "—"
    dues = [task.due_on for task in follow(history(database.session(), tickets[0].id)).tasks]
    assert dues == [None, None]


def test_the_umbrella_is_not_struck_off_before_its_requests(database: SQLAlchemy, replayed: Replayed) -> None:
    umbrella = replayed("qingyuan")[0]
    rules = rules_in_force(database.session())
    found = situation_of(database.session(), umbrella, history(database.session(), umbrella.id), rules)
    assert found.open_children == 6
    reason = children_have_ended(found, SYSTEM, load_script("qingyuan").ends)
    assert reason is not None
