"""Work card by card: the next ticket with its form, and after each act the next one."""

from __future__ import annotations

from typing import Any

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.roles import Role
from service_desk.persistence.database import transaction
from service_desk.persistence.tickets import lock_ticket
from tests.support.desk import Desk
from tests.support.visitor import Page, form_values
from tests.usecases.deeds import ACCEPTED, APPROVED, RESULT, RETURNED

A, R = Action, Role
DISPATCH, REVIEW, CALLBACKS = "/desk/cards/dispatch", "/desk/cards/review", "/desk/cards/callbacks"


def test_an_empty_pile_says_that_everything_is_done(desk: Desk) -> None:
    assert "都办完了" in desk.officer(R.DISPATCHER).get(DISPATCH)


def test_dispatching_a_card_leads_to_the_next_one_and_names_the_last(desk: Desk) -> None:
    first, second = desk.bring(A.SUBMIT), desk.bring(A.SUBMIT)
    visitor = desk.officer(R.DISPATCHER)
    page = visitor.get(DISPATCH)
    assert on_top(page) == first
    done = visitor.submit(page, {}, action=f"/desk/tickets/{first}/accept", button="then=dispatch")
    assert desk.ticket(first).state == "dispatched"
    assert on_top(done) == second
    assert "上一件" in done
    assert first in done
    done = visitor.submit(done, {}, action=f"/desk/tickets/{second}/accept", button="then=dispatch")
    assert "都办完了" in done


def test_what_was_skipped_comes_round_again(desk: Desk) -> None:
    first, second = desk.bring(A.SUBMIT), desk.bring(A.SUBMIT)
    visitor = desk.officer(R.DISPATCHER)
    page = visitor.get(DISPATCH)
    page = visitor.get(link(page, "跳过"))
    assert on_top(page) == second
    assert "从头看" in page
    page = visitor.get(link(page, "跳过"))
    assert on_top(page) == first


def test_another_request_type_is_filled_in_with_its_route_and_the_same_card_stays_on_top(desk: Desk) -> None:
    number = desk.bring(A.SUBMIT, request_type="roads_public_works")
    suggest(desk, number, alternatives=[["roads_public_works", 0.2], ["noise_sanitation", 0.7]])
    visitor = desk.officer(R.DISPATCHER)
    page = visitor.get(DISPATCH)
    page = visitor.get(link(page, "噪声"))
    assert (page.value("request_type"), page.value("lead")) == ("noise_sanitation", "LE")
    assert on_top(page) == number


def test_a_mistake_on_a_card_shows_its_form_again_and_goes_on_from_there(desk: Desk) -> None:
    number, second = desk.bring(A.SUBMIT), desk.bring(A.SUBMIT)
    visitor = desk.officer(R.DISPATCHER)
    page = visitor.get(DISPATCH)
    again = visitor.submit(
        page, {"lead": ""}, action=f"/desk/tickets/{number}/accept", button="then=dispatch", status=422
    )
    assert "派单要选主办单位" in again
    done = visitor.submit(
        again, {"lead": "PW"}, action=f"/desk/tickets/{number}/accept", button="then=dispatch"
    )
    assert on_top(done) == second


def test_another_act_on_a_card_leads_to_the_next_one_too(desk: Desk) -> None:
    number, second = desk.bring(A.SUBMIT), desk.bring(A.SUBMIT)
    visitor = desk.officer(R.DISPATCHER)
    page = visitor.get(link(visitor.get(DISPATCH), "要求补正"))
    done = visitor.submit(page, {"note": "请补充铭牌上的容量"}, action=f"/desk/tickets/{number}/request-info")
    assert desk.ticket(number).state == "need_info"
    assert on_top(done) == second


def test_a_return_is_judged_one_way_or_the_other_on_one_text(desk: Desk) -> None:
    number = desk.bring(*RETURNED)
    visitor = desk.officer(R.DISPATCHER)
    page = visitor.get(DISPATCH)
    assert "同意退单" in page
    address = f"/desk/tickets/{number}"
    judged = form_values(page.form(f"{address}/uphold-return")) | {"ruling": "属供电职责"}
    done = visitor.send(f"{address}/reject-return", judged)
    assert desk.ticket(number).state == "dispatched"
    assert "都办完了" in done


