"""Number and query code open the tracking page; guessing is slow and tells nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service_desk.config import Settings
from service_desk.web.portal.held import HELD_FOR, MOST_HELD
from tests.support.application import StandingClock
from tests.support.desk import Desk
from tests.support.portal import show_code
from tests.support.visitor import Visitor
from tests.usecases.deeds import A

SAME_ANSWER = "编号或查询码不对，请核对回执后再试。"


@pytest.fixture
def number(desk: Desk) -> str:
    return desk.bring(A.SUBMIT)


def code_of(desk: Desk, number: str) -> str:
    return desk.ticket(number).query_code


def test_number_and_code_open_the_page_however_they_are_keyed_in(
    desk: Desk, number: str, visitor: Visitor
) -> None:
    code = code_of(desk, number)
    page = show_code(visitor, f" {number.lower().replace('-', '')} ", f"{code[:3].lower()} {code[3:]}")
    assert page.path == f"/track/{number}"
    assert page.heading == "申请增容500 kVA"
    assert code not in page.response.request.url


@pytest.mark.parametrize("typed", ["QY20260310-9999", "QY2026", "不是编号", "QY20210526-0001"])
def test_a_wrong_code_and_an_unknown_number_get_the_same_answer(
    typed: str, desk: Desk, number: str, visitor: Visitor
) -> None:
    wrong = show_code(visitor, number, "000000", status=422)
    unknown = show_code(visitor, typed, code_of(desk, number), status=422)
    assert SAME_ANSWER in wrong
    assert SAME_ANSWER in unknown
    assert wrong.text == unknown.text
    assert unknown.value("number") == typed


def test_both_fields_are_required(visitor: Visitor) -> None:
    page = visitor.submit(visitor.get("/track"), status=422)
    assert set(page.errors()) == {"number", "code"}


def test_a_link_may_fill_in_the_number_but_never_opens_the_page(number: str, visitor: Visitor) -> None:
    page = visitor.get(f"/track?number={number}")
    assert page.value("number") == number
    assert page.value("code") == ""


def test_a_ticket_that_exists_and_one_that_does_not_look_the_same_from_outside(
    number: str, visitor: Visitor
) -> None:
    for path in ("", "/supplement", "/withdraw", "/rate"):
        known = visitor.get(f"/track/{number}{path}")
        unknown = visitor.get(f"/track/QY20260310-9999{path}")
        assert known.path == unknown.path == "/track"
        assert known.without(number) == unknown.without("QY20260310-9999")


def test_the_right_to_a_ticket_ends_after_a_while(
    desk: Desk, clock: StandingClock, number: str, visitor: Visitor
) -> None:
    show_code(visitor, number, code_of(desk, number))
    assert number in visitor.get("/"), "the home page offers what was opened just now"
    clock.forward(seconds=HELD_FOR.total_seconds() - 60)
    assert visitor.get(f"/track/{number}").path == f"/track/{number}"
    clock.forward(minutes=2)
    assert visitor.get(f"/track/{number}").path == "/track"
    assert number not in visitor.get("/")


def test_showing_one_code_opens_one_ticket_only(desk: Desk, number: str, visitor: Visitor) -> None:
    other = desk.bring(A.SUBMIT)
    show_code(visitor, number, code_of(desk, number))
    assert visitor.get(f"/track/{other}").path == "/track"


def test_the_cookie_remembers_a_limited_number_of_tickets(desk: Desk, visitor: Visitor) -> None:
    numbers = [desk.bring(A.SUBMIT) for _ in range(MOST_HELD + 1)]
    for one in numbers:
        show_code(visitor, one, code_of(desk, one))
    assert visitor.get(f"/track/{numbers[0]}").path == "/track"
    assert visitor.get(f"/track/{numbers[-1]}").path == f"/track/{numbers[-1]}"


def test_a_missing_token_costs_one_more_click(desk: Desk, number: str, visitor: Visitor) -> None:
    page = visitor.send("/track", {"number": number, "code": code_of(desk, number)}, status=400)
    assert page.value("number") == number
    assert visitor.submit(page).path == f"/track/{number}"


class TestGuessing:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"rate_lookup_number": "3 per hour", "rate_lookup": "8 per hour"})

    def test_a_number_is_closed_after_some_wrong_codes_even_to_the_right_one_and_from_elsewhere(
        self, desk: Desk, number: str, visitor: Visitor, new_visitor: Callable[..., Visitor]
    ) -> None:
        for _ in range(3):
            show_code(visitor, number, "000000", status=422)
        show_code(new_visitor(), number, code_of(desk, number), status=429)
        other = desk.bring(A.SUBMIT)
        assert show_code(visitor, other, code_of(desk, other)).path == f"/track/{other}"

    def test_an_unknown_number_is_closed_just_as_soon(self, visitor: Visitor) -> None:
        for _ in range(3):
            show_code(visitor, "QY20260310-9999", "000000", status=422)
        assert "操作太频繁" in show_code(visitor, "QY20260310-9999", "000000", status=429)

    def test_one_address_cannot_try_many_numbers(self, visitor: Visitor) -> None:
        for last in range(8):
            show_code(visitor, f"QY20260310-900{last}", "000000", status=422)
        page = show_code(visitor, "QY20260310-9008", "000000", status=429)
        assert int(page.response.headers["Retry-After"]) > 0

    def test_the_right_code_counts_against_nobody(self, desk: Desk, number: str, visitor: Visitor) -> None:
        for _ in range(6):
            show_code(visitor, number, code_of(desk, number))
