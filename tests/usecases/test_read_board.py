"""The 13710 board: every open ticket in one cell, the number of each cell that of the list behind it, at any size."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actions import Action
from service_desk.domain.board import COLUMNS, PACE_LAMPS, PACE_NAMES, Pace
from service_desk.domain.clock import stands_at
from service_desk.domain.milestones import Milestone, MilestoneKey
from service_desk.domain.states import OPEN_STATES, State
from service_desk.persistence.board import _CELLS, CELL_LIMIT
from service_desk.persistence.database import db, transaction
from service_desk.persistence.queues import bounded_count
from service_desk.persistence.tables import Ticket
from service_desk.usecases.reading.narrowing import Narrowing
from service_desk.usecases.reading.queue_tabs import tabs_of
from service_desk.usecases.supervision.read_board import Board, read_board
from service_desk.usecases.together.read_news import count_unread
from tests.usecases.deeds import (
    ACCEPTED,
    APPROVED,
    ASKED,
    CLOSED,
    DISPATCHED,
    LEADER,
    MORNING,
    RESULT,
    WORKING,
)
from tests.usecases.office import Office

A, K, P = Action, MilestoneKey, Pace


def board(office: Office) -> Board:
    db.session.rollback()
    return read_board(db.session(), office.now)


def in_all(found: Board) -> int:
    return sum(found.total(pace) for pace in Pace)


@pytest.mark.every_database
def test_every_open_ticket_stands_in_one_cell_and_none_that_has_ended(database: SQLAlchemy) -> None:
    office = Office()
    for path in ((A.SUBMIT,), ACCEPTED, DISPATCHED, WORKING, ASKED, RESULT, APPROVED, CLOSED):
        office.bring(*path)
    found = board(office)
    is_open = [state for state in db.session.scalars(sa.select(Ticket.state)) if State(state) in OPEN_STATES]
    assert in_all(found) == len(is_open) == 7
    assert found.total(P.UNDATED, milestone=K.STRIKE_OFF, department="PW") == 1
    assert set(found.departments) == {"ES", "PW"}


@pytest.mark.every_database
def test_every_number_is_that_of_the_list_behind_it(database: SQLAlchemy) -> None:
    office = Office()
    for path in ((A.SUBMIT,), DISPATCHED, WORKING, (*WORKING, A.PROGRESS), ASKED, APPROVED):
        office.bring(*path)
        office.now += timedelta(days=1, hours=7)
    everything = next(tab for tab in tabs_of(LEADER, office.now) if tab.key == "open")
    found = board(office)
    assert found.total(P.OVERDUE) > 0
    for key in MilestoneKey:
        for pace in Pace:
            for department in (None, "PW", "ES"):
                listed = Narrowing(due=pace.value, milestone=key.value, department=department).within(
                    everything, office.now
                )
                assert bounded_count(db.session(), listed) == found.total(
                    pace, milestone=key, department=department
                )


def test_a_ticket_moves_from_column_to_column(office: Office) -> None:
    number = office.bring(*DISPATCHED)
    assert office.ticket(number).milestone == "M1"
    office.act(A.SIGN, number)
    assert office.ticket(number).milestone == "M3"
    office.act(A.PROGRESS, number)
    assert office.ticket(number).milestone == "M7"


def test_what_is_due_within_a_day_is_near_and_afterwards_overdue(office: Office) -> None:
    office.bring(*WORKING, A.PROGRESS)
    for days, pace in ((0, P.LATER), (7, P.NEAR), (8, P.OVERDUE)):
        office.now = MORNING + timedelta(days=days)
        found = board(office)
        assert {each: found.total(each) for each in Pace} == {each: int(each is pace) for each in Pace}


def test_the_red_list_begins_with_what_is_latest_and_goes_on_from_page_to_page(office: Office) -> None:
    numbers = []
    for _ in range(27):
        numbers.append(office.bring(*DISPATCHED))
        office.now += timedelta(minutes=1)
    office.now += timedelta(days=30)
    first = board(office).red
    assert len(first.tickets) == 25
    assert first.older is not None
    rest = read_board(db.session(), office.now, first.older).red
    assert sorted(t.ticket_no for t in (*first.tickets, *rest.tickets)) == sorted(numbers)
    dues = [ticket.next_due_at for ticket in first.tickets]
    assert dues == sorted(dues, key=lambda due: due or MORNING)


def test_an_instruction_stands_on_the_board_with_its_answer_and_its_author_follows(office: Office) -> None:
    number = office.bring(*WORKING)
    office.act(A.INSTRUCT, number, answer_by=date(2026, 3, 11))
    found = board(office)
    [ticket] = found.instructed
    told = found.instructions[ticket.id]
    assert (told.given.data["note"], told.answer, told.answer_by) == ("演示内容", None, date(2026, 3, 11))
    assert not told.is_late(office.now)
    assert told.is_late(office.now + timedelta(days=2))
    assert count_unread(db.session(), LEADER) == 0
    office.act(A.ANSWER_INSTRUCTION, number)
    assert board(office).instructed == []
    assert count_unread(db.session(), LEADER) == 1
    office.now += timedelta(days=9)
    answered = board(office).instructions[ticket.id]
    assert answered.answer is not None
    office.act(A.INSTRUCT, number, note="再催一次")
    assert board(office).instructions[ticket.id].answer is None


def test_a_cell_is_counted_no_further_than_its_bound(office: Office) -> None:
    number = office.bring(*WORKING)
    kept = office.ticket(number)
    columns = {c.key: getattr(kept, c.key) for c in Ticket.__table__.columns}
    with transaction() as session:
        rows = [
            {**columns, "id": 1000 + n, "ticket_no": f"Q{n}", "submission_key": None}
            for n in range(CELL_LIMIT + 50)
        ]
        session.execute(sa.insert(Ticket), rows)
    found = board(office)
    assert found.total(P.LATER, milestone=K.PROGRESS) == CELL_LIMIT
    assert found.total(P.LATER) == CELL_LIMIT


def test_the_board_reads_only_its_index(office: Office) -> None:
    plan = db.session.execute(
        sa.text("explain query plan " + str(_CELLS)), {"now": "x", "soon": "y", "most": 1}
    ).all()
    told = [line.detail for line in plan if " t " in line.detail + " "]
    assert len(told) == 4
    assert all(
        "COVERING INDEX ix_ticket_milestone (milestone=? AND queue_department=? AND next_due_at" in line
        for line in told
    )


def test_the_board_has_a_column_for_every_milestone_and_a_word_and_lamp_for_every_pace() -> None:
    assert set(COLUMNS) == set(MilestoneKey)
    assert set(PACE_NAMES) == set(PACE_LAMPS) == set(Pace)


def test_a_ticket_stands_at_what_comes_first_else_at_what_is_not_reached() -> None:
    day = datetime(2026, 3, 10, tzinfo=MORNING.tzinfo)
    met = Milestone(K.DISPATCH, met_at=day)
    stopped = Milestone(K.PROGRESS, due=day, stopped_since=day)
    dated = Milestone(K.CLOSING, due=day + timedelta(days=7))
    assert stands_at([met, stopped, dated]) is K.CLOSING
    assert stands_at([met, stopped]) is K.PROGRESS
    assert stands_at([met, Milestone(K.CLOSING, applies=False)]) is K.STRIKE_OFF


def test_open_instructions_are_read_from_their_own_index(office: Office) -> None:
    query = (
        sa.select(Ticket.id).where(Ticket.has_open_instruction).order_by(Ticket.rank_at, Ticket.id).limit(20)
    )
    plan = db.session.execute(
        sa.text(f"explain query plan {query.compile(db.engine, compile_kwargs={'literal_binds': True})}")
    )
    assert [line.detail for line in plan] == ["SCAN ticket USING INDEX ix_ticket_instructed"]
