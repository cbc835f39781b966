"""Absences and load on the pages: arrange, cancel, stand in, assign to somebody away, see who carries how much."""

from __future__ import annotations

from datetime import timedelta

import pytest

from service_desk.domain.roles import Role
from tests.support.desk import Desk
from tests.support.visitor import Page
from tests.usecases.deeds import DISPATCHED, WORKING, A

R = Role


def arrange(desk: Desk, role: Role = R.HANDLER, status: int = 200, **different: str) -> Page:
    """Have the handler of PW go away for three days, the head stand in."""
    visitor = desk.officer(role, "PW")
    handler, head = desk.person(R.HANDLER, "PW"), desk.person(R.HEAD, "PW")
    today = desk.clock.moment.date()
    given = {
        "user_id": str(handler.user_id), "substitute_id": str(head.user_id),
        "from_on": today.isoformat(), "until_on": (today + timedelta(days=2)).isoformat(), "reason": "休假",
    }  # fmt: skip
    return visitor.submit(
        visitor.get("/desk/absences"), {**given, **different}, action="/desk/absences", status=status
    )


def own_ticket(desk: Desk) -> str:
    """Return a ticket that the handler of PW has signed for."""
    number = desk.bring(*DISPATCHED)
    desk.act(A.SIGN, number, by=desk.person(R.HANDLER, "PW"))
    return number


def test_a_handler_arranges_who_stands_in_and_the_substitute_finds_the_tickets(desk: Desk) -> None:
    number = own_ticket(desk)
    head = desk.officer(R.HEAD, "PW")
    assert "代班 1 件" not in head.get("/desk")
    page = arrange(desk)
    assert "代班已安排" in page
    assert "代班中" in page
    page = head.get("/desk?tab=stand-in")
    assert [box.get("value") for box in page.tree.all("input", name="t")] == [number]
    page = head.get(f"/desk/tickets/{number}/progress")
    head.submit(page, {"reach": "internal", "note": "已到现场"})
    handler_name = desk.person(R.HANDLER, "PW").name
    assert f"（代 {handler_name}）" in head.get(f"/desk/tickets/{number}")
    desk.forward(days=3)
    page = desk.officer(R.HEAD, "PW").get("/desk?tab=stand-in")
    assert page.tree.all("nav", class_="tabs")
    assert "代班 1 件" not in page
    assert "已结束" in desk.officer(R.HANDLER, "PW").get("/desk/absences")


def test_it_is_cancelled_by_hand_and_stays_in_the_history(desk: Desk) -> None:
    page = arrange(desk)
    form = next(f for f in page.tree.all("form") if f.get("action").endswith("/cancel"))
    handler = desk.officer(R.HANDLER, "PW")
    page = handler.submit(page, {}, action=form.get("action"))
    assert "代班已取消。" in page
    assert "已取消" in page
    handler.send(form.get("action"), {"csrf_token": page.value("csrf_token")}, status=409)


def test_the_administrator_sees_for_whom_somebody_stands_in_before_closing_the_account(desk: Desk) -> None:
    handler, head = desk.person(R.HANDLER, "PW"), desk.person(R.HEAD, "PW")
    admin = desk.officer(R.ADMINISTRATOR)
    assert "没有人代班" not in admin.get(f"/admin/users/{head.user_id}/close")
    arrange(desk)
    page = admin.get(f"/admin/users/{head.user_id}/close")
    assert "停用后没有人代班" in page
    assert handler.name in page
    admin.submit(page)
    page = desk.officer(R.HANDLER, "PW").get("/desk/absences")
    assert "代班人账号已停用，没有人代班" in page
    assert "请取消这条安排" in page
    assert "代班中" not in page


