"""The administrator's first page: what is not well stands on top, with what to do and where."""

from __future__ import annotations

from datetime import timedelta

from service_desk.domain.roles import Role
from service_desk.persistence.database import transaction
from service_desk.persistence.leases import take_lease
from tests.support.desk import Desk


def test_an_administrator_lands_on_the_overview(desk: Desk) -> None:
    page = desk.officer(Role.ADMINISTRATOR).get("/sign-in")
    assert (page.path, page.heading) == ("/admin", "概况")


def test_what_is_not_well_stands_on_top_with_advice_and_the_way_there(desk: Desk) -> None:
    page = desk.officer(Role.ADMINISTRATOR).get("/admin")
    findings = [item.text for item in page.tree.all("ul", class_="findings")[0].all("li")]
    assert findings[0].startswith("有故障 定时任务 定时任务还没有运行过。")
    assert [text.split()[0] for text in findings] == sorted(
        (text.split()[0] for text in findings), key=["有故障", "要留意", "运行正常"].index
    )
    assert {"/admin/departments", "/admin/users"} <= set(page.links)
    assert "instance/mail" in page


def test_a_running_scheduler_is_well(desk: Desk) -> None:
    with desk.app.app_context(), transaction() as session:
        take_lease(session, "scheduler", "a", desk.clock(), timedelta(minutes=1))
    assert "定时任务正在运行。" in desk.officer(Role.ADMINISTRATOR).get("/admin")


def test_the_menu_marks_where_one_is_on_the_pages_below_an_entry_too(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    for path, entry in (
        ("/admin/departments/PW", "部门"),
        ("/admin/users/invite", "账号"),
        ("/admin/calendar/2025", "工作日历"),
        ("/admin/mail", "信件"),
    ):
        menu = admin.get(path).tree.all("nav", class_="places")[0]
        assert [a.text for a in menu.all("a", aria_current="page")] == [entry]
        assert len({a.get("href") for a in menu.all("a")}) == len(menu.all("a"))


def test_nobody_else_sees_or_opens_these_pages(desk: Desk) -> None:
    leader = desk.officer(Role.LEADER)
    assert not [link for link in leader.get("/account").links if link.startswith("/admin")]
    for path in ("", "/users", "/departments", "/calendar", "/mail"):
        leader.get("/admin" + path, status=403)


def test_nonsense_in_an_address_is_no_error_of_the_program(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    for query in (
        "users?q=%00&department=%00&after=%00&role=%00",
        "mail?q=%00&older=99999999999999999999&newer=-1",
    ):
        admin.get(f"/admin/{query}")
    for path in (
        "users/99999999999999999999",
        "mail/99999999999999999999",
        "departments/%00",
        "calendar/99999",
    ):
        admin.get(f"/admin/{path}", status=404)
