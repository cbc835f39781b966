"""Routing rules as sets: drafted, tried on the last month, published whole; each ticket keeps the set it was routed by."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.catalogue import Level
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound, NotPossible, Stale
from service_desk.domain.roles import Role
from service_desk.domain.routing_sets import Refinement, RoutingRow
from service_desk.persistence.database import db, transaction
from service_desk.persistence.routing_sets import published_set, published_sets, routing_draft
from service_desk.persistence.tables import DepartmentRow
from service_desk.usecases.acting.rules import catalogue_in_force, rules_in_force
from service_desk.usecases.reading.way import way_of
from service_desk.usecases.zone.edit_routing import (
    discard_routing,
    drafted_set,
    edit_routing,
    restore_routing,
)
from service_desk.usecases.zone.publish_routing import publish_routing
from service_desk.usecases.zone.try_routing import try_routing
from tests.usecases.deeds import ACCEPTED, DISPATCHED, MORNING, REQUEST, SUPERVISOR
from tests.usecases.office import Office

ADMINISTRATOR = Actor(None, "演示-系统管理员", frozenset({Role.ADMINISTRATOR}))
TO_CB = RoutingRow("CB", ("PW",), Level.COMPLEX)
EAST = Refinement("power_capacity", "ES", (), Level.GENERAL, park="东区")
STATION = Refinement("power_capacity", "ID", ("PW",), Level.COMPLEX, words=("变电站", "主变"))

pytestmark = pytest.mark.usefixtures("database")


def edit(row: RoutingRow = TO_CB, *more: Refinement, seen: int = 0) -> bool:
    return edit_routing("power_capacity", row, more, by=ADMINISTRATOR, now=MORNING, seen_revision=seen)


def publish(seen: int = 1, note: str = "线路改造划归建设局") -> int:
    return publish_routing(note, by=ADMINISTRATOR, now=MORNING, seen_revision=seen)


@pytest.mark.every_database
def test_a_draft_changes_nothing_until_it_is_published_whole(office: Office) -> None:
    assert edit(TO_CB, EAST)
    assert rules_in_force(db.session()).routing.version == 0
    assert publish() == 1
    rules = rules_in_force(db.session())
    assert rules.routing.version == 1
    kind = rules.catalogue.request_types["power_capacity"]
    assert (kind.lead, kind.co_handlers, kind.level) == ("CB", ("PW",), Level.COMPLEX)
    assert catalogue_in_force(db.session()).request_types["power_capacity"].lead == "CB"
    assert rules.routing.refinements == (EAST,)
    assert len(rules.routing.rows) == len(rules.catalogue.request_types)
    assert routing_draft(db.session()) is None
    row = published_set(db.session(), 1)
    assert row is not None
    assert (row.note, row.by_name) == ("线路改造划归建设局", ADMINISTRATOR.name)


def test_a_ticket_keeps_the_set_by_which_it_was_dispatched(office: Office) -> None:
    before = office.bring(*DISPATCHED)
    edit()
    publish()
    after = office.bring(*ACCEPTED)
    office.act(Action.DISPATCH, after, lead="CB", co_departments=[])
    old, new = (office.last(number).data["routing"] for number in (before, after))
    assert (old["set"], old["lead"]) == (0, "PW")
    assert (new["set"], new["lead"]) == (1, "CB")


def test_refinements_are_tried_in_their_order_before_the_row_of_the_type(office: Office) -> None:
    edit(TO_CB, EAST, STATION)
    publish()
    rules = rules_in_force(db.session())
    plain, east, both = (
        office.ticket(office.submit(replace(REQUEST, **different)))
        for different in ({}, {"park": "东区"}, {"park": "其他", "body": "园区变电站主变满了。"})
    )
    assert [way_of(ticket, rules).lead for ticket in (plain, east, both)] == ["CB", "ES", "ID"]
    assert [each.is_match for each in way_of(both, rules).tried] == [False, True]
    assert way_of(both, rules).tried[1].found == ("变电站", "主变")
    assert [each.is_match for each in way_of(plain, rules).tried] == [False, False, True]


def test_a_trial_names_the_tickets_of_the_last_month_that_would_go_elsewhere(office: Office) -> None:
    number = office.bring(*ACCEPTED)
    office.bring(Action.SUBMIT)
    edit()
    rules, draft = rules_in_force(db.session()), routing_draft(db.session())
    trial = try_routing(db.session(), drafted_set(draft, rules.routing), rules, office.now)
    assert (trial.count, trial.is_whole) == (1, True)
    (moved,) = trial.elsewhere
    assert (moved.ticket_no, moved.before.lead, moved.after.lead) == (number, "PW", "CB")
    later = try_routing(
        db.session(), drafted_set(draft, rules.routing), rules, office.now + timedelta(days=32)
    )
    assert (later.count, later.elsewhere) == (0, ())


def test_a_trial_tells_other_helpers_apart_from_another_lead(office: Office) -> None:
    office.bring(*ACCEPTED)
    edit(RoutingRow("PW", (), Level.GENERAL))
    rules, draft = rules_in_force(db.session()), routing_draft(db.session())
    trial = try_routing(db.session(), drafted_set(draft, rules.routing), rules, office.now)
    assert (len(trial.elsewhere), len(trial.otherwise)) == (0, 1)


def test_an_earlier_set_comes_back_as_a_new_draft_and_a_new_version() -> None:
    edit()
    publish()
    restore_routing(0, by=ADMINISTRATOR, now=MORNING, seen_revision=0)
    assert publish(note="改回来") == 2
    assert rules_in_force(db.session()).catalogue.request_types["power_capacity"].lead == "PW"
    newest, first = published_sets(db.session())
    assert (newest.version, newest.restored_from, first.version) == (2, 0, 1)
    restore_routing(1, by=ADMINISTRATOR, now=MORNING, seen_revision=0)
    assert publish(note="还是要改") == 3
    assert rules_in_force(db.session()).catalogue.request_types["power_capacity"].lead == "CB"


def test_a_draft_that_changes_back_to_what_is_in_force_is_not_published() -> None:
    edit()
    edit(RoutingRow("PW", ("CB", "GS"), Level.GENERAL), seen=1)
    with pytest.raises(NotPossible):
        publish(seen=2)
    discard_routing(by=ADMINISTRATOR, seen_revision=2)
    assert routing_draft(db.session()) is None


def test_the_same_row_again_is_no_edit() -> None:
    assert not edit(RoutingRow("PW", ("CB", "GS"), Level.GENERAL))
    assert routing_draft(db.session()) is None


def test_a_second_administrator_does_not_write_over_the_firsts_draft() -> None:
    edit()
    with pytest.raises(Stale):
        edit(RoutingRow("GS", (), Level.GENERAL), seen=0)
    with pytest.raises(Stale):
        publish(seen=7)
    with pytest.raises(Stale):
        discard_routing(by=ADMINISTRATOR, seen_revision=0)
    draft = routing_draft(db.session())
    assert draft is not None
    assert draft.content["rows"]["power_capacity"]["lead"] == "CB"


@pytest.mark.parametrize(
    ("row", "more", "field"),
    [
        (RoutingRow("??", (), Level.GENERAL), (), "lead"),
        (RoutingRow("PW", ("??",), Level.GENERAL), (), "lead"),
        (TO_CB, (replace(EAST, park=None),), "refinements"),
        (TO_CB, (replace(EAST, lead=""),), "refinements"),
        (TO_CB, (replace(STATION, words=("电",)),), "refinements"),
        (TO_CB, (EAST,) * 7, "refinements"),
    ],
)
def test_what_cannot_be_a_rule_is_refused(row: RoutingRow, more: tuple[Refinement, ...], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        edit(row, *more)
    assert field in refused.value.problems
    assert routing_draft(db.session()) is None


def test_a_department_closed_meanwhile_leads_no_published_set() -> None:
    edit()
    with transaction() as session:
        session.add(
            DepartmentRow(code="CB", zh="园区建设局", en="Construction", short="建设局", is_active=False)
        )
    with pytest.raises(NotPossible, match="停用"):
        publish()


def test_only_an_administrator_keeps_the_routing() -> None:
    with pytest.raises(NotEntitled):
        edit_routing("power_capacity", TO_CB, (), by=SUPERVISOR, now=MORNING, seen_revision=0)
    with pytest.raises(NotEntitled):
        publish_routing("理由", by=SUPERVISOR, now=MORNING, seen_revision=0)
    with pytest.raises(NotFound):
        restore_routing(9, by=ADMINISTRATOR, now=MORNING, seen_revision=0)
    with pytest.raises(NotFound):
        edit_routing("nothing", TO_CB, (), by=ADMINISTRATOR, now=MORNING, seen_revision=0)
