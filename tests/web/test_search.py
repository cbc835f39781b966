"""The search page: words, conditions, the hit in its place; a number leads to its ticket."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.roles import Role
from tests.support.desk import Desk
from tests.usecases.deeds import WORKING

A, R = Action, Role


def test_a_hit_is_shown_where_it_stands_with_a_link_to_its_ticket(desk: Desk) -> None:
    number = desk.bring(*WORKING, title="申请增容", body="新车间<b>六月</b>投产，现有变压器不够用。")
    page = desk.officer(R.HANDLER, "PW").get("/desk/search?q=" + quote("变压器"))
    assert f"/desk/tickets/{number}" in page.links
    assert [mark.text for mark in page.tree.all("mark")] == ["变压器"]
    assert "诉求内容" in page
    assert "共 1 件" in page
    assert page.value("q") == "变压器"


def test_a_number_leads_to_the_ticket_that_one_may_read(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    page = desk.officer(R.HANDLER, "PW").get(f"/desk/search?q={number.lower()}")
    assert page.path == f"/desk/tickets/{number}"
    page = desk.officer(R.HANDLER, "LE").get(f"/desk/search?q={number}")
    assert "没有找到" in page


def test_what_is_not_understood_is_told_and_kept(desk: Desk) -> None:
    page = desk.officer(R.LEADER).get("/desk/search?q=" + quote('状态:飞 "<x>'))
    assert "没有“飞”" in page
    assert page.value("q") == '状态:飞 "<x>'


def test_the_empty_page_shows_how(desk: Desk) -> None:
    assert "可以这样找" in desk.officer(R.LEADER).get("/desk/search")
    assert "没有找到" in desk.officer(R.LEADER).get("/desk/search?q=" + quote("没有这回事"))


def test_further_pages_are_reached(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(21):
        desk.bring(A.SUBMIT, title="同一件事")
    visitor = desk.officer(R.DISPATCHER)
    page = visitor.get("/desk/search?q=" + quote("同一件事"))
    assert "共 21 件" in page
    with monkeypatch.context() as counts_stop_early:
        for module in ("persistence.searching", "web.search.page"):
            counts_stop_early.setattr(f"service_desk.{module}.COUNT_LIMIT", 21)
        assert "共 20+ 件" in visitor.get("/desk/search?q=" + quote("同一件事"))
    older = next(a.get("href") for a in page.tree.all("a") if "更早的" in a.text)
    page = visitor.get(older)
    assert "回到第一页" in page
    assert len(list(page.tree.all("a", class_="title"))) == 1
    visitor.get("/desk/search?q=x&before=99999999999")


def test_conditions_are_offered_with_their_values_and_colleagues_to_their_own_department(desk: Desk) -> None:
    desk.bring(*WORKING)
    told = desk.officer(R.HEAD, "PW").fetch("/desk/search/offers").json
    assert told is not None
    assert {
        "状态:办理中",
        "亮灯:绿灯",
        "督办:是",
        "承办人:我",
        "承办人:演示-承办人",
        "企业:",
        "提交:",
        "到期<3天",
    } <= set(told)
    assert "承办人:演示-协办人" not in told
    desk.officer(R.ENTERPRISE).get("/desk/search/offers", status=403)


def test_a_colleague_is_asked_for_by_name(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    page = desk.officer(R.HEAD, "PW").get("/desk/search?q=" + quote("承办人:演示-承办人"))
    assert f"/desk/tickets/{number}" in page.links
    assert "没有“亮色”这个条件" in desk.officer(R.HEAD, "PW").get("/desk/search?q=" + quote("亮色:红"))


def test_the_search_is_closed_to_enterprises_and_administrators(desk: Desk) -> None:
    for role in (R.ENTERPRISE, R.ADMINISTRATOR):
        desk.officer(role).get("/desk/search?q=x", status=403)
