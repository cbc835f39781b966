"""What a person chooses for his lists: columns, spacing, the list he narrowed last, his views in order, the first one."""

from __future__ import annotations

from service_desk.domain.roles import Role
from tests.support.desk import Desk
from tests.support.visitor import Page, Visitor
from tests.usecases.deeds import WORKING

R = Role


def headings(page: Page) -> list[str]:
    return [heading.text for heading in page.tree.all("th")]


def sign_in_again(desk: Desk, role: Role, department: str | None) -> Visitor:
    """Return the same person at another computer."""
    desk._visitors.clear()
    return desk.officer(role, department)


def narrow(visitor: Visitor, **conditions: str) -> Page:
    token = visitor.get("/desk?tab=our-in_progress").value("csrf_token")
    return visitor.send("/desk/narrow", {"csrf_token": token, "tab": "our-in_progress", **conditions})


def test_columns_and_spacing_are_chosen_and_the_same_at_every_computer(desk: Desk) -> None:
    desk.bring(*WORKING)
    handler = desk.officer(R.HANDLER, "PW")
    assert headings(handler.get("/desk?tab=our-in_progress")) == [
        "诉求",
        "类别",
        "进度 1·3·7·1·0",
        "时限",
        "承办人",
    ]
    page = handler.get("/desk/columns")
    page = handler.submit(page, {"columns": ["due", "submitted", "source", "type"], "density": "compact"})
    assert "已保存" in page
    page = sign_in_again(desk, R.HANDLER, "PW").get("/desk?tab=our-in_progress")
    assert headings(page) == ["诉求", "事项", "时限", "来源", "提交时间"]
    assert "用电容量" in page
    assert "网上提交" in page
    assert list(page.tree.all("div", class_="card queue compact"))
    handler = desk.officer(R.HANDLER, "PW")
    page = handler.submit(handler.get("/desk/columns"), {}, button="usual=1")
    assert len(headings(page)) == 5
    assert not list(page.tree.all("div", class_="card queue compact"))


