"""Internal and public cannot be confused: the form of every act says who will read it, as the transition table has it."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.transitions import TRANSITIONS
from service_desk.web.desk.acts import ACTS
from service_desk.web.desk.reach import REACH_SHAPES, REACH_WORDS, SHOWN_LATER, Reach, reach_of
from tests.support.desk import Desk
from tests.support.visitor import Page
from tests.usecases.office import DEEDS, RESULT
from tests.web.test_desk_acts import ROWS


def told(page: Page) -> list[str]:
    return [p.get("data-reach") for p in page.tree.all("p") if p.get("data-reach")]


@pytest.mark.parametrize("action", sorted(ROWS), ids=lambda action: action.value)
def test_every_acts_form_says_once_who_reads_it(desk: Desk, action: Action) -> None:
    row = ROWS[action]
    number = desk.bring(*(row.after or DEEDS[action].after))
    page = desk.officer(row.role, row.department).get(f"/desk/tickets/{number}/{ACTS[action].slug}")
    assert told(page) == [reach_of(action).value]
    public = {each.is_public for each in TRANSITIONS if each.action is action}
    words = {True: "企业会看到", False: "企业看不到", None: "由您在“给谁看”里选"}
    [is_public] = public
    assert ("企业现在看不到" if action in SHOWN_LATER else words[is_public]) in page


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
