"""The administrator's request forms: edited as text, checked, previewed, compared, published in one step; nobody's draft lost."""

from __future__ import annotations

import pytest

from service_desk.domain.request_forms import packaged_text
from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.forms import form_draft, versions_of
from service_desk.persistence.tables import Ticket
from service_desk.usecases.zone.draft_form import save_form_draft
from service_desk.usecases.zone.seed_forms import seed_forms
from tests.support.desk import Desk
from tests.support.forms import edited, publish, with_floor_height
from tests.support.people import ADMINISTRATOR
from tests.support.portal import GENERAL
from tests.support.visitor import Visitor

ADDRESSES = (
    "/admin/forms", "/admin/forms/publish", "/admin/forms/power", "/admin/forms/power/preview",
    "/admin/forms/power/versions/1", "/admin/forms/power/versions/0",
)  # fmt: skip


def draft(desk: Desk, code: str) -> str | None:
    with desk.app.app_context():
        row = form_draft(db.session(), code)
        return row.text if row else None


def keep(desk: Desk, code: str, text: str) -> None:
    with desk.app.app_context():
        save_form_draft(code, text, by=ADMINISTRATOR, now=desk.clock())


def test_the_list_shows_versions_drafts_and_what_each_form_is_for(desk: Desk) -> None:
    keep(desk, "general", with_floor_height())
    keep(desk, "power", "x = 1")
    page = desk.officer(Role.ADMINISTRATOR).get("/admin/forms")
    rows = {row.all("a")[0].text: row.text for row in page.tree.all("tr")[1:]}
    assert "第 1 版 程序自带" in rows["用电容量申请"]
    assert "处要改" in rows["用电容量申请"]
    assert "与现行版本有 1 处不同" in rows["一般诉求"]
    assert "发布 2 份草稿" in page


