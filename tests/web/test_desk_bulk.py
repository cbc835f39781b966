"""Acting on many tickets at once: all or none, with what is left out named, taken back within ten minutes."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.roles import Role
from service_desk.domain.states import State
from service_desk.usecases.acting.perform_many import MANY
from service_desk.web.desk import ticked
from tests.support.desk import Desk
from tests.support.visitor import Page, Visitor
from tests.usecases.deeds import DISPATCHED, WORKING, A

R = Role


def selected(visitor: Visitor, slug: str, *numbers: str, status: int = 200) -> Page:
    return visitor.get(f"/desk/bulk/{slug}?" + "&".join(f"t={number}" for number in numbers), status=status)


def states(desk: Desk, *numbers: str) -> list[State]:
    return [desk.ticket(number).state_now for number in numbers]


def test_two_tickets_are_signed_for_at_once_and_both_given_back_with_one_click(desk: Desk) -> None:
    numbers = desk.bring(*DISPATCHED), desk.bring(*DISPATCHED)
    handler = desk.officer(R.HANDLER, "PW")
    queue = handler.get("/desk?tab=dispatched")
    assert [box.get("value") for box in queue.tree.all("input") if box.get("form") == "bulk"] == sorted(
        numbers
    )
    done = handler.submit(selected(handler, "sign", *numbers))
    assert "已签收 2 件。" in done
    assert states(desk, *numbers) == [State.IN_PROGRESS] * 2
    assert "前可以撤销" in done
    undone = handler.submit(done)
    assert "已撤销 2 件" in undone
    assert states(desk, *numbers) == [State.DISPATCHED] * 2
    assert desk.events(numbers[0])[-1].action is Action.UNDO


def test_what_cannot_be_done_is_left_out_and_named_before_anything_is_done(desk: Desk) -> None:
    ready, already = desk.bring(*DISPATCHED), desk.bring(*WORKING)
    handler = desk.officer(R.HANDLER, "PW")
    page = selected(handler, "sign", ready, already)
    assert page.heading == "签收 1 件"
    assert "这 1 件不办" in page
    assert "这件诉求现在是“办理中”，不能签收。" in page
    handler.submit(page)
    assert states(desk, ready, already) == [State.IN_PROGRESS] * 2
    assert [event.action for event in desk.events(already)].count(A.SIGN) == 1


def test_nothing_is_done_when_one_of_them_has_changed_meanwhile(desk: Desk) -> None:
    first, second = desk.bring(*DISPATCHED), desk.bring(*DISPATCHED)
    handler = desk.officer(R.HANDLER, "PW")
    page = selected(handler, "sign", first, second)
    desk.act(A.NOTE, second)
    again = handler.submit(page, status=409)
    assert "有1件现在办不了，所以一件也没有办。" in again
    assert "刚才有了变化" in again
    assert states(desk, first, second) == [State.DISPATCHED] * 2
    handler.submit(again)
    assert states(desk, first, second) == [State.IN_PROGRESS, State.DISPATCHED]


def test_a_head_assigns_and_a_dispatcher_transfers_many(desk: Desk) -> None:
    numbers = desk.bring(*WORKING), desk.bring(*WORKING)
    colleague = desk.person(R.HANDLER, "PW")
    head = desk.officer(R.HEAD, "PW")
    done = head.submit(selected(head, "assign", *numbers), {"user_id": str(colleague.user_id)})
    assert "已分派 2 件。" in done
    assert [desk.ticket(number).owner_id for number in numbers] == [colleague.user_id] * 2
    dispatcher = desk.officer(R.DISPATCHER)
    page = selected(dispatcher, "transfer", *numbers)
    refused = dispatcher.submit(page, {"lead": "LE", "reason": ""}, status=422)
    assert refused.errors().keys() == {"reason"}
    assert refused.value("lead") == "LE"
    dispatcher.submit(refused, {"reason": "属综合执法职责"})
    assert [desk.ticket(number).lead_department for number in numbers] == ["LE", "LE"]


def test_after_ten_minutes_or_a_next_step_nothing_of_it_is_taken_back(desk: Desk) -> None:
    numbers = desk.bring(*DISPATCHED), desk.bring(*DISPATCHED)
    handler = desk.officer(R.HANDLER, "PW")
    done = handler.submit(selected(handler, "sign", *numbers))
    desk.act(A.PROGRESS, numbers[1])
    again = handler.submit(done, status=409)
    assert "所以一件也没有办" in again
    assert states(desk, *numbers) == [State.IN_PROGRESS] * 2
    assert "前可以撤销" not in again


def test_a_colleagues_tickets_are_not_there(desk: Desk) -> None:
    number = desk.bring(*DISPATCHED)
    page = selected(desk.officer(R.HANDLER, "LE"), "sign", number)
    assert "没有可以办的" in page
    assert desk.ticket(number).title not in page


@pytest.mark.parametrize(
    ("role", "slug"), [(R.CALLBACK, "sign"), (R.LEADER, "transfer"), (R.DISPATCHER, "assign")]
)
def test_who_has_not_the_right_is_refused_and_offered_nothing(role: Role, slug: str, desk: Desk) -> None:
    number = desk.bring(*DISPATCHED)
    officer = desk.officer(role)
    selected(officer, slug, number, status=403)
    assert f"/desk/bulk/{slug}" not in str(officer.get("/desk"))


def test_a_stranger_signs_in_first(visitor: Visitor) -> None:
    assert visitor.get("/desk/bulk/sign?t=QY20260310-0001").path == "/sign-in"


def test_numbers_that_are_none_and_more_than_a_hundred_are_left_out(desk: Desk) -> None:
    handler = desk.officer(R.HANDLER, "PW")
    assert "没有可以办的" in selected(handler, "sign", "x", "<script>")
    page = selected(handler, "sign", *(f"QY20260310-{serial:04d}" for serial in range(1, MANY + 20)))
    assert f"这 {MANY} 件不办" in page
    assert selected(handler, "frobnicate", status=404).status == 404


def test_a_list_offers_only_what_can_be_done_in_it(desk: Desk) -> None:
    desk.bring(*DISPATCHED)
    desk.bring(*WORKING)
    handler = desk.officer(R.HANDLER, "PW")

    def offered(tab: str) -> set[str]:
        buttons = handler.get(f"/desk?tab={tab}").tree.all("button")
        found = {button.get("formaction") for button in buttons} - {"", None}
        return {each for each in found if "/export" not in each and not each.endswith("/tags")}

    assert offered("our-dispatched") == {"/desk/bulk/sign"}
    assert offered("our-in_progress") == {"/desk/bulk/assign"}


def test_of_a_whole_list_no_more_is_taken_than_is_done_at_once_and_the_page_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [desk.bring(*DISPATCHED, park="东区") for _ in range(3)]
    desk.bring(*DISPATCHED, park="西区")
    handler = desk.officer(R.HANDLER, "PW")
    address = "/desk/bulk/sign?whole=1&tab=our-dispatched&park=东区"
    page = handler.get(address)
    assert "列表不止" not in page
    assert {wish.partition(":")[0] for wish in _offered(page)} == set(numbers)
    monkeypatch.setattr(ticked, "MANY", 2)
    page = handler.get(address)
    assert "列表不止" in page
    shown = handler.get("/desk?tab=our-dispatched&park=东区").tree.all("input", name="t")
    assert [wish.partition(":")[0] for wish in _offered(page)] == [box.get("value") for box in shown][:2]
    tags = handler.get("/desk/bulk/tags?whole=1&tab=our-dispatched&park=东区")
    assert len(_offered(tags)) == 2
    text = handler.fetch(f"/desk/export.csv?whole=1&tab=our-dispatched&park=东区&t={numbers[0]}")
    assert len(text.get_data().decode("utf-8-sig").splitlines()) == 4


def _offered(page: Page) -> list[str]:
    return [str(field.get("value")) for field in page.tree.all("input", name="t")]