@pytest.mark.parametrize(
    ("different", "field", "words"),
    [
        ({"until_on": "2026-03-01"}, "until_on", "日期不能早于"), ({"until_on": ""}, "until_on", "必须填写"),
        ({"from_on": "2020-01-01"}, "from_on", "日期不能早于"), ({"substitute_id": ""}, "substitute_id", "必须填写"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    desk: Desk, different: dict[str, str], field: str, words: str
) -> None:
    page = arrange(desk, status=422, **different)
    assert words in page.errors()[field]
    assert page.value("reason") == "休假"


def test_oneself_an_overlap_and_a_chain_are_refused_in_words(desk: Desk) -> None:
    handler, head = desk.person(R.HANDLER, "PW"), desk.person(R.HEAD, "PW")
    page = arrange(desk, status=422, substitute_id=str(handler.user_id))
    assert "不能由本人代班" in page.errors()["substitute_id"]
    arrange(desk)
    assert "已经安排了代班" in arrange(desk, status=422).errors()["from_on"]
    page = arrange(desk, R.HEAD, 422, user_id=str(head.user_id), substitute_id=str(handler.user_id))
    assert page.errors().keys() <= {"from_on", "substitute_id"}
    assert page.errors()


def test_a_handler_arranges_only_his_own_and_a_head_everybodys(desk: Desk) -> None:
    handler, head = desk.person(R.HANDLER, "PW"), desk.person(R.HEAD, "PW")
    offered = [
        option.get("value")
        for select in desk.officer(R.HANDLER, "PW").get("/desk/absences").tree.all("select", name="user_id")
        for option in select.all("option")
    ]
    assert offered == [str(handler.user_id)]
    assert "代班已安排" in arrange(desk, R.HEAD)
    arrange(desk, R.HANDLER, 422, user_id=str(head.user_id))


def test_other_roles_and_departments_reach_nothing(desk: Desk) -> None:
    arrange(desk)
    for role in (R.LEADER, R.DISPATCHER, R.ADMINISTRATOR):
        desk.officer(role).get("/desk/absences", status=403)
    page = desk.officer(R.HEAD, "LE").get("/desk/absences")
    assert desk.person(R.HANDLER, "PW").name not in page
    token = page.value("csrf_token")
    desk.officer(R.HEAD, "LE").send("/desk/absences/1/cancel", {"csrf_token": token}, status=404)


def test_assigning_to_somebody_away_offers_the_substitute_first(desk: Desk) -> None:
    handler, head = desk.person(R.HANDLER, "PW"), desk.person(R.HEAD, "PW")
    number = own_ticket(desk)
    desk.act(A.ASSIGN, number, by=head, user_id=head.user_id)
    arrange(desk)
    visitor = desk.officer(R.HEAD, "PW")
    page = visitor.get(f"/desk/tickets/{number}/assign")
    assert f"不在岗，{head.name}代班" in page
    again = visitor.submit(page, {"user_id": str(handler.user_id)}, status=422)
    assert f"由{head.name}代班" in again.errors()["user_id"]
    assert again.value("user_id") == str(head.user_id)
    visitor.submit(again, {"user_id": str(handler.user_id), "despite_absence": "y"})
    assert desk.ticket(number).owner_id == handler.user_id
    page = visitor.get(f"/desk/bulk/assign?t={number}")
    again = visitor.submit(page, {"user_id": str(handler.user_id)}, status=422)
    assert again.value("user_id") == str(head.user_id)
    visitor.submit(again)
    assert desk.ticket(number).owner_id == head.user_id


def test_a_head_sees_the_load_and_every_number_opens_its_list(desk: Desk) -> None:
    number = own_ticket(desk)
    desk.bring(*WORKING)
    arrange(desk)
    head = desk.officer(R.HEAD, "PW")
    page = head.get("/desk/load")
    handler = desk.person(R.HANDLER, "PW")
    assert "不在岗" in page
    [whole] = [a for a in page.tree.all("a") if a.get("href") == "/desk?tab=our-open" and "全部" in a.text]
    listed = head.get(whole.get("href")).tree.all("input", name="t")
    assert whole.text == f"全部在办 {len(listed)} 件"
    link = next(link for link in page.links if f"handler={handler.user_id}" in link and "our-open" in link)
    opened = head.get(link)
    assert [box.get("value") for box in opened.tree.all("input", name="t")] == [number]


@pytest.mark.parametrize(
    ("role", "department"), [(R.HANDLER, "PW"), (R.CALLBACK, None), (R.DISPATCHER, None)]
)
def test_no_handler_dispatcher_or_caller_sees_the_load(
    desk: Desk, role: Role, department: str | None
) -> None:
    desk.officer(role, department).get("/desk/load", status=403)


def test_a_supervisor_sees_every_departments_load_and_opens_any_handlers_list(desk: Desk) -> None:
    number = own_ticket(desk)
    supervisor = desk.officer(R.SUPERVISOR)
    page = supervisor.get("/desk/load")
    heavy = page.tree.all("tbody")[0].all("tr")[0]
    assert "供电局" in heavy.text or "PW" in heavy.text
    whole = next(link for link in page.links if "tab=open" in link and "department=PW" in link)
    assert [box.get("value") for box in supervisor.get(whole).tree.all("input", name="t")] == [number]
    page = supervisor.get("/desk/load?department=PW")
    handler = desk.person(R.HANDLER, "PW")
    link = next(link for link in page.links if f"handler={handler.user_id}" in link and "tab=open" in link)
    opened = supervisor.get(link)
    assert [box.get("value") for box in opened.tree.all("input", name="t")] == [number]
    assert any(link.endswith("/desk/load") for link in desk.officer(R.LEADER).get("/desk?tab=open").links)
    desk.officer(R.HEAD, "LE").get("/desk/load?department=PW", status=403)
