"""The 13710 board: leaders and supervisors see it, each number leads to as many tickets, an instruction is one step."""

from __future__ import annotations

import re

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.roles import Role
from tests.support.desk import Desk
from tests.support.visitor import Page
from tests.usecases.deeds import APPROVED, ASKED, DISPATCHED, WORKING

A, R = Action, Role


def figures(page: Page) -> list[tuple[int, str]]:
    """Return the numbers of the five columns with the list each leads to."""
    board = next(ol for ol in page.tree.all("ol") if ol.get("class") == "board")
    found = []
    for link in board.all("a"):
        number = re.search(r"\d+", link.text)
        assert number is not None
        found.append((int(number[0]), link.get("href")))
    return found


@pytest.mark.parametrize("role", [R.DISPATCHER, R.CALLBACK, R.COMMISSIONER, R.ADMINISTRATOR, R.ENTERPRISE])
def test_others_do_not_see_it(desk: Desk, role: Role) -> None:
    desk.officer(role).get("/board", status=403)


def test_every_number_leads_to_as_many_tickets(desk: Desk) -> None:
    for path in ((A.SUBMIT,), DISPATCHED, WORKING, (*WORKING, A.PROGRESS), ASKED, APPROVED):
        desk.bring(*path)
        desk.forward(days=1, hours=5)
    visitor = desk.officer(R.LEADER)
    found = figures(visitor.get("/board"))
    assert sum(number for number, _ in found) == 6
    for number, address in found:
        rows = [tr for tr in visitor.get(address).tree.all("tr") if tr.get("data-number")]
        assert len(rows) == number, address


def test_the_worst_department_stands_first_and_every_lamp_has_its_word(desk: Desk) -> None:
    desk.bring(*DISPATCHED)
    desk.forward(days=20)
    page = desk.officer(R.SUPERVISOR).get("/board")
    heads = [th.text for th in page.tree.all("th") if th.get("scope") == "row"]
    assert heads[0] == "PW"
    assert all(words in page for words in ("超期", "临期", "正常", "停表或待办", "红灯清单"))


def test_a_leader_instructs_from_the_row_and_reads_the_answer_there(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    desk.forward(days=20)
    visitor = desk.officer(R.LEADER)
    page = visitor.get("/board")
    action = f"/desk/tickets/{number}/instruct"
    page = visitor.submit(page, {"note": "先保生产", "answer_by": "2026-04-02"}, action=action)
    assert page.path == "/board"
    assert "已批示，等待主办单位回复" in page
    assert "先保生产" in page
    assert "等主办单位回复" in page
    desk.act(A.ANSWER_INSTRUCTION, number, note="明天送电")
    page = visitor.get("/board")
    assert "明天送电" in page
    assert "批示待回复" not in page
    assert "1" in next(a for a in page.tree.all("a") if a.get("href") == "/desk/news").text


def test_an_instruction_without_words_is_asked_for_again_with_its_day(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    desk.forward(days=20)
    visitor, action = desk.officer(R.LEADER), f"/desk/tickets/{number}/instruct"
    page = visitor.submit(visitor.get("/board"), {"answer_by": "2026-04-02"}, action=action, status=422)
    assert page.value("answer_by") == "2026-04-02"
    page = visitor.submit(page, {"note": "请说明"}, action=action)
    assert page.path == "/board"


def test_an_instruction_on_what_changed_meanwhile_keeps_its_words(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    desk.forward(days=20)
    visitor, action = desk.officer(R.LEADER), f"/desk/tickets/{number}/instruct"
    page = visitor.get("/board")
    desk.act(A.PROGRESS, number)
    page = visitor.submit(page, {"note": "请说明"}, action=action, status=409)
    assert page.value("note") == "请说明"


def test_a_supervisor_reads_the_board_and_is_offered_no_instruction(desk: Desk) -> None:
    desk.bring(*WORKING)
    desk.forward(days=20)
    page = desk.officer(R.SUPERVISOR).get("/board")
    assert "红灯清单" in page
    assert not [form for form in page.tree.all("form") if form.get("action").endswith("/instruct")]


def test_an_empty_board_says_so(desk: Desk) -> None:
    assert "没有超期的诉求" in desk.officer(R.LEADER).get("/board")


def test_the_red_list_goes_on(desk: Desk) -> None:
    numbers = [desk.bring(*DISPATCHED) for _ in range(26)]
    desk.forward(days=20)
    visitor = desk.officer(R.LEADER)
    page = visitor.get("/board")
    assert numbers[0] in page
    older = next(a.get("href") for a in page.tree.all("a") if a.get("rel") == "next")
    assert numbers[-1] in visitor.get(older.partition("#")[0])
