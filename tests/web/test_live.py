"""What pages ask by themselves: nothing costs where nothing changed, and nobody learns what he may not read."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.roles import Role
from service_desk.usecases.together.follow_ticket import follow_ticket
from tests.support.desk import Desk
from tests.support.visitor import Page, Visitor, form_values
from tests.usecases.deeds import DISPATCHED, WORKING

A, R = Action, Role
LIST = "/desk?tab=our-in_progress"


def poll(visitor: Visitor, page: Page, *shown: str, version: str | None = None) -> tuple[int, Any, str]:
    """Ask as the page's script does; return status, what was told and the version."""
    bar = next(p for p in page.tree.all("p") if p.get("data-live"))
    headers = {"If-None-Match": version or bar.get("data-version"), "Accept": "application/json"}
    address = bar.get("data-live")
    answer = visitor.client.get(f"{address}&shown={'.'.join(shown)}", headers=headers)
    return answer.status_code, answer.json, answer.headers.get("ETag", "")


def here(visitor: Visitor, number: str, **fields: str) -> dict[str, Any]:
    page = visitor.get(f"/desk/tickets/{number}")
    token = page.value("csrf_token")
    sent = {"csrf_token": token, "version": "1"} | fields
    answer = visitor.client.post(
        f"/desk/tickets/{number}/here", data=sent, headers={"Origin": "http://localhost"}
    )
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json or {}
    return told


