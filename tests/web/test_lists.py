"""Bringing a problem list in on the pages: template, preview with errors by row, import part by part, once."""

from __future__ import annotations

import io

import pytest

from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.web.lists import importing
from tests.support.desk import Desk
from tests.support.samples import photograph
from tests.support.visitor import Page, Visitor

R = Role


def listed(*rows: str) -> tuple[io.BytesIO, str]:
    text = "\n".join(["企业名称,诉求内容,联系电话", *rows])
    return io.BytesIO(text.encode("gb18030")), "清单.csv"


def preview(officer: Visitor, *rows: str, status: int = 200) -> Page:
    return officer.submit(officer.get("/lists"), {"file": listed(*rows)}, action="/lists", status=status)


def tickets(desk: Desk) -> int:
    with desk.app.app_context():
        return db.session.query(Ticket).count()


def test_a_list_is_looked_at_before_anything_is_filed(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    page = preview(officer, "演示甲公司,变压器容量不够,13800138000", "演示乙公司,,12")
    assert "共 2 行：可以录入 1 行，已经录过 0 行，有问题 1 行。" in page
    assert "诉求内容：没有填写" in page
    assert tickets(desk) == 0


def test_it_is_brought_in_part_by_part_and_a_second_time_nothing_is_doubled(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "AT_ONCE", 2)
    officer = desk.officer(R.COMMISSIONER)
    rows = [f"演示甲公司,第{n}个问题：停水," for n in range(5)]
    page = officer.submit(preview(officer, *rows), action="/lists/import")
    assert page.heading == "正在录入"
    assert "已录入 2 / 5 行" in page
    page = officer.submit(page, action="/lists/import")
    page = officer.submit(page, action="/lists/import")
    assert "清单已导入，共 5 件" in page
    assert tickets(desk) == 5
    again = preview(officer, *rows, "演示丁公司,停电,")
    assert "可以录入 1 行，已经录过 5 行" in again
    officer.submit(again, action="/lists/import")
    assert tickets(desk) >= 5


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ((io.BytesIO(photograph()), "a.xlsx"), "只收 Excel"),
        ((io.BytesIO("甲,乙\n1,2".encode()), "a.csv"), "缺少列：企业名称、诉求内容"),
        ((io.BytesIO("企业,内容\n".encode()), "a.csv"), "表里没有内容"),
        ((io.BytesIO(b""), ""), "请选择文件"),
    ],
    ids=["picture", "columns", "empty", "none"],
)
def test_what_is_no_list_is_refused_in_words(file: tuple[io.BytesIO, str], words: str, desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    page = officer.submit(officer.get("/lists"), {"file": file}, action="/lists", status=422)
    assert words in page


def test_the_template_is_a_list_the_desk_reads(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    answer = officer.fetch("/lists/template.xlsx")
    page = officer.submit(
        officer.get("/lists"), {"file": (io.BytesIO(answer.data), "t.xlsx")}, action="/lists"
    )
    assert "可以录入 1 行" in page


@pytest.mark.parametrize("role", [R.CALLBACK, R.LEADER, R.ADMINISTRATOR])
def test_a_colleague_without_the_right_is_refused(role: Role, desk: Desk) -> None:
    desk.officer(role).get("/lists", status=403)


def test_a_stranger_signs_in_first_and_a_forged_list_is_not_there(desk: Desk, visitor: Visitor) -> None:
    assert visitor.get("/lists").path == "/sign-in"
    officer = desk.officer(R.DISPATCHER)
    token = officer.get("/lists").value("csrf_token")
    officer.send("/lists/import", {"csrf_token": token, "digest": "../secret_key"}, status=404)
