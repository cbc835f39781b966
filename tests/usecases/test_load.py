"""A head sees who carries how much: each number is the length of the list it leads to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.refusals import NotEntitled
from service_desk.persistence.database import db
from service_desk.usecases.handling.arrange_absence import arrange_absence
from service_desk.usecases.reading.load import MEASURES, load_of_department, load_of_departments
from service_desk.usecases.reading.queues import view_queue
from tests.usecases.deeds import DISPATCHED, DISPATCHER, HANDLER, HEAD, LEADER, RESULT, SUPERVISOR, WORKING
from tests.usecases.office import Office

A = Action


@pytest.mark.every_database
def test_each_number_is_the_length_of_the_list_behind_it(database: SQLAlchemy) -> None:
    office = Office()
    late = office.bring(*WORKING)
    office.now += timedelta(days=8)
    office.bring(*WORKING)
    office.bring(*RESULT)
    office.bring(*DISPATCHED)
    office.act(A.ASSIGN, late, user_id=HEAD.user_id)
    loads = {load.user_id: load for load in load_of_department(db.session(), HEAD, office.now)}
    assert loads[11].numbers["open"] == 2
    assert loads[12].numbers == {"open": 1, "due": 0, "overdue": 1, "parts": 1}
    assert loads[0].is_nobody
    assert loads[0].numbers["open"] == 1
    assert sum(load.numbers["open"] for load in loads.values()) == 4
    for load in loads.values():
        for measure in MEASURES:
            view = view_queue(db.session(), HEAD, office.now, measure.tab, measure.narrowing(load.user_id))
            assert view.tab.key == measure.tab
            assert len(view.page.tickets) == load.numbers[measure.key] == view.counts[measure.tab]


def test_the_heaviest_stands_first_what_nobody_has_last_and_absence_is_told(office: Office) -> None:
    office.bring(*WORKING)
    office.bring(*DISPATCHED)
    office.bring(*DISPATCHED)
    arrange_absence(
        HEAD, office.now, user_id=11, substitute_id=12, from_on=office.now.date(), until_on=office.now.date()
    )
    loads = load_of_department(db.session(), HEAD, office.now)
    assert [load.user_id for load in loads] == [11, 12, 0]
    assert loads[0].absence is not None
    assert loads[0].absence.substitute.display_name == HEAD.name
    assert loads[1].absence is None


@pytest.mark.parametrize("actor", [HANDLER, DISPATCHER])
def test_nobody_but_a_head_and_those_who_oversee_the_zone_sees_it(office: Office, actor: Actor) -> None:
    with pytest.raises(NotEntitled):
        load_of_department(db.session(), actor, office.now)


@pytest.mark.every_database
def test_an_overseers_numbers_are_the_lengths_of_the_zones_lists(database: SQLAlchemy) -> None:
    office = Office()
    office.bring(*WORKING)
    office.now += timedelta(days=8)
    office.bring(*DISPATCHED)
    for actor in (LEADER, SUPERVISOR):
        loads = load_of_departments(db.session(), actor, office.now, ["PW", "LE"])
        assert loads["LE"] == {"open": 0, "due": 0, "overdue": 0, "parts": 0}
        assert loads["PW"]["open"] == 2
        for measure in MEASURES:
            view = view_queue(
                db.session(), actor, office.now, measure.zone_tab, measure.narrowing(None, "PW")
            )
            assert view.tab.key == measure.zone_tab
            assert len(view.page.tickets) == loads["PW"][measure.key]
        one = load_of_department(db.session(), actor, office.now, "PW")
        assert sum(each.numbers["open"] for each in one) == 2
    with pytest.raises(NotEntitled):
        load_of_departments(db.session(), HEAD, office.now, ["PW"])
    with pytest.raises(NotEntitled):
        load_of_department(db.session(), HEAD, office.now, "LE")
