"""The queue page: lists of each role, conditions in the address, pages, search, empty lists, and who may not come."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import event

from service_desk.domain.actions import Action
from service_desk.domain.requests import Urgency
from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from tests.support.desk import Desk
from tests.support.visitor import Page, Visitor, form_values
from tests.usecases.deeds import DISPATCHED, RESULT, WORKING

R = Role


def listed(page: Page) -> list[str]:
    """Return the numbers in the list, in their order."""
    links = [link for link in page.links if link.startswith("/desk/tickets/")]
    return [link.removeprefix("/desk/tickets/") for link in links]


def tab(page: Page, name: str) -> str:
    """Return the words of a tab, its number included."""
    found = [
        a.text for nav in page.tree.all("nav", class_="tabs") for a in nav.all("a") if a.text.startswith(name)
    ]
    assert len(found) == 1, found
    return found[0]


def link(page: Page, words: str) -> str:
    found = [a.get("href") for a in page.tree.all("a") if words in a.text]
    assert len(found) == 1, (words, found)
    return found[0]


def take_off(visitor: Visitor, page: Page, words: str) -> Page:
    """Press the button of a condition (or of all of them) above the list."""
    form = next(form for form in page.tree.all("form", class_="chips"))
    pressed = next(button for button in form.all("button") if words in button.text)
    return visitor.send("/desk/narrow", {**form_values(form), pressed.get("name"): pressed.get("value")})


def address(page: Page) -> dict[str, list[str]]:
    """Return the conditions in the address a page has come to."""
    return parse_qs(page.response.request.query_string.decode())


def query(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def test_a_handler_sees_his_departments_tickets_with_their_deadline_in_words(desk: Desk) -> None:
    number = desk.bring(*DISPATCHED, park="东区", urgency=Urgency.EMERGENCY)
    page = desk.officer(R.HANDLER, "PW").get("/desk")
    assert page.heading == "今天先办这 1 件"
    assert "1 件今日到期 · 3月10日（周二）" in page
    assert tab(page, "待签收") == "待签收 1 件"
    assert tab(page, "办理中") == "办理中 0 件"
    assert listed(page) == [number]
    for words in (
        "申请增容500 kVA",
        number,
        "演示新材料有限公司",
        "东区",
        "要素保障",
        "今天24:00前签收",
        "未分派",
        "紧急",
    ):
        assert words in page, words


def test_an_english_reader_sees_the_names_in_english(desk: Desk) -> None:
    desk.bring(*DISPATCHED)
    visitor = desk.officer(R.HANDLER, "PW")
    page = visitor.get("/desk?lang=en")
    assert page.heading == "First today: 1 due"
    assert "sign by 24:00 today" in page
    assert "Factor supply" in page


def test_a_department_without_tickets_is_told_so(desk: Desk) -> None:
    desk.bring(*WORKING)
    page = desk.officer(R.HANDLER, "LE").get("/desk")
    assert page.heading == "手上没有在办的诉求"
    assert "“待签收”里没有诉求" in page
    assert listed(page) == []


def test_the_co_handling_list_shows_whose_ticket_it_is_and_ones_own_date(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    page = desk.officer(R.HANDLER, "CB").get("/desk?tab=our-helping")
    assert listed(page) == [number]
    assert "PW主办" in page
    assert "还剩3天，3月13日前反馈" in page


def test_conditions_stand_in_the_address_and_each_can_be_taken_off(desk: Desk) -> None:
    wanted = desk.bring(*WORKING, park="东区", enterprise_name="甲演示公司")
    desk.bring(*WORKING, park="生物产业园", enterprise_name="乙演示公司")
    visitor = desk.officer(R.HANDLER, "PW")
    page = visitor.get("/desk?tab=our-in_progress")
    assert len(listed(page)) == 2
    form = next(f for f in page.tree.all("form", class_="conditions"))
    assert {e.get("name") for e in form.walk() if e.tag == "select"} == {
        "due", "milestone", "lamp", "category", "type", "level", "urgency", "park", "source", "handler", "parts",
    }  # fmt: skip
    page = visitor.send(
        "/desk", {"tab": "our-in_progress", "park": "东区", "category": "FS", "level": ""}, method="get"
    )
    assert listed(page) == [wanted]
    assert tab(page, "办理中") == "办理中 1 件"
    assert tab(page, "待签收") == "待签收"
    assert query(link(page, "待签收")) == {"tab": ["our-dispatched"], "park": ["东区"], "category": ["FS"]}
    page = take_off(visitor, page, "东区")
    assert address(page) == {"tab": ["our-in_progress"], "category": ["FS"]}
    assert len(listed(page)) == 2
    assert address(take_off(visitor, page, "清除全部")) == {"tab": ["our-in_progress"]}


def test_a_list_is_narrowed_to_one_request_type(desk: Desk) -> None:
    wanted = desk.bring(*WORKING)
    desk.bring(*WORKING, request_type="roads_public_works")
    page = desk.officer(R.HANDLER, "PW").get("/desk?tab=our-in_progress&type=power_capacity")
    assert wanted in listed(page)


def test_an_address_never_holds_empty_conditions(desk: Desk) -> None:
    visitor = desk.officer(R.LEADER)
    answer = visitor.fetch("/desk?tab=open&category=&park=%E4%B8%9C%E5%8C%BA&q=", status=303)
    assert query(answer.headers["Location"]) == {"tab": ["open"], "park": ["东区"]}


def test_the_list_last_looked_at_opens_again_until_the_person_signs_out(desk: Desk) -> None:
    desk.bring(*WORKING)
    visitor = desk.officer(R.HANDLER, "PW")
    visitor.get("/desk?tab=our-held")
    visitor.get("/desk?tab=our-in_progress&category=OT")
    page = visitor.get("/desk")
    assert "没有符合条件的诉求" in page
    page = take_off(visitor, page, "清除全部")
    assert len(listed(page)) == 1
    assert len(listed(visitor.get("/desk"))) == 1
    other = desk.officer(R.HEAD, "PW").get("/desk")
    assert other.response.request.query_string == b""


def test_the_search_box_leads_to_the_search_of_everything(desk: Desk) -> None:
    page = desk.officer(R.HANDLER, "PW").get("/desk?tab=our-in_progress")
    assert [form.get("action") for form in page.tree.all("form", role="search")] == ["/desk/search"]


def test_a_list_is_narrowed_to_enterprises_whose_name_begins_so(desk: Desk) -> None:
    wanted = desk.bring(*WORKING, enterprise_name="百分%演示公司")
    desk.bring(*WORKING, enterprise_name="百分之百演示公司")
    visitor = desk.officer(R.HANDLER, "PW")
    page = visitor.send("/desk", {"tab": "our-in_progress", "firm": "百分%"}, method="get")
    assert listed(page) == [wanted]
    assert page.value("firm") == "百分%"


def test_a_page_shows_twenty_five_and_the_next_one_the_rest(desk: Desk) -> None:
    numbers = [desk.bring(Action.SUBMIT) for _ in range(27)]
    visitor = desk.officer(R.DISPATCHER)
    first = visitor.get("/desk?tab=submitted")
    assert listed(first) == numbers[:25]
    assert "共 27 件" in first
    second = visitor.get(link(first, "下一页"))
    assert listed(second) == numbers[25:]
    back = visitor.get(link(second, "上一页"))
    assert listed(back) == numbers[:25]
    assert not [a for a in back.tree.all("a") if a.text == "上一页"]


@pytest.mark.parametrize(
    "word", ["x", "%00", "....", "AAAA", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5LjEuZg", "MS4tMS5m", "é", "a" * 200]
)
def test_a_place_that_is_none_is_the_beginning_of_the_list(desk: Desk, word: str) -> None:
    number = desk.bring(Action.SUBMIT)
    page = desk.officer(R.DISPATCHER).get(f"/desk?tab=submitted&from={word}")
    assert listed(page) == [number]


@pytest.mark.parametrize(
    "condition",
    ["category=XX", "urgency=9", "urgency=-1", "handler=abc", "handler=99999999999999999999", "level=' or 1=1", "park=%00",
     "type=no_such_type", "source=", "department=ZZ", "firm=_", "tab=our-closed%27"],
)  # fmt: skip
def test_conditions_nobody_can_mean_do_no_harm(desk: Desk, condition: str) -> None:
    desk.officer(R.LEADER).get(f"/desk?{condition}&tab=open")


def test_behind_the_last_page_there_is_a_way_back(desk: Desk) -> None:
    for _ in range(26):
        desk.bring(Action.SUBMIT)
    visitor = desk.officer(R.DISPATCHER)
    second = link(visitor.get("/desk?tab=submitted&park="), "下一页")
    page = visitor.get(second.replace("tab=submitted", "tab=need_info"))
    assert "后面没有了" in page
    assert len(listed(visitor.get("/desk?tab=submitted"))) == 25


def test_a_dispatcher_a_caller_and_a_leader_begin_with_their_own_work(desk: Desk) -> None:
    desk.bring(Action.SUBMIT)
    desk.bring(*RESULT, Action.APPROVE_RESULT)
    assert desk.officer(R.DISPATCHER).get("/desk").heading == "今天先办这 1 件"
    assert desk.officer(R.CALLBACK).get("/desk").heading == "1 件等您回访"
    page = desk.officer(R.LEADER).get("/desk?tab=open")
    assert "PW 演示-承办人" in page
    assert page.heading == "没有超期的诉求"


def test_an_overdue_ticket_says_by_how_much(desk: Desk) -> None:
    desk.bring(*DISPATCHED)
    desk.forward(days=3)
    page = desk.officer(R.LEADER).get("/desk")
    assert page.heading == "1 件超期，先督办这些"
    assert "超期2天10小时" in page


def test_a_full_page_asks_the_database_no_more_often_than_a_short_one(desk: Desk) -> None:
    asked: list[str] = []
    with desk.app.app_context():
        engine = db.engine

    def count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    def statements() -> int:
        asked.clear()
        desk.officer(R.HANDLER, "PW").get("/desk?tab=our-in_progress")
        return len(asked)

    desk.bring(*WORKING)
    desk.officer(R.HANDLER, "PW").get("/desk?tab=our-in_progress")
    event.listen(engine, "before_cursor_execute", count)
    short = statements()
    event.remove(engine, "before_cursor_execute", count)
    for _ in range(9):
        desk.bring(*WORKING)
    desk.officer(R.HANDLER, "PW").get("/desk")
    event.listen(engine, "before_cursor_execute", count)
    assert statements() == short
    event.remove(engine, "before_cursor_execute", count)
    assert short <= 24


def test_whoever_has_no_tickets_to_work_on_has_no_queue(desk: Desk, visitor: Visitor) -> None:
    desk.officer(R.ADMINISTRATOR).get("/desk", status=403)
    assert visitor.get("/desk").path == "/sign-in"
