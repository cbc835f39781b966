"""Tags on the pages: on a ticket, on many at once with the way back, in lists, files and the search; and their own page."""

from __future__ import annotations

import csv
import io

import pytest

from service_desk.domain.roles import Role
from tests.support.desk import Desk
from tests.support.visitor import Page, Visitor, form_values
from tests.usecases.deeds import WORKING

R = Role


def tag(visitor: Visitor, number: str, typed: str) -> Page:
    page = visitor.get(f"/desk/tickets/{number}")
    form = next(iter(page.tree.all("form", class_="add-tags")))
    return visitor.send(form.get("action"), {**form_values(form), "tags": typed})


def borne(page: Page) -> list[str]:
    return [button.text.removeprefix("去掉标签").strip() for button in page.tree.all("button", name="off")]


def test_an_officer_puts_tags_on_a_ticket_and_takes_one_off(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    handler = desk.officer(R.HANDLER, "PW")
    page = tag(handler, number, "停产风险、待踏勘")
    assert "已加标签：停产风险、待踏勘。" in page
    assert set(borne(page)) == {"停产风险", "待踏勘"}
    off = next(b for b in page.tree.all("button", name="off") if "待踏勘" in b.text)
    token = page.value("csrf_token")
    page = handler.send(f"/desk/tickets/{number}/tags", {"csrf_token": token, "off": off.get("value")})
    assert borne(page) == ["停产风险"]
    assert "已去掉标签“待踏勘”。" in page
    queue = handler.get("/desk?tab=our-in_progress")
    assert [mark.text for mark in queue.tree.all("span", class_="tag mark")] == ["停产风险"]


def test_what_is_no_tag_is_told_and_stays_typed(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    page = tag(desk.officer(R.HANDLER, "PW"), number, "长" * 21)
    assert "最多20字" in page
    assert page.value("tags") == "长" * 21
    assert borne(page) == []


def test_readers_see_tags_and_strangers_reach_none(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    tag(desk.officer(R.HANDLER, "PW"), number, "停产风险")
    page = desk.officer(R.LEADER).get(f"/desk/tickets/{number}")
    assert "停产风险" in page
    assert borne(page) == []
    token = page.value("csrf_token")
    desk.officer(R.LEADER).send(
        f"/desk/tickets/{number}/tags", {"csrf_token": token, "tags": "x1"}, status=403
    )
    stranger = desk.officer(R.HANDLER, "LE")
    token = stranger.get("/desk").value("csrf_token")
    stranger.send(f"/desk/tickets/{number}/tags", {"csrf_token": token, "tags": "x1"}, status=404)
    desk.officer(R.LEADER).get("/desk/bulk/tags", status=403)


def test_many_are_tagged_at_once_and_taken_back_with_one_click(desk: Desk) -> None:
    numbers = desk.bring(*WORKING), desk.bring(*WORKING)
    handler = desk.officer(R.HANDLER, "PW")
    page = handler.get("/desk/bulk/tags?" + "&".join(f"t={number}" for number in numbers))
    assert page.heading == "加减标签 2 件"
    again = handler.submit(page, {"add": "", "remove": ""}, status=422)
    assert again.errors().keys() == {"add"}
    done = handler.submit(again, {"add": "停产风险"})
    assert "已给 2 件改好标签。" in done
    assert "前可以撤销" in done
    others = desk.officer(R.HEAD, "PW")
    others.get(done.path, status=404)
    undone = handler.submit(done)
    assert "已撤销 2 件" in undone
    assert list(undone.tree.all("span", class_="tag mark")) == []


def test_many_are_not_taken_back_after_ten_minutes_and_the_page_says_so(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    handler = desk.officer(R.HANDLER, "PW")
    done = handler.submit(handler.get(f"/desk/bulk/tags?t={number}"), {"add": "停产风险"})
    desk.forward(minutes=11)
    page = handler.submit(done, status=409)
    assert "已经过了十分钟" in page
    assert "全部撤销" not in page


def test_one_that_cannot_be_seen_is_left_out_before_anything_is_done(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    handler = desk.officer(R.HANDLER, "LE")
    page = handler.get(f"/desk/bulk/tags?t={number}")
    assert "这 1 件不办" in page
    assert "申请增容" not in page


def test_a_list_is_narrowed_by_tags_and_each_comes_off_alone(desk: Desk) -> None:
    both, one = desk.bring(*WORKING), desk.bring(*WORKING)
    handler = desk.officer(R.HANDLER, "PW")
    tag(handler, both, "停产风险,待踏勘")
    tag(handler, one, "停产风险")
    page = handler.get("/desk?tab=our-in_progress")
    page = handler.submit(page, {"tag": "停产风险、待踏勘、没有的"}, action="/desk/narrow")
    assert "没有叫“没有的”的标签" in page
    assert numbers(page) == [both]
    form = next(iter(page.tree.all("form", class_="chips")))
    chips = {button.text.split("标签：")[-1].strip(): button.get("value") for button in form.all("button")}
    assert set(chips) == {"停产风险", "待踏勘", "清除全部"}
    token = page.value("csrf_token")
    tags = page.value("tags")
    page = handler.send(
        "/desk/narrow",
        {"csrf_token": token, "tab": "our-in_progress", "tags": tags, "without": chips["待踏勘"]},
    )
    assert sorted(numbers(page)) == sorted([both, one])


def numbers(page: Page) -> list[str]:
    return [box.get("value") for box in page.tree.all("input", name="t")]


def test_tags_stand_in_the_file_and_only_what_was_ticked_is_exported(desk: Desk) -> None:
    first, second = desk.bring(*WORKING), desk.bring(*WORKING)
    handler = desk.officer(R.HANDLER, "PW")
    tag(handler, first, "停产风险,待踏勘")
    text = handler.fetch(f"/desk/export.csv?tab=our-in_progress&t={first}").get_data().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][-1] == "标签"
    assert [row[0] for row in rows[1:]] == [first]
    assert set(rows[1][-1].split("、")) == {"停产风险", "待踏勘"}
    whole = handler.fetch("/desk/export.csv?tab=our-in_progress").get_data().decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(whole))][1:] == [first, second]
    assert handler.fetch(f"/desk/export.xlsx?t={first}&t={second}").data.startswith(b"PK")
    foreign = desk.officer(R.HANDLER, "LE").fetch(f"/desk/export.csv?t={first}")
    assert len(foreign.get_data().decode().splitlines()) == 1


def test_the_search_completes_and_finds_tags(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    handler = desk.officer(R.HANDLER, "PW")
    tag(handler, number, "停产风险")
    page = handler.get("/desk/search?q=标签:停产")
    assert f"/desk/tickets/{number}" in page.links
    assert "标签:停产风险" in {option.get("value") for option in page.tree.all("option")}


def test_a_head_renames_merges_and_retires(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    head = desk.officer(R.HEAD, "PW")
    tag(head, number, "停产,要停产")
    page = head.get("/desk/tags")
    links = [link for link in page.links if link.startswith("/desk/tags/")]
    assert len(links) == 2
    behind = [a.get("href") for a in page.tree.all("a") if a.text.startswith("1 件")]
    assert len(behind) == 2
    for link in behind:
        assert f"/desk/tickets/{number}" in head.get(link).links
    token = page.value("csrf_token")
    wrong = head.send(links[0], {"csrf_token": token, "deed": "rename", "name": "长" * 30}, status=422)
    assert wrong.value("name") == "长" * 30
    page = head.send(links[0], {"csrf_token": token, "deed": "rename", "name": "停产风险"})
    assert "已改名为“停产风险”。" in page
    other = links[1].rsplit("/", 1)[1]
    page = head.send(links[0], {"csrf_token": token, "deed": "merge", "into": other})
    assert "已合并到" in page
    assert len([link for link in page.links if link.startswith("/desk/tags/")]) == 1
    page = head.send(links[1], {"csrf_token": token, "deed": "retire"})
    assert "不再使用" in page
    assert len(borne(head.get(f"/desk/tickets/{number}"))) == 1
    assert head.get(links[0]).path == links[1], "a merged tag leads to what it became"


@pytest.mark.parametrize(("role", "department"), [(R.HANDLER, "PW"), (R.LEADER, None), (R.DISPATCHER, None)])
def test_others_do_not_keep_the_tags(desk: Desk, role: Role, department: str | None) -> None:
    visitor = desk.officer(role, department)
    visitor.get("/desk/tags", status=403)
    visitor.get("/desk/tags/1", status=403)


def test_an_administrator_keeps_the_tags_without_seeing_a_ticket(desk: Desk) -> None:
    desk.bring(*WORKING)
    page = desk.officer(R.ADMINISTRATOR).get("/desk/tags")
    assert "还没有标签" in page
    assert "/desk/tags" in page.links
