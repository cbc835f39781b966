"""The queues by page: in order, without gaps or repeats in either direction, narrowed as asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from typing import Any

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actions import Action
from service_desk.domain.catalogue import Category, Level
from service_desk.domain.requests import Source, Urgency
from service_desk.domain.states import State
from service_desk.persistence import queues
from service_desk.persistence.database import db
from service_desk.persistence.queues import QueueFilter, bounded_count, queue_page
from service_desk.persistence.work_lists import holds_to_review, tickets_awaiting_information
from tests.usecases.deeds import ACCEPTED, CLOSED, COMMISSIONER, DISPATCHED, HELD, MORNING, REQUEST, WORKING
from tests.usecases.office import Office

pytestmark = pytest.mark.every_database

EVERYTHING = QueueFilter()


@pytest.fixture
def office(database: SQLAlchemy) -> Office:
    return Office()


def numbers(narrowed: QueueFilter = EVERYTHING, **page: Any) -> list[str]:
    db.session.rollback()
    return [ticket.ticket_no for ticket in queue_page(db.session(), narrowed, **page).tickets]


def leaf_through(narrowed: QueueFilter, size: int) -> tuple[list[str], list[str]]:
    """Read every page onwards and then back again; return the numbers seen, in the list's order both times."""
    onwards, backwards, cursor = [], [], None
    while True:
        page = queue_page(db.session(), narrowed, cursor, size)
        onwards.append([ticket.ticket_no for ticket in page.tickets])
        if page.older is None:
            break
        cursor = page.older
    while True:
        backwards.append([ticket.ticket_no for ticket in page.tickets])
        if page.newer is None:
            break
        page = queue_page(db.session(), narrowed, page.newer, size)
    assert {len(shown) for shown in onwards[:-1]} <= {size}
    return list(chain.from_iterable(onwards)), list(chain.from_iterable(reversed(backwards)))


def test_leafing_onwards_and_back_shows_every_ticket_once(office: Office) -> None:
    all_numbers = [office.submit() for _ in range(7)]
    for size in (2, 3, 7, 8):
        assert leaf_through(EVERYTHING, size) == (all_numbers, all_numbers)


def test_tickets_of_the_same_rank_are_neither_lost_nor_shown_twice(office: Office) -> None:
    all_numbers = []
    for _ in range(5):
        office.now = MORNING
        all_numbers.append(office.submit())
    assert leaf_through(EVERYTHING, 2) == (all_numbers, all_numbers)


def test_an_empty_queue_is_one_empty_page(office: Office) -> None:
    page = queue_page(db.session(), EVERYTHING)
    assert (list(page.tickets), page.newer, page.older) == ([], None, None)
    assert bounded_count(db.session(), EVERYTHING) == 0


def test_what_is_due_first_comes_first_then_what_stands_still_then_what_has_ended(office: Office) -> None:
    ended, held = office.bring(*CLOSED), office.bring(*HELD)
    office.now += timedelta(days=1)
    later, urgent = office.bring(*WORKING), office.submit(replace(REQUEST, urgency=Urgency.EMERGENCY))
    office.act(Action.ACCEPT, urgent, urgency=Urgency.EMERGENCY)
    assert numbers() == [urgent, later, held, ended]
    assert numbers(QueueFilter(is_open=True)) == [urgent, later, held]


def test_a_list_is_narrowed_to_what_is_asked_for(office: Office) -> None:
    plain = office.submit()
    special = office.submit(
        replace(
            REQUEST, enterprise_name="100%_演示", park="演示园区", source=Source.VISIT, request_type="energy_list",
            urgency=Urgency.URGENT,
        ),
        COMMISSIONER,
    )  # fmt: skip
    working = office.bring(*WORKING)
    cases: list[tuple[QueueFilter, list[str]]] = [
        (QueueFilter(states=(State.SUBMITTED,)), [special, plain]),
        (QueueFilter(states=(State.SUBMITTED, State.IN_PROGRESS)), [special, plain, working]),
        (QueueFilter(department="PW"), [working]),
        (QueueFilter(department="ES"), [special, plain]),
        (QueueFilter(co_department="CB"), [working]),
        (QueueFilter(co_department="PW"), []),
        (QueueFilter(category=Category.APPROVALS.value), [special]),
        (QueueFilter(request_type="energy_list"), [special]),
        (QueueFilter(level=Level.COMPLEX.value), [special]),
        (QueueFilter(park="演示园区"), [special]),
        (QueueFilter(source="visit"), [special]),
        (QueueFilter(owner_id=11), [working]),
        (QueueFilter(urgency=1), [special]),
        (QueueFilter(enterprise="100%_"), [special]),
        (QueueFilter(enterprise="1%"), []),
        (QueueFilter(enterprise="演示新"), [plain, working]),
        (QueueFilter(department="ES", park="演示园区", states=(State.ACCEPTED,)), []),
    ]
    for narrowed, found in cases:
        assert sorted(numbers(narrowed)) == sorted(found), narrowed
        assert bounded_count(db.session(), narrowed) == len(found), narrowed


def test_what_falls_due_is_listed_by_its_date(office: Office) -> None:
    first = office.bring(*WORKING)
    office.now += timedelta(days=1)
    second = office.bring(*WORKING)
    office.bring(Action.SUBMIT, Action.REQUEST_INFO)  # it is the enterprise's turn: nothing is due
    due = [office.ticket(number).next_due_at for number in (first, second)]
    assert due[0] is not None
    assert due[1] is not None
    assert numbers(QueueFilter(due_before=due[1] + timedelta(seconds=1))) == [first, second]
    assert numbers(QueueFilter(due_before=due[1])) == [first]
    assert numbers(QueueFilter(due_before=due[0])) == []


def test_lists_in_another_order_are_leafed_through_as_well(office: Office) -> None:
    all_numbers = [office.bring(*DISPATCHED) for _ in range(3)]
    for narrowed in (QueueFilter(co_department="CB"), QueueFilter(due_before=MORNING + timedelta(days=99))):
        assert leaf_through(narrowed, 2) == (all_numbers, all_numbers)


def test_a_count_stops_at_its_limit(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(4):
        office.submit()
    assert bounded_count(db.session(), EVERYTHING) == 4
    monkeypatch.setattr(queues, "COUNT_LIMIT", 3)
    assert bounded_count(db.session(), EVERYTHING) == 3


def test_the_sweeps_find_their_work(office: Office) -> None:
    asked = office.bring(Action.SUBMIT, Action.REQUEST_INFO)
    held = office.bring(*HELD)
    office.bring(*ACCEPTED)
    db.session.rollback()
    assert tickets_awaiting_information(db.session()) == [asked]
    assert holds_to_review(db.session(), date(2026, 3, 31)) == []
    assert holds_to_review(db.session(), date(2026, 4, 1)) == [held]
    assert holds_to_review(db.session(), date(2026, 5, 1)) == [held]
