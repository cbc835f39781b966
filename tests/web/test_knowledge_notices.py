"""Public notices on the web: published under an umbrella, followed, left, updated, ended; nothing happens by looking."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from service_desk.domain.actions import Action
from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.tables import AreaFollower, OutboxMail
from tests.support import portal
from tests.support.desk import Desk
from tests.support.knowledge import NOTICE, tell
from tests.support.visitor import Visitor
from tests.usecases.deeds import WORKING

R = Role
TYPED = {"title": NOTICE, "words": "正在扩容变电站。", "expected_on": "2026-06-30"}


def followers(desk: Desk) -> list[AreaFollower]:
    with desk.app.app_context():
        return list(db.session.scalars(sa.select(AreaFollower).order_by(AreaFollower.id)))


def letters(desk: Desk, notice: str) -> list[str]:
    with desk.app.app_context():
        query = sa.select(OutboxMail.recipient).where(OutboxMail.notice == notice)
        return list(db.session.scalars(query.order_by(OutboxMail.id)))


def test_a_dispatcher_publishes_from_the_umbrellas_page(desk: Desk, visitor: Visitor) -> None:
    umbrella = desk.bring(*WORKING)
    child = desk.bring(Action.SUBMIT, enterprise_name="演示光电材料有限公司")
    desk.act(Action.JOIN, child, parent=umbrella)
    dispatcher = desk.officer(R.DISPATCHER)
    link = f"/desk/notices/new?ticket={umbrella}"
    assert link in desk.open(umbrella, R.DISPATCHER).links
    assert link not in desk.open(umbrella, R.HANDLER, "PW").links
    page = dispatcher.submit(
        dispatcher.get(link),
        TYPED | {"words": "演示光电材料有限公司缺电"},
        action="/desk/notices/new",
        status=422,
    )
    assert "演示光电材料有限公司" in page.errors()["words"]
    page = dispatcher.submit(page, TYPED, action="/desk/notices/new")
    assert page.heading == NOTICE
    public = visitor.get("/knowledge")
    assert NOTICE in public
    assert "演示光电" not in visitor.get("/knowledge/notices/1")
    assert "预计 6月30日 解决" in visitor.get("/knowledge/notices/1")
    assert NOTICE in visitor.get("/knowledge/notices")


@pytest.mark.parametrize(("role", "department"), [(R.HANDLER, "PW"), (R.LEADER, None), (R.ENTERPRISE, None)])
def test_others_do_not_publish(desk: Desk, role: Role, department: str | None) -> None:
    notice, umbrella = tell(desk)
    visitor = desk.officer(role, department)
    for path in ("/desk/notices", f"/desk/notices/{notice}", f"/desk/notices/new?ticket={umbrella}"):
        visitor.get(path, status=403)


def test_an_address_follows_after_it_has_said_yes_and_leaves_again(desk: Desk, visitor: Visitor) -> None:
    notice, _umbrella = tell(desk)
    address = f"/knowledge/notices/{notice}"
    page = visitor.submit(visitor.get(address), {"email": "nonsense"}, action=address, status=422)
    assert "邮箱地址不完整" in page.errors()["email"]
    assert page.value("email") == "nonsense"
    page = visitor.submit(page, {"email": "me@example.com"}, action=address)
    assert "确认邮件已发出" in page
    assert letters(desk, "area_confirm") == ["me@example.com"]
    (follower,) = followers(desk)
    link = f"/knowledge/following/{follower.token}"
    page = visitor.get(link)
    assert followers(desk)[0].confirmed_at is None
    page = visitor.submit(page, action=link, button="deed=follow")
    assert "您正在关注这条公告" in page
    page = visitor.submit(page, action=link, button="deed=leave")
    assert "您已经取消关注" in page
    visitor.get("/knowledge/following/nonsense", status=404)


def test_a_request_follows_from_its_receipt_and_the_dispatcher_links_it_in_one_click(
    desk: Desk, visitor: Visitor
) -> None:
    notice, umbrella = tell(desk)
    receipt = portal.file(visitor, "power-capacity")
    number = portal.number_on(receipt)
    assert NOTICE in receipt
    page = visitor.submit(receipt, action=f"/knowledge/notices/{notice}/follow")
    assert f"已用 {number} 关注" in page
    page = desk.open(number, R.DISPATCHER)
    assert "企业已关注这条公告" in page
    address = f"/desk/tickets/{number}/join"
    desk.officer(R.DISPATCHER).submit(page, action=address)
    assert desk.ticket(number).parent_no == umbrella
    assert "企业已关注这条公告" not in desk.open(number, R.DISPATCHER)


def test_nobody_follows_with_anothers_request(desk: Desk, new_visitor: Callable[..., Visitor]) -> None:
    notice, umbrella = tell(desk)
    stranger = new_visitor()
    token = stranger.get(f"/knowledge/notices/{notice}").value("csrf_token")
    unknown = stranger.send(
        f"/knowledge/notices/{notice}/follow", {"ticket": "QY20260310-0999", "csrf_token": token}, status=404
    )
    known = stranger.send(
        f"/knowledge/notices/{notice}/follow", {"ticket": umbrella, "csrf_token": token}, status=404
    )
    told = [
        page.text.split("请提供编号")[0] for page in (unknown, known)
    ]  # every request has a number of its own
    assert told[0] == told[1]
    assert followers(desk) == []


def test_updates_and_the_end_are_told_to_followers(desk: Desk, visitor: Visitor) -> None:
    notice, _umbrella = tell(desk)
    page = visitor.submit(visitor.get(f"/knowledge/notices/{notice}"), {"email": "me@example.com"})
    link = f"/knowledge/following/{followers(desk)[0].token}"
    visitor.submit(visitor.get(link), action=link, button="deed=follow")
    supervisor = desk.officer(R.SUPERVISOR)
    address = f"/desk/notices/{notice}"
    stale = supervisor.get(address)
    page = supervisor.submit(stale, {"words": "临时变压器已到。"}, button="deed=update")
    assert "已更新" in page
    assert letters(desk, "area_update") == ["me@example.com"]
    page = supervisor.submit(stale, {"words": "又写一遍。"}, button="deed=update", status=409)
    assert page.value("words") == "又写一遍。"
    assert "临时变压器已到。" in page
    page = supervisor.submit(page, {"words": "已扩容。"}, button="deed=end")
    assert letters(desk, "area_ended") == ["me@example.com"]
    public = visitor.get(f"/knowledge/notices/{notice}")
    assert "怎样结束的" in public
    assert "已扩容。" in public
    assert not [
        form for form in public.tree.all("form") if form.get("action") == f"/knowledge/notices/{notice}"
    ]
    assert NOTICE in supervisor.get("/desk/notices")
    supervisor.get("/desk/notices/999", status=404)
    visitor.get("/knowledge/notices/999", status=404)