def test_a_list_in_which_nothing_changed_is_answered_with_nothing(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    visitor = desk.officer(R.HANDLER, "PW")
    assert poll(visitor, visitor.get(LIST), number)[:2] == (304, None)


def test_a_changed_row_a_gone_row_and_new_ones_are_told_in_words(desk: Desk) -> None:
    stays, goes = desk.bring(*WORKING), desk.bring(*WORKING)
    visitor = desk.officer(R.HANDLER, "PW")
    page = visitor.get(LIST)
    desk.act(A.PROGRESS, stays)
    desk.act(A.TRANSFER, goes)
    desk.bring(*WORKING)
    visitor = desk.officer(R.HANDLER, "PW")
    status, told, version = poll(visitor, page, stays, goes)
    assert status == 200
    assert told["rows"] == {stays: {"version": desk.ticket(stays).version, "words": "刚有变化：办理中"}}
    assert (told["gone"], told["new"]) == ("已不在这个列表", "有 1 件新的，按 r 显示")
    assert told["tabs"]["our-in_progress"] == "2"
    assert poll(visitor, page, stays, goes, version=version)[0] == 304


def test_the_rows_of_a_page_carry_what_the_poll_compares(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    page = desk.officer(R.HANDLER, "PW").get(LIST)
    row = next(tr for tr in page.tree.all("tr") if tr.get("data-number"))
    assert (row.get("data-number"), row.get("data-version")) == (number, str(desk.ticket(number).version))


def test_an_outsiders_poll_learns_nothing_however_it_is_asked(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    outsider = desk.officer(R.HANDLER, "LE")
    page = outsider.get(LIST)
    desk.act(A.PROGRESS, number)
    bar = next(p for p in page.tree.all("p") if p.get("data-live"))
    _, told, version = poll(outsider, page, number)
    assert version.split(".")[0] == bar.get("data-version").split(".")[0], "only the time of day has moved on"
    assert told["rows"] == {}
    for address in (
        f"/desk/live?tab=in_progress&shown={number}",
        f"/desk/live?tab=open&department=PW&shown={number}",
    ):
        told = outsider.fetch(address).json
        assert told is not None
        assert (told["rows"], told["new"]) == ({}, "")
        assert set(told["tabs"].values()) <= {"0", None}
    sent = {"csrf_token": page.value("csrf_token"), "version": "1"}
    outsider.send(f"/desk/tickets/{number}/here", sent, status=404)
    outsider.get(f"/desk/tickets/{number}/colleagues?q=演示", status=404)
    outsider.send(f"/desk/tickets/{number}/follow", sent, status=404)
    outsider.send(f"/desk/news/{number}/seen", sent, status=404)


def test_guests_and_enterprises_have_nothing_to_ask(desk: Desk, visitor: Visitor) -> None:
    number = desk.bring(*WORKING)
    answer = visitor.client.get("/desk/live", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    firm = desk.officer(R.ENTERPRISE)
    for address in ("/desk/live", "/desk/news", f"/desk/tickets/{number}/colleagues"):
        firm.get(address, status=403)


def test_an_open_page_does_not_keep_a_session_alive_by_itself(desk: Desk) -> None:
    desk.bring(*WORKING)
    visitor = desk.officer(R.HANDLER, "PW")
    visitor.get(LIST)
    for _ in range(4):
        desk.clock.forward(minutes=10)
        answer = visitor.client.get("/desk/live?tab=our-in_progress", headers={"Accept": "application/json"})
    assert answer.status_code == 401


def test_colleagues_see_who_has_the_ticket_open_and_who_writes(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    handler, head = desk.officer(R.HANDLER, "PW"), desk.officer(R.HEAD, "PW")
    assert here(handler, number)["here"] == ""
    name = desk.person(R.HANDLER, "PW").name
    assert f"{name}（PW）在看" in here(head, number)["here"]
    address = f"/desk/tickets/{number}/progress"
    values = form_values(handler.get(address).form(address)) | {"note": "已到现场", "draft": "auto"}
    handler.client.post(f"{address}/draft", data=values, headers={"Origin": "http://localhost"})
    assert f"{name}（PW）正在写" in here(head, number)["here"]
    assert f"{name}（PW）正在写" in head.get(f"/desk/tickets/{number}"), "said without a script as well"
    here(handler, number, leaves="1")
    assert here(head, number)["here"] == ""


def test_a_ticket_that_changed_says_who_did_what_and_where_it_stands(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    visitor = desk.officer(R.HEAD, "PW")
    version = str(desk.ticket(number).version)
    assert here(visitor, number, version=version)["changed"] == ""
    desk.act(A.PROGRESS, number)
    told = here(visitor, number, version=version)
    assert told["changed"].startswith("这件诉求刚被PW 演示-承办人更新：")
    link = urlsplit(told["link"])
    page = visitor.get(f"{link.path}?{link.query}")
    assert [li for li in page.tree.all("li") if li.get("id") == link.fragment]


def test_a_version_that_is_none_is_no_version(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    assert here(desk.officer(R.HEAD, "PW"), number, version="²x")["changed"] == ""


def test_following_is_one_press_and_so_is_stopping(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    visitor = desk.officer(R.SUPERVISOR)
    page = visitor.submit(visitor.get(f"/desk/tickets/{number}"), action="/follow", button="deed=follow")
    assert "已关注" in page
    desk.act(A.PROGRESS, number)
    page = visitor.get("/desk/news?which=followed")
    assert "未看" in page
    header = next(a for a in page.tree.all("a") if a.get("href") == "/desk/news")
    assert "1" in header.text
    page = visitor.submit(page, action=f"/desk/news/{number}/seen")
    assert "未看" not in page
    page = visitor.submit(page, action=f"/desk/tickets/{number}/follow", button="deed=stop")
    assert "现在没有与您有关的新变化" in page


def test_a_mention_is_found_in_the_list_and_offers_only_who_may_read(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    handler, head = desk.officer(R.HANDLER, "PW"), desk.person(R.HEAD, "PW")
    desk.person(R.HANDLER, "LE")
    offered = handler.fetch(f"/desk/tickets/{number}/colleagues?q={head.name[:3]}").json
    assert offered is not None
    assert head.name in [one["name"] for one in offered]
    assert all(
        one["office"] != "LE" for one in handler.fetch(f"/desk/tickets/{number}/colleagues?q=").json or []
    )
    address = f"/desk/tickets/{number}/note"
    handler.submit(handler.get(address), {"note": f"请 @{head.name} 定"}, action=address)
    page = desk.officer(R.HEAD, "PW").get("/desk/news?which=mentions")
    assert "提到了您" in page
    assert f"请 @{head.name} 定" in page


def test_a_mention_that_is_refused_keeps_every_word(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    stranger = desk.person(R.HANDLER, "LE")
    handler, address = desk.officer(R.HANDLER, "PW"), f"/desk/tickets/{number}/note"
    page = handler.submit(
        handler.get(address), {"note": f"请 @{stranger.name} 看"}, action=address, status=422
    )
    assert "看不了这件诉求" in page.errors()["note"]
    assert page.value("note") == f"请 @{stranger.name} 看"


def test_more_news_than_a_page_go_on(desk: Desk) -> None:
    numbers = [desk.bring(A.SUBMIT) for _ in range(26)]
    visitor, dispatcher = desk.officer(R.DISPATCHER), desk.person(R.DISPATCHER)
    with desk.app.app_context():
        for number in numbers:
            follow_ticket(number, dispatcher, desk.clock())
    page = visitor.get("/desk/news?which=followed")
    older = next(a.get("href") for a in page.tree.all("a") if a.get("rel") == "next")
    assert numbers[0] in visitor.get(older)
    assert numbers[-1] in page


@pytest.mark.parametrize("which", ["", "nonsense", "mentions"])
def test_an_empty_list_says_how_something_comes_into_it(desk: Desk, which: str) -> None:
    desk.bring(*DISPATCHED)
    assert "就会出现在这里" in desk.officer(R.HANDLER, "PW").get(f"/desk/news?which={which}")
