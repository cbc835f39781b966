"""Internal and public cannot be confused: cards, tickets and their history say who reads what.

That the form of every act says it is tried where every act is (test_desk_acts).
"""

from __future__ import annotations

from service_desk.domain.actions import Action
from service_desk.domain.transitions import TRANSITIONS
from service_desk.web.desk.acts import ACTS
from service_desk.web.desk.reach import REACH_SHAPES, REACH_WORDS, SHOWN_LATER, Reach
from tests.support.desk import Desk
from tests.support.visitor import Page
from tests.usecases.deeds import RESULT
from tests.web.test_desk_acts import ROWS


def told(page: Page) -> list[str]:
    return [p.get("data-reach") for p in page.tree.all("p") if p.get("data-reach")]


def test_no_act_is_public_in_one_state_and_internal_in_another() -> None:
    for action in ACTS:
        assert len({row.is_public for row in TRANSITIONS if row.action is action}) == 1, action


def test_what_is_shown_later_is_internal_until_then() -> None:
    assert all(not row.is_public for row in TRANSITIONS if row.action in SHOWN_LATER)
    assert set(REACH_WORDS) == set(REACH_SHAPES) == set(Reach)


def test_a_card_and_the_ticket_say_it_too(desk: Desk) -> None:
    number = desk.bring(*RESULT)
    head = desk.officer(ROWS[Action.APPROVE_RESULT].role, "PW")
    for address in ("/desk/cards/review", f"/desk/tickets/{number}"):
        assert told(head.get(address)) == ["seen"]


def test_the_timeline_marks_both_kinds_in_words(desk: Desk) -> None:
    number = desk.bring(*RESULT)
    page = desk.officer(ROWS[Action.APPROVE_RESULT].role, "PW").get(f"/desk/tickets/{number}")
    for entry in page.tree.all("li"):
        if (entry.get("id") or "").startswith("entry-"):
            assert ("内部" in entry.text) != ("企业可见" in entry.text), entry.text
