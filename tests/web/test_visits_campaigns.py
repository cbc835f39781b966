"""Campaigns on the pages: opened, looked at from every side, changed, exported; strangers and others are refused."""

from __future__ import annotations

import io

import pytest
import python_calamine

from service_desk.domain.roles import Role
from tests.support.desk import Desk
from tests.support.visitor import Page, Visitor

R = Role
PLAN = {
    "name": "开年走访", "group_name": "演示入企服务组", "starts_on": "2026-03-01", "ends_on": "2026-03-31", "target": "36",
    "policies": "稳岗返还\n设备更新补助\n", "departments": ["ID"],
}  # fmt: skip


def opened(officer: Visitor, **different: object) -> Page:
    return officer.submit(officer.get("/visits/campaigns/new"), {**PLAN, **different})


def visited(officer: Visitor, firm: str, status: int = 200, **fields: object) -> Page:
    page = officer.get("/visits/new?campaign=1")
    return officer.submit(page, {"firm_name": firm, **fields}, button="do=send", status=status)


def test_a_campaign_is_opened_and_shows_its_progress(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    page = opened(officer)
    assert page.heading == "开年走访"
    assert "0 / 36" in page
    assert "创新发展部" in page
    assert "稳岗返还；设备更新补助" in page
    assert "开年走访" in officer.get("/visits")


def test_its_page_lists_visits_without_requests_with_policies_owed_and_those_to_follow_up(desk: Desk) -> None:
    officer = desk.officer(R.COMMISSIONER)
    opened(officer)
    visited(officer, "演示甲厂", handed=["稳岗返还", "设备更新补助"])
    page = visited(
        officer, "演示乙厂", handed=["稳岗返还"], **{"asked-0-text": "变压器容量不够，想增容"},
        follow_up_on="2026-03-10", follow_up="看进展",
    )  # fmt: skip
    assert page.heading == "演示乙厂"
    visited(officer, "企业03", is_placeholder="y", is_about="y")
    campaign = officer.get("/visits/campaigns/1")
    assert "3 / 36" in campaign
    assert "当场解决（0 件）" in campaign
    for view, shown, hidden in (
        ("silent", "演示甲厂", "演示乙厂"), ("undelivered", "演示乙厂", "演示甲厂"), ("due", "演示乙厂", "演示甲厂"),
    ):  # fmt: skip
        page = officer.get(f"/visits/campaigns/1?view={view}")
        assert shown in page
        assert hidden not in page
    assert "占位" in officer.get("/visits/campaigns/1?view=nonsense&after=x.y")


def test_long_lists_go_on_where_the_page_before_ended(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service_desk.persistence.visits.PAGE", 2)
    monkeypatch.setattr("service_desk.web.visits.campaigns.PAGE", 2)
    officer = desk.officer(R.COMMISSIONER)
    for number in range(3):
        opened(officer, name=f"第{number}轮")
    for number in range(5):
        visited(officer, f"演示{number}厂", follow_up_on="2026-03-10", follow_up="看")
    for address, firms in (
        ("/visits/campaigns/1", 5), ("/visits/campaigns/1?view=due", 5), ("/visits", 5),
    ):  # fmt: skip
        seen: list[str] = []
        page = officer.get(address)
        while True:
            seen += [f"演示{n}厂" for n in range(5) if f"演示{n}厂" in page]
            older = [
                a.get("href")
                for a in page.tree.all("a")
                if a.get("rel") == "next" and "after" in a.get("href")
            ]
            if not older:
                break
            page = officer.get(older[0])
        assert sorted(seen) == [f"演示{n}厂" for n in range(firms)]
    first = officer.get("/visits")
    (more,) = [a.get("href") for a in first.tree.all("a") if "before=" in a.get("href")]
    assert "第0轮" in officer.get(more)


def test_it_is_taken_along_as_a_workbook_without_telephone_numbers(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    opened(officer)
    visited(
        officer, "演示乙厂", contact_mobile="13800138000",
        **{"asked-0-text": "=1+1停水", "asked-0-handling": "on_site", "asked-0-answer": "当场联系供水公司恢复。"},
    )  # fmt: skip
    answer = officer.fetch("/visits/campaigns/1/export.xlsx")
    book = python_calamine.load_workbook(io.BytesIO(answer.data))
    visits, requests = (book.get_sheet_by_index(at).to_python() for at in (0, 1))
    assert visits[-1][:1] == ["ZF20260310-0001"]
    assert "演示乙厂" in visits[-1]
    assert {"ZF20260310-0001", "当场解决", "=1+1停水"} <= set(requests[-1])
    assert "13800138000" not in str([visits, requests])


def test_a_plan_that_cannot_be_is_told_beside_its_fields(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    page = officer.submit(
        officer.get("/visits/campaigns/new"), {**PLAN, "ends_on": "2026-02-01", "target": "0"}, status=422
    )
    assert set(page.errors()) == {"ends_on", "target"}
    assert page.value("name") == "开年走访"


def test_two_who_change_it_at_once_lose_nothing(desk: Desk) -> None:
    officer, colleague = desk.officer(R.DISPATCHER), desk.officer(R.COMMISSIONER)
    opened(officer)
    page = officer.get("/visits/campaigns/1/edit")
    colleague.submit(colleague.get("/visits/campaigns/1/edit"), {"target": "40"})
    again = officer.submit(page, {"name": "改了名的走访"}, status=409)
    assert "别人改过这一轮走访" in again
    assert again.value("name") == "改了名的走访"
    assert officer.submit(again, {}).heading == "改了名的走访"


def test_one_that_is_over_is_listed_apart_and_takes_no_button(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    opened(officer)
    page = officer.submit(officer.get("/visits/campaigns/1/edit"), {"is_over": "y"})
    assert "已结束" in page
    assert "开年走访" not in officer.get("/visits")
    assert "开年走访" in officer.get("/visits?over=1")


def test_leaders_and_supervisors_read_and_do_not_write(desk: Desk) -> None:
    opened(desk.officer(R.DISPATCHER))
    for role in (R.LEADER, R.SUPERVISOR):
        reader = desk.officer(role)
        assert "记一次走访" not in reader.get("/visits/campaigns/1")
        reader.get("/visits/new", status=403)
        reader.get("/visits/campaigns/1/edit", status=403)


@pytest.mark.parametrize(
    ("role", "department"), [(R.HANDLER, "PW"), (R.CALLBACK, None), (R.ADMINISTRATOR, None)]
)
def test_a_colleague_without_the_right_is_refused(role: Role, department: str | None, desk: Desk) -> None:
    officer = desk.officer(role, department)
    for path in ("/visits", "/visits/new", "/visits/campaigns/1", "/desk/record"):
        officer.get(path, status=403)
    # Whoever calls back corrects a ticket's enterprise, and looks it up for that.
    looks_up = role is R.CALLBACK
    assert officer.client.get("/visits/firms?q=演示").status_code == (200 if looks_up else 403)


def test_a_stranger_is_asked_to_sign_in(new_visitor: object) -> None:
    assert new_visitor().get("/visits").path.startswith("/sign-in")  # type: ignore[operator]


@pytest.mark.parametrize(
    "path",
    [
        "/visits/campaigns/9",
        "/visits/campaigns/9/edit",
        "/visits/new?campaign=9",
        "/visits/new?campaign=x",
        "/visits/ZF20260310-0009",
    ],
)
def test_what_does_not_exist_is_not_found(path: str, desk: Desk) -> None:
    desk.officer(R.DISPATCHER).get(path, status=404)
