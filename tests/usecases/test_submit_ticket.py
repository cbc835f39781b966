"""Submitting a request: what a ticket is made of, what is wrong with the rest, and that one form makes one ticket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actions import Action
from service_desk.domain.identifiers import is_query_code
from service_desk.domain.refusals import InvalidInput, NotEntitled
from service_desk.domain.requests import Source, Urgency
from service_desk.domain.roles import Role
from service_desk.domain.states import State
from service_desk.persistence.database import db
from service_desk.persistence.tables import Enterprise, Ticket, TicketEvent
from service_desk.usecases.intake.submit_ticket import Request, submit_ticket
from tests.usecases.at_once import together
from tests.usecases.deeds import COMMISSIONER, DISPATCHER, FIRM, FIRM_MAIL, HANDLER, MORNING, REQUEST
from tests.usecases.office import Office, stored

GOOD_CODE = "91990000MA0TE5T088"


def problems(**different: Any) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refusal:
        submit_ticket(replace(REQUEST, **different), FIRM, MORNING)
    return {field: words.zh for field, words in refusal.value.problems.items()}


def submitting(request: Request) -> Callable[[], str]:
    return lambda: submit_ticket(request, FIRM, MORNING).ticket_no


def count(table: type[Any]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


@pytest.mark.every_database
def test_a_request_becomes_a_ticket(database: SQLAlchemy) -> None:
    office = Office()
    ticket = office.ticket(
        office.submit(replace(REQUEST, form_data={"kva": 500}, park="演示园区", language="en"))
    )
    assert ticket.ticket_no == "QY20260310-0001"
    assert is_query_code(ticket.query_code)
    assert (ticket.state, ticket.clock, ticket.version) == (State.SUBMITTED, "running", 1)
    assert (ticket.category, ticket.level, ticket.form) == ("FS", "general", "power")
    assert (ticket.form_data, ticket.park, ticket.language) == ({"kva": 500}, "演示园区", "en")
    assert ticket.policy == "13710-natural@2026.1"
    assert ticket.suggestion["request_type"]
    assert ticket.submitted_at == office.now


def test_the_coordinator_answers_for_it_until_somebody_has_signed(office: Office) -> None:
    ticket = office.ticket(office.submit())
    assert (ticket.queue_department, ticket.responsible_department) == ("ES", "ES")
    assert (ticket.lead_department, ticket.first_department) == (None, None)


def test_its_first_event_says_who_filed_it_and_how(office: Office) -> None:
    number = office.submit()
    only = office.last(number)
    assert (only.action, only.actor_role, only.is_public) == (Action.SUBMIT, Role.ENTERPRISE, True)
    suggestion = office.ticket(number).suggestion
    assert only.data == {
        "source": "web", "request_type": "power_capacity", "named_by": "enterprise", "form": "power", "form_version": 1,
        "suggestion": suggestion,
    }  # fmt: skip
    assert office.letters(number) == [("receipt", FIRM_MAIL)]


def test_without_a_mail_address_no_receipt_is_queued(office: Office) -> None:
    assert office.letters(office.submit(replace(REQUEST, contact_email=" "))) == []


def test_numbers_run_by_local_day(office: Office) -> None:
    before_midnight = datetime(2026, 3, 10, 15, 59, tzinfo=UTC)
    numbers = [
        submit_ticket(REQUEST, FIRM, before_midnight + timedelta(minutes=minutes)).ticket_no
        for minutes in (0, 0, 1)
    ]
    assert numbers == ["QY20260310-0001", "QY20260310-0002", "QY20260311-0001"]


@pytest.mark.parametrize("actor", [FIRM, COMMISSIONER, DISPATCHER], ids=lambda actor: actor.name)
def test_enterprises_commissioners_and_dispatchers_submit(office: Office, actor: Any) -> None:
    number = office.submit(replace(REQUEST, source=Source.PHONE), actor)
    assert office.last(number).actor_name == actor.name


def test_a_handler_does_not_submit(office: Office) -> None:
    before = stored()
    with pytest.raises(NotEntitled):
        office.submit(actor=HANDLER)
    assert stored() == before


def test_everything_wrong_is_said_at_once_and_nothing_is_stored(office: Office) -> None:
    before = stored()
    found = problems(
        title="  ", body="很长" * 1001, request_type="?", enterprise_name="", contact_name=None, contact_mobile="12",
        uscc="123", expected_result="盼" * 501,
    )  # fmt: skip
    assert set(found) == {
        "title", "body", "request_type", "enterprise_name", "contact_name", "contact_mobile", "uscc", "expected_result",
    }  # fmt: skip
    assert found["title"] == "请填写这一项。"
    assert found["body"] == "最多2000字，现在多了2字。"
    assert found["request_type"] == "请从列出的选项中选择。"
    assert stored() == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "超" * 51), ("enterprise_name", "超" * 101), ("contact_name", "超" * 41), ("contact_email", "a" * 250 + "@b.cn"),
        ("park", "超" * 61), ("location", "超" * 201), ("uscc", "91990000MA0TE5T08"), ("contact_mobile", None),
    ],
    ids=lambda value: value if value and len(value) < 20 else "wrong",
)  # fmt: skip
def test_what_the_database_could_not_hold_is_refused_in_words(
    office: Office, field: str, value: str | None
) -> None:
    assert set(problems(**{field: value})) == {field}


def test_a_request_taken_down_by_an_officer_may_lack_a_contact(office: Office) -> None:
    request = replace(
        REQUEST, source=Source.VISIT, contact_name=None, contact_mobile=None, contact_email=None
    )
    ticket = office.ticket(office.submit(request, COMMISSIONER))
    assert (ticket.contact_name, ticket.contact_mobile, ticket.contact_email) == (None, None, None)


def test_what_is_typed_is_stored_clean(office: Office) -> None:
    request = replace(
        REQUEST, title=" 停电\n三次 ", body="一\r\n二\x00 ", enterprise_name=" 演示 公司 ", contact_mobile="+86 138-0013-8000",
        contact_email=" a@example.com ", uscc="9199 0000 ma0te5t 088", expected_result=" ", location="", park="",
    )  # fmt: skip
    ticket = office.ticket(office.submit(request))
    assert (ticket.title, ticket.body, ticket.enterprise_name) == ("停电 三次", "一\n二", "演示 公司")
    assert (ticket.contact_mobile, ticket.contact_email) == ("13800138000", "a@example.com")
    assert ticket.uscc == GOOD_CODE
    assert (ticket.expected_result, ticket.location, ticket.park) == (None, None, None)


def test_an_enterprise_is_known_by_its_code_and_otherwise_by_its_name(office: Office) -> None:
    for name, code in (("甲", GOOD_CODE), ("甲（新名）", GOOD_CODE), ("甲", None), ("甲", ""), ("乙", None)):
        office.submit(replace(REQUEST, enterprise_name=name, uscc=code))
    rows = db.session.scalars(sa.select(Enterprise).order_by(Enterprise.id))
    assert [(row.name, row.uscc) for row in rows] == [("甲", GOOD_CODE), ("甲", None), ("乙", None)]
    assert [row.enterprise_name for row in db.session.scalars(sa.select(Ticket).order_by(Ticket.id))] == [
        "甲", "甲（新名）", "甲", "甲", "乙",
    ]  # fmt: skip


def test_urgency_draws_a_ticket_forward_in_the_queue(office: Office) -> None:
    numbers = [office.submit(replace(REQUEST, urgency=urgency)) for urgency in Urgency]
    ranks = [office.ticket(number).rank_at for number in numbers]
    assert ranks == sorted(ranks, reverse=True)
    assert ranks[0] - ranks[2] == timedelta(days=3)


def test_when_and_where_it_happened_is_kept(office: Office) -> None:
    request = replace(
        REQUEST,
        occurred_on=date(2021, 5, 26),
        date_precision="month",
        source=Source.PROACTIVE,
        location="玉塘",
    )
    ticket = office.ticket(office.submit(request, COMMISSIONER))
    assert (ticket.occurred_on, ticket.date_precision, ticket.location) == (
        date(2021, 5, 26),
        "month",
        "玉塘",
    )


def test_a_form_sent_twice_makes_one_ticket(office: Office) -> None:
    request = replace(REQUEST, submission_key="k1")
    first = office.submit(request)
    before = stored()
    assert office.submit(request) == first
    assert stored() == before
    assert office.submit(replace(request, submission_key="k2")) != first


@pytest.mark.every_database
def test_a_form_sent_by_four_clicks_at_once_makes_one_ticket(database: SQLAlchemy, database_url: str) -> None:
    Office()
    numbers, failures = together(database_url, [submitting(replace(REQUEST, submission_key="same"))] * 4)
    assert failures == []
    assert len(set(numbers)) == 1
    assert (count(Ticket), count(TicketEvent)) == (1, 1)


@pytest.mark.every_database
@pytest.mark.parametrize("code", [GOOD_CODE, None], ids=["by code", "by name"])
def test_a_new_enterprise_that_files_two_requests_at_once_is_entered_once(
    database: SQLAlchemy, database_url: str, code: str | None
) -> None:
    Office()
    numbers, failures = together(database_url, [submitting(replace(REQUEST, uscc=code))] * 4)
    assert failures == []
    assert sorted(numbers) == [f"QY20260310-000{n}" for n in (1, 2, 3, 4)]
    assert count(Enterprise) == 1
