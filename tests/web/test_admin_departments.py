"""The administrator's departments: what is missing is named, what is changed is on record, work in hand is kept safe."""

from __future__ import annotations

from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.tables import DepartmentRow
from service_desk.usecases.zone.edit_department import DepartmentDetails, edit_department
from tests.support.desk import Desk
from tests.support.people import ADMINISTRATOR
from tests.usecases.deeds import WORKING


def stored(desk: Desk, code: str) -> DepartmentRow:
    with desk.app.app_context():
        return db.session.get_one(DepartmentRow, code)


def test_the_list_names_who_what_and_what_is_missing(desk: Desk) -> None:
    desk.bring(*WORKING)
    with desk.app.app_context():
        db.session.get_one(DepartmentRow, "LE").mailbox = None
        db.session.commit()
    page = desk.officer(Role.ADMINISTRATOR).get("/admin/departments")
    assert "共 5 个，其中 4 个有待补齐。" in page
    rows = {row.all("a")[0].text: row.text for row in page.tree.all("tr")[1:]}
    assert "pw@zone.example" in rows["PW"]
    assert "2 人 1 0" in rows["PW"]
    assert "没有邮箱" in rows["LE"]
    assert "没有任何人能登录" in rows["LE"]
    assert "没有在用的部门负责人" in rows["CB"]


def test_a_changed_department_is_saved_and_its_history_says_what_was_before(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.submit(
        admin.get("/admin/departments/PW"), {"zh": "供电公司", "phone": "0000-1234567", "mailbox": ""}
    )
    assert "已保存。" in page
    assert "名称：PW → 供电公司" in page
    assert "邮箱：pw@zone.example → （空）" in page
    row = stored(desk, "PW")
    assert (row.zh, row.phone, row.mailbox) == ("供电公司", "0000-1234567", None)
    assert "没有改动。" in admin.submit(admin.get("/admin/departments/PW"))


def test_what_is_wrong_is_said_beside_the_field_and_the_rest_is_kept(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.submit(
        admin.get("/admin/departments/PW"),
        {"zh": "", "mailbox": "nowhere", "en": "Power", "short": "字" * 13},
        status=422,
    )
    assert set(page.errors()) == {"zh", "mailbox", "short"}
    assert page.value("en") == "Power"
    assert stored(desk, "PW").en == "PW"


def test_a_department_with_work_in_hand_is_not_closed(desk: Desk) -> None:
    desk.bring(*WORKING)
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.submit(admin.get("/admin/departments/PW"), {"is_active": None, "phone": "1"}, status=422)
    assert "还有 1 件在办或协办" in page
    assert page.value("phone") == "1"
    assert stored(desk, "PW").is_active


def test_a_closed_department_is_marked_and_can_be_opened_again(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    admin.submit(admin.get("/admin/departments/LE"), {"is_active": None})
    assert "已停用" in admin.get("/admin/departments")
    page = admin.submit(admin.get("/admin/departments/LE"), {"is_active": "y"})
    assert "接收诉求：否 → 是" in page


def test_a_second_administrator_on_a_stale_page_keeps_what_he_typed_and_sees_the_change(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.get("/admin/departments/PW")
    with desk.app.app_context():
        edit_department("PW", DepartmentDetails("别人改的", "PW", "PW"), by=ADMINISTRATOR, now=desk.clock())
    again = admin.submit(page, {"zh": "我改的"}, status=409)
    assert again.value("zh") == "我改的"
    assert "PW → 别人改的" in again
    assert stored(desk, "PW").zh == "别人改的"
    admin.submit(again)
    assert stored(desk, "PW").zh == "我改的"


def test_a_department_that_is_not_there_is_not_found(desk: Desk) -> None:
    desk.officer(Role.ADMINISTRATOR).get("/admin/departments/XX", status=404)