def test_without_any_column_the_request_itself_is_left(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    handler = desk.officer(R.HANDLER, "PW")
    page = handler.submit(handler.get("/desk/columns"), {"columns": None})
    assert headings(page) == ["诉求"]
    assert number in page


def test_a_spacing_nobody_offers_is_refused(desk: Desk) -> None:
    handler = desk.officer(R.HANDLER, "PW")
    page = handler.submit(handler.get("/desk/columns"), {"density": "none"}, status=422)
    assert "density" in page.errors() or page.tree.all("div", class_="errors")


def test_whoever_comes_back_finds_the_list_as_narrowed_last_and_clears_it_with_one_click(desk: Desk) -> None:
    wanted = desk.bring(*WORKING, park="东区")
    desk.bring(*WORKING, park="生物产业园")
    handler = desk.officer(R.HANDLER, "PW")
    narrow(handler, park="东区", lamp="green")
    handler = sign_in_again(desk, R.HANDLER, "PW")
    page = handler.get("/desk")
    assert "tab=our-in_progress" in page.response.request.query_string.decode()
    assert [box.get("value") for box in page.tree.all("input", name="t")] == [wanted]
    assert "绿灯" in page
    token = page.value("csrf_token")
    handler.send("/desk/narrow", {"csrf_token": token, "tab": "our-in_progress", "clear": "1"})
    page = sign_in_again(desk, R.HANDLER, "PW").get("/desk")
    assert page.response.request.query_string == b""


def test_each_lamp_and_condition_can_be_chosen_together(desk: Desk) -> None:
    number = desk.bring(*WORKING, park="东区")
    handler = desk.officer(R.HANDLER, "PW")
    page = narrow(handler, park="东区", source="web", lamp="green", parts="open", firm="演示", handler="11")
    assert number in page
    assert "协办未反馈" in page
    page = narrow(handler, handler="0")
    assert "未分派" in page
    assert number not in page
    page = narrow(handler, lamp="purple", parts="x", tags="a,b", handler="-1")
    assert number in page


def test_views_show_how_many_are_in_them_are_put_in_order_and_one_opens_first(desk: Desk) -> None:
    desk.bring(*WORKING, park="东区")
    desk.bring(*WORKING)
    handler = desk.officer(R.HANDLER, "PW")
    for name, address in (
        ("全部", "/desk?tab=our-in_progress"),
        ("东区", "/desk?tab=our-in_progress&park=东区"),
    ):
        handler.submit(handler.get(address), {"name": name}, action="/desk/views")

    def chips(page: Page) -> list[str]:
        return [
            item.text.split(" 删除")[0]
            for box in page.tree.all("div", class_="views")
            for item in box.all("li")
        ]

    assert [chip.split()[:2] for chip in chips(handler.get("/desk?tab=our-due"))] == [
        ["全部", "2"],
        ["东区", "1"],
    ]
    page = handler.get("/desk/views")
    second = [form.get("action") for form in page.tree.all("form") if "/desk/views/" in form.get("action")][1]
    page = handler.submit(page, {}, action=second, button="deed=up")
    assert [chip.split()[0] for chip in chips(handler.get("/desk?tab=our-due"))] == ["东区", "全部"]
    page = handler.submit(page, {}, action=second, button="deed=first")
    assert "登录后先打开这个视图。" in page
    narrow(handler, park="生物产业园")
    page = sign_in_again(desk, R.HANDLER, "PW").get("/desk")
    assert "park=%E4%B8%9C%E5%8C%BA" in page.response.request.query_string.decode()
    handler = desk.officer(R.HANDLER, "PW")
    handler.submit(handler.get("/desk/views"), {}, action=second, button="deed=not-first")
    page = sign_in_again(desk, R.HANDLER, "PW").get("/desk")
    assert "东区" not in page.response.request.query_string.decode()


def test_a_view_that_is_not_ones_own_is_not_moved(desk: Desk) -> None:
    handler = desk.officer(R.HANDLER, "PW")
    handler.submit(handler.get("/desk?tab=our-due"), {"name": "我的"}, action="/desk/views")
    other = desk.officer(R.HANDLER, "LE")
    token = other.get("/desk").value("csrf_token")
    for deed in ("up", "first"):
        other.send("/desk/views/1", {"csrf_token": token, "deed": deed}, status=404)


def test_a_full_page_of_a_busy_person_stays_below_sixty_kilobytes(desk: Desk) -> None:
    for _ in range(26):
        desk.bring(*WORKING, park="东区", enterprise_name="演示新材料科技（高新区）股份有限公司")
    handler = desk.officer(R.HANDLER, "PW")
    handler.submit(
        handler.get("/desk/columns"),
        {"columns": ["category", "type", "state", "progress", "due", "who", "source", "submitted", "tags"]},
    )
    page = handler.get("/desk?tab=our-in_progress")
    assert len(page.tree.all("input", name="t")) == 25
    usual = len(page.html.encode())
    assert usual <= 60 * 1024, usual


def test_whoever_has_no_queue_chooses_nothing(desk: Desk) -> None:
    for address in ("/desk/columns", "/desk/views"):
        desk.officer(R.ADMINISTRATOR).get(address, status=403)


def test_single_keys_are_kept_with_the_account_and_a_forged_wish_changes_nothing(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    handler = desk.officer(R.HANDLER, "PW")
    page = handler.get("/desk?tab=our-in_progress")
    [sheet] = page.tree.all("dialog")
    assert sheet.get("data-single-keys") == "on"
    token = page.value("csrf_token")
    for wish in ({"keys": "off"}, {"keys": "maybe", "csrf_token": token}):
        assert handler.client.post("/desk/keys", data=wish).status_code == 400
    assert handler.client.post("/desk/keys", data={"keys": "off", "csrf_token": token}).status_code == 204
    for address in ("/desk?tab=our-in_progress", f"/desk/tickets/{number}", "/desk/search?q=增容"):
        [sheet] = handler.get(address).tree.all("dialog")
        assert sheet.get("data-single-keys") == "off", address
