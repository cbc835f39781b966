"""What the database itself refuses, on both kinds: raw SQL that would leave a ticket without owner, clock or date."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actions import Action
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.database import IntegrityError, db
from service_desk.persistence.tables import Ticket
from tests.usecases.deeds import CLOSED, MORNING, WORKING
from tests.usecases.office import Office, stored

pytestmark = pytest.mark.every_database

SUBMITTED = (Action.SUBMIT,)
ENDED = "'2026-03-10 02:00:00+00:00'"

FORBIDDEN: list[tuple[str, tuple[Action, ...], str]] = [
    ("state = 'draft'", WORKING, "state_known"),
    ("state = 'lost'", WORKING, "state_known"),
    ("category = 'ZZ'", SUBMITTED, "category_known"),
    ("level = 'huge'", SUBMITTED, "level_known"),
    ("clock = 'broken'", SUBMITTED, "clock_known"),
    ("urgency = 3", SUBMITTED, "urgency_known"),
    ("urgency = -1", SUBMITTED, "urgency_known"),
    ("rating = 6", SUBMITTED, "rating_known"),
    ("rating = 0", SUBMITTED, "rating_known"),
    ("state = 'withdrawn'", SUBMITTED, "ended_has_date"),
    (f"ended_at = {ENDED}", SUBMITTED, "ended_has_date"),
    ("ended_at = null", CLOSED, "ended_has_date"),
    ("state = 'dispatched'", SUBMITTED, "led_has_lead"),
    ("lead_department = null", WORKING, "led_has_lead"),
    ("clock = 'finished'", WORKING, "open_has_clock"),
    ("clock = 'finished'", SUBMITTED, "open_has_clock"),
    ("first_department = null", WORKING, "first_receiver_kept"),
    ("responsible_department = null", WORKING, "responsible_department"),
    ("queue_department = null", SUBMITTED, "queue_department"),
    ("enterprise_id = 4711", SUBMITTED, "FOREIGN KEY|fk_ticket_enterprise"),
]


@pytest.fixture
def office(database: SQLAlchemy) -> Office:
    return Office()


def refused(statement: str, reason: str, **values: Any) -> None:
    """Run raw SQL and check that the database refuses it for this reason and keeps everything as it was."""
    before = stored()
    with pytest.raises(IntegrityError, match=f"(?i){reason}"):
        db.session.execute(sa.text(statement), values)
    assert stored() == before


def test_no_ticket_is_without_a_department_a_clock_or_a_date_it_should_have(office: Office) -> None:
    paths: tuple[tuple[Action, ...], ...] = (SUBMITTED, WORKING, CLOSED)
    numbers = {path: office.bring(*path) for path in paths}
    for change, path, reason in FORBIDDEN:
        refused(f"update ticket set {change} where ticket_no = :number", reason, number=numbers[path])


def test_a_submission_key_and_a_number_are_given_once(office: Office) -> None:
    first, second = office.bring(*SUBMITTED, submission_key="k"), office.submit()
    refused(
        "update ticket set submission_key = 'k' where ticket_no = :number", "submission_key", number=second
    )
    refused(
        "update ticket set ticket_no = :other where ticket_no = :number",
        "ticket_no",
        number=second,
        other=first,
    )


def test_the_event_log_has_no_two_entries_of_one_number_and_no_ticket_leaves_it_behind(
    office: Office,
) -> None:
    number = office.bring(*WORKING)
    refused("update ticket_event set seq = 1 where seq = 2", "seq")
    refused("update ticket_event set seq = 0 where seq = 1", "seq_positive")
    refused("delete from ticket where ticket_no = :number", "FOREIGN KEY|fk_", number=number)


def test_a_co_task_is_open_or_has_ended_on_a_day_and_each_department_has_one(office: Office) -> None:
    office.bring(*WORKING)
    refused(f"update co_task set status = 'lost', ended_at = {ENDED}", "status_known")
    refused("update co_task set status = 'done'", "ended_has_date")
    refused(f"update co_task set ended_at = {ENDED}", "ended_has_date")
    refused(
        "insert into co_task (ticket_id, department, status) select ticket_id, department, status from co_task",
        "co_task",
    )


def test_a_count_is_never_negative(office: Office) -> None:
    office.submit()
    refused("update queue_count set tickets = -1", "never_negative")


def test_a_letter_has_one_key_and_a_sent_one_its_date(office: Office) -> None:
    office.submit()
    office.submit()
    refused("update outbox_mail set key = 'same'", "outbox_mail")
    refused("update outbox_mail set status = 'lost'", "status_known")
    refused("update outbox_mail set status = 'sent'", "sent_has_date")
    refused(f"update outbox_mail set sent_at = {ENDED}", "sent_has_date")


def test_a_moment_without_a_zone_is_refused_and_every_other_comes_back_in_utc(office: Office) -> None:
    number = office.submit()
    ticket = office.ticket(number)
    assert ticket.submitted_at == office.now
    assert str(ticket.submitted_at.tzinfo) == "UTC"
    ticket.submitted_at = datetime(2026, 3, 10)  # noqa: DTZ001 - the point of the test
    with pytest.raises(sa.exc.StatementError, match="needs a time zone"):
        db.session.flush()
    db.session.rollback()
    query = sa.select(Ticket.ticket_no).where(Ticket.submitted_at == office.now.astimezone(SHANGHAI))
    assert db.session.scalar(query) == number
    assert office.now > MORNING


def test_the_migrations_make_exactly_the_tables_the_program_knows(database: SQLAlchemy) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={
            "compare_type": True, "render_as_batch": True,
            # The index and its shadows are made by hand for each database; tests/persistence/test_searching.py covers them.
            "include_name": lambda name, kind, _parents: kind != "table" or not str(name).startswith("search_index"),
        })  # fmt: skip
        assert compare_metadata(context, db.metadata) == []
