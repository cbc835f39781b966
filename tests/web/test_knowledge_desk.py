"""The knowledge base on the desk: write, review by somebody else, act, from a ticket, stale pages keep their words."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.knowledge import answer_by_id, edition_of
from service_desk.persistence.tables import Answer
from tests.support.desk import Desk
from tests.support.knowledge import ASKING, TITLE, draft, publish
from tests.support.visitor import Page, Visitor
from tests.usecases.deeds import CLOSED, WORKING

R = Role
TYPED = {
    "title": TITLE, "question": "容量不够。", "text": "填**表**。", "department": "PW", "request_type": "power_capacity",
    "is_clean": "y",
}  # fmt: skip


def answer(desk: Desk, number: int) -> Answer:
    with desk.app.app_context():
        found = answer_by_id(db.session(), number)
        assert found is not None
        return found


def act(visitor: Visitor, number: int, what: str, status: int = 200, **fields: str) -> Page:
    page = visitor.get(f"/desk/knowledge/{number}")
    return visitor.submit(
        page, fields, action=f"/desk/knowledge/{number}/acts", button=f"act={what}", status=status
    )


def test_an_answer_is_written_handed_in_and_published_by_somebody_else(desk: Desk) -> None:
    handler, head = desk.officer(R.HANDLER, "PW"), desk.officer(R.HEAD, "PW")
    page = handler.submit(handler.get("/desk/knowledge/new"), TYPED, action="/desk/knowledge/new")
    assert "已保存为草稿" in page
    number = int(page.path.rsplit("/", 1)[1])
    assert "提交审核" in act(handler, number, "hand_in")
    buttons = [button.get("value") for button in handler.get(f"/desk/knowledge/{number}").tree.all("button")]
    assert "publish" not in buttons
    assert "已办：审核通过并发布" in act(head, number, "publish", review_on="2026-12-01")
    assert answer(desk, number).review_on is not None
    assert str(answer(desk, number).review_on) == "2026-12-01"
    assert TITLE in head.get("/desk/knowledge")


def test_a_forged_approval_of_own_words_is_refused(desk: Desk) -> None:
    head = desk.officer(R.HEAD, "PW")
    number = draft(desk, desk.person(R.HEAD, "PW"))
    page = act(head, number, "hand_in")
    seen, token = page.value("seen"), page.tree.all("input", name="csrf_token")[0].get("value")
    sent = {"act": "publish", "seen": seen, "csrf_token": token}
    assert "请由别人审核" in head.send(f"/desk/knowledge/{number}/acts", sent, status=403)
    assert answer(desk, number).live_edition is None
    head.send(f"/desk/knowledge/{number}/acts", sent | {"act": "nonsense"}, status=400)


def test_strangers_and_other_departments_change_nothing(desk: Desk) -> None:
    number = draft(desk, desk.person(R.HANDLER, "PW"))
    for role, department, status in ((R.ENTERPRISE, None, 403), (R.LEADER, None, 403), (R.HEAD, "LE", 200)):
        visitor = desk.officer(role, department)
        page = visitor.get(f"/desk/knowledge/{number}/edit", status=status)
        if status == 200:
            page = visitor.submit(
                page, {"title": "改了", "is_clean": "y"}, action=f"/desk/knowledge/{number}/edit", status=403
            )
            assert "只有答复所列部门" in page
    assert answer(desk, number).title == TITLE
    assert "没有需要您办的事" in desk.officer(R.LEADER).get(f"/desk/knowledge/{number}")
    desk.officer(R.HEAD, "PW").get("/desk/knowledge/999", status=404)


def test_a_stale_page_keeps_what_was_written(desk: Desk) -> None:
    handler, head = desk.officer(R.HANDLER, "PW"), desk.officer(R.HEAD, "PW")
    number = draft(desk, desk.person(R.HANDLER, "PW"))
    address = f"/desk/knowledge/{number}/edit"
    mine = handler.get(address)
    theirs = head.submit(head.get(address), {"title": "负责人改的", "is_clean": "y"}, action=address)
    assert theirs.heading == "负责人改的"
    page = handler.submit(mine, {"title": "承办人改的", "is_clean": "y"}, action=address, status=409)
    assert page.value("title") == "承办人改的"
    assert "这条答复有了变化" in page
    page = handler.submit(page, {}, action=address)
    assert page.heading == "承办人改的"
    assert "负责人改的" in handler.get(f"/desk/knowledge/{number}?edition=2")


def test_a_stale_act_is_told_and_not_done(desk: Desk) -> None:
    handler, head = desk.officer(R.HANDLER, "PW"), desk.officer(R.HEAD, "PW")
    number = draft(desk, desk.person(R.HANDLER, "PW"))
    page = head.get(f"/desk/knowledge/{number}")
    act(handler, number, "hand_in")
    address = f"/desk/knowledge/{number}/acts"
    page = head.submit(page, {"note": "原因"}, action=address, button="act=withdraw", status=409)
    assert page.value("note") == "原因"
    assert answer(desk, number).state == "in_review"


def test_what_is_wrong_is_told_beside_the_field(desk: Desk) -> None:
    handler = desk.officer(R.HANDLER, "PW")
    wrong = TYPED | {"title": "", "text": "找王经理13800138000", "is_clean": None}
    page = handler.submit(handler.get("/desk/knowledge/new"), wrong, action="/desk/knowledge/new", status=422)
    assert set(page.errors()) == {"title", "is_clean"}
    assert "请核对并确认没有企业和个人的信息" in page
    page = handler.submit(page, {"title": TITLE, "is_clean": "y"}, action="/desk/knowledge/new", status=422)
    assert "手机号码 13800138000" in page.errors()["text"]
    assert page.value("text") == "找王经理13800138000"
    number = draft(desk, desk.person(R.HEAD, "PW"))
    act(handler, number, "hand_in")
    page = act(desk.officer(R.DISPATCHER), number, "send_back", status=422)
    assert "请填写这一项" in page.errors()["note"]


def test_a_struck_off_ticket_offers_to_become_an_answer(desk: Desk) -> None:
    number = desk.bring(*CLOSED, body="演示新材料有限公司新车间六月投产，变压器不够用，找演示联系人。")
    visitor = desk.officer(R.HANDLER, "PW")
    page = desk.open(number, R.HANDLER, "PW")
    link = f"/desk/knowledge/new?ticket={number}"
    assert link in page.links
    page = visitor.get(link)
    assert page.value("ticket") == number
    for secret in ("演示新材料", "演示联系人"):
        assert secret not in page.value("question")
    page = visitor.submit(page, {"is_clean": "y"}, action="/desk/knowledge/new")
    written = int(page.path.rsplit("/", 1)[1])
    with desk.app.app_context():
        row = answer_by_id(db.session(), written)
        assert row is not None
        assert row.from_ticket == number
        assert edition_of(db.session(), row).departments == ["PW", "CB"]
    assert f"/desk/knowledge/{written}" in desk.open(number, R.HANDLER, "PW").links
    open_ticket = desk.bring(*WORKING)
    assert f"/desk/knowledge/new?ticket={open_ticket}" not in desk.open(open_ticket, R.HANDLER, "PW").links
    desk.officer(R.HANDLER, "PW").get(f"/desk/knowledge/new?ticket={open_ticket}", status=409)
    desk.officer(R.HANDLER, "LE").get(link, status=404)


@pytest.mark.parametrize(
    "listed", ["published", "in_review", "draft", "due", "unhelpful", "withdrawn", "nonsense"]
)
def test_every_list_opens(desk: Desk, listed: str) -> None:
    publish(desk)
    head = desk.officer(R.HEAD, "PW")
    head.get(f"/desk/knowledge?list={listed}")
    head.get(f"/desk/knowledge?list={listed}&mine=1&after=3.9")
    head.get(f"/desk/knowledge?list={listed}&after=x.y")
    assert (TITLE in head.get(f"/desk/knowledge?list={listed}")) is (listed in ("published", "nonsense"))


def test_an_answer_at_hand_goes_into_the_reply(desk: Desk) -> None:
    answered = publish(desk)
    number = desk.bring(*WORKING, body=ASKING)
    assert f"/desk/knowledge/{answered}" in desk.open(number, R.HANDLER, "PW").links
    page = desk.officer(R.HANDLER, "PW").get(f"/desk/tickets/{number}/progress")
    phrases = [span for span in page.tree.all("span") if "data-phrase" in span.attributes]
    assert any("填用电容量表" in span.text and "供电窗口（0600-6000001）" in span.text for span in phrases)
    other = desk.bring(*WORKING, title="路灯", body="路灯坏了。", request_type="roads_public_works")
    assert TITLE not in desk.officer(R.HANDLER, "PW").get(f"/desk/tickets/{other}/progress")


def test_the_dispatcher_brings_together_what_belongs_together(desk: Desk) -> None:
    said = {"title": "申请增容500 kVA", "body": "新车间六月投产，现有变压器不够用。"}
    first = desk.bring(Action.SUBMIT, **said)
    second = desk.bring(Action.SUBMIT, **said)
    page = desk.open(second, R.DISPATCHER)
    assert "可能是同一件事" in page
    address = f"/desk/tickets/{second}/merge"
    form = next(form for form in page.tree.all("form") if form.get("action") == address)
    assert any(field.get("value") == first for field in form.all("input"))
    page = desk.officer(R.DISPATCHER).submit(page, action=address)
    assert first in page
    assert "可能是同一件事" not in desk.open(second, R.LEADER)
    assert "可能是同一件事" in desk.officer(R.DISPATCHER).get("/desk/cards/dispatch")
