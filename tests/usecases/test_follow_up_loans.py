"""When borrowed power ends, what follows is filed by itself, once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from service_desk.domain.actions import Action
from service_desk.domain.roles import Role
from service_desk.domain.zone_time import SHANGHAI
from service_desk.usecases.handling.follow_up_loans import follow_up_loans
from tests.usecases.deeds import FIRM_MAIL, WORKING
from tests.usecases.office import Office

LAST_DAY = datetime(2026, 6, 30, 7, 40, tzinfo=SHANGHAI)
BORROWED = {"apply_kind": "borrow", "lender_rated_kva": "630", "lender_keep_kva": "130", "borrow_kva": "500"}


def lent(office: Office) -> str:
    number = office.bring(*WORKING, form_data=BORROWED)
    office.act(Action.RECORD_ENERGISED, number, consent_no="协议1号", until=date(2026, 6, 30))
    return number


def test_on_the_last_day_a_request_is_filed_that_names_the_first(office: Office) -> None:
    number = lent(office)
    assert follow_up_loans(LAST_DAY - timedelta(days=1)) == []
    (made,) = follow_up_loans(LAST_DAY)
    ticket, first = office.ticket(made), office.events(made)[0]
    assert number in ticket.title
    assert (ticket.source, ticket.request_type, ticket.enterprise_name) == (
        "proactive", "power_capacity", "演示新材料有限公司",
    )  # fmt: skip
    assert (first.actor_role, first.data["follows"]) == (Role.SYSTEM, number)
    assert office.letters(made) == [("receipt", FIRM_MAIL)]


def test_it_is_filed_once_however_often_the_day_is_looked_at(office: Office) -> None:
    lent(office)
    assert len(follow_up_loans(LAST_DAY)) == 1
    for days in range(1, 5):
        assert follow_up_loans(LAST_DAY + timedelta(days=days)) == []


def test_a_loan_that_ended_long_before_the_desk_came_back_is_no_news(office: Office) -> None:
    lent(office)
    assert follow_up_loans(LAST_DAY + timedelta(days=61)) == []


def test_what_ended_with_the_desk_standing_still_is_filed_when_it_comes_back(office: Office) -> None:
    lent(office)
    assert len(follow_up_loans(LAST_DAY + timedelta(days=20))) == 1
