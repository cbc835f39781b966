"""Writing on the desk: drafts that come back, phrases, lines for a chat, the page for printing."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.roles import Role
from tests.support.desk import Desk
from tests.support.visitor import Visitor, form_values
from tests.usecases.deeds import WORKING

A, R = Action, Role


def keep(desk: Desk, number: str, visitor: Visitor, **typed: str) -> None:
    page = visitor.get(f"/desk/tickets/{number}/progress")
    sent = form_values(page.form(f"/desk/tickets/{number}/progress")) | typed | {"draft": "auto"}
    answer = visitor.client.post(
        f"/desk/tickets/{number}/progress/draft", data=sent, headers={"Origin": "http://localhost"}
    )
    assert answer.json is not None
    assert answer.json["saved"]


def test_what_was_typed_comes_back_and_goes_when_it_is_sent(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    visitor = desk.officer(R.HANDLER, "PW")
    keep(desk, number, visitor, note="已到现场踏勘")
    desk.act(A.NOTE, number)
    page = visitor.get(f"/desk/tickets/{number}/progress")
    assert page.value("note") == "已到现场踏勘"
    assert page.value("version") == str(desk.ticket(number).version)
    assert "草稿 ·" in page
    assert "已到现场踏勘" not in desk.open(number, R.HEAD, "PW")
    visitor.submit(page, {"reach": "internal"}, action=f"/desk/tickets/{number}/progress")
    assert visitor.get(f"/desk/tickets/{number}/progress").value("note") == ""


def test_a_draft_is_dropped_by_a_button_and_kept_by_one_without_scripts(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    visitor = desk.officer(R.HANDLER, "PW")
    address = f"/desk/tickets/{number}/progress"
    values = form_values(visitor.get(address).form(address)) | {"note": "写到一半"}
    assert "草稿已保存" in visitor.send(f"{address}/draft", values | {"draft": "keep"})
    assert visitor.get(address).value("note") == "写到一半"
    assert "草稿已丢弃" in visitor.send(f"{address}/draft", values | {"draft": "drop"})
    assert visitor.get(address).value("note") == ""
    visitor.send(f"/desk/tickets/{number}/nonsense/draft", values, status=404)
    desk.officer(R.HANDLER, "LE").send(f"{address}/draft", values, status=400)


def test_phrases_are_written_once_and_stand_filled_in_beside_the_form(desk: Desk) -> None:
    number = desk.bring(*WORKING, enterprise_name="演示新材料有限公司")
    visitor = desk.officer(R.HANDLER, "PW")
    page = visitor.submit(
        visitor.get("/desk/phrases"),
        {"name": "已踏勘", "text": "{企业}：现场已踏勘。"},
        action="/desk/phrases",
    )
    assert "常用语已保存" in page
    assert "演示新材料有限公司：现场已踏勘。" in visitor.get(f"/desk/tickets/{number}/progress")
    change = next(a.get("href") for a in page.tree.all("a") if a.text.startswith("修改"))
    page = visitor.submit(
        visitor.get(change), {"name": "已看过", "text": "{天气}"}, action=change, status=422
    )
    assert "不认识{天气}" in page.errors()["text"]
    page = visitor.submit(page, {"text": "看过。"}, action=change)
    page = visitor.submit(page, {}, action=change, button="deed=drop")
    assert "已删除" in page
    page = visitor.submit(page, {}, action=change, button="deed=restore")
    assert "已看过" in page


def test_only_who_keeps_the_departments_phrases_is_offered_them(desk: Desk) -> None:
    assert "给全部门用" not in desk.officer(R.HANDLER, "PW").get("/desk/phrases")
    head = desk.officer(R.HEAD, "PW")
    page = head.get("/desk/phrases")
    head.submit(page, {"name": "请补材料", "text": "请补。", "for_department": "y"}, action="/desk/phrases")
    page = desk.officer(R.HANDLER, "PW").get("/desk/phrases")
    assert "请补材料" in page
    assert not [a for a in page.tree.all("a") if a.text.startswith("修改")]
    desk.officer(R.HANDLER, "PW").get("/desk/phrases/99", status=404)


@pytest.mark.parametrize("address", ["/desk/phrases", "/desk/tickets/{}/paper"])
def test_enterprises_write_and_print_nothing_here(desk: Desk, address: str) -> None:
    number = desk.bring(*WORKING)
    desk.officer(R.ENTERPRISE).get(address.format(number), status=403)


def test_the_lines_for_a_chat_name_nobody(desk: Desk) -> None:
    number = desk.bring(*WORKING, contact_name="演示联系人", contact_mobile="13800138000")
    page = desk.open(number, R.HANDLER, "PW")
    lines = next(area for area in page.tree.all("textarea") if area.get("id") == "share").text
    assert lines.startswith(number)
    assert f"/desk/tickets/{number}" in lines
    assert "演示联系人" not in lines
    assert "138" not in lines


def test_the_page_for_printing_leaves_internal_entries_out_unless_asked(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    desk.act(A.NOTE, number)
    visitor = desk.officer(R.HANDLER, "PW")
    page = visitor.get(f"/desk/tickets/{number}/paper")
    assert "内部备注" not in page
    assert not [form for form in page.tree.all("form") if "/desk/tickets/" in form.get("action")]
    page = visitor.get(f"/desk/tickets/{number}/paper?internal=1")
    assert "内部备注" in page
    assert "不要交给企业" in page
