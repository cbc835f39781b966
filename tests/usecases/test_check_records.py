"""The nightly comparison finds every record that says otherwise than the event log, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actors import guest
from service_desk.persistence.tables import Ticket, TicketEvent
from service_desk.usecases.auditing import check_records as module
from service_desk.usecases.auditing.check_records import Difference, check_records
from service_desk.usecases.intake.withdraw_ticket import withdraw_ticket
from tests.support import acted_out
from tests.support.histories import at


@pytest.fixture
def numbers(database: SQLAlchemy) -> list[str]:
    """One ticket under way with a co-handler, one struck off, one withdrawn."""
    under_way = acted_out.at_work(at(24), helpers=("CB",))
    done = acted_out.struck_off(acted_out.finished(acted_out.at_work(at(24)), at(26)), at(27))
    gone = acted_out.submitted(at(25))
    withdraw_ticket(gone, guest("x", gone), at(26))
    return [under_way, done, gone]


def change(database: SQLAlchemy, number: str, **values: Any) -> None:
    ticket = database.session.query(Ticket).filter_by(ticket_no=number).one()
    for name, value in values.items():
        setattr(ticket, name, value)
    database.session.commit()


def found() -> set[tuple[str, str]]:
    return {(each.subject, each.what) for each in check_records()}


@pytest.mark.every_database
def test_records_kept_by_the_acts_agree_with_the_log(database: SQLAlchemy, numbers: list[str]) -> None:
    assert found() == set()


def test_a_state_that_was_changed_behind_the_log_is_found(database: SQLAlchemy, numbers: list[str]) -> None:
    change(database, numbers[0], state="callback")
    assert (numbers[0], "state") in found()


def test_a_date_that_was_moved_is_found(database: SQLAlchemy, numbers: list[str]) -> None:
    change(database, numbers[0], next_due_at=at(30, month=12))
    (difference,) = check_records()
    assert (difference.subject, difference.what) == (numbers[0], "next_due_at")
    assert "2021-12-30" in difference.kept


def test_an_altered_timetable_is_told_in_words(database: SQLAlchemy, numbers: list[str]) -> None:
    ticket = database.session.query(Ticket).filter_by(ticket_no=numbers[0]).one()
    altered = [dict(each) for each in ticket.milestones]
    altered[1]["met"] = at(25).isoformat()
    change(database, numbers[0], milestones=altered)
    (difference,) = check_records()
    assert difference.what == "milestones"
    assert "M3" in difference.kept


def test_an_altered_event_breaks_the_chain(database: SQLAlchemy, numbers: list[str]) -> None:
    ticket = database.session.query(Ticket).filter_by(ticket_no=numbers[1]).one()
    event = database.session.query(TicketEvent).filter_by(ticket_id=ticket.id, seq=3).one()
    event.data = event.data | {"note": "改过"}
    database.session.commit()
    assert list(check_records()) == [Difference(numbers[1], "hash chain", "whole", "broken at event 3")]


def test_a_removed_last_event_is_found(database: SQLAlchemy, numbers: list[str]) -> None:
    ticket = database.session.query(Ticket).filter_by(ticket_no=numbers[2]).one()
    database.session.query(TicketEvent).filter_by(ticket_id=ticket.id, seq=2).delete()
    database.session.commit()
    assert {(numbers[2], "last event"), (numbers[2], "last hash"), (numbers[2], "state")} <= found()


def test_a_ticket_without_any_event_is_found(database: SQLAlchemy, numbers: list[str]) -> None:
    ticket = database.session.query(Ticket).filter_by(ticket_no=numbers[2]).one()
    database.session.query(TicketEvent).filter_by(ticket_id=ticket.id).delete()
    database.session.commit()
    assert (numbers[2], "events") in found()


def test_a_wrong_count_is_found_with_its_queue(database: SQLAlchemy, numbers: list[str]) -> None:
    database.session.execute(database.text("update queue_count set tickets = 5 where state = 'co_task'"))
    database.session.commit()
    assert list(check_records()) == [Difference("CB/co_task", "queue count", "5", "1")]


def test_a_count_that_is_wrong_for_a_moment_only_is_no_difference(
    database: SQLAlchemy, numbers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    glimpses = iter([{("PW", "in_progress"): (2, 1)}, {}, {("PW", "in_progress"): (2, 1)}])
    monkeypatch.setattr(module, "_wrong_counts", lambda: next(glimpses))
    assert found() == set()


def test_an_act_between_two_looks_is_no_difference(
    database: SQLAlchemy, numbers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, first = module.tickets_after, iter([True])

    def half_read(session: Any, last_id: int, limit: int) -> Any:
        batch = real(session, last_id, limit)
        if next(first, False):  # as if the last act had been committed between the two queries
            return [(batch[0][0], batch[0][1][:-1]), *batch[1:]]
        return batch

    monkeypatch.setattr(module, "tickets_after", half_read)
    assert found() == set()


def test_a_ticket_that_is_gone_when_looked_at_again_is_told(
    database: SQLAlchemy, numbers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    change(database, numbers[0], state="callback")
    monkeypatch.setattr(module, "lock_ticket", lambda session, number: None)
    assert Difference(numbers[0], "ticket", "was there", "gone") in set(check_records())


def test_many_tickets_are_compared_in_batches(
    database: SQLAlchemy, numbers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    change(database, numbers[2], last_seq=9)
    change(database, numbers[0], clock="stopped", rank_at=at(1) + timedelta(days=400))
    assert found() == {(numbers[2], "last event"), (numbers[0], "clock"), (numbers[0], "rank_at")}