def test_what_was_accepted_only_is_dispatched_from_its_own_list(desk: Desk) -> None:
    number = desk.bring(*ACCEPTED)
    visitor = desk.officer(R.DISPATCHER)
    page = visitor.get(f"{DISPATCH}?list=accepted")
    visitor.submit(page, {"lead": "PW"}, action=f"/desk/tickets/{number}/dispatch")
    assert desk.ticket(number).state == "dispatched"


def test_a_callback_is_recorded_from_its_card_and_three_vain_calls_stay_in_the_pile(desk: Desk) -> None:
    number = desk.bring(*APPROVED)
    visitor = desk.officer(R.CALLBACK)
    page = visitor.get(CALLBACKS)
    page = visitor.submit(page, {"outcome": "unreachable"}, action=f"/desk/tickets/{number}/record-callback")
    assert "1 次无人接听" in page
    page = visitor.submit(
        page, {"outcome": "solved", "rating": "5"}, action=f"/desk/tickets/{number}/record-callback"
    )
    assert desk.ticket(number).rating == 5
    visitor.submit(page, {}, action=f"/desk/tickets/{number}/strike-off")
    assert desk.ticket(number).state == "closed"


def test_a_head_reviews_results_card_by_card(desk: Desk) -> None:
    number = desk.bring(*RESULT)
    visitor = desk.officer(R.HEAD, "PW")
    page = visitor.get(REVIEW)
    visitor.submit(page, {}, action=f"/desk/tickets/{number}/approve-result")
    assert desk.ticket(number).state == "callback"


def test_an_address_that_means_nothing_starts_at_the_top(desk: Desk) -> None:
    number = desk.bring(A.SUBMIT)
    page = desk.officer(R.DISPATCHER).get(
        f"{DISPATCH}?list=nonsense&after=nonsense&type=nonsense&done=nonsense"
    )
    assert on_top(page) == number


@pytest.mark.parametrize(
    "onward", ["", "elsewhere/submitted/x", "dispatch/elsewhere/x", "dispatch", "//evil.example"]
)
def test_a_word_to_go_on_with_that_means_nothing_leads_to_the_ticket(desk: Desk, onward: str) -> None:
    number = desk.bring(A.SUBMIT)
    visitor = desk.officer(R.DISPATCHER)
    page = visitor.get(DISPATCH)
    done = visitor.submit(
        page, {"onward": onward}, action=f"/desk/tickets/{number}/accept", button="then=dispatch"
    )
    assert "已受理并派单" in done
    assert "上一件" not in done


@pytest.mark.parametrize(
    ("pile", "role"),
    [(DISPATCH, R.CALLBACK), (REVIEW, R.HANDLER), (CALLBACKS, R.DISPATCHER), (DISPATCH, R.ENTERPRISE)],
)
def test_a_pile_is_closed_to_those_whose_work_it_is_not(desk: Desk, pile: str, role: Role) -> None:
    department = "PW" if role is R.HANDLER else None
    desk.officer(role, department).get(pile, status=403)


def on_top(page: Page) -> str:
    """Return the number of the ticket whose form is on the card."""
    found = [
        form.get("action").split("/")[3]
        for form in page.tree.all("form")
        if "/desk/tickets/" in form.get("action")
    ]
    return str(found[0])


def link(page: Page, words: str) -> str:
    """Return where the link with these words leads."""
    return next(a.get("href") for a in page.tree.all("a") if words in a.text)


def suggest(desk: Desk, number: str, **different: Any) -> None:
    """Put another suggestion with a ticket."""
    with desk.app.app_context(), transaction() as session:
        ticket = lock_ticket(session, number)
        assert ticket is not None
        ticket.suggestion = {
            "category": "OT", "confidence": 0.5, "request_type": "noise_sanitation", "type_confidence": 0.5,
            "alternatives": [], "evidence": [],
        } | different  # fmt: skip