def test_a_draft_is_saved_with_what_it_changes_and_what_is_wrong_beside_it(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.submit(
        admin.get("/admin/forms/general"),
        {"text": with_floor_height()},
        action="/admin/forms/general",
        button="act=save",
    )
    assert "草稿已保存。" in page
    assert "新增 问题 层高 floor_height" in page
    assert draft(desk, "general") == with_floor_height()
    wrong = admin.submit(
        page,
        {"text": with_floor_height().replace('"number"', '"amount"')},
        action="/admin/forms/general",
        button="act=save",
    )
    assert "1 处要改，改好才能发布" in wrong
    assert "floor_height kind 应为" in wrong
    assert "第 " in wrong


def test_checking_stores_nothing(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.get("/admin/forms/power")
    checked = admin.submit(page, {"text": "zh = 一般"}, button="act=check", status=422)
    assert "第 1 行" in checked
    assert checked.value("text") == "zh = 一般"
    fine = admin.submit(
        checked, {"text": edited("power", ('zh = "最大负荷"', 'zh = "高峰负荷"'))}, button="act=check"
    )
    assert "没有错误，还没有保存。" in fine
    assert "问法" in fine
    assert draft(desk, "power") is None


def test_an_empty_text_is_refused_beside_the_field(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.submit(admin.get("/admin/forms/power"), {"text": " "}, button="act=save", status=422)
    assert set(page.errors()) == {"text"}


def test_a_second_administrator_sees_the_first_ones_change_and_keeps_his_text(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.get("/admin/forms/general")
    keep(desk, "general", with_floor_height())
    mine = edited("general", ("发生地点", "在哪里"))
    again = admin.submit(page, {"text": mine}, button="act=save", status=409)
    assert "别人改过这张表单" in again
    assert again.value("text") == mine.strip()
    assert draft(desk, "general") == with_floor_height()
    admin.submit(again, action="/admin/forms/general", button="act=save")
    assert draft(desk, "general") == mine


def test_the_preview_can_be_filled_in_and_files_nothing(desk: Desk) -> None:
    keep(desk, "general", with_floor_height())
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.get("/admin/forms/general/preview?type=construction_permit")
    assert "这是预览" in page
    assert "层高" in page
    assert "项目代码、规划许可证号" in page
    action = "/admin/forms/general/preview?type=construction_permit"
    wrong = admin.submit(page, GENERAL | {"floor_height": "高"}, action=action, status=422)
    assert "请填数字" in wrong.errors()["floor_height"]
    right = admin.submit(wrong, {"floor_height": "6.5"}, action=action)
    assert "填写合格" in right
    assert "6.5 m" in right
    with desk.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Ticket)) == 0


def test_a_draft_that_cannot_be_read_is_not_previewed(desk: Desk) -> None:
    keep(desk, "power", "x = 1")
    page = desk.officer(Role.ADMINISTRATOR).get("/admin/forms/power/preview")
    assert "改好后才能预览" in page
    assert page.path == "/admin/forms/power"


@pytest.mark.parametrize("code", ["power", "joint_utilities", "energy_list"])
def test_every_form_has_a_preview(code: str, desk: Desk) -> None:
    assert "这是预览" in desk.officer(Role.ADMINISTRATOR).get(f"/admin/forms/{code}/preview")


def test_publishing_shows_every_change_and_takes_a_note(desk: Desk) -> None:
    keep(
        desk, "power", edited("power", ('zh = "新增容量"', 'zh = "要增加的容量"'), ("required = false\n", ""))
    )
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.get("/admin/forms/publish")
    assert "新增容量 / Additional capacity → 要增加的容量 / Additional capacity" in page
    refused = admin.submit(page, status=422)
    assert set(refused.errors()) == {"note"}
    done = admin.submit(refused, {"note": "统一叫法"})
    assert "已发布 1 张表单" in done
    assert "第 2 版" in done
    assert "统一叫法" in admin.get("/admin/forms/power")
    assert draft(desk, "power") is None


def test_what_cannot_be_read_cannot_be_published(desk: Desk) -> None:
    keep(desk, "power", "x = 1")
    page = desk.officer(Role.ADMINISTRATOR).get("/admin/forms/publish")
    assert "改好才能发布" in page
    assert not page.tree.all("button", class_="btn primary big")


def test_a_draft_changed_while_the_note_was_written_is_looked_at_first(desk: Desk) -> None:
    keep(desk, "general", with_floor_height())
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.get("/admin/forms/publish")
    keep(desk, "general", edited("general", ("发生地点", "在哪里")))
    again = admin.submit(page, {"note": "加层高"}, status=409)
    assert "保存草稿" in again
    assert again.value("note") == "加层高"
    assert "在哪里" in again
    assert "已发布 1 张表单" in admin.submit(again)


def test_an_older_version_is_shown_compared_and_taken_back(desk: Desk) -> None:
    with desk.app.app_context():
        publish("general", with_floor_height(), desk.clock())
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.get("/admin/forms/general/versions/1")
    assert "新增 问题 层高" in page
    taken = admin.submit(page)
    assert "第 1 版已作为草稿" in taken
    assert "删除 问题 层高" in taken
    dropped = admin.submit(taken, action="/admin/forms/general/drop")
    assert "草稿已放弃。" in dropped
    with desk.app.app_context():
        assert [row.version for row in versions_of(db.session(), "general")] == [2, 1]


def test_a_newer_text_of_the_program_is_offered_compared_and_taken(desk: Desk) -> None:
    with desk.app.app_context():
        seed_forms(desk.clock())
        versions_of(db.session(), "general")[0].text = edited("general", ("发生地点", "在哪里"))
        db.session.commit()
    admin = desk.officer(Role.ADMINISTRATOR)
    assert "程序带来了新的写法" in admin.get("/admin/forms")
    page = admin.get("/admin/forms/general/versions/0")
    assert "发生地点" in page
    taken = admin.submit(page)
    assert "程序自带的写法已作为草稿" in taken
    assert draft(desk, "general") == packaged_text("general")
    admin.get("/admin/forms/nothing/versions/0", status=404)


def test_a_draft_is_not_dropped_over_a_change_nobody_has_seen(desk: Desk) -> None:
    keep(desk, "general", with_floor_height())
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.get("/admin/forms/general")
    newer = edited("general", ("发生地点", "在哪里"))
    keep(desk, "general", newer)
    assert "别人改过这张表单" in admin.submit(page, action="/admin/forms/general/drop", status=409)
    assert draft(desk, "general") == newer


def test_what_does_not_exist_is_not_found(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    for path in ("nothing", "nothing/preview", "power/versions/7", f"power/versions/{2**40}"):
        admin.get(f"/admin/forms/{path}", status=404)


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.SUPERVISOR, Role.LEADER])
def test_a_colleague_without_the_right_is_refused(role: Role, desk: Desk) -> None:
    officer = desk.officer(role)
    for address in ADDRESSES:
        officer.get(address, status=403)


def test_a_stranger_is_asked_to_sign_in(visitor: Visitor) -> None:
    for address in ADDRESSES:
        assert visitor.get(address).path == "/sign-in"


def test_hostile_words_in_a_form_are_only_words(desk: Desk) -> None:
    with desk.app.app_context():
        publish(
            "power", edited("power", ('zh = "新增容量"', 'zh = "<script>alert(1)</script>"')), desk.clock()
        )
    page = desk.officer(Role.ADMINISTRATOR).get("/requests/power-capacity")
    assert "<script>alert(1)" not in page.html
